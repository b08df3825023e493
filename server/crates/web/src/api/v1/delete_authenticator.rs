//! `DELETE /api/v1/users/{name}/authenticators/{id}`.

use axum::extract::State;
use countersign_core::flow::change_authenticator::{By, Change, change_authenticator};
use countersign_proto::ids::AuthenticatorId;
use countersign_service::problem::Problem;
use http::StatusCode;

use crate::{
    problems,
    request::{InPath, ManageClient},
    state::Doors,
};

/// Deletes an authenticator with its device. Ends what only it could still answer.
#[utoipa::path(
    delete, path = "/api/v1/users/{name}/authenticators/{id}", tag = "authenticators",
    params(("name" = String, Path), ("id" = uuid::Uuid, Path)), security(("client" = [])),
    responses((status = 204), (status = 401), (status = 403), (status = 404))
)]
pub(super) async fn delete_authenticator(
    State(doors): State<Doors>,
    ManageClient(client): ManageClient,
    InPath((name, id)): InPath<(String, AuthenticatorId)>,
) -> Result<StatusCode, Problem> {
    change_authenticator(doors.ctx(), &name, id, &Change::Delete, By::Client(&client.id))
        .await
        .map_err(problems::from_flow)?;
    Ok(StatusCode::NO_CONTENT)
}
