//! R6, R10: a login on our own pages belongs to its browser, and opens one session.

use countersign_tests::{Phone, PlainBrowser, World};

/// A user who has enrolled a phone on our own pages and now logs in there: the phone, the browser, its waiting page.
pub(super) async fn log_in_on_own_pages(world: &World) -> (Phone, PlainBrowser, String) {
    world.user("alice").await;
    let (mut browser, phone) = world.first_phone("alice").await;
    let waiting = browser.log_in("alice").await;
    (phone, browser, waiting)
}

#[tokio::test]
async fn r6_a_login_opens_one_session_and_tells_its_browser_again() {
    let world = World::start().await;
    let (mut phone, mut browser, waiting) = log_in_on_own_pages(&world).await;
    let number = browser.get(&waiting).await.number();
    assert_eq!(phone.approve(number).await, 200);

    // The first answer may be lost on its way: the second says the same.
    let mut lost = browser.clone();
    lost.get(&waiting).await;
    let mut late = browser.clone();
    browser.get(&waiting).await;
    assert!(browser.cookie("session").is_some());
    assert_eq!(browser.cookie("session"), lost.cookie("session"));
    assert!(browser.is_logged_in().await && lost.is_logged_in().await);
    // So is it for a browser that has read it, and asks all the same; and for no other.
    assert_eq!(browser.get(&waiting).await.location(), "/account");
    assert_eq!(world.browser().get(&waiting).await.status, 404);
    browser.post("/account/logout", &[]).await;
    late.get(&waiting).await;
    assert_eq!(
        late.cookie("session"),
        None,
        "a session that was ended stays ended"
    );
    assert!(!lost.is_logged_in().await);
}

#[tokio::test]
async fn r10_a_login_of_our_own_page_stays_in_its_browser() {
    let world = World::start().await;
    let (_phone, mut browser, waiting) = log_in_on_own_pages(&world).await;
    assert_eq!(browser.get(&waiting).await.status, 200);
    let token = browser.cookie("wait").unwrap();
    let mut other = world.browser();
    let carried = other.get(&format!("{waiting}?wait_token={token}")).await;
    assert_eq!(carried.status, 404);
}
