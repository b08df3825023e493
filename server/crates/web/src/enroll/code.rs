//! `GET /enroll/code/{id}`: the code to scan, the codes to keep and the code to type, until all is proven; then what came of
//! it.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::{
        confirm_authenticator::unconfirmed_of,
        enrollment_code::{EnrollmentCode, code_for_page},
        whole_number::number_on_page,
    },
    model::{Channel, Enrollment, EnrollmentKind, EnrollmentState, UnprovenPush},
    settings::StoreApp,
};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

use super::{SetUp, code_path, confirm_page, done_page, expired::expired_page, terms::terms_path};
use crate::{
    account::SignedIn,
    apps::apps_for,
    code_form::{self, CodeForm},
    cookies::Taker,
    locales::Words,
    page::{self, Frame},
    problems, qr,
    request::{InPath, InQuery},
    state::Doors,
    telephone_sent::TelephoneSent,
};

#[derive(Template)]
#[template(path = "enroll_code.html")]
struct CodePage {
    frame: Frame,
    id: EnrollmentId,
    stage: &'static str,
    title: String,
    svg: Option<String>,
    phone: &'static PhoneTexts,
    code: EnrollmentCode,
    /// Whether the phone has registered, so that a code to scan is only for the case that it shows no codes.
    registered: bool,
    /// The code that was sent to a telephone.
    sent: Option<TelephoneSent>,
    /// Takes a code, if one is to be typed.
    form: Option<CodeForm>,
    seconds_left: u64,
    path: String,
    ceremony: &'static str,
    /// Apps to install.
    apps: Vec<StoreApp>,
    /// The text of the button that makes a passkey.
    button: &'static str,
}

/// How a code is scanned and not typed, and what opens it on the device that shows it: keys of texts.
struct PhoneTexts {
    scan: &'static str,
    /// For apps that could be given a key by hand as well.
    by_hand: Option<&'static str>,
    open: &'static str,
}

const COMPATIBLE: PhoneTexts = PhoneTexts {
    scan: "enroll-scan",
    by_hand: Some("enroll-not-by-hand"),
    open: "enroll-same-phone",
};

/// The phone in the browser needs no app: any camera opens its link.
const NATIVE: PhoneTexts = PhoneTexts {
    scan: "enroll-scan-native",
    by_hand: None,
    open: "enroll-same-browser",
};

pub(crate) async fn code(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<EnrollmentId>,
    InQuery(looked): InQuery<Looked>,
    taker: Taker,
    person: Result<SignedIn, Response>,
) -> Result<Response, Problem> {
    let looker = Looker {
        taker: &taker,
        person: person.as_ref().ok(),
    };
    show(&doors, &words, id, &looker, None, looked.early).await
}

/// Who looks at the page.
pub(super) struct Looker<'a> {
    pub(super) taker: &'a Taker,
    /// Who is logged in there, if anybody is.
    pub(super) person: Option<&'a SignedIn>,
}

#[derive(Deserialize)]
pub(crate) struct Looked {
    /// Whether another code was asked for too soon.
    #[serde(default)]
    early: bool,
}

/// The page as it stands, after a wrong code with what that left.
pub(super) async fn show(
    doors: &Doors,
    words: &Words,
    id: EnrollmentId,
    looker: &Looker<'_>,
    attempts_left: Option<u32>,
    is_early: bool,
) -> Result<Response, Problem> {
    let Looker { taker, person } = looker;
    let enrollment = taker.enrollment(doors, id).await?;
    let words = &words
        .clone()
        .for_user(doors, enrollment.user_id)
        .await
        .map_err(|error| problems::from_store(&error))?;
    match &enrollment.state {
        EnrollmentState::Open(_) => match code_page(doors, words, &enrollment, attempts_left, is_early).await
        {
            Err(FlowError::TermsNotAccepted) => Ok(Redirect::to(&terms_path(id)).into_response()),
            page => page,
        },
        EnrollmentState::Completed { .. } => completed_page(doors, words, &enrollment).await,
        EnrollmentState::Cancelled { .. } => Ok(cancelled_page(doors, words, &enrollment)),
        EnrollmentState::Expired { .. } => Ok(expired_page(doors, words, &enrollment, *person)),
    }
    .map_err(problems::from_enrollment)
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
            return Ok(confirm_page(doors, words, &user, unconfirmed, SetUp::Withheld).await?);
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
    Ok(done_page(doors, words, words.list(names)))
}

