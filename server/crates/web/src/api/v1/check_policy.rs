//! `POST /api/v1/policies/check`: whether a login is enough for one operation of a service, as RFC 9470 has it.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use countersign_core::{
    flow::check_policy::{Checked, Outcome, check_policy},
    model::{Phase, Resource},
};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use http::{
    HeaderValue,
    header::{WARNING, WWW_AUTHENTICATE},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    problems,
    request::{JsonBody, LoginClient},
    state::Doors,
};

/// What is to be judged.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// What the person is about to do, as the policy names it.
    resource: String,
    /// The approved login of this client on which the person relies; absent if there is none.
    #[schema(value_type = Option<uuid::Uuid>)]
    login: Option<LoginId>,
}

/// The operation may go on.
#[derive(Serialize, ToSchema)]
pub(super) struct Allowed {
    resource: String,
    /// Whether the login satisfies the policy. If not, it is not enforced yet, or somebody is exempt.
    satisfied: bool,
    /// `announced`, `grace` or `enforced`.
    #[schema(value_type = String)]
    phase: Phase,
    /// What the login was worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    acr: Option<String>,
    /// When it was approved, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    auth_time: Option<i64>,
    /// Every `acr` that satisfies it, separated by spaces.
    acr_values: String,
    /// From when on it is effective, as it was announced.
    effective_from: String,
    /// From when on whoever falls short is refused; RFC 3339.
    enforced_from: String,
    /// Until when the client or the user is exempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    exempt_until: Option<String>,
}

/// Judges a login for a resource.
#[utoipa::path(
    post, path = "/api/v1/policies/check", tag = "policies", request_body = Asked, security(("client" = [])),
    responses(
        (status = 200, body = Allowed, description = "go on; a Warning header says that this will not be enough later"),
        (status = 401, description = "insufficient-user-authentication with acr_values and max_age, also in \
            WWW-Authenticate (RFC 9470): have the person log in with this resource; or invalid-client"),
        (status = 403), (status = 404, description = "there is no policy for this resource: let nothing through"),
        (status = 422), (status = 503, description = "nobody can tell: let nothing through")
    )
)]
pub(super) async fn check(
    State(doors): State<Doors>,
    LoginClient(client): LoginClient,
    body: JsonBody<Asked>,
) -> Result<Response, Problem> {
    let resource = Resource::parse(&body.value.resource)
        .map_err(|error| Problem::from(problems::INVALID_REQUEST).because(error.to_string()))?;
    let checked = check_policy(doors.ctx(), &client, &resource, body.value.login)
        .await
        .map_err(problems::from_flow)?;
    Ok(match checked.outcome {
        Outcome::StepUp => step_up(&doors, &checked),
        Outcome::Satisfied | Outcome::Exempt(_) | Outcome::NotYet => allowed(&checked),
    })
}

fn allowed(checked: &Checked) -> Response {
    let terms = &checked.policy.terms;
    let body = Allowed {
        resource: checked.policy.resource.to_string(),
        satisfied: checked.outcome == Outcome::Satisfied,
        phase: checked.phase,
        acr: checked.shown.as_ref().map(|shown| shown.acr.clone()),
        auth_time: checked.shown.as_ref().map(|shown| shown.auth_time.as_secs()),
        acr_values: terms.requirement.acr_values(),
        effective_from: terms.effective_from.written.clone(),
        enforced_from: checked.policy.enforced_from().to_string(),
        exempt_until: match &checked.outcome {
            Outcome::Exempt(exemption) => Some(exemption.until.written.clone()),
            _ => None,
        },
    };
    let warning = match checked.outcome {
        Outcome::NotYet => warning(&body),
        _ => None,
    };
    let mut response = Json(body).into_response();
    response
        .headers_mut()
        .extend(warning.map(|warning| (WARNING, warning)));
    response
}

/// RFC 7234, section 5.5.7: a warning that stays until the cause is gone.
fn warning(body: &Allowed) -> Option<HeaderValue> {
    let text = format!(
        "299 countersign \"a stronger login is demanded for {} from {} on\"",
        body.resource, body.enforced_from
    );
    HeaderValue::from_str(&text).ok()
}

/// RFC 9470, section 3.
fn step_up(doors: &Doors, checked: &Checked) -> Response {
    let terms = &checked.policy.terms;
    let acr_values = terms.requirement.acr_values();
    let mut challenge = format!(
        "Bearer error=\"insufficient_user_authentication\", \
         error_description=\"A stronger or more recent login is required\", acr_values=\"{acr_values}\""
    );
    let mut problem = Problem::from(problems::INSUFFICIENT_USER_AUTHENTICATION)
        .with("resource", checked.policy.resource.as_str())
        .with("acr_values", acr_values);
    if let Some(max_age) = terms.max_age {
        challenge.push_str(&format!(", max_age=\"{}\"", max_age.as_secs()));
        problem = problem.with("max_age", max_age.as_secs());
    }
    let mut response = problem.render(doors.base());
    let challenge = HeaderValue::from_str(&challenge).ok();
    response
        .headers_mut()
        .extend(challenge.map(|challenge| (WWW_AUTHENTICATE, challenge)));
    response
}
