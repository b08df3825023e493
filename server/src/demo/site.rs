//! The demo's page: a shop's login beside a phone.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    Json, Router,
    extract::State,
    http::{
        StatusCode,
        header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use countersign_mobile_sdk::{NumberClaim, Question, Verdict};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{USER, phone::Phone, shop::Shop};

/// Everything the page loads is its own.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'";

#[derive(Clone)]
struct Site {
    shop: Arc<Shop>,
    phone: Arc<Phone>,
    shown: Arc<Mutex<Shown>>,
}

/// What the shop's side shows.
#[derive(Default)]
struct Shown {
    enrollment: Option<Value>,
    login: Option<Value>,
    claims: Option<Value>,
}

pub(super) fn router(shop: Arc<Shop>, phone: Arc<Phone>) -> Router {
    let asset = |kind, text: &'static str| get(move || async move { ([(CONTENT_TYPE, kind)], text) });
    Router::new()
        .route("/demo", get(page))
        .route("/demo/page.css", asset("text/css", include_str!("site/page.css")))
        .route(
            "/demo/page.js",
            asset("text/javascript", include_str!("site/page.js")),
        )
        .route("/demo/state", get(state))
        .route("/demo/enroll", post(enroll))
        .route("/demo/scan", post(scan))
        .route("/demo/login", post(login))
        .route("/demo/answer", post(answer))
        .with_state(Site {
            shop,
            phone,
            shown: Arc::default(),
        })
}

async fn page() -> impl IntoResponse {
    (
        [(CONTENT_SECURITY_POLICY, POLICY)],
        Html(include_str!("site/page.html")),
    )
}

/// What went wrong, for the page to show.
struct Failed(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (
            StatusCode::CONFLICT,
            Json(json!({"error": format!("{:#}", self.0)})),
        )
            .into_response()
    }
}

impl Site {
    fn shown<T>(&self, with: impl FnOnce(&mut Shown) -> T) -> T {
        with(&mut self.shown.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Both sides as they stand.
async fn state(State(site): State<Site>) -> Result<Json<Value>, Failed> {
    let pending = site
        .shown(|shown| shown.login.clone())
        .filter(|login| login["state"] == "pending");
    if let Some(login) = pending {
        let read = site
            .shop
            .read_login(login["id"].as_str().unwrap_or_default(), 0)
            .await?;
        let claims = match read["assertion"].as_str() {
            Some(assertion) => Some(site.shop.verify(assertion).await?),
            None => None,
        };
        site.shown(|shown| {
            shown.login = Some(read);
            shown.claims = claims;
        });
    }
    let accounts = site.phone.accounts();
    let questions: Vec<Value> = site.phone.questions().iter().map(question_json).collect();
    Ok(Json(site.shown(|shown| {
        let enrollment = shown.enrollment.as_ref().filter(|_| accounts.is_empty());
        json!({
            "code": enrollment.map(|enrollment| &enrollment["links"]["qr_svg"]),
            "login": shown.login,
            "claims": shown.claims,
            "accounts": accounts,
            "questions": questions,
        })
    })))
}

fn question_json(question: &Question) -> Value {
    json!({"id": question.message_id, "text": question.claims.message, "numbers": question.numbers()})
}

async fn enroll(State(site): State<Site>) -> Result<Json<Value>, Failed> {
    let enrollment = site.shop.enroll(USER).await?;
    site.shown(|shown| shown.enrollment = Some(enrollment));
    Ok(Json(json!({})))
}

async fn scan(State(site): State<Site>) -> Result<Json<Value>, Failed> {
    let code = site.shown(|shown| shown.enrollment.as_ref()?["uri"].as_str().map(str::to_owned));
    site.phone
        .scan(&code.ok_or_else(|| anyhow::anyhow!("there is no code to scan yet"))?)
        .await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
struct Wanted {
    number_matching: String,
}

async fn login(State(site): State<Site>, Json(wanted): Json<Wanted>) -> Result<Json<Value>, Failed> {
    let request = json!({"username": USER, "number_matching": wanted.number_matching, "ttl_secs": 60});
    let login = site.shop.start_login(&request).await?;
    site.shown(|shown| {
        shown.login = Some(login);
        shown.claims = None;
    });
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
struct Answered {
    id: String,
    approve: bool,
    number: Option<u32>,
}

async fn answer(State(site): State<Site>, Json(answered): Json<Answered>) -> Result<Json<Value>, Failed> {
    let number = answered.number.map_or(NumberClaim::Absent, NumberClaim::Given);
    let verdict = if answered.approve {
        Verdict::Approve { number }
    } else {
        Verdict::Deny
    };
    site.phone.answer(&answered.id, verdict).await?;
    Ok(Json(json!({})))
}
