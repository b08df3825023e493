//! What people learn by asking for mails, how often they may, and how long links are good.

use std::{net::IpAddr, sync::Arc, time::Duration};

use countersign_core::{
    FlowError,
    flow::{
        change_account::{Mailbox, ask_for_email, change_password, confirm_email},
        known_browser,
        mail::Asker,
        manage_users::{NewUser, add_user, set_password, suspend_user},
        remind_username::remind_username,
        repudiate::repudiate,
        reset_password::{ask_for_reset, look_up_reset, reset_password},
        sign_up::{SignUp, confirm_sign_up, look_up_sign_up, sign_up},
    },
    model::{
        Authenticator, AuthenticatorState, BearerToken, Confirmation, FirstFactor, Job, JobKind, Mail,
        MailAddress, MailKind, MailedLink, NumberMatching, Purpose, Session, StateTag, User, Version,
    },
    passwords::{PasswordError, TypedPassword},
    port::UnitOfWork,
    testing::CountingStore,
};
use countersign_tests::APPROVE;

use super::scene::{Scene, secs};

const OLD: &str = "gorilla wedding teapot";
const NEW: &str = "teapot wedding gorilla 7";

/// A scene in which mail is sent, and carol has a mailbox and a password.
async fn scene() -> Scene {
    let scene = Scene::with(|settings| {
        settings.mail.smtp_url = Some("smtp://localhost".parse().unwrap());
        settings.accounts.sign_up = true;
    })
    .await;
    let new = NewUser {
        name: "carol".to_owned(),
        email: Some(address("carol@example.org")),
        display_name: None,
        password: Some(TypedPassword::new(OLD)),
    };
    add_user(&scene.ctx, new).await.unwrap();
    scene
}

pub(super) fn address(text: &str) -> MailAddress {
    MailAddress::parse(text).unwrap()
}

pub(super) fn asker(from: &str) -> Asker {
    let address: IpAddr = from.parse().unwrap();
    Asker {
        address: Some(address),
        known_browser: None,
    }
}

fn somebody() -> Asker {
    asker("192.0.2.1")
}

fn applicant(name: &str, email: &str, from: Asker) -> SignUp {
    SignUp {
        name: name.to_owned(),
        email: email.to_owned(),
        password: TypedPassword::new(NEW),
        language: "en".to_owned(),
        asker: from,
    }
}

/// The mails that wait, which are then gone.
pub(super) async fn mails(scene: &Scene) -> Vec<Mail> {
    let now = scene.ctx.clock.now();
    let leased = scene.ctx.store.lease_jobs(now, now, 1000).await.unwrap();
    let open = |job: &Job| match &job.kind {
        JobKind::SendMail(sealed) => {
            let id = job.id.as_uuid();
            let opened = scene.ctx.secrets.open(Job::mail_place(id.as_bytes()), sealed);
            Some(serde_json::from_slice(&opened.unwrap()).unwrap())
        }
        JobKind::DeliverChallenge(_) | JobKind::SendMessage(_) | JobKind::TellLogout(_) => None,
    };
    let mails = leased.iter().filter_map(|leased| open(&leased.job)).collect();
    let done = leased.iter().map(|leased| leased.job.id);
    scene.commit(UnitOfWork::new("sent").finish(done)).await;
    mails
}

pub(super) fn token(mail: &Mail) -> BearerToken {
    BearerToken::presented(mail.link.as_ref().unwrap().rsplit('/').next().unwrap())
}

async fn carol(scene: &Scene) -> User {
    let found = scene
        .ctx
        .store
        .users_by_email(&address("carol@example.org"), 9)
        .await;
    found.unwrap().remove(0)
}

/// Carol, as somebody who has just logged in.
async fn session(scene: &Scene, secret: &str) -> BearerToken {
    let now = scene.ctx.clock.now();
    let cookie = BearerToken::presented(secret);
    let session = Session {
        token: cookie.hash(),
        user_id: carol(scene).await.id,
        login_id: countersign_proto::ids::LoginId::new(scene.ctx.entropy.uuid()),
        acr: "urn:countersign:acr:push".to_owned(),
        created_at: now,
        expires_at: now + secs(8 * 3600),
        version: Version::FIRST,
    };
    scene.commit(UnitOfWork::new("log in").put(session)).await;
    cookie
}

async fn is_open(scene: &Scene, cookie: &BearerToken) -> bool {
    let found = countersign_core::flow::session::session_user(&scene.ctx, cookie).await;
    found.unwrap().is_some()
}

