//! One-time passwords and recovery codes: proven before they count, each good once, guessing bounded.

use std::{process::Command as Program, time::Duration};

use countersign::admin::Command;
use countersign_core::model::Scope;
use countersign_mobile_sdk::{Account, NumberClaim, Verdict};
use countersign_tests::{Answer, CodeApp, Phone, RelyingParty, Vendor, World};
use reqwest::Method;
use serde_json::{Value, json};

/// A shop and a user whose app shows codes that count.
async fn scene(kind: &str) -> (World, RelyingParty, CodeApp) {
    let world = World::start().await;
    let shop = world.shop().await;
    let app = enrolled(&world, &shop, json!({"kind": kind})).await;
    (world, shop, app)
}

async fn enrolled(world: &World, shop: &RelyingParty, enrollment: Value) -> CodeApp {
    let started = shop.enroll_as("alice", enrollment).await;
    assert_eq!(started["state"], "proving");
    let mut app = CodeApp::scan(&started, world.clock.clone()).await;
    let code = app.code();
    let proven = shop.code(&started, &code).await;
    assert_eq!((proven.status, &proven.body["state"]), (200, &json!("completed")));
    // The code that proved it is used up.
    world.clock.advance(Duration::from_secs(30));
    app
}

async fn login(shop: &RelyingParty) -> Value {
    shop.login(json!({"username": "alice", "parallel": true})).await
}

fn refused(answer: &Answer) -> (u16, &str, Option<u64>) {
    let left = answer.body["attempts_left"].as_u64();
    (answer.status, answer.problem(), left)
}

fn claims(login: &Value) -> Value {
    let assertion = login["assertion"].as_str().unwrap();
    let claims = assertion.split('.').nth(1).unwrap();
    serde_json::from_slice(&data_encoding::BASE64URL_NOPAD.decode(claims.as_bytes()).unwrap()).unwrap()
}

#[tokio::test]
async fn an_app_counts_only_once_one_of_its_codes_was_typed() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop
        .enroll_as("alice", json!({"kind": "totp", "digits": 8, "label": "Work"}))
        .await;
    let early = shop.post("/api/v1/logins", &json!({"username": "alice"})).await;
    assert_eq!(early.problem(), "no-usable-authenticator");
    let mut app = CodeApp::scan(&started, world.clock.clone()).await;
    assert_eq!(
        refused(&shop.code(&started, "00000000").await),
        (422, "wrong-code", Some(5))
    );
    let six = app.code()[..6].to_owned();
    assert_eq!(
        refused(&shop.code(&started, &six).await),
        (422, "wrong-code", Some(4))
    );
    let proven = shop.code(&started, &app.code()).await;
    assert_eq!(proven.body["state"], "completed");
    assert_eq!(proven.body["authenticators"][0]["kind"], "totp");
    let again = shop.code(&started, &app.code()).await;
    assert_eq!((again.status, again.problem()), (409, "enrollment-not-pending"));

    let path = "/api/v1/users/alice/authenticators";
    let listed = &shop.get(path).await.body["authenticators"][0];
    assert_eq!(
        (&listed["kind"], &listed["label"]),
        (&json!("totp"), &json!("Work"))
    );
    world.clock.advance(Duration::from_secs(30));
    let login = login(&shop).await;
    assert_eq!(
        (&login["method"], &login["methods"]),
        (&json!("totp"), &json!(["totp"]))
    );
    assert_eq!((&login["devices"], login.get("number")), (&json!([]), None));
    let approved = shop.code(&login, &app.code()).await.body;
    assert_eq!(
        (&approved["state"], &approved["method"]),
        (&json!("approved"), &json!("totp"))
    );
    let claims = claims(&approved);
    assert_eq!(
        (&claims["acr"], &claims["amr"]),
        (&json!("urn:countersign:acr:otp"), &json!(["otp"]))
    );
}

