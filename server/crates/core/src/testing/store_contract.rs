//! What every store must do, as tests that each store runs unchanged.
//!
//! A store crate calls [`store_contract!`](crate::store_contract) in its test module with a function that opens an empty
//! store; the value it returns is kept until the test ends.

#![expect(missing_docs, reason = "the names of the cases say what is required")]
#![expect(clippy::unwrap_used, reason = "these are tests, whoever runs them")]
#![expect(
    clippy::cloned_ref_to_slice_refs,
    reason = "a list of one reads as what it is"
)]

use std::time::Duration;

use countersign_proto::ids::{AuthenticatorId, JobId, LoginId};
use futures_util::future::join_all;
use uuid::Uuid;

use super::sample;
use crate::{
    model::{
        AccountNumber, Approval, Audit, AuditEvent, Authenticator, AuthenticatorState, BearerToken,
        Challenge, ClientId, ClientState, Credential, Device, DeviceRefresh, DeviceState, Enrolled,
        Enrollment, EnrollmentKind, EnrollmentState, IdempotencyKey, IdempotentOutcome, Job, JobKind, Login,
        Method, MovingFactor, Oath, Presence, RecoveryCodes, Remembered, Session, Standing, StandingKey,
        SuspendReason, Timestamp, TokenHash, Unproven, UnprovenOath, UnprovenRecovery, User, UserState,
        Version,
    },
    port::{Commit, DataKey, PartyQuery, Store, UnitOfWork},
    secrets::Sealed,
};

/// Turns every case of the contract into a test of the calling crate.
#[macro_export]
macro_rules! store_contract {
    ($open:path) => {
        $crate::store_contract!(@cases $open;
            rows_read_back_as_they_were_written
            every_credential_reads_back_and_moves_on
            an_enrolment_reads_back_at_every_stage
            a_change_needs_the_version_before_it
            a_guard_lets_a_unit_through_only_while_its_row_is_unchanged
            a_unit_is_applied_whole_or_not_at_all
            unique_keys_have_one_holder
            a_slot_passes_on_within_one_unit
            of_many_decisions_at_once_one_wins
            a_chain_of_changes_in_one_group_ends_with_the_last
            new_users_get_ascending_account_numbers
            a_party_is_all_that_starting_a_login_needs
            a_question_is_all_that_judging_an_answer_needs
            an_approval_tells_whether_what_gave_it_may_still_be_used
            pending_and_overdue_rows_are_found
            a_job_is_taken_once_until_its_lease_runs_out
            removing_a_user_removes_what_is_theirs
            removing_a_client_keeps_its_logins_readable
            a_changed_client_is_read_as_changed
            forgiving_a_user_forgets_all_their_initiators
            the_audit_log_keeps_its_order
            what_has_served_its_time_is_swept
        );
    };
    (@cases $open:path; $($case:ident)+) => {$(
        #[tokio::test]
        async fn $case() {
            let opened = $open().await;
            $crate::testing::store_contract::$case(&*opened.0).await;
        }
    )+};
}

async fn commit(store: &dyn Store, unit: UnitOfWork) -> Commit {
    store.commit(unit).await.expect("the store works")
}

async fn committed(store: &dyn Store, unit: UnitOfWork) {
    assert_eq!(commit(store, unit).await, Commit::Committed);
}

/// Alice with a phone, a client, a pending login and its challenge.
struct Scene {
    user: User,
    device: Device,
    authenticator: Authenticator,
    login: Login,
    challenge: Challenge,
}

async fn scene(store: &dyn Store) -> Scene {
    let user = sample::user();
    let scene = Scene {
        device: sample::device_of(&user),
        authenticator: sample::authenticator_of(&user),
        login: sample::login_of(&user, 4),
        challenge: sample::challenge_of(&sample::login_of(&user, 4)),
        user,
    };
    let unit = UnitOfWork::new("scene")
        .put(scene.user.clone())
        .put(sample::client())
        .put(scene.device.clone())
        .put(scene.authenticator.clone())
        .put(scene.login.clone())
        .put(scene.challenge.clone());
    committed(store, unit).await;
    scene
}

fn session_of(login: &Login) -> Session {
    Session {
        token: BearerToken::presented(login.id.to_string()).hash(),
        user_id: login.user_id,
        login_id: login.id,
        acr: "urn:countersign:acr:push".to_owned(),
        created_at: sample::NOW,
        expires_at: sample::NOW + Duration::from_secs(3600),
        version: Version::FIRST,
    }
}

