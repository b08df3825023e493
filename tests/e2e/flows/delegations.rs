//! Whom people let act for them: what a service is told of it, and what everybody learns.

mod disowned;

use countersign_core::{
    FlowError,
    flow::{
        delegate::{
            Invitation, Leave, Refused, accept, check_delegation, confirm, decline, delegations, end, invite,
            tend_delegations,
        },
        manage_users::{NewUser, add_user, delete_user, find_user, resume_user, suspend_user},
    },
    model::{
        BearerToken, Delegation, DelegationEnd, DelegationState, MailKind, Resource, Session, Timestamp,
        UserName, UserState, Version,
    },
    port::UnitOfWork,
};
use countersign_proto::ids::{DelegationId, LoginId, UserId};

use super::{
    mails::{address, mails, work},
    meanwhile::overtaken,
    scene::{Scene, secs},
};

const DAY: u64 = 24 * 3600;

/// A scene with alice, bob and carol, who have mailboxes, and no terms.
async fn scene() -> Scene {
    scene_with(|_| {}).await
}

async fn scene_with(change: impl FnOnce(&mut countersign::settings::Settings)) -> Scene {
    let scene = Scene::with(|settings| {
        settings.mail.smtp_url = Some("smtp://localhost".parse().unwrap());
        settings.terms.required = false;
        change(settings);
    })
    .await;
    let alice = scene.alice().await.with_email(address("alice@example.org"));
    scene.commit(UnitOfWork::new("address").put(alice)).await;
    for name in ["bob", "carol"] {
        add(&scene, name).await;
    }
    scene
}

async fn add(scene: &Scene, name: &str) {
    let new = NewUser {
        name: name.to_owned(),
        email: Some(address(&format!("{name}@example.org"))),
        display_name: None,
        password: None,
    };
    add_user(&scene.ctx, new).await.unwrap();
}

/// A session of somebody who has just logged in.
async fn just_in(scene: &Scene, name: &str) -> Session {
    let now = scene.ctx.clock.now();
    let login = LoginId::new(scene.ctx.entropy.uuid());
    let session = Session {
        token: BearerToken::presented(login.to_string()).hash(),
        user_id: find_user(&scene.ctx, name).await.unwrap().id,
        login_id: login,
        acr: "urn:countersign:acr:push".to_owned(),
        created_at: now,
        expires_at: now + secs(8 * 3600),
        version: Version::FIRST,
    };
    scene.commit(UnitOfWork::new("log in").put(&session)).await;
    session
}

fn filing() -> Resource {
    Resource::parse("filing").unwrap()
}

fn in_days(scene: &Scene, days: u64) -> Timestamp {
    scene.ctx.clock.now() + secs(days * DAY)
}

fn for_filing(scene: &Scene, name: &str, days: u64) -> Invitation {
    Invitation {
        name: UserName::parse(name).unwrap(),
        resource: filing(),
        until: in_days(scene, days),
    }
}

async fn invite_by(
    scene: &Scene,
    session: &Session,
    invitation: &Invitation,
) -> Result<Result<Delegation, Refused>, FlowError> {
    invite(&scene.ctx, session, invitation).await
}

/// Alice invites somebody for so many days.
async fn invited(scene: &Scene, name: &str, days: u64) -> Delegation {
    let alice = just_in(scene, "alice").await;
    let invitation = for_filing(scene, name, days);
    invite_by(scene, &alice, &invitation).await.unwrap().unwrap()
}

/// …and bob accepts.
async fn bob_acts(scene: &Scene, days: u64) -> Delegation {
    let id = invited(scene, "bob", days).await.id;
    let bob = just_in(scene, "bob").await;
    accept(&scene.ctx, &bob, id).await.unwrap()
}

