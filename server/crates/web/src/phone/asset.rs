//! `GET /phone/{name}`: the modules of the phone, its worker, styles and icons. Each is asked for anew with what the browser
//! has, so that a phone never runs half of one version and half of another.

use axum::response::{IntoResponse, Response};
use countersign_service::problem::Problem;
use data_encoding::BASE64URL_NOPAD;
use http::{
    HeaderMap, StatusCode,
    header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH},
};
use rust_embed::Embed;

use crate::{assets::file, problems, request::InPath};

#[derive(Embed)]
#[folder = "assets/phone/"]
struct Phone;

pub(super) async fn asset(InPath(name): InPath<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let asset = Phone::get(&name).ok_or(problems::NOT_FOUND)?;
    // Weak, because it is the same whether the file is packed or not.
    let tag = format!(
        "W/\"{}\"",
        BASE64URL_NOPAD.encode(&asset.metadata.sha256_hash()[..12])
    );
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let kept = [(CACHE_CONTROL, "no-cache".to_owned()), (ETAG, tag.clone())];
    if known.is_some_and(|known| known.contains(&tag)) {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    // The worker serves the page, which stands one level above it.
    let worker = [("service-worker-allowed", "/phone")];
    Ok((kept, worker, file(&name, asset.data, &headers)).into_response())
}
