//! The waiting attempt: pending until exactly one thing decides it (R1, R2).

mod request;
mod state;

use std::sync::Arc;

use countersign_proto::ids::{JobId, LoginId, UserId};

pub use self::{
    request::{DeviceRef, FirstFactor, LoginRequest, Purpose, RequestContext, Slot},
    state::{Approval, CancelReason, Denial, DenyReason, FailReason, LoginState, StateTag, Waiting},
};
use super::{ClientId, CodeProgress, SentCode, Timestamp, TokenHash, User, Version};
use crate::assurance::{self, Assurance};

/// A login from its start to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// Random; worth nothing without the client's credentials or the wait token (R10).
    pub id: LoginId,
    /// Who logs in.
    pub user_id: UserId,
    /// Who asked.
    pub client_id: ClientId,
    /// What was asked for; never changes, so every state of the login shares it.
    pub request: Arc<LoginRequest>,
    /// When it was started.
    pub created_at: Timestamp,
    /// From when on nothing can be approved any more.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: LoginState,
    /// See [`Version`].
    pub version: Version,
}

/// The login was already decided, or its time was up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the login is not pending")]
pub struct NotPending;

impl Login {
    /// What the starting browser shows to read, cancel or resend.
    pub fn accepts(&self, wait_token: &TokenHash) -> bool {
        self.request.wait_token == *wait_token
    }

    /// The login as it stands at `now`: a pending one whose time is up has expired, whether or not a store
    /// has noticed yet.
    #[must_use]
    pub fn as_of(self, now: Timestamp) -> Self {
        if self.is_pending() && now >= self.expires_at {
            let at = self.expires_at;
            return self.moved(LoginState::Expired { at });
        }
        self
    }

    /// Whether it still waits for a decision.
    pub fn is_pending(&self) -> bool {
        self.state.tag() == StateTag::Pending
    }

    /// Said yes by a verified answer.
    ///
    /// # Errors
    /// [`NotPending`] unless it is pending and its time is not up (R2), or for a method that is too weak for it (R12).
    pub fn approve(self, approval: Approval) -> Result<Self, NotPending> {
        if !self.request.takes(approval.method) {
            return Err(NotPending);
        }
        self.decide(approval.at, LoginState::Approved(approval))
    }

    /// Said no by a verified answer.
    ///
    /// # Errors
    /// See [`Login::approve`].
    pub fn deny(self, denial: Denial) -> Result<Self, NotPending> {
        self.decide(denial.at, LoginState::Denied(denial))
    }

    /// Answered wrongly.
    ///
    /// # Errors
    /// See [`Login::approve`].
    pub fn fail(self, at: Timestamp, reason: FailReason) -> Result<Self, NotPending> {
        self.decide(at, LoginState::Failed { at, reason })
    }

    /// Ended by its starter or by circumstances.
    ///
    /// # Errors
    /// See [`Login::approve`].
    pub fn cancel(self, at: Timestamp, reason: Option<CancelReason>) -> Result<Self, NotPending> {
        self.decide(at, LoginState::Cancelled { at, reason })
    }

    /// Its time is up.
    ///
    /// # Errors
    /// [`NotPending`] unless it is pending and `now` has reached its end.
    pub fn expire(self, now: Timestamp) -> Result<Self, NotPending> {
        if !self.is_pending() || now < self.expires_at {
            return Err(NotPending);
        }
        Ok(self.as_of(now))
    }

    /// Whether it began with a password that is not its user's any more: then it is not worth what it says.
    pub fn is_outdated(&self, user: &User) -> bool {
        self.request.first_factor == FirstFactor::Verified
            && user.password_set_at.is_some_and(|set| set > self.created_at)
    }

    /// Whether phones were asked.
    pub fn has_asked(&self) -> bool {
        let has_sent = !matches!(self.state, LoginState::Pending(Waiting { sent: 0, .. }));
        has_sent && !self.request.devices.is_empty()
    }

    /// Pushed, for the first time or once more: the same challenges, the same number.
    ///
    /// # Errors
    /// See [`Login::approve`].
    pub fn resend(self, at: Timestamp) -> Result<Self, NotPending> {
        let waiting = *self.waiting()?;
        let resent = Waiting {
            sent: waiting.sent + 1,
            last_sent_at: at,
            undelivered: false,
            ..waiting
        };
        self.decide(at, LoginState::Pending(resent))
    }

    /// It is known whether its last push was taken in time.
    ///
    /// # Errors
    /// See [`Login::approve`].
    pub fn pushed(self, at: Timestamp, taken: bool) -> Result<Self, NotPending> {
        let waiting = *self.waiting()?;
        let pushed = Waiting {
            undelivered: !taken,
            ..waiting
        };
        self.decide(at, LoginState::Pending(pushed))
    }