async fn reset_link(scene: &Scene) -> BearerToken {
    ask_for_reset(&scene.ctx, "carol", somebody()).await.unwrap();
    token(&mails(scene).await[0])
}

/// What asking costs: calls to the store, and passwords that were computed.
pub(super) async fn work<T>(
    scene: &mut Scene,
    ask: impl AsyncFn(&Scene) -> T,
) -> (T, Vec<&'static str>, u64) {
    let store = Arc::clone(&scene.ctx.store);
    let counting = Arc::new(CountingStore::new(Arc::clone(&store)));
    scene.ctx.store = counting.clone();
    let before = scene.ctx.passwords.computed();
    let answer = ask(scene).await;
    let computed = scene.ctx.passwords.computed() - before;
    scene.ctx.store = store;
    (answer, counting.take(), computed)
}

#[tokio::test]
async fn r7_whoever_signs_up_gets_the_same_answer_for_the_same_work() {
    let mut scene = scene().await;
    let mut seen = Vec::new();
    for (name, email, kind) in [
        ("newcomer", "new@example.org", MailKind::SignUp),
        ("carol", "taken@example.org", MailKind::SignUpNameTaken),
        ("CAROL", "cased@example.org", MailKind::SignUpNameTaken),
        // Cyrillic letters alone.
        ("сагоӏ", "alike@example.org", MailKind::SignUpNameTaken),
        ("caro1", "digit@example.org", MailKind::SignUpNameTaken),
        ("another", "Carol@Example.org", MailKind::SignUpKnown),
        ("carol", "carol@example.org", MailKind::SignUpKnown),
    ] {
        let (answer, calls, computed) = work(&mut scene, async |scene: &Scene| {
            sign_up(&scene.ctx, applicant(name, email, somebody())).await
        })
        .await;
        answer.unwrap();
        let sent = mails(&scene).await;
        assert_eq!((sent.len(), sent[0].kind), (1, kind), "{name} {email}");
        seen.push((calls, computed));
    }
    assert_eq!(seen[0].1, 1, "the password is hashed");
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
}

#[tokio::test]
async fn r7_whoever_has_forgotten_something_gets_the_same_answer_for_the_same_work() {
    let mut scene = scene().await;
    let mut seen = Vec::new();
    // Alice has no mailbox, nobody is nobody.
    for (name, sent) in [("carol", 1), ("alice", 0), ("nobody", 0)] {
        let (answer, calls, computed) = work(&mut scene, async |scene: &Scene| {
            ask_for_reset(&scene.ctx, name, somebody()).await
        })
        .await;
        answer.unwrap();
        assert_eq!(mails(&scene).await.len(), sent, "{name}");
        seen.push((calls, computed));
    }
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
    seen.clear();
    for (email, sent) in [("carol@example.org", 1), ("nobody@example.org", 0)] {
        let (answer, calls, computed) = work(&mut scene, async |scene: &Scene| {
            remind_username(&scene.ctx, email, somebody()).await
        })
        .await;
        answer.unwrap();
        let found = mails(&scene).await;
        assert_eq!(found.len(), sent, "{email}");
        assert!(found.iter().all(|mail| mail.name == "carol"));
        seen.push((calls, computed));
    }
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
}

#[tokio::test]
async fn r14_strangers_fill_no_mailbox_and_keep_no_owner_from_theirs() {
    let scene = scene().await;
    let ask = async |from: Asker| ask_for_reset(&scene.ctx, "carol", from).await;
    for host in 1..=9 {
        ask(asker(&format!("192.0.2.{host}"))).await.unwrap();
    }
    let sent = mails(&scene).await;
    assert_eq!(sent.len(), 3, "however many strangers there are");
    let cookie = known_browser::issue(&scene.ctx, &carol(&scene).await.name, None);
    let owner = Asker {
        known_browser: known_browser::recognise(&scene.ctx, &cookie, &carol(&scene).await.name),
        ..asker("198.51.100.1")
    };
    ask(owner).await.unwrap();
    assert_eq!(mails(&scene).await.len(), 1, "the owner's browser has its own");
    remind_username(&scene.ctx, "carol@example.org", asker("192.0.2.1"))
        .await
        .unwrap();
    assert_eq!(mails(&scene).await.len(), 1, "each kind has its own");
    // What strangers asked for serves the owner, who got it.
    assert!(look_up_reset(&scene.ctx, &token(&sent[0])).await.is_ok());
    scene.clock.advance(secs(3600));
    ask(somebody()).await.unwrap();
    assert_eq!(mails(&scene).await.len(), 1);
}

