//! `POST /api/v1/delegations/check`: whether somebody may act for somebody else.

use axum::{Json, extract::State};
use countersign_core::{flow::delegate::check_delegation, model::Resource};
use countersign_service::problem::Problem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    problems,
    request::{JsonBody, LoginClient},
    state::Doors,
};

/// Who is about to act, for whom, and in what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// The user name of whoever it is done for.
    owner: String,
    /// The user name of whoever is about to do it.
    delegate: String,
    /// What it is, as owners were told to name it.
    resource: String,
}

/// Whether they may.
#[derive(Serialize, ToSchema)]
pub(super) struct Judged {
    /// Whether they may now. Why not is not said.
    allowed: bool,
    /// When the leave ends, RFC 3339, if there is one now.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
    /// From when on it is none unless its owner has confirmed it again, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    review_at: Option<String>,
}

/// Judges whether a user may act for another one.
#[utoipa::path(
    post, path = "/api/v1/delegations/check", tag = "delegations", request_body = Wanted, security(("client" = [])),
    responses(
        (status = 200, body = Judged, description = "ask before each operation: leave can end at any time. One answer for \
            users who are unknown or suspended, leave that was never given, and leave that is overdue or has ended"),
        (status = 401), (status = 403), (status = 422),
        (status = 503, description = "nobody can tell: let nothing through")
    )
)]
pub(super) async fn check(
    State(doors): State<Doors>,
    LoginClient(_): LoginClient,
    body: JsonBody<Wanted>,
) -> Result<Json<Judged>, Problem> {
    let Wanted {
        owner,
        delegate,
        resource,
    } = body.value;
    let resource = Resource::parse(&resource)
        .map_err(|error| Problem::from(problems::INVALID_REQUEST).because(error.to_string()))?;
    let leave = check_delegation(doors.ctx(), &owner, &delegate, &resource)
        .await
        .map_err(problems::from_flow)?;
    Ok(Json(Judged {
        allowed: leave.is_some(),
        expires_at: leave.map(|leave| leave.expires_at.to_string()),
        review_at: leave.map(|leave| leave.review_at.to_string()),
    }))
}
