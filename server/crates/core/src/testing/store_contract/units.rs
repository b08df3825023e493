//! Units of work: whole or not at all, and only while what they rely on still holds.

use std::{net::Ipv4Addr, time::Duration};

use countersign_proto::ids::{DeviceId, LoginId};
use futures_util::future::join_all;
use uuid::Uuid;

use super::{approve, commit, committed, job_for, remembered, scene, session_of, standing_of};
use crate::{
    model::{
        AccountNumber, Audit, AuditEvent, AuthenticatorState, Device, DeviceState, Enrollment, Login,
        Session, StandingKey, SuspendReason, TokenHash, User, UserState,
    },
    port::{Commit, Store, UnitOfWork},
    testing::sample,
};

pub async fn a_change_needs_the_version_before_it(store: &dyn Store) {
    let scene = scene(store).await;
    let approved = approve(&scene.login);
    committed(store, UnitOfWork::new("approve").put(approved.clone())).await;
    let denied = scene
        .login
        .deny(crate::model::Denial {
            at: sample::NOW,
            device_id: None,
            reason: None,
        })
        .expect("the sample is pending");
    assert_eq!(
        commit(store, UnitOfWork::new("deny").put(denied)).await,
        Commit::Conflict
    );
    assert_eq!(
        commit(store, UnitOfWork::new("again").put(scene.user)).await,
        Commit::Conflict,
        "new rows must be new"
    );
    assert_eq!(store.login(approved.id).await.unwrap().unwrap().login, approved);
    let suspended = DeviceState::Suspended(SuspendReason::Gone);
    let device = scene.device.in_state(suspended);
    committed(store, UnitOfWork::new("gone").put(device.clone())).await;
    assert_eq!(store.device(device.id).await.unwrap(), Some(device));
    let locked = scene.authenticator.in_state(AuthenticatorState::Locked);
    committed(
        store,
        UnitOfWork::new("lock").put(locked.clone()).used(
            locked.id,
            sample::NOW,
            Some(Ipv4Addr::new(192, 0, 2, 7).into()),
        ),
    )
    .await;
    let holding = store.holding(locked.id).await.unwrap().unwrap();
    assert_eq!(
        (holding.authenticator, holding.last_used_at),
        (locked.clone(), Some(sample::NOW))
    );
    assert_eq!(holding.last_used_from.as_deref(), Some("192.0.2.0/24"));
    let again = UnitOfWork::new("again").used(locked.id, sample::NOW, None);
    committed(store, again).await;
    let holding = store.holding(locked.id).await.unwrap().unwrap();
    assert_eq!(holding.last_used_from, None, "of the last use nobody knows");
}

pub async fn a_guard_lets_a_unit_through_only_while_its_row_is_unchanged(store: &dyn Store) {
    let scene = scene(store).await;
    let guarded = || UnitOfWork::new("guarded").unless_changed(&scene.user);
    committed(store, guarded().put(standing_of(&scene.user, 1))).await;
    committed(
        store,
        UnitOfWork::new("suspend").put(scene.user.clone().in_state(UserState::Suspended)),
    )
    .await;
    assert_eq!(
        commit(store, guarded().put(standing_of(&scene.user, 2))).await,
        Commit::Conflict
    );
    assert_eq!(
        store
            .standing(scene.user.id, StandingKey::from_bytes([2; 16]))
            .await
            .unwrap(),
        None
    );
}

/// A flow that touches an account may also be one that must not be overtaken by whoever changes it.
pub async fn a_unit_may_rely_on_what_it_writes(store: &dyn Store) {
    let scene = scene(store).await;
    let unit = |user: &User| {
        let unit = UnitOfWork::new("touch").put(user.clone().touched());
        unit.unless_changed(user)
    };
    committed(store, unit(&scene.user)).await;
    assert_eq!(commit(store, unit(&scene.user)).await, Commit::Conflict);
    let user = store.user(scene.user.id).await.unwrap().unwrap();
    assert_eq!(user.version, scene.user.version.next());
    // Of two at once one wins, also within one group.
    let units = (0..20).map(|_| store.commit(unit(&user)));
    let outcomes = join_all(units).await.into_iter();
    let won = outcomes.filter(|outcome| matches!(outcome, Ok(Commit::Committed)));
    assert_eq!(won.count(), 1);
}