/// Nothing went wrong: somebody ended it. What had been set up by then stays.
pub(super) fn cancelled_page(doors: &Doors, words: &Words, enrollment: &Enrollment) -> Response {
    let text = if enrollment.enrolled.is_empty() {
        "enroll-cancelled-text"
    } else {
        "enroll-cancelled-in-part-text"
    };
    page::message(
        doors,
        words,
        StatusCode::OK,
        &words.get("enroll-cancelled-title"),
        &words.get(text),
    )
}

async fn code_page(
    doors: &Doors,
    words: &Words,
    enrollment: &Enrollment,
    attempts_left: Option<u32>,
    is_early: bool,
) -> Result<Response, FlowError> {
    let now = doors.ctx().clock.now();
    let unproven = enrollment.unproven(now).map_err(|_| FlowError::NotPending)?;
    let telephone = unproven.telephone.as_ref();
    let takes_code = unproven.oath.is_some() || unproven.recovery.is_some() || telephone.is_some();
    let code = code_for_page(doors.ctx(), enrollment).await?;
    let form = takes_code.then(|| CodeForm {
        label: words.get(&type_key(enrollment.kind)),
        from_paper: enrollment.kind == EnrollmentKind::RecoveryCode,
        is_focused: enrollment.kind == EnrollmentKind::Phone,
        wrong: None,
    });
    let page = CodePage {
        frame: Frame::new(doors, words),
        id: enrollment.id,
        stage: enrollment.state.as_str(),
        title: words.get(&title_key(enrollment.kind)),
        phone: match unproven.push {
            Some(UnprovenPush::Native { .. }) => &NATIVE,
            Some(UnprovenPush::Compatible { .. }) | None => &COMPATIBLE,
        },
        svg: code.uri.as_ref().and_then(|uri| qr::svg(uri)),
        code,
        registered: enrollment.registration.is_some(),
        sent: telephone
            .zip(number_on_page(doors.ctx(), enrollment)?)
            .map(|(one, number)| TelephoneSent::new(&one.code, number, is_early)),
        form: form.map(|form| form.after(words, attempts_left)),
        seconds_left: enrollment.expires_at.since(now).as_secs(),
        path: code_path(enrollment.id),
        ceremony: "create",
        apps: match unproven.push {
            Some(UnprovenPush::Native { .. }) => Vec::new(),
            Some(UnprovenPush::Compatible { .. }) | None => apps_for(doors, enrollment.kind),
        },
        button: "passkey-create",
    };
    Ok(page::render(code_form::status(attempts_left), &page))
}

/// A group of a key as it is read aloud: letter by letter.
fn spelt(group: &str) -> String {
    let letters: Vec<String> = group.chars().map(String::from).collect();
    letters.join(" ")
}

/// The text that says what is being set up.
fn title_key(kind: EnrollmentKind) -> String {
    format!("enroll-{}-title", word(kind))
}

/// The text that asks for a code.
fn type_key(kind: EnrollmentKind) -> String {
    format!("enroll-{}-type", word(kind))
}

/// How the texts about a kind begin.
const fn word(kind: EnrollmentKind) -> &'static str {
    match kind {
        EnrollmentKind::Push => "push",
        EnrollmentKind::Combined => "combined",
        EnrollmentKind::Totp | EnrollmentKind::Hotp => "oath",
        EnrollmentKind::RecoveryCode => "recovery",
        EnrollmentKind::Passkey => "passkey",
        EnrollmentKind::Phone => "telephone",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_enrolment_has_its_words() {
        let words = Words::english();
        let coded = [
            EnrollmentKind::Totp,
            EnrollmentKind::Hotp,
            EnrollmentKind::Combined,
            EnrollmentKind::RecoveryCode,
            EnrollmentKind::Phone,
        ];
        let keys = coded.iter().flat_map(|kind| [title_key(*kind), type_key(*kind)]);
        for key in keys.chain([EnrollmentKind::Push, EnrollmentKind::Passkey].map(title_key)) {
            assert_ne!(words.get(&key), key);
        }
    }
}
