//! Waiting for a decision: long poll, server-sent events, across a restart.

use std::time::Duration;

use countersign_core::model::Scope;
use countersign_mobile_sdk::{NumberClaim, Verdict};
use countersign_tests::{CodeApp, Login, PASSWORD, Phone, Provider, RelyingParty, World};
use reqwest::{Method, Response};
use serde_json::json;

const APPROVE: Verdict = Verdict::Approve {
    number: NumberClaim::Absent,
};

async fn scene() -> (World, RelyingParty, Phone, Login) {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = world.phone(&shop, "alice", Provider::Fcm).await;
    let login = shop
        .login(json!({"username": "alice", "number_matching": "none"}))
        .await;
    (world, shop, phone, login)
}

#[tokio::test]
async fn a_long_poll_ends_with_the_decision_or_its_time() {
    let (world, shop, mut phone, login) = scene().await;
    let path = format!("/api/v1/logins/{}", login["id"].as_str().unwrap());
    let question = phone.question().await;
    let (short, long) = (format!("{path}?wait_secs=10"), format!("{path}?wait_secs=30"));
    let pending = world.clock.fly_until(shop.get(&short)).await;
    assert_eq!(pending.body["state"], "pending");
    let (decided, status) = tokio::join!(shop.get(&long), phone.answer(&question, APPROVE));
    assert_eq!((status, &decided.body["state"]), (200, &json!("approved")));
    assert_eq!(
        shop.get(&format!("{path}?wait_secs=56")).await.problem(),
        "invalid-request"
    );
}

#[tokio::test]
async fn a_wait_ends_at_the_end_of_the_login() {
    let (world, shop, _phone, login) = scene().await;
    world.clock.advance(Duration::from_secs(105));
    let expired = world.clock.fly_until(shop.ended(&login)).await;
    assert_eq!(expired["state"], "expired");
}

async fn events(shop: &RelyingParty, login: &Login, last: Option<&str>) -> Response {
    let path = format!("/api/v1/logins/{}/events", login["id"].as_str().unwrap());
    let token = login["wait_token"].as_str().unwrap();
    let mut request = shop.anonymous(Method::GET, &format!("{path}?wait_token={token}"));
    if let Some(last) = last {
        request = request.header("last-event-id", last);
    }
    request.send().await.unwrap()
}

#[tokio::test]
async fn events_tell_the_state_at_once_then_each_move_and_end_with_the_login() {
    let (_world, shop, mut phone, login) = scene().await;
    let mut stream = events(&shop, &login, None).await;
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let first = String::from_utf8(stream.chunk().await.unwrap().unwrap().to_vec()).unwrap();
    assert!(
        first.contains("event: state") && first.contains("id: 1") && first.contains(r#""state":"pending""#)
    );
    let question = phone.question().await;
    phone.answer(&question, APPROVE).await;
    let mut rest = String::new();
    while let Some(chunk) = stream.chunk().await.unwrap() {
        rest.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    assert!(
        rest.contains("id: 2") && rest.contains(r#""state":"approved""#),
        "{rest}"
    );
    assert!(!rest.contains("assertion"));
    assert_eq!(
        events(&shop, &login, Some("2")).await.status(),
        204,
        "a reader that has seen the end"
    );
    assert_eq!(
        events(&shop, &login, Some("1")).await.status(),
        200,
        "one that has not"
    );
}

#[tokio::test]
async fn a_login_survives_a_restart_of_the_server() {
    let (mut world, shop, mut phone, login) = scene().await;
    let question = phone.question().await;
    world.pause().await;
    world.resume().await;
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
    let ended = shop.ended(&login).await;
    assert_eq!(ended["state"], "approved");
    assert!(ended["assertion"].is_string());
}

#[tokio::test]
async fn a_push_that_was_not_sent_before_a_restart_is_sent_after_it() {
    let world = World::start().await;
    let shop = world.shop().await;
    let mut phone = world.phone(&shop, "alice", Provider::Fcm).await;
    world
        .fakes
        .fcm
        .script(&phone.push_token, [countersign_fakes::Reply::Never]);
    shop.login(json!({"username": "alice", "number_matching": "none"}))
        .await;
    world.fakes.fcm.asked(1).await;
    assert!(!phone.has_push());
    let mut world = world;
    world.pause().await;
    world.resume().await;
    let question = phone.question().await;
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
}

#[tokio::test]
async fn a_clock_set_back_neither_approves_nor_loses_anything() {
    let (world, shop, mut phone, login) = scene().await;
    let question = phone.question().await;
    world.clock.set_back(Duration::from_secs(30));
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
    assert_eq!(shop.ended(&login).await["state"], "approved");
    let next = shop
        .login(json!({"username": "alice", "number_matching": "none"}))
        .await;
    let late = phone.question().await;
    world.clock.advance(Duration::from_secs(3600));
    assert_eq!(phone.answer(&late, APPROVE).await, 400);
    assert_eq!(shop.ended(&next).await["state"], "expired");
}

/// The cookie of this name that an answer sets, with its attributes.
fn cookie(answer: &Response, name: &str) -> String {
    let cookies = answer.headers().get_all("set-cookie").iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap().to_owned());
    let found = cookies.find(|cookie| cookie.starts_with(&format!("{name}=")));
    found.expect(name)
}

/// For how many seconds a cookie lasts.
fn lasts(cookie: &str) -> u64 {
    let (_, rest) = cookie.split_once("Max-Age=").unwrap();
    rest.split(';').next().unwrap().parse().unwrap()
}

/// A browser's requests, which carry the one cookie that they are told to.
struct Pages {
    base: String,
    http: reqwest::Client,
}

impl Pages {
    fn of(world: &World) -> Self {
        Self {
            base: world.url(""),
            http: countersign_tests::http(),
        }
    }

    async fn get(&self, path: &str, cookie: &str) -> Response {
        let request = self.http.get(format!("{}{path}", self.base));
        request.header("cookie", pair(cookie)).send().await.unwrap()
    }

    async fn post(&self, path: &str, cookie: &str, form: &[(&str, &str)]) -> Response {
        let request = self.http.post(format!("{}{path}", self.base));
        request
            .header("cookie", pair(cookie))
            .form(form)
            .send()
            .await
            .unwrap()
    }
}

fn pair(cookie: &str) -> &str {
    cookie.split(';').next().unwrap()
}

fn location(answer: &Response) -> String {
    answer.headers()["location"].to_str().unwrap().to_owned()
}

/// What a page says between two marks.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = page.split_once(start).expect(start);
    rest.split_once(end).expect(end).0
}

/// Sets up an app for alice on our own pages and logs her in there; the cookies of the enrolment, the login, the session
/// and the browser.
async fn cookies_of_a_whole_login(world: &World, prefixes: [&str; 2]) -> [String; 4] {
    let [host, secure] = prefixes;
    let (enroll, wait) = (format!("{secure}enroll"), format!("{secure}wait"));
    world.user("alice").await;
    let desk = world.client(&[Scope::Enroll]).await;
    let pages = Pages::of(world);
    let password = ("password", PASSWORD);
    let started = desk.enroll_as("alice", json!({"kind": "totp"})).await;
    let (_, link) = started.link().split_once("/enroll/").unwrap();
    let taken = pages.post(&format!("/enroll/{link}"), "", &[password]).await;
    let (path, enroll) = (location(&taken), cookie(&taken, &enroll));
    let terms = format!("{path}/terms");
    let page = pages.get(&terms, &enroll).await.text().await.unwrap();
    let text = between(&page, "name=\"text\" value=\"", "\"");
    pages
        .post(&terms, &enroll, &[("text", text), ("answer", "accept")])
        .await;
    let page = pages.get(&path, &enroll).await.text().await.unwrap();
    let uri = between(&page, "id=\"open\" href=\"", "\"").replace("&#38;", "&");
    let mut app = CodeApp::scan(&uri, world.clock.clone()).await;
    let proven = pages.post(&path, &enroll, &[("code", &app.code())]).await;
    assert_eq!(location(&proven), path);
    world.clock.advance(Duration::from_secs(30));

    let waiting = pages.post("/login", "", &[("username", "alice"), password]).await;
    let (path, wait) = (location(&waiting), cookie(&waiting, &wait));
    let form = [("code", app.code())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, code)| (*name, code.as_str())).collect();
    let entered = pages.post(&format!("{path}/code"), &wait, &form).await;
    assert_eq!(location(&entered), path);
    let opened = pages.get(&path, &wait).await;
    assert_eq!(location(&opened), "/account");
    let session = cookie(&opened, &format!("{host}session"));
    assert_eq!(pages.get("/account", &session).await.status(), 200);
    let known = cookie(&opened, &format!("{host}known"));
    [enroll, wait, session, known]
}

