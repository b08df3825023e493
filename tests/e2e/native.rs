//! Phones that have made their own keys: no push vendor is needed, and nothing they say can be replayed or moved.

mod ended;
mod pushes;

use std::time::Duration;

use countersign::admin::Command;
use countersign_mobile_sdk::native::{
    Address, NativeError, NativeQuestion, NumberPrompt, Outcome, Shown, Verdict,
};
use countersign_proto::{
    native::{answer::Answer, challenge::shown, request::Request, statement},
    push::PushToken,
};
use countersign_tests::{NativePhone, Provider, RelyingParty, World, by_tap, native_push};
use reqwest::{Response, header::HeaderValue};
use serde_json::{Value, json};

/// Where a phone reads its questions.
const CHALLENGES: &str = "/device/v1/challenges";

async fn scene() -> (World, RelyingParty, NativePhone) {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = world.native_phone(&shop, "alice").await;
    (world, shop, phone)
}

/// What a phone is told that asks in such a way.
async fn asked(phone: &NativePhone, query: &str, tag: Option<&HeaderValue>) -> Response {
    let (name, credentials) = phone.authorization(&phone.reads(CHALLENGES));
    let get = countersign_tests::http()
        .get(format!("{}{CHALLENGES}{query}", phone.account.server))
        .header(name, credentials);
    let get = tag
        .into_iter()
        .fold(get, |get, tag| get.header("if-none-match", tag));
    get.send().await.unwrap()
}

fn matched(matching: &str) -> Value {
    json!({"username": "alice", "number_matching": matching, "parallel": true})
}

fn refused(outcome: Result<Outcome, NativeError>) -> u16 {
    match outcome {
        Err(NativeError::Refused(status)) => status,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_answer_ends_its_login_as_it_says() {
    let (world, shop, phone) = scene().await;
    let wrong = |number: &str| if number == "10" { "11" } else { "10" }.to_owned();
    let cases = [
        ("none", Verdict::Approve, false, "approved", Value::Null, "push"),
        ("none", Verdict::Deny, false, "denied", Value::Null, ""),
        ("none", Verdict::Report, false, "denied", json!("reported"), ""),
        (
            "pick",
            Verdict::Approve,
            true,
            "approved",
            Value::Null,
            "push-number",
        ),
        ("type", Verdict::Approve, true, "approved", Value::Null, "oob"),
    ];
    for (matching, verdict, with_number, state, reason, acr) in cases {
        let login = shop.login(matched(matching)).await;
        let question = phone.question().await;
        let number = login["number"].as_str().filter(|_| with_number);
        let shown = number.map_or(Shown::Nothing, |number| Shown::Number(number.to_owned()));
        let outcome = phone.answer(&question, verdict, shown).await.unwrap();
        assert_eq!(outcome.state, state, "{matching}");
        let ended = shop.ended(&login).await;
        assert_eq!(
            (&ended["state"], &ended["reason"]),
            (&json!(state), &reason),
            "{matching}"
        );
        if !acr.is_empty() {
            assert_eq!(ended.claims()["acr"], format!("urn:countersign:acr:{acr}"));
        }
        // Denials make whoever asks wait.
        world.clock.advance(Duration::from_secs(61));
    }
    for (matching, shown, reason) in [
        ("pick", None, "missing_number"),
        ("type", None, "missing_number"),
        ("pick", Some("wrong"), "wrong_number"),
        ("type", Some("wrong"), "wrong_number"),
    ] {
        let login = shop.login(matched(matching)).await;
        let shown = shown.map_or(Shown::Nothing, |_| {
            Shown::Number(wrong(login["number"].as_str().unwrap()))
        });
        assert_eq!(phone.approve(shown).await, "failed");
        assert_eq!(shop.ended(&login).await["reason"], reason, "{matching}");
        world.clock.advance(Duration::from_secs(61));
    }
}

#[tokio::test]
async fn digits_to_type_are_six_and_travel_to_no_phone() {
    let (_world, shop, phone) = scene().await;
    let login = shop.login(matched("type")).await;
    let digits = login["number"].as_str().unwrap();
    assert!(
        digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()),
        "{digits}"
    );
    assert_eq!(shop.read(&login).await["number"], *digits, "the same each time");
    let question = phone.question().await;
    assert_eq!(question.challenge.number, NumberPrompt::Type);
    assert!(
        !serde_json::to_string(&question.challenge)
            .unwrap()
            .contains(digits)
    );
}

#[tokio::test]
async fn r5_digits_to_type_are_written_down_nowhere() {
    let world = World::with(|settings| {
        settings.login.number_matching = serde_json::from_value(json!("type")).unwrap();
    })
    .await;
    let shop = world.shop().await;
    let address = Address::Fcm {
        token: PushToken::new("native-1"),
    };
    let link = shop.enroll_as("alice", native_push()).await;
    let phone = NativePhone::follow(link.uri(), Some(address), world.clock.clone())
        .await
        .unwrap();
    let mut inbox = world.fakes.fcm.inbox().of("native-1");
    let (mut seen, mut numbers) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        let login = shop.login(json!({"username": "alice"})).await;
        let digits = login["number"].as_str().unwrap().to_owned();
        seen.push(inbox.recv().await.unwrap().payload.to_vec());
        assert_eq!(phone.approve(Shown::Number(digits.clone())).await, "approved");
        numbers.push(digits);
        world.pass(Duration::from_secs(61)).await;
    }
    seen.push(world.metrics().await.into_bytes());
    seen.extend(world.stored());
    let stands = |digits: &String| {
        let mut windows = seen.iter().flat_map(|bytes| bytes.windows(6));
        windows.any(|window| window == digits.as_bytes())
    };
    // Among so much, chance may write down those of one login, but not those of both.
    assert!(!numbers.iter().all(stands));
}

