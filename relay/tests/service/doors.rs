//! What the doors take, and what they refuse.

use countersign_fakes::Reply;
use countersign_proto::{push::Provider, relay_api::State};
use serde_json::{Value, json};
use uuid::Uuid;

use super::scene::{Scene, get};

#[tokio::test]
async fn an_array_is_answered_element_by_element() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let good = || scene.notification(Provider::Fcm, "token-1");
    let (one, two) = (good(), good());
    let mut late = json!(good());
    late["deadline_ms"] = json!(1);
    let mut same_id = json!(good());
    same_id["id"] = json!(one.id);
    same_id["class"] = json!("info");
    let answer = sender
        .post(&json!([one, late, two, one, {"id": "x"}, same_id, 7]))
        .await;
    assert_eq!(answer.status, 207);
    let problem = |n: usize| {
        let kind = answer.body[n]["problem"]["type"].as_str().unwrap();
        kind.rsplit('/').next().unwrap().to_owned()
    };
    for (n, id) in [(0, one.id), (2, two.id), (3, one.id)] {
        assert_eq!(answer.body[n], json!({"id": id, "state": "queued"}));
    }
    assert_eq!(problem(1), "deadline-passed");
    assert_eq!(
        (answer.body[4]["id"].as_str(), problem(4).as_str()),
        (Some("x"), "invalid-request")
    );
    assert_eq!(problem(5), "id-reused");
    assert_eq!(problem(6), "invalid-request");
    assert_eq!(sender.post(&json!([])).await.status, 202);
    sender.reports(two.id, State::Sent).await;
    assert_eq!(scene.fakes.fcm.accepted(), 2);
}

#[tokio::test]
async fn several_are_handed_in_by_one_request() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let good = scene.notification(Provider::Fcm, "token-1");
    let mut bad = scene.notification(Provider::Fcm, "token-2");
    bad.target.app = "nowhere".to_owned();
    let answers = sender.client.submit_all(&[good.clone(), bad]).await.unwrap();
    assert_eq!(answers[0].as_ref().unwrap().id, good.id);
    let refusal = answers[1].as_ref().unwrap_err();
    assert!(refusal.to_string().contains("no such app"), "{refusal}");
    assert!(sender.client.submit_all(&[]).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_request_counts_once() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let notification = json!(scene.notification(Provider::Fcm, "token-1")).to_string();
    let post = sender.write("POST", "/v1/notifications", notification.as_bytes());
    assert_eq!(sender.send(&post).await.status, 202);
    for written in [post, sender.write("GET", "/v1/events?after=0", b"")] {
        if written.method == "GET" {
            assert_eq!(sender.send(&written).await.status, 200);
        }
        let replayed = sender.send(&written).await;
        assert_eq!(replayed.refusal(), (401, "invalid-signature"));
    }
}

#[tokio::test]
async fn what_is_not_rightly_signed_is_refused_and_told_the_time() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let stranger = scene.holder(9);
    let body = json!(scene.notification(Provider::Fcm, "token-1")).to_string();
    let now = scene.time.now_ms() / 1000;
    let write = |at| sender.write_at("POST", "/v1/notifications", body.as_bytes(), at);
    let mut other_body = write(now);
    other_body.body.push(b' ');
    let mut other_path = write(now);
    other_path.path.push_str("?x=1");
    let mut unsigned = write(now);
    unsigned.fields.signature = String::new();
    let mut forged = write(now);
    forged.fields.signature = stranger
        .write("POST", "/v1/notifications", body.as_bytes())
        .fields
        .signature;
    for (what, written) in [
        (
            "a stranger",
            stranger.write("POST", "/v1/notifications", body.as_bytes()),
        ),
        ("another body", other_body),
        ("another URL", other_path),
        ("no signature", unsigned),
        ("another's signature", forged),
        ("a stale one", write(now - 62)),
        ("an early one", write(now + 62)),
    ] {
        let answer = sender.send(&written).await;
        assert_eq!(answer.refusal(), (401, "invalid-signature"), "{what}");
        assert!(
            answer.body["server_time"].as_i64().unwrap().abs_diff(now) < 60,
            "{what}"
        );
        assert_eq!(answer.headers["www-authenticate"], "Signature", "{what}");
    }
    assert_eq!(sender.send(&write(now - 50)).await.status, 202);
}

