//! What ends because its owner says that it was not them, or that something is lost.

use countersign_core::{
    flow::{
        delegate::{accept, check_delegation},
        enrollment_code::code_for_page,
        manage_users::find_user,
        open_enrollment::take_link,
        own_authenticators::{New, add},
        prove_enrollment::prove_enrollment,
        read_enrollment::EnrollmentOwner,
        read_login::LoginOwner,
        report_lost::report_lost,
        repudiate::repudiate,
        session::{open_session, session_user},
    },
    model::{
        Authenticator, AuthenticatorState, BearerToken, Credential, Delegation, DelegationEnd,
        DelegationState, EnrollmentKind, FirstFactor, LinkPurpose, MailKind, MailedLink, PhoneProtocol,
        Resource, Session, TypedCode, Version,
    },
    port::UnitOfWork,
    testing::sample,
};
use countersign_proto::ids::{AuthenticatorId, DelegationId, LoginId};
use countersign_tests::APPROVE;
use uuid::Uuid;

use super::{
    DAY, bob_acts, bob_holds, bob_may, end_of, for_filing, given, invite_by, invited, just_in, leave, scene,
    told, waiting,
};
use crate::flows::{
    audit,
    mails::{mails, token, work},
    meanwhile::overtaken,
    scene::{Scene, secs},
};

/// The link in a notice of a change that was made just now.
async fn notice(scene: &Scene) -> BearerToken {
    let now = scene.ctx.clock.now();
    let token = BearerToken::presented(format!("notice {now}"));
    let purpose = LinkPurpose::Repudiate {
        authenticator: scene.authenticator().await.id,
        suspends: true,
    };
    let purpose = serde_json::to_vec(&purpose).unwrap();
    let link = MailedLink {
        purpose: scene.ctx.secrets.seal(MailedLink::place(&token.hash()), &purpose),
        token: token.hash(),
        user_id: Some(scene.alice().await.id),
        created_at: now,
        expires_at: now + secs(3 * DAY),
        version: Version::FIRST,
    };
    scene.commit(UnitOfWork::new("notice").put(link)).await;
    token
}

#[tokio::test]
async fn whoever_says_that_it_was_not_them_ends_what_was_given_and_accepted_since() {
    let scene = scene().await;
    bob_acts(&scene, 100).await;
    scene.clock.advance(secs(3600));
    let link = notice(&scene).await;
    // Somebody else has carol act for alice, and alice for bob.
    let given = invited(&scene, "carol", 100).await.id;
    let carol = just_in(&scene, "carol").await;
    accept(&scene.ctx, &carol, given).await.unwrap();
    let offered = invited(&scene, "nobody", 100).await.id;
    let bob = just_in(&scene, "bob").await;
    let held = invite_by(&scene, &bob, &for_filing(&scene, "alice", 100)).await;
    let alice = just_in(&scene, "alice").await;
    let before = scene.alice().await.version;
    accept(&scene.ctx, &alice, held.unwrap().unwrap().id)
        .await
        .unwrap();
    assert_ne!(
        scene.alice().await.version,
        before,
        "what is accepted at the moment of the objection is seen"
    );
    for (owner, delegate) in [("alice", "carol"), ("bob", "alice"), ("alice", "bob")] {
        assert!(leave(&scene, owner, delegate).await.is_some());
    }
    mails(&scene).await;
    repudiate(&scene.ctx, &link).await.unwrap();
    for (owner, delegate) in [("alice", "carol"), ("bob", "alice")] {
        assert_eq!(leave(&scene, owner, delegate).await, None, "{owner} {delegate}");
    }
    assert!(bob_may(&scene).await, "that was before");
    let ends: Vec<_> = given_by_alice(&scene, &[given, offered]).await;
    assert_eq!(ends, [Some(DelegationEnd::Owner), Some(DelegationEnd::Owner)]);
    let ended = told(&scene).await.into_iter();
    let ended = ended.filter(|(_, kind)| *kind == MailKind::DelegationEnded);
    let ended: Vec<String> = ended.map(|(name, _)| name).collect();
    assert_eq!(ended, ["alice", "alice", "bob", "carol"]);
    let recorded = audit::events(&scene, "delegation_ended").await;
    assert_eq!(
        recorded.len(),
        5,
        "two for both sides, and an invitation for its owner"
    );
}

