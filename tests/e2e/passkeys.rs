//! Passkeys: in a real browser, and with a key in software that misbehaves.

mod browser;
mod nameless;
mod refusals;

use countersign_tests::{Page, Phone, PlainBrowser, SecurityKey, World};

/// A logged-in person with a phone, and a passkey.
struct Desk {
    world: World,
    browser: PlainBrowser,
    phone: Phone,
    key: SecurityKey,
}

impl Desk {
    /// With a passkey as it comes.
    async fn new() -> Self {
        let world = World::named().await;
        let key = SecurityKey::new(&world, 1);
        Self::with(world, key).await
    }

    async fn with(world: World, mut key: SecurityKey) -> Self {
        world.user("alice").await;
        let (mut browser, phone) = world.logged_in("alice").await;
        let made = add(&mut browser, &mut key).await;
        assert_eq!(made.status, 204, "{}", made.text);
        Self {
            world,
            browser,
            phone,
            key,
        }
    }

    /// Starts a login; its page for passkeys.
    async fn start(&mut self) -> String {
        let waiting = self.browser.log_in("alice").await;
        format!("{waiting}/passkey")
    }

    /// Answers on the page at `path` as the key does.
    async fn answer(&mut self, path: &str) -> Page {
        let options = self.browser.get(path).await.passkey_options();
        let used = self.key.sign(&options);
        self.browser.post_json(path, &used).await
    }

    /// Whether the login whose passkey page is at `path` leads into the account.
    async fn is_logged_in_by(&mut self, path: &str) -> bool {
        let waiting = path.strip_suffix("/passkey").unwrap();
        self.browser.get(waiting).await.location() == "/account"
    }
}

/// Has a key make a passkey for whoever is logged in.
async fn add(browser: &mut PlainBrowser, key: &mut SecurityKey) -> Page {
    let begun = browser.post("/account/methods/add/passkey", &[]).await;
    let options = browser.get(begun.location()).await.passkey_options();
    let path = format!("{}/passkey", begun.location());
    browser.post_json(&path, &key.make(&options)).await
}

#[tokio::test]
async fn a_passkey_decides_its_login_once() {
    let mut desk = Desk::new().await;
    let path = desk.start().await;
    let options = desk.browser.get(&path).await.passkey_options();
    assert_eq!(options["rpId"], "localhost");
    let used = desk.key.sign(&options);
    assert_eq!(desk.browser.post_json(&path, &used).await.status, 204);
    assert_eq!(
        desk.browser.post_json(&path, &used).await.status,
        409,
        "it is decided"
    );
    assert!(desk.is_logged_in_by(&path).await);
    let account = desk.browser.get("/account").await.text;
    assert!(account.contains("your password and your passkey"), "{account}");

    let path = desk.start().await;
    assert_eq!(
        desk.browser.post_json(&path, &used).await.status,
        422,
        "it answers another login"
    );
    assert_eq!(desk.answer(&path).await.status, 204);
}

#[tokio::test]
async fn a_passkey_decides_beside_the_phone_and_the_first_decision_wins() {
    let mut desk = Desk::new().await;
    let path = desk.start().await;
    let ways = path.replace("/passkey", "/ways");
    desk.browser.post(&ways, &[("way", "push")]).await;
    assert_eq!(desk.phone.deny().await, 200);
    let used = desk.key.sign(&serde_json::json!({"challenge": ""}));
    assert_eq!(desk.browser.post_json(&path, &used).await.status, 409);
    let waiting = path.strip_suffix("/passkey").unwrap();
    assert_eq!(desk.browser.get(&path).await.location(), waiting);
    assert!(!desk.is_logged_in_by(&path).await);
}

#[tokio::test]
async fn r12_what_a_passkey_is_worth_follows_from_what_it_signs() {
    let world = World::named().await;
    let shop = world.shop().await;
    for (seed, copied, amr) in [(1, false, "hwk"), (2, true, "swk")] {
        let user = if copied { "bob" } else { "alice" };
        world.user(user).await;
        let (mut browser, _) = world.logged_in(user).await;
        let mut key = SecurityKey::new(&world, seed).but(|key| key.copied = copied);
        assert_eq!(add(&mut browser, &mut key).await.status, 204);

        let login = shop.login(serde_json::json!({"username": user})).await;
        let path = format!("{}/passkey", browser.get(&login.page()).await.location());
        let options = browser.get(&path).await.passkey_options();
        assert_eq!(browser.post_json(&path, &key.sign(&options)).await.status, 204);
        let approved = shop.read(&login).await;
        assert_eq!(approved["method"], "passkey");
        let claims = approved.claims();
        assert_eq!(claims["acr"], "urn:countersign:acr:passkey");
        assert_eq!(claims["amr"], serde_json::json!([amr, "user"]));
    }
}

#[tokio::test]
async fn without_a_domain_passkeys_are_not_offered() {
    let world = World::start().await;
    world.user("alice").await;
    let (mut browser, _) = world.logged_in("alice").await;
    let list = browser.get("/account/methods").await.text;
    assert!(!list.contains("/account/methods/add/passkey"), "{list}");
    assert_eq!(browser.get("/account/methods/add/passkey").await.status, 404);
    assert_eq!(
        browser.post("/account/methods/add/passkey", &[]).await.status,
        404
    );
}

#[tokio::test]
async fn a_passkey_is_made_for_an_enrolment_that_was_begun_anew() {
    let world = World::named().await;
    world.user("alice").await;
    let (mut browser, _) = world.logged_in("alice").await;
    let begun = browser.post("/account/methods/add/passkey", &[]).await;
    let path = begun.location().to_owned();
    world.clock.advance(std::time::Duration::from_secs(300));
    let renewed = browser.post(&format!("{path}/renew"), &[]).await;
    assert_eq!(renewed.location(), path);
    world.clock.advance(std::time::Duration::from_secs(60));
    let options = browser.get(&path).await.passkey_options();
    let made = SecurityKey::new(&world, 1).make(&options);
    let answer = browser.post_json(&format!("{path}/passkey"), &made).await;
    assert_eq!(answer.status, 204, "{}", answer.text);
}
