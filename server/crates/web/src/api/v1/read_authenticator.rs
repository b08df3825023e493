//! `GET /api/v1/users/{name}/authenticators/{id}`.

use axum::{
    Json,
    extract::{Path, State},
};
use countersign_core::{flow::change_authenticator::list_authenticators, model::Scope};
use countersign_proto::ids::AuthenticatorId;
use countersign_service::problem::Problem;

use super::authenticator_body::AuthenticatorBody;
use crate::{
    problems,
    request::{Address, Credentials},
    state::Doors,
};

/// Reads one authenticator.
#[utoipa::path(
    get, path = "/api/v1/users/{name}/authenticators/{id}", tag = "authenticators",
    params(("name" = String, Path), ("id" = uuid::Uuid, Path)), security(("client" = [])),
    responses((status = 200, body = AuthenticatorBody), (status = 404))
)]
pub(super) async fn read_authenticator(
    State(doors): State<Doors>,
    from: Address,
    credentials: Credentials,
    Path((name, id)): Path<(String, AuthenticatorId)>,
) -> Result<Json<AuthenticatorBody>, Problem> {
    credentials.client(&doors, from, Scope::Manage).await?;
    let holdings = list_authenticators(doors.ctx(), &name)
        .await
        .map_err(problems::from_flow)?;
    let found = holdings
        .into_iter()
        .find(|holding| holding.authenticator.id == id)
        .ok_or(problems::NOT_FOUND)?;
    Ok(Json(found.into()))
}