#[tokio::test]
async fn six_wrong_codes_end_an_enrolment() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "totp"})).await;
    for left in (0..6).rev() {
        let answer = shop.code(&started, "abc").await;
        assert_eq!(refused(&answer), (422, "wrong-code", Some(left)));
    }
    let mut app = CodeApp::scan(&started, world.clock.clone()).await;
    let late = shop.code(&started, &app.code()).await;
    assert_eq!(late.problem(), "enrollment-not-pending");
}

#[tokio::test]
async fn r6_a_code_opens_one_login_only() {
    let (world, shop, mut app) = scene("totp").await;
    let (first, second) = (login(&shop).await, login(&shop).await);
    let code = app.code();
    let (one, other) = tokio::join!(shop.code(&first, &code), shop.code(&second, &code));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422], "whichever came first");
    let pending = if one.status == 200 { &second } else { &first };
    assert_eq!(
        refused(&shop.code(pending, &code).await),
        (422, "wrong-code", Some(4))
    );
    world.clock.advance(Duration::from_secs(30));
    assert_eq!(shop.code(pending, &app.code()).await.status, 200);
}

#[tokio::test]
async fn the_same_request_again_is_answered_again_and_counts_once() {
    let (_world, shop, mut app) = scene("totp").await;
    let login = login(&shop).await;
    let path = format!("/api/v1/logins/{}/code", login["id"].as_str().unwrap());
    let send = async |key: &str, code: &str| {
        let request = shop.request(Method::POST, &path).header("idempotency-key", key);
        shop.send(request.json(&json!({"code": code}))).await
    };
    for _ in 0..3 {
        assert_eq!(refused(&send("a", "000000").await), (422, "wrong-code", Some(5)));
    }
    let code = app.code();
    for _ in 0..2 {
        assert_eq!(send("b", &code).await.body["state"], "approved");
    }
    assert_eq!(send("b", "000000").await.problem(), "idempotency-key-reused");
}

#[tokio::test]
async fn r14_guessing_ends_the_login_then_locks_the_guesser_and_at_last_the_app() {
    let (world, shop, mut app) = scene("totp").await;
    let guess = async |address: &str| {
        let context = json!({"ip": address});
        let started = shop
            .post(
                "/api/v1/logins",
                &json!({"username": "alice", "context": context}),
            )
            .await;
        assert_eq!(started.status, 201, "{:?}", started.body);
        started.body
    };
    let first = guess("192.0.2.1").await;
    for left in (0..6).rev() {
        let answer = shop.code(&first, "000000").await;
        assert_eq!(refused(&answer), (422, "wrong-code", Some(left)));
    }
    let ended = shop.read(&first).await;
    assert_eq!(
        (&ended["state"], &ended["reason"]),
        (&json!("failed"), &json!("too_many_codes"))
    );
    assert_eq!(
        shop.code(&first, &app.code()).await.problem(),
        "login-not-pending"
    );
    let second = guess("192.0.2.1").await;
    for _ in 0..4 {
        shop.code(&second, "000000").await;
    }
    let locked = shop.code(&second, &app.code()).await;
    assert_eq!((locked.status, locked.problem()), (429, "too-many-requests"));

    // The owner elsewhere is not kept out by it, until a hundred in a row show that somebody is at it for good.
    let own = guess("198.51.100.7").await;
    let code = app.code();
    assert_eq!(shop.code(&own, &code).await.body["state"], "approved");
    for round in 0..17 {
        let login = guess(&format!("203.0.113.{round}")).await;
        for _ in 0..6 {
            shop.code(&login, "000000").await;
        }
    }
    let path = "/api/v1/users/alice/authenticators";
    let listed = shop.get(path).await.body;
    assert_eq!(listed["authenticators"][0]["state"], "locked");
    world
        .operate(Command::UserUnlock {
            name: "alice".to_owned(),
        })
        .await;
    world.clock.advance(Duration::from_secs(60));
    let own = guess("198.51.100.7").await;
    assert_eq!(shop.code(&own, &app.code()).await.body["state"], "approved");
}

