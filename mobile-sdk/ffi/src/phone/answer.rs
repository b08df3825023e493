//! Answers questions.

use countersign_mobile_sdk::{
    self as sdk, NumberClaim,
    native::{self, Action, Link, NativeAccount, NativeQuestion},
};

use super::Phone;
use crate::{
    error::PhoneError,
    question::{Body, Question},
};

/// What shows that the login page is before whoever approves.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Shown {
    /// Nothing was asked for.
    Nothing,
    /// What was picked or typed. A wrong one ends the login.
    Number {
        /// Its digits.
        digits: String,
    },
    /// What was scanned from the page; in place of the number, in the native protocol.
    Scanned {
        /// The whole text.
        link: String,
    },
}

/// How the login stands after an answer.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Outcome {
    /// It is approved.
    Approved,
    /// It is denied.
    Denied,
    /// It has failed.
    Failed {
        /// `wrong_number` or `missing_number`.
        reason: Option<String>,
    },
    /// The server has the answer and says no more: so it is in the compatible protocol.
    Taken,
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Says yes. The server ends the login if a number was wanted and is missing or wrong. If no reply came
    /// (`Unreachable`), the same may be said again.
    ///
    /// Fails with `Over`, `SetAside`, `PolicyUnmet`, `Unreachable`, `Refused`, `Unreadable` or `NotFitting`.
    pub async fn approve(&self, question: &Question, shown: Shown) -> Result<Outcome, PhoneError> {
        match &question.body {
            Body::Native(account, asked) => {
                let shown = native_proof(account, asked, shown)?;
                self.answer(account, asked, native::Verdict::Approve, shown).await
            }
            Body::Push(asked) => {
                let number = number(shown)?;
                self.answer_push(asked, sdk::Verdict::Approve { number }).await
            }
        }
    }

    /// Says no: the login ends, on all of the person's phones.
    ///
    /// Fails as `approve` does.
    pub async fn deny(&self, question: &Question) -> Result<Outcome, PhoneError> {
        self.refuse(question, native::Verdict::Deny).await
    }

    /// Says no, and that somebody else has asked. In the compatible protocol it is a plain no.
    ///
    /// Fails as `approve` does.
    pub async fn report(&self, question: &Question) -> Result<Outcome, PhoneError> {
        self.refuse(question, native::Verdict::Report).await
    }
}

impl Phone {
    async fn refuse(&self, question: &Question, verdict: native::Verdict) -> Result<Outcome, PhoneError> {
        match &question.body {
            Body::Native(account, asked) => {
                self.answer(account, asked, verdict, native::Shown::Nothing).await
            }
            Body::Push(asked) => self.answer_push(asked, sdk::Verdict::Deny).await,
        }
    }

    async fn answer(
        &self,
        account: &NativeAccount,
        asked: &NativeQuestion,
        verdict: native::Verdict,
        shown: native::Shown,
    ) -> Result<Outcome, PhoneError> {
        let (shown, by) = (&shown, &self.transport);
        let send = |moment: native::Moment| {
            native::respond(account, asked, verdict, shown.clone(), moment.now_secs, by)
        };
        let outcome = self.times.request(&account.server, send).await?;
        match outcome.state.as_str() {
            "approved" => Ok(Outcome::Approved),
            "denied" => Ok(Outcome::Denied),
            "failed" => Ok(Outcome::Failed {
                reason: outcome.reason,
            }),
            _ => Err(PhoneError::Unreadable),
        }
    }

    async fn answer_push(&self, asked: &sdk::Question, verdict: sdk::Verdict) -> Result<Outcome, PhoneError> {
        sdk::respond(asked, verdict, self.condition(), &self.transport).await?;
        Ok(Outcome::Taken)
    }
}

fn native_proof(
    account: &NativeAccount,
    asked: &NativeQuestion,
    shown: Shown,
) -> Result<native::Shown, PhoneError> {
    match shown {
        Shown::Nothing => Ok(native::Shown::Nothing),
        Shown::Number { digits } => Ok(native::Shown::Number(digits)),
        Shown::Scanned { link } => {
            let read: Link = link.parse().map_err(|_| PhoneError::NotFitting)?;
            let Action::Scan { login, .. } = read.action else {
                return Err(PhoneError::NotFitting);
            };
            if read.server != account.server || login != asked.challenge.login {
                return Err(PhoneError::NotFitting);
            }
            let secret = link.trim().rsplit_once('.').map(|(_, secret)| secret.to_owned());
            secret.map(native::Shown::Scanned).ok_or(PhoneError::NotFitting)
        }
    }
}

fn number(shown: Shown) -> Result<NumberClaim, PhoneError> {
    match shown {
        Shown::Nothing => Ok(NumberClaim::Absent),
        Shown::Number { digits } => {
            let number = digits.parse().map_err(|_| PhoneError::NotFitting)?;
            Ok(NumberClaim::Given(number))
        }
        Shown::Scanned { .. } => Err(PhoneError::NotFitting),
    }
}
