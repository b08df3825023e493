//! R8: a push is sent only because somebody asked for this login now.

use std::time::Duration;

use countersign_fakes::Reply;
use countersign_tests::{APPROVE, Provider, World, by_tap};
use serde_json::json;

/// Google cannot take a push now.
fn busy(come_back_secs: u64) -> [Reply; 1] {
    [Reply::fcm(503, Some("UNAVAILABLE")).retry_after(come_back_secs)]
}

#[tokio::test]
async fn r8_a_push_is_sent_only_because_somebody_asked_now() {
    let (world, shop, mut phone) = World::enrolled().await;
    let login = shop.login(by_tap("alice")).await;
    let question = phone.question().await;
    let (path, mut browser) = (login.path(), world.browser());
    for look in [path.clone(), format!("{path}?wait_secs=0")] {
        assert_eq!(shop.get(&look).await.status, 200, "{look}");
    }
    let adopted = browser.get(&login.page()).await;
    assert_eq!(adopted.status, 303);
    for look in [adopted.location(), "/login"] {
        assert_eq!(browser.get(look).await.status, 200, "{look}");
    }
    let resend = format!("{path}/resend");
    let early = shop.post(&resend, &json!({})).await;
    assert_eq!(early.problem(), "too-many-requests");
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
    world.clock.advance(Duration::from_secs(20));
    let late = shop.post(&resend, &json!({})).await;
    assert_eq!(late.problem(), "login-not-pending");
    world.settle().await;
    assert_eq!(world.pushes(), 1);
}

#[tokio::test]
async fn r8_a_push_that_its_provider_holds_up_is_sent_once() {
    // To other nodes, one whose clock leaps past its leases has died.
    let world = World::of_one_node(|_| {}).await;
    let shop = world.shop().await;
    let mut phone = world.phone(&shop, "alice", Provider::Fcm).await;
    world.fakes.fcm.script(&phone.push_token, busy(1));
    shop.login(by_tap("alice")).await;
    world.fakes.fcm.asked(1).await;
    // Longer than a job is leased, shorter than the login lives.
    world.clock.advance(Duration::from_secs(70));
    phone.question().await;
    world.settle().await;
    assert_eq!(world.pushes(), 1);
}

#[tokio::test]
async fn r8_a_push_that_hangs_is_given_up_once_its_login_has_ended() {
    let (world, shop, phone) = World::enrolled().await;
    world.fakes.fcm.script(&phone.push_token, [Reply::Never]);
    let login = shop.login(by_tap("alice")).await;
    world.fakes.fcm.asked(1).await;
    world.clock.advance(Duration::from_secs(4));
    assert_eq!(shop.delete(&login.path()).await.status, 200);
    world.settle().await;
    assert_eq!(world.fakes.fcm.tries(), 1, "no other connection is tried");
}

#[tokio::test]
async fn r8_a_push_that_must_wait_is_not_sent_once_its_login_has_ended() {
    let (world, shop, mut first) = World::enrolled().await;
    let mut second = world
        .second_phone(&shop, "alice", &mut first, Provider::Apns)
        .await;

    world.fakes.fcm.script(&first.push_token, busy(30));
    shop.login(by_tap("alice")).await;
    world.settle().await;
    assert_eq!(second.deny().await, 200);
    let before = world.pushes();
    world.clock.advance(Duration::from_secs(40));
    world.settle().await;
    assert_eq!(world.pushes(), before, "the first phone stays silent");

    world.fakes.fcm.script(&first.push_token, busy(30));
    shop.login(by_tap("alice")).await;
    world.settle().await;
    world.clock.advance(Duration::from_secs(40));
    first.question().await;
}
