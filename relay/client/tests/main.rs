//! The client against answers as relays, and machines in between, give them.

#![expect(clippy::unwrap_used, reason = "everything here is a test")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use countersign_proto::{
    keys::ServerKey,
    push::{AmPush, Body, Category, Class, Notification, Provider, PushToken, Target},
    relay_api::{Receipt, State},
};
use countersign_relay_client::{Ambient, CallError, Client, Settings, SubmitError};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
};
use uuid::Uuid;

const NOW_MS: i64 = 1_790_000_000_000;

/// Time stands still; pauses are counted and pass at once.
#[derive(Default)]
struct Still(AtomicU32);

#[async_trait]
impl Ambient for Still {
    fn now_ms(&self) -> i64 {
        NOW_MS
    }

    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }

    async fn sleep(&self, _: Duration) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// A host that answers one request after the other so, and gives back what it was asked.
async fn host(answers: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serve = async move {
        let mut asked = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !is_whole(&request) {
                assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0);
            }
            stream.write_all(answer.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
            asked.push(String::from_utf8(request).unwrap());
        }
        asked
    };
    #[expect(clippy::disallowed_methods, reason = "joined by the test, or ended with it")]
    let serving = tokio::spawn(serve);
    (url, serving)
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    length.is_none_or(|length| body.len() >= length.parse().unwrap())
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
}

fn problem(name: &str, rest: &str) -> String {
    format!(r#"{{"type":"https://relay.example.org/problems/{name}","title":"T"{rest}}}"#)
}

fn client(url: &str) -> (Client, Arc<Still>) {
    let still = Arc::new(Still::default());
    let settings = Settings {
        url: url.to_owned(),
        key: Arc::new(ServerKey::from_seed(&[1; 32])),
        ca_file: None,
    };
    let ambient: Arc<dyn Ambient> = still.clone();
    (Client::new(settings, ambient).unwrap(), still)
}

fn notification(deadline_ms: i64) -> Notification {
    Notification {
        id: Uuid::from_u128(1),
        reference: None,
        target: Target {
            provider: Provider::Fcm,
            app: "default".to_owned(),
            token: PushToken::new("secret-address"),
            environment: None,
        },
        deadline_ms,
        class: Class::Challenge,
        body: Body::AmPush(AmPush {
            message_id: "AUTHENTICATE:1".to_owned(),
            jwt: "a.b.c".to_owned(),
            alert: "Log in?".to_owned(),
            category: Category::Default,
            top_level_copies: false,
        }),
    }
}

async fn asked_for_a_timeline(answer: String) -> CallError {
    let (url, _serving) = host(vec![answer]).await;
    client(&url).0.timeline(Uuid::nil()).await.unwrap_err()
}

#[tokio::test]
async fn answers_are_sorted_by_what_to_do_next() {
    let busy = |secs, reason: &str| CallError::Busy {
        after: Duration::from_secs(secs),
        reason: reason.to_owned(),
    };
    let html = "<html>";
    for (answer, expected) in [
        (
            answer("404 Not Found", "", &problem("not-found", "")),
            CallError::NotFound,
        ),
        // A proxy in front knows nothing of notifications.
        (answer("404 Not Found", "", html), busy(1, "HTTP status 404")),
        (answer("502 Bad Gateway", "", html), busy(1, "HTTP status 502")),
        (
            answer("503 X", "retry-after: 7\r\n", &problem("unavailable", "")),
            busy(7, "T"),
        ),
        (
            answer(
                "429 X",
                "retry-after: 86400\r\n",
                &problem("too-many-requests", ""),
            ),
            busy(300, "T"),
        ),
        (
            answer("429 X", "retry-after: soon\r\n", ""),
            busy(1, "HTTP status 429"),
        ),
        (
            answer("422 X", "", &problem("invalid-request", r#","detail":"D""#)),
            CallError::Refused("T: D".to_owned()),
        ),
        (
            answer("403 X", "", &problem("suspended", "")),
            CallError::Unauthorized("T".to_owned()),
        ),
        (
            answer("302 X", "location: http://127.0.0.1:1/\r\n", ""),
            busy(1, "HTTP status 302"),
        ),
    ] {
        assert_eq!(asked_for_a_timeline(answer.clone()).await, expected, "{answer}");
    }
    let garbage = asked_for_a_timeline(answer("200 OK", "", html)).await;
    assert!(matches!(garbage, CallError::Unreachable(_)), "{garbage:?}");
    let endless = asked_for_a_timeline(answer("200 OK", "", &"x".repeat(3 * 1024 * 1024))).await;
    assert_eq!(endless, CallError::Refused("its answer is too large".to_owned()));
}

#[tokio::test]
async fn a_relay_that_is_not_there_is_tried_three_times_and_then_later() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let (client, still) = client(&url);
    let refusal = client.submit(&notification(NOW_MS + 60_000)).await.unwrap_err();
    assert!(matches!(refusal, SubmitError::Later { .. }), "{refusal:?}");
    assert_eq!(still.0.load(Ordering::Relaxed), 2, "pauses");
    assert!(!refusal.to_string().contains("secret-address"));
    let refusal = client.submit(&notification(NOW_MS + 1000)).await.unwrap_err();
    assert!(matches!(refusal, SubmitError::TooLate { .. }), "{refusal:?}");
    let refusal = client.submit(&notification(NOW_MS)).await.unwrap_err();
    assert!(matches!(refusal, SubmitError::TooLate { .. }), "{refusal:?}");
}

#[tokio::test]
async fn a_relay_whose_clock_differs_is_asked_once_more_by_its_own() {
    let ahead = |secs: i64| {
        let time = format!(r#","server_time":{}"#, NOW_MS / 1000 + secs);
        answer("401 X", "", &problem("invalid-signature", &time))
    };
    let taken = answer(
        "202 Accepted",
        "",
        r#"{"id":"00000000-0000-0000-0000-000000000001","state":"queued"}"#,
    );
    let (url, serving) = host(vec![ahead(1000), taken.clone(), taken]).await;
    let (client, _) = client(&url);
    let queued = Receipt {
        id: Uuid::from_u128(1),
        state: State::Queued,
    };
    for _ in 0..2 {
        assert_eq!(client.submit(&notification(NOW_MS + 60_000)).await, Ok(queued));
    }
    let created: Vec<bool> = serving
        .await
        .unwrap()
        .iter()
        .map(|request| request.contains(&format!("created={}", NOW_MS / 1000 + 1000)))
        .collect();
    assert_eq!(created, [false, true, true]);
    // A refusal by a clock that agrees has another reason, and is not repeated.
    let (url, serving) = host(vec![ahead(1)]).await;
    let (client, _) = self::client(&url);
    let refusal = client.submit(&notification(NOW_MS + 60_000)).await.unwrap_err();
    assert!(
        matches!(refusal, SubmitError::Misconfigured { .. }),
        "{refusal:?}"
    );
    assert_eq!(serving.await.unwrap().len(), 1);
}
