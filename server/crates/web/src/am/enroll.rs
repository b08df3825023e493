//! Setting something up: a code to scan, and a field for the first code that an app shows.

use countersign_core::{
    FlowError,
    flow::{
        enrollment_code::{EnrollmentCode, code_for_page},
        open_enrollment::take_link,
        own_authenticators::{self, New},
        prove_enrollment::prove_enrollment,
        read_enrollment::{EnrollmentOwner, read_enrollment},
        session::session_user,
        start_enrollment::{StartedEnrollment, start_first_of},
    },
    model::{BearerToken, Enrollment, EnrollmentKind, EnrollmentState, PhoneProtocol, TypedCode, User},
    settings::Offer,
};
use countersign_proto::ids::EnrollmentId;
use serde::{Deserialize, Serialize};

use super::{
    authenticate::Visit,
    callbacks::Callbacks,
    credentials,
    posted::Posted,
    reply::Reply,
    step::{At, Kept},
    terms::{self, Reader},
};
use crate::{account::Offered, cookies::GRACE, locales::Words};

/// How often a program looks whether the phone has registered, in milliseconds.
const LOOKS_EVERY_MS: u32 = 2000;
/// By which name programs find the code to scan.
const CODE_ID: &str = "mfaDeviceRegistration";

/// Somebody who sets something up.
#[derive(Serialize, Deserialize)]
pub(super) struct InEnrollment {
    id: EnrollmentId,
    browser: Kept,
    /// What they are logged in by, if they are.
    session: Option<Kept>,
    shown: Shown,
}

/// What they were shown.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Shown {
    /// The code to scan, until the phone registers.
    Phone,
    /// The code to scan with an app that tells nobody of it.
    App,
    /// A field for the app's first code, while so many wrong ones were left: one step judges one code.
    Field(u32),
}

/// Begins with what somebody has who has just typed the right password, and nothing else yet.
pub(super) async fn first(visit: &Visit<'_>, user: &User) -> Result<Reply, FlowError> {
    let (kind, protocol) = enrolls(visit.journey.begins_with(visit.doors))?;
    let started = start_first_of(visit.doors.ctx(), user, kind, protocol).await?;
    taken(visit, started, None).await
}

/// Begins with one more, for somebody who has just logged in.
pub(super) async fn another(visit: &Visit<'_>, cookie: &BearerToken) -> Result<Reply, FlowError> {
    let ctx = visit.doors.ctx();
    let (user, session) = session_user(ctx, cookie).await?.ok_or(FlowError::NotFound)?;
    let offer = visit.journey.registers().ok_or(FlowError::NotFound)?;
    let (kind, protocol) = enrolls(offer)?;
    let what = New {
        kind,
        protocol,
        telephone: None,
    };
    match own_authenticators::add(ctx, &user, &session, what, None).await {
        Ok(started) => taken(visit, started, Some(Kept(cookie.clone()))).await,
        Err(FlowError::TermsNotAccepted) => {
            let reader = Reader::Session(Kept(cookie.clone()));
            let end = terms::end_for(&session);
            Ok(terms::ask(visit, &visit.words_for(&user), reader, end))
        }
        Err(error) => Err(error),
    }
}

fn enrolls(offer: Offer) -> Result<(EnrollmentKind, PhoneProtocol), FlowError> {
    offer.enrolls().ok_or(FlowError::NotFound)
}

async fn taken(
    visit: &Visit<'_>,
    started: StartedEnrollment,
    session: Option<Kept>,
) -> Result<Reply, FlowError> {
    let browser = take_link(visit.doors.ctx(), &started.link).await?;
    let owner = EnrollmentOwner::Browser(browser.clone());
    let enrollment = read_enrollment(visit.doors.ctx(), started.enrollment.id, &owner).await?;
    show(visit, &enrollment, Kept(browser), session).await
}

/// Goes on with what a program sends back.
pub(super) async fn answer(visit: &Visit<'_>, at: InEnrollment, posted: &Posted) -> Result<Reply, FlowError> {
    let InEnrollment {
        id,
        browser,
        session,
        shown,
    } = at;
    let ctx = visit.doors.ctx();
    let owner = EnrollmentOwner::Browser(browser.0.clone());
    let enrollment = read_enrollment(ctx, id, &owner).await?;
    let own = Own {
        visit,
        browser,
        session,
    };
    match shown {
        Shown::Phone => own.stand(&enrollment, None).await,
        Shown::App => own.field(&enrollment, None).await,
        Shown::Field(left) => {
            let typed = TypedCode::new(posted.name());
            if left != enrollment.attempts_left() || typed.expose().is_empty() {
                return own.field(&enrollment, None).await;
            }
            let proven = prove_enrollment(ctx, id, &owner, &typed, None).await;
            let wrong = match proven {
                Err(FlowError::WrongCode { attempts_left }) => Some(attempts_left),
                Ok(_) | Err(FlowError::NotPending | FlowError::TermsNotAccepted) => None,
                Err(error) => return Err(error),
            };
            own.field(&read_enrollment(ctx, id, &owner).await?, wrong).await
        }
    }
}

/// Shows how far an enrolment has come.
pub(super) async fn show(
    visit: &Visit<'_>,
    enrollment: &Enrollment,
    browser: Kept,
    session: Option<Kept>,
) -> Result<Reply, FlowError> {
    let own = Own {
        visit,
        browser,
        session,
    };
    own.stand(enrollment, None).await
}

