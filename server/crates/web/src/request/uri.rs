//! What stands in the address of a request.

use axum::extract::{FromRequestParts, Path, Query};
use countersign_core::model::BearerToken;
use countersign_service::problem::Problem;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::Visitor;
use crate::{problems, state::Doors};

/// What the path names. Something that cannot be a name of ours names nothing: `not-found`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InPath<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for InPath<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(named)) => Ok(Self(named)),
            Err(_) => Err(problems::NOT_FOUND.into()),
        }
    }
}

/// The token of a link that somebody was sent. Whoever opens links too often is turned away.
#[derive(Debug)]
pub(crate) struct LinkToken(pub(crate) BearerToken);

impl FromRequestParts<Doors> for LinkToken {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        Visitor::from_request_parts(parts, doors).await?;
        let InPath(token) = InPath::<String>::from_request_parts(parts, doors).await?;
        Ok(Self(BearerToken::presented(token)))
    }
}

/// What the query says. A value that cannot be read is `invalid-request`, like one out of range.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InQuery<T>(pub(crate) T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for InQuery<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(said)) => Ok(Self(said)),
            Err(error) => Err(Problem::from(problems::INVALID_REQUEST).because(error.body_text())),
        }
    }
}
