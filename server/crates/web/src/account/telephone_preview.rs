//! `POST /account/methods/add/telephone/preview`: how a number is understood that is being typed, for the script of that page. Keeps and
//! sends nothing.

use axum::Json;
use serde::Serialize;

use super::{signed_in::SignedIn, telephone::Typed};
use crate::request::PostedForm;

#[derive(Serialize)]
pub(crate) struct Understood {
    /// The number in full; absent while it is none.
    number: Option<String>,
}

pub(crate) async fn preview_telephone(_: SignedIn, PostedForm(typed): PostedForm<Typed>) -> Json<Understood> {
    let number = typed.read().ok();
    Json(Understood {
        number: number.map(|typed| typed.number.expose_spaced().to_owned()),
    })
}