#[tokio::test]
async fn the_first_valid_answer_wins_whether_it_is_typed_or_tapped() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    let (mut phone, mut app) = combined(&world, &started).await;
    assert_eq!(shop.code(&started, &app.code()).await.body["state"], "completed");
    world.clock.advance(Duration::from_secs(30));

    let typed = login(&shop).await;
    assert_eq!(typed["methods"], json!(["push", "totp", "recovery_code"]));
    let question = phone.question().await;
    assert_eq!(shop.code(&typed, &app.code()).await.body["method"], "totp");
    let number = typed["number"].as_str().unwrap().parse().unwrap();
    let approve = |number| Verdict::Approve {
        number: NumberClaim::Given(number),
    };
    assert_eq!(
        phone.answer(&question, approve(number)).await,
        400,
        "it is decided"
    );

    world.clock.advance(Duration::from_secs(30));
    let tapped = login(&shop).await;
    let question = phone.question().await;
    let number = tapped["number"].as_str().unwrap().parse().unwrap();
    assert_eq!(phone.answer(&question, approve(number)).await, 200);
    let late = shop.code(&tapped, &app.code()).await;
    assert_eq!((late.status, late.problem()), (409, "login-not-pending"));
    assert_eq!(shop.read(&tapped).await["method"], "push");

    let denied = login(&shop).await;
    let question = phone.question().await;
    assert_eq!(phone.answer(&question, Verdict::Deny).await, 200);
    let late = shop.code(&denied, &app.code()).await;
    assert_eq!(
        late.problem(),
        "login-not-pending",
        "a denial stands against any code"
    );
}

/// A phone and its app, which scanned a code for both.
async fn combined(world: &World, started: &Value) -> (Phone, CodeApp) {
    let mut phone = Phone::new(&world.fakes, Vendor::Fcm, world.clock.clone());
    phone.scan(started["uri"].as_str().unwrap()).await.unwrap();
    let app = phone.codes();
    (phone, app)
}

#[tokio::test]
async fn both_halves_of_a_combined_enrolment_work_as_soon_as_each_is_proven() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    assert!(started["uri"].as_str().unwrap().starts_with("mfauth://totp/"));
    assert_eq!(started["state"], "pending");
    let codes = started["recovery_codes"].as_array().unwrap();
    assert_eq!(codes.len(), 10);
    let (mut phone, _) = combined(&world, &started).await;
    let path = format!("/api/v1/enrollments/{}", started["id"].as_str().unwrap());
    let half = shop.get(&path).await.body;
    assert_eq!((&half["state"], half.get("uri")), (&json!("proving"), None));
    login(&shop).await;
    phone.question().await;

    // Nobody ever types the code: what the phone was told stays true.
    world.clock.advance(Duration::from_secs(300));
    let ended = shop.get(&path).await.body;
    assert_eq!(ended["state"], "expired");
    assert_eq!(ended["authenticators"].as_array().unwrap().len(), 1);
    let login = login(&shop).await;
    assert_eq!(login["methods"], json!(["push"]));
    let paper = shop.code(&login, codes[0].as_str().unwrap()).await;
    assert_eq!(
        paper.problem(),
        "wrong-code",
        "unproven, the codes on paper are none"
    );
}

#[tokio::test]
async fn a_combined_enrolment_whose_push_half_fails_leaves_codes_that_work() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    let (_, mut app) = combined(&world, &started).await;
    let other = shop.enroll_as("bob", json!({"kind": "combined"})).await;
    let cancelled = shop
        .delete(&format!("/api/v1/enrollments/{}", other["id"].as_str().unwrap()))
        .await;
    assert_eq!(cancelled.body["state"], "cancelled");
    let mut phone = Phone::new(&world.fakes, Vendor::Fcm, world.clock.clone());
    let half = phone.scan(other["uri"].as_str().unwrap()).await.unwrap_err();
    assert!(
        half.to_string().starts_with("codes work, but pushes do not"),
        "{half}"
    );
    assert!(matches!(phone.accounts(), [Account::Oath(_)]));

    let typed = shop.code(&started, &app.code()).await;
    assert_eq!(typed.body["state"], "completed");
}

