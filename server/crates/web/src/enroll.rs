//! The enrolment pages: behind a one-time link, the code that the phone scans.

mod confirm;

use askama::Template;
use axum::{
    Form, Json,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
pub(crate) use confirm::{confirm, confirm_page};
use countersign_core::{
    FlowError,
    flow::{
        cancel_enrollment::cancel_enrollment,
        confirm_authenticator::unconfirmed_device,
        open_enrollment::{enrollment_uri, look_up_link, open_enrollment},
        read_enrollment::{EnrollmentOwner, read_enrollment, wait_for_enrollment},
    },
    model::{BearerToken, Enrollment, EnrollmentState},
    passwords::TypedPassword,
};
use countersign_proto::ids::{DeviceId, EnrollmentId};
use fast_qr::{ECL, QRBuilder, convert::Builder, convert::svg::SvgBuilder};
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use time::Duration;

use crate::{
    cookies,
    locales::Words,
    page::{self, Frame},
    request::Visitor,
    state::Doors,
};

/// How long the page's long poll waits.
const POLL: std::time::Duration = std::time::Duration::from_secs(25);

#[derive(Template)]
#[template(path = "enroll_link.html")]
struct LinkPage {
    frame: Frame,
    username: String,
    needs_password: bool,
    refused: bool,
}

#[derive(Template)]
#[template(path = "enroll_code.html")]
struct CodePage {
    frame: Frame,
    id: EnrollmentId,
    svg: String,
    uri: String,
    seconds_left: u64,
}

#[derive(Template)]
#[template(path = "enroll_done.html")]
struct DonePage {
    frame: Frame,
    device: String,
}

/// `GET /enroll/{link}`: takes nothing, so that a preview or prefetch of the link does no harm.
pub(crate) async fn link(
    State(doors): State<Doors>,
    words: Words,
    visitor: Result<Visitor, countersign_service::problem::Problem>,
    Path(link): Path<String>,
) -> Response {
    if let Err(problem) = visitor {
        return problem.into_response();
    }
    link_page(&doors, &words, &BearerToken::presented(link), false).await
}

async fn link_page(doors: &Doors, words: &Words, link: &BearerToken, refused: bool) -> Response {
    let found = match look_up_link(doors.ctx(), link).await {
        Ok(found) => found,
        Err(error) => return page::failed(doors, words, error),
    };
    if let Some(device) = found.unconfirmed {
        return confirm_page(doors, words, found.user.name.to_string(), vec![device]);
    }
    let fresh =
        matches!(&found.enrollment.state, EnrollmentState::Pending(pending) if pending.browser.is_none());
    if !fresh {
        return page::failed(doors, words, FlowError::NotPending);
    }
    let status = if refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let needs_password = found.needs_password();
    let username = found.user.name.to_string();
    page::render(
        status,
        &LinkPage {
            frame: Frame::new(doors, words),
            username,
            needs_password,
            refused,
        },
    )
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    password: Option<String>,
}

/// `POST /enroll/{link}`: takes the link for this browser.
pub(crate) async fn open(
    State(doors): State<Doors>,
    words: Words,
    visitor: Result<Visitor, countersign_service::problem::Problem>,
    Path(link): Path<String>,
    Form(typed): Form<Typed>,
) -> Response {
    let Visitor(address) = match visitor {
        Ok(visitor) => visitor,
        Err(problem) => return problem.into_response(),
    };
    let link = BearerToken::presented(link);
    let id = match look_up_link(doors.ctx(), &link).await {
        Ok(found) => found.enrollment.id,
        Err(error) => return page::failed(&doors, &words, error),
    };
    let password = typed.password.map(TypedPassword::new);
    match open_enrollment(doors.ctx(), &link, password, Some(&address.to_string())).await {
        Ok(browser) => to_code_page(&doors, id, &browser),
        Err(FlowError::Invalid(_)) => link_page(&doors, &words, &link, true).await,
        Err(error) => page::failed(&doors, &words, error),
    }
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

/// `GET /enroll/code/{id}`: the code while it can be scanned, then what came of it.
pub(crate) async fn code(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<EnrollmentId>,
    headers: HeaderMap,
) -> Response {
    let Some(owner) = owner(&headers) else {
        return page::not_found(&doors, &words);
    };
    let enrollment = match read_enrollment(doors.ctx(), id, &owner).await {
        Ok(enrollment) => enrollment,
        Err(error) => return page::failed(&doors, &words, error),
    };
    match &enrollment.state {
        EnrollmentState::Pending(_) => code_page(&doors, &words, &enrollment).await,
        EnrollmentState::Completed(completed) => {
            match completed_page(&doors, &words, &enrollment, completed.device_id).await {
                Ok(page) => page,
                Err(error) => page::failed(&doors, &words, error),
            }
        }
        EnrollmentState::Expired { .. } | EnrollmentState::Cancelled { .. } => {
            page::failed(&doors, &words, FlowError::NotPending)
        }
    }
}

/// What came of an enrolment: a device that works, or one that its user has still to confirm.
async fn completed_page(
    doors: &Doors,
    words: &Words,
    enrollment: &Enrollment,
    device: DeviceId,
) -> Result<Response, FlowError> {
    let store = &doors.ctx().store;
    if let Some(user) = store.user(enrollment.user_id).await?
        && let Some(unconfirmed) = unconfirmed_device(doors.ctx(), &user, device).await?
    {
        return Ok(confirm_page(
            doors,
            words,
            user.name.to_string(),
            vec![unconfirmed],
        ));
    }
    let device = store.device(device).await?;
    let name = device.map(|device| device.name).unwrap_or_default();
    Ok(done_page(doors, words, name))
}

/// The end of an enrolment and of a confirmation.
pub(crate) fn done_page(doors: &Doors, words: &Words, device: String) -> Response {
    page::render(
        StatusCode::OK,
        &DonePage {
            frame: Frame::new(doors, words),
            device,
        },
    )
}

async fn code_page(doors: &Doors, words: &Words, enrollment: &Enrollment) -> Response {
    let uri = match enrollment_uri(doors.ctx(), enrollment).await {
        Ok(uri) => uri,
        Err(error) => {
            tracing::error!(%error, "an enrolment code cannot be written");
            return page::failed(doors, words, error);
        }
    };
    let svg = qr_svg(&uri).unwrap_or_default();
    let seconds_left = enrollment.expires_at.since(doors.ctx().clock.now()).as_secs();
    let frame = Frame::new(doors, words);
    page::render(
        StatusCode::OK,
        &CodePage {
            frame,
            id: enrollment.id,
            svg,
            uri,
            seconds_left,
        },
    )
}

fn owner(headers: &HeaderMap) -> Option<EnrollmentOwner> {
    cookies::token(headers, cookies::ENROLL).map(EnrollmentOwner::Browser)
}

#[derive(Serialize)]
struct Progress {
    state: &'static str,
}

/// `GET /enroll/code/{id}/state`: long poll for the page.
pub(crate) async fn state(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<EnrollmentId>,
    headers: HeaderMap,
) -> Response {
    let Some(owner) = owner(&headers) else {
        return page::not_found(&doors, &words);
    };
    let until = doors.ctx().clock.now() + POLL;
    match wait_for_enrollment(doors.ctx(), id, &owner, until).await {
        Ok(enrollment) => Json(Progress {
            state: enrollment.state.as_str(),
        })
        .into_response(),
        Err(error) => page::failed(&doors, &words, error),
    }
}

/// `POST /enroll/code/{id}/cancel`.
pub(crate) async fn cancel(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<EnrollmentId>,
    headers: HeaderMap,
) -> Response {
    let Some(owner) = owner(&headers) else {
        return page::not_found(&doors, &words);
    };
    match cancel_enrollment(doors.ctx(), id, &owner).await {
        Ok(_) => page::failed(&doors, &words, FlowError::NotPending),
        Err(error) => page::failed(&doors, &words, error),
    }
}

/// The code as a picture; level L, as the reference renders it, keeps the squares large enough for old cameras.
pub(crate) fn qr_svg(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::L).build().ok()?;
    Some(SvgBuilder::default().margin(4).to_str(&code))
}
