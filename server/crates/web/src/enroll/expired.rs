//! What is shown in the place of a code whose time is up: a new one for whoever began it just now, else where to begin again.

use askama::Template;
use axum::response::Response;
use countersign_core::{
    flow::renew_enrollment::is_renewable,
    model::{ClientId, Enrollment},
};
use countersign_proto::ids::EnrollmentId;

use crate::{
    account::{SignedIn, path_to_add},
    locales::Words,
    login::Next,
    page::{self, Frame},
    problems,
    state::Doors,
};

#[derive(Template)]
#[template(path = "enroll_expired.html")]
struct ExpiredPage {
    frame: Frame,
    id: EnrollmentId,
    goes_on: GoesOn,
}

/// How its person can go on.
enum GoesOn {
    /// A new code is at hand.
    WithNewCode,
    /// By logging in again, at this address.
    AfterLogin(String),
    /// With another link from whoever gave them this one.
    WithNewLink,
}

pub(super) fn expired_page(
    doors: &Doors,
    words: &Words,
    enrollment: &Enrollment,
    person: Option<&SignedIn>,
) -> Response {
    let renews = person.is_some_and(|person| is_renewable(doors.ctx(), &person.session, enrollment));
    let goes_on = if renews {
        GoesOn::WithNewCode
    } else if enrollment.client_id != ClientId::own_pages() {
        GoesOn::WithNewLink
    } else {
        // Whoever has begun with the password alone is led on from there.
        let path = enrollment.approved_login.and_then(|_| path_to_add(enrollment));
        GoesOn::AfterLogin(Next::after_login(path.as_deref().unwrap_or_default()))
    };
    let page = ExpiredPage {
        frame: Frame::new(doors, words),
        id: enrollment.id,
        goes_on,
    };
    page::render(problems::ENROLLMENT_NOT_PENDING.status, &page)
}
