//! The enrolment pages: behind a one-time link, the code that the phone scans.

mod code;
mod confirm;
mod link;

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
pub(crate) use code::{cancel, code, prove, state};
pub(crate) use confirm::{confirm, confirm_page};
use countersign_core::model::BearerToken;
use countersign_proto::ids::EnrollmentId;
use fast_qr::{ECL, QRBuilder, convert::Builder, convert::svg::SvgBuilder};
use http::StatusCode;
pub(crate) use link::{link, open};
use time::Duration;

use crate::{
    cookies,
    locales::Words,
    page::{self, Frame},
    state::Doors,
};

#[derive(Template)]
#[template(path = "enroll_done.html")]
struct DonePage {
    frame: Frame,
    what: String,
}

/// Sends a browser that has taken a link to the code.
pub(crate) fn to_code_page(doors: &Doors, id: EnrollmentId, browser: &BearerToken) -> Response {
    let path = format!("/enroll/code/{id}");
    let cookie = cookies::set(
        doors,
        cookies::ENROLL,
        browser.expose().to_owned(),
        path.clone(),
        Duration::minutes(30),
    );
    (CookieJar::new().add(cookie), Redirect::to(&path)).into_response()
}

/// The end of an enrolment and of a confirmation.
pub(crate) fn done_page(doors: &Doors, words: &Words, what: String) -> Response {
    page::render(
        StatusCode::OK,
        &DonePage {
            frame: Frame::new(doors, words),
            what,
        },
    )
}

/// The code as a picture; level L, as the reference renders it, keeps the squares large enough for old cameras.
pub(crate) fn qr_svg(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::L).build().ok()?;
    Some(SvgBuilder::default().margin(4).to_str(&code))
}
