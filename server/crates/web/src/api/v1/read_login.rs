//! `GET /api/v1/logins/{id}`.

use std::time::Duration;

use axum::{extract::State, response::Response};
use countersign_core::{
    flow::read_login::{Seen, wait_for_login},
    port::LoginRead,
};
use countersign_service::problem::Problem;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{caller::Caller, login_body::LoginBody};
use crate::{problems, request::InQuery, state::Doors};

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
    security(("client" = []), ("wait_token" = [])),
    responses((status = 200, body = LoginBody), (status = 401), (status = 404), (status = 422))
)]
pub(super) async fn read_login(
    State(doors): State<Doors>,
    caller: Caller,
    wait: Result<InQuery<Wait>, Problem>,
) -> Response {
    let outcome = read(&doors, &caller, wait).await;
    caller.show(&doors, outcome).await
}

async fn read(
    doors: &Doors,
    caller: &Caller,
    wait: Result<InQuery<Wait>, Problem>,
) -> Result<LoginRead, Problem> {
    let InQuery(wait) = wait?;
    let until = doors.ctx().clock.now() + wait.duration()?;
    wait_for_login(doors.ctx(), caller.login, &caller.owner, Seen::Pending, until)
        .await
        .map_err(problems::from_flow)
}
