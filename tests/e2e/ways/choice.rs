//! What the choice does, and what it refuses.

use std::time::Duration;

use countersign::admin::Command;
use countersign_tests::{APPROVE, Provider, pick};
use serde_json::json;

use super::{led_from, scene, with_everything};

#[tokio::test]
async fn r8_no_phone_is_asked_before_its_person_chooses_it_and_then_once() {
    let (world, mut phone, _app) = scene().await;
    let mut browser = world.browser();
    let waiting = browser.log_in("alice").await;
    let ways = format!("{waiting}/ways");
    for path in [&waiting, &ways, &format!("{waiting}/code"), &waiting] {
        browser.get(path).await;
    }
    assert_eq!(led_from(&mut browser, &waiting).await, ways);
    browser.post(&format!("{waiting}/resend"), &[]).await;
    world.settle().await;
    assert_eq!(world.pushes(), 0, "nobody has asked for it");

    let (mut twin, mut other) = (browser.clone(), browser.clone());
    let (first, second) = tokio::join!(twin.choose(&waiting, "push"), other.choose(&waiting, "push"));
    assert_eq!((first.status, first.location()), (303, &*waiting));
    assert_eq!((second.status, second.location()), (303, &*waiting));
    browser.choose(&waiting, "push").await;
    world.settle().await;
    assert_eq!(world.pushes(), 1);
    let number = browser.get(&waiting).await.number();
    assert_eq!(phone.approve(number).await, 200);
    assert_eq!(led_from(&mut browser, &waiting).await, "/account");
}

#[tokio::test]
async fn every_way_is_a_page_of_one_login_and_the_first_valid_answer_decides() {
    let (world, mut phone, mut app) = scene().await;
    let mut browser = world.browser();
    let waiting = browser.log_in("alice").await;
    let page = browser.get(&format!("{waiting}/ways")).await;
    for way in ["push", "code", "recovery"] {
        assert!(page.text.contains(&format!("value=\"{way}\"")), "{}", page.text);
    }
    let code = browser.choose(&waiting, "code").await.location().to_owned();
    assert_eq!(code, format!("{waiting}/code"));
    let typing = browser.get(&code).await;
    assert!(
        typing.text.contains(&format!("{waiting}/ways")),
        "back to the choice"
    );

    // Another way, without another word about the password; the code goes on counting.
    browser.choose(&waiting, "push").await;
    let question = phone.question().await;
    let asked = browser.get(&waiting).await;
    assert!(asked.text.contains("name=\"code\""), "both ways on one page");
    let wrong = browser.post(&waiting, &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422);
    let right = browser.post(&waiting, &[("code", &app.code())]).await;
    assert_eq!(right.location(), waiting);
    let late = asked.number().map_or(APPROVE, pick);
    assert_eq!(phone.answer(&question, late).await, 400, "it is decided");
    let after = browser.choose(&waiting, "push").await;
    assert_eq!(
        (after.status, after.location()),
        (303, &*waiting),
        "the choice is over"
    );
    assert_eq!(led_from(&mut browser, &waiting).await, "/account");
    let account = browser.get("/account").await;
    assert!(
        account.text.contains("your password and your one-time password"),
        "{}",
        account.text
    );
}

#[tokio::test]
async fn what_is_no_way_or_none_of_this_user_is_refused_and_nothing_is_lost() {
    let (world, mut phone, _app) = scene().await;
    world.user("bob").await;
    let shop = world.shop().await;
    let mut browser = world.browser();
    let waiting = browser.log_in("alice").await;
    for way in ["magic", "", "totp", "../code", "Push"] {
        let refused = browser.choose(&waiting, way).await;
        assert_eq!(refused.status, 422, "{way}");
        assert!(
            refused.text.contains("Choose one of the ways"),
            "{way}: {}",
            refused.text
        );
    }
    let nothing = browser.post(&format!("{waiting}/ways"), &[]).await;
    assert_eq!(nothing.status, 422);
    world.settle().await;
    assert_eq!(world.pushes(), 0);

    // Set aside meanwhile, it is explained and cannot be chosen.
    let phones = shop.authenticator("alice").await;
    let suspended = shop.patch(&phones, &json!({"state": "suspended"})).await;
    assert_eq!(suspended.status, 200, "{}", suspended.body);
    let page = browser.get(&format!("{waiting}/ways")).await;
    assert!(!page.text.contains("value=\"push\""), "{}", page.text);
    assert!(page.text.contains("It has been set aside"), "{}", page.text);
    assert_eq!(browser.choose(&waiting, "push").await.status, 422);
    shop.patch(&phones, &json!({"state": "active"})).await;
    browser.choose(&waiting, "push").await;
    let number = browser.get(&waiting).await.number();
    assert_eq!(phone.approve(number).await, 200);
}

