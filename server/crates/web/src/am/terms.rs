//! Terms of use, before anything is set up: the text as it is kept, so that what was accepted is what was shown.

use countersign_core::{
    FlowError,
    flow::{
        read_enrollment::{EnrollmentOwner, read_enrollment},
        session::session_user,
        terms::{Shown, Signatory, accept, decline},
    },
    model::{Session, TermsText, TextHash, Timestamp},
};
use countersign_proto::ids::EnrollmentId;
use serde::{Deserialize, Serialize};

use super::{
    authenticate::Visit,
    callbacks::Callbacks,
    enroll,
    posted::Posted,
    reply::Reply,
    step::{At, Kept},
};
use crate::{locales::Words, state::Doors};

/// Somebody who was shown the terms.
#[derive(Serialize, Deserialize)]
pub(super) struct Owed {
    pub(super) by: Reader,
    text: TextHash,
}

/// Who they are.
#[derive(Serialize, Deserialize)]
pub(super) enum Reader {
    /// Somebody with nothing to log in with yet, who has taken the link of this enrolment.
    Newcomer(EnrollmentId, Kept),
    /// Somebody who is logged in.
    Session(Kept),
}

impl Reader {
    fn signatory(&self) -> Signatory {
        match self {
            Self::Newcomer(id, browser) => Signatory::Enrollment(*id, browser.0.clone()),
            Self::Session(cookie) => Signatory::Session(cookie.0.clone()),
        }
    }
}

/// How many bytes the longest text has.
pub(super) fn longest(doors: &Doors) -> usize {
    let texts = doors.ctx().settings.terms.texts().iter();
    texts.map(|text| text.markdown.len()).max().unwrap_or(0)
}

/// Shows the terms in force, until `end`.
pub(super) fn ask(visit: &Visit<'_>, words: &Words, by: Reader, end: Timestamp) -> Reply {
    let terms = &visit.doors.ctx().settings.terms;
    let text: &TermsText = terms.text_in(&words.language());
    let callbacks = Callbacks::default().terms(&terms.version, &text.markdown);
    let owed = Owed { by, text: text.hash };
    visit.step(At::Terms(owed), end, callbacks)
}

/// Takes the answer. Whoever does not accept is led no further.
pub(super) async fn answer(visit: &Visit<'_>, owed: Owed, posted: &Posted) -> Result<Reply, FlowError> {
    let (ctx, from) = (visit.doors.ctx(), Some(visit.from.0));
    let signatory = owed.by.signatory();
    if !posted.accepts() {
        decline(ctx, &signatory, from).await?;
        return Ok(Reply::ended("terms-not-accepted"));
    }
    let shown = Shown {
        text: owed.text,
        from,
    };
    match accept(ctx, &signatory, shown).await {
        // Terms that are not in force any more are followed by those that are.
        Ok(()) | Err(FlowError::TermsNotAccepted) => {}
        Err(error) => return Err(error),
    }
    match owed.by {
        Reader::Newcomer(id, browser) => {
            let owner = EnrollmentOwner::Browser(browser.0.clone());
            let enrollment = read_enrollment(ctx, id, &owner).await?;
            enroll::show(visit, &enrollment, browser, None).await
        }
        Reader::Session(cookie) => {
            session_user(ctx, &cookie.0).await?.ok_or(FlowError::NotFound)?;
            enroll::another(visit, &cookie.0).await
        }
    }
}

/// How long a session allows what the terms come before.
pub(super) fn end_for(session: &Session) -> Timestamp {
    session.created_at + Session::FRESH
}