pub async fn a_unit_is_applied_whole_or_not_at_all(store: &dyn Store) {
    let scene = scene(store).await;
    let unit = UnitOfWork::new("torn")
        .put(approve(&scene.login))
        .put(standing_of(&scene.user, 1))
        .enqueue([job_for(&scene.challenge, 1, sample::NOW)])
        .record(Audit::new(AuditEvent::LoginApproved, sample::NOW))
        .used(scene.authenticator.id, sample::NOW, None)
        .put(scene.user.clone());
    assert_eq!(commit(store, unit).await, Commit::Conflict);
    assert!(
        store
            .login(scene.login.id)
            .await
            .unwrap()
            .unwrap()
            .login
            .is_pending()
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
    assert_eq!(store.audit_tail(10).await.unwrap(), []);
    assert_eq!(
        store
            .holding(scene.authenticator.id)
            .await
            .unwrap()
            .unwrap()
            .last_used_at,
        None
    );
}

pub async fn unique_keys_have_one_holder(store: &dyn Store) {
    let scene = scene(store).await;
    let other = sample::user_named("bob");
    let namesake = User {
        name: scene.user.name.clone(),
        ..other.clone()
    };
    assert_eq!(
        commit(store, UnitOfWork::new("namesake").put(namesake)).await,
        Commit::Conflict
    );
    committed(store, UnitOfWork::new("bob").put(other.clone())).await;
    let twin = Device {
        key_name: scene.device.key_name.clone(),
        ..sample::device_of(&other)
    };
    assert_eq!(
        commit(store, UnitOfWork::new("twin").put(twin)).await,
        Commit::Conflict
    );
    let rival = Login {
        id: LoginId::new(Uuid::from_u128(99)),
        ..scene.login.clone()
    };
    assert_eq!(
        commit(store, UnitOfWork::new("rival").put(rival)).await,
        Commit::Conflict
    );
    committed(store, UnitOfWork::new("session").put(session_of(&scene.login))).await;
    let second = Session {
        token: TokenHash::of(b"second"),
        ..session_of(&scene.login)
    };
    assert_eq!(
        commit(store, UnitOfWork::new("second").put(second)).await,
        Commit::Conflict
    );
    let enroll = |user: &User| Enrollment {
        approved_login: Some(scene.login.id),
        ..sample::enrollment_of(user)
    };
    assert!(!store.approval_used(scene.login.id).await.unwrap());
    committed(store, UnitOfWork::new("first").put(enroll(&scene.user))).await;
    assert!(store.approval_used(scene.login.id).await.unwrap());
    assert_eq!(
        commit(store, UnitOfWork::new("again").put(enroll(&other))).await,
        Commit::Conflict
    );
    assert_eq!(
        commit(store, UnitOfWork::new("key").put(remembered())).await,
        Commit::Committed
    );
    assert_eq!(
        commit(store, UnitOfWork::new("key").put(remembered())).await,
        Commit::Conflict
    );
}

pub async fn a_slot_passes_on_within_one_unit(store: &dyn Store) {
    let scene = scene(store).await;
    let ended = scene
        .login
        .clone()
        .cancel(sample::NOW, None)
        .expect("the sample is pending");
    let next = Login {
        id: LoginId::new(Uuid::from_u128(99)),
        ..scene.login.clone()
    };
    committed(store, UnitOfWork::new("supersede").put(next.clone()).put(ended)).await;
    assert_eq!(store.pending_logins(scene.user.id).await.unwrap(), [next]);
}

pub async fn of_many_decisions_at_once_one_wins(store: &dyn Store) {
    let scene = scene(store).await;
    let units = (0..60_u64).map(|n| {
        let at = sample::NOW + Duration::from_millis(n);
        let decided = if n % 2 == 0 {
            approve(&scene.login)
        } else {
            scene
                .login
                .clone()
                .deny(crate::model::Denial {
                    at,
                    device_id: None,
                    reason: None,
                })
                .expect("the sample is pending")
        };
        let audit = Audit::new(AuditEvent::LoginApproved, at);
        store.commit(UnitOfWork::new("decide").put(decided).record(audit))
    });
    let outcomes = join_all(units).await;
    let won = outcomes
        .into_iter()
        .filter(|outcome| matches!(outcome, Ok(Commit::Committed)))
        .count();
    assert_eq!(won, 1);
    assert_eq!(store.audit_tail(100).await.unwrap().len(), 1);
}

/// Each unit of a burst builds on the one before, so that several states of one row fall into one group.
pub async fn a_chain_of_changes_in_one_group_ends_with_the_last(store: &dyn Store) {
    let scene = scene(store).await;
    let mut standing = standing_of(&scene.user, 1);
    let mut login = scene.login.clone();
    let mut units = Vec::new();
    for n in 0..40_u128 {
        let next = Login {
            id: LoginId::new(Uuid::from_u128(1000 + n)),
            ..scene.login.clone()
        };
        let ended = login.cancel(sample::NOW, None).expect("it is pending");
        units.push(
            store.commit(
                UnitOfWork::new("chain")
                    .put(standing)
                    .put(ended)
                    .put(next.clone()),
            ),
        );
        standing.version = standing.version.next();
        login = next;
    }
    for outcome in join_all(units).await {
        assert_eq!(outcome.expect("the store works"), Commit::Committed);
    }
    assert_eq!(store.pending_logins(scene.user.id).await.unwrap(), [login]);
    assert_eq!(
        store
            .standing(standing.user_id, standing.key)
            .await
            .unwrap()
            .map(|s| s.version.get()),
        Some(40)
    );
}

pub async fn new_users_get_ascending_account_numbers(store: &dyn Store) {
    let names = ["a1", "b2", "c3", "d4", "e5"];
    let units = names
        .iter()
        .map(|name| store.commit(UnitOfWork::new("add").put(sample::user_named(name))));
    join_all(units)
        .await
        .into_iter()
        .for_each(|outcome| assert_eq!(outcome.unwrap(), Commit::Committed));
    let mut numbers: Vec<i64> = store
        .users(None, 10)
        .await
        .unwrap()
        .iter()
        .map(|user| user.number.0)
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [100_001, 100_002, 100_003, 100_004, 100_005]);
    let user = store.users(None, 1).await.unwrap().remove(0);
    committed(
        store,
        UnitOfWork::new("suspend").put(user.clone().in_state(UserState::Suspended)),
    )
    .await;
    assert_eq!(
        store.user(user.id).await.unwrap().map(|user| user.number),
        Some(user.number)
    );
    assert_ne!(user.number, AccountNumber::UNASSIGNED);
}

pub async fn a_statement_is_used_once(store: &dyn Store) {
    let (one, other) = (sample::device().id, DeviceId::new(Uuid::from_u128(77)));
    let until = sample::NOW + Duration::from_secs(120);
    let uses = (0..20).map(|_| store.use_statement(one, "statement", until));
    let fresh = join_all(uses)
        .await
        .into_iter()
        .filter(|fresh| matches!(fresh, Ok(true)));
    assert_eq!(fresh.count(), 1);
    assert!(
        store.use_statement(other, "statement", until).await.unwrap(),
        "of another device"
    );
    assert!(store.use_statement(one, "another", until).await.unwrap());
    store.sweep(sample::NOW).await.unwrap();
    assert!(
        !store.use_statement(one, "statement", until).await.unwrap(),
        "it is still good"
    );
}
