//! A client of the API, from outside.

use std::net::SocketAddr;

use countersign_mobile_sdk::Question;
use reqwest::{Method, RequestBuilder, header::HeaderMap};
use serde_json::{Value, json};

use crate::{enrollment::Enrollment, login::Login, phone::Phone};

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

    /// Status and problem of a refusal.
    pub fn refusal(&self) -> (u16, &str) {
        (self.status, self.problem())
    }
}

impl RelyingParty {
    pub(crate) const fn new(base: String, id: String, secret: String, http: reqwest::Client) -> Self {
        Self {
            base,
            id,
            secret,
            http,
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

    /// The same client at one node of the server.
    #[must_use]
    pub fn at(&self, node: SocketAddr) -> Self {
        Self {
            base: format!("http://{node}"),
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
        answer(request).await.expect("the server is reached")
    }

    /// `POST` with a JSON body; the answer, if the server was reached.
    pub async fn try_post(&self, path: &str, body: &Value) -> Option<Answer> {
        answer(self.request(Method::POST, path).json(body)).await.ok()
    }

    /// `GET`; the answer, if the server was reached.
    pub async fn try_get(&self, path: &str) -> Option<Answer> {
        answer(self.request(Method::GET, path)).await.ok()
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

    /// `PATCH` with a JSON body.
    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::PATCH, path).json(body)).await
    }

    /// Starts an enrolment of a phone.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn enroll(&self, user: &str) -> Enrollment {
        self.enroll_as(user, json!({"kind": "push"})).await
    }

    /// Starts an enrolment.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn enroll_as(&self, user: &str, enrollment: Value) -> Enrollment {
        let path = format!("/api/v1/users/{user}/enrollments");
        let answer = self.post(&path, &enrollment).await;
        assert_eq!(answer.status, 201, "{:?}", answer.body);
        answer.body.into()
    }

    /// Where the API has the user's oldest authenticator.
    ///
    /// # Panics
    /// If there is none.
    pub async fn authenticator(&self, user: &str) -> String {
        let path = format!("/api/v1/users/{user}/authenticators");
        let listed = self.get(&path).await.body;
        let id = listed["authenticators"][0]["id"].as_str();
        format!("{path}/{}", id.expect("the user has an authenticator"))
    }

    /// Types a code for a login or an enrolment.
    ///
    /// # Panics
    /// If it is of another server.
    pub async fn code(&self, of: &Value, code: &str) -> Answer {
        let this = of["links"]["self"].as_str().expect("it has an address");
        let path = this.strip_prefix(&self.base).expect("it is this server's");
        self.post(&format!("{path}/code"), &json!({"code": code})).await
    }

    /// Tries to start a login.
    pub async fn attempt(&self, login: Value) -> Answer {
        self.post("/api/v1/logins", &login).await
    }

    /// Starts a login.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn login(&self, login: Value) -> Login {
        let answer = self.attempt(login).await;
        assert_eq!(answer.status, 201, "{:?}", answer.body);
        answer.body.into()
    }

    /// Starts a login beside others, with this number matching, and the question that it puts to `phone`.
    ///
    /// # Panics
    /// If it is refused, or no question arrives.
    pub async fn ask(&self, phone: &mut Phone, user: &str, matching: &str) -> (Login, Question) {
        let request = json!({"username": user, "number_matching": matching, "parallel": true});
        let login = self.login(request).await;
        (login, phone.question().await)
    }

    /// The login as it stands now.
    pub async fn read(&self, login: &Login) -> Login {
        self.get(&login.path()).await.body.into()
    }

    /// The login once it has ended.
    pub async fn ended(&self, login: &Login) -> Login {
        let path = format!("{}?wait_secs=20", login.path());
        self.get(&path).await.body.into()
    }
}

async fn answer(request: RequestBuilder) -> reqwest::Result<Answer> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await?;
    Ok(Answer {
        status,
        headers,
        body: serde_json::from_str(&text).unwrap_or(Value::Null),
    })
}

/// A login of `user` that a tap decides.
pub fn by_tap(user: &str) -> Value {
    json!({"username": user, "number_matching": "none"})
}
