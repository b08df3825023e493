//! Logging in with a certificate, and everything that does not log in.

use std::time::Duration;

use countersign::admin::{CertificateCommand, Command};
use countersign_core::method::certificate::door_link;
use countersign_tests::{Login, by_tap};
use serde_json::json;

use super::desk::{DOOR, Desk, Identity, PAGE};
use crate::policies::demand;

#[tokio::test]
async fn a_person_logs_in_with_a_certificate_of_this_server() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    let (mut browser, end) = desk.log_in_with(Some(&alice)).await;
    assert_eq!(end, "/account");
    let account = browser.get("/account").await.text;
    assert!(
        account.contains("your password and a digital certificate"),
        "{account}"
    );
    let methods = browser.get("/account/methods").await.text;
    assert!(methods.contains("Digital certificate"));
}

#[tokio::test]
async fn r12_a_service_is_told_that_it_was_a_certificate() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    let login = desk.shop.login(by_tap("alice")).await;
    let mut browser = desk.world.browser();
    let waiting = browser.get(&login.page()).await.location().to_owned();
    let wait = browser.get(&waiting).await;
    assert!(wait.text.contains("Use a digital certificate"), "{}", wait.text);
    let door = desk.door(&mut browser, &waiting).await;
    let back = desk.show(&door, Some(&alice)).await;
    assert_eq!(browser.get(&back).await.location(), waiting);
    let approved = desk.shop.read(&login).await;
    assert_eq!(approved["method"], "certificate");
    let claims = approved.claims();
    assert_eq!(
        (&claims["acr"], &claims["amr"]),
        (&json!("urn:countersign:acr:certificate"), &json!(["swk"]))
    );
}

#[tokio::test]
async fn r12_a_certificate_decides_what_it_is_enough_for_and_nothing_else() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    demand(&desk.world, "vault", "passkey", 0).await;
    demand(&desk.world, "filing", "certificate", 0).await;
    let to = |resource| json!({"username": "alice", "resource": resource});
    let refused = desk.shop.attempt(to("vault")).await;
    assert_eq!(
        refused.problem(),
        "no-usable-authenticator",
        "neither phone nor certificate is a passkey"
    );

    // Nor is one turned away who has nothing but a certificate.
    let phone = desk.shop.authenticator("alice").await;
    let lost = desk.shop.patch(&phone, &json!({"state": "suspended"})).await;
    assert_eq!(lost.status, 200);
    let filing = desk.shop.login(to("filing")).await;
    assert_eq!(filing["methods"], json!(["certificate"]));
    let mut browser = desk.world.browser();
    let waiting = browser.get(&filing.page()).await.location().to_owned();
    let door = desk.door(&mut browser, &waiting).await;
    let back = desk.show(&door, Some(&alice)).await;
    assert_eq!(browser.get(&back).await.location(), waiting);
    let approved = desk.shop.read(&filing).await;
    assert_eq!(approved["demand"]["satisfied"], true, "{approved:?}");
}

#[tokio::test]
async fn r10_only_the_browser_that_started_the_login_can_hand_a_proof_in() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    // Mallory knows the password, starts a login, and lures alice to the door with its errand.
    let mut mallory = desk.world.browser();
    let waiting = mallory.log_in("alice").await;
    let door = desk.door(&mut mallory, &waiting).await;
    let proof = desk.show(&door, Some(&alice)).await;
    assert!(proof.contains("proof="), "{proof}");
    let lured = desk.browser.get(&proof).await;
    assert_eq!(lured.status, 404, "her browser did not start it");
    assert!(!mallory.is_logged_in().await);
    // The proof of one login is none for another.
    let mut other = desk.world.browser();
    let others = other.log_in("alice").await;
    let (_, proof) = proof.split_once('?').unwrap();
    let moved = other.get(&format!("{others}/certificate?{proof}")).await;
    assert_eq!(moved.status, 422);
    assert!(moved.text.contains("Try once more"), "{}", moved.text);
    // Nor is one that came too late.
    let waiting = mallory.log_in("alice").await;
    let door = desk.door(&mut mallory, &waiting).await;
    let proof = desk.show(&door, Some(&alice)).await;
    desk.world.clock.advance(Duration::from_secs(61));
    let late = mallory.get(&proof).await;
    assert_eq!(late.status, 422, "{}", late.text);
    assert!(!mallory.is_logged_in().await);
}

#[tokio::test]
async fn r1_nothing_is_proven_without_an_errand_or_after_the_end() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    let mut browser = desk.world.browser();
    let waiting = browser.log_in("alice").await;
    let door = desk.door(&mut browser, &waiting).await;
    let (path, errand) = door.split_once('=').unwrap();
    let other = if errand.starts_with('A') { 'B' } else { 'A' };
    let forged = format!("{path}={other}{}", &errand[1..]);
    assert_eq!(desk.show(&forged, Some(&alice)).await, "/login");
    let back = desk.show(&door, Some(&alice)).await;
    assert_eq!(browser.post(&format!("{waiting}/cancel"), &[]).await.status, 303);
    assert_eq!(
        browser.get(&back).await.location(),
        waiting,
        "the login has ended"
    );
    assert!(!browser.is_logged_in().await);
    assert_eq!(desk.show(&door, Some(&alice)).await, "/login");
}

