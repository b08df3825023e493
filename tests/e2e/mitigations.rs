//! The weaknesses of the compatible protocol (protocol page, section 10), each by its number. The ninth is in `refresh`; the
//! nineteenth and the twenty-fifth belong to a door that does not exist yet.

use std::time::Duration;

use countersign::admin::Command;
use countersign_core::model::Scope;
use countersign_mobile_sdk::{
    Account, NumberClaim, PushKind, Question, Vendor as Deliverer, Verdict, read_push,
};
use countersign_proto::{
    forgerock::{
        jwt,
        uri::{ScanError, Scanned, scan},
    },
    keys::SharedSecret,
    signed,
};
use countersign_tests::{CodeApp, Phone, RelyingParty, Vendor, World};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use serde_json::{Value, json};

const APPROVE: Verdict = Verdict::Approve {
    number: NumberClaim::Absent,
};

fn pick(number: u32) -> Verdict {
    Verdict::Approve {
        number: NumberClaim::Given(number),
    }
}

async fn scene() -> (World, RelyingParty, Phone) {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = world.phone(&shop, "alice", Vendor::Fcm).await;
    (world, shop, phone)
}

/// A login with or without a number, and the question that it puts to the phone.
async fn asked(shop: &RelyingParty, phone: &mut Phone, matching: &str) -> (Value, Question) {
    let request = json!({"username": "alice", "number_matching": matching, "parallel": true});
    let login = shop.login(request).await;
    (login, phone.question().await)
}

fn shown(login: &Value) -> u32 {
    login["number"].as_str().unwrap().parse().unwrap()
}

/// The claims of a push, as anybody on its way can read them.
fn open(compact: &str) -> Value {
    let claims = compact.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64URL_NOPAD.decode(claims.as_bytes()).unwrap()).unwrap()
}

#[tokio::test]
async fn mitigation_1_an_approval_without_the_number_that_was_asked_for_fails() {
    let (_world, shop, mut phone) = scene().await;
    let (login, question) = asked(&shop, &mut phone, "pick").await;
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
    assert_eq!(shop.read(&login).await["reason"], "missing_number");
}

#[tokio::test]
async fn mitigation_2_numbers_belong_to_one_login_and_follow_no_pattern() {
    let (_world, shop, mut phone) = scene().await;
    let (first, one) = asked(&shop, &mut phone, "pick").await;
    let (second, two) = asked(&shop, &mut phone, "pick").await;
    assert_eq!(phone.answer(&two, pick(shown(&second))).await, 200);
    assert_eq!(phone.answer(&one, pick(shown(&first))).await, 200);
    for login in [&first, &second] {
        assert_eq!(
            shop.read(login).await["state"],
            "approved",
            "neither got the other's number"
        );
    }
    let mut places = [0; 3];
    for minute in 0..6 {
        for _ in 0..5 {
            let context = json!({"ip": format!("192.0.2.{minute}")});
            let request = json!({"username": "alice", "parallel": true, "context": context});
            let login = shop.login(request).await;
            let offered = phone.question().await.numbers().unwrap().map(u32::from);
            assert!(offered.is_sorted() && (10..100).contains(&offered[0]) && offered[2] < 100);
            places[offered.iter().position(|n| *n == shown(&login)).unwrap()] += 1;
        }
    }
    assert!(places.iter().all(|count| *count > 0), "{places:?}");
}

#[tokio::test]
async fn mitigation_3_there_is_one_try_at_the_number() {
    let (_world, shop, mut phone) = scene().await;
    let (login, question) = asked(&shop, &mut phone, "pick").await;
    assert_eq!(phone.answer(&question, pick(9)).await, 200);
    assert_eq!(phone.answer(&question, pick(shown(&login))).await, 400);
    assert_eq!(shop.read(&login).await["reason"], "wrong_number");
}

#[tokio::test]
async fn mitigation_4_a_denial_cannot_be_overwritten_before_anybody_looks() {
    let (_world, shop, mut phone) = scene().await;
    let (login, question) = asked(&shop, &mut phone, "none").await;
    assert_eq!(phone.answer(&question, Verdict::Deny).await, 200);
    assert_eq!(phone.answer(&question, APPROVE).await, 400);
    assert_eq!(shop.read(&login).await["state"], "denied");
}

