//! The phone in the browser: a page that installs itself, and what it needs beside the native device door.

mod asset;
mod manifest;
mod page;
mod qr;
mod scan;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use crate::state::Doors;

pub(crate) fn routes() -> Router<Doors> {
    let scan = post(scan::scan).layer(DefaultBodyLimit::max(scan::MAX_BODY));
    Router::new()
        .route("/phone", get(page::page))
        .route("/phone/manifest.webmanifest", get(manifest::manifest))
        .route("/phone/qr", post(qr::qr))
        .route("/phone/scan", scan)
        .route("/phone/{name}", get(asset::asset))
}