/// The row of an invitation that waits for an answer.
fn waiting(scene: &Scene, owner: UserId, invited: &UserName, delegate: Option<UserId>) -> Delegation {
    Delegation {
        id: DelegationId::new(scene.ctx.entropy.uuid()),
        owner_id: owner,
        delegate_id: delegate,
        invited: invited.clone(),
        resource: filing(),
        created_at: scene.ctx.clock.now(),
        expires_at: in_days(scene, 9),
        state: DelegationState::Invited {
            until: in_days(scene, 7),
            declined: false,
        },
        version: Version::FIRST,
    }
}

async fn leave(scene: &Scene, owner: &str, delegate: &str) -> Option<Leave> {
    let found = check_delegation(&scene.ctx, owner, delegate, &filing()).await;
    found.unwrap()
}

async fn bob_may(scene: &Scene) -> bool {
    leave(scene, "alice", "bob").await.is_some()
}

/// What alice has given, as she sees it.
async fn given(scene: &Scene) -> Vec<Delegation> {
    let alice = scene.alice().await.id;
    delegations(&scene.ctx, alice).await.unwrap().given
}

/// Whom the mails went to, and what they are about, in the order of the names.
async fn told(scene: &Scene) -> Vec<(String, MailKind)> {
    let sent = mails(scene).await.into_iter();
    let mut told: Vec<_> = sent.map(|mail| (mail.name, mail.kind)).collect();
    told.sort_by(|one, other| one.0.cmp(&other.0));
    told
}

fn to_both(kind: MailKind) -> [(String, MailKind); 2] {
    [("alice".to_owned(), kind), ("bob".to_owned(), kind)]
}

fn end_of(delegation: &Delegation) -> Option<&DelegationEnd> {
    match &delegation.state {
        DelegationState::Ended { end, .. } => Some(end),
        _ => None,
    }
}

async fn tend(scene: &Scene) {
    // Twice: what was done is not done again.
    for _ in 0..2 {
        tend_delegations(&scene.ctx).await.unwrap();
    }
}

#[tokio::test]
async fn an_expired_delegation_loses_access_and_so_does_one_that_nobody_reviews() {
    let scene = scene().await;
    let invitation = invited(&scene, "bob", 200).await;
    assert_eq!(
        told(&scene).await,
        [("bob".to_owned(), MailKind::DelegationInvited)]
    );
    assert!(!bob_may(&scene).await, "he has not accepted");
    let bob = just_in(&scene, "bob").await;
    let accepted = accept(&scene.ctx, &bob, invitation.id).await.unwrap();
    assert_eq!(told(&scene).await, to_both(MailKind::DelegationAccepted));
    let shown = leave(&scene, "alice", "bob").await.unwrap();
    let expected = Leave {
        expires_at: accepted.expires_at,
        review_at: in_days(&scene, 90),
    };
    assert_eq!(shown, expected);
    // Nobody else may, the other way round neither, nor in anything else.
    for (owner, delegate) in [("alice", "carol"), ("bob", "alice"), ("carol", "bob")] {
        assert_eq!(leave(&scene, owner, delegate).await, None, "{owner} {delegate}");
    }
    let other = Resource::parse("filing:other").unwrap();
    let other = check_delegation(&scene.ctx, "alice", "bob", &other).await;
    assert_eq!(other.unwrap(), None);

    scene.clock.advance(secs(90 * DAY - 1));
    assert!(bob_may(&scene).await);
    scene.clock.advance(secs(1));
    assert!(!bob_may(&scene).await, "its review is overdue");
    let alice = just_in(&scene, "alice").await;
    let confirmed = confirm(&scene.ctx, &alice, accepted.id, accepted.expires_at).await;
    assert!(confirmed.unwrap().is_ok());
    assert!(bob_may(&scene).await);
    scene.clock.advance(secs(89 * DAY));
    let alice = just_in(&scene, "alice").await;
    let again = confirm(&scene.ctx, &alice, accepted.id, accepted.expires_at).await;
    assert!(again.unwrap().is_ok());
    scene.clock.advance(secs(21 * DAY - 1));
    assert!(bob_may(&scene).await);
    mails(&scene).await;
    scene.clock.advance(secs(1));
    assert!(
        !bob_may(&scene).await,
        "its time is up, whether or not anybody has tended it"
    );
    let late = confirm(
        &scene.ctx,
        &just_in(&scene, "alice").await,
        accepted.id,
        in_days(&scene, 9),
    )
    .await;
    assert!(matches!(late, Err(FlowError::NotPending)), "{late:?}");
    tend(&scene).await;
    assert_eq!(told(&scene).await, to_both(MailKind::DelegationEnded));
    assert_eq!(end_of(&given(&scene).await[0]), Some(&DelegationEnd::Expired));
    assert!(!bob_may(&scene).await);
}

