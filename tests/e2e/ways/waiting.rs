//! What the pages of a login say and do while their person waits, in a real browser.

use std::time::Duration;

use countersign_mobile_sdk::Verdict;
use countersign_tests::{Browser, PASSWORD, Tab, eventually};

use super::scene;

/// What the countdown shows, in seconds.
async fn left(tab: &Tab) -> u64 {
    let shown = tab.text("#countdown").await;
    let (minutes, seconds) = shown.split_once(':').expect("minutes and seconds");
    minutes.parse::<u64>().unwrap() * 60 + seconds.parse::<u64>().unwrap()
}

#[tokio::test]
async fn s9_a_password_can_be_pasted_and_shown_and_fields_say_what_they_are_for() {
    let (world, _phone, _app) = scene().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.goto(&world.url("/login")).await;
    assert_eq!(tab.attribute("#username", "autocomplete").await, "username");
    assert_eq!(
        tab.attribute("#password", "autocomplete").await,
        "current-password"
    );
    // The password comes from where it was copied.
    tab.fill("#username", PASSWORD).await;
    tab.reach("#username").await;
    tab.press("Control+a").await;
    tab.press("Control+x").await;
    tab.type_text("alice").await;
    tab.reach("#password").await;
    tab.press("Control+v").await;
    assert_eq!(tab.attribute("#password", "type").await, "password");
    tab.click("button.reveal").await;
    assert_eq!(tab.attribute("#password", "type").await, "text");
    assert_eq!(tab.text("button.reveal").await, "Hide");
    tab.press("Enter").await;
    assert_eq!(tab.attribute("#password", "type").await, "password");
    tab.submit().await;
    tab.wait_for("How do you want to log in?").await;
    tab.assert_quiet().await;
}

#[tokio::test]
async fn s9_chromiums_own_password_manager_fills_name_and_password_in() {
    let (world, _phone, _app) = scene().await;
    let browser = Browser::start().await;
    let tab = browser.tab_with_password(&world.url(""), "alice", PASSWORD).await;
    tab.goto(&world.url("/login")).await;
    tab.autofilled("#username").await;
    tab.autofilled("#password").await;
    assert_eq!(tab.attribute("#password", "type").await, "password");
    // No key was pressed: a browser that has filled a form in gives it to the page at its person's first touch.
    tab.submit().await;
    tab.wait_for("How do you want to log in?").await;
    tab.assert_quiet().await;
}

#[tokio::test]
async fn s43_the_time_that_is_left_is_counted_down_to_the_end_of_the_login() {
    let (world, mut phone, _app) = scene().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.log_in(&world).await;
    tab.submit().await;
    phone.question().await;
    let at_first = left(&tab).await;
    assert!((100..=120).contains(&at_first), "{at_first}");
    eventually("the page counts", async || {
        (left(&tab).await < at_first).then_some(())
    })
    .await;
    world.clock.advance(Duration::from_secs(60));
    tab.reload().await;
    let later = left(&tab).await;
    assert!(
        later < at_first - 55,
        "{later} after {at_first}: it is the login's own end"
    );
    assert!(tab.html().await.contains("Pixel 8"), "it names the phone");
    tab.assert_quiet().await;
}

#[tokio::test]
async fn s45_a_denial_ends_the_wait_and_nothing_is_sent_again() {
    let (world, mut phone, _app) = scene().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.log_in(&world).await;
    tab.submit().await;
    let question = phone.question().await;
    assert_eq!(phone.answer(&question, Verdict::Deny).await, 200);
    tab.wait_for("The request was denied on your phone.").await;
    let sent = world.pushes();
    for _ in 0..3 {
        world.clock.advance(Duration::from_secs(60));
        tab.reload().await;
        world.settle().await;
    }
    assert_eq!(world.pushes(), sent, "neither time nor a reload asks again");
    tab.assert_quiet().await;
}

#[tokio::test]
async fn s54_a_code_is_one_field_for_digits_that_phones_offer_to_fill() {
    let (world, _phone, mut app) = scene().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.log_in(&world).await;
    tab.click("input[value=code]").await;
    tab.submit().await;
    tab.wait_for("Type your code").await;
    assert_eq!(tab.attribute("#typed", "autocomplete").await, "one-time-code");
    // With what digits, and grouped how, is up to its person.
    let arabic: String = app
        .code()
        .chars()
        .map(|digit| char::from_u32(0x0660 + digit.to_digit(10).unwrap()).unwrap())
        .collect();
    tab.fill(
        "#typed",
        &format!(
            "{} {}",
            arabic.chars().take(3).collect::<String>(),
            arabic.chars().skip(3).collect::<String>()
        ),
    )
    .await;
    tab.submit().await;
    tab.wait_for("You are logged in as alice.").await;
    tab.assert_quiet().await;
}
