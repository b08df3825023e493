//! Codes by text message and by call: whose number it is is proven first, each code is good once and for one thing, and nobody can
//! have many of them sent.

mod api;
mod gateways;
mod limits;
mod logins;
mod notices;
mod numbers;
mod pages;
mod receipts;
mod relay;

use std::time::Duration;

use countersign_core::model::Scope;
use countersign_tests::{Answer, Login, Phone, PlainBrowser, Provider, RelyingParty, World};
use serde_json::{Value, json};
use uuid::Uuid;

/// Alice's number. The plan of its country does not tell mobile phones from landlines.
const NUMBER: &str = "+12025550123";
/// A mobile phone's.
const MOBILE: &str = "+447400123456";
/// A landline's.
const LANDLINE: &str = "+442079460018";

/// A shop, and alice with a telephone that she has proven to be hers.
async fn enrolled() -> (World, RelyingParty) {
    let world = World::with_telephones(|_, _| {}).await;
    let shop = world.shop().await;
    enrol(&world, &shop, "alice", NUMBER, "sms").await;
    (world, shop)
}

/// Enrols a telephone for somebody who has nothing else; it takes the first code.
async fn enrol(world: &World, shop: &RelyingParty, user: &str, number: &str, channel: &str) {
    let sent = world.fakes.messages.taken().len();
    let body = json!({"kind": "phone", "number": number, "channel": channel});
    let started = shop.enroll_as(user, body).await;
    assert_eq!(started["state"], "proving");
    let message = world.fakes.messages.nth(sent).await;
    let proven = shop.code(&started, &message.code()).await;
    assert_eq!((proven.status, &proven.body["state"]), (200, &json!("completed")));
}

async fn login(shop: &RelyingParty) -> Login {
    let login = json!({"username": "alice", "parallel": true, "context": {"ip": "198.51.100.7"}});
    shop.login(login).await
}

/// Asks for a code in a login.
async fn ask(shop: &RelyingParty, login: &Login, how: Value) -> Answer {
    shop.post(&format!("{}/codes", login.path()), &how).await
}

/// The code that is sent when one is asked for.
async fn code(world: &World, shop: &RelyingParty, login: &Login) -> String {
    let sent = world.fakes.messages.taken().len();
    let asked = ask(shop, login, json!({})).await;
    assert_eq!(asked.status, 200, "{:?}", asked.body);
    world.fakes.messages.nth(sent).await.code()
}

/// Whether a page shows more of the number than its last digits. An id may happen to have some digits of it, too.
fn shows_number(page: &str) -> bool {
    let mut words = page.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-');
    words.any(|word| word.contains("7400") && Uuid::try_parse(word).is_err())
}

/// Another code than this one.
fn other(code: &str) -> String {
    let digits = code.chars().map(|digit| if digit == '0' { '1' } else { '0' });
    digits.collect()
}

/// Alice with a password and a phone, logged in, at a server that sends codes.
pub(crate) struct Desk {
    pub(crate) world: World,
    browser: PlainBrowser,
    pub(crate) phone: Phone,
}

impl Desk {
    async fn new() -> Self {
        Self::at(World::with_telephones(|_, _| {}).await).await
    }

    pub(crate) async fn at(world: World) -> Self {
        world.user("alice").await;
        let (browser, phone) = world.logged_in("alice").await;
        Self {
            world,
            browser,
            phone,
        }
    }

    /// Logs in by the phone.
    async fn log_in(&mut self) {
        self.browser.log_in_by_phone("alice", &mut self.phone).await;
    }

    /// Adds a telephone and proves it.
    pub(crate) async fn add(&mut self, number: &str, channel: &str) {
        let sent = self.world.fakes.messages.taken().len();
        let form = [("number", number), ("channel", channel)];
        let begun = self.browser.post("/account/methods/add/telephone", &form).await;
        assert_eq!(begun.status, 303, "{}", begun.text);
        let code = self.world.fakes.messages.nth(sent).await.code();
        let typed = self.browser.post(begun.location(), &[("code", &code)]).await;
        let done = self.browser.get(typed.location()).await;
        assert!(done.text.contains("You can now log in with"), "{}", done.text);
    }

    /// A login that waits: its path.
    async fn waiting(&mut self) -> String {
        self.browser.log_in("alice").await
    }
}

/// Longer than any pause between two codes.
const PAUSE: Duration = Duration::from_secs(121);
