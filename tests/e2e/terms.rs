//! Nobody sets up an authenticator on our pages without having accepted the terms of use in force.

use countersign::admin::Command;
use countersign_core::model::{Scope, TextHash};
use countersign_tests::{PASSWORD, Page, Phone, PlainBrowser, Provider, World};
use serde_json::{Value, json};

use crate::certificates::with_door;

/// What the person at the pages is shown where nothing else is set.
const BUILT_IN: &str = include_str!("../../server/crates/web/terms/en.md");

async fn acceptances(world: &World, name: &str) -> Vec<Value> {
    let name = name.to_owned();
    let said = world.operate(Command::UserTerms { name }).await;
    said.as_array().unwrap().clone()
}

/// What the audit log says of the terms.
async fn recorded(world: &World) -> Vec<(String, String)> {
    let tail = world.operate(Command::AuditTail { limit: 100 }).await;
    let text = |record: &Value, member: &str| record[member].as_str().unwrap_or_default().to_owned();
    let records = tail.as_array().unwrap().iter();
    let records = records.map(|record| (text(record, "event"), text(record, "reason")));
    records.filter(|(event, _)| event.starts_with("terms_")).collect()
}

/// Takes the link of a new enrolment of alice; where the code is.
async fn taken(world: &World, browser: &mut PlainBrowser) -> String {
    let desk = world.client(&[Scope::Enroll]).await;
    let started = desk.enroll("alice").await;
    let taken = browser.post(started.link(), &[("password", PASSWORD)]).await;
    taken.location().to_owned()
}

fn shows_a_code(page: &Page) -> bool {
    page.text.contains("id=\"open\"")
}

#[tokio::test]
async fn a_code_is_shown_once_its_person_has_accepted_and_what_they_read_is_kept() {
    let world = World::start().await;
    world.user("alice").await;
    let mut browser = world.browser();
    let code = taken(&world, &mut browser).await;
    let terms = format!("{code}/terms");
    for _ in 0..2 {
        let before = browser.get(&code).await;
        assert_eq!((before.status, before.location()), (303, &*terms));
    }
    let proving = browser.post(&code, &[("code", "000000")]).await;
    assert!(
        !shows_a_code(&proving) && proving.status != 200,
        "{}",
        proving.text
    );
    let page = browser.get(&terms).await;
    for id in [
        "one-person",
        "delegation",
        "report",
        "certificates",
        "responsibility",
    ] {
        assert!(page.text.contains(&format!("id=\"{id}\"")), "{id}");
    }

    let declined = browser.answer_terms(&terms, "cancel").await;
    assert_eq!(declined.status, 200);
    assert!(
        declined.text.contains("Nothing was accepted"),
        "{}",
        declined.text
    );
    assert!(acceptances(&world, "alice").await.is_empty());
    let version = "countersign-1".to_owned();
    assert_eq!(recorded(&world).await, [("terms_declined".to_owned(), version)]);
    assert_eq!(browser.get(&code).await.location(), terms);

    let accepted = browser.answer_terms(&terms, "accept").await;
    assert_eq!(accepted.location(), code);
    assert!(shows_a_code(&browser.get(&code).await));
    let hash = TextHash::of(BUILT_IN).to_string();
    let [kept] = &acceptances(&world, "alice").await[..] else {
        panic!("one acceptance")
    };
    assert_eq!(
        (
            &kept["terms"],
            &kept["language"],
            &kept["sha256"],
            &kept["network"]
        ),
        (
            &json!("countersign-1"),
            &json!("en"),
            &json!(hash),
            &json!("127.0.0.0/24")
        )
    );
    let last = recorded(&world).await.pop().unwrap();
    let said = format!("countersign-1 en sha256:{hash}");
    assert_eq!(last, ("terms_accepted".to_owned(), said));
}

