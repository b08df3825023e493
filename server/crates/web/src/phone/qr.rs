//! `POST /phone/qr`: a link of the phone as a picture, for another phone to scan. It comes in the body, since addresses are
//! written into logs.

use axum::response::{IntoResponse, Response};
use countersign_proto::native::link::Link;
use countersign_service::problem::Problem;
use http::header::CONTENT_TYPE;

use crate::{problems, qr, request::Visitor};

pub(super) async fn qr(_: Visitor, text: String) -> Result<Response, Problem> {
    // Nothing but our own links: this draws no codes for others.
    let link: Link = text.parse().map_err(|_| problems::INVALID_REQUEST)?;
    let svg = qr::svg(&link.to_string()).ok_or(problems::INVALID_REQUEST)?;
    Ok(([(CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}
