//! Requests as no SDK would send them.

use countersign_tests::{PASSWORD, World};
use reqwest::{RequestBuilder, header::HeaderMap};
use serde_json::{Value, json};

/// Somebody with a terminal.
pub(super) struct ByHand {
    url: String,
    http: reqwest::Client,
}

/// What was answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Value,
}

impl Answer {
    pub(super) fn auth_id(&self) -> &str {
        self.body["authId"].as_str().expect("it is a step")
    }

    pub(super) fn is_step(&self, kind: &str) -> bool {
        self.status == 200 && self.body["callbacks"][0]["type"] == kind
    }

    /// What a stranger sees of it.
    pub(super) fn seen(&self) -> (u16, Option<&str>, &Value) {
        let pause = self.headers.get("retry-after");
        (
            self.status,
            pause.and_then(|pause| pause.to_str().ok()),
            &self.body,
        )
    }
}

/// The address of the root realm's journey for logins.
pub(super) const LOGIN: &str = "/json/realms/root/authenticate?authIndexType=service&authIndexValue=Login";

impl ByHand {
    pub(super) fn new(world: &World) -> Self {
        Self {
            url: world.url(""),
            http: countersign_tests::http(),
        }
    }

    pub(super) fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.url))
    }

    pub(super) fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = method.parse().unwrap();
        self.http.request(method, format!("{}{path}", self.url))
    }

    pub(super) async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap();
        Answer {
            status,
            headers,
            body: serde_json::from_str(&text).unwrap_or(Value::Null),
        }
    }

    pub(super) async fn json(&self, path: &str, body: &Value) -> Answer {
        self.send(self.post(path).json(body)).await
    }

    /// The first step, filled in.
    pub(super) async fn credentials(&self, name: &str, password: &str) -> Value {
        let first = self.send(self.post(LOGIN)).await;
        assert!(first.is_step("NameCallback"), "{first:?}");
        filled(&first.body, &[json!(name), json!(password)])
    }

    /// What comes after this name and password.
    pub(super) async fn begin(&self, name: &str, password: &str) -> Answer {
        let filled = self.credentials(name, password).await;
        self.json(LOGIN, &filled).await
    }

    /// What comes after alice's.
    pub(super) async fn alice(&self) -> Answer {
        self.begin("alice", PASSWORD).await
    }
}

/// A step with these answers, in the order of its inputs.
pub(super) fn filled(step: &Value, answers: &[Value]) -> Value {
    let mut filled = step.clone();
    let callbacks = filled["callbacks"].as_array_mut().unwrap().iter_mut();
    let inputs = callbacks.filter(|callback| callback.get("input").is_some());
    for (callback, answer) in inputs.zip(answers) {
        callback["input"][0]["value"] = answer.clone();
    }
    filled
}
