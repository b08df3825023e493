//! Certificates that an organisation gives its people: added by showing them, and everything that does not add or log in.

use std::time::Duration;

use countersign::admin::{CertificateCommand, Command};
use countersign_core::settings::ClaimedStorage;
use countersign_tests::{PlainBrowser, by_tap};
use serde_json::{Value, json};

use super::{
    desk::{DOOR, Desk, Identity, PAGE},
    revocations::READ,
    staff::Staff,
};

impl Desk {
    /// Bob, logged in.
    pub(super) async fn bob(&self) -> PlainBrowser {
        self.world.user("bob").await;
        self.world.logged_in("bob").await.0
    }

    /// Logs alice in by her phone, which has questions of other logins as well.
    async fn log_in_again(&mut self) {
        self.world.settle().await;
        while self.phone.try_question(Duration::from_millis(50)).await.is_some() {}
        self.log_in().await;
    }

    async fn revoke(&self, reason: &str) {
        let command = CertificateCommand::Revoke {
            name: "alice".to_owned(),
            reason: reason.to_owned(),
        };
        self.operate(command).await.unwrap();
    }
}

/// What a service is told of a login by this card.
async fn claims(desk: &Desk, card: &Identity) -> Value {
    let login = desk.shop.login(by_tap("alice")).await;
    let mut browser = desk.world.browser();
    let waiting = browser.get(&login.page()).await.location().to_owned();
    let door = desk.door(&mut browser, &waiting).await;
    let back = desk.show(&door, Some(card)).await;
    assert_eq!(browser.get(&back).await.location(), waiting, "{back}");
    desk.shop.read(&login).await.claims()
}

#[tokio::test]
async fn r12_a_login_says_of_the_key_what_the_settings_say_of_its_authority_and_no_more() {
    for (storage, amr) in [
        (ClaimedStorage::Software, json!(["swk"])),
        (ClaimedStorage::Hardware, json!(["hwk"])),
        (ClaimedStorage::SmartCard, json!(["hwk", "sc"])),
    ] {
        let staff = Staff::new();
        let authority = staff.settings(storage);
        let mut desk = Desk::with(|settings| settings.certificates.authorities = vec![authority]).await;
        let card = staff.card("alice");
        let page = desk.browser.get(PAGE).await;
        assert!(page.text.contains("Example staff cards"), "{}", page.text);
        desk.add(&card).await;
        let told = desk.world.mail_to("alice@example.org").await;
        assert!(
            told.subject.ends_with("an authenticator was added"),
            "{}",
            told.subject
        );
        let claims = claims(&desk, &card).await;
        assert_eq!(claims["amr"], amr);
        assert_eq!(claims["acr"], "urn:countersign:acr:certificate");
        let (mut browser, end) = desk.log_in_with(Some(&card)).await;
        assert_eq!(end, "/account");
        assert!(browser.is_logged_in().await);
    }
}

#[tokio::test]
async fn r12_one_of_this_server_is_in_software_whatever_is_said_of_cards() {
    let staff = Staff::new();
    let authority = staff.settings(ClaimedStorage::SmartCard);
    let mut desk = Desk::with(|settings| settings.certificates.authorities = vec![authority]).await;
    let own = desk.certified().await;
    assert_eq!(claims(&desk, &own).await["amr"], json!(["swk"]));
}

