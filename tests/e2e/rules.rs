//! The rules that nothing may break, as far as they show from outside. Each test is named after its rule, and breaking one
//! rule must turn only its own tests red (see CONTRIBUTING.md).

use std::time::Duration;

use countersign::admin::Command;
use countersign_core::model::Scope;
use countersign_fakes::Reply;
use countersign_mobile_sdk::{NumberClaim, Verdict};
use countersign_tests::{Phone, RelyingParty, Vendor, World};
use reqwest::Method;
use serde_json::{Value, json};

async fn scene() -> (World, RelyingParty, Phone) {
    let world = World::start().await;
    world.user("alice").await;
    let shop = world.shop().await;
    let phone = world.phone(&shop, "alice", Vendor::Fcm).await;
    (world, shop, phone)
}

fn plain() -> Value {
    json!({"username": "alice", "number_matching": "none"})
}

const APPROVE: Verdict = Verdict::Approve {
    number: NumberClaim::Absent,
};

#[tokio::test]
async fn r1_only_a_verified_answer_of_the_users_own_device_approves() {
    let (world, shop, mut phone) = scene().await;
    let bobs = world.phone(&shop, "bob", Vendor::Fcm).await;
    let login = shop.login(plain()).await;
    let question = phone.question().await;
    // Bob's key, alice's question.
    let mut stolen = question.clone();
    stolen.account = bobs.account().clone();
    assert_eq!(bobs.answer(&stolen, APPROVE).await, 400);
    // Alice's key, but no proof of having seen the question.
    let unproven = phone.signed(
        &question,
        &json!({"response": data_encoding::BASE64.encode(&[0; 32])}),
    );
    assert_eq!(phone.post("authenticate", &unproven).await.0, 400);
    assert_eq!(shop.read(&login).await["state"], "pending");
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
}

#[tokio::test]
async fn r2_a_denial_on_one_phone_ends_the_login_on_all() {
    let (world, shop, mut first) = scene().await;
    let approved = shop.login(plain()).await;
    let question = first.question().await;
    assert_eq!(first.answer(&question, APPROVE).await, 200);
    let answer = shop
        .post(
            "/api/v1/users/alice/enrollments",
            &json!({"kind": "push", "approved_login": approved["id"]}),
        )
        .await;
    let mut second = Phone::new(&world.fakes, Vendor::Apns, world.clock.clone());
    second.scan(answer.body["uri"].as_str().unwrap()).await.unwrap();
    let login = shop.login(plain()).await;
    assert_eq!(login["devices"].as_array().unwrap().len(), 2);
    let (on_first, on_second) = (first.question().await, second.question().await);
    assert_eq!(second.answer(&on_second, Verdict::Deny).await, 200);
    assert_eq!(first.answer(&on_first, APPROVE).await, 400);
    assert_eq!(shop.read(&login).await["state"], "denied");
}

#[tokio::test]
async fn r4_nobody_who_is_suspended_succeeds() {
    let (world, shop, mut phone) = scene().await;
    let login = shop.login(plain()).await;
    let question = phone.question().await;
    let user = || "alice".to_owned();
    world.operate(Command::UserSuspend { name: user() }).await;
    assert_eq!(phone.answer(&question, APPROVE).await, 400);
    assert_eq!(shop.read(&login).await["reason"], "suspended");
    assert_eq!(
        shop.post("/api/v1/logins", &plain()).await.problem(),
        "no-usable-authenticator"
    );
    world.operate(Command::UserResume { name: user() }).await;

    let list = shop.get("/api/v1/users/alice/authenticators").await.body;
    let path = format!(
        "/api/v1/users/alice/authenticators/{}",
        list["authenticators"][0]["id"].as_str().unwrap()
    );
    let login = shop.login(plain()).await;
    let question = phone.question().await;
    let suspended = shop
        .send(
            shop.request(Method::PATCH, &path)
                .json(&json!({"state": "suspended"})),
        )
        .await;
    assert_eq!(suspended.body["state"], "suspended");
    assert_eq!(phone.answer(&question, APPROVE).await, 400);
    assert_eq!(shop.read(&login).await["reason"], "suspended");
    assert_eq!(
        shop.post("/api/v1/logins", &plain()).await.problem(),
        "no-usable-authenticator"
    );
    shop.send(
        shop.request(Method::PATCH, &path)
            .json(&json!({"state": "active"})),
    )
    .await;

    shop.login(plain()).await;
    let question = phone.question().await;
    world
        .operate(Command::ClientSuspend { id: shop.id.clone() })
        .await;
    assert_eq!(phone.answer(&question, APPROVE).await, 400);
    assert_eq!(
        shop.post("/api/v1/logins", &plain()).await.problem(),
        "invalid-client"
    );
}

