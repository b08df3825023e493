//! `GET /admin/v1/users?query=…`.

use axum::{Json, extract::State};
use countersign_core::flow::operate;
use countersign_service::problem::Problem;
use serde::Deserialize;

use super::{caller::Caller, user_body::UserList};
use crate::{problems, request::InQuery, state::Doors};

/// Whom to look for.
#[derive(Deserialize)]
pub(super) struct Asked {
    query: String,
}

/// Looks accounts up. There is no list of all: whoever is looked for is named.
#[utoipa::path(
    get, path = "/admin/v1/users", tag = "operators",
    params(("query" = String, Query, description = "a whole user name, account number or mail address")),
    security(("client" = [])),
    responses(
        (status = 200, body = UserList, description = "twenty accounts of one mailbox at most; none if nobody was found"),
        (status = 401), (status = 403), (status = 422)
    )
)]
pub(super) async fn find_users(
    State(doors): State<Doors>,
    caller: Caller,
    InQuery(asked): InQuery<Asked>,
) -> Result<Json<UserList>, Problem> {
    let found = operate::find_users(doors.ctx(), &caller.operating, &asked.query)
        .await
        .map_err(problems::from_flow)?;
    Ok(Json(UserList {
        users: found.iter().map(Into::into).collect(),
    }))
}