#[tokio::test]
async fn r4_a_closed_account_neither_gives_leave_nor_has_it() {
    let scene = scene().await;
    bob_acts(&scene, 200).await;
    for name in ["alice", "bob"] {
        assert!(bob_may(&scene).await);
        suspend_user(&scene.ctx, name).await.unwrap();
        assert!(!bob_may(&scene).await, "{name} is suspended");
        resume_user(&scene.ctx, name).await.unwrap();
    }
    assert!(bob_may(&scene).await);
}

#[tokio::test]
async fn r4_nobody_accepts_what_a_closed_account_has_offered_not_even_at_that_moment() {
    let scene = scene().await;
    let id = invited(&scene, "bob", 200).await.id;
    let bob = just_in(&scene, "bob").await;
    let owner = scene.alice().await;
    let closed = owner.clone().in_state(UserState::Suspended);
    let unit = UnitOfWork::new("close").put(closed);
    let refused = overtaken(&scene, unit, async |ctx| accept(ctx, &bob, id).await).await;
    assert!(matches!(refused, Err(FlowError::NotPending)), "{refused:?}");
    resume_user(&scene.ctx, "alice").await.unwrap();
    accept(&scene.ctx, &bob, id).await.unwrap();
}

#[tokio::test]
async fn r7_naming_somebody_costs_the_same_and_shows_the_same_whether_or_not_they_exist() {
    let mut scene = scene().await;
    suspend_user(&scene.ctx, "carol").await.unwrap();
    let alice = just_in(&scene, "alice").await;
    let mut seen = Vec::new();
    for (name, sent) in [("bob", 1), ("carol", 0), ("nobody", 0)] {
        let invitation = for_filing(&scene, name, 100);
        let (answer, calls, computed) = work(&mut scene, async |scene: &Scene| {
            invite_by(scene, &alice, &invitation).await
        })
        .await;
        let shown = answer.unwrap().unwrap();
        assert_eq!(mails(&scene).await.len(), sent, "{name}");
        let shown = (shown.state, shown.expires_at, shown.invited.as_str() == name);
        seen.push((shown, calls, computed));
    }
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
    // Who takes the name later was not meant.
    add(&scene, "nobody").await;
    let nobody = find_user(&scene.ctx, "nobody").await.unwrap().id;
    assert!(delegations(&scene.ctx, nobody).await.unwrap().is_empty());
    for found in given(&scene).await {
        let nobody = just_in(&scene, "nobody").await;
        let taken = accept(&scene.ctx, &nobody, found.id).await;
        assert!(matches!(taken, Err(FlowError::NotFound)), "{taken:?}");
    }
}

