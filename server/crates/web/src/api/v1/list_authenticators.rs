//! `GET /api/v1/users/{name}/authenticators`.

use axum::{Json, extract::State};
use countersign_core::flow::change_authenticator::{self, By};
use countersign_service::problem::Problem;

use super::authenticator_body::AuthenticatorList;
use crate::{
    problems,
    request::{InPath, ManageClient},
    state::Doors,
};

/// Lists a user's authenticators.
#[utoipa::path(
    get, path = "/api/v1/users/{name}/authenticators", tag = "authenticators", params(("name" = String, Path)),
    security(("client" = [])),
    responses((status = 200, body = AuthenticatorList), (status = 401), (status = 403), (status = 404))
)]
pub(super) async fn list_authenticators(
    State(doors): State<Doors>,
    ManageClient(client): ManageClient,
    InPath(name): InPath<String>,
) -> Result<Json<AuthenticatorList>, Problem> {
    let holdings = change_authenticator::list_authenticators(doors.ctx(), &name, By::Client(&client.id))
        .await
        .map_err(problems::from_flow)?;
    Ok(Json(AuthenticatorList {
        authenticators: holdings.into_iter().map(Into::into).collect(),
    }))
}
