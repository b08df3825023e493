//! R14: whom limits bind, for how long, and whom they do not.

use std::time::Duration;

use countersign_core::{
    FlowError,
    model::{AuthenticatorState, NumberMatching},
};
use countersign_mobile_sdk::Verdict;
use countersign_tests::APPROVE;

use super::scene::{Scene, secs};

/// How long an initiator at this address has to wait.
async fn pause(scene: &Scene, address: &str) -> Option<Duration> {
    match scene.start(&scene.login_from(address)).await {
        Ok(_) => None,
        Err(FlowError::TooMany { retry_after }) => Some(retry_after),
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn r14_the_sixth_push_of_a_minute_waits_and_only_where_the_five_came_from() {
    let scene = Scene::new().await;
    for _ in 0..5 {
        assert_eq!(pause(&scene, "192.0.2.1").await, None);
    }
    scene.clock.advance(secs(20));
    assert_eq!(pause(&scene, "192.0.2.1").await, Some(secs(40)));
    assert_eq!(pause(&scene, "192.0.2.2").await, None);
    scene.clock.advance(secs(40));
    assert_eq!(pause(&scene, "192.0.2.1").await, None);
}

#[tokio::test]
async fn r14_whoever_is_denied_twice_waits_until_the_owner_has_logged_in_or_time_has_passed() {
    let scene = Scene::new().await;
    for _ in 0..2 {
        let started = scene.start(&scene.login_from("192.0.2.1")).await.unwrap();
        scene.answer(started.login.id, Verdict::Deny).await.unwrap();
    }
    assert_eq!(pause(&scene, "192.0.2.1").await, Some(secs(60)));
    assert_eq!(pause(&scene, "192.0.2.2").await, None, "the owner elsewhere");
    scene.clock.advance(secs(60));
    let started = scene.start(&scene.login_from("192.0.2.1")).await.unwrap();
    scene.answer(started.login.id, APPROVE).await.unwrap();
    let started = scene.start(&scene.login_from("192.0.2.1")).await.unwrap();
    scene.answer(started.login.id, Verdict::Deny).await.unwrap();
    assert_eq!(pause(&scene, "192.0.2.1").await, None, "the two are forgotten");
}

#[tokio::test]
async fn r14_ten_approvals_without_the_number_lock_their_initiator_out_and_a_hundred_the_phone() {
    let scene = Scene::new().await;
    let without_number = async |address: &str| {
        let mut request = scene.login_from(address);
        request.number_matching = Some(NumberMatching::Pick);
        let started = scene.start(&request).await.unwrap();
        scene.answer(started.login.id, APPROVE).await.unwrap();
    };
    for host in 1..=9 {
        for turn in 0..10 {
            // The window of pushes is another limit.
            scene
                .clock
                .advance(if turn % 5 == 0 { secs(60) } else { secs(0) });
            without_number(&format!("192.0.2.{host}")).await;
        }
    }
    assert_eq!(pause(&scene, "192.0.2.9").await, Some(secs(30 * 60)));
    assert_eq!(pause(&scene, "198.51.100.1").await, None, "the owner elsewhere");
    scene.clock.advance(secs(60));
    for host in 11..=20 {
        assert_eq!(scene.authenticator().await.state, AuthenticatorState::Active);
        without_number(&format!("192.0.2.{host}")).await;
    }
    assert_eq!(scene.authenticator().await.state, AuthenticatorState::Locked);
}
