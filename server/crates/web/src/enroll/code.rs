//! The page with the code to scan, the codes to keep and the code to type, until all is proven.

use askama::Template;
use axum::{
    Form, Json,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::{
        cancel_enrollment::cancel_enrollment,
        confirm_authenticator::unconfirmed_of,
        enrollment_code::{EnrollmentCode, enrollment_code},
        prove_enrollment::prove_enrollment,
        read_enrollment::{EnrollmentOwner, read_enrollment, wait_for_enrollment},
    },
    model::{Enrollment, EnrollmentKind, EnrollmentState, TypedCode},
};
use countersign_proto::ids::EnrollmentId;
use http::StatusCode;
use serde::{Deserialize, Serialize};

use super::{confirm_page, done_page, qr_svg};
use crate::{
    cookies::Taker,
    locales::Words,
    page::{self, Frame},
    state::Doors,
};

/// How long the page's long poll waits.
const POLL: std::time::Duration = std::time::Duration::from_secs(25);

#[derive(Template)]
#[template(path = "enroll_code.html")]
struct CodePage {
    frame: Frame,
    id: EnrollmentId,
    stage: &'static str,
    title: String,
    svg: Option<String>,
    code: EnrollmentCode,
    /// Whether the phone has registered, so that a code to scan is only for the case that it shows no codes.
    registered: bool,
    /// Asks for the code to be typed, if one is.
    label: Option<String>,
    from_paper: bool,
    /// Says that the code before was wrong.
    wrong: Option<String>,
    seconds_left: u64,
}

/// `GET /enroll/code/{id}`: the code while it can be scanned, then what came of it.
pub(crate) async fn code(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<EnrollmentId>,
    Taker(owner): Taker,
) -> Response {
    show(&doors, &words, id, &EnrollmentOwner::Browser(owner), None).await
}

/// The page as it stands, after a wrong code with what that left.
async fn show(
    doors: &Doors,
    words: &Words,
    id: EnrollmentId,
    owner: &EnrollmentOwner,
    attempts_left: Option<u32>,
) -> Response {
    let enrollment = match read_enrollment(doors.ctx(), id, owner).await {
        Ok(enrollment) => enrollment,
        Err(error) => return page::failed(doors, words, error),
    };
    let shown = match &enrollment.state {
        EnrollmentState::Open(_) => code_page(doors, words, &enrollment, attempts_left).await,
        EnrollmentState::Completed { .. } => completed_page(doors, words, &enrollment).await,
        EnrollmentState::Expired { .. } | EnrollmentState::Cancelled { .. } => Err(FlowError::NotPending),
    };
    match shown {
        Ok(page) => page,
        Err(error) => page::failed(doors, words, error),
    }
}

/// What came of an enrolment: authenticators that work, or that their user has still to confirm.
async fn completed_page(
    doors: &Doors,
    words: &Words,
    enrollment: &Enrollment,
) -> Result<Response, FlowError> {
    let store = &doors.ctx().store;
    if let Some(user) = store.user(enrollment.user_id).await? {
        let unconfirmed = unconfirmed_of(doors.ctx(), &user, enrollment).await?;
        if !unconfirmed.is_empty() {
            return Ok(confirm_page(doors, words, user.name.to_string(), unconfirmed));
        }
    }
    let mut names = Vec::new();
    for enrolled in &enrollment.enrolled {
        let holding = store.holding(enrolled.authenticator_id).await?;
        names.extend(holding.map(|holding| match holding.device {
            Some(device) => device.name,
            None => holding.authenticator.label,
        }));
    }
    Ok(done_page(doors, words, names.join(", ")))
}

async fn code_page(
    doors: &Doors,
    words: &Words,
    enrollment: &Enrollment,
    attempts_left: Option<u32>,
) -> Result<Response, FlowError> {
    let now = doors.ctx().clock.now();
    let unproven = enrollment.unproven(now).map_err(|_| FlowError::NotPending)?;
    let takes_code = unproven.oath.is_some() || unproven.recovery.is_some();
    let code = enrollment_code(doors.ctx(), enrollment)
        .await
        .inspect_err(|error| tracing::error!(%error, "an enrolment code cannot be written"))?;
    let status = match attempts_left {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    // The words for what is being set up begin alike.
    let kind = match enrollment.kind {
        EnrollmentKind::Push => "push",
        EnrollmentKind::Combined => "combined",
        EnrollmentKind::Totp | EnrollmentKind::Hotp => "oath",
        EnrollmentKind::RecoveryCode => "recovery",
    };
    let page = CodePage {
        frame: Frame::new(doors, words),
        id: enrollment.id,
        stage: enrollment.state.as_str(),
        title: words.get(&format!("enroll-{kind}-title")),
        svg: code.uri.as_ref().and_then(|uri| qr_svg(uri)),
        code,
        registered: enrollment.registration.is_some(),
        label: takes_code.then(|| words.get(&format!("enroll-{kind}-type"))),
        from_paper: enrollment.kind == EnrollmentKind::RecoveryCode,
        wrong: attempts_left.map(|left| words.counted("code-wrong", "left", left)),
        seconds_left: enrollment.expires_at.since(now).as_secs(),
    };
    Ok(page::render(status, &page))
}

#[derive(Serialize)]
struct Progress {
    state: &'static str,
}

#[derive(Deserialize)]
pub(crate) struct Polled {
    #[serde(default)]
    seen: String,
}

/// `GET /enroll/code/{id}/state`: long poll for the page, which says where it saw the enrolment.
pub(crate) async fn state(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<EnrollmentId>,
    Query(polled): Query<Polled>,
    Taker(owner): Taker,
) -> Response {
    let owner = EnrollmentOwner::Browser(owner);
    let until = doors.ctx().clock.now() + POLL;
    match wait_for_enrollment(doors.ctx(), id, &owner, &polled.seen, until).await {
        Ok(enrollment) => Json(Progress {
            state: enrollment.state.as_str(),
        })
        .into_response(),
        Err(error) => page::failed(&doors, &words, error),
    }
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    code: String,
}

/// `POST /enroll/code/{id}`: takes the first code of the app, or one of the codes on paper.
pub(crate) async fn prove(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<EnrollmentId>,
    Taker(owner): Taker,
    Form(typed): Form<Typed>,
) -> Response {
    let owner = EnrollmentOwner::Browser(owner);
    let typed = TypedCode::new(&typed.code);
    match prove_enrollment(doors.ctx(), id, &owner, &typed, None).await {
        Ok(_) => Redirect::to(&format!("/enroll/code/{id}")).into_response(),
        Err(FlowError::WrongCode { attempts_left: 0 }) => page::failed(&doors, &words, FlowError::NotPending),
        Err(FlowError::WrongCode { attempts_left }) => {
            show(&doors, &words, id, &owner, Some(attempts_left)).await
        }
        Err(error) => page::failed(&doors, &words, error),
    }
}

/// `POST /enroll/code/{id}/cancel`.
pub(crate) async fn cancel(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<EnrollmentId>,
    Taker(owner): Taker,
) -> Response {
    match cancel_enrollment(doors.ctx(), id, &EnrollmentOwner::Browser(owner)).await {
        Ok(_) => page::failed(&doors, &words, FlowError::NotPending),
        Err(error) => page::failed(&doors, &words, error),
    }
}