#[tokio::test]
async fn what_was_scanned_stands_in_place_of_the_number() {
    let (world, shop, phone) = scene().await;
    world.user("alice2").await;
    let login = shop.login(matched("type")).await;
    let page = world.browser();
    let mut page = page;
    let adopted = page.get(&login.page()).await;
    let html = page.get(adopted.location()).await.text;
    assert!(
        html.contains("<svg") && html.contains("Scan with the phone instead"),
        "{html}"
    );
    // The picture holds the link; the server's own function says what is in it.
    let ctx = &world.server().opened.ctx;
    let found = ctx
        .store
        .login(login.id().parse().unwrap())
        .await
        .unwrap()
        .unwrap()
        .login;
    let link = countersign_core::method::transfer::scan_link(ctx, &found).unwrap();
    let secret = link.rsplit_once('.').unwrap().1.to_owned();
    assert_eq!(phone.approve(Shown::Scanned(secret)).await, "approved");
    assert_eq!(
        shop.ended(&login).await.claims()["acr"],
        "urn:countersign:acr:oob"
    );
    let other = shop.login(matched("type")).await;
    let stale = link.rsplit_once('.').unwrap().1.to_owned();
    assert_eq!(phone.approve(Shown::Scanned(stale)).await, "failed");
    assert_eq!(shop.ended(&other).await["reason"], "wrong_number");
}

#[tokio::test]
async fn r10_the_proof_of_the_same_browser_is_given_to_no_other() {
    let (world, shop, phone) = scene().await;
    let login = shop.login(matched("none")).await;
    let mut browser = world.browser();
    let adopted = browser.get(&login.page()).await;
    let here = format!("{}/here", adopted.location());
    assert_eq!(
        browser.post(&here, &[]).await.status,
        404,
        "an address can be sent to anybody"
    );
    let outcome = phone.approve(Shown::Here("made up".to_owned())).await;
    assert_eq!(outcome, "failed");
}

