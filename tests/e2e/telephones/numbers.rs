//! Numbers as people type and see them: by the country that they choose, whole while they set it up and for its owner, masked elsewhere.

use std::time::Duration;

use countersign_tests::{Browser, Page};

use super::*;

const ADD: &str = "/account/methods/add/telephone";
const PREVIEW: &str = "/account/methods/add/telephone/preview";

/// The details of the one telephone.
async fn details(desk: &mut Desk) -> String {
    for method in desk.browser.methods().await {
        if desk.browser.get(&method).await.text.contains("•••• ") {
            return method;
        }
    }
    panic!("no telephone")
}

async fn preview(desk: &mut Desk, country: &str, number: &str) -> Value {
    let form = [("country", country), ("number", number)];
    let page: Page = desk.browser.post(PREVIEW, &form).await;
    assert_eq!(
        (page.status, page.header("content-type")),
        (200, "application/json")
    );
    serde_json::from_str(&page.text).unwrap()
}

#[tokio::test]
async fn s58_a_country_is_chosen_in_the_readers_language_and_a_plus_says_its_own() {
    let mut desk = Desk::new().await;
    let form = desk.browser.get(ADD).await.text;
    assert!(
        form.contains("<option value=\"JP\">Japan \u{2066}+81\u{2069}</option>"),
        "{form}"
    );
    assert!(!form.contains(" selected"), "nothing is chosen for anybody");
    let mut reader = desk.browser.clone().reading("ja");
    let japanese = reader.get(ADD).await.text;
    assert!(
        japanese.contains("<option value=\"CH\">スイス \u{2066}+41\u{2069}</option>"),
        "{japanese}"
    );
    // As people write it at home, without scripts.
    let form = [("country", "JP"), ("number", "090 1234 567"), ("channel", "sms")];
    let refused = desk.browser.post(ADD, &form).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("There is no such number in that country"));
    assert!(
        refused.text.contains("<option value=\"JP\" selected>"),
        "it is still chosen"
    );
    let form = [("country", "ZZ"), ("number", "090 1234 5678"), ("channel", "sms")];
    let unknown = desk.browser.post(ADD, &form).await;
    assert!(
        unknown.text.contains("The country code is missing"),
        "{}",
        unknown.text
    );
    let form = [
        ("country", "JP"),
        ("number", "+44 7400 123456"),
        ("channel", "sms"),
    ];
    let begun = desk.browser.post(ADD, &form).await;
    assert_eq!(begun.status, 303, "{}", begun.text);
    assert_eq!(desk.world.fakes.messages.nth(0).await.to, MOBILE);
}

#[tokio::test]
async fn s58_a_national_number_reaches_the_telephone_of_its_country() {
    let mut desk = Desk::new().await;
    let form = [
        ("country", "JP"),
        ("number", "０９０−１２３４−５６７８"),
        ("channel", "sms"),
    ];
    let begun = desk.browser.post(ADD, &form).await;
    assert_eq!(begun.status, 303, "{}", begun.text);
    assert_eq!(desk.world.fakes.messages.nth(0).await.to, "+819012345678");
}

#[tokio::test]
async fn only_countries_that_codes_are_sent_to_are_offered() {
    let world = World::with_telephones(|settings, _| {
        settings.phone.allow_countries = [41, 44].into();
        settings.phone.deny_countries = [44].into();
    });
    let mut desk = Desk::at(world.await).await;
    let form = desk.browser.get(ADD).await.text;
    assert!(form.contains("<option value=\"CH\">"), "{form}");
    assert_eq!(form.matches("<option ").count(), 2, "{form}");
}

#[tokio::test]
async fn s58_a_number_is_understood_while_it_is_typed_and_nothing_is_sent() {
    let mut desk = Desk::new().await;
    for (country, number, understood) in [
        ("JP", "090 1234 5678", json!("+81 90-1234-5678")),
        ("JP", "+44 (0)7400 123456", json!("+44 7400 123456")),
        ("", "+1 202 555 0123", json!("+1 202-555-0123")),
        ("", "090 1234 5678", Value::Null),
        ("JP", "090", Value::Null),
        ("", "<b>", Value::Null),
    ] {
        let shown = preview(&mut desk, country, number).await;
        assert_eq!(shown, json!({"number": understood}), "{country} {number}");
    }
    desk.world.settle().await;
    assert!(desk.world.fakes.messages.taken().is_empty());
    assert_eq!(desk.browser.methods().await.len(), 1);
    let foreign = ("sec-fetch-site", "cross-site");
    let form = [("number", MOBILE)];
    let refused = desk.browser.post_with(PREVIEW, &form, foreign).await;
    assert_eq!(refused.status, 403);
}