#[tokio::test]
async fn r7_whoever_declines_is_to_the_owner_as_if_nobody_had_answered() {
    let scene = scene().await;
    let id = invited(&scene, "bob", 100).await.id;
    invited(&scene, "nobody", 100).await;
    mails(&scene).await;
    let bob = just_in(&scene, "bob").await;
    decline(&scene.ctx, &bob, id).await.unwrap();
    assert_eq!(told(&scene).await, [], "nobody is told");
    let held = delegations(&scene.ctx, bob.user_id).await.unwrap().held;
    assert!(held.is_empty(), "bob sees it no more");
    let after = accept(&scene.ctx, &bob, id).await;
    assert!(matches!(after, Err(FlowError::NotPending)), "{after:?}");
    for (days, is_open) in [(6, true), (1, false)] {
        scene.clock.advance(secs(days * DAY));
        tend(&scene).await;
        let shown: Vec<_> = given(&scene)
            .await
            .into_iter()
            .map(|one| (one.is_open(), one.review_at(), end_of(&one).cloned()))
            .collect();
        assert_eq!((shown[0].0, &shown[0]), (is_open, &shown[1]));
    }
    assert_eq!(end_of(&given(&scene).await[0]), Some(&DelegationEnd::Unanswered));
    assert_eq!(told(&scene).await, []);
    let again = invited(&scene, "bob", 100).await;
    assert!(again.awaits(bob.user_id), "bob can be asked again");
}

#[tokio::test]
async fn what_is_offered_is_for_somebody_else_for_a_time_once_and_not_without_end() {
    let scene = scene_with(|settings| settings.limits.delegations_of_a_user = 2).await;
    let alice = just_in(&scene, "alice").await;
    let ask = async |name: &str, days: u64| {
        let invitation = for_filing(&scene, name, days);
        let answer = invite_by(&scene, &alice, &invitation).await.unwrap();
        answer.map(|one| one.id)
    };
    assert_eq!(ask("ALICE", 9).await, Err(Refused::Oneself));
    for days in [0, 366] {
        assert_eq!(ask("bob", days).await, Err(Refused::Until), "{days}");
    }
    ask("bob", 365).await.unwrap();
    assert_eq!(ask("Bob", 9).await, Err(Refused::Exists));
    let second = ask("nobody", 1).await.unwrap();
    assert_eq!(ask("carol", 9).await, Err(Refused::Full));
    end(&scene.ctx, &alice, second).await.unwrap();
    ask("carol", 9).await.unwrap();
    assert_eq!(ask("dora", 9).await, Err(Refused::Full));
}

#[tokio::test]
async fn of_two_at_once_that_are_one_too_many_one_is_refused() {
    let scene = scene_with(|settings| settings.limits.delegations_of_a_user = 1).await;
    let alice = just_in(&scene, "alice").await;
    let invitation = for_filing(&scene, "bob", 9);
    // The other one was committed just before: its row, and its owner's.
    let carol = UserName::parse("carol").unwrap();
    let other = waiting(&scene, alice.user_id, &carol, None);
    let unit = UnitOfWork::new("other")
        .put(other)
        .put(scene.alice().await.touched());
    let late = overtaken(&scene, unit, async |ctx| invite(ctx, &alice, &invitation).await).await;
    assert_eq!(late.unwrap().map(|one| one.id), Err(Refused::Full));
}

#[tokio::test]
async fn whoever_answers_for_it_has_just_logged_in_and_accepted_the_terms() {
    let scene = scene().await;
    let id = invited(&scene, "bob", 100).await.id;
    let (alice, bob) = (just_in(&scene, "alice").await, just_in(&scene, "bob").await);
    scene.clock.advance(secs(301));
    let recovered = Session {
        acr: "urn:countersign:acr:recovery+pwd".to_owned(),
        ..just_in(&scene, "alice").await
    };
    let invitation = for_filing(&scene, "carol", 9);
    for session in [&alice, &recovered] {
        let refused = invite_by(&scene, session, &invitation).await;
        assert!(
            matches!(refused, Err(FlowError::FreshLoginRequired)),
            "{refused:?}"
        );
        let refused = confirm(&scene.ctx, session, id, in_days(&scene, 9)).await;
        assert!(
            matches!(refused, Err(FlowError::FreshLoginRequired)),
            "{refused:?}"
        );
    }
    let refused = accept(&scene.ctx, &bob, id).await;
    assert!(
        matches!(refused, Err(FlowError::FreshLoginRequired)),
        "{refused:?}"
    );
    // To take it back nobody has to log in again.
    end(&scene.ctx, &alice, id).await.unwrap();

    let scene = scene_with(|settings| settings.terms.required = true).await;
    let refused = invite_by(&scene, &just_in(&scene, "alice").await, &invitation).await;
    assert!(matches!(refused, Err(FlowError::TermsNotAccepted)), "{refused:?}");
}