fn remembered() -> Remembered {
    Remembered {
        key: IdempotencyKey::new(&ClientId::new("shop"), "POST /x", "key", b"body"),
        outcome: IdempotentOutcome::Touched(sample::login().id),
        expires_at: sample::NOW + Duration::from_secs(60),
        version: Version::FIRST,
    }
}

fn standing_of(user: &User, n: u8) -> Standing {
    Standing::new(StandingKey::from_bytes([n; 16]), user.id)
        .denied(sample::NOW, &crate::limits::Limits::default())
}

fn job_for(challenge: &Challenge, n: u128, run_at: Timestamp) -> Job {
    Job {
        id: JobId::new(Uuid::from_u128(n)),
        kind: JobKind::DeliverChallenge(challenge.id),
        run_at,
        deadline: run_at + Duration::from_secs(120),
    }
}

fn approve(login: &Login) -> Login {
    let approval = crate::model::Approval {
        at: sample::NOW,
        authenticator_id: sample::authenticator().id,
        device_id: Some(sample::device().id),
        method: crate::model::Method::Push,
        presence: Presence::Picked,
    };
    login.clone().approve(approval).expect("the sample is pending")
}

pub async fn rows_read_back_as_they_were_written(store: &dyn Store) {
    let scene = scene(store).await;
    let standing = standing_of(&scene.user, 1);
    let enrollment = sample::enrollment_of(&scene.user);
    let session = session_of(&scene.login);
    let key = DataKey {
        id: 7,
        wrapped: Sealed::from_stored(vec![9; 60]),
        created_at: sample::NOW,
        version: Version::FIRST,
    };
    let refresh = DeviceRefresh {
        request: TokenHash::of(b"refresh"),
        device_id: scene.device.id,
        at: sample::NOW,
        version: Version::FIRST,
    };
    let unit = UnitOfWork::new("rest")
        .put(standing)
        .put(enrollment.clone())
        .put(session.clone())
        .put(remembered())
        .put(refresh.clone())
        .put(key.clone());
    committed(store, unit).await;

    let number = store.user(scene.user.id).await.unwrap().unwrap().number;
    let user = User {
        number,
        ..scene.user.clone()
    };
    assert_eq!(store.user(user.id).await.unwrap(), Some(user.clone()));
    assert_eq!(store.user_by_name(&user.name).await.unwrap(), Some(user.clone()));
    assert_eq!(store.users(None, 10).await.unwrap(), [user.clone()]);
    assert_eq!(store.users(Some(&user.name), 10).await.unwrap(), []);
    assert_eq!(
        store.client(&sample::client().id).await.unwrap(),
        Some(sample::client())
    );
    assert_eq!(store.clients().await.unwrap(), [sample::client()]);
    assert_eq!(
        store.device(scene.device.id).await.unwrap(),
        Some(scene.device.clone())
    );
    assert_eq!(
        store.device_by_key_name(&scene.device.key_name).await.unwrap(),
        Some(scene.device.clone())
    );
    let holding = store.holding(scene.authenticator.id).await.unwrap().unwrap();
    assert_eq!(
        (holding.authenticator, holding.device),
        (scene.authenticator, Some(scene.device))
    );
    assert_eq!(store.holdings(user.id).await.unwrap().len(), 1);
    let read = store.login(scene.login.id).await.unwrap().unwrap();
    assert_eq!(read.login, scene.login);
    assert_eq!(
        (read.user_state, read.client_state),
        (UserState::Active, Some(ClientState::Active))
    );
    assert_eq!(store.challenges(scene.login.id).await.unwrap(), [scene.challenge]);
    assert_eq!(store.standing(standing.key).await.unwrap(), Some(standing));
    assert_eq!(
        store.enrollment(enrollment.id).await.unwrap(),
        Some(enrollment.clone())
    );
    assert_eq!(
        store.enrollment_by_link(&enrollment.link).await.unwrap(),
        Some(enrollment)
    );
    assert_eq!(
        store.session(&session.token).await.unwrap(),
        Some(session.clone())
    );
    assert_eq!(store.sessions(user.id).await.unwrap(), [session]);
    assert_eq!(
        store.remembered(remembered().key.key).await.unwrap(),
        Some(remembered())
    );
    assert_eq!(
        store.refresh(&refresh.request).await.unwrap(),
        Some(refresh.clone())
    );
    let again = UnitOfWork::new("refresh").put(refresh);
    assert_eq!(commit(store, again).await, Commit::Conflict, "accepted once");
    assert_eq!(store.data_keys().await.unwrap(), [key]);
    assert!(store.check().await.is_ok());
}