#[tokio::test]
async fn s29_a_certificate_belongs_to_one_account_at_a_time() {
    let staff = Staff::new();
    let desk = Desk::taking(&staff).await;
    let card = staff.card("alice");
    let mut bob = desk.bob().await;
    // Both have shown it before either adds it.
    let mut alice = desk.browser.clone();
    let (alices, bobs) = (
        desk.offer(&mut alice, Some(&card)).await,
        desk.offer(&mut bob, Some(&card)).await,
    );
    let added = desk.accept(&mut alice, &alices).await;
    assert_eq!(added.location(), PAGE, "{}", added.text);
    let refused = desk.accept(&mut bob, &bobs).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text.contains("belongs to an account already"),
        "{}",
        refused.text
    );
    assert!(
        desk.offer(&mut bob, Some(&card))
            .await
            .ends_with("?refused=taken")
    );
    assert_eq!(bob.methods().await.len(), 1, "his phone alone");
    assert_eq!(
        desk.accept(&mut alice, &alices).await.location(),
        PAGE,
        "a double click does no harm"
    );
    assert_eq!(alice.methods().await.len(), 2);

    // Once she has given it up, it can be his.
    let id = alice
        .get(PAGE)
        .await
        .between("href=\"/account/methods/", "\"")
        .to_owned();
    let method = alice.get(&format!("/account/methods/{id}")).await;
    assert!(method.text.contains("you can add it again"), "{}", method.text);
    alice.post(&format!("/account/methods/{id}/remove"), &[]).await;
    let location = alice.get(PAGE).await.location().to_owned();
    assert!(
        location.starts_with("/login"),
        "{location}: R11, her login has added what it may"
    );
    assert_eq!(desk.said_of(&card).await, "revoked", "it is not hers any more");
    let bobs = desk.offer(&mut bob, Some(&card)).await;
    assert_eq!(desk.accept(&mut bob, &bobs).await.location(), PAGE);
    assert_eq!(desk.said_of(&card).await, "other");
}

#[tokio::test]
async fn s29_of_two_accounts_that_add_one_certificate_at_once_one_gets_it() {
    let staff = Staff::new();
    let desk = Desk::taking(&staff).await;
    let card = staff.card("alice");
    let (mut alice, mut bob) = (desk.browser.clone(), desk.bob().await);
    let (alices, bobs) = (
        desk.offer(&mut alice, Some(&card)).await,
        desk.offer(&mut bob, Some(&card)).await,
    );
    let (one, other) = tokio::join!(desk.accept(&mut alice, &alices), desk.accept(&mut bob, &bobs));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let have = [alice.methods().await.len(), bob.methods().await.len()];
    assert_eq!(have.iter().sum::<usize>(), 3, "{have:?}");
}

#[tokio::test]
async fn nothing_wrong_is_added() {
    let staff = Staff::new();
    let mut desk = Desk::taking(&staff).await;
    let revoked = staff.card("revoked");
    staff.revoke("ca", "revoked");
    staff.publish(1);
    desk.world.clock.advance(READ);
    let elsewhere = Staff::new();
    let (expired, server, foreign) = (staff.expired(), staff.for_servers(), elsewhere.card("alice"));
    let mut browser = desk.browser.clone();
    for (identity, word) in [
        (None, "missing"),
        (Some(&revoked), "revoked"),
        (Some(&expired), "expired"),
        (Some(&server), "usage"),
        (Some(&foreign), "untrusted"),
    ] {
        let back = desk.offer(&mut browser, identity).await;
        assert_eq!(back, format!("{PAGE}?refused={word}"));
        let page = browser.get(&back).await;
        assert_eq!(page.status, 422, "{word}");
        assert!(
            page.text.contains("class=\"error\" role=\"alert\""),
            "{word}: {}",
            page.text
        );
    }
    let tail = desk
        .world
        .operate(Command::AuditTail { limit: 20 })
        .await
        .to_string();
    assert!(
        tail.contains("certificate_refused") && tail.contains("untrusted"),
        "{tail}"
    );
    // One of this server comes by a request, and in no other way.
    let ours = desk.certified().await;
    desk.revoke("for a test").await;
    desk.log_in_again().await;
    let mut browser = desk.browser.clone();
    assert!(
        desk.offer(&mut browser, Some(&ours))
            .await
            .ends_with("?refused=untrusted")
    );
    assert_eq!(browser.methods().await.len(), 1);
}

