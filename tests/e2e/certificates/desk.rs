//! Alice at her desk, with OpenSSL and curl; and the operators.

use std::{
    path::{Path, PathBuf},
    process::{Command as Program, Output},
};

use countersign::{
    admin::{CertificateCommand, Command, execute},
    settings::Settings,
};
use countersign_tests::{Phone, PlainBrowser, RelyingParty, World};
use serde_json::Value;
use tempfile::TempDir;

/// Where the certificate door is, as browsers know it.
pub(super) const DOOR: &str = "https://certificates.example.org";
/// The page of one's own certificate.
pub(crate) const PAGE: &str = "/account/methods/add/certificate";

pub(super) struct Desk {
    pub(super) world: World,
    pub(super) shop: RelyingParty,
    pub(super) browser: PlainBrowser,
    pub(super) phone: Phone,
    pub(super) dir: TempDir,
}

/// A certificate with its key.
pub(super) struct Identity {
    pub(super) certificate: PathBuf,
    pub(super) key: PathBuf,
}

/// Turns certificates on, with a door on a port of its own.
pub(crate) fn with_door(settings: &mut Settings) {
    let pair =
        rcgen::generate_simple_self_signed(["certificates.example.org".to_owned(), "localhost".to_owned()]);
    let pair = pair.unwrap();
    let beside = |name| settings.server.data_dir.with_file_name(name);
    let (certificate, key) = (beside("door.pem"), beside("door-key.pem"));
    std::fs::write(&certificate, pair.cert.pem()).unwrap();
    std::fs::write(&key, pair.signing_key.serialize_pem()).unwrap();
    let certificates = &mut settings.certificates;
    certificates.listen = Some(([127, 0, 0, 1], 0).into());
    certificates.public_url = Some(DOOR.parse().unwrap());
    certificates.cert_file = Some(certificate);
    certificates.key_file = Some(key);
}

