//! R1, R7, R10, R14: a passkey before a name, on the flows alone.

use countersign_core::{
    Ctx, FlowError,
    flow::{
        log_in_by_passkey::{PasskeyAnswer, Question, ask_for_passkey, log_in_by_passkey},
        start_login::StartedLogin,
    },
    method::passkey::{PasskeyRefusal, Used, open_request_options, verify_nobodys},
    model::{
        Authenticator, AuthenticatorState, BearerToken, Credential, DisplayText, Method, Passkey,
        RequestContext, StateTag, User, UserState,
    },
    port::UnitOfWork,
    testing::sample,
};
use countersign_proto::ids::LoginId;
use countersign_tests::SecurityKey;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::{
    mails::work,
    scene::{Scene, secs},
};

/// Where the pages are.
const ORIGIN: &str = "http://localhost:8080";
/// An address that has done nothing yet.
const ADDRESS: &str = "192.0.2.1";

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
    let (one, other) = (answer(&mut key, &question), answer(&mut key, &question));
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
async fn r7_whatever_is_wrong_is_answered_alike_for_the_same_work() {
    let (mut scene, key) = scene().await;
    let unknown = SecurityKey::at(ORIGIN, 2).but(|other| other.user = handle(&sample::user()));
    let mut seen = vec![refused(&mut scene, unknown).await];
    let nameless = key.clone().but(|key| key.user = Value::Null);
    seen.push(refused(&mut scene, nameless).await);
    let anothers = key
        .clone()
        .but(|key| key.user = handle(&sample::user_named("bob")));
    seen.push(refused(&mut scene, anothers).await);
    let elsewhere = key
        .clone()
        .but(|key| key.origin = "https://example.org".to_owned());
    seen.push(refused(&mut scene, elsewhere).await);
    for state in [
        AuthenticatorState::Suspended,
        AuthenticatorState::Locked,
        AuthenticatorState::Lost,
        AuthenticatorState::Deleted,
    ] {
        let change = |authenticator: &mut Authenticator, _: &mut User| authenticator.state = state;
        alter(&scene, &key, change).await;
        seen.push(refused(&mut scene, key.clone()).await);
    }
    let change = |authenticator: &mut Authenticator, user: &mut User| {
        authenticator.state = AuthenticatorState::Active;
        user.state = UserState::Suspended;
    };
    alter(&scene, &key, change).await;
    seen.push(refused(&mut scene, key.clone()).await);
    assert!(seen.iter().all(|calls| *calls == seen[0]), "{seen:#?}");
}

/// What a refusal costs: the calls to the store, where a look whether it writes stands for a write.
async fn refused(scene: &mut Scene, key: SecurityKey) -> Vec<&'static str> {
    let (answer, calls, _) = work(scene, async |scene: &Scene| {
        let question = ask(&scene.ctx);
        log_in_by_passkey(&scene.ctx, answer(&mut key.clone(), &question)).await
    })
    .await;
    assert!(
        matches!(answer, Err(FlowError::NoUsableAuthenticator)),
        "{answer:?}"
    );
    let writes = |call| if call == "check" { "commit" } else { call };
    let mut calls: Vec<&str> = calls.into_iter().map(writes).collect();
    calls.sort_unstable();
    calls
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
    assert_eq!(judge(stranger.sign(&options)), PasskeyRefusal::Signature);
    // The private key to the stand-in is the number one, as everybody knows.
    let mut everybodys = SecurityKey::of_number_one(ORIGIN);
    assert_eq!(judge(everybodys.sign(&options)), PasskeyRefusal::Unknown);
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
    elsewhere.context.ip = Some("192.0.2.2".parse().unwrap());
    assert!(log_in_by_passkey(&scene.ctx, elsewhere).await.is_ok());
    let kept = scene.ctx.store.holding(authenticator(&key).id).await.unwrap();
    assert_eq!(
        kept.unwrap().authenticator.failures,
        0,
        "nobody locks the passkey"
    );
}
