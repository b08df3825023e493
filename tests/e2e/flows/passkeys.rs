//! R1, R7, R10, R14: a passkey before a name, on the flows alone.

use std::{net::Ipv4Addr, sync::Arc};

use countersign_core::{
    Ctx, FlowError,
    flow::{
        log_in_by_passkey::{PasskeyAnswer, Question, ask_for_passkey, log_in_by_passkey},
        manage_users::set_password,
        start_login::StartedLogin,
        verify_password::{PasswordCheck, verify_password},
    },
    method::passkey::{PasskeyRefusal, Used, open_request_options, verify_nobodys, verify_open},
    model::{
        Authenticator, AuthenticatorState, BearerToken, ClientId, Credential, DisplayText, Method, Passkey,
        RequestContext, StateTag, User, UserState,
    },
    passwords::TypedPassword,
    port::UnitOfWork,
    testing::{CountingStore, sample},
};
use countersign_proto::ids::LoginId;
use countersign_tests::SecurityKey;
use data_encoding::BASE64URL_NOPAD;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{
    mails::work,
    scene::{Scene, secs},
};

/// Where the pages are.
const ORIGIN: &str = "http://localhost:8080";
/// An address that has done nothing yet.
const ADDRESS: &str = "192.0.2.1";
/// Another one.
const ELSEWHERE: &str = "192.0.2.2";
/// Alice's password, where she has one.
const PASSWORD: &str = "gorilla wedding teapot";

/// Alice with a passkey, and the key that has it.
async fn scene() -> (Scene, SecurityKey) {
    let scene = Scene::with(|settings| settings.server.public_url = Some(ORIGIN.parse().unwrap())).await;
    let mut key = SecurityKey::at(ORIGIN, 1);
    key.user = handle(&sample::user());
    scene
        .commit(UnitOfWork::new("scene").put(authenticator(&key)))
        .await;
    (scene, key)
}

fn handle(user: &User) -> Value {
    BASE64URL_NOPAD.encode(user.id.as_uuid().as_bytes()).into()
}

fn authenticator(key: &SecurityKey) -> Authenticator {
    let passkey = key.passkey();
    let id = BASE64URL_NOPAD.decode(passkey.id.as_bytes()).unwrap();
    Authenticator {
        id: Passkey::authenticator_id(&id),
        credential: Credential::Passkey(passkey),
        ..sample::authenticator()
    }
}

fn browser() -> BearerToken {
    BearerToken::presented("alices-browser")
}

fn ask(ctx: &Ctx) -> Question {
    ask_for_passkey(ctx, &browser()).unwrap()
}

/// What the key says to a question.
fn answer(key: &mut SecurityKey, question: &Question) -> PasskeyAnswer {
    PasskeyAnswer {
        ticket: question.ticket.clone(),
        browser: browser(),
        used: serde_json::from_value(key.sign(&question.options)).unwrap(),
        service: DisplayText::from_stored("Countersign".to_owned()),
        context: RequestContext {
            ip: Some(ADDRESS.parse().unwrap()),
            user_agent: None,
        },
        known: None,
    }
}

/// Asks and answers.
async fn try_it(ctx: &Ctx, key: &mut SecurityKey) -> Result<StartedLogin, FlowError> {
    let question = ask(ctx);
    log_in_by_passkey(ctx, answer(key, &question)).await
}

#[tokio::test]
async fn r1_two_right_answers_to_one_question_are_one_login() {
    let (scene, mut key) = scene().await;
    let question = ask(&scene.ctx);
    assert_eq!(question.options["allowCredentials"], json!([]));
    assert_eq!(question.options["userVerification"], "required");
    let (one, mut other) = (answer(&mut key, &question), answer(&mut key, &question));
    // From one address they would come one after the other.
    other.context.ip = Some(ELSEWHERE.parse().unwrap());
    let (one, other) = tokio::join!(
        log_in_by_passkey(&scene.ctx, one),
        log_in_by_passkey(&scene.ctx, other)
    );
    let (login, refused) = match (one, other) {
        (Ok(started), Err(refused)) | (Err(refused), Ok(started)) => (started.login, refused),
        neither => panic!("{neither:?}"),
    };
    assert!(matches!(refused, FlowError::NotPending), "{refused}");
    assert_eq!(login.state.tag(), StateTag::Approved);
    assert_eq!(login.request.methods, [Method::Passkey], "no phone is asked");
    assert_eq!(
        login.assurance().unwrap().acr,
        "urn:countersign:acr:passkey",
        "no password was typed"
    );
    let late = log_in_by_passkey(&scene.ctx, answer(&mut key, &question)).await;
    assert!(matches!(late, Err(FlowError::NotPending)), "{late:?}");
}

