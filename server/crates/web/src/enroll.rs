//! The enrolment pages: behind a one-time link, the code that the phone scans.

mod cancel;
mod code;
mod codes;
mod confirm;
mod expired;
mod link;
mod open;
mod passkey;
mod prove;
mod renew;
mod send;
mod state;
mod terms;

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
pub(crate) use cancel::cancel;
pub(crate) use code::code;
pub(crate) use codes::codes;
pub(crate) use confirm::{SetUp, confirm, confirm_page};
use countersign_core::{
    FlowError,
    flow::{open_enrollment::take_link, start_enrollment::start_first_enrollment},
    model::{BearerToken, Enrollment, User},
};
use countersign_proto::ids::EnrollmentId;
use http::StatusCode;
pub(crate) use link::link;
pub(crate) use open::open;
pub(crate) use passkey::passkey;
pub(crate) use prove::prove;
pub(crate) use renew::renew;
pub(crate) use send::send;
pub(crate) use state::state;
pub(crate) use terms::{answer as answer_terms, terms};

use crate::{
    cookies::{self, Cookie},
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

/// Sends a browser that has taken a link to the code. Its cookie lasts until the page has nothing more to tell.
pub(crate) fn to_code_page(doors: &Doors, enrollment: &Enrollment, browser: &BearerToken) -> Response {
    let path = code_path(enrollment.id);
    let lasts = cookies::until(doors, enrollment.expires_at + cookies::GRACE);
    let cookie = Cookie::Enroll.under(doors, path.clone(), browser.expose().to_owned(), lasts);
    (CookieJar::new().add(cookie), Redirect::to(&path)).into_response()
}

/// The address of the page with the code.
fn code_path(id: EnrollmentId) -> String {
    format!("/enroll/code/{id}")
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

/// Begins the first enrolment of a user who has just proven the password.
///
/// # Errors
/// [`FlowError::FreshApprovalRequired`] for whoever has an authenticator of their own.
pub(crate) async fn set_up(doors: &Doors, user: &User) -> Result<Response, FlowError> {
    let started = start_first_enrollment(doors.ctx(), user).await?;
    let browser = take_link(doors.ctx(), &started.link).await?;
    Ok(to_code_page(doors, &started.enrollment, &browser))
}