#[tokio::test]
async fn either_side_ends_it_at_once_and_nobody_else_does() {
    for name in ["alice", "bob"] {
        let scene = scene().await;
        let id = bob_acts(&scene, 100).await.id;
        mails(&scene).await;
        let stranger = end(&scene.ctx, &just_in(&scene, "carol").await, id).await;
        assert!(matches!(stranger, Err(FlowError::NotFound)), "{stranger:?}");
        let session = just_in(&scene, name).await;
        scene.clock.advance(secs(3600));
        end(&scene.ctx, &session, id).await.unwrap();
        assert!(!bob_may(&scene).await);
        assert_eq!(told(&scene).await, to_both(MailKind::DelegationEnded));
        let by = match name {
            "alice" => DelegationEnd::Owner,
            _ => DelegationEnd::Delegate,
        };
        assert_eq!(end_of(&given(&scene).await[0]), Some(&by));
        let again = end(&scene.ctx, &session, id).await;
        assert!(again.is_err(), "{again:?}");
    }
}

#[tokio::test]
async fn an_owner_is_reminded_once_two_weeks_before_a_review_and_before_the_end() {
    let scene = scene().await;
    let id = bob_acts(&scene, 150).await.id;
    mails(&scene).await;
    let reminded = async |days: u64| {
        scene.clock.advance(secs(days * DAY));
        tend(&scene).await;
        told(&scene).await
    };
    let alice = |kind| [("alice".to_owned(), kind)];
    assert_eq!(reminded(75).await, []);
    assert_eq!(reminded(1).await, alice(MailKind::DelegationReview));
    assert_eq!(reminded(10).await, []);
    let session = just_in(&scene, "alice").await;
    let confirmed = confirm(&scene.ctx, &session, id, in_days(&scene, 64)).await;
    assert!(confirmed.unwrap().is_ok());
    assert_eq!(reminded(49).await, []);
    assert_eq!(reminded(1).await, alice(MailKind::DelegationExpiring));
    assert_eq!(reminded(13).await, []);
    assert_eq!(reminded(1).await, to_both(MailKind::DelegationEnded));
}

#[tokio::test]
async fn whoever_goes_takes_along_what_they_held() {
    let scene = scene().await;
    bob_acts(&scene, 100).await;
    invited(&scene, "carol", 100).await;
    mails(&scene).await;
    delete_user(&scene.ctx, "bob").await.unwrap();
    assert!(
        told(&scene)
            .await
            .contains(&("alice".to_owned(), MailKind::DelegationEnded))
    );
    delete_user(&scene.ctx, "carol").await.unwrap();
    assert_eq!(told(&scene).await, [], "that tells who exists");
    let given = given(&scene).await;
    let shown: Vec<_> = given
        .iter()
        .map(|one| (one.state.as_str(), end_of(one)))
        .collect();
    assert_eq!(
        shown,
        [("invited", None), ("ended", Some(&DelegationEnd::Delegate))]
    );
    // Somebody else of that name has not what bob had.
    add(&scene, "bob").await;
    assert!(!bob_may(&scene).await);
}

