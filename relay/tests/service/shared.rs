//! Two relays on one PostgreSQL, as senders see them.

use std::time::Duration;

use countersign_fakes::Reply;
use countersign_proto::{push::Provider, relay_api::State};
use countersign_test_postgres::Postgres;
use serde_json::{Value, json};

use super::scene::{Scene, Sender};

/// Where senders believe both relays to be: what they sign.
const URL: &str = "http://127.0.0.1:1";
/// How long a change at one relay may take to be known at the other.
const PATIENCE: Duration = Duration::from_secs(20);

async fn two() -> (Postgres, Scene, Scene) {
    let postgres = Postgres::start().unwrap();
    let one = relay(&postgres).await;
    let two = relay(&postgres).await;
    (postgres, one, two)
}

async fn relay(postgres: &Postgres) -> Scene {
    Scene::with(|settings| {
        let key = settings.server.data_dir.with_extension("key");
        std::fs::write(&key, data_encoding::BASE64.encode(&[5; 32])).unwrap();
        settings.secrets.master_key_file = Some(key);
        settings.server.database_url = Some(postgres.url());
        settings.server.public_url = Some(URL.parse().unwrap());
    })
    .await
}

/// Whoever holds this key, calling this relay.
fn at(scene: &Scene, seed: u8) -> Sender {
    let url = format!("http://{}", scene.service().address);
    Sender::new(URL.to_owned(), seed, scene.time.clone()).calling(url)
}

/// The answer to a request for events, once it is this.
async fn answered(sender: &Sender, wanted: u16) {
    let waiting = async {
        while sender.get("/v1/events").await.status != wanted {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let answered = tokio::time::timeout(PATIENCE, waiting).await;
    answered.unwrap_or_else(|_| panic!("it is not answered {wanted}"));
}

async fn state(sender: &Sender, id: uuid::Uuid, wanted: State) -> Value {
    let waiting = async {
        loop {
            let answer = sender.get(&format!("/v1/notifications/{id}")).await;
            if answer.body["state"] == json!(wanted) {
                return answer.body;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let state = tokio::time::timeout(PATIENCE, waiting).await;
    state.unwrap_or_else(|_| panic!("it did not become {wanted:?}"))
}

#[tokio::test]
async fn a_request_that_one_relay_took_is_a_replay_at_the_other() {
    let (_postgres, one, two) = two().await;
    one.sender("a", 1).await;
    let (at_one, at_two) = (at(&one, 1), at(&two, 1));
    answered(&at_two, 200).await;
    let notification = json!(one.notification(Provider::Fcm, "token-1")).to_string();
    let handed_in = at_one.write("POST", "/v1/notifications", notification.as_bytes());
    assert_eq!(at_one.send(&handed_in).await.status, 202);
    let asked = at_two.write("GET", "/v1/events", b"");
    assert_eq!(at_two.send(&asked).await.status, 200);
    for (sender, replay) in [(&at_two, &handed_in), (&at_one, &asked), (&at_one, &handed_in)] {
        let refused = sender.send(replay).await;
        assert_eq!(refused.refusal(), (401, "invalid-signature"));
    }
    let again = at_two.write("POST", "/v1/notifications", notification.as_bytes());
    assert_eq!(
        at_two.send(&again).await.status,
        202,
        "signed anew it is a repeat of the same notification"
    );
    let id = serde_json::from_str::<Value>(&notification).unwrap()["id"].clone();
    let timeline = state(&at_two, serde_json::from_value(id).unwrap(), State::Sent).await;
    assert_eq!(timeline["attempts"], 1);
    assert_eq!(
        (one.fakes.fcm.accepted(), two.fakes.fcm.accepted()),
        (1, 0),
        "whoever accepted it sends it"
    );
}

#[tokio::test]
async fn what_became_of_a_notification_is_told_at_the_other_relay_as_it_happens() {
    let (_postgres, one, two) = two().await;
    one.sender("a", 1).await;
    let (at_one, at_two) = (at(&one, 1), at(&two, 1));
    answered(&at_two, 200).await;
    let notification = json!(one.notification(Provider::Fcm, "token-1"));
    let waiting = at_two.get("/v1/events?after=0&wait_secs=25");
    let handing_in = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        at_one.post(&notification).await
    };
    let (told, handed_in) = tokio::join!(tokio::time::timeout(PATIENCE, waiting), handing_in);
    assert_eq!(handed_in.status, 202);
    let told = told.expect("before its wait is over").body;
    assert_eq!(told["events"][0]["id"], notification["id"], "{told}");
    assert_eq!(told["next"], 1);
}

#[tokio::test]
async fn r11_a_sender_that_is_suspended_or_removed_at_one_relay_is_refused_at_the_other() {
    let (_postgres, one, two) = two().await;
    one.sender("a", 1).await;
    let at_two = at(&two, 1);
    answered(&at_two, 200).await;
    two.fakes
        .fcm
        .script("busy", [Reply::fcm(503, Some("UNAVAILABLE")).retry_after(60)]);
    let pending = two.notification(Provider::Fcm, "busy");
    assert_eq!(at_two.post(&json!(pending)).await.status, 202);
    one.operate(json!({"command": "sender_suspend", "name": "a"}))
        .await;
    answered(&at_two, 403).await;
    let resumed = two
        .operate(json!({"command": "sender_resume", "name": "a"}))
        .await;
    assert_eq!(resumed["state"], "active");
    answered(&at_two, 200).await;
    state(&at_two, pending.id, State::Cancelled).await;
    let rotate = json!({
        "command": "sender_rotate", "name": "a", "public_key": super::scene::key(2).public_pem(), "overlap_secs": 0,
    });
    one.operate(rotate).await;
    answered(&at(&two, 2), 200).await;
    answered(&at_two, 401).await;
    one.operate(json!({"command": "sender_remove", "name": "a"}))
        .await;
    answered(&at(&two, 2), 401).await;
}

#[tokio::test]
async fn two_operators_cannot_give_one_key_to_two_senders() {
    let (_postgres, one, two) = two().await;
    let add = |name: &str| {
        json!({
            "command": "sender_add", "name": name, "public_key": super::scene::key(1).public_pem(),
            "policy": {"weight": 1, "per_minute": 1, "max_queued": 1},
        })
    };
    let (at_one, at_two) = tokio::join!(one.service().operate(add("a")), two.service().operate(add("b")));
    let refused = [at_one, at_two].into_iter().filter_map(Result::err);
    assert_eq!(refused.collect::<Vec<_>>(), ["this key is a sender's already"]);
    let listed = two.operate(json!({"command": "sender_list"})).await;
    assert_eq!(listed.as_array().unwrap().len(), 1);
}