#[tokio::test]
async fn r14_whoever_causes_too_many_mails_waits_and_nobody_else() {
    let scene = scene().await;
    for number in 0..30 {
        let email = format!("somebody{number}@example.org");
        sign_up(
            &scene.ctx,
            applicant(&format!("somebody-{number}"), &email, somebody()),
        )
        .await
        .unwrap();
    }
    scene.clock.advance(secs(600));
    let computed = scene.ctx.passwords.computed();
    let refused = sign_up(&scene.ctx, applicant("late", "late@example.org", somebody())).await;
    let hour_is_over = secs(3000);
    assert!(
        matches!(refused, Err(FlowError::TooMany { retry_after }) if retry_after == hour_is_over),
        "{refused:?}"
    );
    assert_eq!(
        scene.ctx.passwords.computed(),
        computed,
        "no work is done for them"
    );
    // For names that exist as for others.
    for name in ["carol", "nobody"] {
        let refused = ask_for_reset(&scene.ctx, name, somebody()).await;
        assert!(matches!(refused, Err(FlowError::TooMany { .. })), "{name}");
    }
    ask_for_reset(&scene.ctx, "carol", asker("192.0.2.2"))
        .await
        .unwrap();
    scene.clock.advance(hour_is_over);
    sign_up(&scene.ctx, applicant("late", "late@example.org", somebody()))
        .await
        .unwrap();
}

#[tokio::test]
async fn r6_a_link_to_an_account_makes_it_once_in_time_and_for_whoever_asked_for_it() {
    let scene = scene().await;
    let ask = async |name: &str, email: &str| {
        sign_up(&scene.ctx, applicant(name, email, somebody()))
            .await
            .unwrap();
        let sent = mails(&scene).await;
        assert_eq!(sent[0].kind, MailKind::SignUp);
        token(&sent[0])
    };
    let confirm = async |token: &BearerToken, password: &str| {
        confirm_sign_up(&scene.ctx, token, TypedPassword::new(password)).await
    };
    let link = ask("newcomer", "new@example.org").await;
    assert_eq!(
        look_up_sign_up(&scene.ctx, &link).await.unwrap().as_str(),
        "newcomer"
    );
    // Whoever owns the mailbox and has not asked does not know the password.
    assert!(matches!(
        confirm(&link, "wrong").await,
        Err(FlowError::WrongPassword)
    ));
    scene.clock.advance(MailedLink::TTL - Duration::from_millis(1));
    let rival = ask("newcomer", "rival@example.org").await;
    let user = confirm(&link, NEW).await.unwrap();
    assert_eq!(user.email, Some(address("new@example.org")));
    assert!(matches!(confirm(&link, NEW).await, Err(FlowError::NotPending)));
    assert!(matches!(
        confirm(&rival, NEW).await,
        Err(FlowError::AlreadyExists)
    ));
    let late = ask("latecomer", "late@example.org").await;
    scene.clock.advance(MailedLink::TTL);
    assert!(matches!(confirm(&late, NEW).await, Err(FlowError::NotPending)));
    let guess = BearerToken::presented("guess");
    assert!(matches!(confirm(&guess, NEW).await, Err(FlowError::NotFound)));
    // Links of one kind do nothing of another.
    let reset = reset_link(&scene).await;
    assert!(matches!(confirm(&reset, OLD).await, Err(FlowError::NotFound)));
}

#[tokio::test]
async fn r6_a_reset_link_works_once_in_time_and_for_the_password_that_was_forgotten() {
    let scene = scene().await;
    let reset = async |token: &BearerToken, password: &str| {
        reset_password(&scene.ctx, token, TypedPassword::new(password)).await
    };
    let (first, second) = (reset_link(&scene).await, reset_link(&scene).await);
    let guessable = reset(&first, "carol2024").await;
    assert!(matches!(
        guessable,
        Err(FlowError::Password(PasswordError::Guessable))
    ));
    scene.clock.advance(MailedLink::TTL - Duration::from_millis(1));
    reset(&first, NEW).await.unwrap();
    assert_eq!(mails(&scene).await[0].kind, MailKind::PasswordChanged);
    for ended in [&first, &second] {
        assert!(matches!(reset(ended, OLD).await, Err(FlowError::NotPending)));
    }
    scene.clock.advance(secs(3600));
    let late = reset_link(&scene).await;
    scene.clock.advance(MailedLink::TTL);
    assert!(matches!(reset(&late, OLD).await, Err(FlowError::NotPending)));
    scene.clock.advance(secs(3600));
    let overtaken = reset_link(&scene).await;
    set_password(&scene.ctx, "carol", TypedPassword::new(OLD))
        .await
        .unwrap();
    assert!(matches!(reset(&overtaken, NEW).await, Err(FlowError::NotPending)));
}

