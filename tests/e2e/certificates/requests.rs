//! From asking to picking up, and everything that time and operators do to it.

use std::time::Duration;

use countersign::admin::CertificateCommand;
use countersign_tests::Page;

use super::desk::{Desk, PAGE, arg, openssl};

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn pick_up(desk: &mut Desk, request: &str) -> Page {
    let path = format!("{PAGE}/pick-up");
    desk.browser.post(&path, &[("request", request)]).await
}

#[tokio::test]
async fn s66_other_ways_are_offered_before_a_certificate_can_be_asked_for() {
    let mut desk = Desk::new().await;
    let page = desk.browser.get(PAGE).await;
    let place = |text: &str| {
        page.text
            .find(text)
            .unwrap_or_else(|| panic!("{text}: {}", page.text))
    };
    let (others, asking) = (
        place("a class=\"button quiet\" href=\"/account/methods\""),
        place("action=\"/account/methods/add/certificate\""),
    );
    assert!(place("choose one of those first") < others && others < asking);
}

#[tokio::test]
async fn s64_a_request_is_answered_by_hand_and_picked_up_within_the_week() {
    let mut desk = Desk::with(|settings| {
        settings.certificates.time_zone = "Asia/Tokyo".to_owned();
    })
    .await;
    let page = desk.browser.get(PAGE).await;
    assert!(
        page.text.contains("we expect to answer by") && page.text.contains("17:00 Asia/Tokyo"),
        "{}",
        page.text
    );
    assert_eq!(desk.browser.post(PAGE, &[]).await.location(), PAGE);
    let page = desk.browser.get(PAGE).await;
    assert!(
        page.text.contains("You asked for a certificate on"),
        "{}",
        page.text
    );
    let queue = desk.operate(CertificateCommand::List).await.unwrap();
    assert_eq!(
        (&queue[0]["user"], &queue[0]["state"]),
        (&"alice".into(), &"requested".into())
    );
    assert!(queue[0]["by"].as_str().unwrap().ends_with("17:00 Asia/Tokyo"));
    let request = desk.request("early");
    pick_up(&mut desk, &request).await;
    assert!(
        desk.browser.get(PAGE).await.text.contains("You asked for"),
        "nothing was issued"
    );

    desk.approve().await;
    let mail = desk.world.mail_to("alice@example.org").await;
    assert_eq!(mail.subject, "Countersign: pick up your certificate");
    desk.log_in().await;
    for broken in ["", "no request", &desk.request("broken").replace('A', "B")] {
        let refused = pick_up(&mut desk, broken).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.text.contains("no certification request"),
            "{}",
            refused.text
        );
    }
    let request = desk.request("alice");
    assert_eq!(pick_up(&mut desk, &request).await.location(), PAGE);
    let mail = desk.world.mail_to("alice@example.org").await;
    assert_eq!(
        mail.subject,
        "Countersign: a certificate was added to your account"
    );
    assert!(
        desk.browser
            .get(PAGE)
            .await
            .text
            .contains("You have a certificate")
    );
    // It is picked up once, and another is not to be had while it holds.
    let request = desk.request("again");
    pick_up(&mut desk, &request).await;
    desk.browser.post(PAGE, &[]).await;
    assert_eq!(
        desk.operate(CertificateCommand::List).await.unwrap(),
        serde_json::json!([])
    );
}

#[tokio::test]
async fn r11_a_recovery_picks_no_certificate_up_beside_a_phone() {
    let mut desk = Desk::new().await;
    desk.browser.post(PAGE, &[]).await;
    desk.approve().await;
    let command = countersign::admin::Command::UserTemporaryCode {
        name: "alice".to_owned(),
        reason: "seen with her passport".to_owned(),
        hours: 1,
    };
    let issued = desk.world.operate(command).await;
    let code = [("code", issued["code"].as_str().unwrap())];
    let mut browser = desk.world.browser();
    let waiting = browser.log_in("alice").await;
    let waiting = waiting.trim_end_matches("/ways");
    browser.post(&format!("{waiting}/code"), &code).await;
    assert_eq!(browser.get(waiting).await.location(), "/account");
    desk.browser = browser;
    let before = desk.browser.methods().await;
    let request = desk.request("alice");
    let refused = pick_up(&mut desk, &request).await;
    assert_eq!(refused.location(), format!("/login?next={PAGE}"));
    assert_eq!(desk.browser.methods().await, before);
}