#[tokio::test]
async fn mitigation_5_nobody_is_pushed_into_saying_yes() {
    let (_world, shop, mut phone) = scene().await;
    let start = async || shop.post("/api/v1/logins", &json!({"username": "alice"})).await;
    for _ in 0..2 {
        assert_eq!(start().await.status, 201);
        let question = phone.question().await;
        assert_eq!(phone.answer(&question, Verdict::Deny).await, 200);
    }
    let refused = start().await;
    assert_eq!(
        (refused.status, refused.headers["retry-after"].to_str().unwrap()),
        (429, "60")
    );
    assert!(!phone.has_push());
}

#[tokio::test]
async fn mitigation_6_our_phone_believes_no_push_that_its_server_did_not_sign() {
    let (_world, shop, mut phone) = scene().await;
    let (_, question) = asked(&shop, &mut phone, "none").await;
    let account = phone.account().clone();
    let now = question.claims.created_at_ms;
    let claims = json!({
        "u": account.mechanism_uid, "c": BASE64.encode(&[7; 32]), "l": "YQ==", "t": "120",
        "i": now.to_string(), "m": "Win a prize?", "k": "default",
    });
    let read = |compact: String| {
        let payload = json!({"message": compact, "messageId": question.message_id}).to_string();
        read_push(
            Deliverer::Fcm,
            payload.as_bytes(),
            &[Account::Push(account.clone())],
            now,
        )
    };
    assert!(read(jwt::sign(&account.secret, &claims)).is_ok());
    assert!(read(jwt::sign(&SharedSecret::from_bytes([1; 32]), &claims)).is_err());
    for header in [r#"{"alg":"none"}"#, r#"{"typ":"JWT","alg":"HS999"}"#] {
        assert!(read(jwt::sign_as(&account.secret, header, &claims.to_string())).is_err());
    }
    let mut foreign = claims.clone();
    foreign["u"] = json!("another");
    assert!(read(jwt::sign(&account.secret, &foreign)).is_err());
}

#[tokio::test]
async fn mitigation_7_no_challenge_is_text_of_anybodys_choice() {
    let (_world, shop, mut phone) = scene().await;
    let (_, question) = asked(&shop, &mut phone, "none").await;
    let account = phone.account().clone();
    let now = question.claims.created_at_ms;
    // Whoever could have a phone answer `header.claims` would hold its signature.
    for challenge in [&b"eyJhbGciOiJIUzI1NiJ9.e30"[..], &[7; 31], &[7; 33], b""] {
        let claims = json!({
            "u": account.mechanism_uid, "c": BASE64.encode(challenge), "l": "YQ==", "t": "120", "i": now.to_string(),
        });
        let message = jwt::sign(&account.secret, &claims);
        let payload = json!({"message": message, "messageId": question.message_id}).to_string();
        let accounts = [Account::Push(account.clone())];
        assert!(read_push(Deliverer::Fcm, payload.as_bytes(), &accounts, now).is_err());
    }
    // Nor is the answer to one question the answer to another kind of it.
    let body = phone.signed(&question, &json!({}));
    assert_eq!(phone.post("register", &body).await.0, 400);
    assert_eq!(phone.post("refresh", &body).await.0, 400);
}

#[tokio::test]
async fn mitigation_8_an_answer_answers_one_question() {
    let (_world, shop, mut phone) = scene().await;
    let (first, one) = asked(&shop, &mut phone, "none").await;
    let (second, two) = asked(&shop, &mut phone, "none").await;
    assert_ne!(one.claims.challenge, two.claims.challenge);
    let mut body = phone.signed(&one, &json!({}));
    body["messageId"] = json!(two.message_id);
    assert_eq!(phone.post("authenticate", &body).await.0, 400);
    for login in [&first, &second] {
        assert_eq!(shop.read(login).await["state"], "pending");
    }
}

#[tokio::test]
async fn mitigation_10_a_code_lives_five_minutes_in_one_browser_and_serves_one_phone() {
    let world = World::start().await;
    let desk = world.client(&[Scope::Enroll]).await;
    let started = desk.enroll("alice").await;
    assert_eq!(started.get("uri"), None, "only the page shows it");
    let link = started["links"]["page"].as_str().unwrap();
    let http = countersign_tests::http();
    let opened = http.post(link).form(&[("x", "")]).send().await.unwrap();
    let cookie = opened.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite"),
        "{cookie}"
    );
    let page = world.url(opened.headers()["location"].to_str().unwrap());
    let cookie = cookie.split(';').next().unwrap();
    let shown = http.get(&page).header("cookie", cookie).send().await.unwrap();
    assert_eq!(shown.headers()["cache-control"], "no-store");
    let html = shown.text().await.unwrap();
    let uri = html
        .split("href=\"pushauth://")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let uri = format!("pushauth://{}", uri.replace("&#38;", "&").replace("&amp;", "&"));
    assert_eq!(
        http.get(&page).send().await.unwrap().status(),
        404,
        "another browser"
    );
    let again = http.post(link).form(&[("x", "")]).send().await.unwrap();
    assert_eq!(again.status(), 409, "the link is taken");
    world.clock.advance(Duration::from_secs(300));
    let mut late = Phone::new(&world.fakes, Vendor::Fcm, world.clock.clone());
    assert!(late.scan(&uri).await.is_err());
}

