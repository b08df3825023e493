//! Where a logged-in person arrives.

mod add;
mod logout;
mod method;
mod methods;
mod person;
mod show;

pub(crate) use add::{add, offer};
use axum::response::Redirect;
pub(crate) use logout::logout;
pub(crate) use method::{method, remove, rename};
pub(crate) use methods::methods;
pub(crate) use show::show;

/// `GET /`.
pub(crate) async fn home() -> Redirect {
    Redirect::to("/account")
}
