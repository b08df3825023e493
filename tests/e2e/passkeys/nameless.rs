//! A passkey before a name: what the door takes, and what it takes from nobody.

use std::time::Duration;

use countersign::admin::{Command, operator::OperatorCommand};
use countersign_tests::{Page, PlainBrowser, SecurityKey, World};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::{
    Desk,
    refusals::{reason, spoil},
};

/// What the login page's script is told to ask for.
async fn ask(browser: &mut PlainBrowser) -> Value {
    let asked = browser.post_json("/login/passkey/ask", &json!({})).await;
    assert_eq!(asked.status, 200, "{}", asked.text);
    serde_json::from_str(&asked.text).unwrap()
}

/// Sends what was used as the answer to a question.
async fn send(browser: &mut PlainBrowser, question: &Value, used: &Value) -> Page {
    let answer = json!({"ticket": question["ticket"], "credential": used});
    browser.post_json("/login/passkey", &answer).await
}

/// Asks and answers.
async fn answer(browser: &mut PlainBrowser, key: &mut SecurityKey) -> Page {
    let question = ask(browser).await;
    let used = key.sign(&question["options"]);
    send(browser, &question, &used).await
}

/// The page at which the script goes on.
fn onward(answer: &Page) -> String {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let onward: Value = serde_json::from_str(&answer.text).unwrap();
    onward["page"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_passkey_logs_in_without_a_name_once() {
    let mut desk = Desk::new().await;
    let mut browser = desk.world.browser();
    assert!(browser.get("/login").await.text.contains("id=\"by-passkey\""));
    let question = ask(&mut browser).await;
    assert_eq!(question["options"]["rpId"], "localhost");
    assert_eq!(question["options"]["allowCredentials"], json!([]));
    assert_eq!(question["options"]["userVerification"], "required");
    let used = desk.key.sign(&question["options"]);
    let asked = browser.cookie("asked").unwrap().to_owned();
    let page = onward(&send(&mut browser, &question, &used).await);
    assert_eq!(
        browser.cookie("asked").unwrap_or_default(),
        "",
        "it has had its use"
    );
    assert_eq!(send(&mut browser, &question, &used).await.status, 404);
    let mut copy = browser.clone();
    copy.hold("asked", &asked);
    assert_eq!(
        send(&mut copy, &question, &used).await.status,
        409,
        "a question is answered once"
    );
    assert_eq!(browser.get(&page).await.location(), "/account");
    let account = browser.get("/account").await.text;
    assert!(
        account.contains("your passkey") && !account.contains("your password and"),
        "{account}"
    );
    let waiting = browser.log_in("alice").await;
    assert!(
        browser.get(&waiting).await.location().ends_with("/passkey"),
        "it is remembered what was used last"
    );
    // The challenge of a question is that of no other login.
    let question = ask(&mut browser).await;
    let used = desk.key.sign(&question["options"]);
    let named = browser.post_json(&format!("{waiting}/passkey"), &used).await;
    assert_eq!(named.status, 422);
}

#[tokio::test]
async fn whoever_wanted_to_go_somewhere_comes_there() {
    let mut desk = Desk::new().await;
    for (next, expected) in [
        ("/account/methods", "/account/methods"),
        ("https://example.org/", "/account"),
    ] {
        let mut browser = desk.world.browser();
        let question = ask(&mut browser).await;
        let used = desk.key.sign(&question["options"]);
        let answer = json!({"ticket": question["ticket"], "credential": used, "next": next});
        let page = onward(&browser.post_json("/login/passkey", &answer).await);
        assert_eq!(browser.get(&page).await.location(), expected);
    }
    let page = desk
        .world
        .browser()
        .get("/login?next=/account/methods")
        .await
        .text;
    assert!(page.contains("data-next=\"/account/methods\""), "{page}");
}

#[tokio::test]
async fn only_the_browser_that_asked_can_answer_on_whichever_of_its_pages() {
    let mut desk = Desk::new().await;
    let (mut browser, mut stranger) = (desk.world.browser(), desk.world.browser());
    let (first, second) = (ask(&mut browser).await, ask(&mut browser).await);
    let used = desk.key.sign(&first["options"]);
    assert_eq!(send(&mut stranger, &first, &used).await.status, 404);
    ask(&mut stranger).await;
    assert_eq!(send(&mut stranger, &first, &used).await.status, 404);
    assert_eq!(
        send(&mut browser, &second, &used).await.status,
        422,
        "it is the answer to the other page's question"
    );
    let page = onward(&send(&mut browser, &first, &used).await);
    assert_eq!(stranger.get(&page).await.status, 404);
    let foreign = json!({"ticket": second["ticket"], "credential": used});
    let foreign = browser
        .post_json_with("/login/passkey", &foreign, ("sec-fetch-site", "cross-site"))
        .await;
    assert_eq!(foreign.status, 403);
}

#[tokio::test]
async fn a_question_is_good_for_five_minutes() {
    let mut desk = Desk::new().await;
    let mut browser = desk.world.browser();
    let question = ask(&mut browser).await;
    assert_eq!(question["options"]["timeout"], 300_000);
    let used = desk.key.sign(&question["options"]);
    desk.world.clock.advance(Duration::from_secs(300));
    assert_eq!(send(&mut browser, &question, &used).await.status, 409);
    assert!(!browser.is_logged_in().await);
    onward(&answer(&mut browser, &mut desk.key).await);
}

#[tokio::test]
async fn an_answer_without_a_name_is_right_in_every_part() {
    let mut desk = Desk::new().await;
    let mut browser = desk.world.browser();
    let right = desk.key.clone().but(|key| key.counter = 10);
    let bobs = BASE64URL_NOPAD.encode(&[7; 16]);
    let wrong: [(&str, SecurityKey); 7] = [
        (
            "origin",
            right.clone().but(|key| key.origin = "https://example.org".into()),
        ),
        ("origin", right.clone().but(|key| key.embedded = true)),
        (
            "relying_party",
            right.clone().but(|key| key.site = "example.org".into()),
        ),
        ("unverified", right.clone().but(|key| key.verifies = false)),
        ("unknown", right.clone().but(|key| key.user = Value::Null)),
        ("unknown", right.clone().but(|key| key.user = bobs.into())),
        ("unknown", right.clone().but(|key| key.user = "".into())),
    ];
    for (expected, mut key) in wrong {
        assert_eq!(answer(&mut browser, &mut key).await.status, 422, "{expected}");
        assert_eq!(reason(&desk.world).await, expected);
    }
    let question = ask(&mut browser).await;
    let mut used = right.clone().sign(&question["options"]);
    spoil(&mut used, "signature");
    assert_eq!(send(&mut browser, &question, &used).await.status, 422);
    assert_eq!(reason(&desk.world).await, "signature");
    let junk = browser.post_json("/login/passkey", &json!({"ticket": ""})).await;
    assert_eq!(junk.status, 422);
    assert!(!browser.is_logged_in().await);
    let mut copy = right.clone();
    desk.key = right;
    onward(&answer(&mut browser, &mut desk.key).await);
    assert_eq!(answer(&mut browser, &mut copy).await.status, 422);
    assert_eq!(reason(&desk.world).await, "counter");
}

#[tokio::test]
async fn r4_neither_a_suspended_user_nor_what_was_set_aside_or_removed_begins_a_login() {
    let mut desk = Desk::new().await;
    let shop = desk.world.shop().await;
    let listed = shop.get("/api/v1/users/alice/authenticators").await.body;
    let listed = listed["authenticators"].as_array().unwrap();
    let passkey = listed.iter().find(|one| one["kind"] == "passkey").unwrap();
    let passkey = format!(
        "/api/v1/users/alice/authenticators/{}",
        passkey["id"].as_str().unwrap()
    );
    let mut browser = desk.world.browser();
    let mut seen = Vec::new();
    let mut stranger = SecurityKey::new(&desk.world, 2).but(|key| key.user = desk.key.user.clone());
    seen.push(answer(&mut browser, &mut stranger).await.nameless("alice"));

    let name = || "alice".to_owned();
    desk.world.operate(Command::UserSuspend { name: name() }).await;
    seen.push(answer(&mut browser, &mut desk.key).await.nameless("alice"));
    desk.world.operate(Command::UserResume { name: name() }).await;
    shop.patch(&passkey, &json!({"state": "suspended"})).await;
    seen.push(answer(&mut browser, &mut desk.key).await.nameless("alice"));
    shop.patch(&passkey, &json!({"state": "active"})).await;
    let page = onward(&answer(&mut browser, &mut desk.key).await);

    // What was approved opens nothing any more, either (R13).
    desk.world.operate(Command::UserSuspend { name: name() }).await;
    browser.get(&page).await;
    assert!(!browser.is_logged_in().await);
    desk.world.operate(Command::UserResume { name: name() }).await;
    assert_eq!(shop.delete(&passkey).await.status, 204);
    seen.push(answer(&mut browser, &mut desk.key).await.nameless("alice"));
    assert_eq!(seen[0].0, 422);
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
}

#[tokio::test]
async fn without_a_domain_no_passkey_comes_before_the_name() {
    let world = World::start().await;
    let mut browser = world.browser();
    assert!(!browser.get("/login").await.text.contains("by-passkey"));
    let asked = browser.post_json("/login/passkey/ask", &json!({})).await;
    assert_eq!(asked.status, 404);
}

#[tokio::test]
async fn r12_a_passkey_alone_is_not_enough_where_operators_type_the_password_too() {
    for (required, without_a_name) in [("passkey", 200), ("passkey+pwd", 403)] {
        let world = World::with(|settings| settings.operators.required_acr = required.to_owned()).await;
        let world = world.under_a_name().await;
        let key = SecurityKey::new(&world, 1);
        let mut desk = Desk::with(world, key).await;
        let act = OperatorCommand::Add {
            name: "alice".to_owned(),
            role: "helpdesk".to_owned(),
            email: None,
        };
        desk.world.operate(Command::Operator { act }).await;
        let mut browser = desk.world.browser();
        let page = onward(&answer(&mut browser, &mut desk.key).await);
        assert_eq!(browser.get(&page).await.location(), "/account");
        assert_eq!(browser.get("/admin").await.status, without_a_name, "{required}");
        let path = desk.start().await;
        assert_eq!(desk.answer(&path).await.status, 204);
        assert!(desk.is_logged_in_by(&path).await);
        assert_eq!(desk.browser.get("/admin").await.status, 200, "{required}");
    }
}