#[tokio::test]
async fn mitigation_11_no_phone_takes_the_name_of_anothers_key() {
    let (world, shop, phone) = scene().await;
    let started = shop.enroll("mallory").await;
    let mut registration = phone.device();
    registration.mechanism_uid = phone.account().mechanism_uid.parse().unwrap();
    let transport = countersign_mobile_sdk::HttpTransport::new(None).unwrap();
    let code = started["uri"].as_str().unwrap();
    let taken = countersign_mobile_sdk::enroll(code, &registration, &transport).await;
    assert!(taken.is_err());
    drop(world);
}

#[tokio::test]
async fn mitigation_12_a_push_says_as_little_as_it_can() {
    let (world, shop, phone) = scene().await;
    let mut inbox = world.fakes.fcm.inbox().of(&phone.push_token);
    let context = json!({"ip": "192.0.2.7", "user_agent": "Firefox"});
    shop.login(json!({"username": "alice", "context": context})).await;
    let delivered = inbox.recv().await.unwrap();
    let payload: Value = serde_json::from_slice(&delivered.payload).unwrap();
    let claims = open(payload["message"].as_str().unwrap());
    assert_eq!(
        (claims.get("d"), claims.get("x"), &claims["p"]),
        (None, None, &json!("{}"))
    );
    let all = claims.to_string();
    for private in ["alice", "192.0.2.7", "Firefox"] {
        assert!(!all.contains(private), "{private} in {all}");
    }
}

#[tokio::test]
async fn mitigation_13_secrets_lie_sealed_and_are_never_told_again() {
    let mut world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    let mut phone = Phone::new(&world.fakes, Vendor::Fcm, world.clock.clone());
    phone.scan(started["uri"].as_str().unwrap()).await.unwrap();
    let mut app = phone.codes();
    shop.code(&started, &app.code()).await;
    let key = phone.account().secret.expose().to_vec();
    let seed = app.account.seed.to_vec();
    let paper: Vec<String> = serde_json::from_value(started["recovery_codes"].clone()).unwrap();
    let mut told = shop
        .get("/api/v1/users/alice/authenticators")
        .await
        .body
        .to_string();
    let path = format!("/api/v1/enrollments/{}", started["id"].as_str().unwrap());
    told += &shop.get(&path).await.body.to_string();
    told += &world
        .operate(Command::AuditTail { limit: 1000 })
        .await
        .to_string();
    told += &world.metrics().await;
    world.pause().await;
    let mut stored = told.into_bytes();
    for entry in std::fs::read_dir(&world.settings.server.data_dir).unwrap() {
        stored.extend(std::fs::read(entry.unwrap().path()).unwrap_or_default());
    }
    let mut secrets = vec![phone.push_token.clone().into_bytes()];
    for bytes in [&key, &seed] {
        secrets.push(bytes.clone());
        for text in [
            BASE64.encode(bytes),
            data_encoding::BASE32_NOPAD.encode(bytes),
            data_encoding::HEXUPPER.encode(bytes),
            data_encoding::HEXLOWER.encode(bytes),
        ] {
            secrets.push(text.into_bytes());
        }
    }
    for code in paper {
        secrets.push(code.replace('-', "").into_bytes());
        secrets.push(code.into_bytes());
    }
    for secret in secrets {
        let found = stored.windows(secret.len()).any(|window| window == secret);
        assert!(!found, "{}", String::from_utf8_lossy(&secret));
    }
}

#[tokio::test]
async fn mitigation_14_a_user_has_one_set_of_recovery_codes_and_each_works_once() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    let mut phone = Phone::new(&world.fakes, Vendor::Fcm, world.clock.clone());
    phone.scan(started["uri"].as_str().unwrap()).await.unwrap();
    shop.code(&started, &phone.codes().code()).await;
    let paper: Vec<String> = serde_json::from_value(started["recovery_codes"].clone()).unwrap();
    let (login, _) = asked(&shop, &mut phone, "none").await;
    assert_eq!(shop.code(&login, &paper[0]).await.body["method"], "recovery_code");
    let (login, _) = asked(&shop, &mut phone, "none").await;
    assert_eq!(shop.code(&login, &paper[0]).await.body["attempts_left"], 5);
    // The second combined enrolment brings none: one set serves them all.
    assert_eq!(shop.code(&login, &paper[1]).await.status, 200);
    let body = json!({"kind": "combined", "approved_login": login["id"]});
    let second = shop.enroll_as("alice", body).await;
    assert_eq!(second.get("recovery_codes"), None);
}