#[tokio::test]
async fn r17_a_stranger_cannot_tell_whose_keys_are_known() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let body = b"{}";
    // The known key with a wrong signature, and an unknown key with a right one.
    let mut known = sender.write("POST", "/v1/notifications", body);
    known.fields.signature = scene
        .holder(9)
        .write("POST", "/v1/notifications", body)
        .fields
        .signature;
    let unknown = scene.holder(9).write("POST", "/v1/notifications", body);
    let mut changed = sender.write("POST", "/v1/notifications", body);
    changed.body.push(b' ');
    let told = async |written| {
        let mut answer = sender.send(&written).await;
        answer.body.as_object_mut().unwrap().remove("server_time");
        (answer.status, answer.body)
    };
    let unknown = told(unknown).await;
    assert_eq!(told(known).await, unknown);
    assert_eq!(told(changed).await, unknown);
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_when_it_is_handed_in() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let now = scene.time.now_ms();
    let cases = [
        ("/deadline_ms", json!(now - 1), 422, "deadline-passed"),
        ("/deadline_ms", json!(now + 90_000_000), 422, "invalid-request"),
        ("/target/app", json!("other"), 422, "invalid-request"),
        ("/target/kind", json!("webpush"), 422, "invalid-request"),
        ("/target/kind", json!("pigeon"), 422, "invalid-request"),
        ("/target/address", json!(""), 422, "invalid-request"),
        ("/target/address", json!("x".repeat(4097)), 422, "invalid-request"),
        (
            "/target/address",
            json!(["secret-address"]),
            422,
            "invalid-request",
        ),
        ("/target/environment", json!("sandbox"), 422, "invalid-request"),
        (
            "/body/am_push/jwt",
            json!("x".repeat(4000)),
            422,
            "invalid-request",
        ),
        ("/id", json!("secret-address"), 422, "invalid-request"),
    ];
    for (pointer, value, status, problem) in cases {
        let mut notification = json!(scene.notification(Provider::Fcm, "token-1"));
        if pointer == "/target/environment" {
            notification["target"]["environment"] = value;
        } else {
            *notification.pointer_mut(pointer).unwrap() = value;
        }
        let answer = sender.post(&notification).await;
        assert_eq!(answer.refusal(), (status, problem), "{notification}");
        assert!(
            answer.headers["content-type"]
                .to_str()
                .unwrap()
                .contains("problem+json")
        );
    }
    let raw = async |body: Vec<u8>| {
        let answer = sender
            .send(&sender.write("POST", "/v1/notifications", &body))
            .await;
        (answer.status, answer.problem().to_owned())
    };
    assert_eq!(raw(b"{".to_vec()).await, (400, "malformed-request".to_owned()));
    assert_eq!(raw(b"[".to_vec()).await, (400, "malformed-request".to_owned()));
    assert_eq!(raw(vec![b' '; 1024 * 1024 + 1]).await.0, 413);
    let many: Vec<Value> = vec![json!({}); 101];
    assert_eq!(sender.post(&json!(many)).await.status, 413);
    assert_eq!(scene.fakes.fcm.accepted(), 0);
}

#[tokio::test]
async fn other_requests_are_refused_by_name() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let unknown = format!("/v1/notifications/{}", Uuid::from_u128(77));
    for (answer, status, problem) in [
        (sender.get(&unknown).await, 404, "not-found"),
        (sender.delete(&unknown).await, 404, "not-found"),
        (sender.get("/v1/notifications/x").await, 404, "not-found"),
        (sender.get("/v1/nothing").await, 404, "not-found"),
        (sender.get("/v1/notifications").await, 405, "method-not-allowed"),
        (sender.get("/v1/events?after=x").await, 422, "invalid-request"),
        (
            sender.get("/v1/events?wait_secs=26").await,
            422,
            "invalid-request",
        ),
        (sender.get("/v1/events?limit=0").await, 422, "invalid-request"),
        (sender.get("/v1/events?kind=sent").await, 422, "invalid-request"),
    ] {
        assert_eq!(answer.refusal(), (status, problem));
    }
    let explained = get(format!("{}/problems/id-reused", scene.url())).await;
    assert!(explained.text().await.unwrap().contains("stands for another"));
}