    /// A code was sent for it, in the place of the one before. It lasts until `expires_at` at least, so that a message has time
    /// to arrive.
    ///
    /// # Errors
    /// See [`Login::approve`].
    pub fn send_code(self, code: SentCode, expires_at: Timestamp) -> Result<Self, NotPending> {
        let waiting = *self.waiting()?;
        let sent = Waiting {
            code: Some(code),
            ..waiting
        };
        let expires_at = self.expires_at.max(expires_at);
        let sent = self.decide(code.sent_at, LoginState::Pending(sent))?;
        Ok(Self { expires_at, ..sent })
    }

    /// How far the code that was sent has come; nothing if that is no news.
    ///
    /// # Errors
    /// See [`Login::approve`].
    pub fn code_moved(
        self,
        at: Timestamp,
        message: JobId,
        progress: CodeProgress,
    ) -> Result<Option<Self>, NotPending> {
        let waiting = *self.waiting()?;
        let Some(code) = waiting.code.and_then(|code| code.moved(message, progress)) else {
            return Ok(None);
        };
        let moved = Waiting {
            code: Some(code),
            ..waiting
        };
        self.decide(at, LoginState::Pending(moved)).map(Some)
    }

    /// The code that was sent for it last, while it waits.
    pub const fn sent_code(&self) -> Option<&SentCode> {
        match &self.state {
            LoginState::Pending(waiting) => waiting.code.as_ref(),
            _ => None,
        }
    }

    /// A wrong code was typed; the sixth ends it.
    ///
    /// # Errors
    /// See [`Login::approve`].
    pub fn refuse_code(self, at: Timestamp) -> Result<Self, NotPending> {
        let waiting = *self.waiting()?;
        if waiting.wrong_codes >= CODE_ATTEMPTS {
            return self.fail(at, FailReason::TooManyCodes);
        }
        let refused = Waiting {
            wrong_codes: waiting.wrong_codes + 1,
            ..waiting
        };
        self.decide(at, LoginState::Pending(refused))
    }

    /// How many more wrong codes it bears.
    pub const fn attempts_left(&self) -> u32 {
        match self.state {
            LoginState::Pending(waiting) => CODE_ATTEMPTS + 1 - waiting.wrong_codes,
            _ => 0,
        }
    }

    /// Whether a push is late, or was refused.
    pub const fn is_undelivered(&self) -> bool {
        matches!(
            self.state,
            LoginState::Pending(Waiting {
                undelivered: true,
                ..
            })
        )
    }

    /// What has happened while it waits.
    ///
    /// # Errors
    /// [`NotPending`] if it does not.
    pub const fn waiting(&self) -> Result<&Waiting, NotPending> {
        match &self.state {
            LoginState::Pending(waiting) => Ok(waiting),
            _ => Err(NotPending),
        }
    }

    /// The login once its person has logged out of what it opened; nothing unless it was approved and they had not.
    #[must_use]
    pub fn logged_out(mut self, at: Timestamp) -> Option<Self> {
        match &mut self.state {
            LoginState::Approved(approval) if approval.logged_out_at.is_none() => {
                approval.logged_out_at = Some(at);
                self.version = self.version.next();
                Some(self)
            }
            _ => None,
        }
    }

    /// When its person logged out, if they have.
    pub const fn logged_out_at(&self) -> Option<Timestamp> {
        match &self.state {
            LoginState::Approved(approval) => approval.logged_out_at,
            _ => None,
        }
    }

    /// What the approval is worth, from what was verified in this login (R12); a confirmation is worth no login.
    pub fn assurance(&self) -> Option<Assurance> {
        match &self.state {
            LoginState::Approved(approval) if self.request.purpose.is_log_in() => Some(assurance::of(
                approval.method,
                approval.presence,
                approval.storage,
                self.request.first_factor,
            )),
            _ => None,
        }
    }

    /// Whether it satisfies what was demanded of it, once it is approved; nothing if nothing was.
    pub fn meets_demand(&self) -> Option<bool> {
        let (demand, assurance) = (self.request.demand.as_ref()?, self.assurance()?);
        Some(demand.requirement.is_met_by(&assurance.acr))
    }

    fn decide(self, at: Timestamp, state: LoginState) -> Result<Self, NotPending> {
        if !self.is_pending() || at >= self.expires_at {
            return Err(NotPending);
        }
        Ok(self.moved(state))
    }

    fn moved(self, state: LoginState) -> Self {
        Self {
            state,
            version: self.version.next(),
            ..self
        }
    }
}

/// Wrong codes after which a login bears one more, which ends it.
pub(super) const CODE_ATTEMPTS: u32 = 5;

#[cfg(test)]
mod tests;
