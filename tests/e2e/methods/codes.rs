//! Codes to scan, and keys to type, as a person has them before them.

use countersign_core::model::Scope;
use countersign_tests::{Browser, CodeApp, PASSWORD, World, native_push};
use serde_json::json;

use super::Desk;

#[tokio::test]
async fn every_code_is_read_in_the_dark_and_however_large_the_page_is() {
    let world = World::with(|settings| {
        settings.branding.issuer = "Example Organisation for Marks and Designs".to_owned();
    })
    .await;
    let office = world.client(&[Scope::Enroll]).await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    let kinds = [
        ("alice", json!({"kind": "push"})),
        ("bartholomew.featherstonehaugh", json!({"kind": "combined"})),
        ("carol", json!({"kind": "totp"})),
        ("dave", native_push()),
    ];
    for (user, kind) in kinds {
        world.user(user).await;
        tab.goto(office.enroll_as(user, kind.clone()).await.link()).await;
        tab.fill("#password", PASSWORD).await;
        tab.submit().await;
        tab.accept_terms().await;
        let said = tab.attribute("#open", "href").await;
        for colours in ["light", "dark"] {
            tab.colours(colours).await;
            for letters in [100, 200] {
                tab.letters(letters).await;
                assert_eq!(tab.decoded(".code").await, said, "{kind} {colours} {letters}");
            }
        }
        tab.letters(100).await;
        tab.resize(320, 640).await;
        assert_eq!(tab.decoded(".code").await, said, "{kind} on a small screen");
        tab.resize(480, 800).await;
    }
    tab.assert_quiet().await;
}

#[tokio::test]
async fn a_key_is_copied_as_apps_take_it() {
    let Desk { world, mut phone, .. } = Desk::new().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.log_in_by_phone(&world, &mut phone).await;
    tab.wait_for("You are logged in as alice.").await;
    tab.goto(&world.url("/account/methods/add/codes")).await;
    tab.fill("#label", "Laptop").await;
    tab.submit().await;
    let uri = tab.attribute("#open", "href").await;
    tab.click("main summary").await;
    let key = tab.key().await;
    tab.click("#key [data-do=copy]").await;
    tab.wait_for("Copied, without spaces.").await;
    assert_eq!(tab.clipboard().await, key);
    assert_eq!(key.len(), 32, "160 bits");
    assert!(uri.contains(&format!("secret={key}&")), "{uri}");
    assert_eq!(tab.barriers().await, [""; 0]);
    let mut app = CodeApp::scan(&uri, world.clock.clone()).await;
    tab.fill("#typed", &app.code()).await;
    tab.submit().await;
    tab.wait_for("You can now log in with: Laptop.").await;
    tab.assert_quiet().await;
}
