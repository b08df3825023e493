//! `GET /phone/manifest.webmanifest`: how the phone installs itself.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use countersign_service::problem::Problem;
use http::header::CONTENT_TYPE;

use crate::{locales::Words, page::Frame, problems, state::Doors};

#[derive(Template)]
#[template(path = "phone.webmanifest", escape = "none")]
struct Manifest {
    frame: Frame,
    /// The organisation, as a JSON text.
    name: String,
}

pub(super) async fn manifest(State(doors): State<Doors>, words: Words) -> Result<Response, Problem> {
    let frame = Frame::new(&doors, &words);
    let name = serde_json::Value::from(frame.issuer.as_str()).to_string();
    let manifest = Manifest { frame, name };
    let json = manifest.render().map_err(|_| problems::INTERNAL)?;
    Ok(([(CONTENT_TYPE, "application/manifest+json")], json).into_response())
}