#[tokio::test]
async fn recovery_codes_are_good_once_each_and_replaced_as_a_set() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "recovery_code"})).await;
    assert_eq!((started.get("uri"), &started["state"]), (None, &json!("proving")));
    let codes = words(&started["recovery_codes"]);
    assert_eq!(
        refused(&shop.code(&started, "0000-0000-0000").await),
        (422, "wrong-code", Some(5))
    );
    let proven = shop.code(&started, &codes[3].to_lowercase()).await;
    assert_eq!(proven.body["state"], "completed");
    assert_eq!(proven.body.get("recovery_codes"), None);

    let first = login(&shop).await;
    assert_eq!(first["method"], "recovery_code");
    let approved = shop.code(&first, &codes[3].replace('-', " ")).await.body;
    assert_eq!(approved["state"], "approved", "showing it did not use it up");
    let claims = claims(&approved);
    assert_eq!(
        (&claims["acr"], &claims["amr"]),
        (&json!("urn:countersign:acr:recovery"), &json!([]))
    );
    let second = login(&shop).await;
    assert_eq!(
        refused(&shop.code(&second, &codes[3]).await),
        (422, "wrong-code", Some(5))
    );
    assert_eq!(shop.code(&second, &codes[0]).await.body["state"], "approved");

    let body = json!({"kind": "recovery_code", "approved_login": second["id"]});
    let anew = shop.enroll_as("alice", body).await;
    let fresh = words(&anew["recovery_codes"]);
    let third = login(&shop).await;
    let unproven = shop.code(&third, &fresh[0]).await;
    assert_eq!(refused(&unproven), (422, "wrong-code", Some(5)));
    shop.code(&anew, &fresh[0]).await;
    let old = shop.code(&third, &codes[1]).await;
    assert_eq!(refused(&old), (422, "wrong-code", Some(4)), "the old set is gone");
    assert_eq!(shop.code(&third, &fresh[0]).await.body["state"], "approved");
    let listed = shop.get("/api/v1/users/alice/authenticators").await.body;
    assert_eq!(listed["authenticators"].as_array().unwrap().len(), 1);
}

fn words(value: &Value) -> Vec<String> {
    serde_json::from_value(value.clone()).unwrap()
}

#[tokio::test]
async fn a_spent_set_of_recovery_codes_lets_nobody_in() {
    let world = World::with(|settings| settings.limits.pushes_per_initiator_per_minute = 100).await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "recovery_code"})).await;
    let codes = words(&started["recovery_codes"]);
    shop.code(&started, &codes[0]).await;
    for code in &codes {
        let login = login(&shop).await;
        assert_eq!(shop.code(&login, code).await.body["state"], "approved");
    }
    let spent = shop.post("/api/v1/logins", &json!({"username": "alice"})).await;
    assert_eq!(spent.problem(), "no-usable-authenticator");
}

#[tokio::test]
async fn a_token_by_count_starts_at_either_counter_and_is_followed_as_it_skips() {
    let (_world, shop, mut token) = scene("hotp").await;
    let first = login(&shop).await;
    assert_eq!(first["method"], "hotp");
    // Some phones start one later, and people press the button for nothing.
    for _ in 0..5 {
        token.code();
    }
    assert_eq!(shop.code(&first, &token.code()).await.body["state"], "approved");
    for _ in 0..30 {
        token.code();
    }
    let second = login(&shop).await;
    let far = shop.code(&second, &token.code()).await;
    assert_eq!(
        refused(&far),
        (422, "wrong-code", Some(5)),
        "one code from far away is none"
    );
    assert_eq!(shop.code(&second, &token.code()).await.body["state"], "approved");
}

#[tokio::test]
async fn a_phone_whose_clock_is_wrong_is_found_by_two_codes_in_a_row() {
    let (world, shop, mut app) = scene("totp").await;
    let ahead = 4 * 60;
    let first = login(&shop).await;
    let far = shop.code(&first, &app.code_in(ahead)).await;
    assert_eq!(refused(&far), (422, "wrong-code", Some(5)));
    world.clock.advance(Duration::from_secs(30));
    assert_eq!(
        shop.code(&first, &app.code_in(ahead)).await.body["state"],
        "approved"
    );
    world.clock.advance(Duration::from_secs(60));
    let second = login(&shop).await;
    let learned = shop.code(&second, &app.code_in(ahead)).await;
    assert_eq!(learned.body["state"], "approved", "the drift is known now");
}

