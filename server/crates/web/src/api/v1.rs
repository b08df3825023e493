//! The relying-party API, version 1.

pub(crate) mod authenticator_body;
mod caller;
mod cancel_enrollment;
mod cancel_login;
mod change_authenticator;
mod check_delegation;
mod check_policy;
mod cors;
mod create_enrollment;
mod create_login;
mod delete_authenticator;
mod enrollment_body;
mod enrollment_qr;
mod enter_code;
mod list_authenticators;
mod log_out;
pub(crate) mod login_body;
mod login_events;
mod prove_enrollment;
mod read_authenticator;
mod read_enrollment;
mod read_login;
mod resend_login;
mod send_code;
mod send_enrollment_code;
mod texts;

use axum::{Router, routing::options};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::Doors;

pub(super) fn routes() -> OpenApiRouter<Doors> {
    OpenApiRouter::new()
        .routes(routes!(create_login::create_login))
        .routes(routes!(read_login::read_login, cancel_login::cancel_login))
        .routes(routes!(resend_login::resend_login))
        .routes(routes!(enter_code::enter_code))
        .routes(routes!(send_code::send_code))
        .routes(routes!(login_events::login_events))
        .routes(routes!(log_out::log_out))
        .routes(routes!(check_policy::check))
        .routes(routes!(check_delegation::check))
        .routes(routes!(create_enrollment::create_enrollment))
        .routes(routes!(
            read_enrollment::read_enrollment,
            cancel_enrollment::cancel_enrollment
        ))
        .routes(routes!(enrollment_qr::enrollment_qr))
        .routes(routes!(prove_enrollment::prove_enrollment))
        .routes(routes!(send_enrollment_code::send_enrollment_code))
        .routes(routes!(list_authenticators::list_authenticators))
        .routes(routes!(
            read_authenticator::read_authenticator,
            change_authenticator::change_authenticator,
            delete_authenticator::delete_authenticator
        ))
}

/// What browsers ask before they call from a client's page.
pub(super) fn preflight_routes() -> Router<Doors> {
    Router::new()
        .route("/api/v1/logins/{id}", options(cors::preflight))
        .route("/api/v1/logins/{id}/resend", options(cors::preflight))
        .route("/api/v1/logins/{id}/code", options(cors::preflight))
        .route("/api/v1/logins/{id}/codes", options(cors::preflight))
        .route("/api/v1/logins/{id}/events", options(cors::preflight))
}