#[tokio::test]
async fn r5_a_wrong_missing_or_unreadable_number_fails_the_login() {
    let (_world, shop, mut phone) = scene().await;
    for (claims, reason) in [
        (json!({"challengeResponse": "9"}), "wrong_number"),
        (json!({"challengeResponse": null}), "missing_number"),
        (json!({"challengeResponse": "four"}), "missing_number"),
    ] {
        let login = shop
            .login(json!({"username": "alice", "number_matching": "pick"}))
            .await;
        let question = phone.question().await;
        let body = phone.signed(&question, &claims);
        assert_eq!(phone.post("authenticate", &body).await, (200, "{}".to_owned()));
        let ended = shop.read(&login).await;
        assert_eq!(
            (&ended["state"], &ended["reason"]),
            (&json!("failed"), &json!(reason)),
            "{claims}"
        );
    }
}

#[tokio::test]
async fn r6_an_identical_repeat_is_accepted_and_nothing_else() {
    let (world, shop, mut phone) = scene().await;
    shop.login(plain()).await;
    let question = phone.question().await;
    let approval = phone.signed(&question, &json!({}));
    let other = phone.signed(&question, &json!({"again": true}));
    for (body, status) in [(&approval, 200), (&approval, 200), (&other, 400)] {
        assert_eq!(phone.post("authenticate", body).await.0, status);
    }
    world.clock.advance(Duration::from_secs(179));
    assert_eq!(
        phone.post("authenticate", &approval).await.0,
        200,
        "within a minute of the end"
    );
    world.clock.advance(Duration::from_secs(2));
    assert_eq!(
        phone.post("authenticate", &approval).await.0,
        400,
        "and not after"
    );
}

#[tokio::test]
async fn r7_nobody_learns_who_exists() {
    let (world, shop, mut phone) = scene().await;
    world.user("carol").await;
    let nobody = shop.post("/api/v1/logins", &json!({"username": "nobody"})).await;
    let unenrolled = shop.post("/api/v1/logins", &json!({"username": "carol"})).await;
    assert_eq!(
        (nobody.status, &nobody.body),
        (unenrolled.status, &unenrolled.body)
    );

    shop.login(plain()).await;
    let question = phone.question().await;
    let mut unknown = phone.signed(&question, &json!({}));
    unknown["messageId"] = "AUTHENTICATE:63ca6f18-7cfb-4198-bcd0-ac5041fbbea01583798229441".into();
    let mut forged = phone.signed(&question, &json!({}));
    forged["jwt"] = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.e30.AAAA".into();
    assert_eq!(
        phone.post("authenticate", &unknown).await,
        phone.post("authenticate", &forged).await
    );

    let attempt = async |name: &str, password: &str| {
        let form = [("username", name), ("password", password)];
        let response = shop
            .anonymous(Method::POST, "/login")
            .form(&form)
            .send()
            .await
            .unwrap();
        (
            response.status(),
            response.text().await.unwrap().replace(name, "NAME"),
        )
    };
    assert_eq!(attempt("alice", "wrong").await, attempt("nobody", "wrong").await);
}

#[tokio::test]
async fn r8_a_push_is_sent_only_because_somebody_asked_now() {
    let (world, shop, mut phone) = scene().await;
    let login = shop.login(plain()).await;
    let question = phone.question().await;
    let path = format!("/api/v1/logins/{}", login["id"].as_str().unwrap());
    let page = format!(
        "/login/wait/{}?wait_token={}",
        login["id"].as_str().unwrap(),
        login["wait_token"].as_str().unwrap()
    );
    for path in [&path, &page, &format!("{path}?wait_secs=0"), &"/login".to_owned()] {
        shop.get(path).await;
    }
    assert_eq!(
        shop.post(&format!("{path}/resend"), &json!({})).await.status,
        429,
        "too early"
    );
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
    world.clock.advance(Duration::from_secs(20));
    assert_eq!(
        shop.post(&format!("{path}/resend"), &json!({})).await.problem(),
        "login-not-pending"
    );
    world.settle().await;
    assert_eq!(world.pushes(), 1);
}