/// How these have ended, of those that alice has given.
async fn given_by_alice(scene: &Scene, ids: &[DelegationId]) -> Vec<Option<DelegationEnd>> {
    let given = given(scene).await;
    let ends = ids.iter().map(|id| {
        let found = given.iter().find(|one| one.id == *id).unwrap();
        end_of(found).cloned()
    });
    ends.collect()
}

#[tokio::test]
async fn what_was_given_in_the_login_that_made_a_change_ends_with_the_objection_to_it() {
    let scene = scene().await;
    let given = invited(&scene, "carol", 100).await.id;
    let carol = just_in(&scene, "carol").await;
    accept(&scene.ctx, &carol, given).await.unwrap();
    // As long as a login is young.
    scene.clock.advance(secs(299));
    let link = notice(&scene).await;
    repudiate(&scene.ctx, &link).await.unwrap();
    assert_eq!(leave(&scene, "alice", "carol").await, None);
}

#[tokio::test]
async fn what_was_given_in_a_login_whose_enrolment_took_its_time_ends_with_the_objection_too() {
    let scene = scene().await;
    let mut request = scene.by_tap();
    request.client = None;
    let started = scene.start(&request).await.unwrap();
    scene.answer(started.login.id, APPROVE).await.unwrap();
    let cookie = open_session(&scene.ctx, started.login.id, started.wait_token, None).await;
    let session = session_user(&scene.ctx, &cookie.unwrap()).await;
    let (alice, session) = session.unwrap().unwrap();
    scene.clock.advance(secs(60));
    let given = invite_by(&scene, &session, &for_filing(&scene, "carol", 100)).await;
    let given = given.unwrap().unwrap().id;
    // It begins while the login is young, and ends before its code does.
    scene.clock.advance(secs(230));
    let codes = New {
        kind: EnrollmentKind::RecoveryCode,
        protocol: PhoneProtocol::default(),
        telephone: None,
    };
    let begun = add(&scene.ctx, &alice, &session, codes, None).await.unwrap();
    let owner = take_link(&scene.ctx, &begun.link).await.unwrap();
    let owner = EnrollmentOwner::Browser(owner);
    let shown = code_for_page(&scene.ctx, &begun.enrollment).await.unwrap();
    let code = TypedCode::new(&shown.recovery_codes.unwrap()[0]);
    scene.clock.advance(secs(290));
    mails(&scene).await;
    prove_enrollment(&scene.ctx, begun.enrollment.id, &owner, &code, None)
        .await
        .unwrap();
    let [told] = &mails(&scene).await[..] else {
        panic!("one notice")
    };
    assert_eq!(told.kind, MailKind::AuthenticatorAdded);
    repudiate(&scene.ctx, &token(told)).await.unwrap();
    let ends = given_by_alice(&scene, &[given]).await;
    assert_eq!(ends, [Some(DelegationEnd::Owner)]);
}

#[tokio::test]
async fn an_objection_ends_what_was_accepted_since_among_however_much_an_account_holds() {
    let scene = scene().await;
    let (alice, bob) = (
        scene.alice().await,
        find_user(&scene.ctx, "bob").await.unwrap().id,
    );
    // Whoever was invited first has accepted last.
    let first = waiting(&scene, bob, &alice.name, Some(alice.id));
    scene.clock.advance(secs(1));
    let now = scene.ctx.clock.now();
    let mut unit = UnitOfWork::new("hold").put(&first);
    for number in 0..1000 {
        unit = unit.put(Delegation {
            resource: Resource::parse(&format!("filing:{number}")).unwrap(),
            state: DelegationState::Accepted {
                at: now,
                review_at: now + secs(9 * DAY),
                tended_at: now,
            },
            ..waiting(&scene, bob, &alice.name, Some(alice.id))
        });
    }
    scene.commit(unit).await;
    scene.clock.advance(secs(7200));
    let link = notice(&scene).await;
    let session = just_in(&scene, "alice").await;
    accept(&scene.ctx, &session, first.id).await.unwrap();
    repudiate(&scene.ctx, &link).await.unwrap();
    assert_eq!(leave(&scene, "bob", "alice").await, None);
    let held = scene.ctx.store.delegations_held(alice.id, 2000).await;
    assert_eq!(held.unwrap().len(), 1000, "those were accepted before");
}

