//! `POST /api/v1/users/{name}/enrollments`.

use axum::{Json, extract::State};
use countersign_core::{
    flow::{
        enrollment_code::enrollment_code,
        send_code::Sender,
        start_enrollment::{NewTelephone, StartEnrollment, start_enrollment},
    },
    model::{Channel, ClientId, Confirmation, EnrollmentKind, PhoneNumber, PhoneProtocol, Scope},
    settings::DEFAULT_APP,
};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{enrollment_body::EnrollmentBody, texts};
use crate::{
    problems,
    request::{EnrollClient, InPath, JsonBody},
    state::Doors,
};

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
    /// The number of a `phone`, with + and the country code.
    number: Option<String>,
    /// How its codes are sent, `sms` or `voice`; the first that reaches it if absent.
    #[schema(value_type = Option<String>)]
    channel: Option<Channel>,
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
    /// A telephone to which codes are sent; the first one at once.
    Phone,
}

impl From<Kind> for EnrollmentKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Push => Self::Push,
            Kind::Totp => Self::Totp,
            Kind::Hotp => Self::Hotp,
            Kind::Combined => Self::Combined,
            Kind::RecoveryCode => Self::RecoveryCode,
            Kind::Phone => Self::Phone,
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
    /// As our own phones do, the one in the browser among them.
    Native,
}

impl From<Protocol> for PhoneProtocol {
    fn from(protocol: Protocol) -> Self {
        match protocol {
            Protocol::Compatible => Self::Compatible,
            Protocol::Native => Self::Native,
        }
    }
}

/// The telephone that a client names. It sees in the answer what was made of the number.
fn telephone(
    doors: &Doors,
    client: &ClientId,
    number: Option<&str>,
    channel: Option<Channel>,
) -> Result<Option<NewTelephone>, Problem> {
    let invalid = |what: &str| Problem::from(problems::INVALID_REQUEST).because(what.to_owned());
    let Some(number) = number else {
        return match channel {
            Some(_) => Err(invalid("channel goes with a number")),
            None => Ok(None),
        };
    };
    let read = PhoneNumber::read(number).map_err(|error| invalid(&format!("number: {error}")))?;
    let (line, country) = (read.number.line(), read.number.country());
    let possible = doors.ctx().settings.phone.channels_to(line, country);
    let channel = channel.or(possible.first().copied());
    let channel = channel.filter(|channel| possible.contains(channel));
    let channel = channel.ok_or_else(|| invalid("no code can be sent to this number in this way"))?;
    Ok(Some(NewTelephone {
        number: read.number,
        channel,
        sender: Sender::of_enrollment(client, None),
    }))
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
        (status = 201, body = EnrollmentBody), (status = 401),
        (status = 403, description = "insufficient-scope or fresh-approval-required"),
        (status = 409, description = "request-in-progress, with Retry-After, already-exists: a new name that looks like another, or too-many-authenticators"),
        (status = 422, description = "invalid-request or idempotency-key-reused"),
        (status = 429, description = "no more codes can be sent to this number for now, with Retry-After")
    )
)]
pub(super) async fn create_enrollment(
    State(doors): State<Doors>,
    EnrollClient(client): EnrollClient,
    InPath(name): InPath<String>,
    body: JsonBody<NewEnrollment>,
) -> Result<(StatusCode, Json<EnrollmentBody>), Problem> {
    let raw = client.scopes.allow(Scope::EnrollRaw);
    let under_way = body.begin(&doors, &client.id)?;
    let NewEnrollment {
        kind,
        protocol,
        label,
        digits,
        number,
        channel,
        app,
        approved_login,
    } = body.value;
    let telephone = telephone(&doors, &client.id, number.as_deref(), channel)?;
    let label = texts::label(label.as_deref())?;
    let request = StartEnrollment {
        confirmation: if raw {
            Confirmation::OnlyFor(client.id.clone())
        } else {
            Confirmation::ByUser
        },
        client_id: client.id,
        username: name,
        kind: kind.into(),
        protocol: protocol.into(),
        digits,
        label,
        app: app.unwrap_or_else(|| DEFAULT_APP.to_owned()),
        approved_login,
        telephone,
        idempotency: under_way.key(),
    };
    let started = start_enrollment(doors.ctx(), &request)
        .await
        .map_err(problems::from_enrollment)?;
    let answer = EnrollmentBody::started(&doors, &started.enrollment, &started.link);
    // A repeat after its end tells how it ended, never the code again.
    let answer = if raw && started.enrollment.is_open() {
        let code = enrollment_code(doors.ctx(), &started.enrollment)
            .await
            .map_err(problems::from_enrollment)?;
        answer.with_code(&code, &started.link)
    } else {
        answer
    };
    Ok((StatusCode::CREATED, Json(answer)))
}
