//! Tests of pushes: what their person is told, and that they are worth nothing else.

use std::time::Duration;

use countersign::admin::Command;
use countersign_core::model::Scope;
use countersign_fakes::Reply;
use countersign_mobile_sdk::native::{Shown, Verdict};
use countersign_proto::native::challenge::Purpose;
use countersign_tests::{APPROVE, Browser, NativePhone, Page, eventually, native_push};
use serde_json::{Value, json};

use super::Desk;

const ARRIVED: &str = "Notifications reach this phone.";
const UNDELIVERED: &str = "The test could not be delivered.";

impl Desk {
    async fn phones_page(&mut self) -> String {
        self.browser.methods().await.remove(0)
    }

    /// Sends a test to the first authenticator of the list; the page that tells what comes of it.
    async fn test(&mut self) -> String {
        let sent = self.try_test().await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        sent.location().to_owned()
    }

    async fn try_test(&mut self) -> Page {
        let path = format!("{}/test", self.phones_page().await);
        self.browser.post(&path, &[]).await
    }

    /// Waits until a page says this.
    async fn says(&self, page: &str, text: &str) {
        eventually(text, || async {
            let mut browser = self.browser.clone();
            browser.get(page).await.text.contains(text).then_some(())
        })
        .await;
    }

    async fn events(&self, login: &str) -> Vec<(Value, Value)> {
        let all = self.world.operate(Command::AuditTail { limit: 1000 }).await;
        let all = all.as_array().unwrap().iter();
        let of_login = all.filter(|record| record["login_id"] == login);
        of_login
            .map(|record| (record["event"].clone(), record["reason"].clone()))
            .collect()
    }
}

fn id_of(page: &str) -> &str {
    page.rsplit('/').next().unwrap()
}

#[tokio::test]
async fn r12_a_test_that_arrives_says_so_and_opens_nothing() {
    let mut desk = Desk::new().await;
    let phone = desk.phones_page().await;
    let used = |page: Page| page.between("Last used", "</div>").to_owned();
    let before = used(desk.browser.get(&phone).await);
    desk.world.clock.advance(Duration::from_secs(2));
    let page = desk.test().await;
    let waiting = desk.browser.get(&page).await;
    assert!(waiting.text.contains("Answer it there."), "{}", waiting.text);
    let question = desk.phone.question().await;
    assert_eq!(
        question.claims.message,
        "Test from Countersign. It opens nothing, whatever you answer."
    );
    assert_eq!(question.numbers(), None);
    assert_eq!(desk.phone.answer(&question, APPROVE).await, 200);
    let done = desk.browser.get(&page).await;
    assert!(done.text.contains(ARRIVED), "{}", done.text);
    assert_eq!(done.header("set-cookie"), "");
    assert_eq!(used(desk.browser.get(&phone).await), before, "a test is no use");

    let test = id_of(&page).to_owned();
    // No page of logins knows it, in this browser or in another.
    let mut stranger = desk.world.browser();
    for path in ["", "/state", "/events", "/code", "/ways"] {
        let path = format!("/login/wait/{test}{path}");
        assert_eq!(desk.browser.get(&path).await.status, 404, "{path}");
        assert_eq!(stranger.get(&path).await.status, 404, "{path}");
    }
    for path in ["/code", "/resend", "/cancel", "/here"] {
        let path = format!("/login/wait/{test}{path}");
        assert_eq!(
            desk.browser.post(&path, &[("code", "123456")]).await.status,
            404,
            "{path}"
        );
    }
    assert!(!stranger.is_logged_in().await);
    // No client can read it, nor have something set up by it.
    let shop = desk.world.client(&[Scope::Login, Scope::EnrollRaw]).await;
    assert_eq!(shop.get(&format!("/api/v1/logins/{test}")).await.status, 404);
    let enrollment = json!({"kind": "totp", "approved_login": test});
    let refused = shop.post("/api/v1/users/alice/enrollments", &enrollment).await;
    assert_eq!(refused.status, 403, "{:?}", refused.body);
    assert_eq!(
        desk.events(&test).await,
        [
            (json!("test_push_sent"), Value::Null),
            (json!("test_push_ended"), json!("approved"))
        ]
    );
}

