//! `PATCH /api/v1/users/{name}/authenticators/{id}`.

use axum::{Json, extract::State};
use countersign_core::flow::change_authenticator::{self, By, Change, Usage};
use countersign_proto::ids::AuthenticatorId;
use countersign_service::problem::Problem;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{authenticator_body::AuthenticatorBody, texts};
use crate::{
    problems,
    request::{InPath, JsonBody, ManageClient},
    state::Doors,
};

/// What shall be different.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Edit {
    /// A new name.
    label: Option<String>,
    /// Whether it may be used.
    state: Option<NewState>,
}

/// What a client may set; a lock is the server's own.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum NewState {
    /// In use.
    Active,
    /// Set aside.
    Suspended,
}

/// Renames, suspends or resumes an authenticator. Suspending ends what only it could still answer.
#[utoipa::path(
    patch, path = "/api/v1/users/{name}/authenticators/{id}", tag = "authenticators", request_body = Edit,
    params(("name" = String, Path), ("id" = uuid::Uuid, Path)), security(("client" = [])),
    responses((status = 200, body = AuthenticatorBody), (status = 401), (status = 403), (status = 404), (status = 422))
)]
pub(super) async fn change_authenticator(
    State(doors): State<Doors>,
    ManageClient(client): ManageClient,
    InPath((name, id)): InPath<(String, AuthenticatorId)>,
    body: JsonBody<Edit>,
) -> Result<Json<AuthenticatorBody>, Problem> {
    let label = texts::label(body.value.label.as_deref())?;
    let state = body.value.state.map(|state| match state {
        NewState::Active => Usage::Active,
        NewState::Suspended => Usage::Suspended,
    });
    let change = Change::Edit { label, state };
    let holding =
        change_authenticator::change_authenticator(doors.ctx(), &name, id, &change, By::Client(&client.id))
            .await
            .map_err(problems::from_flow)?;
    Ok(Json(holding.into()))
}
