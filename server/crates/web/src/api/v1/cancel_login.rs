//! `DELETE /api/v1/logins/{id}`.

use axum::{extract::State, response::Response};
use countersign_core::{flow, port::LoginRead};
use countersign_service::problem::Problem;

use super::{caller::Caller, login_body::LoginBody};
use crate::{problems, state::Doors};

/// Cancels a login; one that has ended stays as it ended.
#[utoipa::path(
    delete, path = "/api/v1/logins/{id}", tag = "logins", params(("id" = uuid::Uuid, Path)),
    security(("client" = []), ("wait_token" = [])),
    responses((status = 200, body = LoginBody), (status = 401), (status = 404))
)]
pub(super) async fn cancel_login(State(doors): State<Doors>, caller: Caller) -> Response {
    let outcome = cancel(&doors, &caller).await;
    caller.show(&doors, outcome).await
}

async fn cancel(doors: &Doors, caller: &Caller) -> Result<LoginRead, Problem> {
    flow::cancel_login::cancel_login(doors.ctx(), caller.login, &caller.owner)
        .await
        .map_err(problems::from_flow)
}