#[tokio::test]
async fn r4_nobody_suspended_resets_a_password() {
    let scene = scene().await;
    let link = reset_link(&scene).await;
    suspend_user(&scene.ctx, "carol").await.unwrap();
    let refused = reset_password(&scene.ctx, &link, TypedPassword::new(NEW)).await;
    assert!(matches!(refused, Err(FlowError::NotPending)));
    ask_for_reset(&scene.ctx, "carol", somebody()).await.unwrap();
    remind_username(&scene.ctx, "carol@example.org", somebody())
        .await
        .unwrap();
    assert!(mails(&scene).await.is_empty());
}

#[tokio::test]
async fn another_password_ends_sessions_and_logins_that_rely_on_the_one_before() {
    let scene = scene().await;
    let cookie = session(&scene, "elsewhere").await;
    let mut with_password = scene.by_tap();
    with_password.first_factor = FirstFactor::Verified;
    with_password.parallel = true;
    let relying = scene.start(&with_password).await.unwrap().login.id;
    let other = scene.login().await;
    let link = reset_link(&scene).await;
    reset_password(&scene.ctx, &link, TypedPassword::new(NEW))
        .await
        .unwrap();
    assert!(!is_open(&scene, &cookie).await);
    assert_eq!(scene.state(relying).await, StateTag::Pending, "alice's own");
    set_password(&scene.ctx, "alice", TypedPassword::new(NEW))
        .await
        .unwrap();
    assert_eq!(scene.state(relying).await, StateTag::Cancelled);
    assert_eq!(scene.state(other).await, StateTag::Pending);
}

#[tokio::test]
async fn a_password_is_changed_after_a_fresh_login_by_whoever_knows_the_old_one() {
    let scene = scene().await;
    let change = async |cookie: &BearerToken, old: &str, new: &str| {
        let (old, new) = (TypedPassword::new(old), TypedPassword::new(new));
        change_password(&scene.ctx, cookie, old, new, somebody()).await
    };
    let (cookie, elsewhere) = (session(&scene, "here").await, session(&scene, "elsewhere").await);
    let nobody = BearerToken::presented("guess");
    assert!(matches!(
        change(&nobody, OLD, NEW).await,
        Err(FlowError::NotFound)
    ));
    assert!(matches!(
        change(&cookie, "wrong", NEW).await,
        Err(FlowError::WrongPassword)
    ));
    let short = change(&cookie, OLD, "short").await;
    assert!(matches!(short, Err(FlowError::Password(PasswordError::TooShort))));
    scene.clock.advance(Session::FRESH - Duration::from_millis(1));
    change(&cookie, OLD, NEW).await.unwrap();
    assert!(is_open(&scene, &cookie).await && !is_open(&scene, &elsewhere).await);
    assert_eq!(mails(&scene).await[0].kind, MailKind::PasswordChanged);
    scene.clock.advance(Duration::from_millis(1));
    assert!(matches!(
        change(&cookie, NEW, OLD).await,
        Err(FlowError::FreshLoginRequired)
    ));
}

#[tokio::test]
async fn r14_whoever_has_a_session_does_not_guess_the_password_for_long() {
    let scene = scene().await;
    let cookie = session(&scene, "here").await;
    let change = async |old: &str| {
        let (old, new) = (TypedPassword::new(old), TypedPassword::new(NEW));
        change_password(&scene.ctx, &cookie, old, new, somebody()).await
    };
    for _ in 0..10 {
        assert!(matches!(change("wrong").await, Err(FlowError::WrongPassword)));
    }
    assert!(matches!(change(OLD).await, Err(FlowError::TooMany { .. })));
}

