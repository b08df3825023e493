//! How many sessions one person has.

use countersign_core::{
    flow::session::{open_session, open_sessions, session_user},
    model::{BearerToken, ClientId},
};
use countersign_proto::ids::LoginId;
use countersign_tests::APPROVE;

use super::{
    audit::events,
    scene::{Scene, secs},
};

/// A login of alice at our own pages that was approved, and the secret of its browser.
async fn approved(scene: &Scene, address: &str) -> (LoginId, BearerToken) {
    let mut request = scene.login_from(address);
    request.client = None;
    let started = scene.start(&request).await.unwrap();
    assert_eq!(started.login.client_id, ClientId::own_pages());
    scene.answer(started.login.id, APPROVE).await.unwrap();
    (started.login.id, started.wait_token)
}

/// A new session of alice, in a browser that had `earlier` before.
async fn log_in(scene: &Scene, address: &str, earlier: Option<&BearerToken>) -> BearerToken {
    let (login, browser) = approved(scene, address).await;
    let cookie = open_session(&scene.ctx, login, browser, earlier).await.unwrap();
    scene.clock.advance(secs(1));
    cookie
}

async fn are_open<const N: usize>(scene: &Scene, cookies: [&BearerToken; N]) -> [bool; N] {
    let mut open = [false; N];
    for (open, cookie) in open.iter_mut().zip(cookies) {
        *open = session_user(&scene.ctx, cookie).await.unwrap().is_some();
    }
    open
}

#[tokio::test]
async fn s26_where_one_more_session_begins_than_one_person_needs_the_oldest_ends() {
    let scene = Scene::with(|settings| settings.limits.sessions_of_a_user = 2).await;
    let first = log_in(&scene, "192.0.2.1", None).await;
    let second = log_in(&scene, "192.0.2.2", None).await;
    assert_eq!(are_open(&scene, [&first, &second]).await, [true, true]);
    let third = log_in(&scene, "192.0.2.3", None).await;
    assert_eq!(
        are_open(&scene, [&first, &second, &third]).await,
        [false, true, true]
    );
    assert_eq!(events(&scene, "session_ended").await.len(), 1);

    // Who logs in again where they are logged in takes nobody's place.
    let again = log_in(&scene, "192.0.2.3", Some(&third)).await;
    assert_eq!(
        are_open(&scene, [&second, &third, &again]).await,
        [true, false, true]
    );
}

#[tokio::test]
async fn s26_of_sessions_that_begin_at_once_no_more_are_left_than_may_be() {
    let scene = Scene::with(|settings| settings.limits.sessions_of_a_user = 2).await;
    let mut logins = Vec::new();
    for last in 1..=4 {
        logins.push(approved(&scene, &format!("192.0.2.{last}")).await);
    }
    let open = async |(login, browser): &(LoginId, BearerToken)| {
        open_session(&scene.ctx, *login, browser.clone(), None).await
    };
    let [one, two, three, four] = &logins[..] else {
        panic!("four logins")
    };
    let (one, two, three, four) = tokio::join!(open(one), open(two), open(three), open(four));
    for opened in [one, two, three, four] {
        opened.unwrap();
    }
    let user = scene.alice().await.id;
    assert_eq!(open_sessions(&scene.ctx, user).await.unwrap().len(), 2);
}

#[tokio::test]
async fn where_a_setting_says_so_there_can_be_any_number_of_sessions() {
    let scene = Scene::with(|settings| settings.limits.sessions_of_a_user = 0).await;
    for last in 1..=12 {
        log_in(&scene, &format!("192.0.2.{last}"), None).await;
    }
    let user = scene.alice().await.id;
    assert_eq!(open_sessions(&scene.ctx, user).await.unwrap().len(), 12);
}
