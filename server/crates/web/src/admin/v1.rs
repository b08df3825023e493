//! The API for programs that work for operators, version 1: scripts of a helpdesk, an identity management. It adds no rule: the flows are
//! those behind the pages.

mod account_body;
mod act_on_user;
mod caller;
mod count_ready;
mod end_delegation;
mod find_users;
mod list_certificate_requests;
mod list_policies;
mod policy_body;
mod read_user;
mod user_body;

use axum::middleware;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{router::same_site, state::Doors};

pub(crate) fn routes() -> OpenApiRouter<Doors> {
    OpenApiRouter::new()
        .routes(routes!(find_users::find_users))
        .routes(routes!(read_user::read_user))
        .routes(routes!(act_on_user::act_on_user))
        .routes(routes!(end_delegation::end_delegation))
        .routes(routes!(list_policies::list_policies))
        .routes(routes!(count_ready::count_ready))
        .routes(routes!(list_certificate_requests::list_certificate_requests))
        // Whoever types a secret into a browser must not act because of a page of another site.
        .layer(middleware::from_fn(same_site))
}
