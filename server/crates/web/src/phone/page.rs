//! `GET /phone`.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header::CONTENT_SECURITY_POLICY};

use crate::{
    locales::Words,
    page::{self, Frame},
    state::Doors,
};

/// As all pages, and with a worker, a manifest and pictures that the page makes itself.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; \
     connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

#[derive(Template)]
#[template(path = "phone.html")]
struct PhonePage {
    frame: Frame,
    /// What the phone tells the server of itself.
    version: &'static str,
}

/// The same for everybody: what it shows is kept in the browser.
pub(super) async fn page(State(doors): State<Doors>, words: Words) -> Response {
    let frame = Frame::new(&doors, &words);
    let page = page::render(
        StatusCode::OK,
        &PhonePage {
            frame,
            version: env!("CARGO_PKG_VERSION"),
        },
    );
    ([(CONTENT_SECURITY_POLICY, POLICY)], page).into_response()
}
