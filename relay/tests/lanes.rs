//! Lanes over TLS and HTTP/2: every row of both vendors' tables, connections that end, vendors in trouble.

use std::collections::{BTreeMap, HashSet};

use countersign_fakes::Reply;
use countersign_proto::push::{Environment, Provider};
use countersign_relay::{Answer, Outcome};
use uuid::Uuid;

use crate::{LONG, Scene, app, millis};

/// Pushes while connections end.
const PUSHES: u128 = 200;

/// A row: status, Apple's reason, and what becomes of a push that is answered so once, and each time.
const APNS: &[(u16, &str, &str, &str)] = &[
    (400, "BadDeviceToken", "device_gone", "device_gone"),
    (400, "DeviceTokenNotForTopic", "device_gone", "device_gone"),
    (400, "TopicDisallowed", "misconfigured", "misconfigured"),
    (400, "BadCollapseId", "rejected", "rejected"),
    (400, "BadExpirationDate", "rejected", "rejected"),
    (400, "BadMessageId", "rejected", "rejected"),
    (400, "BadPriority", "rejected", "rejected"),
    (400, "BadTopic", "rejected", "rejected"),
    (400, "DuplicateHeaders", "rejected", "rejected"),
    (400, "InvalidPushType", "rejected", "rejected"),
    (400, "MissingDeviceToken", "rejected", "rejected"),
    (400, "MissingTopic", "rejected", "rejected"),
    (400, "PayloadEmpty", "rejected", "rejected"),
    (400, "IdleTimeout", "accepted", "rejected"),
    (403, "ExpiredProviderToken", "accepted", "misconfigured"),
    (403, "InvalidProviderToken", "accepted", "misconfigured"),
    (403, "MissingProviderToken", "accepted", "misconfigured"),
    (403, "UnrelatedKeyIdInToken", "accepted", "misconfigured"),
    (
        403,
        "BadEnvironmentKeyIdInToken",
        "misconfigured",
        "misconfigured",
    ),
    (403, "BadEnvironmentKeyInToken", "misconfigured", "misconfigured"),
    (403, "BadCertificate", "misconfigured", "misconfigured"),
    (403, "BadCertificateEnvironment", "misconfigured", "misconfigured"),
    (403, "Forbidden", "misconfigured", "misconfigured"),
    (404, "BadPath", "rejected", "rejected"),
    (405, "MethodNotAllowed", "rejected", "rejected"),
    (410, "Unregistered", "device_gone", "device_gone"),
    (410, "ExpiredToken", "device_gone", "device_gone"),
    (413, "PayloadTooLarge", "rejected", "rejected"),
    (429, "TooManyProviderTokenUpdates", "accepted", "later"),
    (429, "TooManyRequests", "later", "later"),
    (500, "InternalServerError", "accepted", "later"),
    (503, "ServiceUnavailable", "accepted", "later"),
    (503, "Shutdown", "accepted", "later"),
];

/// The same of Google's; without a code, and as a page of a machine in between.
const FCM: &[(u16, Option<&str>, &str, &str)] = &[
    (400, Some("INVALID_ARGUMENT"), "rejected", "rejected"),
    (
        401,
        Some("THIRD_PARTY_AUTH_ERROR"),
        "misconfigured",
        "misconfigured",
    ),
    (401, None, "accepted", "misconfigured"),
    (403, Some("SENDER_ID_MISMATCH"), "device_gone", "device_gone"),
    (403, None, "misconfigured", "misconfigured"),
    (404, Some("UNREGISTERED"), "device_gone", "device_gone"),
    (404, None, "later", "later"),
    // Google's pause after a quota is longer than what is left.
    (429, Some("QUOTA_EXCEEDED"), "unavailable", "unavailable"),
    (500, Some("INTERNAL"), "later", "later"),
    (503, Some("UNAVAILABLE"), "later", "later"),
];

fn page(status: u16) -> Reply {
    Reply::Status {
        status,
        body: "<html>".to_owned(),
        headers: Vec::new(),
    }
}

/// Sends one push that is answered so once, and one that is answered so each time, to phones of the row's own.
async fn row(
    scene: &mut Scene,
    provider: Provider,
    number: usize,
    reply: Reply,
) -> (&'static str, &'static str) {
    let mut outcome = async |times: usize| {
        // A relay each: some rows close the lane.
        scene.start_anew().await;
        let (token, replies) = (format!("{number:04x}{times:02x}"), vec![reply.clone(); times]);
        match provider {
            Provider::Apns => scene.fakes.apns.script(&token, replies),
            _ => scene.fakes.fcm.script(&token, replies),
        }
        scene.send(provider, &token).await.as_str()
    };
    (outcome(1).await, outcome(9).await)
}

