//! Reads that bring together what a flow needs.

use std::{sync::Arc, time::Duration};

use countersign_proto::ids::UserId;
use uuid::Uuid;

use super::{approve, committed, scene, standing_of};
use crate::{
    model::{
        Approval, AuthenticatorState, ClientState, DeviceState, KeyStorage, Login, LoginRequest, Method,
        Presence, TokenHash, UserState,
    },
    port::{PartyQuery, Store, UnitOfWork},
    testing::sample,
};

pub async fn a_party_is_all_that_starting_a_login_needs(store: &dyn Store) {
    let scene = scene(store).await;
    let standing = standing_of(&scene.user, 1);
    let query = PartyQuery {
        name: scene.user.name.clone(),
        standing: standing.key,
        slot: scene.login.request.slot,
    };
    let party = store.party(query.clone()).await.unwrap().unwrap();
    assert_eq!(
        (party.user.id, party.standing, party.in_slot),
        (scene.user.id, None, Some(scene.login.clone()))
    );
    assert_eq!(party.holdings.len(), 1);
    committed(
        store,
        UnitOfWork::new("standing")
            .put(standing)
            .put(approve(&scene.login)),
    )
    .await;
    let party = store.party(query.clone()).await.unwrap().unwrap();
    assert_eq!(
        (party.standing, party.in_slot),
        (Some(standing), None),
        "an ended login holds no slot"
    );
    let deleted = scene.authenticator.in_state(AuthenticatorState::Deleted);
    committed(store, UnitOfWork::new("delete").put(deleted)).await;
    assert!(
        store
            .party(query.clone())
            .await
            .unwrap()
            .unwrap()
            .holdings
            .is_empty()
    );
    let nobody = PartyQuery {
        name: sample::user_named("nobody").name,
        ..query.clone()
    };
    let both = futures_util::join!(store.party(nobody), store.party(query));
    assert!(both.0.unwrap().is_none() && both.1.unwrap().is_some());
}

pub async fn a_question_is_all_that_judging_an_answer_needs(store: &dyn Store) {
    let scene = scene(store).await;
    let initiator = scene.login.request.initiator;
    let mut standing = standing_of(&scene.user, 1);
    standing.key = initiator;
    committed(store, UnitOfWork::new("standing").put(standing)).await;
    let question = store.question(scene.challenge.id).await.unwrap().unwrap();
    assert_eq!(question.challenge, scene.challenge);
    assert_eq!(question.read.login, scene.login);
    assert_eq!(question.device, scene.device);
    assert_eq!(question.authenticator, scene.authenticator);
    assert_eq!(question.standing, Some(standing));
    assert_eq!(question.read.client_state, Some(ClientState::Active));
    let answered = scene.challenge.answered(TokenHash::of(b"answer"));
    let suspended = scene.user.in_state(UserState::Suspended);
    committed(
        store,
        UnitOfWork::new("answer").put(answered.clone()).put(suspended),
    )
    .await;
    let question = store.question(answered.id).await.unwrap().unwrap();
    assert_eq!(
        (question.challenge, question.read.user_state),
        (answered, UserState::Suspended)
    );
}

pub async fn an_approval_tells_whether_what_gave_it_may_still_be_used(store: &dyn Store) {
    let scene = scene(store).await;
    let approval = Approval {
        at: sample::NOW,
        authenticator_id: scene.authenticator.id,
        device_id: Some(scene.device.id),
        method: Method::Push,
        presence: Presence::Picked,
        storage: KeyStorage::Unknown,
        logged_out_at: None,
    };
    let approved = scene.login.clone().approve(approval).unwrap();
    let is_active = async || {
        store
            .login(scene.login.id)
            .await
            .unwrap()
            .unwrap()
            .approver_active
    };
    assert!(is_active().await, "nothing has approved yet");
    committed(store, UnitOfWork::new("approve").put(approved)).await;
    assert!(is_active().await);
    let gone = scene.device.clone().in_state(DeviceState::Deleted);
    committed(store, UnitOfWork::new("lose").put(gone.clone())).await;
    assert!(!is_active().await, "its device is gone");
    let back = gone.in_state(DeviceState::Active);
    let suspended = scene.authenticator.in_state(AuthenticatorState::Suspended);
    committed(store, UnitOfWork::new("suspend").put(back).put(suspended)).await;
    assert!(!is_active().await, "it is suspended itself");
}

