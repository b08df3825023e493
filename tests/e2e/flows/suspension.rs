//! R4, R13: whoever is suspended, at whichever moment, nothing comes of it.

use countersign_core::{
    FlowError,
    flow::{
        assert_login::assert_login,
        change_authenticator::{By, Change, change_authenticator},
        session::open_session,
    },
    model::{AuthenticatorState, ClientState, DeviceState, DisplayText, StateTag, SuspendReason, UserState},
    port::UnitOfWork,
    testing::sample,
};
use countersign_tests::APPROVE;

use super::scene::Scene;

/// Who is suspended.
const EVERYBODY: [&str; 4] = ["user", "client", "authenticator", "device"];

/// Sets one of the rows aside behind the flows' back, as if it happened at that very moment.
async fn suspend(scene: &Scene, who: &str) {
    let unit = UnitOfWork::new("suspend");
    let unit = match who {
        "user" => unit.put(scene.alice().await.in_state(UserState::Suspended)),
        "client" => unit.put(scene.shop().await.in_state(ClientState::Suspended)),
        "authenticator" => unit.put(
            scene
                .authenticator()
                .await
                .in_state(AuthenticatorState::Suspended),
        ),
        _ => unit.put(
            scene
                .device()
                .in_state(DeviceState::Suspended(SuspendReason::Gone)),
        ),
    };
    scene.commit(unit).await;
}

#[tokio::test]
async fn an_answer_counts_for_nothing_once_anybody_concerned_is_suspended() {
    for who in EVERYBODY {
        let scene = Scene::new().await;
        let login = scene.login().await;
        suspend(&scene, who).await;
        scene.answer(login, APPROVE).await.expect_err(who);
        assert_eq!(scene.state(login).await, StateTag::Pending, "{who}");
    }
}

#[tokio::test]
async fn r4_no_login_starts_for_whoever_is_suspended() {
    for who in ["user", "authenticator", "device"] {
        let scene = Scene::new().await;
        suspend(&scene, who).await;
        let refused = scene.start(&scene.by_tap()).await;
        assert!(matches!(refused, Err(FlowError::NoUsableAuthenticator)), "{who}");
    }
}

#[tokio::test]
async fn r13_nothing_is_issued_once_anybody_concerned_is_suspended() {
    for who in ["user", "client", "authenticator"] {
        let scene = Scene::new().await;
        let login = scene.login().await;
        scene.answer(login, APPROVE).await.unwrap();
        assert!(assert_login(&scene.ctx, &scene.read(login).await).is_some());
        suspend(&scene, who).await;
        let read = scene.read(login).await;
        assert_eq!(read.login.state.tag(), StateTag::Approved, "{who}");
        assert_eq!(assert_login(&scene.ctx, &read), None, "{who}");
    }
}

#[tokio::test]
async fn r13_no_session_opens_once_anybody_concerned_is_suspended() {
    for who in ["user", "authenticator"] {
        let scene = Scene::new().await;
        let mut request = scene.by_tap();
        request.client = None;
        let started = scene.start(&request).await.unwrap();
        scene.answer(started.login.id, APPROVE).await.unwrap();
        suspend(&scene, who).await;
        let refused = open_session(&scene.ctx, started.login.id, started.wait_token, None).await;
        assert!(matches!(refused, Err(FlowError::NotPending)), "{who}");
    }
}

#[tokio::test]
async fn another_name_for_what_is_out_of_use_ends_no_session() {
    let scene = Scene::new().await;
    suspend(&scene, "authenticator").await;
    let session = scene.session().await;
    let (id, renamed) = (sample::authenticator().id, "Old phone".to_owned());
    let change = Change::Edit {
        label: Some(DisplayText::from_stored(renamed.clone())),
        state: None,
    };
    change_authenticator(&scene.ctx, "alice", id, &change, By::Operator)
        .await
        .unwrap();
    assert_eq!(scene.authenticator().await.label, renamed);
    let found = scene.ctx.store.session(&session.token).await.unwrap();
    assert_eq!(found, Some(session));
}