#[tokio::test]
async fn mitigation_15_codes_have_their_length_their_window_and_their_order() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop
        .enroll_as("alice", json!({"kind": "totp", "digits": 8}))
        .await;
    let mut app = CodeApp::scan(&started, world.clock.clone()).await;
    // The same step in another length is none of its codes.
    app.account.digits = 6;
    assert_eq!(shop.code(&started, &app.code()).await.problem(), "wrong-code");
    app.account.digits = 8;
    assert_eq!(shop.code(&started, &app.code()).await.status, 200);
    world.clock.advance(Duration::from_secs(150));
    let login = shop.login(json!({"username": "alice"})).await;
    for away in [-90, 90] {
        let outside = shop.code(&login, &app.code_in(away)).await;
        assert_eq!(outside.problem(), "wrong-code", "{away} seconds away");
    }
    assert_eq!(shop.code(&login, &app.code()).await.status, 200);
    let next = shop.login(json!({"username": "alice"})).await;
    for earlier in [0, -30] {
        assert_eq!(
            shop.code(&next, &app.code_in(earlier)).await.problem(),
            "wrong-code"
        );
    }
    assert_eq!(shop.code(&next, &app.code_in(30)).await.status, 200);
}

#[tokio::test]
async fn mitigation_16_an_app_that_shows_no_code_does_not_count() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "totp"})).await;
    CodeApp::scan(&started, world.clock.clone()).await;
    let refused = shop.post("/api/v1/logins", &json!({"username": "alice"})).await;
    assert_eq!(refused.problem(), "no-usable-authenticator");
}

#[tokio::test]
async fn mitigation_17_the_open_door_says_nothing_about_what_exists_and_is_not_open_for_ever() {
    let (world, shop, mut phone) = scene().await;
    let (_, question) = asked(&shop, &mut phone, "none").await;
    let forged = |id: &str| {
        let jwt = jwt::sign(&SharedSecret::from_bytes([1; 32]), &json!({"response": "AA=="}));
        json!({"messageId": id, "jwt": jwt})
    };
    let unknown = "AUTHENTICATE:8be951c6-af83-438d-8f74-421bd18650421570561063169";
    let known = phone.post("authenticate", &forged(&question.message_id)).await;
    assert_eq!(phone.post("authenticate", &forged(unknown)).await, known);
    assert_eq!(known.0, 400);
    let refresh = |uid: &str| json!({"mechanismUid": uid, "jwt": forged("x")["jwt"]});
    assert_eq!(
        phone
            .post("refresh", &refresh(&phone.account().mechanism_uid))
            .await,
        phone.post("refresh", &refresh("nobody")).await
    );
    let mut last = 400;
    for _ in 0..700 {
        last = phone.post("authenticate", &forged(unknown)).await.0;
        if last == 429 {
            break;
        }
    }
    assert_eq!(last, 429, "an address has its limit");
    drop(world);
}

#[tokio::test]
async fn mitigation_18_only_hs256_signs_an_answer() {
    let (_world, shop, mut phone) = scene().await;
    let (login, question) = asked(&shop, &mut phone, "none").await;
    let account = phone.account().clone();
    let response = signed::challenge_response(&account.secret, &question.claims.challenge);
    let claims = json!({"response": BASE64.encode(&response)}).to_string();
    for header in [
        r#"{"alg":"none"}"#,
        r#"{"alg":"HS512"}"#,
        r#"{"alg":"hs256"}"#,
        r#"{"alg":["HS256"]}"#,
        r#"{"typ":"JWT"}"#,
    ] {
        let jwt = jwt::sign_as(&account.secret, header, &claims);
        let body = json!({"messageId": question.message_id, "jwt": jwt});
        assert_eq!(phone.post("authenticate", &body).await.0, 400, "{header}");
    }
    assert_eq!(shop.read(&login).await["state"], "pending");
}

/// A code whose load balancer's cookie, issuer or endpoint is another than the server would write.
fn code_with(uri: &str, parameter: &str, text: &str) -> String {
    let (before, rest) = uri.split_once(&format!("{parameter}=")).unwrap();
    let after = rest.split_once('&').map_or("", |(_, after)| after);
    format!(
        "{before}{parameter}={}&{after}",
        BASE64URL_NOPAD.encode(text.as_bytes())
    )
}

