//! Rows come back as they went in.

use countersign_proto::ids::AuthenticatorId;
use uuid::Uuid;

use super::{commit, committed, remembered, scene, session_of, standing_of};
use crate::{
    model::{
        Authenticator, Channel, Client, ClientState, Credential, DeviceRefresh, DisplayText, Enrolled,
        Enrollment, EnrollmentKind, EnrollmentState, Line, MailAddress, Method, MovingFactor, Oath, Passkey,
        PushTrouble, RecoveryCodes, Role, Telephone, TokenHash, Undelivered, Unproven, UnprovenOath,
        UnprovenRecovery, User, UserState, Version,
    },
    port::{Commit, DataKey, Store, UnitOfWork},
    secrets::Sealed,
    testing::sample,
};

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
        forget_at: Some(sample::NOW),
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
    assert_eq!(
        store.standing(standing.user_id, standing.key).await.unwrap(),
        Some(standing)
    );
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
    let telephone = Telephone {
        number: sealed(),
        masked: "+81 •••• 78".to_owned(),
        country: 81,
        line: Line::Mobile,
        channel: Channel::Voice,
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
        (
            Credential::Passkey(sample::passkey()),
            Credential::Passkey(Passkey {
                counter: 8,
                backed_up: true,
                ..sample::passkey()
            }),
        ),
        (
            Credential::Telephone(telephone.clone()),
            Credential::Telephone(telephone),
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
    assert_eq!(store.holdings(scene.user.id).await.unwrap().len(), 6);
}

pub async fn what_kept_a_push_from_a_device_reads_back(store: &dyn Store) {
    let scene = scene(store).await;
    let trouble = PushTrouble {
        why: Undelivered::Misconfigured,
        at: sample::NOW,
    };
    let troubled = scene.device.pushed(Some(trouble)).unwrap();
    let well = troubled.pushed(None).unwrap();
    for device in [troubled, well] {
        committed(store, UnitOfWork::new("note_device").put(device.clone())).await;
        assert_eq!(store.device(device.id).await.unwrap(), Some(device));
    }
}

pub async fn an_enrolment_that_is_begun_anew_reads_back(store: &dyn Store) {
    let scene = scene(store).await;
    let enrollment = sample::enrollment_of(&scene.user);
    let EnrollmentState::Open(unproven) = enrollment.state.clone() else {
        panic!("samples are open")
    };
    committed(store, UnitOfWork::new("start").put(enrollment.clone())).await;
    let expired = enrollment.clone().as_of(enrollment.expires_at);
    let ends_at = enrollment.expires_at + std::time::Duration::from_secs(300);
    let renewed = expired.clone().renewed(unproven, ends_at).unwrap();
    for enrollment in [expired, renewed] {
        committed(store, UnitOfWork::new("renew").put(enrollment.clone())).await;
        assert_eq!(store.enrollment(enrollment.id).await.unwrap(), Some(enrollment));
    }
    let overdue = store.overdue_enrollments(ends_at, 10).await.unwrap();
    assert_eq!(overdue.len(), 1, "it ends at its new end");
    let early = store
        .overdue_enrollments(enrollment.expires_at, 10)
        .await
        .unwrap();
    assert_eq!(early, []);
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

pub async fn a_changed_client_is_read_as_changed(store: &dyn Store) {
    let client = Client {
        role: Some(Role::Helpdesk),
        ..sample::client()
    };
    committed(store, UnitOfWork::new("add").put(client.clone())).await;
    assert_eq!(store.client(&client.id).await.unwrap(), Some(client.clone()));
    let told = client.told_at(Some("https://shop.example.org/logout".to_owned()));
    committed(store, UnitOfWork::new("change").put(told.clone())).await;
    assert_eq!(store.client(&told.id).await.unwrap(), Some(told.clone()));
    assert_eq!(store.clients().await.unwrap(), [told.clone()]);
    let suspended = told.in_state(ClientState::Suspended);
    committed(store, UnitOfWork::new("suspend").put(suspended.clone())).await;
    assert_eq!(
        store.client(&suspended.id).await.unwrap(),
        Some(suspended.clone())
    );
    committed(store, UnitOfWork::new("remove").remove_client(&suspended)).await;
    assert_eq!(store.client(&suspended.id).await.unwrap(), None);
}

pub async fn a_user_reads_back_as_changed(store: &dyn Store) {
    let mut user = sample::user();
    committed(store, UnitOfWork::new("add").put(&user)).await;
    let number = store.user(user.id).await.unwrap().unwrap().number;
    let text = |text: &str| DisplayText::parse(text, 60).unwrap();
    let changes: [fn(User, DisplayText) -> User; 4] = [
        |user: User, _| user.with_password("$argon2id$x".to_owned(), sample::NOW),
        |user: User, _| user.with_email(MailAddress::parse("A@example.org").unwrap()),
        |user: User, name| user.with_profile(Some(name), "ar".to_owned()),
        |user: User, _| user.in_state(UserState::Suspended),
    ];
    for change in changes {
        user = change(user, text("ليلى"));
        committed(store, UnitOfWork::new("change").put(&user)).await;
        let as_kept = User {
            number,
            ..user.clone()
        };
        assert_eq!(store.user(user.id).await.unwrap(), Some(as_kept));
    }
}
