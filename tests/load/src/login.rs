//! One login from its start to its verified assertion.

use std::{collections::HashMap, sync::Mutex, time::Instant};

use anyhow::{Context, anyhow, ensure};
use bytes::Bytes;
use countersign_fakes::Delivered;
use countersign_proto::signed::AssertionVerifier;
use http::Method;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::{mpsc, oneshot};

use crate::{
    account::{Account, DEVICE_DOOR},
    clock,
    http::Connection,
};

/// How long each step took, in the order of the steps.
#[derive(Clone, Copy)]
pub(crate) struct Steps {
    /// Request to start → answer.
    pub(crate) start: f64,
    /// Start answered → push at the phone.
    pub(crate) push: f64,
    /// Phone's answer → reply.
    pub(crate) answer: f64,
    /// Phone's answer sent → waiting request answered.
    pub(crate) wake: f64,
    /// All of it.
    pub(crate) whole: f64,
}

/// Everything that a login needs.
pub(crate) struct Client {
    pub(crate) authorization: String,
    pub(crate) verifier: AssertionVerifier,
    pub(crate) pushes: Pushes,
}

/// Hands pushes to whoever waits for them.
#[derive(Default)]
pub(crate) struct Pushes(Mutex<HashMap<String, oneshot::Sender<Bytes>>>);

impl Pushes {
    fn wait_for(&self, token: &str) -> oneshot::Receiver<Bytes> {
        let (sender, receiver) = oneshot::channel();
        self.0
            .lock()
            .expect("nobody panics here")
            .insert(token.to_owned(), sender);
        receiver
    }

    /// Hands out what `delivered` brings, until it ends.
    pub(crate) async fn hand_out(&self, mut delivered: mpsc::UnboundedReceiver<Delivered>) {
        while let Some(push) = delivered.recv().await {
            let waiting = self.0.lock().expect("nobody panics here").remove(&push.token);
            if let Some(waiting) = waiting {
                let _ = waiting.send(push.payload);
            }
        }
    }
}

/// The connections of one worker: its page's and its phone's.
pub(crate) struct Worker {
    pub(crate) page: Connection,
    pub(crate) phone: Connection,
}

/// What a phone's person says.
#[derive(Clone, Copy)]
enum Decision {
    Approve,
    Deny,
}

#[derive(Deserialize)]
struct Started<'a> {
    id: &'a str,
    number: &'a str,
}

#[derive(Deserialize)]
struct Ended<'a> {
    state: &'a str,
    assertion: Option<&'a str>,
}

impl Worker {
    /// Logs `account` in. `due` is when the login was to start: what it waited for a worker counts too.
    pub(crate) async fn log_in(
        &mut self,
        client: &Client,
        account: &Account,
        due: Instant,
    ) -> anyhow::Result<Steps> {
        let (steps, body) = self.decide(client, account, due, Decision::Approve).await?;
        let ended: Ended<'_> = serde_json::from_slice(&body)?;
        ensure!(ended.state == "approved", "it ended {}", ended.state);
        let claims = client
            .verifier
            .verify(ended.assertion.context("there is no assertion")?)?;
        ensure!(
            claims["sub"] == account.user.as_str(),
            "the assertion is about somebody else"
        );
        Ok(steps)
    }

    /// Has the phone of `account` deny a login.
    pub(crate) async fn deny(
        &mut self,
        client: &Client,
        account: &Account,
        due: Instant,
    ) -> anyhow::Result<Steps> {
        let (steps, body) = self.decide(client, account, due, Decision::Deny).await?;
        let ended: Ended<'_> = serde_json::from_slice(&body)?;
        ensure!(ended.state == "denied", "it ended {}", ended.state);
        Ok(steps)
    }

    /// Starts a login that the phone of `account` decides; with what the waiting request was answered.
    async fn decide(
        &mut self,
        client: &Client,
        account: &Account,
        due: Instant,
        decision: Decision,
    ) -> anyhow::Result<(Steps, Bytes)> {
        let push = client.pushes.wait_for(&account.push_token);
        let began = clock::now();
        let body = json!({"username": account.user, "number_matching": "pick"})
            .to_string()
            .into();
        let (status, started) = self
            .page
            .send(Method::POST, "/api/v1/logins", Some(&client.authorization), body)
            .await?;
        ensure!(
            status == 201,
            "the start was answered {status}: {}",
            String::from_utf8_lossy(&started)
        );
        let started: Started<'_> = serde_json::from_slice(&started)?;
        let answered = clock::now();
        let path = format!("/api/v1/logins/{}?wait_secs=55", started.id);
        let waiting = async {
            let read = self
                .page
                .send(Method::GET, &path, Some(&client.authorization), Bytes::new())
                .await;
            (read, clock::now())
        };
        let phone = async {
            let payload = push.await.context("the push was lost")?;
            let arrived = clock::now();
            let (message_id, jwt) = parts(&payload)?;
            let claims = account.read(&jwt)?;
            let body = match decision {
                Decision::Approve => account.approve(&message_id, &claims, started.number),
                Decision::Deny => account.deny(&message_id, &claims),
            };
            let sent = clock::now();
            let path = format!("{DEVICE_DOOR}?_action=authenticate");
            let (status, _) = self.phone.send(Method::POST, &path, None, body).await?;
            ensure!(status == 200, "the answer was answered {status}");
            anyhow::Ok((arrived, sent, clock::now()))
        };
        let ((read, woke), phone) = tokio::join!(waiting, phone);
        let (arrived, sent, replied) = phone?;
        let (status, body) = read?;
        ensure!(status == 200, "the wait was answered {status}");
        let seconds = |from: Instant, to: Instant| to.saturating_duration_since(from).as_secs_f64();
        let steps = Steps {
            start: seconds(began, answered),
            push: seconds(answered, arrived),
            answer: seconds(sent, replied),
            wake: seconds(sent, woke),
            whole: seconds(due, woke.max(replied)),
        };
        Ok((steps, body))
    }
}

/// Message id and JWT of either vendor's payload.
fn parts(payload: &[u8]) -> anyhow::Result<(String, String)> {
    #[derive(Deserialize)]
    struct Apns {
        aps: Aps,
    }
    #[derive(Deserialize)]
    struct Aps {
        #[serde(rename = "messageId")]
        message_id: String,
        data: String,
    }
    #[derive(Deserialize)]
    struct Fcm {
        #[serde(rename = "messageId")]
        message_id: String,
        message: String,
    }
    if let Ok(Apns { aps }) = serde_json::from_slice(payload) {
        return Ok((aps.message_id, aps.data));
    }
    let Fcm { message_id, message } =
        serde_json::from_slice(payload).map_err(|_| anyhow!("it is no push"))?;
    Ok((message_id, message))
}
