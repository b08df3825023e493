//! The waiting attempt: pending until exactly one thing decides it (R1, R2).

use std::{fmt, net::IpAddr, sync::Arc};

use countersign_proto::ids::{AuthenticatorId, DeviceId, JobId, LoginId, UserId};
use serde::{Deserialize, Serialize};

use super::{
    ClientId, CodeProgress, Demand, DisplayText, NumberPrompt, SentCode, StandingKey, Timestamp, TokenHash,
    User, UserName, Version, initiator::digest,
};
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

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginRequest {
    /// The name at the time, as the assertion says it.
    pub username: UserName,
    /// What an approval does.
    #[serde(default, skip_serializing_if = "Purpose::is_log_in")]
    pub purpose: Purpose,
    /// The service name that the phone shows.
    pub service: DisplayText,
    /// How the phone proves to stand beside the login page.
    pub number: NumberPrompt,
    /// What the client wants shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<DisplayText>,
    /// Where the request came from, as the client says.
    #[serde(default, skip_serializing_if = "RequestContext::is_empty")]
    pub context: RequestContext,
    /// Whether a first factor preceded.
    pub first_factor: FirstFactor,
    /// Returned in the assertion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// Whom limits bind.
    pub initiator: StandingKey,
    /// At most one pending login holds a slot; absent for parallel logins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Slot>,
    /// Hash of what lets the starting browser read, cancel and resend.
    pub wait_token: TokenHash,
    /// Who is asked, now or once the person chooses the phone.
    pub devices: Vec<DeviceRef>,
    /// The authenticator that alone can decide it; any of the user's if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<AuthenticatorId>,
    /// What the service demands of it, and whether nothing less is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demand: Option<Demand>,
    /// What the user had at the time that could decide it, the first choice first.
    #[serde(default = "push_alone", skip_serializing_if = "is_push_alone")]
    pub methods: Vec<Method>,
}

impl LoginRequest {
    /// How it will be approved, unless the person chooses another way.
    pub fn first_method(&self) -> Method {
        self.methods.first().copied().unwrap_or(Method::Push)
    }

    /// Whether a method may decide it: where a policy is enforced, only one that was found strong enough (R12).
    pub fn takes(&self, method: Method) -> bool {
        let is_enforced = self.demand.as_ref().is_some_and(|demand| demand.enforced);
        // A message and a call are worth the same.
        let fits = |known: &Method| *known == method || (known.is_sent() && method.is_sent());
        !is_enforced || self.methods.iter().any(fits)
    }

    /// Whether a typed code can decide it.
    pub fn takes_codes(&self) -> bool {
        let is_typed =
            |method: &Method| !matches!(method, Method::Push | Method::Certificate | Method::Passkey);
        self.methods.iter().any(is_typed)
    }

    /// Whether a digital certificate can decide it.
    pub fn takes_certificates(&self) -> bool {
        self.methods.contains(&Method::Certificate)
    }

    /// Whether a passkey can decide it.
    pub fn takes_passkeys(&self) -> bool {
        self.methods.contains(&Method::Passkey)
    }

    /// Whether a code can be sent to a telephone to decide it.
    pub fn reaches_telephones(&self) -> bool {
        self.methods.iter().any(|method| method.is_sent())
    }

    /// Whether a code can decide it that nobody has to send.
    pub fn takes_other_codes(&self) -> bool {
        let mut unsent = self.methods.iter().filter(|method| !method.is_sent());
        unsent.any(|method| !matches!(method, Method::Push | Method::Certificate | Method::Passkey))
    }
}

fn push_alone() -> Vec<Method> {
    vec![Method::Push]
}

fn is_push_alone(methods: &[Method]) -> bool {
    methods == [Method::Push]
}

/// What an approval does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// It completes the login.
    #[default]
    LogIn,
    /// It confirms the authenticator that gave it, for every client (R11), and logs nobody in.
    Confirm,
}

impl Purpose {
    /// Whether an approval completes a login.
    pub fn is_log_in(&self) -> bool {
        *self == Self::LogIn
    }
}

