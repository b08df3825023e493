//! Every door of the server, tried by somebody who is not logged in.

use countersign::admin::{Command, operator::OperatorCommand};
use countersign_tests::{PASSWORD, Page, PlainBrowser, Provider, World};
use reqwest::Method;
use serde_json::json;

use super::NEW;
use crate::{certificates::with_door, tour::routes};

/// What is for everybody: to read, to log in, to sign up, to find an account again, and to leave.
const OPEN: [&str; 24] = [
    "GET /",
    "GET /assets/{name}",
    "GET /clients/{id}/logo",
    "GET /crl.der",
    "GET /crl/{file}",
    "GET /forgot/password",
    "GET /forgot/username",
    "GET /help",
    "GET /login",
    "GET /problems/{name}",
    "GET /recover",
    "GET /signup",
    "GET /support",
    "GET /terms",
    "POST /account/logout",
    "POST /enroll/confirm",
    "POST /forgot/password",
    "POST /forgot/username",
    "POST /language",
    "POST /login",
    "POST /login/passkey",
    "POST /login/passkey/ask",
    "POST /recover",
    "POST /signup",
];
/// Every field that a form of ours has, so that none is refused for what it lacks.
const FORM: [(&str, &str); 16] = [
    ("answer", "accept"),
    ("channel", "sms"),
    ("code", "000000"),
    ("display_name", "Eve"),
    ("email", "eve@example.net"),
    ("label", "Eve's"),
    ("language", "en"),
    ("number", "+12025550123"),
    ("old", PASSWORD),
    ("password", NEW),
    ("reason", "because"),
    ("request", "-"),
    ("resource", "filings"),
    ("session", "00000000-0000-4000-8000-000000000000"),
    ("text", ""),
    ("way", "push"),
];

/// How a door turns a stranger away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turned {
    /// To the login page.
    ToLogin,
    /// As if there were nothing: it is for whoever has the token of a mail or link, or the cookie of the browser that began.
    Away,
}

impl Turned {
    fn expected(path: &str) -> Self {
        let is_of_a_browser = path.starts_with("/login/wait/") || path.starts_with("/enroll/code/");
        if is_of_a_browser || path.contains("{token}") || path.contains("{link}") {
            Self::Away
        } else {
            Self::ToLogin
        }
    }

    fn is_seen(self, page: &Page) -> bool {
        match self {
            Self::ToLogin => {
                let is_login = |to: &str| to == "/login" || to.starts_with("/login?next=/");
                page.status == 401 || (page.status == 303 && is_login(page.location()))
            }
            // Some ask who is there before they look for their cookie.
            Self::Away => page.status == 404 || Self::ToLogin.is_seen(page),
        }
    }
}

/// Alice, an operator with a phone, who is logged in and has a login and an enrolment under way.
struct Home {
    world: World,
    alice: PlainBrowser,
    /// What stands for the names in the addresses of routes: names of what there is.
    names: Vec<(&'static str, String)>,
}

impl Home {
    async fn new() -> Self {
        let world = World::with_telephones(|settings, _| {
            with_door(settings);
            settings.accounts.sign_up = true;
            settings.limits.requests_per_address_per_minute = 10_000;
        });
        let world = world.await;
        world.user_with_mail("alice", "alice@example.org").await;
        let mut alice = world.browser();
        let set_up = alice.log_in("alice").await;
        let code = alice.past_terms(&set_up).await.enrollment_code();
        let mut phone = world.scan(&code, Provider::Fcm).await;
        alice.log_in_by_phone("alice", &mut phone).await;
        let act = OperatorCommand::Add {
            name: "alice".to_owned(),
            role: "owner".to_owned(),
            email: None,
        };
        world.operate(Command::Operator { act }).await;
        let [method] = &alice.methods().await[..] else {
            panic!("one phone")
        };
        let enrollment = alice.post("/account/methods/add/codes", &[]).await;
        let names = vec![
            ("/account/methods/{id}", method.clone()),
            ("/enroll/code/{id}", enrollment.location().to_owned()),
            ("/login/wait/{id}", alice.log_in("alice").await),
            ("{what}", "codes".to_owned()),
            ("{number}", "100001".to_owned()),
            ("{act}", "suspend".to_owned()),
            ("{answer}", "approve".to_owned()),
            ("{token}", "guess".to_owned()),
            ("{link}", "guess".to_owned()),
            ("{name}", "style.css".to_owned()),
            ("{file}", "1.crl".to_owned()),
            ("/clients/{id}", "/clients/shop".to_owned()),
        ];
        Self { world, alice, names }
    }