#[tokio::test]
async fn r8_a_push_that_its_vendor_holds_up_is_sent_once() {
    let (world, shop, mut phone) = scene().await;
    let busy = [Reply::fcm(503, Some("UNAVAILABLE")).retry_after(1)];
    world.fakes.fcm.script(&phone.push_token, busy);
    shop.login(plain()).await;
    world.settle().await;
    // Longer than a job is leased, shorter than the login lives.
    world.clock.advance(Duration::from_secs(70));
    phone.question().await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(world.pushes(), 1);
}

#[tokio::test]
async fn r8_a_push_that_must_wait_is_not_sent_once_its_login_has_ended() {
    let (world, shop, mut first) = scene().await;
    let approved = shop.login(plain()).await;
    let question = first.question().await;
    assert_eq!(first.answer(&question, APPROVE).await, 200);
    let body = json!({"kind": "push", "approved_login": approved["id"]});
    let enrollment = shop.post("/api/v1/users/alice/enrollments", &body).await.body;
    let mut second = Phone::new(&world.fakes, Vendor::Apns, world.clock.clone());
    second.scan(enrollment["uri"].as_str().unwrap()).await.unwrap();
    let held_up = || [Reply::fcm(503, Some("UNAVAILABLE")).retry_after(30)];

    world.fakes.fcm.script(&first.push_token, held_up());
    shop.login(plain()).await;
    let question = second.question().await;
    world.settle().await;
    assert_eq!(second.answer(&question, Verdict::Deny).await, 200);
    let before = world.pushes();
    world.clock.advance(Duration::from_secs(40));
    world.settle().await;
    assert_eq!(world.pushes(), before, "the first phone stays silent");

    world.fakes.fcm.script(&first.push_token, held_up());
    shop.login(plain()).await;
    second.question().await;
    world.settle().await;
    world.clock.advance(Duration::from_secs(40));
    first.question().await;
}

#[tokio::test]
async fn r10_the_result_belongs_to_who_started_the_login() {
    let (world, shop, mut phone) = scene().await;
    let other = world.client(&[Scope::Login]).await;
    let login = shop.login(plain()).await;
    let rival = shop
        .login(json!({"username": "alice", "number_matching": "none", "parallel": true}))
        .await;
    let path = format!("/api/v1/logins/{}", login["id"].as_str().unwrap());
    let token = login["wait_token"].as_str().unwrap();
    assert_eq!(other.get(&path).await.problem(), "not-found");
    assert_eq!(other.delete(&path).await.problem(), "not-found");
    assert_eq!(
        other.post(&format!("{path}/resend"), &json!({})).await.problem(),
        "not-found"
    );
    let bearer = |token: &str| shop.anonymous(Method::GET, &path).bearer_auth(token);
    assert_eq!(shop.send(shop.anonymous(Method::GET, &path)).await.status, 401);
    assert_eq!(
        shop.send(bearer(rival["wait_token"].as_str().unwrap()))
            .await
            .status,
        404
    );
    let question = phone.question().await;
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
    let seen = shop.send(bearer(token)).await.body;
    assert_eq!(
        (&seen["state"], &seen["assertion"]),
        (&json!("approved"), &Value::Null)
    );
    assert!(shop.read(&login).await["assertion"].is_string());
}

/// The one cookie that an answer sets, as a browser sends it back.
fn cookie(answer: &reqwest::Response, name: &str) -> String {
    let cookies = answer.headers().get_all("set-cookie").iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap());
    let found = cookies.find(|cookie| cookie.starts_with(&format!("{name}=")));
    found.expect(name).to_owned()
}

/// What a page says between two marks.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = page.split_once(start).expect(start);
    rest.split_once(end).expect(end).0
}

