//! `/v1/credentials`: those that the settings name. They are named there alone: whoever calls sends neither keys nor addresses of vendors.

use axum::extract::State;

use super::{Answer, Operators};
use crate::{admin::Command, credentials::Tried};

/// Reads the settings and the key files again, and asks each vendor whether it knows the credentials, by a push to a phone that does not
/// exist.
#[utoipa::path(
    post, path = "/credentials/probe", tag = "operators", security(("operator" = [])),
    responses((status = 200, body = [Tried]), (status = 401, description = "invalid-token"), (status = 422))
)]
pub(super) async fn probe(State(operators): State<Operators>) -> Answer {
    let apps = operators.settings()?.apps;
    operators.carry_out(Command::CredentialsProbe { apps }).await
}

/// The same, and goes on with those that their vendors know, without a gap; at this relay alone.
#[utoipa::path(
    post, path = "/credentials/switch", tag = "operators", security(("operator" = [])),
    responses((status = 200, body = [Tried]), (status = 401, description = "invalid-token"), (status = 422))
)]
pub(super) async fn switch(State(operators): State<Operators>) -> Answer {
    let apps = operators.settings()?.apps;
    operators.carry_out(Command::CredentialsSwitch { apps }).await
}