#[tokio::test]
async fn s67_an_authority_that_is_taken_from_the_settings_lets_nobody_in() {
    let staff = Staff::new();
    let mut desk = Desk::taking(&staff).await;
    let card = staff.card("alice");
    desk.add(&card).await;
    assert!(desk.offers_alice().await);
    let authorities = std::mem::take(&mut desk.world.settings.certificates.authorities);
    desk.world.pause().await;
    desk.world.resume().await;
    assert!(!desk.offers_alice().await);
    // Nor is it a reason to give up the phone.
    desk.log_in_again().await;
    let phone = desk.browser.methods().await.swap_remove(0);
    let refused = desk.browser.post(&format!("{phone}/remove"), &[]).await;
    assert!(
        refused.text.contains("You could not log in without it."),
        "{}",
        refused.text
    );

    // Under another name it is another authority.
    let mut renamed = authorities.clone();
    renamed[0].name = "Somebody else".to_owned();
    for (settings, is_known) in [(renamed, false), (authorities, true)] {
        desk.world.pause().await;
        desk.world.settings.certificates.authorities = settings;
        desk.world.resume().await;
        assert_eq!(desk.offers_alice().await, is_known);
    }
    assert_eq!(desk.said_of(&card).await, "proof");
}

#[tokio::test]
async fn r10_what_was_shown_is_added_in_the_session_that_sent_the_browser_there() {
    let staff = Staff::new();
    let desk = Desk::taking(&staff).await;
    let card = staff.card("alice");
    // Bob lures alice to the door with the errand of his session.
    let (mut alice, mut bob) = (desk.browser.clone(), desk.bob().await);
    let lured = desk.offer(&mut bob, Some(&card)).await;
    let page = alice.get(&lured).await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("Try once more"), "{}", page.text);
    assert_eq!(desk.accept(&mut alice, &lured).await.status, 422);
    assert_eq!((alice.methods().await.len(), bob.methods().await.len()), (1, 1));
    // Looking adds nothing, whatever looks.
    let shown = desk.offer(&mut alice, Some(&card)).await;
    assert!(alice.get(&shown).await.text.contains("Add this certificate?"));
    assert_eq!(alice.methods().await.len(), 1);
    // A forged errand, or one for logins, leads nowhere.
    let page = alice.get(PAGE).await;
    let door = page.between(&format!("href=\"{DOOR}"), "\"").to_owned();
    let (path, errand) = door.split_once('=').unwrap();
    let other = if errand.starts_with('A') { 'B' } else { 'A' };
    let forged = format!("{path}={other}{}", &errand[1..]);
    let login = path.replace("/add/", "/login/");
    for door in [forged, format!("{login}={errand}")] {
        let back = desk.show(&door, Some(&card)).await;
        assert!(back == "/login" || back.ends_with("?refused=ended"), "{back}");
    }
    let strangers = desk
        .world
        .browser()
        .post(&format!("{PAGE}/add"), &[("shown", "x")])
        .await;
    assert_eq!(strangers.location(), "/login");
}

#[tokio::test]
async fn r11_a_certificate_is_added_after_a_fresh_login_which_allows_one() {
    let staff = Staff::new();
    let mut desk = Desk::taking(&staff).await;
    let card = staff.card("alice");
    let mut browser = desk.browser.clone();
    let shown = desk.offer(&mut browser, Some(&card)).await;
    desk.world.clock.advance(Duration::from_secs(6 * 60));
    let stale = desk.accept(&mut browser, &shown).await;
    assert_eq!(stale.location(), format!("/login?next={PAGE}"));
    let back = desk.offer(&mut browser, Some(&card)).await;
    assert!(back.ends_with("?refused=ended"), "{back}");
    assert_eq!(browser.methods().await.len(), 1);

    // What has allowed an app allows no certificate.
    desk.log_in_again().await;
    let app = desk.browser.post("/account/methods/add/app", &[]).await;
    assert_eq!(app.status, 303, "{}", app.text);
    assert!(!app.location().starts_with("/login"), "{}", app.location());
    let mut browser = desk.browser.clone();
    let shown = desk.offer(&mut browser, Some(&card)).await;
    let refused = desk.accept(&mut browser, &shown).await;
    assert_eq!(refused.location(), format!("/login?next={PAGE}"));

    // And the reverse.
    desk.log_in_again().await;
    desk.add(&card).await;
    let app = desk.browser.post("/account/methods/add/app", &[]).await;
    assert!(
        app.location().starts_with("/login"),
        "{} {}",
        app.status,
        app.text
    );
}

