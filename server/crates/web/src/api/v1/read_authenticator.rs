//! `GET /api/v1/users/{name}/authenticators/{id}`.

use axum::{Json, extract::State};
use countersign_core::flow::change_authenticator::{By, list_authenticators};
use countersign_proto::ids::AuthenticatorId;
use countersign_service::problem::Problem;

use super::authenticator_body::AuthenticatorBody;
use crate::{
    problems,
    request::{InPath, ManageClient},
    state::Doors,
};

/// Reads one authenticator.
#[utoipa::path(
    get, path = "/api/v1/users/{name}/authenticators/{id}", tag = "authenticators",
    params(("name" = String, Path), ("id" = uuid::Uuid, Path)), security(("client" = [])),
    responses((status = 200, body = AuthenticatorBody), (status = 401), (status = 403), (status = 404))
)]
pub(super) async fn read_authenticator(
    State(doors): State<Doors>,
    ManageClient(client): ManageClient,
    InPath((name, id)): InPath<(String, AuthenticatorId)>,
) -> Result<Json<AuthenticatorBody>, Problem> {
    let holdings = list_authenticators(doors.ctx(), &name, By::Client(&client.id))
        .await
        .map_err(problems::from_flow)?;
    let found = holdings
        .into_iter()
        .find(|holding| holding.authenticator.id == id)
        .ok_or(problems::NOT_FOUND)?;
    Ok(Json(found.into()))
}