/// Enrols a phone on our own pages and logs in there: the phone, the waiting page's path and its cookie.
async fn log_in_on_own_pages(world: &World, desk: &RelyingParty) -> (Phone, String, String) {
    world.user("alice").await;
    let started = desk.enroll("alice").await;
    let taken = countersign_tests::http()
        .post(started["links"]["page"].as_str().unwrap())
        .form(&[("password", "correct horse")])
        .send()
        .await
        .unwrap();
    let page = desk
        .anonymous(Method::GET, taken.headers()["location"].to_str().unwrap())
        .header("cookie", cookie(&taken, "enroll"))
        .send()
        .await
        .unwrap();
    let page = page.text().await.unwrap();
    let code = between(&page, "id=\"open\" href=\"", "\"");
    let mut phone = Phone::new(&world.fakes, Vendor::Fcm, world.clock.clone());
    phone.scan(&code.replace("&#38;", "&")).await.unwrap();
    let waiting = desk
        .anonymous(Method::POST, "/login")
        .form(&[("username", "alice"), ("password", "correct horse")])
        .send()
        .await
        .unwrap();
    let path = waiting.headers()["location"].to_str().unwrap().to_owned();
    (phone, path, cookie(&waiting, "wait"))
}

#[tokio::test]
async fn r6_a_login_opens_one_session_and_tells_its_browser_again() {
    let world = World::start().await;
    let desk = world.client(&[Scope::Enroll]).await;
    let (mut phone, path, wait) = log_in_on_own_pages(&world, &desk).await;
    let open = async |cookie: String, path: &str| {
        let request = desk.anonymous(Method::GET, path).header("cookie", cookie);
        request.send().await.unwrap()
    };
    let page = open(wait.clone(), &path).await.text().await.unwrap();
    let number = between(&page, "class=\"number\" aria-live=\"polite\">", "<");
    let question = phone.question().await;
    let verdict = Verdict::Approve {
        number: NumberClaim::Given(number.parse().unwrap()),
    };
    assert_eq!(phone.answer(&question, verdict).await, 200);

    // The first answer may be lost on its way: the second says the same.
    let lost = cookie(&open(wait.clone(), &path).await, "session");
    let session = cookie(&open(wait.clone(), &path).await, "session");
    assert_eq!(lost, session);
    assert_eq!(open(session.clone(), "/account").await.status(), 200);
    let logout = desk.anonymous(Method::POST, "/account/logout");
    logout.header("cookie", &session).send().await.unwrap();
    let again = open(wait.clone(), &path).await;
    assert!(
        again.headers().get("set-cookie").is_none(),
        "a session that was ended stays ended"
    );
    assert_eq!(open(session, "/account").await.status(), 303);
}