#[tokio::test]
async fn an_address_counts_once_it_is_proven_and_both_are_told() {
    let scene = scene().await;
    let cookie = session(&scene, "here").await;
    let ask = async |email: &str| ask_for_email(&scene.ctx, &cookie, Mailbox::First, email, somebody()).await;
    ask("new@example.org").await.unwrap();
    let told = mails(&scene).await;
    let to = |mail: &Mail| (mail.to.as_str().to_owned(), mail.kind);
    let mut kinds: Vec<_> = told.iter().map(to).collect();
    kinds.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(
        kinds,
        [
            ("carol@example.org".to_owned(), MailKind::EmailAsked),
            ("new@example.org".to_owned(), MailKind::EmailProof),
        ]
    );
    assert!(!format!("{told:?}").contains('@'), "{told:?}");
    let proof = told
        .iter()
        .find(|mail| mail.kind == MailKind::EmailProof)
        .unwrap();
    // A link to the mailbox before is worth nothing afterwards.
    let reset = reset_link(&scene).await;
    let (user, _) = confirm_email(&scene.ctx, &cookie, &token(proof)).await.unwrap();
    assert_eq!(user.email, Some(address("new@example.org")));
    let mut told: Vec<String> = mails(&scene).await.iter().map(|mail| to(mail).0).collect();
    told.sort();
    assert_eq!(told, ["carol@example.org", "new@example.org"]);
    assert!(matches!(
        confirm_email(&scene.ctx, &cookie, &token(proof)).await,
        Err(FlowError::NotPending)
    ));
    let stale = reset_password(&scene.ctx, &reset, TypedPassword::new(NEW)).await;
    assert!(matches!(stale, Err(FlowError::NotPending)));
    assert!(matches!(ask("no address").await, Err(FlowError::Invalid(_))));
    scene.clock.advance(Session::FRESH);
    assert!(matches!(
        ask("new@example.org").await,
        Err(FlowError::FreshLoginRequired)
    ));
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_mailed_and_nobody_signs_up() {
    let scene = Scene::with(|settings| settings.accounts.sign_up = true).await;
    let refused = [
        sign_up(&scene.ctx, applicant("newcomer", "new@example.org", somebody())).await,
        ask_for_reset(&scene.ctx, "alice", somebody()).await,
        remind_username(&scene.ctx, "new@example.org", somebody()).await,
    ];
    assert!(
        refused
            .iter()
            .all(|refused| matches!(refused, Err(FlowError::NotFound)))
    );
    assert!(mails(&scene).await.is_empty());
}

#[tokio::test]
async fn r11_the_owner_is_told_that_what_a_service_set_up_was_confirmed_and_can_undo_it() {
    let scene = scene().await;
    let alice = scene.alice().await.with_email(address("alice@example.org"));
    let before = scene.authenticator().await;
    let of_the_shop = Authenticator {
        confirmation: Confirmation::OnlyFor(scene.shop().await.id),
        version: before.version.next(),
        ..before.clone()
    };
    scene
        .commit(UnitOfWork::new("raw").put(alice).put(of_the_shop))
        .await;
    let mut request = scene.by_tap();
    request.client = None;
    request.purpose = Purpose::Confirm;
    request.authenticator_id = Some(before.id);
    let login = scene.start(&request).await.unwrap().login.id;
    mails(&scene).await;
    scene.answer(login, APPROVE).await.unwrap();
    assert_eq!(scene.authenticator().await.confirmation, Confirmation::ByUser);
    let [told] = &mails(&scene).await[..] else {
        panic!("one notice")
    };
    assert_eq!(told.kind, MailKind::AuthenticatorConfirmed);
    repudiate(&scene.ctx, &token(told)).await.unwrap();
    assert_ne!(scene.authenticator().await.state, AuthenticatorState::Active);
}

#[tokio::test]
async fn r11_the_owner_is_told_when_an_authenticator_locks_and_loses_nothing_by_saying_it_was_not_them() {
    let scene = scene().await;
    let alice = scene.alice().await.with_email(address("alice@example.org"));
    let failed_often = Authenticator {
        failures: 99,
        version: scene.authenticator().await.version.next(),
        ..scene.authenticator().await
    };
    scene
        .commit(UnitOfWork::new("fail").put(alice).put(failed_often))
        .await;
    let mut request = scene.by_tap();
    request.number_matching = Some(NumberMatching::Pick);
    let login = scene.start(&request).await.unwrap().login.id;
    mails(&scene).await;
    scene.answer(login, APPROVE).await.unwrap();
    assert_eq!(scene.authenticator().await.state, AuthenticatorState::Locked);
    let [told] = &mails(&scene).await[..] else {
        panic!("one notice")
    };
    assert_eq!(
        (told.kind, told.to.as_str()),
        (MailKind::AuthenticatorLocked, "alice@example.org")
    );
    assert!(told.what.contains("method-push"), "{}", told.what);
    let found = repudiate(&scene.ctx, &token(told)).await.unwrap();
    assert!(!found.suspends);
    // A lock is an operator's to lift, whoever says what.
    assert_eq!(scene.authenticator().await.state, AuthenticatorState::Locked);
    assert!(mails(&scene).await.is_empty());
}
