//! A page that waits through a fault, as a browser does: it comes back a second after it was cut off.

use std::time::{Duration, Instant};

use countersign_mobile_sdk::Question;
use countersign_tests::{Phone, RelyingParty};
use serde_json::{Value, json};
use tokio::{task::JoinHandle, time::sleep};

use crate::durability::WATCHED;

/// How long a browser waits before it comes back.
const RETRY: Duration = Duration::from_secs(1);

/// How often a phone tries to be heard again.
const INSISTENCE: Duration = Duration::from_millis(50);

/// A page that waits, and the question whose answer it waits for.
pub(super) struct Page {
    question: Question,
    waiting: JoinHandle<Instant>,
}

impl Page {
    /// Asks the watched user, and opens the page of the login.
    pub(super) async fn open(shop: &RelyingParty, phone: &mut Phone, turn: usize) -> Self {
        let request = json!({
            "username": WATCHED, "number_matching": "none", "parallel": true, "ttl_secs": 600, "message": format!("page {turn}"),
        });
        loop {
            let started = shop.try_post("/api/v1/logins", &request).await;
            let Some(started) = started.filter(|answer| answer.status == 201) else {
                sleep(INSISTENCE).await;
                continue;
            };
            // A push of a try whose answer was lost may still arrive.
            while let Some(question) = phone.try_question(Duration::from_secs(3)).await {
                if question.claims.message == self::question(turn) {
                    #[expect(clippy::disallowed_methods, reason = "joined when the page has moved on")]
                    let waiting = tokio::spawn(wait(shop.clone(), path(&started.body)));
                    return Self { question, waiting };
                }
            }
        }
    }

    /// Answers the question, and says how long after the phone's 200 the page knew.
    pub(super) async fn resumes(self, phone: &Phone) -> Duration {
        let answer = phone.signed(&self.question, &json!({}));
        while phone.try_post("authenticate", &answer).await != Some(200) {
            sleep(INSISTENCE).await;
        }
        let acknowledged = now();
        let moved_on = self.waiting.await.unwrap();
        moved_on.saturating_duration_since(acknowledged)
    }
}

/// What the phone shows of the page of this turn.
pub(super) fn question(turn: usize) -> String {
    format!("Example Shop: page {turn}")
}

/// Waits as the page's long poll does, until the login has ended.
async fn wait(shop: RelyingParty, path: String) -> Instant {
    loop {
        let read = shop.try_get(&format!("{path}?wait_secs=20")).await;
        match read.filter(|read| read.status == 200) {
            Some(read) if read.body["state"] != "pending" => return now(),
            Some(_) => {}
            None => sleep(RETRY).await,
        }
    }
}

fn path(login: &Value) -> String {
    format!("/api/v1/logins/{}", login["id"].as_str().unwrap())
}

#[expect(clippy::disallowed_methods, reason = "this is about real time")]
fn now() -> Instant {
    Instant::now()
}
