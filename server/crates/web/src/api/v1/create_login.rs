//! `POST /api/v1/logins`.

use std::{net::IpAddr, time::Duration};

use axum::{Json, extract::State};
use countersign_core::{
    flow::start_login::{StartLogin, start_login},
    model::{Client, FirstFactor, NumberMatching, RequestContext, Resource},
};
use countersign_proto::ids::DeviceId;
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{login_body::LoginBody, texts};
use crate::{
    problems,
    request::{JsonBody, LoginClient, user_agent},
    state::Doors,
};

/// Longest nonce, in bytes.
const NONCE_BYTES: usize = 256;

/// A login to be started.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLogin {
    /// Who logs in.
    username: String,
    /// Only this device, instead of all of the user's.
    #[schema(value_type = Option<uuid::Uuid>)]
    device_id: Option<DeviceId>,
    /// How the phone proves to stand beside the login page.
    number_matching: Option<NumberMatchingName>,
    /// Shown on the phone after the service's name; up to 120 characters.
    message: Option<String>,
    /// Where the person is, as the client sees it.
    #[serde(default)]
    context: NewContext,
    /// Whether the client has verified a first factor. Raises nothing; the assertion says it as asserted.
    #[serde(default)]
    first_factor: bool,
    /// From 15 to 600.
    ttl_secs: Option<u64>,
    /// Returned in the assertion; up to 256 bytes.
    nonce: Option<String>,
    /// What the person wants to do, as a policy names it: only what is strong enough for it is offered.
    resource: Option<String>,
    /// Beside other logins of the same user and context, instead of in their place.
    #[serde(default)]
    parallel: bool,
}

/// Number matching of one login.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum NumberMatchingName {
    /// Approve or deny only.
    None,
    /// Pick one of three.
    Pick,
    /// Type six digits; for devices that can.
    Type,
}

/// Where the person is.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewContext {
    #[schema(value_type = Option<String>)]
    ip: Option<IpAddr>,
    user_agent: Option<String>,
}

impl NewLogin {
    fn request(self, client: &Client) -> Result<StartLogin, Problem> {
        let invalid = |what: String| Problem::from(problems::INVALID_REQUEST).because(what);
        let message = texts::message(self.message.as_deref())?;
        if self.nonce.as_ref().is_some_and(|nonce| nonce.len() > NONCE_BYTES) {
            return Err(invalid(format!("nonce is longer than {NONCE_BYTES} bytes")));
        }
        let number_matching = match self.number_matching {
            None => None,
            Some(NumberMatchingName::None) => Some(NumberMatching::None),
            Some(NumberMatchingName::Pick) => Some(NumberMatching::Pick),
            Some(NumberMatchingName::Type) => Some(NumberMatching::Type),
        };
        let resource = self.resource.as_deref().map(Resource::parse).transpose();
        Ok(StartLogin {
            resource: resource.map_err(|error| invalid(format!("resource: {error}")))?,
            device_id: self.device_id,
            number_matching,
            message,
            context: RequestContext {
                ip: self.context.ip,
                user_agent: self.context.user_agent.as_deref().map(user_agent),
            },
            first_factor: if self.first_factor {
                FirstFactor::Asserted
            } else {
                FirstFactor::None
            },
            ttl: self.ttl_secs.map(Duration::from_secs),
            nonce: self.nonce,
            parallel: self.parallel,
            ..StartLogin::new(client, self.username)
        })
    }
}

/// Starts a login: the user's phones are asked.
#[utoipa::path(
    post, path = "/api/v1/logins", tag = "logins", request_body = NewLogin, security(("client" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "makes a repeat harmless for 24 hours")),
    responses(
        (status = 201, body = LoginBody), (status = 401), (status = 403),
        (status = 409, description = "request-in-progress, with Retry-After"),
        (status = 422, description = "no-usable-authenticator, invalid-request or idempotency-key-reused"),
        (status = 429, description = "too-many-requests, with Retry-After")
    )
)]
pub(super) async fn create_login(
    State(doors): State<Doors>,
    LoginClient(client): LoginClient,
    body: JsonBody<NewLogin>,
) -> Result<(StatusCode, Json<LoginBody>), Problem> {
    let under_way = body.begin(&doors, &client.id)?;
    let request = StartLogin {
        idempotency: under_way.key(),
        ..body.value.request(&client)?
    };
    let started = start_login(doors.ctx(), &request)
        .await
        .map_err(problems::from_flow)?;
    Ok((
        StatusCode::CREATED,
        Json(LoginBody::started(&doors, &started.login, &started.wait_token)),
    ))
}
