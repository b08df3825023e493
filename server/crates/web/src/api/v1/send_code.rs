//! `POST /api/v1/logins/{id}/codes`.

use axum::{extract::State, response::Response};
use countersign_core::{
    flow::{
        self,
        read_login::read_login,
        send_code::{Whither, client_sender},
    },
    model::Channel,
    port::LoginRead,
};
use countersign_proto::ids::AuthenticatorId;
use countersign_service::problem::Problem;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{caller::Caller, login_body::LoginBody};
use crate::{problems, request::JsonBody, state::Doors};

/// Which telephone, and how.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCode {
    /// Which of the user's telephones; the first that can be reached if absent.
    #[schema(value_type = Option<uuid::Uuid>)]
    authenticator_id: Option<AuthenticatorId>,
    /// `sms` or `voice`; as its owner wants it if absent.
    #[schema(value_type = Option<String>)]
    method: Option<Channel>,
}

/// Sends a code for a pending login to a telephone of the user, because a person asks for it now; it is typed at `…/code`, beside
/// all else that was asked. It takes the place of the code before. A login then lasts five minutes at least from now, but ten at
/// most from its start.
#[utoipa::path(
    post, path = "/api/v1/logins/{id}/codes", tag = "logins", request_body = NewCode,
    params(
        ("id" = uuid::Uuid, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "makes a repeat harmless for 24 hours")
    ),
    security(("client" = []), ("wait_token" = [])),
    responses(
        (status = 200, body = LoginBody), (status = 401), (status = 404),
        (status = 409, description = "login-not-pending, or request-in-progress with Retry-After"),
        (status = 422, description = "invalid-request (no such telephone) or idempotency-key-reused"),
        (status = 429, description = "too soon after the code before, or too many; with Retry-After")
    )
)]
pub(super) async fn send_code(
    State(doors): State<Doors>,
    caller: Caller,
    body: Result<JsonBody<NewCode>, Problem>,
) -> Response {
    let outcome = send(&doors, &caller, body).await;
    caller.show(&doors, outcome).await
}

async fn send(
    doors: &Doors,
    caller: &Caller,
    body: Result<JsonBody<NewCode>, Problem>,
) -> Result<LoginRead, Problem> {
    let body = body?;
    let under_way = caller.begin(doors, &body).await?;
    let key = under_way.key();
    let (id, owner) = (caller.login, &caller.owner);
    let read = read_login(doors.ctx(), id, owner)
        .await
        .map_err(problems::from_flow)?;
    let whither = Whither {
        authenticator_id: body.value.authenticator_id,
        channel: body.value.method,
    };
    let sender = client_sender(&read.login);
    flow::send_code::send_code(doors.ctx(), id, owner, &sender, whither, key)
        .await
        .map_err(problems::from_flow)
}
