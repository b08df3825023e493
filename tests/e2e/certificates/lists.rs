//! Revocation lists, as OpenSSL reads them.

use countersign::admin::{CertificateCommand, Command};

use super::desk::{Desk, Identity, PAGE, arg, openssl, try_openssl};

impl Desk {
    /// Fetches the list at this path and has OpenSSL check its signature; in a file (PEM).
    async fn list(&self, path: &str) -> std::path::PathBuf {
        let url = self.world.url(path);
        let answer = countersign_tests::http().get(url).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "application/pkix-crl");
        let der = self.path("list.der");
        std::fs::write(&der, answer.bytes().await.unwrap()).unwrap();
        let (authority, list) = (self.authority().await, self.path("list.pem"));
        openssl(&["crl", "-inform", "DER", "-in", arg(&der), "-out", arg(&list)]);
        let (_, said) = try_openssl(&["crl", "-in", arg(&list), "-CAfile", arg(&authority), "-noout"]);
        assert!(said.contains("verify OK"), "{said}");
        list
    }

    /// What OpenSSL says of a certificate by the list that the certificate itself names.
    async fn judged(&self, identity: &Identity) -> String {
        let said = openssl(&[
            "x509",
            "-in",
            arg(&identity.certificate),
            "-noout",
            "-ext",
            "crlDistributionPoints",
        ]);
        let said = String::from_utf8(said.stdout).unwrap();
        let path = said.split("/crl/").nth(1).unwrap().lines().next().unwrap();
        let list = self.list(&format!("/crl/{path}")).await;
        let authority = self.authority().await;
        let (is_good, said) = try_openssl(&[
            "verify",
            "-crl_check",
            "-CRLfile",
            arg(&list),
            "-CAfile",
            arg(&authority),
            arg(&identity.certificate),
        ]);
        if is_good { "good".to_owned() } else { said }
    }
}

#[tokio::test]
async fn what_its_owner_removes_is_revoked_at_once() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    assert_eq!(desk.judged(&alice).await, "good");
    let id = desk
        .browser
        .get(PAGE)
        .await
        .between("href=\"/account/methods/", "\"")
        .to_owned();
    let method = desk.browser.get(&format!("/account/methods/{id}")).await;
    assert!(method.text.contains("Fingerprint") && method.text.contains("revokes the certificate"));
    let removed = desk
        .browser
        .post(&format!("/account/methods/{id}/remove"), &[])
        .await;
    assert_eq!(removed.location(), "/account/methods");
    assert!(desk.judged(&alice).await.contains("certificate revoked"));
    let list = desk.list("/crl.der").await;
    let said = openssl(&["crl", "-in", arg(&list), "-noout", "-text"]);
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.contains("Cessation Of Operation"), "{said}");
}

#[tokio::test]
async fn a_suspended_user_is_on_the_list_until_they_are_back() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    let name = || "alice".to_owned();
    desk.world.operate(Command::UserSuspend { name: name() }).await;
    assert!(desk.judged(&alice).await.contains("certificate revoked"));
    desk.world.operate(Command::UserResume { name: name() }).await;
    assert_eq!(desk.judged(&alice).await, "good");
    desk.world.operate(Command::UserDelete { name: name() }).await;
    assert!(
        desk.judged(&alice).await.contains("certificate revoked"),
        "although nobody has it any more"
    );
}

#[tokio::test]
async fn an_operator_revokes_and_says_why() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    let revoke = || CertificateCommand::Revoke {
        name: "alice".to_owned(),
        reason: "reported stolen".to_owned(),
    };
    desk.operate(revoke()).await.unwrap();
    assert!(desk.judged(&alice).await.contains("certificate revoked"));
    assert!(desk.operate(revoke()).await.is_err(), "there is none any more");
    let tail = desk.world.operate(Command::AuditTail { limit: 20 }).await;
    let tail = tail.to_string();
    assert!(
        tail.contains("certificate_revoked") && tail.contains("reported stolen"),
        "{tail}"
    );
    assert!(tail.contains("seen with her passport"), "{tail}");
}

#[tokio::test]
async fn another_authority_takes_over_and_the_first_still_holds() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    let reason = "yearly".to_owned();
    let first = desk.operate(CertificateCommand::CaShow).await.unwrap();
    desk.operate(CertificateCommand::CaReplace { reason })
        .await
        .unwrap();
    let both = desk.operate(CertificateCommand::CaShow).await.unwrap();
    assert_eq!(
        (first.as_array().unwrap().len(), both.as_array().unwrap().len()),
        (1, 2)
    );
    let (_, end) = desk.log_in_with(Some(&alice)).await;
    assert_eq!(end, "/account");
    let unknown = "/crl/00000000-0000-4000-8000-000000000000.der";
    let http = countersign_tests::http();
    for path in [unknown, "/crl/nonsense", "/crl/x.der"] {
        let answer = http.get(desk.world.url(path)).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
    }
}
