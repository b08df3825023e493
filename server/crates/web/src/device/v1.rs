//! Where native phones register, fetch what they are asked, and answer (SPEC.md, "Native phones").

mod account;
mod addresses;
mod answers;
mod challenges;
mod events;
mod proof;
mod registrations;
mod transfers;
mod withdrawals;

use axum::{
    Router,
    routing::{get, post},
};
use serde::Deserialize;

use crate::state::Doors;

pub(super) fn routes() -> Router<Doors> {
    Router::new()
        .route("/device/v1/registrations", post(registrations::register))
        .route("/device/v1/account", get(account::account))
        .route("/device/v1/challenges", get(challenges::challenges))
        .route("/device/v1/events", get(events::events))
        .route("/device/v1/answers", post(answers::answer))
        .route("/device/v1/addresses", post(addresses::change))
        .route("/device/v1/transfers", post(transfers::start))
        .route("/device/v1/withdrawals", post(withdrawals::withdraw))
}

/// What phones post: one signed statement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    jwt: String,
}
