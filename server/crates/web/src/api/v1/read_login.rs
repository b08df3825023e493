//! `GET /api/v1/logins/{id}`.

use std::time::Duration;

use axum::{
    Json,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use countersign_core::flow::read_login::{Seen, wait_for_login};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    cors::{self, Origin},
    login_body::LoginBody,
    owner::Owner,
};
use crate::{problems, state::Doors};

/// Longest wait, in seconds: below the idle time-out of common proxies.
const MAX_WAIT_SECS: u64 = 55;

/// How long to wait for a decision.
#[derive(Deserialize, IntoParams)]
pub(super) struct Wait {
    /// From 0 to 55.
    #[serde(default)]
    wait_secs: u64,
}

impl Wait {
    pub(super) fn duration(&self) -> Result<Duration, Problem> {
        if self.wait_secs > MAX_WAIT_SECS {
            return Err(Problem::from(problems::INVALID_REQUEST).because("wait_secs must be from 0 to 55"));
        }
        Ok(Duration::from_secs(self.wait_secs))
    }
}

/// Reads a login, at once or when it has ended.
#[utoipa::path(
    get, path = "/api/v1/logins/{id}", tag = "logins", params(("id" = uuid::Uuid, Path), Wait),
    security(("client" = []), ("wait_token" = [])), responses((status = 200, body = LoginBody), (status = 404))
)]
pub(super) async fn read_login(
    State(doors): State<Doors>,
    Owner(owner): Owner,
    Path(id): Path<LoginId>,
    Query(wait): Query<Wait>,
    origin: Origin,
) -> Result<Response, Problem> {
    let until = doors.ctx().clock.now() + wait.duration()?;
    let read = wait_for_login(doors.ctx(), id, &owner, Seen::Pending, until)
        .await
        .map_err(problems::from_flow)?;
    let response = Json(LoginBody::for_owner(&doors, &read, &owner)).into_response();
    cors::allow(&doors, &read.login.client_id, origin, response)
        .await
        .map_err(|error| problems::from_store(&error))
}