#[tokio::test]
async fn r6_the_same_answer_is_answered_again_and_another_is_not() {
    let (world, shop, phone) = scene().await;
    let login = shop.login(by_tap("alice")).await;
    let question = phone.question().await;
    let answer = answer_to(&phone, &question);
    let compact = statement::sign(&phone.account.signing_key, &answer);
    for _ in 0..2 {
        let reply = phone.post("/device/v1/answers", &compact).await;
        assert_eq!(
            (reply.status, reply.body.as_str()),
            (200, r#"{"state":"approved"}"#)
        );
    }
    let denial = Answer {
        verdict: Verdict::Deny,
        ..answer
    };
    let denial = statement::sign(&phone.account.signing_key, &denial);
    assert_eq!(phone.post("/device/v1/answers", &denial).await.status, 409);
    assert_eq!(shop.ended(&login).await["state"], "approved");
    world.clock.advance(Duration::from_secs(181));
    assert_eq!(phone.post("/device/v1/answers", &compact).await.status, 409);
}

/// A yes to a question, before it is signed.
fn answer_to(phone: &NativePhone, question: &NativeQuestion) -> Answer {
    Answer {
        iss: phone.account.device_id,
        aud: phone.account.server.clone(),
        iat: phone.moment().now_secs,
        challenge: question.challenge.jti,
        login: question.challenge.login,
        nonce: question.challenge.nonce,
        verdict: Verdict::Approve,
        number: None,
        scanned: None,
        here: None,
        shown: shown(&question.compact),
    }
}

#[tokio::test]
async fn r1_an_answer_to_anything_else_than_what_was_asked_counts_for_nothing() {
    let (world, shop, phone) = scene().await;
    let bob = world.native_phone(&shop, "bob").await;
    let login = shop.login(by_tap("alice")).await;
    let bobs = shop.login(by_tap("bob")).await;
    let (question, bobs_question) = (phone.question().await, bob.question().await);
    let right = answer_to(&phone, &question);
    let mut other_nonce = right.clone();
    other_nonce.nonce[0] ^= 1;
    let mut other_text = right.clone();
    other_text.shown[0] ^= 1;
    let other_login = Answer {
        login: bobs_question.challenge.login,
        ..right.clone()
    };
    let other_audience = Answer {
        aud: "https://id.example.org".to_owned(),
        ..right.clone()
    };
    let bobs_challenge = Answer {
        challenge: bobs_question.challenge.jti,
        login: bobs_question.challenge.login,
        nonce: bobs_question.challenge.nonce,
        shown: shown(&bobs_question.compact),
        ..right.clone()
    };
    for changed in [
        other_nonce,
        other_text,
        other_login,
        other_audience,
        bobs_challenge,
    ] {
        let compact = statement::sign(&phone.account.signing_key, &changed);
        assert_eq!(
            phone.post("/device/v1/answers", &compact).await.status,
            409,
            "{changed:?}"
        );
    }
    // Signed by another key than that of the device it names.
    let forged = statement::sign(&bob.account.signing_key, &right);
    assert_eq!(phone.post("/device/v1/answers", &forged).await.status, 401);
    let garbage = phone.post("/device/v1/answers", "a.b.c").await;
    assert_eq!(garbage.status, 401);
    for login in [&login, &bobs] {
        assert_eq!(shop.read(login).await["state"], "pending");
    }
    assert_eq!(
        phone
            .answer(&question, Verdict::Approve, Shown::Nothing)
            .await
            .unwrap()
            .state,
        "approved"
    );
}

#[tokio::test]
async fn r6_a_signed_request_is_good_for_a_moment_and_once() {
    let (_world, _shop, phone) = scene().await;
    let good = vec![phone.authorization(&phone.reads(CHALLENGES))];
    assert_eq!(phone.get(CHALLENGES, good.clone()).await.status, 200);
    assert_eq!(phone.get(CHALLENGES, good).await.status, 401, "used before");
    let wrong: [&dyn Fn(&mut Request); 5] = [
        &|request| request.iat -= 61,
        &|request| request.iat += 61,
        &|request| request.aud = "https://id.example.org".to_owned(),
        &|request| request.htu = "/device/v1/account".to_owned(),
        &|request| request.htm = "POST".to_owned(),
    ];
    for change in wrong {
        let mut request = phone.reads(CHALLENGES);
        change(&mut request);
        let reply = phone.get(CHALLENGES, vec![phone.authorization(&request)]).await;
        let problem: Value = serde_json::from_str(&reply.body).unwrap();
        assert_eq!(reply.status, 401);
        assert!(
            problem["type"]
                .as_str()
                .unwrap()
                .ends_with("/problems/invalid-device")
        );
        assert!(problem["server_time"].is_i64());
    }
    assert_eq!(phone.get(CHALLENGES, Vec::new()).await.status, 401);
}

#[tokio::test]
async fn a_phone_with_a_wrong_clock_is_told_the_time() {
    let (world, shop, phone) = scene().await;
    let now = phone.moment();
    let late = countersign_mobile_sdk::native::Moment {
        now_secs: now.now_secs - 4000,
        ..now
    };
    let transport = countersign_mobile_sdk::HttpTransport::new(None).unwrap();
    let refused = countersign_mobile_sdk::native::fetch(&phone.account, late, &transport).await;
    assert!(matches!(refused, Err(NativeError::Clock(time)) if time.abs_diff(now.now_secs) < 5));
    drop((world, shop));
}

#[tokio::test]
async fn questions_are_streamed_as_they_come_and_go() {
    let (world, shop, phone) = scene().await;
    let mut stream = phone.stream().await.unwrap();
    assert_eq!(phone.next(&mut stream).await.unwrap(), []);
    let login = shop.login(by_tap("alice")).await;
    let told = phone.next(&mut stream).await.unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].challenge.login.to_string(), login.id());
    shop.delete(&login.path()).await;
    assert_eq!(phone.next(&mut stream).await.unwrap(), [], "taken back");
    drop(world);
}