#[tokio::test]
async fn r11_all_that_was_added_since_goes_with_what_a_notice_was_about() {
    let scene = scene().await;
    let passkey = |number: u128, created_at| Authenticator {
        id: AuthenticatorId::new(Uuid::from_u128(number)),
        credential: Credential::Passkey(sample::passkey()),
        created_at,
        ..sample::authenticator()
    };
    let before = passkey(1, scene.ctx.clock.now());
    scene.clock.advance(secs(60));
    let link = notice(&scene).await;
    scene.clock.advance(secs(30));
    let after = passkey(2, scene.ctx.clock.now());
    let unit = UnitOfWork::new("add").put(&before).put(&after);
    scene.commit(unit).await;
    repudiate(&scene.ctx, &link).await.unwrap();
    let mut states = Vec::new();
    for id in [scene.authenticator().await.id, after.id, before.id] {
        let holding = scene.ctx.store.holding(id).await.unwrap().unwrap();
        states.push(holding.authenticator.state);
    }
    let (lost, active) = (AuthenticatorState::Lost, AuthenticatorState::Active);
    assert_eq!(states, [lost, lost, active]);
    let recorded = audit::events(&scene, "authenticator_lost").await;
    assert_eq!(recorded.len(), 2);
}

#[tokio::test]
async fn what_is_given_at_the_moment_of_an_objection_ends_too() {
    let scene = scene().await;
    let link = notice(&scene).await;
    let alice = scene.alice().await;
    let bob = find_user(&scene.ctx, "bob").await.unwrap();
    let given = waiting(&scene, alice.id, &bob.name, Some(bob.id));
    let unit = UnitOfWork::new("invite").put(&given).put(alice.touched());
    overtaken(&scene, unit, async |ctx| repudiate(ctx, &link).await)
        .await
        .unwrap();
    let ends = given_by_alice(&scene, &[given.id]).await;
    assert_eq!(ends, [Some(DelegationEnd::Owner)]);
}

/// Somebody who knows the password says that alice's phone is lost.
async fn lose_phone(scene: &Scene) {
    let mut request = scene.by_tap();
    request.client = None;
    request.first_factor = FirstFactor::Verified;
    let started = scene.start(&request).await.unwrap();
    let owner = LoginOwner::Browser(started.wait_token);
    let lost = scene.authenticator().await.id;
    report_lost(&scene.ctx, started.login.id, &owner, lost)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_report_of_a_loss_ends_what_was_given_in_sessions_that_rest_on_it() {
    let scene = scene().await;
    bob_holds(&scene, 2).await;
    let given = invited(&scene, "carol", 100).await.id;
    lose_phone(&scene).await;
    let ends = given_by_alice(&scene, &[given]).await;
    assert_eq!(ends, [Some(DelegationEnd::Owner)]);
    let kept = Resource::parse("filing:1").unwrap();
    let kept = check_delegation(&scene.ctx, "alice", "bob", &kept).await;
    assert!(kept.unwrap().is_some(), "that was given the day before");
}

#[tokio::test]
async fn a_session_that_is_over_and_whose_login_is_forgotten_rests_on_nothing_that_is_lost() {
    let scene = scene().await;
    let given = invited(&scene, "carol", 100).await.id;
    scene.clock.advance(secs(30 * 3600));
    lose_phone(&scene).await;
    let ends = given_by_alice(&scene, &[given]).await;
    assert_eq!(ends, [None]);
}

#[tokio::test]
async fn a_report_of_a_loss_looks_at_so_many_sessions_and_none_hides_behind_them() {
    let mut scene = scene().await;
    let given = invited(&scene, "carol", 100).await.id;
    scene.clock.advance(secs(9 * 3600));
    let last = just_in(&scene, "alice").await;
    let others = (0..150).map(|number| Session {
        token: BearerToken::presented(format!("session {number}")).hash(),
        login_id: LoginId::new(scene.ctx.entropy.uuid()),
        expires_at: last.created_at,
        ..last.clone()
    });
    scene.commit(UnitOfWork::new("log out").put_all(others)).await;
    let ((), calls, _) = work(&mut scene, lose_phone).await;
    let looked = calls.iter().filter(|call| **call == "login").count();
    assert!((100..110).contains(&looked), "{looked}");
    let ends = given_by_alice(&scene, &[given]).await;
    assert_eq!(ends, [Some(DelegationEnd::Owner)]);
}
