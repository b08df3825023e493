//! Where a logged-in person arrives.

mod add;
mod advice;
mod certificate;
mod countries;
mod delegations;
mod email;
mod logout;
mod method;
mod methods;
mod move_phone;
mod password;
mod profile;
mod recovery;
mod sessions;
mod show;
mod signed_in;
mod telephone;
mod telephone_preview;
mod test_push;
mod way_back;

pub(crate) use add::{Offered, add, offer, path_to_add};
pub(crate) use advice::dismiss_advice;
use axum::response::Redirect;
pub(crate) use certificate::{
    PATH as CERTIFICATE, add_shown, certificate, download, pick_up_made, pick_up_own, request, withdraw,
};
pub(crate) use delegations::{ask as invite_delegate, change as change_delegation, show as delegations};
pub(crate) use email::{ask_email, ask_second_email, confirm_email_link, email, email_link, remove_second};
pub(crate) use logout::logout;
pub(crate) use method::{found, method, number, remove, rename};
pub(crate) use methods::{method_key, methods, state_key};
pub(crate) use move_phone::move_phone;
pub(crate) use password::{password, set_password};
pub(crate) use profile::{profile, save_profile};
pub(crate) use recovery::stop_recovery;
pub(crate) use sessions::{end, sessions};
pub(crate) use show::show;
pub(crate) use signed_in::{SignedIn, fresh_page};
pub(crate) use telephone::{add_telephone, telephone};
pub(crate) use telephone_preview::preview_telephone;
pub(crate) use test_push::{send_test, test_push, test_state};

/// `GET /`.
pub(crate) async fn home() -> Redirect {
    Redirect::to("/account")
}
