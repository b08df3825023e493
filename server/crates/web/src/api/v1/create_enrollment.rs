//! `POST /api/v1/users/{name}/enrollments`.

use axum::{
    Json,
    extract::{Path, State},
};
use countersign_core::{
    flow::{
        enrollment_code::enrollment_code,
        start_enrollment::{StartEnrollment, start_enrollment},
    },
    model::{Confirmation, DisplayText, EnrollmentKind, Scope},
};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::enrollment_body::EnrollmentBody;
use crate::{
    problems,
    request::{Address, Credentials, JsonBody},
    state::Doors,
};

/// Longest name of an authenticator, in user-perceived characters.
pub(super) const LABEL_GRAPHEMES: usize = 60;

/// An enrolment to be started.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewEnrollment {
    /// What will be enrolled.
    kind: Kind,
    /// How the phone speaks.
    #[serde(default)]
    protocol: Protocol,
    /// What its owner will call it; the device's name, or that of its kind, if absent.
    label: Option<String>,
    /// How long one-time passwords will be: 6 or 8.
    #[serde(default = "six")]
    digits: u32,
    /// The relay's app that the phone runs.
    app: Option<String>,
    /// A login of this user and client, approved at most five minutes ago; required where the user has an active
    /// authenticator already.
    #[schema(value_type = Option<uuid::Uuid>)]
    approved_login: Option<LoginId>,
}

/// What can be enrolled.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// An app that answers signed challenges.
    Push,
    /// An app that shows one-time passwords by time.
    Totp,
    /// An app or a token that shows one-time passwords by count.
    Hotp,
    /// An app that does push and one-time passwords from one code, with recovery codes if the user has none.
    Combined,
    /// Codes on paper, in place of any earlier ones.
    RecoveryCode,
}

impl From<Kind> for EnrollmentKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Push => Self::Push,
            Kind::Totp => Self::Totp,
            Kind::Hotp => Self::Hotp,
            Kind::Combined => Self::Combined,
            Kind::RecoveryCode => Self::RecoveryCode,
        }
    }
}

const fn six() -> u32 {
    6
}

/// How phones speak.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Protocol {
    /// As apps on the ForgeRock and Ping SDKs do.
    #[default]
    Compatible,
}

/// Opens an enrolment; makes the user if there is none. Clients with scope `enroll` get a link for the user, those with
/// `enroll:raw` the code itself too.
#[utoipa::path(
    post, path = "/api/v1/users/{name}/enrollments", tag = "enrollments", request_body = NewEnrollment,
    security(("client" = [])),
    params(
        ("name" = String, Path, description = "user name"),
        ("Idempotency-Key" = Option<String>, Header, description = "makes a repeat harmless for 24 hours")
    ),
    responses(
        (status = 201, body = EnrollmentBody), (status = 403, description = "fresh-approval-required"), (status = 422)
    )
)]
pub(super) async fn create_enrollment(
    State(doors): State<Doors>,
    from: Address,
    credentials: Credentials,
    Path(name): Path<String>,
    body: JsonBody<NewEnrollment>,
) -> Result<(StatusCode, Json<EnrollmentBody>), Problem> {
    let client = credentials.client(&doors, from, Scope::Enroll).await?;
    let raw = client.scopes.allow(Scope::EnrollRaw);
    let idempotency = body.idempotency(&client.id);
    let NewEnrollment {
        kind,
        protocol: Protocol::Compatible,
        label,
        digits,
        app,
        approved_login,
    } = body.value;
    let label = label
        .map(|text| DisplayText::parse(&text, LABEL_GRAPHEMES))
        .transpose();
    let label =
        label.map_err(|error| Problem::from(problems::INVALID_REQUEST).because(format!("label {error}")))?;
    let request = StartEnrollment {
        confirmation: if raw {
            Confirmation::OnlyFor(client.id.clone())
        } else {
            Confirmation::ByUser
        },
        client_id: client.id,
        username: name,
        kind: kind.into(),
        digits,
        label,
        app: app.unwrap_or_else(|| "default".to_owned()),
        approved_login,
        idempotency,
    };
    let started = start_enrollment(doors.ctx(), &request)
        .await
        .map_err(problems::from_flow)?;
    let answer = EnrollmentBody::started(&doors, &started.enrollment, &started.link);
    // A repeat after its end tells how it ended, never the code again.
    let answer = if raw && started.enrollment.is_open() {
        let code = enrollment_code(doors.ctx(), &started.enrollment)
            .await
            .map_err(problems::from_flow)?;
        answer.with_code(&code, &started.link)
    } else {
        answer
    };
    Ok((StatusCode::CREATED, Json(answer)))
}