#[tokio::test]
async fn r11_whoever_did_not_pick_a_certificate_up_takes_it_out_of_use() {
    let mut desk = Desk::new().await;
    desk.certified().await;
    let issued = loop {
        let mail = desk.world.mail_to("alice@example.org").await;
        if mail.subject.ends_with("a certificate was added to your account") {
            break mail;
        }
    };
    let page = desk.world.browser().get(issued.link()).await;
    assert!(
        page.text.contains("Set aside the authenticator that was added."),
        "{}",
        page.text
    );
    assert_eq!(desk.world.browser().post(issued.link(), &[]).await.status, 200);
    assert!(!desk.browser.is_logged_in().await);
    desk.log_in().await;
    let certificate = desk.browser.methods().await.pop().unwrap();
    let page = desk.browser.get(&certificate).await.text;
    assert!(!page.contains("<dd>in use</dd>"), "{page}");
}

#[tokio::test]
async fn a_certificate_names_the_account_that_was_approved_whatever_its_person_is_called_by_then() {
    let mut desk = Desk::new().await;
    let form = [("display_name", "Bob Operator"), ("language", "en")];
    assert_eq!(
        desk.browser.post("/account/profile", &form).await.location(),
        "/account"
    );
    let alice = desk.certified().await;
    let authority = desk.authority().await;
    openssl(&[
        "verify",
        "-purpose",
        "sslclient",
        "-CAfile",
        arg(&authority),
        arg(&alice.certificate),
    ]);
    let said = openssl(&[
        "x509",
        "-in",
        arg(&alice.certificate),
        "-noout",
        "-text",
        "-nameopt",
        "utf8,sep_comma_plus",
    ]);
    let said = String::from_utf8(said.stdout).unwrap();
    for line in [
        "CN=alice",
        "serialNumber=100001",
        "TLS Web Client Authentication",
        "CA:FALSE",
        "/crl/",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(
        !said.contains("Elsewhere") && !said.contains("Bob") && !said.contains("Server Authentication"),
        "{said}"
    );
    let server = super::desk::try_openssl(&[
        "verify",
        "-purpose",
        "sslserver",
        "-CAfile",
        arg(&authority),
        arg(&alice.certificate),
    ]);
    assert!(!server.0, "it is for nothing else: {}", server.1);
}

#[tokio::test]
async fn r11_asking_and_picking_up_need_a_fresh_login() {
    let mut desk = Desk::new().await;
    let to_login = format!("/login?next={PAGE}");
    desk.world.clock.advance(Duration::from_secs(6 * 60));
    assert_eq!(desk.browser.post(PAGE, &[]).await.location(), to_login);
    desk.log_in().await;
    desk.browser.post(PAGE, &[]).await;
    desk.approve().await;
    desk.world.clock.advance(Duration::from_secs(6 * 60));
    let request = desk.request("alice");
    assert_eq!(pick_up(&mut desk, &request).await.location(), to_login);
    let mut stranger = desk.world.browser();
    assert_eq!(stranger.get(PAGE).await.location(), to_login);
    assert_eq!(stranger.post(PAGE, &[]).await.location(), "/login");
}

#[tokio::test]
async fn a_request_is_rejected_withdrawn_or_forgotten() {
    let mut desk = Desk::new().await;
    let reject = |reason: &str| CertificateCommand::Reject {
        name: "alice".to_owned(),
        reason: reason.to_owned(),
        operator: None,
    };
    assert!(desk.operate(reject("nothing to reject")).await.is_err());
    desk.browser.post(PAGE, &[]).await;
    assert!(desk.operate(reject("")).await.unwrap_err().contains("reason"));
    desk.operate(reject("no <b>passport</b>")).await.unwrap();
    let page = desk.browser.get(PAGE).await;
    assert!(page.text.contains("<bdi>no &#60;b&#62;passport"), "{}", page.text);
    let mail = desk.world.mail_to("alice@example.org").await;
    assert!(mail.subject.contains("about your request"), "{}", mail.subject);

    desk.browser.post(PAGE, &[]).await;
    let withdraw = format!("{PAGE}/withdraw");
    assert_eq!(desk.browser.post(&withdraw, &[]).await.location(), PAGE);
    assert!(desk.operate(reject("too late")).await.is_err());

    desk.browser.post(PAGE, &[]).await;
    desk.approve().await;
    desk.world.clock.advance(DAY * 7);
    desk.log_in().await;
    let page = desk.browser.get(PAGE).await;
    assert!(page.text.contains("was not picked up in time"), "{}", page.text);
    let request = desk.request("late");
    pick_up(&mut desk, &request).await;
    assert!(
        !desk
            .browser
            .get(PAGE)
            .await
            .text
            .contains("You have a certificate")
    );
    assert_eq!(desk.browser.post(PAGE, &[]).await.location(), PAGE);
    assert!(
        desk.browser.get(PAGE).await.text.contains("You asked for"),
        "it can be asked for again"
    );
}

#[tokio::test]
async fn its_end_is_announced_and_another_takes_its_place() {
    let mut desk = Desk::new().await;
    desk.certified().await;
    let subjects = async |desk: &Desk, wanted: &str| {
        loop {
            let mail = desk.world.mail_to("alice@example.org").await;
            if mail.subject.ends_with(wanted) {
                return;
            }
        }
    };
    subjects(&desk, "a certificate was added to your account").await;
    desk.world.clock.advance(DAY * 335);
    subjects(&desk, "your certificate expires soon").await;
    desk.log_in().await;
    // Near its end another one can be asked for; picking that up ends the first.
    let before = desk
        .browser
        .get(PAGE)
        .await
        .between("href=\"/account/methods/", "\"")
        .to_owned();
    let second = desk.certified().await;
    let now = desk
        .browser
        .get(PAGE)
        .await
        .between("href=\"/account/methods/", "\"")
        .to_owned();
    assert_ne!(before, now);
    let (_, end) = desk.log_in_with(Some(&second)).await;
    assert_eq!(end, "/account");
    for days in [335, 16, 11] {
        desk.world.clock.advance(DAY * days);
        subjects(&desk, "your certificate expires soon").await;
    }
    desk.world.clock.advance(DAY * 3);
    subjects(&desk, "your certificate has expired").await;
}

#[tokio::test]
async fn whoever_has_a_browser_alone_gets_a_file_once() {
    let mut desk = Desk::new().await;
    desk.browser.post(PAGE, &[]).await;
    desk.approve().await;
    let path = format!("{PAGE}/file");
    let password = "a long file password";
    for (typed, again) in [("short", "short"), (password, "another long password"), ("", "")] {
        let refused = desk
            .browser
            .post(&path, &[("password", typed), ("again", again)])
            .await;
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("twice"), "{}", refused.text);
    }
    let form = [("password", password), ("again", password)];
    let (file, kind) = desk.browser.download(&path, &form).await;
    assert_eq!(kind, "application/x-pkcs12");
    let p12 = desk.path("alice.p12");
    std::fs::write(&p12, file).unwrap();
    let (certificate, key) = (desk.path("file.pem"), desk.path("file-key.pem"));
    let pass = format!("pass:{password}");
    let wrong = super::desk::try_openssl(&["pkcs12", "-in", arg(&p12), "-passin", "pass:guess", "-nokeys"]);
    assert!(!wrong.0);
    openssl(&[
        "pkcs12",
        "-in",
        arg(&p12),
        "-passin",
        &pass,
        "-clcerts",
        "-nokeys",
        "-out",
        arg(&certificate),
    ]);
    openssl(&[
        "pkcs12",
        "-in",
        arg(&p12),
        "-passin",
        &pass,
        "-nocerts",
        "-nodes",
        "-out",
        arg(&key),
    ]);
    let identity = super::desk::Identity { certificate, key };
    let (_, end) = desk.log_in_with(Some(&identity)).await;
    assert_eq!(end, "/account");
    assert_eq!(
        desk.browser.post(&path, &form).await.location(),
        PAGE,
        "there is no second one"
    );
}