#[tokio::test]
async fn the_language_that_was_read_is_the_one_that_is_kept() {
    let world = World::start().await;
    world.user("alice").await;
    let mut browser = world.browser().reading("ja");
    let code = taken(&world, &mut browser).await;
    browser.past_terms(&code).await;
    let japanese = include_str!("../../server/crates/web/terms/ja.md");
    let [kept] = &acceptances(&world, "alice").await[..] else {
        panic!("one acceptance")
    };
    assert_eq!(kept["language"], "ja");
    assert_eq!(kept["sha256"], TextHash::of(japanese).to_string());
}

#[tokio::test]
async fn nobody_answers_for_another_or_without_having_been_shown_the_text() {
    let world = World::start().await;
    world.user("alice").await;
    let (mut browser, mut stranger) = (world.browser(), world.browser());
    let code = taken(&world, &mut browser).await;
    let terms = format!("{code}/terms");
    let page = browser.get(&terms).await;
    let text = page.between("name=\"text\" value=\"", "\"").to_owned();
    let form = [("text", &*text), ("answer", "accept")];
    assert_eq!(stranger.get(&terms).await.status, 404);
    assert_eq!(stranger.post(&terms, &form).await.status, 404);
    assert_eq!(stranger.post("/terms", &form).await.location(), "/login");
    let foreign = ("sec-fetch-site", "cross-site");
    assert_eq!(browser.post_with(&terms, &form, foreign).await.status, 403);
    let other = TextHash::of("something else").to_string();
    for (text, answer, status) in [
        (&*other, "accept", 303),
        ("abc", "accept", 400),
        (&*text, "maybe", 400),
    ] {
        let form = [("text", text), ("answer", answer)];
        let refused = browser.post(&terms, &form).await;
        assert_eq!(refused.status, status, "{text} {answer}");
        assert_ne!(refused.location(), code);
    }
    assert!(acceptances(&world, "alice").await.is_empty());
    assert!(recorded(&world).await.is_empty());
}

/// Alice, logged in with a phone that she has set up herself.
async fn at_home(world: &World) -> (PlainBrowser, Phone) {
    world.user("alice").await;
    world.logged_in("alice").await
}

#[tokio::test]
async fn a_new_version_is_accepted_before_anything_else_is_set_up() {
    let mut world = World::with_telephones(|settings, _| with_door(settings)).await;
    let (mut browser, mut phone) = at_home(&world).await;
    let add = "/account/methods/add/codes";
    assert_eq!(browser.get(add).await.status, 200);
    let page = browser.get("/terms").await;
    assert!(page.text.contains("You accepted these terms on"), "{}", page.text);

    let own = world.settings.server.data_dir.with_file_name("terms");
    std::fs::create_dir(&own).unwrap();
    std::fs::write(own.join("en.md"), "## House rules {#rules}\n\nBe kind.\n").unwrap();
    world.pause().await;
    world.settings.terms.folder = Some(own);
    world.settings.terms.version = Some("2026-02".to_owned());
    world.resume().await;

    browser.log_in_by_phone("alice", &mut phone).await;
    let before = format!("/terms?next={add}");
    assert_eq!(browser.get(add).await.location(), before);
    assert_eq!(browser.post(add, &[("label", "Laptop")]).await.location(), before);
    let number = [("number", "+44 7400 123456"), ("channel", "sms")];
    for (what, form) in [("telephone", &number[..]), ("certificate", &[])] {
        let page = format!("/account/methods/add/{what}");
        let before = format!("/terms?next={page}");
        assert_eq!(browser.get(&page).await.location(), before);
        assert_eq!(browser.post(&page, form).await.location(), before);
    }
    let page = browser.get(&before).await;
    assert!(page.text.contains("id=\"rules\"") && page.text.contains("2026-02"));
    let text = page.between("name=\"text\" value=\"", "\"").to_owned();
    for next in ["//evil.example", "https://evil.example/account", "/login"] {
        let page = browser.get(&format!("/terms?next={next}")).await;
        assert!(!page.text.contains("name=\"next\""), "{next}");
        let form = [("text", &*text), ("answer", "cancel"), ("next", next)];
        let declined = browser.post("/terms", &form).await;
        assert!(declined.text.contains("href=\"/terms\""), "{}", declined.text);
    }
    let accepted = browser.answer_terms(&before, "accept").await;
    assert_eq!(accepted.location(), add);
    let begun = browser.post(add, &[("label", "Laptop")]).await;
    assert!(shows_a_code(&browser.get(begun.location()).await));
    let versions: Vec<Value> = acceptances(&world, "alice").await;
    let versions: Vec<&Value> = versions.iter().map(|kept| &kept["terms"]).collect();
    assert_eq!(versions, ["countersign-1", "2026-02"]);
}

