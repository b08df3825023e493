//! Where a logged-in person arrives.

mod logout;
mod show;

use axum::response::Redirect;
pub(crate) use logout::logout;
pub(crate) use show::{show, state_key};

/// `GET /`.
pub(crate) async fn home() -> Redirect {
    Redirect::to("/account")
}
