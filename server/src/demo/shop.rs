//! The service that people log in to: a client of the API like any other.

use std::{sync::OnceLock, time::Duration};

use anyhow::{Context, anyhow, ensure};
use countersign_proto::signed::AssertionVerifier;
use serde_json::{Value, json};

/// A shop; closed until it knows where the server is.
#[derive(Default)]
pub(super) struct Shop(OnceLock<Opened>);

struct Opened {
    base: String,
    id: String,
    secret: String,
    http: reqwest::Client,
}

impl Shop {
    #[expect(clippy::disallowed_methods, reason = "time-outs are set, redirects are off")]
    pub(super) fn open(&self, base: String, id: String, secret: String) -> anyhow::Result<()> {
        let http = reqwest::Client::builder()
            .timeout(Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        self.0
            .set(Opened {
                base,
                id,
                secret,
                http,
            })
            .map_err(|_| anyhow!("the shop is open already"))
    }

    /// Asks for an enrolment; the answer has the code and a picture of it.
    pub(super) async fn enroll(&self, user: &str, protocol: &str) -> anyhow::Result<Value> {
        let enrollment = json!({"kind": "push", "protocol": protocol});
        self.post(&format!("/api/v1/users/{user}/enrollments"), &enrollment)
            .await
    }

    /// The enrolment as it stands.
    pub(super) async fn read_enrollment(&self, id: &str) -> anyhow::Result<Value> {
        self.get(&format!("/api/v1/enrollments/{id}")).await
    }

    /// Starts a login.
    pub(super) async fn start_login(&self, login: &Value) -> anyhow::Result<Value> {
        self.post("/api/v1/logins", login).await
    }

    /// The login, once it has ended or after `wait_secs`.
    pub(super) async fn read_login(&self, id: &str, wait_secs: u64) -> anyhow::Result<Value> {
        self.get(&format!("/api/v1/logins/{id}?wait_secs={wait_secs}"))
            .await
    }

    /// What an assertion says, if the server's published key signed it.
    pub(super) async fn verify(&self, assertion: &str) -> anyhow::Result<Value> {
        let jwks = self.get("/.well-known/jwks.json").await?;
        Ok(AssertionVerifier::from_jwks(&jwks).verify(assertion)?)
    }

    fn opened(&self) -> anyhow::Result<&Opened> {
        self.0.get().context("the shop is not open yet")
    }

    async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        let Opened {
            base,
            id,
            secret,
            http,
        } = self.opened()?;
        let request = http
            .post(format!("{base}{path}"))
            .basic_auth(id, Some(secret))
            .json(body);
        answer(request).await
    }

    async fn get(&self, path: &str) -> anyhow::Result<Value> {
        let Opened {
            base,
            id,
            secret,
            http,
        } = self.opened()?;
        answer(http.get(format!("{base}{path}")).basic_auth(id, Some(secret))).await
    }
}

async fn answer(request: reqwest::RequestBuilder) -> anyhow::Result<Value> {
    let response = request.send().await?;
    let status = response.status();
    let body: Value = response.json().await?;
    ensure!(
        status.is_success(),
        "{}",
        body["detail"]
            .as_str()
            .or(body["title"].as_str())
            .unwrap_or("refused")
    );
    Ok(body)
}