#[tokio::test]
async fn r10_an_answer_is_worth_nothing_in_another_browser_nor_later_than_five_minutes() {
    let (scene, mut key) = scene().await;
    let question = ask(&scene.ctx);
    let elsewhere = PasskeyAnswer {
        browser: BearerToken::presented("another-browser"),
        ..answer(&mut key, &question)
    };
    let forged = PasskeyAnswer {
        ticket: question.ticket.to_uppercase(),
        ..answer(&mut key, &question)
    };
    for stranger in [elsewhere, forged] {
        let refused = log_in_by_passkey(&scene.ctx, stranger).await;
        assert!(matches!(refused, Err(FlowError::NotFound)), "{refused:?}");
    }
    scene.clock.advance(secs(300));
    let late = log_in_by_passkey(&scene.ctx, answer(&mut key, &question)).await;
    assert!(matches!(late, Err(FlowError::NotPending)), "{late:?}");
    let question = ask(&scene.ctx);
    scene.clock.advance(secs(299));
    assert!(
        log_in_by_passkey(&scene.ctx, answer(&mut key, &question))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn r10_what_a_browser_asked_with_opens_none_of_its_logins() {
    let (scene, mut key) = scene().await;
    let one = try_it(&scene.ctx, &mut key).await.unwrap();
    let other = try_it(&scene.ctx, &mut key).await.unwrap();
    assert_ne!(one.wait_token.expose(), other.wait_token.expose());
    for started in [one, other] {
        let id = started.login.id.to_string();
        for derived in [browser(), browser().derive(&id), browser().derive("session")] {
            assert_ne!(started.wait_token.expose(), derived.expose());
        }
        assert_eq!(started.login.request.wait_token, started.wait_token.hash());
    }
}

#[tokio::test]
async fn r7_whatever_is_wrong_is_answered_alike_for_the_same_work() {
    let (mut scene, key) = scene().await;
    let unknown = SecurityKey::at(ORIGIN, 2).but(|other| other.user = handle(&sample::user()));
    let elsewhere = |key: &mut SecurityKey| key.origin = "https://example.org".to_owned();
    let may_be_copied = |key: &mut SecurityKey| key.copied = true;
    let backed_up = |key: &mut SecurityKey| (key.copied, key.backed_up) = (true, true);
    let contradictory = |key: &mut SecurityKey| key.backed_up = true;
    let mut seen = Vec::new();
    for wrong in [
        unknown.clone(),
        unknown.clone().but(elsewhere),
        unknown.clone().but(may_be_copied),
        unknown.clone().but(backed_up),
        unknown.but(contradictory),
        key.clone().but(|key| key.user = Value::Null),
        key.clone()
            .but(|key| key.user = handle(&sample::user_named("bob"))),
        key.clone().but(elsewhere),
        key.clone().but(backed_up),
        key.clone().but(contradictory),
    ] {
        seen.push(refused(&mut scene, seen.len(), wrong).await);
    }
    let change = |authenticator: &mut Authenticator, _: &mut User| {
        authenticator.credential = Credential::Passkey(key.clone().but(may_be_copied).passkey());
    };
    alter(&scene, &key, change).await;
    seen.push(refused(&mut scene, seen.len(), key.clone()).await);
    let change = |authenticator: &mut Authenticator, _: &mut User| {
        authenticator.credential = Credential::Passkey(key.passkey());
    };
    alter(&scene, &key, change).await;
    for state in [
        AuthenticatorState::Suspended,
        AuthenticatorState::Locked,
        AuthenticatorState::Lost,
        AuthenticatorState::Deleted,
    ] {
        let change = |authenticator: &mut Authenticator, _: &mut User| authenticator.state = state;
        alter(&scene, &key, change).await;
        seen.push(refused(&mut scene, seen.len(), key.clone()).await);
    }
    let change = |authenticator: &mut Authenticator, user: &mut User| {
        authenticator.state = AuthenticatorState::Active;
        user.state = UserState::Suspended;
    };
    alter(&scene, &key, change).await;
    seen.push(refused(&mut scene, seen.len(), key.clone()).await);
    assert!(seen.iter().all(|calls| *calls == seen[0]), "{seen:#?}");
}

/// What a refusal costs somebody who has not tried yet: the calls to the store.
async fn refused(scene: &mut Scene, host: usize, key: SecurityKey) -> Vec<&'static str> {
    let (answer, calls, _) = work(scene, async |scene: &Scene| {
        let question = ask(&scene.ctx);
        let mut wrong = answer(&mut key.clone(), &question);
        wrong.context.ip = Some(Ipv4Addr::new(198, 51, 100, u8::try_from(host).unwrap()).into());
        log_in_by_passkey(&scene.ctx, wrong).await
    })
    .await;
    assert!(
        matches!(answer, Err(FlowError::NoUsableAuthenticator)),
        "{answer:?}"
    );
    alike(calls)
}

/// The calls, where a look whether the store writes stands for a write.
fn alike(calls: Vec<&'static str>) -> Vec<&'static str> {
    let writes = |call| if call == "check" { "commit" } else { call };
    let mut calls: Vec<&str> = calls.into_iter().map(writes).collect();
    calls.sort_unstable();
    calls
}

#[tokio::test]
async fn r7_a_password_is_judged_for_the_same_work_whoever_has_the_name() {
    let (mut scene, _) = scene().await;
    let bob = User {
        state: UserState::Suspended,
        ..sample::user_named("bob")
    };
    scene.commit(UnitOfWork::new("scene").put(bob)).await;
    set_alices_password(&scene).await;
    set_password(&scene.ctx, "bob", TypedPassword::new(PASSWORD))
        .await
        .unwrap();
    let mut seen = Vec::new();
    for (name, password) in [
        ("nobody", PASSWORD),
        ("alice", "some other words"),
        ("ALICE", "some other words"),
        ("bob", PASSWORD),
        ("bob", "some other words"),
    ] {
        let (user, calls, computed) = work(&mut scene, async |scene: &Scene| {
            verify_password(&scene.ctx, typed(name, password)).await
        })
        .await;
        assert!(user.unwrap().is_none(), "{name}");
        seen.push((alike(calls), computed));
    }
    assert_eq!(seen[0].1, 1, "a password is computed");
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
}

async fn set_alices_password(scene: &Scene) {
    set_password(&scene.ctx, "alice", TypedPassword::new(PASSWORD))
        .await
        .unwrap();
}

/// A name and a password, typed where the answers come from.
fn typed(name: &str, password: &str) -> PasswordCheck {
    PasswordCheck {
        client_id: ClientId::own_pages(),
        username: name.to_owned(),
        password: TypedPassword::new(password),
        address: Some(ADDRESS.parse().unwrap()),
        known_browser: None,
    }
}

/// Changes the passkey and its owner as they are kept.
async fn alter(scene: &Scene, key: &SecurityKey, change: impl Fn(&mut Authenticator, &mut User)) {
    let holding = scene.ctx.store.holding(authenticator(key).id).await.unwrap();
    let mut changed = holding.unwrap().authenticator;
    let mut user = scene.alice().await;
    change(&mut changed, &mut user);
    changed.version = changed.version.next();
    user.version = user.version.next();
    scene
        .commit(UnitOfWork::new("alter").put(changed).put(user))
        .await;
}

#[tokio::test]
async fn an_unknown_passkeys_signature_is_checked_too() {
    let (scene, _) = scene().await;
    let question = ask(&scene.ctx);
    let mut stranger = SecurityKey::at(ORIGIN, 2);
    let login = LoginId::new(scene.ctx.entropy.uuid());
    let judge = |used: Value| {
        let used: Used = serde_json::from_value(used).unwrap();
        verify_nobodys(&scene.ctx, login, &used)
    };
    assert_eq!(
        judge(stranger.sign(&question.options)),
        PasskeyRefusal::Challenge,
        "it answers another login"
    );
    let options = open_request_options(&scene.ctx, login).unwrap();
    // The private key to the stand-in is the number one, as everybody knows.
    let everybodys = SecurityKey::of_number_one(ORIGIN);
    for (copied, backed_up) in [(false, false), (true, false), (true, true)] {
        let saying = |key: &mut SecurityKey| (key.copied, key.backed_up) = (copied, backed_up);
        let mut other = stranger.clone().but(saying);
        assert_eq!(judge(other.sign(&options)), PasskeyRefusal::Signature);
        let mut other = everybodys.clone().but(saying);
        assert_eq!(judge(other.sign(&options)), PasskeyRefusal::Unknown);
    }
    stranger.backed_up = true;
    assert_eq!(
        judge(stranger.sign(&options)),
        PasskeyRefusal::Backup,
        "no key at all may say that"
    );
}

#[tokio::test]
async fn what_a_known_passkey_may_not_say_of_its_copies_is_told_from_a_wrong_signature() {
    let (scene, key) = scene().await;
    let login = LoginId::new(scene.ctx.entropy.uuid());
    let options = open_request_options(&scene.ctx, login).unwrap();
    let alice = sample::user().id;
    for (kept, said) in [
        ((false, false), (true, true)),
        ((false, false), (false, true)),
        ((true, false), (false, false)),
    ] {
        let kept = key.clone().but(|key| (key.copied, key.backed_up) = kept);
        let mut saying = key.clone().but(|key| (key.copied, key.backed_up) = said);
        let used: Used = serde_json::from_value(saying.sign(&options)).unwrap();
        let judged = verify_open(&scene.ctx, login, alice, &kept.passkey(), &used);
        assert_eq!(judged, Err(PasskeyRefusal::Backup), "{said:?}");
    }
}

#[tokio::test]
async fn r14_answers_at_once_are_judged_one_after_the_other_whether_or_not_there_is_such_a_passkey() {
    let (scene, key) = scene().await;
    let known = key.but(|key| key.verifies = false);
    let mut seen = Vec::new();
    for wrong in [known, SecurityKey::at(ORIGIN, 2)] {
        let mut rounds = Vec::new();
        for _ in 0..11 {
            let tries = (0..20).map(async |_| try_it(&scene.ctx, &mut wrong.clone()).await.unwrap_err());
            let mut said: Vec<String> = join_all(tries)
                .await
                .iter()
                .map(|refusal| format!("{refusal:?}"))
                .collect();
            said.sort_unstable();
            rounds.push(said);
        }
        seen.push(rounds);
    }
    assert_eq!(seen[0], seen[1]);
    let judged = |round: &[String]| {
        round
            .iter()
            .filter(|said| *said == "NoUsableAuthenticator")
            .count()
    };
    let judged: Vec<usize> = seen[0].iter().map(|round| judged(round)).collect();
    assert_eq!(judged, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
}

#[tokio::test]
async fn r14_wrong_passkeys_keep_nobody_from_a_password_and_a_login_forgets_them() {
    let (scene, key) = scene().await;
    set_alices_password(&scene).await;
    let mut wrong = key.clone().but(|key| key.verifies = false);
    let mut owner = key.clone().but(|key| key.counter = 100);
    for _ in 0..2 {
        for _ in 0..9 {
            let refused = try_it(&scene.ctx, &mut wrong).await;
            assert!(
                matches!(refused, Err(FlowError::NoUsableAuthenticator)),
                "{refused:?}"
            );
        }
        assert!(try_it(&scene.ctx, &mut owner).await.is_ok());
    }
    for _ in 0..10 {
        assert!(try_it(&scene.ctx, &mut wrong).await.is_err());
    }
    let stopped = try_it(&scene.ctx, &mut owner).await;
    assert!(matches!(stopped, Err(FlowError::TooMany { .. })), "{stopped:?}");
    let user = verify_password(&scene.ctx, typed("alice", PASSWORD)).await;
    assert!(user.unwrap().is_some(), "the password is asked for all the same");
}

#[tokio::test]
async fn a_passkey_that_was_used_elsewhere_at_the_same_moment_leaves_no_login_behind() {
    let (mut scene, mut key) = scene().await;
    let store = Arc::new(CountingStore::new(Arc::clone(&scene.ctx.store)));
    scene.ctx.store = store.clone();
    let mut used = authenticator(&key.clone().but(|key| key.counter = 100));
    used.version = used.version.next();
    store.meanwhile(UnitOfWork::new("use it elsewhere").put(used));
    let refused = try_it(&scene.ctx, &mut key).await;
    assert!(
        matches!(refused, Err(FlowError::NoUsableAuthenticator)),
        "{refused:?}"
    );
    let alice = sample::user().id;
    assert_eq!(scene.ctx.store.pending_logins(alice).await.unwrap().len(), 0);
}

#[tokio::test]
async fn r14_whoever_tries_too_often_is_stopped_and_the_owner_elsewhere_is_not() {
    let (scene, key) = scene().await;
    for mut wrong in [
        key.clone().but(|key| key.verifies = false),
        SecurityKey::at(ORIGIN, 2),
    ] {
        for attempt in 0..10 {
            let refused = try_it(&scene.ctx, &mut wrong).await;
            assert!(
                matches!(refused, Err(FlowError::NoUsableAuthenticator)),
                "{attempt}: {refused:?}"
            );
        }
        let stopped = try_it(&scene.ctx, &mut wrong).await;
        assert!(matches!(stopped, Err(FlowError::TooMany { .. })), "{stopped:?}");
    }
    let mut owner = key.clone().but(|key| key.counter = 100);
    let stopped = try_it(&scene.ctx, &mut owner).await;
    assert!(matches!(stopped, Err(FlowError::TooMany { .. })), "{stopped:?}");
    let question = ask(&scene.ctx);
    let mut elsewhere = answer(&mut owner, &question);
    elsewhere.context.ip = Some(ELSEWHERE.parse().unwrap());
    assert!(log_in_by_passkey(&scene.ctx, elsewhere).await.is_ok());
    let kept = scene.ctx.store.holding(authenticator(&key).id).await.unwrap();
    assert_eq!(
        kept.unwrap().authenticator.failures,
        0,
        "nobody locks the passkey"
    );
}
