//! The way used last is remembered in the browser, for its user alone.

use std::time::Duration;

use super::{led_from, scene, with_everything};

#[tokio::test]
async fn a_browser_begins_with_the_way_that_its_user_took_last() {
    let (world, mut phone, mut app) = scene().await;
    let mut browser = world.browser();
    let waiting = browser.log_in("alice").await;
    assert!(led_from(&mut browser, &waiting).await.ends_with("/ways"));
    browser.choose(&waiting, "push").await;
    let number = browser.get(&waiting).await.number();
    assert_eq!(phone.approve(number).await, 200);
    browser.get(&waiting).await;

    // The phone rings at once, because that is what its person did last.
    let waiting = browser.log_in("alice").await;
    let number = browser.get(&waiting).await.number();
    let ways = browser.get(&format!("{waiting}/ways")).await;
    assert!(
        ways.between("value=\"push\"", "</label>")
            .contains("used last in this browser")
    );
    phone.question().await;
    assert!(number.is_some());
    browser.post(&waiting, &[("code", &app.code())]).await;
    browser.get(&waiting).await;

    world.clock.advance(Duration::from_secs(30));
    let pushes = world.pushes();
    let waiting = browser.log_in("alice").await;
    assert_eq!(led_from(&mut browser, &waiting).await, format!("{waiting}/code"));
    world.settle().await;
    assert_eq!(world.pushes(), pushes, "codes were used last");
}

#[tokio::test]
async fn r7_nobody_else_learns_from_it() {
    let (world, _phone, mut app) = scene().await;
    with_everything(&world, "bob").await;
    let mut browser = world.browser();
    let waiting = browser.log_in("alice").await;
    browser
        .post(&format!("{waiting}/code"), &[("code", &app.code())])
        .await;
    browser.get(&waiting).await;
    let kept = browser.cookie("method").expect("it is kept").to_owned();
    assert!(!kept.contains("totp"));

    let waiting = browser.log_in("bob").await;
    let ways = format!("{waiting}/ways");
    assert_eq!(
        led_from(&mut browser, &waiting).await,
        ways,
        "bob has taken no way here"
    );
    assert!(
        !browser
            .get(&ways)
            .await
            .text
            .contains("used last in this browser")
    );
}

#[tokio::test]
async fn a_recovery_code_does_not_become_a_habit() {
    let (world, _phone, mut app) = scene().await;
    let mut browser = world.browser();
    let waiting = browser.log_in("alice").await;
    browser
        .post(&format!("{waiting}/code"), &[("code", &app.code())])
        .await;
    browser.get(&waiting).await;
    let kept = browser.cookie("method").map(str::to_owned);

    browser.get("/account/methods/add/paper").await;
    let begun = browser.post("/account/methods/add/paper", &[]).await;
    let set_up = begun.location().to_owned();
    let page = browser.get(&set_up).await;
    let codes: Vec<String> = page
        .between("class=\"paper\"", "</ul>")
        .split("<code")
        .skip(1)
        .map(|rest| rest.split(['>', '<']).nth(1).unwrap().to_owned())
        .collect();
    browser.post(&set_up, &[("code", &codes[0])]).await;
    let waiting = browser.log_in("alice").await;
    let entered = browser
        .post(&format!("{waiting}/code"), &[("code", &codes[1])])
        .await;
    assert_eq!(entered.status, 303);
    assert_eq!(led_from(&mut browser, &waiting).await, "/account");
    assert_eq!(browser.cookie("method").map(str::to_owned), kept);
}