#[tokio::test]
async fn s34_what_an_app_calls_itself_follows_its_updates() {
    let (world, _shop, phone) = scene().await;
    let app = async || {
        let name = "alice".to_owned();
        let list = world.operate(Command::DeviceList { name }).await;
        list[0]["device"]["app_calls_itself"].clone()
    };
    assert_eq!(
        app().await,
        json!({"name": "Example Authenticator", "version": "1.0"})
    );
    phone.update(None, "1.1").await.unwrap();
    assert_eq!(app().await["version"], "1.1");
    let hostile = "2\u{202e}\u{7}<b>".repeat(40);
    phone.update(None, &hostile).await.unwrap();
    assert_eq!(app().await["version"], "2<b>2<b>2<b>2<b>2<b>2<b>2<b>2<");
}

#[tokio::test]
async fn a_long_poll_answers_when_something_changes() {
    let (world, shop, phone) = scene().await;
    let first = asked(&phone, "", None).await;
    let tag = &first.headers()["etag"];
    assert_eq!(asked(&phone, "", Some(tag)).await.status(), 304);
    let waiting = asked(&phone, "?wait_secs=25", Some(tag));
    let (changed, _) = tokio::join!(waiting, shop.login(by_tap("alice")));
    assert_eq!(changed.status(), 200);
    let body: Value = changed.json().await.unwrap();
    assert_eq!(body["challenges"].as_array().unwrap().len(), 1);
    assert_eq!(asked(&phone, "?wait_secs=26", Some(tag)).await.status(), 422);
    drop(world);
}

#[tokio::test]
async fn a_link_serves_one_phone_and_its_repeat() {
    let (world, shop, _) = scene().await;
    let enrollment = shop.enroll_as("bob", native_push()).await;
    let uri = enrollment.uri().to_owned();
    let tampered = format!("{}A", &uri[..uri.len() - 1]);
    if tampered != uri {
        assert!(
            NativePhone::follow(&tampered, None, world.clock.clone())
                .await
                .is_err()
        );
    }
    NativePhone::follow(&uri, None, world.clock.clone())
        .await
        .unwrap();
    assert!(
        NativePhone::follow(&uri, None, world.clock.clone())
            .await
            .is_err()
    );
    assert_eq!(shop.get(&enrollment.path()).await.body["state"], "completed");
}

#[tokio::test]
async fn codes_come_along_with_a_combined_enrolment() {
    let (world, shop, _) = scene().await;
    let combined = json!({"kind": "combined", "protocol": "native"});
    let enrollment = shop.enroll_as("bob", combined).await;
    let mut phone = NativePhone::follow(enrollment.uri(), None, world.clock.clone())
        .await
        .unwrap();
    let code = phone.codes().code();
    assert_eq!(shop.code(&enrollment, &code).await.status, 200);
    assert_eq!(shop.get(&enrollment.path()).await.body["state"], "completed");
}

#[tokio::test]
async fn a_number_to_type_needs_a_phone_that_can() {
    let (world, shop, _) = scene().await;
    let mut compatible = world.phone(&shop, "bob", Provider::Fcm).await;
    let typed = json!({"username": "bob", "number_matching": "type"});
    assert_eq!(shop.attempt(typed).await.problem(), "invalid-request");
    // Beside a native phone the compatible one is not asked.
    let approval = shop.login(by_tap("bob")).await;
    assert_eq!(compatible.approve(None).await, 200);
    let mut second = native_push();
    second["approved_login"] = json!(approval.id());
    let link = shop.enroll_as("bob", second).await;
    let native = NativePhone::follow(link.uri(), None, world.clock.clone())
        .await
        .unwrap();
    let login = shop
        .login(json!({"username": "bob", "number_matching": "type"}))
        .await;
    assert_eq!(login["devices"].as_array().unwrap().len(), 1);
    let digits = Shown::Number(login["number"].as_str().unwrap().to_owned());
    assert_eq!(native.approve(digits).await, "approved");
    world.settle().await;
    assert!(!compatible.has_push());
}

#[tokio::test]
async fn an_answer_after_the_end_is_too_late() {
    let (world, shop, phone) = scene().await;
    let login = shop.login(by_tap("alice")).await;
    let question = phone.question().await;
    world.clock.advance(Duration::from_secs(121));
    assert_eq!(
        refused(phone.answer(&question, Verdict::Approve, Shown::Nothing).await),
        409
    );
    assert_eq!(shop.ended(&login).await["state"], "expired");
    assert_eq!(phone.questions().await.unwrap(), []);
}
