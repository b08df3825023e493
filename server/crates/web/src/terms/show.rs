//! `/terms`: for everybody to read; whoever is logged in accepts them there.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::flow::terms::{Signatory, accepted};
use countersign_service::problem::Problem;
use serde::Deserialize;

use super::{Answered, Asks, page, take};
use crate::{
    account::SignedIn,
    locales::Words,
    login::{self, Next},
    page::Frame,
    problems,
    request::{InQuery, PostedForm},
    state::Doors,
};

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default, deserialize_with = "login::next::deserialize")]
    next: Option<Next>,
}

/// `GET`: changes nothing.
pub(crate) async fn show(
    State(doors): State<Doors>,
    words: Words,
    InQuery(asked): InQuery<Asked>,
    signed_in: Result<SignedIn, Response>,
) -> Result<Response, Problem> {
    let Ok(person) = signed_in else {
        return Ok(page(&doors, Frame::new(&doors, &words), Asks::Nothing));
    };
    let found = accepted(doors.ctx(), person.user.id)
        .await
        .map_err(|error| problems::from_store(&error))?;
    let asks = match found {
        Some(accepted) => Asks::NothingMore(accepted),
        None => Asks::Answer("/terms".to_owned(), asked.next),
    };
    Ok(page(&doors, person.frame(&doors, &words), asks))
}

/// `POST`.
pub(crate) async fn answer(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
    PostedForm(answered): PostedForm<Answered>,
) -> Response {
    let words = &person.words(&words);
    let next = answered.next.as_ref().map_or("/account/methods", Next::as_str);
    let again = path(answered.next.as_ref());
    let signatory = Signatory::Session(person.cookie.clone());
    match take(&doors, words, &signatory, &answered, person.from, (next, &again)).await {
        Ok(response) => response,
        Err(error) => person.refusal(&doors, words, error),
    }
}

/// The address of the page that leads on to `next`.
fn path(next: Option<&Next>) -> String {
    next.map_or("/terms".to_owned(), |next| {
        format!("/terms?next={}", next.as_str())
    })
}

/// Sends whoever has not accepted to the terms, which lead back to `path`.
pub(crate) fn before(path_back: &str) -> Response {
    Redirect::to(&path(Next::parse(path_back).as_ref())).into_response()
}