#[tokio::test]
async fn a_number_that_was_never_given_starts_over_and_none_says_where_events_end() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let notification = scene.notification(Provider::Fcm, "token-1");
    sender.submit(&notification).await;
    sender.events(1).await;
    let end = sender.get("/v1/events").await.body;
    assert_eq!(end, json!({"events": [], "next": 1}));
    assert_eq!(sender.get("/v1/events?after=1").await.body, end);
    for after in ["0", "99", "-5"] {
        let again = sender.get(&format!("/v1/events?after={after}")).await.body;
        assert_eq!(again["events"][0]["number"], 1, "{after}");
    }
}

#[tokio::test]
async fn the_api_is_described_and_the_process_watched() {
    let scene = Scene::start().await;
    let described: Value = get(format!("{}/openapi.json", scene.url()))
        .await
        .json()
        .await
        .unwrap();
    for (path, method) in [
        ("/v1/notifications", "post"),
        ("/v1/notifications/{id}", "get"),
        ("/v1/notifications/{id}", "delete"),
        ("/v1/events", "get"),
    ] {
        assert!(described["paths"][path][method].is_object(), "{method} {path}");
    }
    let target = &described["components"]["schemas"]["Target"]["properties"];
    assert!(
        target["kind"].is_object() && target["address"].is_object(),
        "{target}"
    );
    let ops = format!("http://{}", scene.service().ops_address);
    assert_eq!(get(format!("{ops}/livez")).await.status(), 200);
    assert_eq!(get(format!("{ops}/readyz")).await.status(), 200);
    let metrics = get(format!("{ops}/metrics")).await.text().await.unwrap();
    assert!(
        metrics.contains("countersign_relay_queue_notifications"),
        "{metrics}"
    );
}

#[tokio::test]
async fn the_status_page_shows_lanes_senders_and_what_was_refused() {
    let scene = Scene::start().await;
    let sender = scene.sender("shop.example.org", 1).await;
    let page = async || get(format!("http://{}/", scene.service().ops_address)).await;
    let quiet = page().await;
    let policy = quiet.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    let quiet = quiet.text().await.unwrap();
    for shown in [
        "Nothing waits.",
        "default apns production",
        "shop.example.org",
        "not since the start",
    ] {
        assert!(quiet.contains(shown), "{shown}: {quiet}");
    }
    scene
        .fakes
        .apns
        .script("ab03ab03ab03ab03", [Reply::apns(400, "BadTopic")]);
    scene.fakes.fcm.script("held", [Reply::fcm(403, None)]);
    let refused = scene.notification(Provider::Apns, "ab03ab03ab03ab03");
    let waiting = scene.notification(Provider::Fcm, "held");
    let sent = scene.notification(Provider::Apns, "ab04");
    for notification in [&refused, &waiting, &sent] {
        sender.submit(notification).await;
    }
    sender.reports(refused.id, State::Rejected).await;
    sender.reports(sent.id, State::Sent).await;
    sender.events(3).await;
    let busy = page().await.text().await.unwrap();
    for shown in [
        "1 waiting",
        "held: 403",
        "400 BadTopic",
        &refused.id.to_string(),
        "s ago",
    ] {
        assert!(busy.contains(shown), "{shown}: {busy}");
    }
    assert!(!busy.contains("ab03ab03ab03ab03"), "r7: no address is shown");
    let style = get(format!("http://{}/status.css", scene.service().ops_address)).await;
    assert_eq!(style.headers()["content-type"], "text/css");
}