pub async fn every_credential_reads_back_and_moves_on(store: &dyn Store) {
    let scene = scene(store).await;
    let sealed = || Sealed::from_stored(vec![5; 60]);
    let used = MovingFactor::Time {
        period_secs: 30,
        drift_steps: -3,
        last_step: Some(59_666_666),
    };
    let oath = |digits, factor| Oath::new(sealed(), digits, factor);
    let paper = |unused: &[&[u8]]| RecoveryCodes {
        key: sealed(),
        unused: unused.iter().map(|code| TokenHash::of(code)).collect(),
    };
    let astray = Oath {
        astray: Some(77),
        ..oath(8, MovingFactor::count())
    };
    let moves = [
        (
            Credential::Oath(oath(6, MovingFactor::time())),
            Credential::Oath(oath(6, used)),
        ),
        (
            Credential::Oath(astray),
            Credential::Oath(oath(8, MovingFactor::Count { next: 79 })),
        ),
        (
            Credential::RecoveryCodes(paper(&[b"a", b"b"])),
            Credential::RecoveryCodes(paper(&[b"b"])),
        ),
    ];
    for (n, (credential, used)) in (100..).zip(moves) {
        let first = Authenticator {
            id: AuthenticatorId::new(Uuid::from_u128(n)),
            credential,
            ..scene.authenticator.clone()
        };
        committed(store, UnitOfWork::new("enrol").put(first.clone())).await;
        let holding = store.holding(first.id).await.unwrap().unwrap();
        assert_eq!((holding.authenticator, holding.device), (first.clone(), None));
        let second = Authenticator {
            credential: used,
            version: first.version.next(),
            ..first
        };
        committed(store, UnitOfWork::new("use").put(second.clone())).await;
        let holding = store.holding(second.id).await.unwrap().unwrap();
        assert_eq!(holding.authenticator.credential, second.credential);
    }
    assert_eq!(store.holdings(scene.user.id).await.unwrap().len(), 4);
}

pub async fn an_enrolment_reads_back_at_every_stage(store: &dyn Store) {
    let scene = scene(store).await;
    let started = sample::enrollment_of(&scene.user);
    let EnrollmentState::Open(unproven) = started.state.clone() else {
        panic!("samples are open")
    };
    let oath = UnprovenOath {
        authenticator_id: AuthenticatorId::new(Uuid::from_u128(100)),
        oath: Oath::new(Sealed::from_stored(vec![5; 60]), 6, MovingFactor::time()),
    };
    let recovery = UnprovenRecovery {
        authenticator_id: AuthenticatorId::new(Uuid::from_u128(101)),
        codes: Sealed::from_stored(vec![6; 60]),
    };
    let started = Enrollment {
        kind: EnrollmentKind::Combined,
        state: EnrollmentState::Open(Unproven {
            oath: Some(oath),
            recovery: Some(recovery),
            ..unproven
        }),
        ..started
    };
    let enrolled = |n, method, device_id| Enrolled {
        authenticator_id: AuthenticatorId::new(Uuid::from_u128(n)),
        method,
        device_id,
    };
    let phone = enrolled(102, Method::Push, Some(scene.device.id));
    let at = sample::NOW;
    let opened = started.clone().open(TokenHash::of(b"browser"), at).unwrap();
    let refused = opened.clone().refuse_code(at).unwrap();
    let proving = refused
        .clone()
        .registered(phone, TokenHash::of(b"registration"), at)
        .unwrap();
    let completed = proving
        .clone()
        .coded([enrolled(100, Method::Totp, None)], at)
        .unwrap();
    for stage in [started.clone(), opened, refused, proving.clone(), completed] {
        committed(store, UnitOfWork::new("stage").put(stage.clone())).await;
        assert_eq!(store.enrollment(started.id).await.unwrap(), Some(stage.clone()));
        let overdue = store.overdue_enrollments(stage.expires_at, 10).await.unwrap();
        assert_eq!(overdue.len(), usize::from(stage.is_open()), "{stage:?}");
    }
}

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
        UnitOfWork::new("lock")
            .put(locked.clone())
            .used(locked.id, sample::NOW),
    )
    .await;
    let holding = store.holding(locked.id).await.unwrap().unwrap();
    assert_eq!(
        (holding.authenticator, holding.last_used_at),
        (locked, Some(sample::NOW))
    );
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
        store.standing(StandingKey::from_bytes([2; 16])).await.unwrap(),
        None
    );
}

