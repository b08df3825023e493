//! The operators' API: whoever shows the token does what the commands do, and nobody else does anything.

use std::path::PathBuf;

use countersign_fakes::Reply;
use countersign_proto::{
    push::Provider,
    relay_api::{Report, State},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    credentials::{both, rotated},
    scene::{Answer, Scene, get, key},
};

const TOKEN: &str = "RXZlcnkgb3BlcmF0b3IgaGFzIGEgdG9rZW4=";
/// A page of somebody's that a person with access to the address has opened.
const PAGE: &str = "https://evil.example.org";

/// Whoever operates the relay from elsewhere.
struct Desk {
    url: String,
    http: reqwest::Client,
    headers: Vec<(&'static str, String)>,
}

impl Desk {
    #[expect(clippy::disallowed_methods, reason = "a test's client")]
    fn of(scene: &Scene, headers: &[(&'static str, &str)]) -> Self {
        let owned = |(name, value): &(&'static str, &str)| (*name, (*value).to_owned());
        Self {
            url: format!("http://{}", scene.service().ops_address),
            http: reqwest::Client::builder().build().unwrap(),
            headers: headers.iter().map(owned).collect(),
        }
    }

    /// …who shows a token.
    fn with(scene: &Scene, token: &str) -> Self {
        Self::of(scene, &[("authorization", &format!("Bearer {token}"))])
    }

    async fn send(&self, method: &str, path: &str, body: impl Into<Vec<u8>>) -> Answer {
        let url = format!("{}{path}", self.url);
        let mut request = self.http.request(method.parse().unwrap(), url).body(body.into());
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.unwrap();
        Answer {
            status,
            body: serde_json::from_slice(&body).unwrap_or(Value::Null),
            headers,
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "").await
    }

    async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, body.to_string()).await
    }

    /// Asks for something that is done.
    async fn done(&self, path: &str, body: &Value) -> Value {
        let answer = self.post(path, body).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.body
    }
}

fn token_file(scene: &Scene) -> PathBuf {
    scene.fakes.credentials.ca_file.with_file_name("operators")
}

/// A relay whose operators have a token.
async fn scene() -> Scene {
    Scene::with(|settings| {
        let file = settings.server.data_dir.with_file_name("operators");
        std::fs::write(&file, format!("{TOKEN}\n")).unwrap();
        settings.operators.token_file = Some(file);
    })
    .await
}

/// All senders, as the command shows them.
async fn listed(scene: &Scene) -> Value {
    scene.operate(json!({"command": "sender_list"})).await
}

fn new(name: &str, seed: u8) -> Value {
    json!({"name": name, "public_key": key(seed).public_pem()})
}

/// Everything that the API has.
const ALL: [(&str, &str); 13] = [
    ("GET", "/v1/senders"),
    ("POST", "/v1/senders"),
    ("GET", "/v1/senders/a"),
    ("DELETE", "/v1/senders/a"),
    ("POST", "/v1/senders/a/suspend"),
    ("POST", "/v1/senders/a/resume"),
    ("POST", "/v1/senders/a/rotate"),
    ("GET", "/v1/usage"),
    ("GET", "/v1/deadletters"),
    ("POST", "/v1/deadletters/replay"),
    ("POST", "/v1/deadletters/discard"),
    ("POST", "/v1/credentials/switch"),
    ("GET", "/v1/status"),
];

#[tokio::test]
async fn a_sender_is_let_in_watched_and_taken_out() {
    let scene = scene().await;
    let desk = Desk::with(&scene, TOKEN);
    assert_eq!(desk.get("/v1/senders").await.body, json!([]));
    let mut shop = new("shop", 1);
    shop["messages_per_day"] = json!(7);
    let added = desk.post("/v1/senders", &shop).await;
    assert_eq!(added.status, 201, "{added:?}");
    assert_eq!(
        (
            &added.body["state"],
            &added.body["messages_per_day"],
            &added.body["weight"]
        ),
        (&json!("active"), &json!(7), &json!(1))
    );
    assert_eq!(added.body["keys"][0]["key_id"], key(1).key_id());

    let (old, new) = (scene.holder(1), scene.holder(2));
    let notification = || scene.notification(Provider::Fcm, "token-1");
    let first = notification();
    old.submit(&first).await;
    old.reports(first.id, State::Sent).await;
    let shown = desk.get("/v1/senders/shop?days=1").await.body;
    let used = |what: &str| {
        let usage = shown["usage"].as_array().unwrap();
        usage
            .iter()
            .find(|used| used["what"] == what)
            .map(|used| used["times"].clone())
    };
    assert_eq!((used("accepted"), used("sent")), (Some(json!(1)), Some(json!(1))));
    assert_eq!(desk.get("/v1/usage").await.body, shown["usage"]);
    let timeline = desk
        .get(&format!("/v1/senders/shop/notifications/{}", first.id))
        .await
        .body;
    assert_eq!(
        (&timeline["state"], &timeline["events"][0]["event"]),
        (&json!("sent"), &json!("sent"))
    );
    assert!(
        !timeline.to_string().contains("token-1"),
        "r7: no address is shown"
    );

    let next = json!({"public_key": key(2).public_pem(), "overlap_secs": 60});
    let rotated = desk.done("/v1/senders/shop/rotate", &next).await;
    assert_eq!(rotated["keys"][1]["key_id"], key(2).key_id());
    old.submit(&notification()).await;
    new.submit(&notification()).await;

    let suspended = desk.done("/v1/senders/shop/suspend", &Value::Null).await;
    assert_eq!(suspended["state"], "suspended");
    let refused = new.post(&json!(notification())).await;
    assert_eq!(refused.refusal(), (403, "suspended"));
    desk.done("/v1/senders/shop/resume", &Value::Null).await;
    new.submit(&notification()).await;

    let removed = desk.send("DELETE", "/v1/senders/shop", "").await;
    assert_eq!((removed.status, removed.body), (200, json!({"removed": "shop"})));
    assert_eq!(new.post(&json!(notification())).await.status, 401);
    let gone = desk.get("/v1/senders/shop").await;
    assert_eq!(gone.refusal(), (404, "not-found"));
}

#[tokio::test]
async fn what_the_api_and_the_commands_show_is_the_same() {
    let scene = scene().await;
    let desk = Desk::with(&scene, TOKEN);
    desk.post("/v1/senders", &new("a", 1)).await;
    for (path, command) in [
        ("/v1/senders", json!({"command": "sender_list"})),
        (
            "/v1/senders/a",
            json!({"command": "sender_show", "name": "a", "days": 31}),
        ),
        ("/v1/usage?days=2", json!({"command": "sender_usage", "days": 2})),
        (
            "/v1/deadletters",
            json!({"command": "dead_letter_list", "limit": 100}),
        ),
        ("/v1/status", json!({"command": "status"})),
    ] {
        assert_eq!(desk.get(path).await.body, scene.operate(command).await, "{path}");
    }
}

#[tokio::test]
async fn nobody_without_the_token_does_anything() {
    let scene = scene().await;
    let sender = scene.sender("a", 1).await;
    let (basic, bearer) = (format!("Basic {TOKEN}"), format!("Bearer {TOKEN}"));
    let twice = [("authorization", &*bearer); 2];
    let desks = [
        ("no token", Desk::of(&scene, &[])),
        ("another", Desk::with(&scene, &"x".repeat(TOKEN.len()))),
        ("its beginning", Desk::with(&scene, &TOKEN[..TOKEN.len() - 1])),
        ("more than it", Desk::with(&scene, &format!("{TOKEN}x"))),
        ("an empty one", Desk::with(&scene, "")),
        ("another scheme", Desk::of(&scene, &[("authorization", &basic)])),
        ("a bare one", Desk::of(&scene, &[("authorization", TOKEN)])),
        ("two", Desk::of(&scene, &twice)),
        (
            "a cookie",
            Desk::of(&scene, &[("cookie", &format!("token={TOKEN}"))]),
        ),
    ];
    for (what, desk) in &desks {
        for (method, path) in ALL {
            let answer = desk.send(method, path, new("b", 2).to_string()).await;
            assert_eq!(
                answer.refusal(),
                (401, "invalid-token"),
                "{what}: {method} {path}"
            );
            assert_eq!(answer.headers["www-authenticate"], "Bearer");
        }
        // Nor is anybody told what there is.
        for (method, path) in [
            ("GET", "/v1/nothing"),
            ("PUT", "/v1/senders"),
            ("GET", &*format!("/v1/senders?access_token={TOKEN}")),
        ] {
            assert_eq!(
                desk.send(method, path, "").await.status,
                401,
                "{what}: {method} {path}"
            );
        }
    }
    let listed = listed(&scene).await;
    assert_eq!(
        (listed.as_array().unwrap().len(), &listed[0]["state"]),
        (1, &json!("active"))
    );
    sender.submit(&scene.notification(Provider::Fcm, "token-1")).await;
    let metrics = get(format!("{}/metrics", desks[0].1.url)).await;
    let metrics = metrics.text().await.unwrap();
    assert!(
        metrics.contains("countersign_relay_operators_refused_total"),
        "{metrics}"
    );
}

#[tokio::test]
async fn without_a_setting_there_is_no_token_that_opens() {
    let scene = Scene::start().await;
    for desk in [
        Desk::of(&scene, &[]),
        Desk::with(&scene, ""),
        Desk::with(&scene, TOKEN),
    ] {
        for (method, path) in ALL {
            let answer = desk.send(method, path, new("b", 2).to_string()).await;
            assert_eq!(answer.refusal(), (403, "operators-off"), "{method} {path}");
        }
        assert_eq!(desk.get("/livez").await.status, 200);
    }
    let explained = get(format!("{}/problems/operators-off", scene.url())).await;
    assert!(explained.text().await.unwrap().contains("operators.token_file"));
}

#[tokio::test]
async fn r18_another_token_counts_at_once_and_one_that_cannot_be_read_opens_nothing() {
    let scene = scene().await;
    let (old, new) = (Desk::with(&scene, TOKEN), Desk::with(&scene, &"n".repeat(40)));
    assert_eq!(
        (
            old.get("/v1/status").await.status,
            new.get("/v1/status").await.status
        ),
        (200, 401)
    );
    std::fs::write(token_file(&scene), "n".repeat(40)).unwrap();
    assert_eq!(
        (
            old.get("/v1/status").await.status,
            new.get("/v1/status").await.status
        ),
        (401, 200)
    );
    for trouble in ["", "short"] {
        std::fs::write(token_file(&scene), trouble).unwrap();
        for desk in [&old, &new, &Desk::with(&scene, trouble)] {
            assert_eq!(desk.get("/v1/status").await.status, 503);
        }
    }
    std::fs::remove_file(token_file(&scene)).unwrap();
    let answer = new.get("/v1/status").await;
    assert_eq!(answer.refusal(), (503, "unavailable"));
    assert!(!answer.body.to_string().contains("operators\""), "{answer:?}");
}

#[tokio::test]
async fn a_page_in_a_browser_does_nothing_even_with_the_token() {
    let scene = scene().await;
    let bearer = format!("Bearer {TOKEN}");
    for headers in [
        [("authorization", &*bearer), ("origin", PAGE)],
        [("authorization", &*bearer), ("origin", "null")],
        [("authorization", &*bearer), ("sec-fetch-site", "cross-site")],
        // As of a name of the page's own that leads here.
        [("authorization", &*bearer), ("sec-fetch-site", "same-origin")],
        [("content-type", "text/plain"), ("origin", PAGE)],
    ] {
        let desk = Desk::of(&scene, &headers);
        let answer = desk.post("/v1/senders", &new("b", 2)).await;
        assert_eq!(answer.refusal(), (403, "from-a-page"), "{headers:?}");
    }
    let preflight = [("origin", PAGE), ("access-control-request-method", "POST")];
    let answer = Desk::of(&scene, &preflight)
        .send("OPTIONS", "/v1/senders", "")
        .await;
    assert_eq!(answer.status, 403);
    assert!(
        !answer
            .headers
            .keys()
            .any(|name| name.as_str().starts_with("access-control"))
    );
    assert_eq!(listed(&scene).await, json!([]));
}

#[tokio::test]
async fn r17_what_operators_do_is_not_for_senders() {
    let scene = scene().await;
    let sender = scene.sender("a", 1).await;
    scene.sender("b", 2).await;
    // Neither does its signature open the operators' address, nor the token that of senders.
    let ops = format!("http://{}", scene.service().ops_address);
    let there = scene.holder(1).calling(ops);
    for path in ["/v1/senders", "/v1/usage", "/v1/senders/b"] {
        let answer = there.get(path).await;
        assert_eq!(answer.refusal(), (401, "invalid-token"), "{path}");
        assert_eq!(sender.get(path).await.status, 404, "{path}");
    }
    let mut public = Desk::with(&scene, TOKEN);
    public.url = scene.url();
    assert_eq!(public.get("/v1/senders").await.status, 404);
    assert_eq!(public.get("/v1/events").await.status, 401);
}

#[tokio::test]
async fn mistakes_are_named_and_change_nothing() {
    let scene = scene().await;
    let desk = Desk::with(&scene, TOKEN);
    scene.sender("a", 1).await;
    let before = listed(&scene).await;
    let with = |member: &str, value: Value| {
        let mut new = new("b", 2);
        new[member] = value;
        new.to_string()
    };
    let next = |seed: u8| json!({"public_key": key(seed).public_pem()}).to_string();
    let none = Uuid::from_u128(7);
    let unknown = format!("/v1/senders/a/notifications/{none}");
    let nothing = String::new;
    let cases = [
        (
            (404, "not-found"),
            vec![
                ("GET", "/v1/senders/x", nothing()),
                ("DELETE", "/v1/senders/x", nothing()),
                ("POST", "/v1/senders/x/suspend", nothing()),
                ("POST", "/v1/senders/x/resume", nothing()),
                ("POST", "/v1/senders/x/rotate", next(2)),
                ("GET", "/v1/senders/%ff", nothing()),
                ("GET", &*unknown, nothing()),
                ("GET", "/v1/senders/a/notifications/x", nothing()),
                ("GET", "/v1/nothing", nothing()),
                (
                    "POST",
                    "/v1/deadletters/replay",
                    json!({"sender": "a", "id": none}).to_string(),
                ),
            ],
        ),
        (
            (422, "invalid-request"),
            vec![
                ("GET", "/v1/senders/B!", nothing()),
                ("POST", "/v1/senders", with("name", json!("B!"))),
                ("POST", "/v1/senders", with("public_key", json!("x"))),
                ("POST", "/v1/senders", with("weight", json!(0))),
                ("POST", "/v1/senders", with("weight", json!(1001))),
                ("POST", "/v1/senders", with("weigth", json!(5))),
                ("POST", "/v1/senders", with("per_minute", json!(-1))),
                ("POST", "/v1/senders", json!({"name": "b"}).to_string()),
                ("POST", "/v1/deadletters/discard", json!({"id": none}).to_string()),
                ("POST", "/v1/deadletters/replay", json!({"all": true}).to_string()),
                ("GET", "/v1/deadletters?limit=0", nothing()),
                ("GET", "/v1/deadletters?limit=1001", nothing()),
                ("GET", "/v1/usage?days=401", nothing()),
                ("GET", "/v1/usage?day=1", nothing()),
            ],
        ),
        (
            (409, "taken"),
            vec![
                ("POST", "/v1/senders", new("a", 2).to_string()),
                ("POST", "/v1/senders", new("b", 1).to_string()),
                ("POST", "/v1/senders/a/rotate", next(1)),
            ],
        ),
        (
            (400, "malformed-request"),
            vec![
                ("POST", "/v1/senders", nothing()),
                ("POST", "/v1/senders", "{".to_owned()),
                ("POST", "/v1/deadletters/discard", nothing()),
            ],
        ),
        (
            (413, "too-large"),
            vec![("POST", "/v1/senders", with("name", json!("b".repeat(16 * 1024))))],
        ),
        (
            (405, "method-not-allowed"),
            vec![
                ("PUT", "/v1/senders/a", nothing()),
                ("GET", "/v1/senders/a/suspend", nothing()),
                ("GET", "/v1/credentials/switch", nothing()),
            ],
        ),
    ];
    for (refusal, mistakes) in cases {
        for (method, path, body) in mistakes {
            let answer = desk.send(method, path, body).await;
            assert_eq!(answer.refusal(), refusal, "{method} {path}: {answer:?}");
            assert_eq!(answer.headers["cache-control"], "no-store");
            assert!(
                answer.body["type"].as_str().unwrap().starts_with(&scene.url()),
                "{answer:?}"
            );
        }
    }
    assert_eq!(listed(&scene).await, before);
}

#[tokio::test]
async fn what_vendors_refuse_is_looked_into_from_elsewhere() {
    let scene = scene().await;
    let desk = Desk::with(&scene, TOKEN);
    let sender = scene.sender("a", 1).await;
    let refusal = || Reply::apns(400, "BadTopic");
    scene
        .fakes
        .apns
        .script("ab03ab03ab03ab03", [refusal(), refusal(), refusal()]);
    let [replayed, discarded] = [(); 2].map(|()| scene.notification(Provider::Apns, "ab03ab03ab03ab03"));
    for notification in [&replayed, &discarded] {
        sender.submit(notification).await;
        sender.reports(notification.id, State::Rejected).await;
    }
    let listed = desk.get("/v1/deadletters?limit=9").await.body;
    assert_eq!(listed.as_array().unwrap().len(), 2, "{listed}");
    assert_eq!(
        (&listed[0]["reason"], &listed[0]["sender"]),
        (&json!("400 BadTopic"), &json!("a"))
    );
    assert!(
        !listed.to_string().contains("ab03ab03ab03ab03"),
        "r7: no address is shown"
    );
    let one = |id: Uuid| json!({"sender": "a", "id": id});
    assert_eq!(
        desk.done("/v1/deadletters/discard", &one(discarded.id)).await,
        json!({"discarded": 1})
    );
    assert_eq!(
        desk.post("/v1/deadletters/replay", &one(discarded.id))
            .await
            .status,
        404
    );
    assert_eq!(
        desk.done("/v1/deadletters/replay", &json!({"sender": "a"})).await,
        json!({"replayed": 1})
    );
    sender.events(4).await;
    scene.fakes.apns.script("ab03ab03ab03ab03", [] as [Reply; 0]);
    desk.done("/v1/deadletters/replay", &json!({})).await;
    let reports = sender.reports(replayed.id, State::Sent).await;
    assert!(matches!(reports.last(), Some(Report::Sent { .. })), "{reports:?}");
}

#[tokio::test]
async fn credentials_are_exchanged_from_elsewhere_as_the_settings_name_them() {
    let scene = scene().await;
    let desk = Desk::with(&scene, TOKEN);
    let sender = scene.sender("a", 1).await;
    let works = both(&json!({"result": "works"}));
    assert_eq!(desk.done("/v1/credentials/probe", &Value::Null).await, works);
    scene.fakes.apns.revoke_key(scene.fakes.credentials.apns_key_id);
    scene.fakes.fcm.revoke_key("1");
    let waiting = scene.notification(Provider::Apns, "ab01");
    sender.submit(&waiting).await;
    sender.events(1).await;
    let tried = desk.done("/v1/credentials/probe", &Value::Null).await;
    assert_eq!(tried[0]["result"], "refused", "{tried}");

    let app = serde_json::from_value(rotated(&scene, "SECOND2222")).unwrap();
    scene.set(|settings| {
        settings.apps.insert("default".to_owned(), app);
    });
    assert_eq!(desk.done("/v1/credentials/probe", &Value::Null).await, works);
    let lanes = desk.get("/v1/status").await.body;
    let held = super::scene::lane(&lanes, "default apns production");
    assert_eq!(held["state"], "held", "it was only asked");
    assert_eq!(desk.done("/v1/credentials/switch", &Value::Null).await, works);
    sender.reports(waiting.id, State::Sent).await;
}

#[tokio::test]
async fn the_operators_api_is_described_beside_that_of_senders() {
    let scene = Scene::start().await;
    let described: Value = get(format!("{}/openapi.json", scene.url()))
        .await
        .json()
        .await
        .unwrap();
    for (method, path) in ALL {
        let path = path.replace("senders/a", "senders/{name}");
        let operation = &described["paths"][&path][method.to_lowercase()];
        assert_eq!(
            operation["security"],
            json!([{"operator": []}]),
            "{method} {path}"
        );
        assert_eq!(operation["tags"], json!(["operators"]), "{method} {path}");
    }
    assert_eq!(
        described["components"]["securitySchemes"]["operator"]["scheme"],
        "bearer"
    );
    let new = described["components"]["schemas"]["NewSender"].to_string();
    assert!(new.contains("public_key") && new.contains("Policy"), "{new}");
}
