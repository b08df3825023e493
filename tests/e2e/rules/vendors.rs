//! R9: with every vendor down, each person is told at once what else there is.

use std::time::Duration;

use countersign_core::model::Scope;
use countersign_fakes::Reply;
use countersign_tests::{Browser, CodeApp, PASSWORD, Phone, Provider, Tab, World};
use serde_json::{Value, json};

const LATE: &str = "The notification has not reached your phone";

/// A user whose phone was set up on our own page, with codes if it is to show some; its vendor is silent.
async fn scene(tab: &Tab, world: &World, kind: &str) -> Phone {
    world.user("alice").await;
    let desk = world.client(&[Scope::Enroll]).await;
    let started = desk.enroll_as("alice", json!({"kind": kind})).await;
    tab.goto(started.link()).await;
    tab.fill("#password", PASSWORD).await;
    tab.submit().await;
    tab.accept_terms().await;
    let code = tab.attribute("#open", "href").await;
    let phone = world.scan(&code, Provider::Fcm).await;
    let token = phone.device().push_token;
    let silence = vec![Reply::Never; 50];
    world.fakes.fcm.script(token.expose(), silence);
    phone
}

#[tokio::test]
async fn r9_whoever_has_push_alone_is_told_why_nothing_comes() {
    let world = World::start().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    scene(&tab, &world, "push").await;
    tab.wait_for("You can now log in with").await;
    tab.log_in(&world).await;
    tab.wait_for(LATE).await;
    tab.wait_for("ask the people who gave you your account").await;
    tab.picture("wait-late").await;
    tab.assert_quiet().await;
}

#[tokio::test]
async fn r9_whoever_has_codes_types_one_without_the_password() {
    let world = World::start().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    let phone = scene(&tab, &world, "combined").await;
    let mut app: CodeApp = phone.codes();
    tab.wait_for("Your phone is connected.").await;
    tab.fill("#typed", &app.code()).await;
    tab.submit().await;
    tab.wait_for("You can now log in with").await;
    world.clock.advance(Duration::from_secs(30));
    tab.log_in(&world).await;
    tab.wait_for("How do you want to log in?").await;
    tab.submit().await;
    tab.wait_for(LATE).await;
    tab.wait_for("You can enter a code instead.").await;
    tab.fill("#typed", &app.code()).await;
    tab.submit().await;
    tab.wait_for("You are logged in as alice.").await;
    tab.assert_quiet().await;
}

#[tokio::test]
async fn r9_a_service_sees_that_a_push_is_late_and_that_it_came_after_all() {
    let (world, shop, phone) = World::enrolled().await;
    let token = phone.device().push_token;
    world.fakes.fcm.script(token.expose(), [Reply::fcm(503, None)]);
    let login = shop.login(json!({"username": "alice"})).await;
    assert_eq!(login["undelivered"], Value::Null);
    let is = async |undelivered: Value| {
        countersign_tests::until("the login says so", || async {
            shop.read(&login).await["undelivered"] == undelivered
        })
        .await;
    };
    is(json!(true)).await;
    world.settle().await;
    world.clock.advance(Duration::from_secs(20));
    is(Value::Null).await;
    assert_eq!(shop.read(&login).await["state"], "pending");
}