pub async fn a_unit_is_applied_whole_or_not_at_all(store: &dyn Store) {
    let scene = scene(store).await;
    let unit = UnitOfWork::new("torn")
        .put(approve(&scene.login))
        .put(standing_of(&scene.user, 1))
        .enqueue([job_for(&scene.challenge, 1, sample::NOW)])
        .record(Audit::new(AuditEvent::LoginApproved, sample::NOW))
        .used(scene.authenticator.id, sample::NOW)
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
        store.standing(StandingKey::from_bytes([1; 16])).await.unwrap(),
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
            .standing(standing.key)
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

pub async fn a_job_is_taken_once_until_its_lease_runs_out(store: &dyn Store) {
    let scene = scene(store).await;
    let now = sample::NOW;
    let lease = Duration::from_secs(60);
    let later = now + Duration::from_secs(10);
    let jobs = [
        job_for(&scene.challenge, 1, now),
        job_for(&scene.challenge, 2, now),
        job_for(&scene.challenge, 3, later),
    ];
    committed(store, UnitOfWork::new("enqueue").enqueue(jobs)).await;
    let first = store.lease_jobs(now, now + lease, 1).await.unwrap();
    let second = store.lease_jobs(now, now + lease, 10).await.unwrap();
    assert_eq!(
        (first.len(), second.len()),
        (1, 1),
        "each due job once, none that is not due"
    );
    assert_ne!(first[0].job.id, second[0].job.id);
    assert_eq!(first[0].question.challenge, scene.challenge);
    assert_eq!(first[0].language, "en");
    assert!(store.lease_jobs(now, now + lease, 10).await.unwrap().is_empty());
    let soon = now + Duration::from_secs(5);
    store.postpone_job(second[0].job.id, soon).await.unwrap();
    let postponed = store.lease_jobs(soon, now + lease, 10).await.unwrap();
    assert_eq!(postponed.len(), 1, "before its lease runs out");
    assert_eq!(postponed[0].job.id, second[0].job.id);
    committed(store, UnitOfWork::new("finish").finish([first[0].job.id])).await;
    let again = store
        .lease_jobs(now + lease, now + lease + lease, 10)
        .await
        .unwrap();
    let ids: Vec<u128> = again
        .iter()
        .map(|leased| leased.job.id.as_uuid().as_u128())
        .collect();
    assert!(
        ids.contains(&second[0].job.id.as_uuid().as_u128()) && ids.contains(&3) && ids.len() == 2,
        "{ids:?}"
    );
}

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
        store.standing(StandingKey::from_bytes([1; 16])).await.unwrap(),
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

pub async fn a_changed_client_is_read_as_changed(store: &dyn Store) {
    let client = sample::client();
    committed(store, UnitOfWork::new("add").put(client.clone())).await;
    assert_eq!(store.client(&client.id).await.unwrap(), Some(client.clone()));
    let suspended = client.in_state(ClientState::Suspended);
    committed(store, UnitOfWork::new("suspend").put(suspended.clone())).await;
    assert_eq!(
        store.client(&suspended.id).await.unwrap(),
        Some(suspended.clone())
    );
    committed(store, UnitOfWork::new("remove").remove_client(&suspended)).await;
    assert_eq!(store.client(&suspended.id).await.unwrap(), None);
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
    for (n, kept) in [(1, false), (2, false), (3, true)] {
        assert_eq!(
            store
                .standing(StandingKey::from_bytes([n; 16]))
                .await
                .unwrap()
                .is_some(),
            kept
        );
    }
}

pub async fn the_audit_log_keeps_its_order(store: &dyn Store) {
    let events = [
        AuditEvent::LoginStarted,
        AuditEvent::LoginResent,
        AuditEvent::LoginApproved,
    ];
    let mut written = Vec::new();
    for (n, event) in (0_u64..).zip(events) {
        let audit = Audit::new(event, sample::NOW + Duration::from_secs(n))
            .user(sample::user().id)
            .client(&sample::client().id)
            .login(sample::login().id)
            .because("because")
            .from(Some("192.0.2.7"));
        written.push(audit.clone());
        committed(store, UnitOfWork::new("record").record(audit)).await;
    }
    let all = store.audit(0, 10).await.unwrap();
    assert_eq!(
        all.iter().map(|record| record.audit.clone()).collect::<Vec<_>>(),
        written
    );
    assert!(all.windows(2).all(|pair| pair[0].seq < pair[1].seq));
    assert_eq!(store.audit(all[0].seq, 1).await.unwrap(), all[1..2]);
    assert_eq!(store.audit_tail(2).await.unwrap(), all[1..]);
}

pub async fn what_has_served_its_time_is_swept(store: &dyn Store) {
    let scene = scene(store).await;
    let pending = Login {
        id: LoginId::new(Uuid::from_u128(98)),
        request: crate::model::LoginRequest {
            slot: None,
            ..scene.login.request.clone()
        },
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