#[tokio::test]
async fn a_code_that_was_shown_before_a_new_version_sets_nothing_up() {
    let mut world = World::start().await;
    world.user("alice").await;
    let mut browser = world.browser();
    let path = taken(&world, &mut browser).await;
    let code = browser.past_terms(&path).await.enrollment_code();
    world.pause().await;
    let own = world.settings.server.data_dir.with_file_name("terms");
    std::fs::create_dir(&own).unwrap();
    std::fs::write(own.join("en.md"), "Be kind.\n").unwrap();
    world.settings.terms.folder = Some(own);
    world.settings.terms.version = Some("2".to_owned());
    world.resume().await;
    let mut phone = world.new_phone(Provider::Fcm);
    assert!(phone.scan(&code).await.is_err());
    let again = browser.past_terms(&path).await.enrollment_code();
    assert_eq!(again, code);
    phone.scan(&code).await.unwrap();
}

#[tokio::test]
async fn whoever_confirms_what_a_service_has_set_up_accepts_with_that() {
    let world = World::start().await;
    let mut stranger = world.browser();
    let page = stranger.get("/terms").await;
    assert!(page.status == 200 && !page.text.contains("name=\"answer\""));
    let shop = world.shop().await;
    world.user("alice").await;
    let mut phone = world.phone(&shop, "alice", Provider::Fcm).await;
    // Confirmed by whoever has the password, who accepts the terms with that.
    let mut browser = world.browser();
    let page = browser
        .post("/login", &[("username", "alice"), ("password", PASSWORD)])
        .await;
    let text = page.between("name=\"text\" value=\"", "\"").to_owned();
    let one = page.between("name=\"authenticator\" value=\"", "\"").to_owned();
    let confirm = async |browser: &mut PlainBrowser, password: &str, text: &str| {
        let form = [
            ("username", "alice"),
            ("password", password),
            ("authenticator", &one),
            ("text", text),
        ];
        browser.post("/enroll/confirm", &form).await
    };
    assert_eq!(confirm(&mut browser, "wrong", &text).await.status, 422);
    assert!(
        acceptances(&world, "alice").await.is_empty(),
        "nobody else accepts for her"
    );
    let other = TextHash::of("something else").to_string();
    let unread = confirm(&mut browser, PASSWORD, &other).await;
    assert!(unread.text.contains("Accept and confirm"), "{}", unread.text);
    assert!(acceptances(&world, "alice").await.is_empty());
    let waiting = confirm(&mut browser, PASSWORD, &text).await.location().to_owned();
    assert_eq!(acceptances(&world, "alice").await.len(), 1);
    let number = browser.get(&waiting).await.number();
    assert_eq!(phone.approve(number).await, 200);
    browser.get(&waiting).await;
    browser.log_in_by_phone("alice", &mut phone).await;
}

#[tokio::test]
async fn where_they_are_not_required_nobody_is_asked() {
    let world = World::with(|settings| settings.terms.required = false).await;
    let (mut browser, _) = at_home(&world).await;
    assert!(acceptances(&world, "alice").await.is_empty());
    assert_eq!(browser.get("/account/methods/add/codes").await.status, 200);
    assert_eq!(browser.get("/terms").await.status, 200, "they can be read");
}
