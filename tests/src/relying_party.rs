//! A client of the API, from outside.

use reqwest::{Method, RequestBuilder, header::HeaderMap};
use serde_json::{Value, json};

/// A registered client.
#[derive(Clone)]
pub struct RelyingParty {
    base: String,
    /// Its id.
    pub id: String,
    secret: String,
    http: reqwest::Client,
}

/// What the server answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; null if it is not JSON.
    pub body: Value,
}

impl Answer {
    /// The last part of a problem's type.
    pub fn problem(&self) -> &str {
        self.body["type"]
            .as_str()
            .and_then(|url| url.rsplit('/').next())
            .unwrap_or("")
    }
}

impl RelyingParty {
    pub(crate) fn new(base: String, id: String, secret: String) -> Self {
        Self {
            base,
            id,
            secret,
            http: crate::http(),
        }
    }

    /// The same client with another secret.
    #[must_use]
    pub fn with_secret(&self, secret: &str) -> Self {
        Self {
            secret: secret.to_owned(),
            ..self.clone()
        }
    }

    /// A request with this client's credentials.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.anonymous(method, path)
            .basic_auth(&self.id, Some(&self.secret))
    }

    /// A request without credentials.
    pub fn anonymous(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }

    /// Sends a request.
    ///
    /// # Panics
    /// If the server is not reached.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.expect("the server is reached");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.expect("the body arrives");
        Answer {
            status,
            headers,
            body: serde_json::from_str(&text).unwrap_or(Value::Null),
        }
    }

    /// `POST` with a JSON body; the answer, if the server was reached.
    pub async fn try_post(&self, path: &str, body: &Value) -> Option<Answer> {
        let response = self.request(Method::POST, path).json(body).send().await.ok()?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.ok()?;
        Some(Answer {
            status,
            headers,
            body: serde_json::from_str(&text).unwrap_or(Value::Null),
        })
    }

    /// `POST` with a JSON body.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// `DELETE`.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// Starts an enrolment of a phone.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn enroll(&self, user: &str) -> Value {
        self.enroll_as(user, json!({"kind": "push"})).await
    }

    /// Starts an enrolment.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn enroll_as(&self, user: &str, enrollment: Value) -> Value {
        let answer = self
            .post(&format!("/api/v1/users/{user}/enrollments"), &enrollment)
            .await;
        assert_eq!(answer.status, 201, "{:?}", answer.body);
        answer.body
    }

    /// Types a code for a login or an enrolment.
    pub async fn code(&self, of: &Value, code: &str) -> Answer {
        let this = of["links"]["self"].as_str().expect("it has an address");
        let path = this.strip_prefix(&self.base).expect("it is this server's");
        self.post(&format!("{path}/code"), &json!({"code": code})).await
    }

    /// Starts a login.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn login(&self, login: Value) -> Value {
        let answer = self.post("/api/v1/logins", &login).await;
        assert_eq!(answer.status, 201, "{:?}", answer.body);
        answer.body
    }

    /// The login as it stands now.
    pub async fn read(&self, login: &Value) -> Value {
        self.get(&path(login)).await.body
    }

    /// The login once it has ended.
    pub async fn ended(&self, login: &Value) -> Value {
        self.get(&format!("{}?wait_secs=20", path(login))).await.body
    }
}

fn path(login: &Value) -> String {
    format!(
        "/api/v1/logins/{}",
        login["id"].as_str().expect("a login has an id")
    )
}
