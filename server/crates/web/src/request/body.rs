//! What stands in the body of a request.

use axum::{
    body::Bytes,
    extract::{Form, FromRequest, Request, rejection::FormRejection},
};
use countersign_core::model::{ClientId, IdempotencyKey};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use http::HeaderMap;
use serde::de::DeserializeOwned;

use super::UnderWay;
use crate::{problems, state::Doors};

/// A JSON body with its exact bytes. An empty body reads as `{}`.
#[derive(Debug)]
pub(crate) struct JsonBody<T> {
    pub(crate) value: T,
    bytes: Bytes,
    key: Option<String>,
    route: String,
}

impl<T> JsonBody<T> {
    /// Whether the request may be sent again without being carried out again.
    pub(crate) const fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// Begins a request of `client`.
    ///
    /// # Errors
    /// See [`super::Requests::begin`].
    pub(crate) fn begin(&self, doors: &Doors, client: &ClientId) -> Result<UnderWay, Problem> {
        self.begin_as(doors, client, self.key.clone())
    }

    /// Begins a request of the browser that started `login` at `client`. Its keys meet none of the client's own, nor those
    /// of other logins.
    ///
    /// # Errors
    /// See [`super::Requests::begin`].
    pub(crate) fn begin_within(
        &self,
        doors: &Doors,
        client: &ClientId,
        login: LoginId,
    ) -> Result<UnderWay, Problem> {
        // No header holds a line break.
        let key = self.key.as_ref().map(|key| format!("{login}\n{key}"));
        self.begin_as(doors, client, key)
    }

    fn begin_as(&self, doors: &Doors, client: &ClientId, key: Option<String>) -> Result<UnderWay, Problem> {
        let key = key.map(|key| IdempotencyKey::new(client, &self.route, &key, &self.bytes));
        doors.requests().begin(key)
    }
}

impl<T: DeserializeOwned> FromRequest<Doors> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, doors: &Doors) -> Result<Self, Problem> {
        let route = format!("{} {}", request.method(), request.uri().path());
        let key = key(request.headers())?;
        let bytes = Bytes::from_request(request, doors)
            .await
            .map_err(|_| problems::TOO_LARGE)?;
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        let value = serde_json::from_slice(text).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => {
                Problem::from(problems::INVALID_REQUEST).because(error.to_string())
            }
            _ => Problem::from(problems::MALFORMED).because("the body is not JSON"),
        })?;
        Ok(Self {
            value,
            bytes,
            key,
            route,
        })
    }
}

/// The request's `Idempotency-Key`. One that we cannot keep is refused: whoever sent it relies on it.
fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut keys = headers.get_all("idempotency-key").iter();
    match (keys.next(), keys.next()) {
        (None, _) => Ok(None),
        (Some(key), None) => match key.to_str() {
            Ok(key) if (1..=200).contains(&key.len()) => Ok(Some(key.to_owned())),
            _ => Err(Problem::from(problems::INVALID_REQUEST)
                .because("Idempotency-Key has 1 to 200 printable ASCII characters")),
        },
        (Some(_), Some(_)) => {
            Err(Problem::from(problems::INVALID_REQUEST).because("Idempotency-Key may be given once"))
        }
    }
}

/// What a person's form says.
#[derive(Debug)]
pub(crate) struct PostedForm<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for PostedForm<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Form::from_request(request, state).await {
            Ok(Form(said)) => Ok(Self(said)),
            Err(FormRejection::BytesRejection(_)) => Err(problems::TOO_LARGE.into()),
            Err(_) => Err(problems::MALFORMED.into()),
        }
    }
}
