//! Pages in three scripts and both directions, as a browser shows them: on the narrowest screen, with larger letters, in light
//! and in dark, to people and to what reads pages to people.

use countersign_tests::{Browser, PASSWORD, Provider, Tab, World};

/// Asserts that the page can be read by everybody, and keeps a picture of it.
async fn inspect(tab: &Tab, name: &str) {
    for scheme in ["dark", "light"] {
        tab.colours(scheme).await;
        assert_eq!(tab.barriers().await, [""; 0], "{name}, {scheme}");
    }
    tab.picture(name).await;
    tab.resize(320, 640).await;
    for percent in [100, 140] {
        tab.letters(percent).await;
        assert_eq!(tab.cut_off().await, [""; 0], "{name}, letters of {percent} %");
    }
    tab.click(".menu summary").await;
    assert_eq!(tab.cut_off().await, [""; 0], "{name}, with the menu open");
    assert_eq!(tab.barriers().await, [""; 0], "{name}, with the menu open");
    tab.click(".menu summary").await;
    tab.letters(100).await;
    tab.resize(480, 800).await;
}

async fn log_in(world: &World, tab: &Tab, user: &str) {
    tab.goto(&world.url("/login")).await;
    tab.fill("#username", user).await;
    tab.fill("#password", PASSWORD).await;
    tab.submit().await;
}

/// Sets up a phone and logs in with it.
async fn journey(language: &str, user: &str) {
    let (world, browser) = (World::start().await, Browser::start().await);
    let tab = browser.tab_in(language).await;
    world.user(user).await;
    let named = |page: &str| format!("{page}-{language}");
    tab.goto(&world.url("/login")).await;
    inspect(&tab, &named("login")).await;
    log_in(&world, &tab, user).await;
    tab.text("main section h2").await;
    inspect(&tab, &named("terms")).await;
    tab.accept_terms().await;
    let code = tab.attribute("#open", "href").await;
    inspect(&tab, &named("enrol")).await;
    world.scan(&code, Provider::Fcm).await;
    tab.text("p.done").await;
    log_in(&world, &tab, user).await;
    tab.text(".number").await;
    inspect(&tab, &named("wait")).await;
    tab.goto(&world.url("/help")).await;
    inspect(&tab, &named("help")).await;
    tab.goto(&world.url("/phone")).await;
    tab.click("[data-do=add]").await;
    tab.text("#link").await;
    assert_eq!(tab.barriers().await, [""; 0], "the phone in {language}");
    tab.resize(320, 640).await;
    assert_eq!(tab.cut_off().await, [""; 0], "the phone in {language}");
    tab.assert_quiet().await;
}

#[tokio::test]
async fn pages_are_for_everybody_in_english() {
    journey("en", "alice").await;
}

#[tokio::test]
async fn pages_are_for_everybody_in_japanese() {
    journey("ja", "hanako").await;
}

#[tokio::test]
async fn pages_are_for_everybody_in_arabic() {
    journey("ar", "layla").await;
}

#[tokio::test]
async fn the_menu_works_without_scripts_and_by_keyboard_alone() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let tab = browser.tab_without_scripts().await;
    tab.goto(&world.url("/help")).await;
    tab.colours("dark").await;
    for key in ["Tab", "Tab", "Tab", "Enter", "Tab"] {
        tab.press(key).await;
    }
    tab.picture("menu").await;
    tab.press("Enter").await;
    tab.wait_for("المساعدة").await;
    assert_eq!(tab.path().await, "/help");
    assert_eq!(tab.attribute("html", "dir").await, "rtl");
}
