//! `/account/profile`: what others see, and the language of mails.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{flow::change_account::change_profile, model::DisplayText};
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

use super::SignedIn;
use crate::{
    locales::{Locales, Words},
    page::{self, Frame},
    problems,
    request::PostedForm,
    state::Doors,
};

#[derive(Template)]
#[template(path = "account_profile.html")]
struct ProfilePage {
    frame: Frame,
    display_name: String,
    language: String,
    refused: bool,
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    display_name: String,
    language: String,
}

/// `GET`.
pub(crate) async fn profile(State(doors): State<Doors>, words: Words, signed_in: SignedIn) -> Response {
    let user = &signed_in.user;
    let name = user.display_name.as_ref().map(ToString::to_string);
    // Whoever has never said which is offered what the page is in.
    let language = Locales::spoken(&user.language).unwrap_or_else(|| words.language());
    let name = name.unwrap_or_default();
    show(signed_in.frame(&doors, &words), name, language, false)
}

fn show(frame: Frame, display_name: String, language: String, refused: bool) -> Response {
    let status = if refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = ProfilePage {
        frame,
        display_name,
        language,
        refused,
    };
    page::render(status, &page)
}

/// `POST`.
pub(crate) async fn save_profile(
    State(doors): State<Doors>,
    words: Words,
    signed_in: SignedIn,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    if !Locales::tags().contains(&typed.language) {
        return Err(problems::INVALID_REQUEST.into());
    }
    let display_name = match typed.display_name.trim() {
        "" => None,
        text => match DisplayText::parse(text, DisplayText::NAME_GRAPHEMES) {
            Ok(name) => Some(name),
            Err(_) => {
                let frame = signed_in.frame(&doors, &words);
                return Ok(show(frame, typed.display_name, typed.language, true));
            }
        },
    };
    let changed = change_profile(doors.ctx(), &signed_in.cookie, display_name, &typed.language).await;
    Ok(match changed {
        Ok(_) => Redirect::to("/account").into_response(),
        Err(error) => signed_in.refusal(&doors, &words, error),
    })
}