pub async fn approved_logins_are_found_until_their_person_logs_out(store: &dyn Store) {
    let scene = scene(store).await;
    let (user, before) = (scene.user.id, sample::NOW - Duration::from_millis(1));
    let found = async |after, limit| store.approved_logins(user, after, limit).await.unwrap();
    assert_eq!(found(before, 10).await, [], "nothing is approved yet");
    let first = approve(&scene.login);
    committed(store, UnitOfWork::new("approve").put(&first)).await;
    let next = Login {
        created_at: sample::NOW + Duration::from_secs(1),
        ..sample::login_of(&scene.user, 7)
    };
    committed(store, UnitOfWork::new("start").put(&next)).await;
    assert_eq!(found(before, 10).await, [first.clone()]);
    let second = approve(&next);
    committed(store, UnitOfWork::new("approve").put(&second)).await;
    assert_eq!(
        found(before, 10).await,
        [second.clone(), first.clone()],
        "the latest first"
    );
    assert_eq!(found(before, 1).await, [second.clone()]);
    assert_eq!(
        found(sample::NOW, 10).await,
        [second.clone()],
        "started after that"
    );
    let mut silent = sample::login_of(&scene.user, 8);
    silent.request = Arc::new(LoginRequest {
        told: false,
        ..LoginRequest::clone(&silent.request)
    });
    committed(store, UnitOfWork::new("start").put(&silent)).await;
    committed(store, UnitOfWork::new("approve").put(approve(&silent))).await;
    assert_eq!(
        found(before, 10).await.len(),
        2,
        "that client wants to know of nothing"
    );
    let nobody = UserId::new(Uuid::from_u128(404));
    assert_eq!(store.approved_logins(nobody, before, 10).await.unwrap(), []);
    let out = second.logged_out(sample::NOW + Duration::from_secs(60)).unwrap();
    committed(store, UnitOfWork::new("log_out").put(&out)).await;
    assert_eq!(found(before, 10).await, [first]);
    let read = store.login(out.id).await.unwrap().unwrap();
    assert_eq!(read.login, out, "when is kept");
}

pub async fn pending_and_overdue_rows_are_found(store: &dyn Store) {
    let scene = scene(store).await;
    let enrollment = sample::enrollment_of(&scene.user);
    committed(store, UnitOfWork::new("enroll").put(enrollment.clone())).await;
    let client = sample::client().id;
    assert_eq!(
        store.pending_logins_of_client(&client).await.unwrap(),
        [scene.login.clone()]
    );
    let end = scene.login.expires_at;
    assert_eq!(
        store
            .overdue_logins(end - Duration::from_millis(1), 10)
            .await
            .unwrap(),
        []
    );
    assert_eq!(
        store.overdue_logins(end, 10).await.unwrap(),
        [scene.login.clone()]
    );
    assert_eq!(
        store
            .overdue_enrollments(enrollment.expires_at, 10)
            .await
            .unwrap(),
        [enrollment.clone()]
    );
    let (login, enrollment) = (
        scene.login.as_of(end),
        enrollment.clone().as_of(enrollment.expires_at),
    );
    committed(
        store,
        UnitOfWork::new("expire").put(login).put(enrollment.clone()),
    )
    .await;
    assert_eq!(store.overdue_logins(end, 10).await.unwrap(), []);
    assert_eq!(
        store
            .overdue_enrollments(enrollment.expires_at, 10)
            .await
            .unwrap(),
        []
    );
    assert_eq!(store.pending_logins(scene.user.id).await.unwrap(), []);
    assert_eq!(store.pending_logins_of_client(&client).await.unwrap(), []);
}
