//! Styles and scripts, inside the binary.

use axum::response::{IntoResponse, Response};
use countersign_service::problem::Problem;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use rust_embed::Embed;

use crate::{problems, request::InPath};

#[derive(Embed)]
#[folder = "assets/"]
struct Assets;

/// `GET /assets/{name}`.
pub(crate) async fn serve(InPath(name): InPath<String>) -> Result<Response, Problem> {
    let asset = Assets::get(&name).ok_or(problems::NOT_FOUND)?;
    Ok((
        [
            (CONTENT_TYPE, content_type(&name)),
            (CACHE_CONTROL, "public, max-age=3600"),
        ],
        asset.data.into_owned(),
    )
        .into_response())
}

/// What a file of ours is, by the end of its name.
pub(crate) fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        Some((_, "png")) => "image/png",
        _ => "application/octet-stream",
    }
}