/// Where a login stands, with what is known there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum LoginState {
    /// Waiting for a decision.
    Pending(Waiting),
    /// Said yes.
    Approved(Approval),
    /// Said no.
    Denied(Denial),
    /// Nobody answered in time.
    Expired {
        /// The end of its time.
        at: Timestamp,
    },
    /// Ended by whoever started it, or by circumstances.
    Cancelled {
        /// When.
        at: Timestamp,
        /// Why, unless somebody just cancelled it.
        reason: Option<CancelReason>,
    },
    /// Answered wrongly.
    Failed {
        /// When.
        at: Timestamp,
        /// How.
        reason: FailReason,
    },
}

/// What has happened while a login waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Pushes sent, the first one included; none as long as the person has not chosen the phone.
    pub sent: u32,
    /// When the last one was asked for; else when the login was started.
    pub last_sent_at: Timestamp,
    /// Wrong codes typed.
    #[serde(default, skip_serializing_if = "none_yet")]
    pub wrong_codes: u32,
    /// Whether a push is late, or was refused: its person must not wait for it in vain (R9).
    #[serde(default, skip_serializing_if = "is_false")]
    pub undelivered: bool,
    /// The code that was sent for it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<SentCode>,
}

impl Waiting {
    /// A first push is asked for now.
    pub const fn since(now: Timestamp) -> Self {
        Self {
            sent: 1,
            last_sent_at: now,
            wrong_codes: 0,
            undelivered: false,
            code: None,
        }
    }

    /// No push is asked for before the person chooses the phone.
    pub const fn for_a_choice(now: Timestamp) -> Self {
        Self {
            sent: 0,
            ..Self::since(now)
        }
    }
}

/// A yes and what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// When.
    pub at: Timestamp,
    /// By which authenticator of the user.
    pub authenticator_id: AuthenticatorId,
    /// On which device, if that is known.
    pub device_id: Option<DeviceId>,
    /// By which method.
    pub method: Method,
    /// What shows that whoever approved was looking at the login page.
    #[serde(default = "unshown", skip_serializing_if = "Presence::is_unshown")]
    pub presence: Presence,
    /// Where the key is that approved, as far as that is known.
    #[serde(default, skip_serializing_if = "KeyStorage::is_unknown")]
    pub storage: KeyStorage,
}

/// Where a key is kept, as its authenticator says it in what it signs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyStorage {
    /// Nothing says that it is bound to a device.
    #[default]
    Unknown,
    /// In one device, which it never leaves.
    Device,
}

impl KeyStorage {
    fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }
}

/// A no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denial {
    /// When.
    pub at: Timestamp,
    /// On which device.
    pub device_id: Option<DeviceId>,
    /// Whether more was said than no.
    pub reason: Option<DenyReason>,
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

fn none_yet(count: &u32) -> bool {
    *count == 0
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl LoginState {
    /// The bare state.
    pub const fn tag(&self) -> StateTag {
        match self {
            Self::Pending(_) => StateTag::Pending,
            Self::Approved(_) => StateTag::Approved,
            Self::Denied(_) => StateTag::Denied,
            Self::Expired { .. } => StateTag::Expired,
            Self::Cancelled { .. } => StateTag::Cancelled,
            Self::Failed { .. } => StateTag::Failed,
        }
    }

    /// The word for why it ended as it did, if there is one.
    pub const fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Denied(Denial {
                reason: Some(reason), ..
            }) => Some(reason.as_str()),
            Self::Cancelled {
                reason: Some(reason), ..
            } => Some(reason.as_str()),
            Self::Failed { reason, .. } => Some(reason.as_str()),
            _ => None,
        }
    }

    /// When it was decided.
    pub const fn decided_at(&self) -> Option<Timestamp> {
        match self {
            Self::Pending(_) => None,
            Self::Approved(Approval { at, .. }) | Self::Denied(Denial { at, .. }) => Some(*at),
            Self::Expired { at } | Self::Cancelled { at, .. } | Self::Failed { at, .. } => Some(*at),
        }
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used in SQL, JSON, metrics and logs.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// The states without their facts.
    StateTag {
        /// See [`LoginState::Pending`].
        Pending = "pending",
        /// See [`LoginState::Approved`].
        Approved = "approved",
        /// See [`LoginState::Denied`].
        Denied = "denied",
        /// See [`LoginState::Expired`].
        Expired = "expired",
        /// See [`LoginState::Cancelled`].
        Cancelled = "cancelled",
        /// See [`LoginState::Failed`].
        Failed = "failed",
    }
}

