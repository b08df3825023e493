//! The choice and the help on the waiting page, by keyboard alone, with and without scripts.

use countersign_tests::{Browser, Tab, eventually};

use super::scene;

/// Presses a key so many times.
async fn press(tab: &Tab, key: &str, times: usize) {
    for _ in 0..times {
        tab.press(key).await;
    }
}

#[tokio::test]
async fn the_choice_works_by_keyboard_alone_with_and_without_scripts() {
    let (world, mut phone, _app) = scene().await;
    let browser = Browser::start().await;
    for tab in [browser.tab().await, browser.tab_without_scripts().await] {
        tab.log_in(&world).await;
        tab.wait_for("How do you want to log in?").await;
        assert!(tab.path().await.ends_with("/ways"));
        // Past the link to the content, help and the menu, to the one that is chosen; down to the next and up again.
        press(&tab, "Tab", 4).await;
        tab.press("ArrowDown").await;
        assert_eq!(tab.attribute("input:checked", "value").await, "code");
        tab.press("ArrowUp").await;
        assert_eq!(tab.attribute("input:checked", "value").await, "push");
        tab.press("Enter").await;
        tab.wait_for("We sent a request to").await;
        assert_eq!(phone.approve(tab.number().await).await, 200);
        tab.wait_for("You are logged in as alice.").await;
        tab.assert_quiet().await;
    }
}

#[tokio::test]
async fn the_help_beside_the_phone_is_a_few_keys_away_and_loses_nothing() {
    let (world, mut phone, mut app) = scene().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.log_in(&world).await;
    tab.submit().await;
    let question = phone.question().await;
    let number = tab.number().await;
    let waiting = tab.path().await;
    for (branch, path) in [
        ("/code", format!("{waiting}/code")),
        ("/ways", format!("{waiting}/ways")),
        ("/lost", format!("{waiting}/lost")),
        ("/help", "/help".to_owned()),
    ] {
        // From the help's own line on: it opens, its steps are walked through, and one is followed.
        tab.reach("main > details:last-of-type > summary").await;
        tab.press("Enter").await;
        tab.wait_for("Open the authenticator app and pull down").await;
        tab.reach(&format!("main ol a[href$='{branch}']")).await;
        tab.press("Enter").await;
        eventually(branch, async || (tab.path().await == path).then_some(())).await;
        tab.goto(&world.url(&waiting)).await;
        assert_eq!(tab.number().await, number, "the same challenge");
    }
    tab.goto(&world.url(&waiting)).await;
    tab.fill("#typed", &app.code()).await;
    tab.submit().await;
    tab.wait_for("You are logged in as alice.").await;
    let late = countersign_tests::pick(number.unwrap());
    assert_eq!(phone.answer(&question, late).await, 400);
    tab.assert_quiet().await;
}