#[tokio::test]
async fn cookies_last_as_long_as_what_they_stand_for() {
    let world = World::with(|settings| {
        settings.enrollment.ttl_secs = 3600;
        settings.login.ttl_secs = 600;
    })
    .await;
    let [enroll, wait, session, _] = cookies_of_a_whole_login(&world, ["", ""]).await;
    // A minute more than the time for it, in which the page still tells how it ended.
    for (cookie, secs) in [(&enroll, 3660), (&wait, 660), (&session, 8 * 3600)] {
        assert!((secs - 10..=secs).contains(&lasts(cookie)), "{cookie}");
    }
    let shop = world.shop().await;
    world.phone(&shop, "bob", Provider::Fcm).await;
    let login = shop.login(json!({"username": "bob", "ttl_secs": 30})).await;
    let adopted = Pages::of(&world).get(&login.page(), "").await;
    let adopted = lasts(&cookie(&adopted, "wait"));
    assert!((80..=90).contains(&adopted), "{adopted}");
}

#[tokio::test]
async fn over_https_no_other_host_can_set_our_cookies() {
    let url = "https://login.example.org";
    let world = World::with(|settings| settings.server.public_url = Some(url.parse().unwrap())).await;
    let [enroll, wait, session, known] = cookies_of_a_whole_login(&world, ["__Host-", "__Secure-"]).await;
    for cookie in [&enroll, &wait, &session, &known] {
        assert!(
            cookie.contains("Secure; ") || cookie.ends_with("Secure"),
            "{cookie}"
        );
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    for cookie in [&session, &known] {
        assert!(cookie.contains("Path=/;"), "{cookie}");
    }
    let planted = pair(&session).strip_prefix("__Host-").unwrap();
    let refused = Pages::of(&world).get("/account", planted).await;
    assert_eq!(
        location(&refused),
        "/login?next=/account",
        "a name that anybody can set is none of ours"
    );
}

#[tokio::test]
async fn a_cancelled_enrolment_says_so_calmly() {
    let world = World::start().await;
    world.user("alice").await;
    let desk = world.client(&[Scope::Enroll]).await;
    let started = desk.enroll("alice").await;
    let pages = Pages::of(&world);
    let (_, link) = started.link().split_once("/enroll/").unwrap();
    let taken = pages
        .post(&format!("/enroll/{link}"), "", &[("password", PASSWORD)])
        .await;
    let (path, enroll) = (location(&taken), cookie(&taken, "enroll"));
    let page = pages.post(&format!("{path}/cancel"), &enroll, &[]).await;
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("Set-up cancelled"));
}
