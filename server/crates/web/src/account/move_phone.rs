//! `GET /account/methods/move`: how to go on with a new phone, as long as the old one is at hand.

use askama::Template;
use axum::{extract::State, response::Response};
use http::StatusCode;

use super::signed_in::SignedIn;
use crate::{
    locales::Words,
    page::{self, Frame},
    state::Doors,
};

#[derive(Template)]
#[template(path = "move_phone.html")]
struct MovePage {
    frame: Frame,
}

pub(crate) async fn move_phone(State(doors): State<Doors>, words: Words, signed_in: SignedIn) -> Response {
    let frame = signed_in.frame(&doors, &words);
    page::render(StatusCode::OK, &MovePage { frame })
}
