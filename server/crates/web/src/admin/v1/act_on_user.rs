//! `POST /admin/v1/users/{number}/{act}`.

use axum::{Json, extract::State};
use countersign_core::{FlowError, flow::operate::act_on, model::AccountNumber};
use countersign_service::problem::Problem;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{caller::Caller, user_body::UserBody};
use crate::{
    admin::user::ACTS,
    problems,
    request::{InPath, JsonBody},
    state::Doors,
};

/// Why it is done.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Because {
    /// Kept in the audit log beside the client; up to 300 characters.
    pub(super) reason: String,
}

/// Does something to an account. Whoever repeats `suspend` or `resume` changes nothing; `end-sessions` ends those that are open then.
#[utoipa::path(
    post, path = "/admin/v1/users/{number}/{act}", tag = "operators", request_body = Because,
    params(("number" = i64, Path), ("act" = String, Path, description = "`end-sessions`, `suspend` or `resume`")),
    security(("client" = [])),
    responses(
        (status = 200, body = UserBody, description = "the account as it is now"), (status = 401),
        (status = 403, description = "insufficient-scope, insufficient-role, or people-only for an operator's account and for `unlock`"),
        (status = 404), (status = 422)
    )
)]
pub(super) async fn act_on_user(
    State(doors): State<Doors>,
    caller: Caller,
    InPath((number, name)): InPath<(i64, String)>,
    body: JsonBody<Because>,
) -> Result<Json<UserBody>, Problem> {
    let act = ACTS.iter().find(|(known, _)| *known == name);
    let (_, act) = act.ok_or_else(|| problems::from_flow(FlowError::NotFound))?;
    let number = AccountNumber(number);
    match act_on(doors.ctx(), caller.badge(), *act, number, &body.value.reason).await {
        Ok(user) => Ok(Json((&user).into())),
        Err(error) => Err(caller.refused(&doors, error).await),
    }
}
