//! `GET /admin/v1/users/{number}`.

use axum::{Json, extract::State};
use countersign_core::{flow::operate::look, model::AccountNumber};
use countersign_service::problem::Problem;

use super::{account_body::AccountBody, caller::Caller};
use crate::{problems, request::InPath, state::Doors};

/// Shows an account and what happened to it lately.
#[utoipa::path(
    get, path = "/admin/v1/users/{number}", tag = "operators", params(("number" = i64, Path)), security(("client" = [])),
    responses((status = 200, body = AccountBody), (status = 401), (status = 403), (status = 404))
)]
pub(super) async fn read_user(
    State(doors): State<Doors>,
    caller: Caller,
    InPath(number): InPath<i64>,
) -> Result<Json<AccountBody>, Problem> {
    let account = look(doors.ctx(), &caller.operating, AccountNumber(number))
        .await
        .map_err(problems::from_flow)?;
    Ok(Json(account.into()))
}