#[tokio::test]
async fn r13_what_was_approved_before_a_revocation_is_not_picked_up() {
    let mut desk = Desk::new().await;
    desk.certified().await;
    desk.world.clock.advance(DAY * 335);
    desk.log_in().await;
    assert_eq!(desk.browser.post(PAGE, &[]).await.location(), PAGE);
    desk.approve().await;
    let revoke = CertificateCommand::Revoke {
        name: "alice".to_owned(),
        reason: "she has left the team".to_owned(),
    };
    desk.operate(revoke).await.unwrap();
    assert!(!desk.browser.is_logged_in().await, "in the same unit");
    desk.log_in().await;
    let request = desk.request("late");
    pick_up(&mut desk, &request).await;
    let methods = desk.browser.methods().await;
    assert_eq!(methods.len(), 1, "the phone alone: {methods:?}");
}

#[tokio::test]
async fn what_has_expired_is_no_way_in_that_others_could_be_removed_for() {
    let mut desk = Desk::new().await;
    desk.certified().await;
    let phone = desk.browser.methods().await.swap_remove(0);
    desk.world.clock.advance(DAY * 366);
    desk.log_in().await;
    let page = desk.browser.get(&phone).await.text;
    assert!(!page.contains(&format!("action=\"{phone}/remove\"")), "{page}");
    let refused = desk.browser.post(&format!("{phone}/remove"), &[]).await;
    assert!(
        refused.text.contains("You could not log in without it."),
        "{}",
        refused.text
    );
    assert_eq!(desk.browser.methods().await.len(), 2);
}
