//! What removing and sweeping take along, and what they leave.

use std::{sync::Arc, time::Duration};

use countersign_proto::ids::LoginId;
use uuid::Uuid;

use super::{approve, commit, committed, job_for, remembered, scene, session_of, standing_of};
use crate::{
    limits::Limits,
    model::{
        Audit, AuditEvent, DeviceRefresh, Enrollment, Login, LoginRequest, Standing, StandingKey, Timestamp,
        TokenHash, UserState, Version,
    },
    port::{Commit, Store, UnitOfWork},
    testing::sample,
};

pub async fn removing_a_user_removes_what_is_theirs(store: &dyn Store) {
    let scene = scene(store).await;
    let enrollment = sample::enrollment_of(&scene.user);
    let unit = UnitOfWork::new("more")
        .put(enrollment.clone())
        .put(session_of(&scene.login))
        .put(standing_of(&scene.user, 1))
        .enqueue([job_for(&scene.challenge, 1, sample::NOW)])
        .record(Audit::new(AuditEvent::UserAdded, sample::NOW).user(scene.user.id));
    committed(store, unit).await;
    let stale = scene.user.clone().in_state(UserState::Suspended);
    assert_eq!(
        commit(store, UnitOfWork::new("remove").remove_user(&stale)).await,
        Commit::Conflict
    );
    committed(store, UnitOfWork::new("remove").remove_user(&scene.user)).await;
    assert_eq!(store.user(scene.user.id).await.unwrap(), None);
    assert_eq!(store.device(scene.device.id).await.unwrap(), None);
    assert!(store.holding(scene.authenticator.id).await.unwrap().is_none());
    assert!(store.login(scene.login.id).await.unwrap().is_none());
    assert!(store.question(scene.challenge.id).await.unwrap().is_none());
    assert_eq!(store.enrollment(enrollment.id).await.unwrap(), None);
    assert_eq!(
        store.session(&session_of(&scene.login).token).await.unwrap(),
        None
    );
    assert_eq!(
        store
            .standing(scene.user.id, StandingKey::from_bytes([1; 16]))
            .await
            .unwrap(),
        None
    );
    assert!(
        store
            .lease_jobs(sample::NOW, sample::NOW, 10)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        store.audit_tail(10).await.unwrap().len(),
        1,
        "the log keeps that there was a user"
    );
}

pub async fn removing_a_client_keeps_its_logins_readable(store: &dyn Store) {
    let scene = scene(store).await;
    committed(store, UnitOfWork::new("remove").remove_client(&sample::client())).await;
    assert_eq!(store.client(&sample::client().id).await.unwrap(), None);
    assert_eq!(
        store.login(scene.login.id).await.unwrap().unwrap().client_state,
        None
    );
}

pub async fn forgiving_a_user_forgets_all_their_initiators(store: &dyn Store) {
    let scene = scene(store).await;
    let bob = sample::user_named("bob");
    let unit = UnitOfWork::new("count").put(bob.clone());
    let unit = unit.put_all([
        standing_of(&scene.user, 1),
        standing_of(&scene.user, 2),
        standing_of(&bob, 3),
    ]);
    committed(store, unit).await;
    committed(store, UnitOfWork::new("forgive").forgive(scene.user.id)).await;
    for (n, user, kept) in [
        (1, scene.user.id, false),
        (2, scene.user.id, false),
        (3, bob.id, true),
    ] {
        assert_eq!(
            store
                .standing(user, StandingKey::from_bytes([n; 16]))
                .await
                .unwrap()
                .is_some(),
            kept
        );
    }
}

pub async fn what_has_served_its_time_is_swept(store: &dyn Store) {
    let scene = scene(store).await;
    let pending = Login {
        id: LoginId::new(Uuid::from_u128(98)),
        request: Arc::new(LoginRequest {
            slot: None,
            ..LoginRequest::clone(&scene.login.request)
        }),
        ..scene.login.clone()
    };
    let unit = UnitOfWork::new("more")
        .put(approve(&scene.login))
        .put(pending.clone())
        .put(
            sample::enrollment_of(&scene.user)
                .cancel(sample::NOW)
                .map(|e| Enrollment {
                    version: Version::FIRST,
                    ..e
                })
                .unwrap(),
        )
        .put(session_of(&scene.login))
        .put(standing_of(&scene.user, 1))
        .put(remembered());
    committed(store, unit).await;
    let soon = store.sweep(sample::NOW).await.unwrap();
    assert_eq!(
        (
            soon.logins,
            soon.enrollments,
            soon.sessions,
            soon.standings,
            soon.remembered
        ),
        (0, 0, 0, 0, 0)
    );
    let swept = store
        .sweep(sample::NOW + Duration::from_secs(48 * 3600))
        .await
        .unwrap();
    assert_eq!(
        (
            swept.logins,
            swept.enrollments,
            swept.sessions,
            swept.standings,
            swept.remembered
        ),
        (1, 1, 1, 1, 1)
    );
    assert!(store.login(scene.login.id).await.unwrap().is_none());
    assert!(
        store.login(pending.id).await.unwrap().is_some(),
        "a pending login expires before it is swept"
    );
    assert!(store.challenges(scene.login.id).await.unwrap().is_empty());
}

pub async fn what_moved_push_addresses_is_forgotten_in_its_time_or_never(store: &dyn Store) {
    let scene = scene(store).await;
    let refresh = |number: u32, forget_at: Option<Timestamp>| DeviceRefresh {
        request: TokenHash::of(&number.to_be_bytes()),
        device_id: scene.device.id,
        at: sample::NOW,
        forget_at,
        version: Version::FIRST,
    };
    let soon = sample::NOW + Duration::from_secs(60);
    let (native, compatible) = (refresh(0, Some(soon)), refresh(1, None));
    // More than go at once.
    let others = (2..1200).map(|number| refresh(number, Some(soon)));
    let unit = UnitOfWork::new("refresh").put(&native).put(&compatible);
    committed(store, unit.put_all(others)).await;
    let swept = async |secs: u64| {
        let now = sample::NOW + Duration::from_secs(secs);
        store.sweep(now).await.unwrap().refreshes
    };
    assert_eq!((swept(59).await, swept(60).await), (0, 1199));
    assert_eq!(store.refresh(&native.request).await.unwrap(), None);
    assert_eq!(swept(10 * 365 * 24 * 3600).await, 0);
    let kept = store.refresh(&compatible.request).await.unwrap();
    assert_eq!(
        kept,
        Some(compatible),
        "whoever has captured it could use it again"
    );
}

pub async fn counters_are_swept_however_many_there_are(store: &dyn Store) {
    let scene = scene(store).await;
    let many = 2_500_u32;
    let standings = (0..many).map(|n| {
        let key = StandingKey::from_bytes(u128::from(n).to_be_bytes());
        Standing::new(key, scene.user.id).denied(sample::NOW, &Limits::default())
    });
    committed(store, UnitOfWork::new("many").put_all(standings)).await;
    let bob = sample::user_named("bob");
    let late = Standing::new(StandingKey::from_bytes([9; 16]), bob.id)
        .denied(sample::NOW + Duration::from_secs(47 * 3600), &Limits::default());
    committed(store, UnitOfWork::new("bob").put(bob.clone()).put(late)).await;
    assert_eq!(store.sweep(sample::NOW).await.unwrap().standings, 0);
    let swept = store.sweep(sample::NOW + Duration::from_secs(48 * 3600)).await;
    assert_eq!(swept.unwrap().standings, u64::from(many));
    assert!(store.standing(bob.id, late.key).await.unwrap().is_some());
}