#[tokio::test]
async fn every_row_of_apples_table_through_tls_and_http2() {
    let mut scene = Scene::new().await;
    for (number, (status, reason, once, always)) in APNS.iter().enumerate() {
        let outcomes = row(&mut scene, Provider::Apns, number, Reply::apns(*status, reason)).await;
        assert_eq!(outcomes, (*once, *always), "{status} {reason}");
    }
    for status in [403, 500, 520] {
        let outcomes = row(&mut scene, Provider::Apns, status.into(), page(status)).await;
        assert_eq!(outcomes, ("accepted", "later"), "{status}");
    }
}

#[tokio::test]
async fn every_row_of_googles_table_through_tls_and_http2() {
    let mut scene = Scene::new().await;
    for (number, (status, code, once, always)) in FCM.iter().enumerate() {
        let outcomes = row(&mut scene, Provider::Fcm, number, Reply::fcm(*status, *code)).await;
        assert_eq!(outcomes, (*once, *always), "{status} {code:?}");
    }
    for status in [404, 502] {
        let outcomes = row(&mut scene, Provider::Fcm, status.into(), page(status)).await;
        assert_eq!(outcomes, ("later", "later"), "{status}");
    }
}

#[tokio::test]
async fn connections_that_end_all_the_time_lose_nothing_and_send_nothing_twice() {
    let scene = Scene::new().await;
    let mut inbox = scene.fakes.apns.inbox().all();
    let send = async |n: u128| {
        let token = format!("{n:04x}");
        match n % 10 {
            0 => scene.fakes.apns.script(&token, [Reply::GoAway]),
            5 => scene.fakes.apns.script(&token, [Reply::Reset]),
            _ => {}
        }
        let mut notification = scene.notification(Provider::Apns, &token);
        notification.id = Uuid::from_u128(n);
        scene.relay.send(&notification).await
    };
    let outcomes = futures_util::future::join_all((0..PUSHES).map(send)).await;
    assert!(
        outcomes.iter().all(|outcome| *outcome == Outcome::Accepted),
        "{outcomes:?}"
    );
    let mut ids = HashSet::new();
    let mut repeats = 0;
    while let Ok(push) = inbox.try_recv() {
        repeats += u32::from(!ids.insert(push.headers["apns-id"].clone()));
    }
    assert_eq!(
        ids.len() as u128,
        PUSHES,
        "each came, and by its own id; {repeats} came twice"
    );
}

#[tokio::test]
async fn a_vendor_in_trouble_is_left_alone_and_tried_with_one() {
    let scene = Scene::new().await;
    let busy = || vec![Reply::fcm(503, Some("UNAVAILABLE")); 2];
    for n in 0..5 {
        let token = format!("busy-{n}");
        scene.fakes.fcm.script(&token, busy());
        assert_eq!(scene.send(Provider::Fcm, &token).await.as_str(), "later");
    }
    let rested = scene.send(Provider::Fcm, "calm").await;
    assert!(
        matches!(&rested, Outcome::Later { after, reason } if millis(*after) <= 1000 && reason == "503 UNAVAILABLE"),
        "{rested:?}"
    );
    assert_eq!(scene.fakes.fcm.accepted(), 0, "nobody asked Google");
    assert_eq!(
        scene.send(Provider::Apns, "ab01").await,
        Outcome::Accepted,
        "Apple's lane is another"
    );
    scene.time.advance(std::time::Duration::from_secs(1));
    assert_eq!(scene.send(Provider::Fcm, "calm").await, Outcome::Accepted);
    assert_eq!(scene.send(Provider::Fcm, "calm").await, Outcome::Accepted);
}

#[tokio::test]
async fn credentials_that_do_not_work_hold_their_own_lane_alone() {
    let scene = Scene::new().await;
    scene
        .fakes
        .apns
        .script("ab01", [Reply::apns(403, "BadEnvironmentKeyIdInToken")]);
    assert_eq!(scene.send(Provider::Apns, "ab01").await.as_str(), "misconfigured");
    assert_eq!(
        scene.send(Provider::Apns, "ab02").await.as_str(),
        "unavailable",
        "until its deadline"
    );
    let mut elsewhere = scene.notification(Provider::Apns, "ab03");
    elsewhere.target.environment = Some(Environment::Sandbox);
    assert_eq!(
        scene.relay.send(&elsewhere).await,
        Outcome::Accepted,
        "a sandbox key may be right there"
    );
    scene.time.advance(LONG);
    assert_eq!(
        scene.send(Provider::Apns, "ab02").await,
        Outcome::Accepted,
        "tried again after a minute"
    );
}

