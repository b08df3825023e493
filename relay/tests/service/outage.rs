//! Vendors that take nothing for a minute.

use std::{collections::HashMap, time::Duration};

use countersign_fakes::{Delivered, Reply};
use countersign_proto::{
    push::{Notification, Provider},
    relay_api::State,
};
use serde_json::{Value, json};

use super::scene::{Scene, Sender, lane};

/// How long it lasts.
const OUTAGE: Duration = Duration::from_secs(60);
/// How often notifications are handed in meanwhile.
const EVERY: Duration = Duration::from_secs(5);
/// How long they are good for, in seconds.
const GOOD_FOR: [i64; 8] = [5, 15, 30, 45, 60, 75, 90, 120];
/// How long a vendor may want to be left alone that has refused something: Google asks for ten seconds, and chance doubles them.
const LEFT_ALONE_MS: i64 = 22_000;
/// How far the flying clock may get from a look at the deadline to the arrival.
const BLUR_MS: i64 = 2000;
/// More tries than this would be no rest: a handful before the lane is left alone, then about one each second.
const FEW: u64 = 120;

/// Hands in notifications for both vendors that are good for different times.
async fn hand_in(scene: &Scene, sender: &Sender, all: &mut Vec<Notification>) {
    let first = all.len();
    for (n, good_for) in GOOD_FOR.into_iter().enumerate() {
        for provider in [Provider::Apns, Provider::Fcm] {
            let token = format!("{:04x}{n:02x}", first + usize::from(provider == Provider::Fcm));
            let mut notification = scene.notification(provider, &token);
            notification.deadline_ms = scene.time.now_ms() + good_for * 1000;
            all.push(notification);
        }
    }
    let answer = sender.post(&json!(all[first..])).await;
    assert_eq!(answer.status, 202, "{answer:?}");
}

async fn lanes(scene: &Scene) -> [Value; 2] {
    let status = scene.operate(json!({"command": "status"})).await;
    ["default apns production", "default fcm"].map(|name| lane(&status, name).clone())
}

async fn until_nothing_is_left(scene: &Scene) {
    let is_empty = async || scene.operate(json!({"command": "status"})).await["queued"] == 0;
    while !is_empty().await {
        scene.time.reaches(scene.time.now_ms() + 1000).await;
    }
}

#[tokio::test]
async fn what_outlives_an_outage_arrives_and_the_rest_expires() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let (apns, fcm) = (&scene.fakes.apns, &scene.fakes.fcm);
    let mut arriving = [apns.inbox().all(), fcm.inbox().all()];
    apns.break_down(Reply::apns(503, "ServiceUnavailable"));
    fcm.break_down(Reply::fcm(503, Some("UNAVAILABLE")));

    let mut all = Vec::new();
    let end_ms = scene.time.now_ms() + crate::millis(OUTAGE);
    while scene.time.now_ms() + crate::millis(EVERY) < end_ms {
        hand_in(&scene, &sender, &mut all).await;
        let next_ms = scene.time.now_ms() + crate::millis(EVERY);
        scene.time.fly_until(scene.time.reaches(next_ms)).await;
        for lane in lanes(&scene).await {
            assert_eq!(lane["state"], "resting");
            assert!(lane["reason"].as_str().unwrap().starts_with("503"), "{lane}");
        }
    }
    scene.time.fly_until(scene.time.reaches(end_ms)).await;
    let tries = [apns.tries(), fcm.tries()];
    assert!(tries.iter().all(|tries| *tries < FEW), "{tries:?}");
    apns.recover();
    fcm.recover();

    let mut arrived: HashMap<String, Vec<i64>> = HashMap::new();
    let mut note = |push: Delivered| arrived.entry(push.token).or_default().push(scene.time.now_ms());
    let [from_apple, from_google] = &mut arriving;
    let nothing_is_left = scene.time.fly_until(until_nothing_is_left(&scene));
    let mut nothing_is_left = std::pin::pin!(nothing_is_left);
    loop {
        tokio::select! {
            biased;
            Some(push) = from_apple.recv() => note(push),
            Some(push) = from_google.recv() => note(push),
            () = &mut nothing_is_left => break,
        }
    }
    let (mut sent, mut expired, mut answered_late) = (0, 0, 0);
    for notification in &all {
        let times = arrived
            .remove(notification.target.token.expose())
            .unwrap_or_default();
        let deadline_ms = notification.deadline_ms;
        let state = sender.client.timeline(notification.id).await.unwrap().state;
        assert!(times.len() <= 1, "{notification:?} arrived twice");
        assert!(
            times.iter().all(|at_ms| *at_ms < deadline_ms + BLUR_MS),
            "{notification:?} arrived {times:?}"
        );
        match state {
            State::Sent => {
                assert_eq!(times.len(), 1, "{notification:?} was lost");
                sent += 1;
            }
            State::Expired if times.is_empty() => expired += 1,
            // It arrived in time; the flying clock had passed its deadline when the vendor's answer came.
            State::Expired => answered_late += 1,
            state => panic!("{notification:?} is {state:?}"),
        }
        if deadline_ms <= end_ms {
            assert!(
                state == State::Expired && times.is_empty(),
                "{notification:?} arrived"
            );
        }
        if deadline_ms > end_ms + LEFT_ALONE_MS {
            assert_eq!(state, State::Sent, "{notification:?}");
        }
    }
    for lane in lanes(&scene).await {
        assert_eq!(lane["state"], "open");
        assert!(lane["accepted_secs"].is_i64(), "{lane}");
    }
    println!(
        "an outage of {} s, {} notifications accepted meanwhile: {sent} arrived, {expired} expired, {answered_late} arrived in time \
         and were answered after it, none late, none twice; tries meanwhile: {} at Apple's, {} at Google's; both lanes rested and are open",
        OUTAGE.as_secs(),
        all.len(),
        tries[0],
        tries[1],
    );
}
