//! `GET /api/v1/users/{name}/authenticators`.

use axum::{
    Json,
    extract::{Path, State},
};
use countersign_core::{flow::change_authenticator, model::Scope};
use countersign_service::problem::Problem;

use super::authenticator_body::AuthenticatorList;
use crate::{
    problems,
    request::{Address, Credentials},
    state::Doors,
};

/// Lists a user's authenticators.
#[utoipa::path(
    get, path = "/api/v1/users/{name}/authenticators", tag = "authenticators", params(("name" = String, Path)),
    security(("client" = [])), responses((status = 200, body = AuthenticatorList), (status = 404))
)]
pub(super) async fn list_authenticators(
    State(doors): State<Doors>,
    from: Address,
    credentials: Credentials,
    Path(name): Path<String>,
) -> Result<Json<AuthenticatorList>, Problem> {
    credentials.client(&doors, from, Scope::Manage).await?;
    let holdings = change_authenticator::list_authenticators(doors.ctx(), &name)
        .await
        .map_err(problems::from_flow)?;
    Ok(Json(AuthenticatorList {
        authenticators: holdings.into_iter().map(Into::into).collect(),
    }))
}