#[tokio::test]
async fn r10_the_choice_belongs_to_the_browser_that_started_the_login() {
    let (world, _phone, _app) = scene().await;
    with_everything(&world, "bob").await;
    let (mut alice, mut bob, mut nobody) = (world.browser(), world.browser(), world.browser());
    let waiting = alice.log_in("alice").await;
    bob.log_in("bob").await;
    for browser in [&mut bob, &mut nobody] {
        assert_eq!(browser.get(&format!("{waiting}/ways")).await.status, 404);
        assert_eq!(browser.choose(&waiting, "push").await.status, 404);
    }
    world.settle().await;
    assert_eq!(world.pushes(), 0);
}

#[tokio::test]
async fn r14_choosing_the_phone_does_not_get_around_a_back_off() {
    let (world, mut phone, _app) = scene().await;
    let mut browser = world.browser();
    // Waits beside the others, as another browser at the same address.
    let mut other = world.browser().reading("de");
    let waits = other.post_with("/login", &LOGIN, ("user-agent", "another")).await;
    let waits = waits.location().to_owned();
    for _ in 0..2 {
        let waiting = browser.log_in("alice").await;
        browser.choose(&waiting, "push").await;
        assert_eq!(phone.deny().await, 200);
    }
    assert_eq!(other.choose(&waits, "push").await.status, 429);
    world.settle().await;
    assert_eq!(world.pushes(), 2);
    world.clock.advance(Duration::from_secs(61));
    assert_eq!(other.choose(&waits, "push").await.status, 303);
    phone.question().await;
}

const LOGIN: [(&str, &str); 2] = [("username", "alice"), ("password", countersign_tests::PASSWORD)];

#[tokio::test]
async fn r4_a_suspended_user_can_choose_nothing_any_more() {
    let (world, _phone, _app) = scene().await;
    let mut browser = world.browser();
    let waiting = browser.log_in("alice").await;
    world
        .operate(Command::UserSuspend {
            name: "alice".to_owned(),
        })
        .await;
    let chosen = browser.choose(&waiting, "push").await;
    assert_eq!((chosen.status, chosen.location()), (303, &*waiting));
    assert!(browser.get(&waiting).await.text.contains("was suspended"));
    world.settle().await;
    assert_eq!(world.pushes(), 0);
}

#[tokio::test]
async fn who_has_one_everyday_way_goes_straight_to_it() {
    let world = countersign_tests::World::start().await;
    let shop = world.shop().await;
    for user in ["alice", "bob"] {
        world.user(user).await;
    }
    let mut phone = world.phone(&shop, "alice", Provider::Apns).await;
    let login = shop.login(json!({"username": "alice"})).await;
    assert_eq!(phone.approve(login.number()).await, 200);
    // A service asks at once, whatever its user has; its page offers the other ways all the same.
    let (mut phone, _app) = with_everything(&world, "carol").await;
    let login = shop.login(json!({"username": "carol"})).await;
    phone.question().await;
    let mut browser = world.browser();
    let waiting = browser.get(&login.page()).await.location().to_owned();
    let page = browser.get(&format!("{waiting}/ways")).await;
    assert!(page.text.contains("value=\"code\""), "{}", page.text);
    assert!(
        !page.text.contains("Not available now"),
        "nobody has typed a password here: {}",
        page.text
    );
}
