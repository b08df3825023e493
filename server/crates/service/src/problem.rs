//! Errors as RFC 9457 says: `application/problem+json` with a type that has a page.

use std::time::Duration;

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{
    HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
};
use serde_json::{Map, Value, json};

/// One kind of problem, as its page describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Last part of the type URL.
    pub name: &'static str,
    /// The same for every occurrence.
    pub title: &'static str,
    /// HTTP status.
    pub status: StatusCode,
}

/// One occurrence of a problem.
#[derive(Debug, Clone)]
pub struct Problem {
    kind: Kind,
    detail: Option<String>,
    extensions: Map<String, Value>,
    retry_after: Option<Duration>,
    challenge: Option<&'static str>,
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Self {
            kind,
            detail: None,
            extensions: Map::new(),
            retry_after: None,
            challenge: None,
        }
    }
}

impl Problem {
    /// …explained for whoever sent the request. Never says what they may not know.
    #[must_use]
    pub fn because(self, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..self
        }
    }

    /// …with a member of its own.
    #[must_use]
    pub fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.extensions.insert(member.to_owned(), value.into());
        self
    }

    /// …that may be gone after a while; rounded up to whole seconds.
    #[must_use]
    pub fn retry_after(self, wait: Duration) -> Self {
        Self {
            retry_after: Some(wait),
            ..self
        }
    }

    /// Whether it says when to come again.
    pub const fn asks_to_wait(&self) -> bool {
        self.retry_after.is_some()
    }

    /// …that asks for credentials.
    #[must_use]
    pub fn challenge(self, scheme: &'static str) -> Self {
        Self {
            challenge: Some(scheme),
            ..self
        }
    }

    /// The kind.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// What the answer says, with types under `base`, the public URL without a trailing slash.
    pub fn document(&self, base: &str) -> Value {
        let mut body = self.extensions.clone();
        body.insert(
            "type".to_owned(),
            format!("{base}/problems/{}", self.kind.name).into(),
        );
        body.insert("title".to_owned(), self.kind.title.into());
        body.insert("status".to_owned(), self.kind.status.as_u16().into());
        if let Some(detail) = &self.detail {
            body.insert("detail".to_owned(), json!(detail));
        }
        Value::Object(body)
    }

    /// The answer, with types under `base`, the public URL without a trailing slash.
    pub fn render(&self, base: &str) -> Response {
        let mut response = Response::new(Body::from(self.document(base).to_string()));
        *response.status_mut() = self.kind.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(wait) = self.retry_after {
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(challenge) = self.challenge {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response
    }
}

/// Leaves the problem inside the response until [`rendered`] gives it its body: only there the base URL is known.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.kind.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives a problem its body; other responses pass. Every router that returns problems maps its responses through this.
pub fn rendered(base: &str, mut response: Response) -> Response {
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem.render(base),
        None => response,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEAPOT: Kind = Kind {
        name: "teapot",
        title: "It is a teapot",
        status: StatusCode::IM_A_TEAPOT,
    };

    #[tokio::test]
    async fn a_problem_says_what_rfc_9457_asks_for() {
        let problem = Problem::from(TEAPOT)
            .because("short")
            .with("attempts_left", 3)
            .retry_after(Duration::from_millis(1500))
            .challenge("Basic");
        let response = rendered("https://id.example.org", problem.into_response());
        assert_eq!(response.status(), StatusCode::IM_A_TEAPOT);
        assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
        assert_eq!(response.headers()[RETRY_AFTER], "2");
        assert_eq!(response.headers()[WWW_AUTHENTICATE], "Basic");
        assert_eq!(response.headers()[CACHE_CONTROL], "no-store");
        let body = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(
            body,
            json!({
                "type": "https://id.example.org/problems/teapot", "title": "It is a teapot", "status": 418,
                "detail": "short", "attempts_left": 3,
            })
        );
    }
}