/// So many that bob has accepted, of alice, one of whose times was up before anybody noticed.
async fn bob_holds(scene: &Scene, many: u32) {
    let (alice, bob) = (
        scene.alice().await.id,
        find_user(&scene.ctx, "bob").await.unwrap().id,
    );
    let now = scene.ctx.clock.now();
    let held = (0..many).map(|number| Delegation {
        id: DelegationId::new(scene.ctx.entropy.uuid()),
        owner_id: alice,
        delegate_id: Some(bob),
        invited: UserName::parse("bob").unwrap(),
        resource: Resource::parse(&format!("filing:{number}")).unwrap(),
        created_at: now - secs(DAY),
        expires_at: if number == 0 { now } else { in_days(scene, 9) },
        state: DelegationState::Accepted {
            at: now - secs(DAY),
            review_at: if number == 0 { now } else { in_days(scene, 9) },
            tended_at: now,
        },
        version: Version::FIRST,
    });
    scene.commit(UnitOfWork::new("hold").put_all(held)).await;
}

#[tokio::test]
async fn whoever_goes_leaves_nothing_that_they_held_however_much_that_was() {
    let scene = scene().await;
    bob_holds(&scene, 1101).await;
    delete_user(&scene.ctx, "bob").await.unwrap();
    let due = scene.ctx.store.due_delegations(in_days(&scene, 400), 2000).await;
    assert_eq!(due.unwrap(), [], "none is kept as one that somebody holds");
    let ended = super::audit::events(&scene, "delegation_ended").await;
    assert_eq!(ended.len(), 2 * 1101, "for both of each");
    let expired = |reason: &Option<String>| reason.as_ref().is_some_and(|why| why.ends_with(" expired"));
    assert_eq!(ended.iter().filter(|one| expired(&one.reason)).count(), 2);
}

#[tokio::test]
async fn whoever_is_changed_while_they_go_goes_all_the_same() {
    let scene = scene().await;
    bob_holds(&scene, 3).await;
    suspend_user(&scene.ctx, "bob").await.unwrap();
    let bob = find_user(&scene.ctx, "bob").await.unwrap();
    // Somebody opens the account again at this moment.
    let opened = UnitOfWork::new("open").put(bob.clone().in_state(UserState::Active));
    let gone = overtaken(&scene, opened, async |ctx| delete_user(ctx, "bob").await).await;
    assert_eq!(gone.unwrap().id, bob.id);
    assert_eq!(scene.ctx.store.user(bob.id).await.unwrap(), None);
    let due = scene.ctx.store.due_delegations(in_days(&scene, 400), 10).await;
    assert_eq!(due.unwrap(), []);
}

#[tokio::test]
async fn r14_nobody_fills_a_mailbox_with_invitations() {
    let scene = scene().await;
    let alice = just_in(&scene, "alice").await;
    for number in 0..9 {
        let invitation = Invitation {
            resource: Resource::parse(&format!("filing:{number}")).unwrap(),
            ..for_filing(&scene, "bob", 9)
        };
        invite_by(&scene, &alice, &invitation).await.unwrap().unwrap();
    }
    assert_eq!(mails(&scene).await.len(), 3);
    let bob = find_user(&scene.ctx, "bob").await.unwrap().id;
    let held = delegations(&scene.ctx, bob).await.unwrap().held;
    assert_eq!(held.len(), 9, "bob finds them all at his page");
}

#[tokio::test]
async fn r14_nobody_fills_a_page_with_invitations() {
    let scene = scene().await;
    let alice = just_in(&scene, "alice").await;
    let to = |name: &str, number: u32| Invitation {
        resource: Resource::parse(&format!("filing:{number}")).unwrap(),
        ..for_filing(&scene, name, 9)
    };
    for number in 0..20 {
        invite_by(&scene, &alice, &to("bob", number))
            .await
            .unwrap()
            .unwrap();
    }
    let refused = invite_by(&scene, &alice, &to("bob", 20)).await.unwrap();
    assert_eq!(refused.map(|one| one.id), Err(Refused::Full));
    for number in 0..10 {
        invite_by(&scene, &alice, &to("carol", number))
            .await
            .unwrap()
            .unwrap();
    }
    let refused = invite_by(&scene, &alice, &to("carol", 10)).await;
    assert!(
        matches!(refused, Err(FlowError::TooMany { .. })),
        "thirty in an hour"
    );
}
