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
    shown: Arc<Mutex<[Shown; 2]>>,
}

/// Whose login it is.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Person {
    /// Has an app.
    Alex,
    /// Uses the phone in the browser.
    Sam,
}

impl Person {
    const fn name(self) -> &'static str {
        match self {
            Self::Alex => USER,
            Self::Sam => "sam",
        }
    }

    const fn protocol(self) -> &'static str {
        match self {
            Self::Alex => "compatible",
            Self::Sam => "native",
        }
    }
}

/// What the shop's side shows to one person.
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
    fn shown<T>(&self, person: Person, with: impl FnOnce(&mut Shown) -> T) -> T {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        with(&mut shown[person as usize])
    }

    /// Asks how things stand of which more is to come.
    async fn refresh(&self, person: Person) -> anyhow::Result<()> {
        let id = |value: &Value| value["id"].as_str().unwrap_or_default().to_owned();
        let pending = |value: Option<&Value>| value.filter(|value| value["state"] == "pending").map(id);
        let (login, enrollment) = self.shown(person, |shown| {
            (pending(shown.login.as_ref()), pending(shown.enrollment.as_ref()))
        });
        if let Some(id) = login {
            let read = self.shop.read_login(&id, 0).await?;
            let claims = match read["assertion"].as_str() {
                Some(assertion) => Some(self.shop.verify(assertion).await?),
                None => None,
            };
            self.shown(person, |shown| {
                shown.login = Some(read);
                shown.claims = claims;
            });
        }
        if let Some(id) = enrollment {
            let state = self.shop.read_enrollment(&id).await?["state"].clone();
            self.shown(person, |shown| {
                if let Some(enrollment) = &mut shown.enrollment {
                    enrollment["state"] = state;
                }
            });
        }
        Ok(())
    }
}

/// Both people's sides as they stand.
async fn state(State(site): State<Site>) -> Result<Json<Value>, Failed> {
    let mut people = json!({});
    for person in [Person::Alex, Person::Sam] {
        site.refresh(person).await?;
        people[person.name()] = site.shown(person, |shown| {
            let enrollment = shown.enrollment.as_ref();
            let open = enrollment.filter(|enrollment| enrollment["state"] == "pending");
            json!({
                "enrolled": enrollment.is_some_and(|enrollment| enrollment["state"] == "completed"),
                "code": open.map(|enrollment| &enrollment["links"]["qr_svg"]),
                "link": open.map(|enrollment| &enrollment["uri"]),
                "login": shown.login,
                "claims": shown.claims,
            })
        });
    }
    let questions: Vec<Value> = site.phone.questions().iter().map(question_json).collect();
    people[USER]["accounts"] = json!(site.phone.accounts());
    people[USER]["questions"] = json!(questions);
    Ok(Json(people))
}

fn question_json(question: &Question) -> Value {
    json!({"id": question.message_id, "text": question.claims.message, "numbers": question.numbers()})
}

#[derive(Deserialize)]
struct Wanted {
    person: Person,
}

async fn enroll(State(site): State<Site>, Json(wanted): Json<Wanted>) -> Result<Json<Value>, Failed> {
    let person = wanted.person;
    let enrollment = site.shop.enroll(person.name(), person.protocol()).await?;
    site.shown(person, |shown| shown.enrollment = Some(enrollment));
    Ok(Json(json!({})))
}

async fn scan(State(site): State<Site>) -> Result<Json<Value>, Failed> {
    let code = site.shown(Person::Alex, |shown| {
        shown.enrollment.as_ref()?["uri"].as_str().map(str::to_owned)
    });
    site.phone
        .scan(&code.ok_or_else(|| anyhow::anyhow!("there is no code to scan yet"))?)
        .await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
struct WantedLogin {
    person: Person,
    number_matching: String,
}

async fn login(State(site): State<Site>, Json(wanted): Json<WantedLogin>) -> Result<Json<Value>, Failed> {
    let name = wanted.person.name();
    let request = json!({"username": name, "number_matching": wanted.number_matching, "ttl_secs": 60});
    let login = site.shop.start_login(&request).await?;
    site.shown(wanted.person, |shown| {
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
