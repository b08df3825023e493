//! `GET /phone/manifest.webmanifest`: how the phone installs itself.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use countersign_service::problem::Problem;
use http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, VARY};

use crate::{
    locales::Words,
    page::{CHOSEN_BY, Frame},
    problems,
    state::Doors,
};

#[derive(Template)]
#[template(path = "phone.webmanifest", escape = "none")]
struct Manifest {
    frame: Frame,
    /// The organisation, as a JSON text.
    name: String,
}

pub(super) async fn manifest(State(doors): State<Doors>, words: Words) -> Result<Response, Problem> {
    let (frame, language) = (Frame::new(&doors, &words), words.language());
    let name = serde_json::Value::from(frame.issuer.as_str()).to_string();
    let manifest = Manifest { frame, name };
    let json = manifest.render().map_err(|_| problems::INTERNAL)?;
    let headers = [
        (CONTENT_TYPE, "application/manifest+json"),
        (CONTENT_LANGUAGE, &language),
        (VARY, CHOSEN_BY),
    ];
    Ok((headers, json).into_response())
}
