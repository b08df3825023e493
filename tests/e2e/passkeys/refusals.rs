//! What the pages for passkeys accept from nobody: each answer here is right but for one thing.

use std::time::Duration;

use countersign::admin::Command;
use countersign_tests::{SecurityKey, World};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::{Desk, add};

/// Changes the last byte of a part of an answer.
pub(super) fn spoil(answer: &mut Value, part: &str) {
    let value = &mut answer["response"][part];
    let mut bytes = BASE64URL_NOPAD
        .decode(value.as_str().unwrap().as_bytes())
        .unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    *value = BASE64URL_NOPAD.encode(&bytes).into();
}

/// Why the last passkey was refused, as the audit log has it.
pub(super) async fn reason(world: &World) -> String {
    let log = world.operate(Command::AuditTail { limit: 1 }).await.to_string();
    assert!(log.contains("passkey_refused"), "{log}");
    let (_, reason) = log.split_once("\"reason\":\"").unwrap();
    reason.split('"').next().unwrap().to_owned()
}

impl Desk {
    /// Answers a new login in a way that is wrong for the reason `expected`.
    async fn is_refused(&mut self, expected: &str, change: impl FnOnce(&mut SecurityKey)) {
        let path = self.start().await;
        let right = self.key.clone();
        change(&mut self.key);
        assert_eq!(self.answer(&path).await.status, 422, "{expected}");
        self.key = right;
        self.was_refused(expected, &path).await;
    }

    async fn was_refused(&mut self, expected: &str, path: &str) {
        assert_eq!(reason(&self.world).await, expected);
        assert!(!self.is_logged_in_by(path).await, "{expected}");
        // Nobody guesses passkeys, but initiators are counted all the same.
        self.world.clock.advance(Duration::from_secs(60));
    }

    /// The key is as it was, and good.
    async fn still_works(&mut self) {
        self.key.counter += 10;
        let path = self.start().await;
        assert_eq!(self.answer(&path).await.status, 204);
        assert!(self.is_logged_in_by(&path).await);
    }
}

#[tokio::test]
async fn only_an_answer_for_this_site_by_a_verified_person_counts() {
    let mut desk = Desk::new().await;
    let port = desk.world.url("").rsplit(':').next().unwrap().to_owned();
    for origin in [
        "http://localhost:1".to_owned(),
        format!("https://localhost:{port}"),
        format!("http://login.localhost:{port}"),
        "https://example.org".to_owned(),
    ] {
        desk.is_refused("origin", |key| key.origin = origin).await;
    }
    desk.is_refused("origin", |key| key.embedded = true).await;
    desk.is_refused("relying_party", |key| key.site = "example.org".to_owned())
        .await;
    desk.is_refused("unverified", |key| key.verifies = false).await;
    desk.still_works().await;
}

#[tokio::test]
async fn a_changed_answer_proves_nothing() {
    let mut desk = Desk::new().await;
    for (expected, part) in [
        ("signature", "signature"),
        ("signature", "authenticatorData"),
        ("unknown", "userHandle"),
        ("malformed", "clientDataJSON"),
    ] {
        let path = desk.start().await;
        let options = desk.browser.get(&path).await.passkey_options();
        let mut used = desk.key.sign(&options);
        spoil(&mut used, part);
        assert_eq!(desk.browser.post_json(&path, &used).await.status, 422, "{part}");
        desk.was_refused(expected, &path).await;
    }
    let path = desk.start().await;
    for nothing in [
        json!({}),
        json!([]),
        json!({"id": "", "rawId": "", "type": "public-key"}),
    ] {
        assert_eq!(desk.browser.post_json(&path, &nothing).await.status, 422);
    }
    let options = desk.browser.get(&path).await.passkey_options();
    let mut other_type = desk.key.sign(&options);
    other_type["type"] = "password".into();
    assert_eq!(desk.browser.post_json(&path, &other_type).await.status, 422);
    desk.was_refused("malformed", &path).await;
    desk.still_works().await;
}

#[tokio::test]
async fn a_copy_that_has_signed_less_often_is_refused() {
    let mut desk = Desk::new().await;
    let mut copy = desk.key.clone();
    desk.still_works().await;
    desk.is_refused("counter", |key| key.counter = copy.counter).await;
    copy.counter = desk.key.counter - 1;
    desk.is_refused("counter", |key| *key = copy).await;
    desk.still_works().await;
}

#[tokio::test]
async fn another_users_passkey_opens_nothing() {
    let mut desk = Desk::new().await;
    desk.world.user("bob").await;
    let (mut browser, _) = desk.world.logged_in("bob").await;
    let mut bobs = SecurityKey::new(&desk.world, 2);
    let made = add(&mut browser, &mut bobs).await;
    assert_eq!(made.status, 204);
    desk.is_refused("unknown", |key| *key = bobs).await;
    desk.still_works().await;
}

#[tokio::test]
async fn nobody_enrols_what_somebody_has() {
    let mut desk = Desk::new().await;
    desk.world.user("bob").await;
    let (mut browser, _) = desk.world.logged_in("bob").await;
    let mut same = desk.key.clone();
    assert_eq!(add(&mut browser, &mut same).await.status, 422);
    let again = browser.post("/account/methods/add/passkey", &[]).await;
    assert!(
        again.location().starts_with("/login?next="),
        "each login allows one"
    );
    desk.still_works().await;
}