/// One enrolment of this visit.
struct Own<'a> {
    visit: &'a Visit<'a>,
    browser: Kept,
    session: Option<Kept>,
}

impl Own<'_> {
    /// The code to scan, or the field once the phone has registered and has codes to show.
    async fn stand(&self, enrollment: &Enrollment, wrong: Option<u32>) -> Result<Reply, FlowError> {
        let Some((words, code)) = self.open(enrollment).await? else {
            return self.ended(enrollment).await;
        };
        let Some(code) = code else {
            return Ok(self.terms(&words, enrollment));
        };
        let unproven = enrollment.unproven(self.visit.doors.ctx().clock.now())?;
        let waits_for_phone = unproven.push.is_some() && enrollment.registration.is_none();
        if enrollment.registration.is_some() {
            return Ok(self.field_step(enrollment, &words, &code, wrong));
        }
        let uri = code.uri.as_ref().map(|uri| uri.as_str()).unwrap_or_default();
        let scanning = Callbacks::default()
            .text(&words.get("enroll-scan"))
            .script(&format!("/* {CODE_ID} */"))
            .hidden(CODE_ID, uri);
        let (shown, callbacks) = if waits_for_phone {
            (Shown::Phone, scanning.polling(LOOKS_EVERY_MS, ""))
        } else {
            (Shown::App, scanning.buttons(&[words.get("continue")]))
        };
        Ok(self.step(enrollment, shown, callbacks))
    }

    /// The field for the app's first code.
    async fn field(&self, enrollment: &Enrollment, wrong: Option<u32>) -> Result<Reply, FlowError> {
        match self.open(enrollment).await? {
            Some((words, Some(code))) => Ok(self.field_step(enrollment, &words, &code, wrong)),
            Some((words, None)) => Ok(self.terms(&words, enrollment)),
            None => self.ended(enrollment).await,
        }
    }

    /// The words of its person and what it shows, unless it has ended; no code before the terms are accepted.
    async fn open(
        &self,
        enrollment: &Enrollment,
    ) -> Result<Option<(Words, Option<EnrollmentCode>)>, FlowError> {
        if !enrollment.is_open() {
            return Ok(None);
        }
        let words = self.visit.words_of(enrollment.user_id).await?;
        match code_for_page(self.visit.doors.ctx(), enrollment).await {
            Ok(code) => Ok(Some((words, Some(code)))),
            Err(FlowError::TermsNotAccepted) => Ok(Some((words, None))),
            Err(error) => Err(error),
        }
    }

    fn terms(&self, words: &Words, enrollment: &Enrollment) -> Reply {
        let reader = match &self.session {
            Some(session) => Reader::Session(session.clone()),
            None => Reader::Newcomer(enrollment.id, self.browser.clone()),
        };
        terms::ask(self.visit, words, reader, enrollment.expires_at)
    }

    fn field_step(
        &self,
        enrollment: &Enrollment,
        words: &Words,
        code: &EnrollmentCode,
        wrong: Option<u32>,
    ) -> Reply {
        let mut callbacks = Callbacks::default();
        if let Some(codes) = &code.recovery_codes {
            callbacks = callbacks
                .text(&on_paper(words, codes))
                .script(&for_programs(codes));
        }
        if let Some(left) = wrong {
            callbacks = callbacks.text(&words.counted("code-wrong", "left", left));
        }
        let callbacks = callbacks
            .name(&words.get("enroll-oath-type"))
            .buttons(&[words.get("continue")]);
        self.step(enrollment, Shown::Field(enrollment.attempts_left()), callbacks)
    }

    fn step(&self, enrollment: &Enrollment, shown: Shown, callbacks: Callbacks) -> Reply {
        let at = InEnrollment {
            id: enrollment.id,
            browser: self.browser.clone(),
            session: self.session.clone(),
            shown,
        };
        let end = enrollment.expires_at + GRACE;
        self.visit.step(At::Enrollment(at), end, callbacks)
    }

    /// What came of it. Whoever had nothing before is not logged in by having set it up: that takes a login.
    async fn ended(&self, enrollment: &Enrollment) -> Result<Reply, FlowError> {
        let visit = self.visit;
        match &enrollment.state {
            EnrollmentState::Completed { .. } => match &self.session {
                Some(session) => match session_user(visit.doors.ctx(), &session.0).await? {
                    Some(_) => Ok(Reply::logged_in(visit.doors, visit.realm, &session.0)),
                    None => Ok(Reply::timed_out()),
                },
                None if visit.journey.registers().is_none() => Ok(credentials::ask(visit)),
                None => Ok(Reply::done(visit.doors, visit.realm)),
            },
            EnrollmentState::Expired { .. } => Ok(Reply::timed_out()),
            state => Ok(Reply::ended(state.as_str())),
        }
    }
}

/// Recovery codes for people.
fn on_paper(words: &Words, codes: &[String]) -> String {
    let title = words.get("recovery-codes");
    format!("{title}\n{}\n\n{}", words.get("recovery-keep"), codes.join("\n"))
}

/// The same for programs, which find them in what is a script for the reference server's own pages. Here it is a comment.
fn for_programs(codes: &[String]) -> String {
    let lines = codes.iter().map(|code| code.replace('-', ""));
    let lines: String = lines.map(|code| format!("    \"{code}\\n\" +\n")).collect();
    format!("/* Recovery Codes\n{lines}    \"\" */")
}