    /// The address of something that there is.
    fn address(&self, route: &str) -> String {
        let names = self.names.iter();
        let mut path = names.fold(route.to_owned(), |path, (name, value)| path.replace(name, value));
        // What else has a name may have any: nobody gets so far as to look for it.
        while let (Some(start), Some(end)) = (path.find('{'), path.find('}')) {
            path.replace_range(start..=end, "none");
        }
        path
    }

    /// How many changes are on record, and how many mails and messages were sent.
    async fn changes(&self) -> (usize, usize, usize, u64) {
        self.world.settle().await;
        let records = self.world.operate(Command::AuditTail { limit: 1000 }).await;
        let fakes = &self.world.fakes;
        (
            records.as_array().unwrap().len(),
            fakes.smtp.taken().len(),
            fakes.messages.taken().len(),
            self.world.pushes(),
        )
    }
}

#[tokio::test]
async fn s5_every_door_that_is_not_for_everybody_asks_to_log_in_and_changes_nothing() {
    let mut home = Home::new().await;
    let before = home.changes().await;
    let mut walked = 0;
    for route in routes() {
        let path = home.address(route.path);
        for (method, is_there) in [("GET", route.gets), ("POST", route.posts)] {
            if OPEN.contains(&&*format!("{method} {}", route.path)) {
                continue;
            }
            let mut stranger = home.world.browser();
            let page = match method {
                "GET" => stranger.get(&path).await,
                _ => stranger.post(&path, &FORM).await,
            };
            let turned = Turned::expected(route.path);
            let is_right = if is_there {
                turned.is_seen(&page)
            } else {
                page.status == 405
            };
            assert!(is_right, "{method} {path}: {} {}", page.status, page.location());
            assert_eq!(stranger.cookie("session"), None, "{method} {path}");
            walked += 1;
        }
    }
    assert!(walked > 100, "{walked}");
    assert_eq!(home.changes().await, before);
    assert!(home.alice.is_logged_in().await);
}

#[tokio::test]
async fn s5_every_operation_of_the_api_asks_for_credentials() {
    let home = Home::new().await;
    let shop = home.world.shop().await;
    let login = shop.login(json!({"username": "alice"})).await.id().to_owned();
    let before = home.changes().await;
    let document = shop.send(shop.anonymous(Method::GET, "/openapi.json")).await.body;
    let mut walked = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        let address = path.replace("{name}", "alice").replace("{id}", &login);
        let address = address.replace("{number}", "100001").replace("{act}", "suspend");
        for method in ["get", "post", "patch", "put", "delete"] {
            if operations.get(method).is_none() {
                continue;
            }
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            // A picture has its link in its address.
            let (address, expected) = match address.strip_suffix("/qr.svg") {
                Some(_) => (format!("{address}?link=guess"), (404, "not-found")),
                None => (address.clone(), (401, "invalid-client")),
            };
            let request = shop.anonymous(method.clone(), &address).json(&json!({}));
            let refused = shop.send(request).await;
            assert_eq!(refused.refusal(), expected, "{method} {path}");
            walked += 1;
        }
    }
    assert!(walked > 24, "{walked}");
    assert_eq!(home.changes().await, before);
}