impl Desk {
    /// Alice, logged in.
    pub(super) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(super) async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let world = World::with(|settings| {
            with_door(settings);
            change(settings);
        })
        .await;
        world.user_with_mail("alice", "alice@example.org").await;
        let shop = world.shop().await;
        let (browser, phone) = world.logged_in("alice").await;
        let desk = Self {
            world,
            shop,
            browser,
            phone,
            dir: TempDir::new().unwrap(),
        };
        let told = desk.world.mail_to("alice@example.org").await;
        assert!(
            told.subject.ends_with("an authenticator was added"),
            "{}",
            told.subject
        );
        desk
    }

    /// Logs alice in by her phone.
    pub(super) async fn log_in(&mut self) {
        self.browser.log_in_by_phone("alice", &mut self.phone).await;
    }

    /// What operators do; what they are told if it is denied.
    pub(super) async fn operate(&self, command: CertificateCommand) -> Result<Value, String> {
        let done = execute(&self.world.server().opened, Command::Certificate(command)).await;
        done.map_err(|denied| denied.0)
    }

    pub(super) async fn approve(&self) {
        let command = CertificateCommand::Approve {
            name: "alice".to_owned(),
            reason: "seen with her passport".to_owned(),
            operator: None,
        };
        self.operate(command).await.unwrap();
    }

    /// Asks, is approved, and picks the certificate up for a key that OpenSSL makes.
    pub(super) async fn certified(&mut self) -> Identity {
        assert_eq!(self.browser.post(PAGE, &[]).await.location(), PAGE);
        self.approve().await;
        let request = self.request("alice");
        let form = [("request", &*request)];
        let picked = self.browser.post(&format!("{PAGE}/pick-up"), &form).await;
        assert_eq!(picked.location(), PAGE, "{}", picked.text);
        let page = self.browser.get(PAGE).await;
        let details = page.between("href=\"/account/methods/", "\"").to_owned();
        let download = format!("/account/methods/{details}/certificate");
        let certificate = self.write("alice.pem", &self.browser.clone().get(&download).await.text);
        Identity {
            certificate,
            key: self.path("alice-key.pem"),
        }
    }

    /// A certification request for a new key, in a name that is nobody's.
    pub(super) fn request(&self, name: &str) -> String {
        let key = self.path(&format!("{name}-key.pem"));
        with_new_key(&key, "/CN=root/O=Elsewhere", &[])
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(super) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The certificate of the authority that signs, in a file.
    pub(super) async fn authority(&self) -> PathBuf {
        let shown = self.operate(CertificateCommand::CaShow).await.unwrap();
        let newest = shown.as_array().unwrap().last().unwrap();
        self.write("authority.pem", newest["certificate"].as_str().unwrap())
    }

    /// The address at which this page has a browser show a certificate.
    pub(super) async fn door(&self, browser: &mut PlainBrowser, waiting: &str) -> String {
        let page = browser.get(&format!("{waiting}/certificate")).await;
        assert_eq!(page.status, 200, "{}", page.text);
        page.between(&format!("href=\"{DOOR}"), "\"")
            .replace("&#38;", "&")
    }

    /// Shows a certificate at the door, or none; where curl is sent.
    pub(super) async fn show(&self, door: &str, identity: Option<&Identity>) -> String {
        let shown = self
            .curl(
                door,
                identity,
                &["-w", "%{http_code} %{redirect_url}", "-o", "/dev/null"],
            )
            .await;
        let shown = String::from_utf8(shown.stdout).unwrap();
        let (status, location) = shown.split_once(' ').unwrap();
        assert_eq!(status, "303", "{shown}");
        location
            .strip_prefix(&self.world.url(""))
            .unwrap_or(location)
            .to_owned()
    }

    pub(super) async fn curl(&self, door: &str, identity: Option<&Identity>, more: &[&str]) -> Output {
        let address = self.world.server().certificate_address.unwrap();
        let trusted = self.world.settings.certificates.cert_file.as_ref().unwrap();
        // The server runs on this thread too.
        let mut curl = tokio::process::Command::new("curl");
        curl.args(["--silent", "--show-error", "--cacert"]).arg(trusted);
        curl.args(["--connect-to", &format!("::127.0.0.1:{}", address.port())]);
        if let Some(Identity { certificate, key }) = identity {
            curl.arg("--cert").arg(certificate).arg("--key").arg(key);
        }
        curl.args(more).arg(format!("{DOOR}{door}"));
        curl.output().await.expect("curl runs")
    }

    /// Logs in with the password and this certificate in a new browser; where it is sent at the end.
    pub(super) async fn log_in_with(&self, identity: Option<&Identity>) -> (PlainBrowser, String) {
        let mut browser = self.world.browser();
        let waiting = browser.log_in("alice").await;
        let door = self.door(&mut browser, &waiting).await;
        let back = self.show(&door, identity).await;
        let page = browser.get(&back).await;
        if page.location().is_empty() {
            return (browser, back);
        }
        let waiting = page.location().to_owned();
        let end = browser.get(&waiting).await.location().to_owned();
        (browser, end)
    }
}

/// Runs OpenSSL.
pub(super) fn openssl(args: &[&str]) -> Output {
    let done = Program::new("openssl").args(args).output().expect("openssl runs");
    assert!(
        done.status.success(),
        "{args:?}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    done
}

/// Runs OpenSSL, whatever it says.
pub(super) fn try_openssl(args: &[&str]) -> (bool, String) {
    let done = Program::new("openssl").args(args).output().expect("openssl runs");
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// What OpenSSL makes with a new key, which it keeps at `key`: a certification request, or what `more` says.
pub(super) fn with_new_key(key: &Path, subject: &str, more: &[&str]) -> String {
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
    let files = ["-nodes", "-keyout", arg(key), "-subj", subject];
    let made = openssl(&[&["req", "-new"], &curve[..], &files, more].concat());
    String::from_utf8(made.stdout).unwrap()
}

/// A certification request for a key that nobody keeps.
pub(crate) fn certification_request() -> String {
    let key = rcgen::KeyPair::generate().unwrap();
    let request = rcgen::CertificateParams::default().serialize_request(&key);
    request.unwrap().pem().unwrap()
}

/// A path as an argument.
pub(super) fn arg(path: &Path) -> &str {
    path.to_str().unwrap()
}