#[tokio::test]
async fn r14_a_test_counts_as_a_push_and_forgives_nothing() {
    let mut desk = Desk::new().await;
    desk.world.clock.advance(Duration::from_secs(61));
    for _ in 0..5 {
        desk.test().await;
        assert_eq!(desk.phone.approve(None).await, 200);
    }
    let refused = desk.try_test().await;
    assert_eq!(refused.status, 429);
    assert!(!refused.header("retry-after").is_empty());

    // One denial, then a test that arrives: the next denial is the second.
    desk.world.clock.advance(Duration::from_secs(61));
    let waiting = desk.browser.clone().log_in("alice").await;
    assert!(waiting.starts_with("/login/wait/"));
    assert_eq!(desk.phone.deny().await, 200);
    desk.test().await;
    assert_eq!(desk.phone.approve(None).await, 200);
    desk.browser.clone().log_in("alice").await;
    assert_eq!(desk.phone.deny().await, 200);
    let refused = desk.try_test().await;
    assert_eq!(refused.status, 429, "two denials start a back-off");
}

#[tokio::test]
async fn r17_a_test_is_for_its_owner_after_a_fresh_login() {
    let mut desk = Desk::new().await;
    let phone = desk.phones_page().await;
    let page = desk.test().await;
    let send = format!("{phone}/test");

    let foreign = ("sec-fetch-site", "cross-site");
    assert_eq!(desk.browser.post_with(&send, &[], foreign).await.status, 403);
    let mut stranger = desk.world.browser();
    assert_eq!(stranger.post(&send, &[]).await.location(), "/login");
    assert_eq!(
        stranger.get(&page).await.location(),
        format!("/login?next={page}")
    );
    let state = format!("{page}/state");
    assert_eq!(
        stranger.get(&state).await.location(),
        format!("/login?next={state}")
    );

    // Somebody else who is logged in.
    desk.world.user("bob").await;
    let (mut bob, mut bobs) = desk.world.first_phone("bob").await;
    let waiting = bob.log_in("bob").await;
    let number = bob.get(&waiting).await.number();
    assert_eq!(bobs.approve(number).await, 200);
    assert_eq!(bob.get(&waiting).await.location(), "/account");
    for path in [&page, &state] {
        assert_eq!(bob.get(path).await.status, 404, "{path}");
    }
    assert_eq!(bob.post(&send, &[]).await.status, 404);
    let own = bob.methods().await.remove(0);
    let crossed = format!("{own}/test/{}", id_of(&page));
    assert_eq!(
        bob.get(&crossed).await.status,
        404,
        "another's test at one's own phone"
    );
    // A login is no test.
    let shown = waiting.rsplit('/').next().unwrap();
    assert_eq!(bob.get(&format!("{own}/test/{shown}")).await.status, 404);

    // What cannot be asked gets none.
    desk.add_codes("Laptop").await.unwrap();
    let app = desk.browser.methods().await.pop().unwrap();
    let none = desk.browser.post(&format!("{app}/test"), &[]).await;
    assert_eq!(none.status, 422, "{}", none.text);
    assert!(
        !desk
            .browser
            .get(&app)
            .await
            .text
            .contains("Send a test notification")
    );

    desk.world.clock.advance(Duration::from_secs(6 * 60));
    let late = desk.browser.post(&send, &[]).await;
    assert_eq!(late.location(), format!("/login?next={phone}"));
}