#[tokio::test]
async fn r4_a_suspended_app_opens_nothing_and_the_last_one_ends_the_login() {
    let (_world, shop, mut app) = scene("totp").await;
    let listed = shop.get("/api/v1/users/alice/authenticators").await.body;
    let id = listed["authenticators"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/users/alice/authenticators/{id}");
    let pending = login(&shop).await;
    let suspend = shop
        .request(Method::PATCH, &path)
        .json(&json!({"state": "suspended"}));
    assert_eq!(shop.send(suspend).await.status, 200);
    let ended = shop.read(&pending).await;
    assert_eq!(
        (&ended["state"], &ended["reason"]),
        (&json!("cancelled"), &json!("suspended"))
    );
    assert_eq!(
        shop.code(&pending, &app.code()).await.problem(),
        "login-not-pending"
    );
    let refused = shop.post("/api/v1/logins", &json!({"username": "alice"})).await;
    assert_eq!(refused.problem(), "no-usable-authenticator");
}

#[tokio::test]
async fn r11_codes_that_a_client_enrolled_serve_that_client_alone() {
    let (world, shop, mut app) = scene("totp").await;
    let bank = world.client(&[Scope::Login]).await;
    let foreign = bank.post("/api/v1/logins", &json!({"username": "alice"})).await;
    assert_eq!(foreign.problem(), "no-usable-authenticator");
    let own = login(&shop).await;
    assert_eq!(
        bank.code(&own, &app.code()).await.status,
        404,
        "nor does another's login take it"
    );
    assert_eq!(shop.code(&own, &app.code()).await.body["state"], "approved");
    let further = json!({"kind": "totp"});
    let path = "/api/v1/users/alice/enrollments";
    assert_eq!(
        shop.post(path, &further).await.problem(),
        "fresh-approval-required"
    );
}

#[tokio::test]
async fn r10_the_starting_browser_may_type_the_code_and_gets_no_proof() {
    let (_world, shop, mut app) = scene("totp").await;
    let login = login(&shop).await;
    let path = format!("/api/v1/logins/{}/code", login["id"].as_str().unwrap());
    let send = async |token: &str, code: &str| {
        let request = shop.anonymous(Method::POST, &path).bearer_auth(token);
        shop.send(request.json(&json!({"code": code}))).await
    };
    assert_eq!(send("guess", &app.code()).await.status, 404);
    let approved = send(login["wait_token"].as_str().unwrap(), &app.code()).await;
    assert_eq!(approved.body["state"], "approved");
    assert_eq!(approved.body.get("assertion"), None);
}

#[tokio::test]
async fn codes_of_oathtool_are_accepted() {
    let world = World::start().await;
    let shop = world.shop().await;
    for (user, kind, digits) in [("alice", "totp", 6), ("bob", "totp", 8), ("carol", "hotp", 6)] {
        let started = shop
            .enroll_as(user, json!({"kind": kind, "digits": digits}))
            .await;
        let uri = reqwest::Url::parse(started["uri"].as_str().unwrap()).unwrap();
        let seed = uri.query_pairs().find(|(name, _)| name == "secret").unwrap().1;
        let moving = match kind {
            "totp" => vec!["--totp".to_owned()],
            _ => vec!["--hotp".to_owned(), "--counter=1".to_owned()],
        };
        let printed = Program::new("oathtool")
            .args(moving)
            .args(["--base32", &format!("--digits={digits}"), &seed])
            .output()
            .unwrap();
        let code = String::from_utf8(printed.stdout).unwrap();
        let proven = shop.code(&started, code.trim()).await;
        assert_eq!(
            proven.body["state"], "completed",
            "{kind} {digits}: {:?}",
            proven.body
        );
    }
}
