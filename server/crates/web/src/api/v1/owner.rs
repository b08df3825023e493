//! On whose behalf a login is read, cancelled or sent again: its client's, or the starting browser's (R10).

use axum::extract::{FromRequestParts, Query};
use countersign_core::{
    flow::read_login::LoginOwner,
    model::{BearerToken, Scope},
};
use countersign_service::problem::Problem;
use http::request::Parts;
use serde::Deserialize;

use crate::{
    problems,
    request::{Address, Credentials},
    state::Doors,
};

/// The proven owner of some login; whether of this one, the flow checks.
pub(super) struct Owner(pub(super) LoginOwner);

#[derive(Deserialize)]
struct Token {
    wait_token: Option<String>,
}

impl FromRequestParts<Doors> for Owner {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        let credentials = Credentials::read(&parts.headers);
        if let Credentials::Bearer(token) = credentials {
            return Ok(Self(LoginOwner::Browser(token)));
        }
        let query = Query::<Token>::try_from_uri(&parts.uri).map_err(|_| problems::MALFORMED)?;
        if let (Credentials::None, Some(token)) = (&credentials, query.0.wait_token) {
            return Ok(Self(LoginOwner::Browser(BearerToken::presented(token))));
        }
        let from = Address::from_request_parts(parts, doors).await?;
        let client = credentials.client(doors, from, Scope::Login).await?;
        Ok(Self(LoginOwner::Client(client.id)))
    }
}
