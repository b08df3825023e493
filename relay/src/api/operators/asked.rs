//! What a request says, or a problem that says what is wrong with it.

use axum::{
    body::to_bytes,
    extract::{FromRequest, FromRequestParts, Path, Query, Request},
    http::request::Parts,
};
use countersign_service::problem::Problem;
use serde::de::DeserializeOwned;

use super::{super::problems, Operators};

/// Largest body that is read, in bytes.
const MAX_BODY: usize = 16 * 1024;

/// A body, JSON whatever its type is called. There is always one: nothing is done to all that exist by leaving it out.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Operators> for Asked<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Operators) -> Result<Self, Problem> {
        let body = to_bytes(request.into_body(), MAX_BODY)
            .await
            .map_err(|_| problems::TOO_LARGE)?;
        let read = serde_json::from_slice(&body).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => {
                Problem::from(problems::INVALID_REQUEST).because(error.to_string())
            }
            _ => Problem::from(problems::MALFORMED).because("the body is not JSON"),
        });
        read.map(Self)
    }
}

/// A query.
pub(super) struct Wanted<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<Operators> for Wanted<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Operators) -> Result<Self, Problem> {
        let read = Query::try_from_uri(&parts.uri);
        let Query(read) =
            read.map_err(|error| Problem::from(problems::INVALID_REQUEST).because(error.body_text()))?;
        Ok(Self(read))
    }
}

/// What stands in the path.
pub(super) struct Named<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Operators> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, operators: &Operators) -> Result<Self, Problem> {
        let read = Path::from_request_parts(parts, operators).await;
        let Path(read) = read.map_err(|_| problems::NOT_FOUND)?;
        Ok(Self(read))
    }
}
