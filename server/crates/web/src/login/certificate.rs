//! `GET /login/wait/{id}/certificate`: leads to the certificate door, and takes what the door says of it.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::show_certificate::{Refused, hand_in},
    method::certificate::door_link,
    model::Login,
};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

use super::{login_for::LoginFor, wait::path};
use crate::{
    cookies::Starter,
    locales::Words,
    page::{self, Frame},
    problems,
    request::{InPath, InQuery},
    state::Doors,
};

#[derive(Template)]
#[template(path = "certificate_show.html")]
struct ShowPage<'a> {
    frame: Frame,
    login: &'a Login,
    login_for: LoginFor,
    /// The certificate door.
    door: String,
    /// Its host, as people see it in their browser.
    host: String,
    /// Why the door gave no proof.
    refused: Option<String>,
    seconds_left: u64,
}

/// What the door has to say.
#[derive(Deserialize)]
pub(crate) struct Returned {
    proof: Option<String>,
    refused: Option<String>,
}

/// A proof decides the login in the browser that started it; the cookie tells which that is (R10).
pub(crate) async fn certificate(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<LoginId>,
    InQuery(returned): InQuery<Returned>,
    starter: Starter,
) -> Result<Response, Problem> {
    let login = starter.login(&doors, id).await?;
    let door = door_link(doors.ctx(), id).filter(|_| login.request.takes_certificates());
    let Some(door) = door.filter(|_| login.is_pending()) else {
        return Ok(Redirect::to(&path(id)).into_response());
    };
    let mut refused = returned.refused.as_deref().and_then(Refused::from_word);
    if let Some(proof) = returned.proof {
        match hand_in(doors.ctx(), id, &starter.owner(), &proof).await {
            Ok(_) | Err(FlowError::NotPending) => return Ok(Redirect::to(&path(id)).into_response()),
            Err(FlowError::NotFound) => {
                starter.from.knock(&doors)?;
                refused = Some(Refused::Ended);
            }
            Err(error) => return Err(problems::from_flow(error)),
        }
    }
    show(&doors, &words, &login, door, refused).await
}

async fn show(
    doors: &Doors,
    words: &Words,
    login: &Login,
    door: String,
    refused: Option<Refused>,
) -> Result<Response, Problem> {
    let words = words.clone().for_user(doors, login.user_id).await;
    let words = words.map_err(|error| problems::from_store(&error))?;
    let public = doors.ctx().settings.certificates.public_url.as_ref();
    let host = public.and_then(|url| url.host_str()).unwrap_or_default();
    let status = if refused.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(page::render(
        status,
        &ShowPage {
            frame: Frame::new(doors, &words),
            login_for: LoginFor::of(doors, login).await?,
            host: host.to_owned(),
            door,
            refused: refused.map(|refused| words.get(&refused_key(refused))),
            seconds_left: login.expires_at.since(doors.ctx().clock.now()).as_secs(),
            login,
        },
    ))
}

/// The text that says why the door gave no proof.
fn refused_key(refused: Refused) -> String {
    format!("cert-refused-{refused}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_of_the_door_has_its_words() {
        for refused in Refused::ALL {
            let key = refused_key(refused);
            assert_ne!(Words::english().get(&key), key);
            assert_eq!(Refused::from_word(refused.as_str()), Some(refused));
        }
    }
}
