//! The menu of languages, as a browser shows it; every page in every language is in the tour.

use countersign_tests::{Browser, World};

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
