//! An organisation with an authority of its own, as OpenSSL runs it.

use std::path::PathBuf;

use countersign_core::settings::{AuthoritySettings, ClaimedStorage};
use countersign_tests::{Page, PlainBrowser};
use tempfile::TempDir;

use super::desk::{DOOR, Desk, Identity, PAGE, arg, openssl, with_new_key};

pub(super) struct Staff {
    dir: TempDir,
    /// Which of its authorities signs.
    signer: &'static str,
}

impl Staff {
    /// With a list that revokes nobody.
    pub(super) fn new() -> Self {
        let staff = Self {
            dir: TempDir::new().unwrap(),
            signer: "ca",
        };
        let usage = "keyUsage=critical,keyCertSign,cRLSign";
        let authority = with_new_key(
            &staff.path("ca-key.pem"),
            "/O=Example/CN=Example staff",
            &["-x509", "-days", "3650", "-addext", usage],
        );
        std::fs::write(staff.path("ca.pem"), authority).unwrap();
        staff.keep_books("ca");
        staff.publish(1);
        staff
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn keep_books(&self, signer: &str) {
        let dir = self.dir.path().to_str().unwrap();
        let books = format!(
            "[ca]\ndefault_ca = own\n\
             [own]\ndatabase = {dir}/{signer}.txt\nserial = {dir}/{signer}.serial\ncrlnumber = {dir}/{signer}.number\n\
             new_certs_dir = {dir}\ncertificate = {dir}/{signer}.pem\nprivate_key = {dir}/{signer}-key.pem\n\
             default_md = sha256\ndefault_days = 365\npolicy = any\nx509_extensions = person\ncrl_extensions = list\n\
             unique_subject = no\n\
             [any]\ncommonName = supplied\n\
             [person]\nbasicConstraints = critical,CA:FALSE\nkeyUsage = digitalSignature\nextendedKeyUsage = clientAuth\n\
             [server]\nbasicConstraints = critical,CA:FALSE\nextendedKeyUsage = serverAuth\n\
             [between]\nbasicConstraints = critical,CA:TRUE,pathlen:0\nkeyUsage = critical,keyCertSign,cRLSign\n\
             subjectKeyIdentifier = hash\n\
             [list]\nauthorityKeyIdentifier = keyid:always\n"
        );
        std::fs::write(self.path(&format!("{signer}.cnf")), books).unwrap();
        std::fs::write(self.path(&format!("{signer}.txt")), "").unwrap();
        std::fs::write(self.path(&format!("{signer}.serial")), "4242\n").unwrap();
        std::fs::write(self.path(&format!("{signer}.number")), "01\n").unwrap();
    }

    /// Signs a certificate for a new key.
    fn sign(&self, name: &str, more: &[&str]) -> Identity {
        let (request, key) = (
            self.path(&format!("{name}.csr")),
            self.path(&format!("{name}-key.pem")),
        );
        let certificate = self.path(&format!("{name}.pem"));
        with_new_key(&key, &format!("/CN={name}"), &["-out", arg(&request)]);
        let books = self.path(&format!("{}.cnf", self.signer));
        let files = [
            "-config",
            arg(&books),
            "-in",
            arg(&request),
            "-out",
            arg(&certificate),
        ];
        openssl(&[&["ca", "-batch", "-notext"], &files[..], more].concat());
        Identity { certificate, key }
    }

    /// A card for somebody.
    pub(super) fn card(&self, name: &str) -> Identity {
        self.sign(name, &[])
    }

    /// A certificate that is for something else.
    pub(super) fn for_servers(&self) -> Identity {
        self.sign("server", &["-extensions", "server"])
    }

    /// One that has expired.
    pub(super) fn expired(&self) -> Identity {
        let times = ["-startdate", "20200101000000Z", "-enddate", "20210101000000Z"];
        self.sign("expired", &times)
    }

    /// From now on another authority signs, which this one has signed.
    pub(super) fn delegate(&mut self) {
        self.sign("between", &["-extensions", "between"]);
        self.keep_books("between");
        self.signer = "between";
    }

    /// A card with the authority between in its file, as browsers show it.
    pub(super) fn card_with_chain(&self, name: &str) -> Identity {
        let card = self.card(name);
        let between = std::fs::read_to_string(self.path("between.pem")).unwrap();
        let own = std::fs::read_to_string(&card.certificate).unwrap();
        std::fs::write(&card.certificate, own + &between).unwrap();
        card
    }

    pub(super) fn revoke(&self, signer: &str, name: &str) {
        let books = self.path(&format!("{signer}.cnf"));
        let revoked = self.path(&format!("{name}.pem"));
        openssl(&["ca", "-config", arg(&books), "-revoke", arg(&revoked)]);
    }

    /// Publishes what was revoked, in a list that holds for so many days.
    pub(super) fn publish(&self, days: u32) {
        let days = days.to_string();
        let list = |signer: &str| {
            let books = self.path(&format!("{signer}.cnf"));
            let made = openssl(&["ca", "-config", arg(&books), "-gencrl", "-crldays", &days]);
            String::from_utf8(made.stdout).unwrap()
        };
        let mut lists = list("ca");
        if self.signer != "ca" {
            lists.push_str(&list(self.signer));
        }
        std::fs::write(self.list(), lists).unwrap();
    }

    pub(super) fn list(&self) -> PathBuf {
        self.path("list.crl")
    }

    pub(super) fn settings(&self, storage: ClaimedStorage) -> AuthoritySettings {
        AuthoritySettings {
            name: "Example staff cards".to_owned(),
            ca_file: self.path("ca.pem"),
            crl_file: Some(self.list()),
            crl_url: None,
            key_storage: storage,
        }
    }
}

impl Desk {
    /// Alice, where the cards of this organisation are taken.
    pub(super) async fn taking(staff: &Staff) -> Self {
        let authority = staff.settings(ClaimedStorage::Software);
        Self::with(|settings| settings.certificates.authorities = vec![authority]).await
    }

    /// Shows a certificate to have it added; where the door sends the browser.
    pub(super) async fn offer(&self, browser: &mut PlainBrowser, identity: Option<&Identity>) -> String {
        let page = browser.get(PAGE).await;
        let door = page
            .between(&format!("href=\"{DOOR}"), "\"")
            .replace("&#38;", "&");
        self.show(&door, identity).await
    }

    /// Says yes to what was shown.
    pub(super) async fn accept(&self, browser: &mut PlainBrowser, shown: &str) -> Page {
        let token = shown.split_once("?shown=").unwrap_or_else(|| panic!("{shown}")).1;
        browser.post(&format!("{PAGE}/add"), &[("shown", token)]).await
    }

    /// Adds a card to alice's account.
    pub(super) async fn add(&mut self, card: &Identity) {
        let mut browser = self.browser.clone();
        let shown = self.offer(&mut browser, Some(card)).await;
        let added = self.accept(&mut browser, &shown).await;
        assert_eq!(added.location(), PAGE, "{}", added.text);
        let page = self.browser.get(PAGE).await;
        assert!(page.text.contains("You have a certificate."), "{}", page.text);
    }
}
