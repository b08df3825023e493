//! What decides a login, at the edge of its time and when two decide at once.

use std::time::Duration;

use countersign_core::{
    FlowError,
    flow::{expire::expire, session::open_session},
    model::{BearerToken, ClientId, StateTag},
};
use countersign_mobile_sdk::Verdict;
use countersign_tests::APPROVE;

use super::scene::{Scene, secs};

#[tokio::test]
async fn a_login_can_be_approved_until_its_last_millisecond_and_not_after() {
    let scene = Scene::new().await;
    let (in_time, late) = (
        scene.start(&scene.login_from("192.0.2.1")).await.unwrap(),
        scene.login().await,
    );
    scene.clock.advance(secs(120) - Duration::from_millis(1));
    scene.answer(in_time.login.id, APPROVE).await.unwrap();
    assert_eq!(scene.state(in_time.login.id).await, StateTag::Approved);
    scene.clock.advance(Duration::from_millis(1));
    scene.answer(late, APPROVE).await.unwrap_err();
    assert_eq!(scene.state(late).await, StateTag::Expired);
    assert_eq!(expire(&scene.ctx).await.unwrap(), 1, "and only that one");
}

#[tokio::test]
async fn of_two_answers_at_once_the_one_that_is_written_first_counts() {
    let scene = Scene::new().await;
    let login = scene.login().await;
    // Both have read that it is pending before either is written.
    let (approval, denial) = tokio::join!(scene.answer(login, APPROVE), scene.answer(login, Verdict::Deny));
    let state = match (&approval, &denial) {
        (Ok(()), Err(_)) => StateTag::Approved,
        (Err(_), Ok(())) => StateTag::Denied,
        both => panic!("{both:?}"),
    };
    assert_eq!(scene.state(login).await, state);
}

#[tokio::test]
async fn of_two_logins_at_once_in_the_same_place_one_is_left() {
    let scene = Scene::new().await;
    let request = scene.by_tap();
    let (one, other) = tokio::join!(scene.start(&request), scene.start(&request));
    let (one, other) = (one.unwrap().login.id, other.unwrap().login.id);
    let mut states = [scene.state(one).await, scene.state(other).await];
    states.sort_by_key(|state| state.as_str());
    assert_eq!(states, [StateTag::Cancelled, StateTag::Pending]);
}

#[tokio::test]
async fn a_browser_that_comes_back_twice_at_once_gets_one_session() {
    let scene = Scene::new().await;
    let mut request = scene.by_tap();
    request.client = None;
    let started = scene.start(&request).await.unwrap();
    assert_eq!(started.login.client_id, ClientId::own_pages());
    let (id, browser) = (started.login.id, started.wait_token);
    let open = async || open_session(&scene.ctx, id, browser.clone(), None).await;
    assert!(matches!(open().await, Err(FlowError::NotPending)), "not yet");
    scene.answer(id, APPROVE).await.unwrap();
    let (one, other) = tokio::join!(open(), open());
    assert_eq!(one.unwrap().hash(), other.unwrap().hash());
    let stranger = BearerToken::presented("guess");
    let refused = open_session(&scene.ctx, id, stranger, None).await;
    assert!(matches!(refused, Err(FlowError::NotFound)), "{refused:?}");
    scene.clock.advance(secs(60));
    assert!(
        matches!(open().await, Err(FlowError::NotPending | FlowError::NotFound)),
        "not for ever"
    );
}