#[tokio::test]
async fn a_refusal_of_old_credentials_is_no_word_about_those_that_took_their_place() {
    for (provider, old, new) in [
        (Provider::Fcm, Reply::fcm(401, None), Reply::fcm(401, None)),
        (Provider::Fcm, Reply::fcm(403, None), Reply::fcm(401, None)),
        (
            Provider::Apns,
            Reply::apns(403, "Forbidden"),
            Reply::apns(403, "InvalidProviderToken"),
        ),
    ] {
        let scene = Scene::new().await;
        let replies = [old.held(), new];
        match provider {
            Provider::Apns => scene.fakes.apns.script("ab01", replies),
            _ => scene.fakes.fcm.script("ab01", replies),
        }
        scene.fakes.apns.hold();
        scene.fakes.fcm.hold();
        let exchanged = async {
            match provider {
                Provider::Apns => scene.fakes.apns.asked(1).await,
                _ => scene.fakes.fcm.asked(1).await,
            }
            let apps = BTreeMap::from([("default".to_owned(), app(&scene.fakes))]);
            for tried in scene.relay.switch(&apps).await {
                assert_eq!(tried.answer, Answer::Works);
            }
            scene.fakes.apns.release();
            scene.fakes.fcm.release();
        };
        let (outcome, ()) = tokio::join!(scene.send(provider, "ab01"), exchanged);
        assert_eq!(outcome, Outcome::Accepted, "{provider}");
    }
}

#[tokio::test]
async fn a_token_of_unknown_environment_is_tried_on_both_lanes() {
    let scene = Scene::new().await;
    scene
        .fakes
        .apns
        .script("ab01", [Reply::apns(400, "BadDeviceToken")]);
    let mut unknown = scene.notification(Provider::Apns, "ab01");
    unknown.target.environment = None;
    assert_eq!(scene.relay.send(&unknown).await, Outcome::Accepted);
}

#[tokio::test]
async fn r14_push_services_that_do_not_work_stop_no_other_browser() {
    let scene = Scene::new().await;
    for _ in 0..6 {
        let broken = scene.browser();
        scene.fakes.webpush.script(broken.token(), vec![Reply::Reset; 3]);
        assert_eq!(scene.send_to(&broken).await.as_str(), "later");
    }
    let browser = scene.browser();
    assert_eq!(scene.send_to(&browser).await, Outcome::Accepted);
}

#[tokio::test]
async fn r14_a_flood_to_one_phone_stops_no_other() {
    let scene = Scene::new().await;
    scene
        .fakes
        .fcm
        .script("flooded", vec![Reply::fcm(429, Some("QUOTA_EXCEEDED")); 20]);
    for _ in 0..20 {
        scene.send(Provider::Fcm, "flooded").await;
    }
    assert_eq!(scene.send(Provider::Fcm, "calm").await, Outcome::Accepted);
}

#[tokio::test]
async fn credentials_of_another_app_make_nobody_forget_its_phones() {
    for (provider, stranger) in [
        (Provider::Apns, Reply::apns(400, "DeviceTokenNotForTopic")),
        (Provider::Fcm, Reply::fcm(403, Some("SENDER_ID_MISMATCH"))),
    ] {
        let scene = Scene::new().await;
        let mut outcomes = Vec::new();
        for n in 0..30 {
            let token = format!("ab{n:02x}");
            match provider {
                Provider::Apns => scene.fakes.apns.script(&token, [stranger.clone()]),
                _ => scene.fakes.fcm.script(&token, [stranger.clone()]),
            }
            outcomes.push(scene.send(provider, &token).await.as_str());
        }
        let (believed, doubted) = outcomes.split_at(9);
        assert!(
            believed.iter().all(|outcome| *outcome == "device_gone"),
            "{believed:?}"
        );
        assert!(
            doubted.iter().all(|outcome| *outcome == "misconfigured"),
            "{doubted:?}"
        );
        assert_eq!(
            scene.send(provider, "ab99").await,
            Outcome::Accepted,
            "the lane is open"
        );
    }
}