#[tokio::test]
async fn r7_a_number_is_whole_for_whoever_types_it_and_for_its_owner_after_a_fresh_login_alone() {
    let mut desk = Desk::new().await;
    let form = [("number", MOBILE), ("channel", "sms")];
    let begun = desk.browser.post(ADD, &form).await;
    let path = begun.location().to_owned();
    let sent = desk.browser.get(&path).await.text;
    assert!(sent.contains("+44 7400 123456"), "{sent}");
    let code = desk.world.fakes.messages.nth(0).await.code();
    let wrong = desk.browser.post(&path, &[("code", &other(&code))]).await;
    assert!(wrong.text.contains("+44 7400 123456"), "{}", wrong.text);
    desk.browser.post(&path, &[("code", &code)]).await;
    for page in [path, "/account/methods".to_owned()] {
        assert!(!shows_number(&desk.browser.get(&page).await.text), "{page}");
    }

    let details = details(&mut desk).await;
    let number = format!("{details}/number");
    assert!(!shows_number(&desk.browser.get(&details).await.text));
    assert_eq!(desk.browser.get(&number).await.status, 405, "no link shows it");
    desk.world.clock.advance(Duration::from_secs(5 * 60 + 1));
    let to_login = format!("/login?next={details}");
    assert_eq!(desk.browser.post(&number, &[]).await.location(), to_login);
    desk.log_in().await;
    let whole = desk.browser.post(&number, &[]).await;
    assert_eq!(whole.status, 200);
    assert!(whole.text.contains("+44 7400 123456"), "{}", whole.text);
    assert!(!shows_number(&desk.browser.get(&details).await.text), "once");
}

#[tokio::test]
async fn r17_nobody_else_sees_a_number_and_nothing_else_has_one() {
    let mut desk = Desk::new().await;
    let shop = desk.world.shop().await;
    enrol(&desk.world, &shop, "bob", MOBILE, "sms").await;
    let bobs = shop.authenticator("bob").await;
    let bobs = bobs.rsplit('/').next().unwrap();
    let phone = desk.browser.methods().await.swap_remove(0);
    for path in [
        format!("/account/methods/{bobs}/number"),
        format!("{phone}/number"),
    ] {
        assert_eq!(desk.browser.post(&path, &[]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn r7_a_number_that_a_service_gave_is_masked_for_whoever_opens_its_link() {
    let mut desk = Desk::new().await;
    desk.world.user("carol").await;
    let shop = desk.world.shop().await;
    let body = json!({"kind": "phone", "number": MOBILE, "channel": "sms"});
    let started = shop.enroll_as("carol", body).await;
    let mut visitor = desk.world.browser();
    let taken = visitor
        .post(started.link(), &[("password", countersign_tests::PASSWORD)])
        .await;
    let page = visitor.past_terms(taken.location()).await;
    assert!(page.text.contains("+44 •••• 56"), "{}", page.text);
    assert!(!shows_number(&page.text));
    assert_eq!(desk.browser.methods().await.len(), 1);
}

#[tokio::test]
async fn s60_whoever_cancels_the_form_sets_nothing_up_and_is_sent_nothing() {
    let world = World::with_telephones(|_, _| {}).await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    world.user("alice").await;
    tab.log_in(&world).await;
    tab.accept_terms().await;
    let uri = tab.attribute("#open", "href").await;
    let mut phone = world.scan(&uri, Provider::Fcm).await;
    tab.wait_for("You can now log in with").await;
    tab.log_in_by_phone(&world, &mut phone).await;
    tab.wait_for("You are logged in as alice.").await;
    tab.goto(&world.url(ADD)).await;
    tab.reach("#country").await;
    tab.type_text("United K").await;
    tab.fill("#number", "07400 123456").await;
    tab.wait_for("We understand: +44 7400 123456").await;
    assert_eq!(tab.barriers().await, Vec::<String>::new());
    tab.click("form .actions a[href='/account/methods']").await;
    tab.wait_for("Authentication methods").await;
    world.settle().await;
    assert!(world.fakes.messages.taken().is_empty());
    assert_eq!(tab.path().await, "/account/methods");
    tab.assert_quiet().await;
}