words! {
    /// What was said beyond no.
    DenyReason {
        /// "This was not me."
        Reported = "reported",
    }
}

words! {
    /// Why a login was ended without an answer.
    CancelReason {
        /// A newer login took its place.
        Superseded = "superseded",
        /// User, client or the last device was suspended.
        Suspended = "suspended",
        /// The server was restored from a backup that was taken while it was pending.
        Restored = "restored",
    }
}

words! {
    /// What was wrong with an answer.
    FailReason {
        /// Another number than the one shown.
        WrongNumber = "wrong_number",
        /// No number, or nothing that reads as one.
        MissingNumber = "missing_number",
        /// One wrong code too many.
        TooManyCodes = "too_many_codes",
        /// The last authenticator that could have decided it is locked.
        Locked = "locked",
    }
}

words! {
    /// How a login is approved, and what an authenticator for it is called; in the order in which they are offered.
    Method {
        /// A signed answer from an app.
        Push = "push",
        /// A one-time password by time.
        Totp = "totp",
        /// A one-time password by count.
        Hotp = "hotp",
        /// A digital certificate, shown by a browser.
        Certificate = "certificate",
        /// A passkey, used by a browser.
        Passkey = "passkey",
        /// A code in a text message.
        Sms = "sms",
        /// A code spoken in a call.
        Voice = "voice",
        /// A code on paper.
        RecoveryCode = "recovery_code",
        /// A code that an operator or a long wait has given.
        TemporaryCode = "temporary_code",
    }
}

impl Method {
    /// Whether people log in by it on any day, rather than on the one on which they have lost the others.
    pub fn is_everyday(self) -> bool {
        !matches!(self, Self::RecoveryCode | Self::TemporaryCode)
    }

    /// Whether its codes are sent to a telephone.
    pub const fn is_sent(self) -> bool {
        matches!(self, Self::Sms | Self::Voice)
    }
}

words! {
    /// What shows that whoever approved was looking at the login page.
    Presence {
        /// Nothing.
        Unshown = "unshown",
        /// The number that it shows was picked out of three.
        Picked = "picked",
        /// The digits that it shows were typed.
        Typed = "typed",
        /// Its code was scanned.
        Scanned = "scanned",
        /// It is open in the browser in which the phone approved.
        Here = "here",
    }
}

/// What approvals say that were written before presences were.
const fn unshown() -> Presence {
    Presence::Unshown
}

impl Presence {
    fn is_unshown(&self) -> bool {
        *self == Self::Unshown
    }
}

words! {
    /// Whether a first factor preceded, and who says so.
    FirstFactor {
        /// None that we know of.
        None = "none",
        /// The client says so; raises nothing.
        Asserted = "asserted",
        /// The password was verified here, in this login.
        Verified = "verified",
    }
}

/// Where a login was asked for, as the client says; shown, never trusted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestContext {
    /// The person's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<IpAddr>,
    /// The person's browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
}

impl RequestContext {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A device as the login page may name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRef {
    /// Which device.
    pub id: DeviceId,
    /// What it is called.
    pub name: String,
    /// Whether it fetches its challenges itself, whether or not it is pushed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fetches: bool,
}

/// The place of which a later login of the same user, client and context takes over from an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slot(u128);

impl Slot {
    /// The slot of a login; nobody else's `context` leads to it (R10, R14).
    pub fn derive(name: &UserName, client: &ClientId, context: &RequestContext) -> Self {
        let ip = context.ip.map(|ip| ip.to_string()).unwrap_or_default();
        let agent = context.user_agent.as_deref().unwrap_or_default();
        let parts = [
            name.as_str().as_bytes(),
            client.as_str().as_bytes(),
            ip.as_bytes(),
            agent.as_bytes(),
        ];
        Self(digest(&parts))
    }

    /// The slot that a store holds.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }

    /// The slot as a store holds it.
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}

#[cfg(test)]
mod tests;