#[tokio::test]
async fn r11_whoever_did_not_add_it_takes_it_out_of_use() {
    let staff = Staff::new();
    let mut desk = Desk::taking(&staff).await;
    let card = staff.card("mallory");
    desk.add(&card).await;
    let told = desk.world.mail_to("alice@example.org").await;
    assert!(
        told.subject.ends_with("an authenticator was added"),
        "{}",
        told.subject
    );
    assert_eq!(desk.world.browser().post(told.link(), &[]).await.status, 200);
    assert!(!desk.browser.is_logged_in().await);
    assert!(!desk.offers_alice().await);
    let mut bob = desk.bob().await;
    assert!(
        desk.offer(&mut bob, Some(&card))
            .await
            .ends_with("?refused=taken")
    );
}

impl Desk {
    /// Whether a login of alice offers a certificate.
    async fn offers_alice(&self) -> bool {
        let mut browser = self.world.browser();
        let waiting = browser.log_in("alice").await;
        let waiting = waiting.trim_end_matches("/ways");
        let pages = [
            browser.get(waiting).await.text,
            browser.get(&format!("{waiting}/ways")).await.text,
        ];
        browser.post(&format!("{waiting}/cancel"), &[]).await;
        // Until another login may be begun from here.
        self.world.clock.advance(Duration::from_secs(61));
        pages.concat().contains("value=\"certificate\"")
    }
}

#[tokio::test]
async fn r4_what_an_operator_took_away_is_added_to_no_account() {
    let staff = Staff::new();
    let mut desk = Desk::taking(&staff).await;
    let card = staff.card("alice");
    desk.add(&card).await;
    desk.revoke("left on a train").await;
    assert_eq!(desk.said_of(&card).await, "revoked");
    desk.log_in_again().await;
    let mut alice = desk.browser.clone();
    assert!(
        desk.offer(&mut alice, Some(&card))
            .await
            .ends_with("?refused=revoked")
    );
    let mut bob = desk.bob().await;
    assert!(
        desk.offer(&mut bob, Some(&card))
            .await
            .ends_with("?refused=revoked")
    );
}

#[tokio::test]
async fn an_account_has_one_certificate_of_whomever() {
    let staff = Staff::new();
    let mut desk = Desk::taking(&staff).await;
    let (first, second) = (staff.card("alice"), staff.card("again"));
    let mut browser = desk.browser.clone();
    let shown = desk.offer(&mut browser, Some(&second)).await;
    desk.add(&first).await;
    let page = desk.browser.get(PAGE).await;
    assert!(!page.text.contains(&format!("{DOOR}/add/")), "{}", page.text);
    assert_eq!(desk.accept(&mut browser, &shown).await.location(), PAGE);
    assert_eq!(desk.browser.methods().await.len(), 2);
    desk.browser.post(PAGE, &[]).await;
    let queue = desk.operate(CertificateCommand::List).await.unwrap();
    assert_eq!(queue, json!([]), "nor is another one asked for");
}

#[tokio::test]
async fn without_the_setting_there_is_nothing_to_add() {
    let mut desk = Desk::new().await;
    let page = desk.browser.get(PAGE).await;
    assert!(!page.text.contains(&format!("{DOOR}/add/")), "{}", page.text);
    let staff = Staff::new();
    let card = staff.card("alice");
    let unknown = "/add/00000000-0000-4000-8000-000000000000?errand=A";
    assert!(desk.show(unknown, Some(&card)).await.ends_with("?refused=ended"));
}