#[tokio::test]
async fn r10_a_login_of_our_own_page_stays_in_its_browser() {
    let world = World::start().await;
    let desk = world.client(&[Scope::Enroll]).await;
    let (_phone, path, wait) = log_in_on_own_pages(&world, &desk).await;
    let own = desk.anonymous(Method::GET, &path).header("cookie", &wait);
    assert_eq!(own.send().await.unwrap().status(), 200);
    let token = wait.strip_prefix("wait=").unwrap();
    let carried = desk.anonymous(Method::GET, &format!("{path}?wait_token={token}"));
    assert_eq!(carried.send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn r11_no_client_goes_beyond_its_scopes_or_binds_a_second_authenticator() {
    let (world, shop, mut phone) = scene().await;
    let login_only = world.client(&[Scope::Login]).await;
    let enroll_only = world.client(&[Scope::Enroll]).await;
    let kind = json!({"kind": "push"});
    assert_eq!(
        login_only
            .post("/api/v1/users/x/enrollments", &kind)
            .await
            .problem(),
        "insufficient-scope"
    );
    assert_eq!(
        enroll_only.post("/api/v1/logins", &plain()).await.problem(),
        "insufficient-scope"
    );
    assert_eq!(
        login_only
            .get("/api/v1/users/alice/authenticators")
            .await
            .problem(),
        "insufficient-scope"
    );
    let started = enroll_only
        .post("/api/v1/users/dave/enrollments", &kind)
        .await
        .body;
    assert_eq!(
        (&started["uri"], &started["links"]["qr_svg"]),
        (&Value::Null, &Value::Null)
    );
    assert!(started["links"]["page"].is_string());

    let enroll = "/api/v1/users/alice/enrollments";
    assert_eq!(
        shop.post(enroll, &kind).await.problem(),
        "fresh-approval-required"
    );
    let login = shop.login(plain()).await;
    let with = |login: &Value| json!({"kind": "push", "approved_login": login["id"]});
    assert_eq!(
        shop.post(enroll, &with(&login)).await.problem(),
        "fresh-approval-required",
        "not approved yet"
    );
    let question = phone.question().await;
    phone.answer(&question, APPROVE).await;
    assert_eq!(shop.post(enroll, &with(&login)).await.status, 201);
    assert_eq!(
        shop.post(enroll, &with(&login)).await.problem(),
        "fresh-approval-required",
        "used up"
    );

    let list = shop.get("/api/v1/users/alice/authenticators").await.body;
    let path = format!(
        "/api/v1/users/alice/authenticators/{}",
        list["authenticators"][0]["id"].as_str().unwrap()
    );
    shop.send(
        shop.request(Method::PATCH, &path)
            .json(&json!({"state": "suspended"})),
    )
    .await;
    assert_eq!(
        shop.post(enroll, &kind).await.problem(),
        "fresh-approval-required",
        "suspending opens no door"
    );

    let raw = shop.enroll("erin").await;
    let path = format!("/api/v1/enrollments/{}", raw["id"].as_str().unwrap());
    assert_eq!(
        shop.get(&path).await.body["uri"],
        Value::Null,
        "the code is said once"
    );
}

#[tokio::test]
async fn r11_an_unconfirmed_authenticator_counts_for_its_client_alone() {
    let (world, shop, _phone) = scene().await;
    let other = world.client(&[Scope::Login]).await;
    assert_eq!(
        other.post("/api/v1/logins", &plain()).await.problem(),
        "no-usable-authenticator"
    );
    assert_eq!(shop.post("/api/v1/logins", &plain()).await.status, 201);
}

#[tokio::test]
async fn r12_an_asserted_first_factor_raises_nothing() {
    let (_world, shop, mut phone) = scene().await;
    let login = shop
        .login(json!({"username": "alice", "number_matching": "none", "first_factor": true}))
        .await;
    let question = phone.question().await;
    phone.answer(&question, APPROVE).await;
    let assertion = shop.ended(&login).await["assertion"].as_str().unwrap().to_owned();
    let jwks = shop.get("/.well-known/jwks.json").await.body;
    let claims = countersign_proto::signed::AssertionVerifier::from_jwks(&jwks)
        .verify(&assertion)
        .unwrap();
    assert_eq!(claims["acr"], "urn:countersign:acr:push");
    assert_eq!(
        (&claims["amr"], &claims["first_factor"]),
        (&json!(["swk", "user"]), &json!("asserted"))
    );
}

#[tokio::test]
async fn r14_limits_bind_the_initiator_and_nobody_else() {
    let (_world, shop, _phone) = scene().await;
    let from = |ip: &str| json!({"username": "alice", "number_matching": "none", "context": {"ip": ip}});
    for _ in 0..5 {
        assert_eq!(shop.post("/api/v1/logins", &from("192.0.2.1")).await.status, 201);
    }
    let refused = shop.post("/api/v1/logins", &from("192.0.2.1")).await;
    assert_eq!((refused.status, refused.problem()), (429, "too-many-requests"));
    let wait: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait));
    assert_eq!(shop.post("/api/v1/logins", &from("192.0.2.2")).await.status, 201);
}

#[tokio::test]
async fn r15_what_is_shown_is_bounded_and_escaped() {
    let (_world, shop, _phone) = scene().await;
    for message in ["a\u{202e}b", "a\nb", "", &"x".repeat(121)] {
        let answer = shop
            .post(
                "/api/v1/logins",
                &json!({"username": "alice", "message": message}),
            )
            .await;
        assert_eq!(
            (answer.status, answer.problem()),
            (422, "invalid-request"),
            "{message:?}"
        );
    }
    let form = [("username", "<script>alert(1)</script>"), ("password", "x")];
    let page = shop
        .anonymous(Method::POST, "/login")
        .form(&form)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(page.contains("alert(1)") && !page.contains("<script>alert"));
}