#[tokio::test]
async fn an_enrolment_takes_one_passkey_made_for_it() {
    let world = World::named().await;
    world.user("alice").await;
    let (mut browser, _) = world.logged_in("alice").await;
    let begun = browser.post("/account/methods/add/passkey", &[]).await;
    let path = format!("{}/passkey", begun.location());
    let options = browser.get(begun.location()).await.passkey_options();
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_ne!(options["user"]["id"], "alice");
    let right = SecurityKey::new(&world, 1);
    let wrong = [
        right
            .clone()
            .but(|key| key.origin = "https://example.org".to_owned()),
        right.clone().but(|key| key.site = "example.org".to_owned()),
        right.clone().but(|key| key.verifies = false),
        right.clone().but(|key| key.embedded = true),
    ];
    for mut key in wrong {
        assert_eq!(browser.post_json(&path, &key.make(&options)).await.status, 422);
    }
    let mut other = options.clone();
    other["challenge"] = BASE64URL_NOPAD.encode(&[7; 32]).into();
    let mut key = right.clone();
    assert_eq!(browser.post_json(&path, &key.make(&other)).await.status, 422);
    let mut stranger = world.browser();
    let made = key.make(&options);
    assert_eq!(stranger.post_json(&path, &made).await.status, 404);
    assert_eq!(browser.post_json(&path, &made).await.status, 204);
    assert_eq!(
        browser.post_json(&path, &made).await.status,
        409,
        "it is completed"
    );
}

#[tokio::test]
async fn the_sixth_refusal_ends_the_login() {
    let mut desk = Desk::new().await;
    let path = desk.start().await;
    let options = desk.browser.get(&path).await.passkey_options();
    desk.key.verifies = false;
    for _ in 0..6 {
        let used = desk.key.sign(&options);
        assert_eq!(desk.browser.post_json(&path, &used).await.status, 422);
    }
    desk.key.verifies = true;
    let used = desk.key.sign(&options);
    assert_eq!(desk.browser.post_json(&path, &used).await.status, 409);
    assert!(!desk.is_logged_in_by(&path).await);
}

#[tokio::test]
async fn a_challenge_is_good_for_five_minutes_however_long_the_login_lasts() {
    let mut desk = Desk::new().await;
    let shop = desk.world.shop().await;
    let login = shop.login(json!({"username": "alice", "ttl_secs": 600})).await;
    let path = format!("{}/passkey", desk.browser.get(&login.page()).await.location());
    let options = desk.browser.get(&path).await.passkey_options();
    let millis = options["timeout"].as_u64().unwrap();
    assert!((290_000..=300_000).contains(&millis), "{millis}");
    desk.world.clock.advance(Duration::from_secs(300));
    let page = desk.browser.get(&path).await.text;
    assert!(page.contains("too late for a passkey"), "{page}");
    let used = desk.key.sign(&options);
    assert_eq!(desk.browser.post_json(&path, &used).await.status, 422);
    assert_eq!(reason(&desk.world).await, "challenge");
    assert_eq!(shop.read(&login).await["state"], "pending");
}

#[tokio::test]
async fn the_page_is_the_starting_browsers_alone() {
    let mut desk = Desk::new().await;
    let path = desk.start().await;
    let options = desk.browser.get(&path).await.passkey_options();
    let used = desk.key.sign(&options);
    let mut stranger = desk.world.browser();
    assert_eq!(stranger.get(&path).await.status, 404);
    assert_eq!(stranger.post_json(&path, &used).await.status, 404);
    assert_eq!(desk.browser.post_json(&path, &used).await.status, 204);
}

#[tokio::test]
async fn nobody_who_is_suspended_gets_in_with_a_passkey() {
    let mut desk = Desk::new().await;
    let name = || "alice".to_owned();
    let path = desk.start().await;
    let options = desk.browser.get(&path).await.passkey_options();
    desk.world.operate(Command::UserSuspend { name: name() }).await;
    let used = desk.key.sign(&options);
    assert_eq!(desk.browser.post_json(&path, &used).await.status, 409);
    desk.world.operate(Command::UserResume { name: name() }).await;

    let shop = desk.world.shop().await;
    let listed = shop.get("/api/v1/users/alice/authenticators").await.body;
    let listed = listed["authenticators"].as_array().unwrap();
    let passkey = listed.iter().find(|one| one["kind"] == "passkey").unwrap();
    let authenticator = format!(
        "/api/v1/users/alice/authenticators/{}",
        passkey["id"].as_str().unwrap()
    );
    let path = desk.start().await;
    let options = desk.browser.get(&path).await.passkey_options();
    let suspended = shop.patch(&authenticator, &json!({"state": "suspended"})).await;
    assert_eq!(suspended.status, 200);
    let used = desk.key.sign(&options);
    assert_eq!(desk.browser.post_json(&path, &used).await.status, 422);
    desk.was_refused("unknown", &path).await;
    shop.patch(&authenticator, &json!({"state": "active"})).await;
    desk.still_works().await;
}
