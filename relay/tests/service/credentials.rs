//! Keys that are exchanged while the relay works.

use std::collections::BTreeMap;

use countersign_fakes::Fakes;
use countersign_proto::{
    push::Provider,
    relay_api::{Report, State},
};
use countersign_relay::{Answer, AppSettings, probe};
use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use super::scene::{Scene, Sender, lane};

/// Notifications that are handed in between two exchanges.
const PART: usize = 30;

/// The settings of the app with keys that its vendors have issued just now.
pub(super) fn rotated(scene: &Scene, key_id: &str) -> Value {
    let (mut app, fakes) = (scene.fakes.app(), &scene.fakes);
    let beside = |name: String| fakes.credentials.ca_file.with_file_name(name);
    let (p8, account) = (beside(format!("{key_id}.p8")), beside(format!("{key_id}.json")));
    fakes.apns.issue_key(key_id, &p8).unwrap();
    fakes.fcm.issue_key(key_id, &account).unwrap();
    app["apns"]["key_file"] = json!(p8);
    app["apns"]["key_id"] = json!(key_id);
    app["fcm"]["service_account_file"] = json!(account);
    app
}

fn revoke(fakes: &Fakes, apns: &str, fcm: &str) {
    fakes.apns.revoke_key(apns);
    fakes.fcm.revoke_key(fcm);
}

async fn switch(scene: &Scene, app: &Value) -> Value {
    let apps = json!({"default": app});
    scene
        .operate(json!({"command": "credentials_switch", "apps": apps}))
        .await
}

pub(super) fn both(answer: &Value) -> Value {
    let of = |provider: &str| {
        let mut tried = json!({"app": "default", "provider": provider});
        tried
            .as_object_mut()
            .unwrap()
            .extend(answer.as_object().unwrap().clone());
        tried
    };
    json!([of("apns"), of("fcm")])
}

/// Hands in as many for each vendor, and waits until all were sent.
async fn work(scene: &Scene, sender: &Sender) -> Vec<Uuid> {
    let providers = (0..PART).map(|n| if n % 2 == 0 { Provider::Apns } else { Provider::Fcm });
    let all: Vec<_> = providers
        .enumerate()
        .map(|(n, provider)| scene.notification(provider, &format!("ab{n:04x}")))
        .collect();
    join_all(all.iter().map(|notification| sender.submit(notification))).await;
    all.into_iter().map(|notification| notification.id).collect()
}

#[tokio::test]
async fn keys_follow_one_another_under_load_and_nothing_is_lost() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let mut ids = Vec::new();
    let old = [
        (scene.fakes.credentials.apns_key_id, "1"),
        ("SECOND2222", "SECOND2222"),
    ];
    for (new, (apns, fcm)) in ["SECOND2222", "THIRD33333"].into_iter().zip(old) {
        ids.extend(work(&scene, &sender).await);
        let app = rotated(&scene, new);
        let (worked, switched) = tokio::join!(work(&scene, &sender), switch(&scene, &app));
        assert_eq!(switched, both(&json!({"result": "works"})));
        ids.extend(worked);
        for id in &ids {
            sender.reports(*id, State::Sent).await;
        }
        revoke(&scene.fakes, apns, fcm);
        ids.extend(work(&scene, &sender).await);
    }
    for id in &ids {
        sender.reports(*id, State::Sent).await;
    }
    let accepted = scene.fakes.apns.accepted() + scene.fakes.fcm.accepted();
    assert_eq!(accepted, ids.len() as u64, "each once, and no probe among them");
}

#[tokio::test]
async fn keys_that_their_vendors_do_not_know_are_not_taken() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let app = rotated(&scene, "SECOND2222");
    revoke(&scene.fakes, "SECOND2222", "SECOND2222");
    let tried = switch(&scene, &app).await;
    assert_eq!(tried[0]["reason"], "403 InvalidProviderToken");
    assert_eq!(
        (&tried[0]["result"], &tried[1]["result"]),
        (&json!("refused"), &json!("refused")),
        "{tried}"
    );
    let mut unreadable = scene.fakes.app();
    unreadable["apns"]["key_file"] = json!("/nowhere.p8");
    unreadable["fcm"]["base_url"] = json!("https://127.0.0.1:1");
    let tried = switch(&scene, &unreadable).await;
    assert_eq!(
        (&tried[0]["result"], &tried[1]["result"]),
        (&json!("refused"), &json!("unknown")),
        "{tried}"
    );
    // All goes on as before.
    for id in work(&scene, &sender).await {
        sender.reports(id, State::Sent).await;
    }
    let apps = BTreeMap::from([("other".to_owned(), rotated(&scene, "THIRD33333"))]);
    let new = scene
        .operate(json!({"command": "credentials_switch", "apps": apps}))
        .await;
    let reason = new[0]["reason"].as_str().unwrap();
    assert!(reason.contains("start anew"), "{new}");
}

#[tokio::test]
async fn what_waited_for_keys_that_work_is_sent_when_they_come() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    revoke(&scene.fakes, scene.fakes.credentials.apns_key_id, "1");
    let waiting = [Provider::Apns, Provider::Fcm].map(|provider| scene.notification(provider, "ab01"));
    for notification in &waiting {
        sender.submit(notification).await;
    }
    for event in sender.events(2).await {
        assert!(matches!(event.report, Report::Delayed { .. }), "{event:?}");
    }
    let app = rotated(&scene, "SECOND2222");
    assert_eq!(switch(&scene, &app).await, both(&json!({"result": "works"})));
    for notification in &waiting {
        sender.reports(notification.id, State::Sent).await;
    }
    let status = scene.operate(json!({"command": "status"})).await;
    let lane = lane(&status, "default apns production");
    assert_eq!(lane["state"], "open");
    assert!(lane["accepted_secs"].is_i64(), "{status}");
}

#[tokio::test]
async fn a_probe_before_the_first_start_tells_what_vendors_say() {
    let scene = Scene::start().await;
    let apps = |app: Value| {
        let app: AppSettings = serde_json::from_value(app).unwrap();
        BTreeMap::from([("default".to_owned(), app)])
    };
    let answers = async |app: Value| {
        let tried = probe(&apps(app), &scene.time).await;
        tried.into_iter().map(|tried| tried.answer).collect::<Vec<_>>()
    };
    assert_eq!(answers(scene.fakes.app()).await, [Answer::Works, Answer::Works]);
    let mut wrong = scene.fakes.app();
    wrong["apns"]["topic"] = json!("org.example.other");
    let said = answers(wrong).await;
    assert_eq!(said[0], Answer::Refused("400 TopicDisallowed".to_owned()));
    assert_eq!(scene.fakes.apns.accepted() + scene.fakes.fcm.accepted(), 0);
}