#[tokio::test]
async fn mitigation_20_a_code_decides_about_no_header_but_its_cookie() {
    let world = World::start().await;
    let uri = world.shop().await.enroll("alice").await;
    let uri = uri["uri"].as_str().unwrap();
    for (text, sent) in [
        ("amlbcookie=01", Some("amlbcookie=01")),
        ("a=b\r\nx-evil: 1", None),
        ("a=b; c=d", None),
        ("no-value=", None),
        ("nothing", None),
    ] {
        let Ok(Scanned::Push(scanned)) = scan(&code_with(uri, "?l", text).replace("??", "?")) else {
            panic!("a push code")
        };
        assert_eq!(scanned.cookie.as_deref(), sent, "{text:?}");
    }
}

#[tokio::test]
async fn mitigation_21_plain_http_is_for_this_machine_alone() {
    let world = World::start().await;
    let started = world.shop().await.enroll("alice").await;
    let uri = started["uri"].as_str().unwrap();
    for (base, followed) in [
        ("https://id.example.org/json", true),
        ("http://127.0.0.1:8080/json", true),
        ("http://id.example.org/json", false),
        ("http://127.0.0.1.example.org/json", false),
    ] {
        let uri = code_with(uri, "&r", &format!("{base}?_action=register"));
        let uri = code_with(&uri, "&a", &format!("{base}?_action=authenticate"));
        let refused = scan(&uri).err();
        assert_eq!(refused, (!followed).then_some(ScanError::Insecure), "{base}");
    }
    let mut settings = world.settings.clone();
    settings.server.public_url = Some("http://id.example.org".parse().unwrap());
    assert!(settings.check().is_err());
}

#[tokio::test]
async fn mitigation_22_a_code_names_one_organisation() {
    let world = World::start().await;
    let shop = world.shop().await;
    for kind in ["push", "totp", "combined"] {
        let started = shop
            .enroll_as(&format!("{kind}user"), json!({"kind": kind}))
            .await;
        let uri = started["uri"].as_str().unwrap();
        assert!(uri.contains("/Countersign:"), "{uri}");
        let other = match kind {
            "totp" => uri.replace("issuer=Countersign", "issuer=Evil"),
            _ => code_with(uri, "&issuer", "Evil"),
        };
        assert_ne!(uri, other);
        assert_eq!(scan(&other).err(), Some(ScanError::IssuerMismatch), "{kind}");
    }
}

#[tokio::test]
async fn mitigation_23_a_promise_of_a_fingerprint_raises_nothing() {
    let (_world, shop, mut phone) = scene().await;
    let (login, question) = asked(&shop, &mut phone, "none").await;
    assert_ne!(question.claims.kind, PushKind::Biometric, "nor is it asked for");
    let claims = json!({"biometric": true, "amr": ["bio"], "acr": "high"});
    let body = phone.signed(&question, &claims);
    assert_eq!(phone.post("authenticate", &body).await.0, 200);
    let assertion = open(shop.read(&login).await["assertion"].as_str().unwrap());
    assert_eq!(assertion["acr"], "urn:countersign:acr:push");
    assert_eq!(assertion["amr"], json!(["swk", "user"]));
}

#[tokio::test]
async fn mitigation_24_time_is_up_when_the_server_says_so() {
    let (world, shop, mut phone) = scene().await;
    let (login, question) = asked(&shop, &mut phone, "none").await;
    world.clock.advance(Duration::from_secs(120));
    assert_eq!(phone.answer(&question, APPROVE).await, 400);
    assert_eq!(shop.read(&login).await["state"], "expired");
}

#[tokio::test]
async fn mitigation_26_a_refusal_says_no_more_than_its_status() {
    let (world, shop, mut phone) = scene().await;
    let (_, question) = asked(&shop, &mut phone, "none").await;
    let answer = phone.signed(&question, &json!({}));
    assert_eq!(phone.answer(&question, Verdict::Deny).await, 200);
    let mut bodies = vec![phone.post("authenticate", &answer).await];
    world.clock.advance(Duration::from_secs(300));
    bodies.push(phone.post("authenticate", &answer).await);
    bodies.push(phone.post("authenticate", &json!({"messageId": 1})).await);
    bodies.push(phone.post("register", &answer).await);
    bodies.push(phone.post("", &answer).await);
    let refused = r#"{"code":400,"reason":"Bad Request","message":"Bad request."}"#;
    for body in bodies {
        assert_eq!(body, (400, refused.to_owned()));
    }
}
