//! `GET /admin/v1/certificate-requests`.

use axum::{Json, extract::State};
use countersign_core::{
    FlowError,
    flow::answer_certificate::{Queued, outlook, queue},
    model::AccountNumber,
};
use countersign_service::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Caller;
use crate::{problems, state::Doors};

/// A request for a certificate that is open.
#[derive(Serialize, ToSchema)]
struct RequestBody {
    /// Of which account.
    #[schema(value_type = i64)]
    number: AccountNumber,
    /// Its user name.
    name: String,
    /// `requested`, or `approved` while it can be picked up.
    state: &'static str,
    /// RFC 3339.
    requested_at: String,
    /// When it is expected to be answered, or until when it can be picked up; RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    /// The user name of whoever has approved it, where another one must too.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_approval_by: Option<String>,
}

/// The requests.
#[derive(Serialize, ToSchema)]
pub(super) struct RequestList {
    requests: Vec<RequestBody>,
}

impl From<Queued> for RequestBody {
    fn from(queued: Queued) -> Self {
        let Queued { request, user, first } = queued;
        let (state, by) = outlook(&request);
        Self {
            number: user.number,
            name: user.name.to_string(),
            state,
            requested_at: request.created_at.to_string(),
            by: by.map(|at| at.to_string()),
            first_approval_by: first.map(|first| first.user.name.to_string()),
        }
    }
}

/// Lists the requests for certificates that are open, the oldest first. People answer them, at `/admin/certificates`.
#[utoipa::path(
    get, path = "/admin/v1/certificate-requests", tag = "operators", security(("client" = [])),
    responses(
        (status = 200, body = RequestList, description = "a thousand at most"), (status = 401), (status = 403),
        (status = 404, description = "certificates are not offered here")
    )
)]
pub(super) async fn list_certificate_requests(
    State(doors): State<Doors>,
    _: Caller,
) -> Result<Json<RequestList>, Problem> {
    let ctx = doors.ctx();
    if !ctx.settings.certificates.is_offered() {
        return Err(problems::from_flow(FlowError::NotFound));
    }
    let queue = queue(ctx).await.map_err(problems::from_flow)?;
    Ok(Json(RequestList {
        requests: queue.into_iter().map(Into::into).collect(),
    }))
}