#[tokio::test]
async fn r9_a_test_that_is_not_delivered_says_why() {
    let mut desk = Desk::new().await;
    let phone = desk.phones_page().await;
    let token = desk.phone.push_token.clone();
    let cases = [
        (
            Reply::fcm(400, Some("INVALID_ARGUMENT")),
            "did not take the last one",
        ),
        (
            Reply::fcm(401, Some("THIRD_PARTY_AUTH_ERROR")),
            "cannot send notifications to such phones",
        ),
        (Reply::Never, "has not taken the last one so far"),
    ];
    for (reply, why) in cases {
        desk.world.fakes.fcm.script(&token, [reply]);
        let page = desk.test().await;
        desk.says(&page, UNDELIVERED).await;
        desk.says(&page, why).await;
        desk.says(&phone, why).await;
        desk.world.clock.advance(Duration::from_secs(61));
        desk.says(&page, UNDELIVERED).await;
        assert!(!desk.browser.get(&page).await.text.contains("Answer it there."));
    }
    // The next one is taken, and nobody answers it.
    let page = desk.test().await;
    desk.phone.question().await;
    desk.says(&phone, "no difficulty is known").await;
    desk.world.clock.advance(Duration::from_secs(61));
    desk.says(&page, "nobody answered it within a minute").await;

    desk.log_in("").await;
    desk.world
        .fakes
        .fcm
        .script(&token, [Reply::fcm(404, Some("UNREGISTERED"))]);
    let page = desk.test().await;
    desk.says(&page, "is not installed on that phone any more").await;
    desk.says(&phone, "is not installed on that phone any more").await;
    assert!(
        !desk
            .browser
            .get(&phone)
            .await
            .text
            .contains("Send a test notification")
    );
    assert_eq!(desk.try_test().await.status, 422);
}

#[tokio::test]
async fn a_phone_without_notifications_is_told_to_be_opened() {
    let mut desk = Desk::new().await;
    let office = desk.world.client(&[Scope::Enroll]).await;
    desk.world.user("bob").await;
    let mut bob = desk.world.browser();
    let link = bob.take(&office.enroll_as("bob", native_push()).await).await;
    let phone = NativePhone::follow(&link, None, desk.world.clock.clone())
        .await
        .unwrap();
    let waiting = bob.log_in("bob").await;
    let number = bob.get(&waiting).await.number().unwrap();
    assert_eq!(phone.approve(Shown::Number(number.to_string())).await, "approved");
    bob.get(&waiting).await;
    desk.browser = bob;
    let page = desk.test().await;
    desk.says(&page, "has not allowed notifications").await;
    let question = phone.question().await;
    assert_eq!(question.challenge.purpose, Purpose::Test);
    let outcome = phone.answer(&question, Verdict::Deny, Shown::Nothing).await;
    assert_eq!(outcome.unwrap().state, "denied");
    desk.says(&page, ARRIVED).await;
}

#[tokio::test]
async fn in_a_browser_the_page_goes_on_by_itself() {
    let Desk { world, mut phone, .. } = Desk::new().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.log_in_by_phone(&world, &mut phone).await;
    tab.wait_for("You are logged in as alice.").await;
    tab.goto(&world.url("/account/methods")).await;
    tab.click("ul.cards li:first-child a").await;
    tab.wait_for("no difficulty is known").await;
    tab.click("form[action$='/test'] button").await;
    tab.wait_for("Answer it there.").await;
    let question = phone.question().await;
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
    tab.wait_for(ARRIVED).await;
    tab.assert_quiet().await;
}

#[tokio::test]
async fn the_phone_in_the_browser_shows_a_test_as_one() {
    let world = countersign_tests::World::start().await;
    world.user("alice").await;
    let office = world.client(&[Scope::Enroll]).await;
    let browser = Browser::start().await;
    let (page, phone) = (browser.tab().await, browser.tab().await);
    let mut plain = world.browser();
    let link = plain.take(&office.enroll_as("alice", native_push()).await).await;
    phone.goto(&link).await;
    phone.submit().await;
    phone.wait_for("This phone is connected").await;
    phone.click("[data-do=on]").await;
    page.log_in(&world).await;
    let number = page.number().await.unwrap();
    phone
        .click(&format!("[data-number]:has(:text-is('{number}'))"))
        .await;
    page.wait_for("You are logged in as alice.").await;
    phone.click("[data-do=on]").await;
    page.goto(&world.url("/account/methods")).await;
    page.click("ul.cards li:first-child a").await;
    page.click("form[action$='/test'] button").await;
    phone.wait_for("It opens nothing, whatever you answer.").await;
    phone.click("[data-do=deny]").await;
    page.wait_for(ARRIVED).await;
    page.assert_quiet().await;
    phone.assert_quiet().await;
}
