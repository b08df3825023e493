//! Styles and scripts, inside the binary.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use countersign_service::problem::Problem;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use rust_embed::Embed;

use crate::problems;

#[derive(Embed)]
#[folder = "assets/"]
struct Assets;

/// `GET /assets/{name}`.
pub(crate) async fn serve(Path(name): Path<String>) -> Result<Response, Problem> {
    let asset = Assets::get(&name).ok_or(problems::NOT_FOUND)?;
    let kind = match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        _ => "application/octet-stream",
    };
    Ok((
        [(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=3600")],
        asset.data.into_owned(),
    )
        .into_response())
}