#[tokio::test]
async fn no_certificate_and_every_wrong_one_are_refused_with_words() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    let foreign = foreign(&desk);
    let server = foreign_kind(&desk);
    for (identity, word) in [
        (None, "missing"),
        (Some(&foreign), "untrusted"),
        (Some(&server), "usage"),
    ] {
        let (mut browser, back) = desk.log_in_with(identity).await;
        assert!(back.ends_with(&format!("/certificate?refused={word}")), "{back}");
        assert!(!browser.is_logged_in().await);
    }
    let (mut browser, back) = desk.log_in_with(Some(&foreign)).await;
    let page = browser.get(&back).await;
    assert_eq!(page.status, 422);
    assert!(
        page.text.contains("not issued by anybody who is trusted here"),
        "{}",
        page.text
    );
    // Until another login may be begun from here.
    desk.world.clock.advance(Duration::from_secs(61));
    let (_, end) = desk.log_in_with(Some(&alice)).await;
    assert_eq!(end, "/account", "nobody was locked out by that");
    desk.world.clock.advance(Duration::from_secs(366 * 24 * 3600));
    let back = desk.show_for_service(&alice).await;
    assert!(back.ends_with("refused=expired"), "{back}");
}

impl Desk {
    /// Shows a certificate for a login of a service; where it is sent.
    pub(super) async fn show_for_service(&self, identity: &Identity) -> String {
        let login = self.shop.login(by_tap("alice")).await;
        self.show(&self.door_of(&login), Some(identity)).await
    }

    /// Where a page of this login would send its browser.
    fn door_of(&self, login: &Login) -> String {
        let door = door_link(&self.world.server().opened.ctx, login.id().parse().unwrap());
        door.unwrap().strip_prefix(DOOR).unwrap().to_owned()
    }
}

#[tokio::test]
async fn r4_what_was_revoked_or_suspended_logs_nobody_in() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    let page = desk.browser.get(PAGE).await;
    let id = page.between("href=\"/account/methods/", "\"").to_owned();
    let own = format!("/api/v1/users/alice/authenticators/{id}");
    let set = async |desk: &Desk, state: &str| desk.shop.patch(&own, &json!({"state": state})).await.status;
    assert_eq!(set(&desk, "suspended").await, 200);
    assert!(desk.show_for_service(&alice).await.ends_with("refused=revoked"));
    assert_eq!(set(&desk, "active").await, 200);
    assert!(desk.show_for_service(&alice).await.contains("proof="));
    // A proof that was given before is worth nothing afterwards.
    let mut browser = desk.world.browser();
    let waiting = browser.log_in("alice").await;
    let door = desk.door(&mut browser, &waiting).await;
    let back = desk.show(&door, Some(&alice)).await;
    let reason = "lost with her bag".to_owned();
    let name = "alice".to_owned();
    desk.operate(CertificateCommand::Revoke { name, reason })
        .await
        .unwrap();
    browser.get(&back).await;
    browser.get(&waiting).await;
    assert!(!browser.is_logged_in().await);
    assert!(desk.show_for_service(&alice).await.ends_with("refused=revoked"));
}

#[tokio::test]
async fn r4_the_certificate_of_a_suspended_user_proves_nothing() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    let login = desk.shop.login(by_tap("alice")).await;
    let door = desk.door_of(&login);
    desk.world
        .operate(Command::UserSuspend {
            name: "alice".to_owned(),
        })
        .await;
    assert_eq!(desk.show(&door, Some(&alice)).await, "/login");
}

#[tokio::test]
async fn r17_the_certificate_of_another_account_is_not_ones_own() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    desk.world.user("bob").await;
    let bobs = desk
        .world
        .phone(&desk.shop, "bob", countersign_tests::Provider::Apns)
        .await;
    let login = desk.shop.login(by_tap("bob")).await;
    let door = desk.door_of(&login);
    let back = desk.show(&door, Some(&alice)).await;
    assert!(back.ends_with("refused=other"), "{back}");
    drop(bobs);
}

#[tokio::test]
async fn the_door_speaks_tls_1_3_alone_and_has_no_other_pages() {
    let mut desk = Desk::new().await;
    let alice = desk.certified().await;
    let old = desk.curl("/login/1", Some(&alice), &["--tls-max", "1.2"]).await;
    assert!(!old.status.success());
    for path in ["/", "/account", "/login"] {
        assert_eq!(desk.show(path, Some(&alice)).await, "/login", "{path}");
    }
}

#[tokio::test]
async fn without_the_setting_there_are_no_certificates() {
    let mut desk = Desk::with(|settings| settings.certificates.listen = None).await;
    let waiting = desk.browser.log_in("alice").await;
    let wait = desk.browser.get(&waiting).await;
    assert!(!wait.text.contains("certificate"), "{}", wait.text);
    let methods = desk.browser.get("/account/methods").await;
    assert_eq!(methods.status, 200);
    assert!(!methods.text.contains("certificate"));
    assert_eq!(desk.browser.get(PAGE).await.status, 404);
    assert_eq!(desk.browser.post(PAGE, &[]).await.status, 404);
    assert_eq!(desk.browser.get("/crl.der").await.status, 404);
    assert!(desk.world.server().certificate_address.is_none());
}

/// A certificate in alice's name that somebody else has signed.
fn foreign(desk: &Desk) -> Identity {
    let (certificate, key) = (desk.path("foreign.pem"), desk.path("foreign-key.pem"));
    let mut wanted = rcgen::CertificateParams::default();
    wanted.distinguished_name.push(rcgen::DnType::CommonName, "alice");
    wanted.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ClientAuth];
    let own = rcgen::KeyPair::generate().unwrap();
    std::fs::write(&certificate, wanted.self_signed(&own).unwrap().pem()).unwrap();
    std::fs::write(&key, own.serialize_pem()).unwrap();
    Identity { certificate, key }
}

/// The door's own certificate, shown by somebody who has got hold of its key.
fn foreign_kind(desk: &Desk) -> Identity {
    let door = &desk.world.settings.certificates;
    Identity {
        certificate: door.cert_file.clone().unwrap(),
        key: door.key_file.clone().unwrap(),
    }
}
