//! The time between a code on a page and a working authenticator.

use countersign_proto::{
    forgerock::message_id::{MessageId, MessageKind},
    ids::{AuthenticatorId, DeviceId, EnrollmentId, JobId, LoginId, UserId},
    keys::ChallengeNonce,
};
use serde::{Deserialize, Serialize};

use super::{
    ClientId, CodeProgress, Confirmation, Method, NotPending, Oath, SentCode, Telephone, Timestamp,
    TokenHash, Version, login::CODE_ATTEMPTS,
};
use crate::secrets::Sealed;

/// An enrolment from its link to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrollment {
    /// Random; the phone returns it inside the message id.
    pub id: EnrollmentId,
    /// For whom.
    pub user_id: UserId,
    /// Who asked.
    pub client_id: ClientId,
    /// What will be enrolled.
    pub kind: EnrollmentKind,
    /// Who will vouch for it.
    pub confirmation: Confirmation,
    /// What its owner will call it; the device's name if absent.
    pub label: Option<String>,
    /// The relay's app that the device is expected to run.
    pub app: String,
    /// The login that allowed it, where the user already had an authenticator; allows one enrolment only (R11).
    pub approved_login: Option<LoginId>,
    /// The device whose place the new one takes: its person has asked for that on it.
    pub replaces: Option<DeviceId>,
    /// Hash of the one-time link's token.
    pub link: TokenHash,
    /// Hash of the cookie of the browser that opened the one-time link; no other browser sees the code.
    pub browser: Option<TokenHash>,
    /// Hash of the phone's registration, of which a repeat is accepted again (R6).
    pub registration: Option<TokenHash>,
    /// What has come of it so far. It stays, however the rest ends: a phone that was told yes works (R3).
    pub enrolled: Vec<Enrolled>,
    /// When it was started.
    pub created_at: Timestamp,
    /// From when on nothing can be enrolled by it.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: EnrollmentState,
    /// See [`Version`].
    pub version: Version,
}

/// What an enrolment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnrollmentKind {
    /// An app that answers signed challenges.
    Push,
    /// An app that shows one-time passwords by time.
    Totp,
    /// An app or a token that shows one-time passwords by count.
    Hotp,
    /// An app that does both, from one code, with recovery codes if the user has none.
    Combined,
    /// Codes on paper, in place of any earlier ones.
    RecoveryCode,
    /// A key that a browser uses.
    Passkey,
    /// A telephone to which codes are sent.
    Phone,
}

/// Where an enrolment stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one for each enrolment, and it stays open for minutes"
)]
pub enum EnrollmentState {
    /// Waiting for a phone, a code, or both.
    Open(Unproven),
    /// All of it works.
    Completed {
        /// When.
        at: Timestamp,
    },
    /// Not all came in time.
    Expired {
        /// The end of its time.
        at: Timestamp,
        /// How the phone would have spoken, if it waited for one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        protocol: Option<PhoneProtocol>,
    },
    /// Ended by whoever started it, or by too many wrong codes.
    Cancelled {
        /// When.
        at: Timestamp,
    },
}

/// What is still to be proven. Gone with this state: none of it leaves the server again (R11).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unproven {
    /// A phone is to register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push: Option<UnprovenPush>,
    /// A code is to be typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oath: Option<UnprovenOath>,
    /// Codes on paper; one of them is to be typed, unless an app's code proves the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<UnprovenRecovery>,
    /// A browser is to make a passkey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkey: Option<UnprovenPasskey>,
    /// The code that was sent to a telephone is to be typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<UnprovenTelephone>,
    /// Wrong codes typed.
    #[serde(default)]
    pub wrong_codes: u32,
}

/// What a phone needs to register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnprovenPush {
    /// A compatible phone.
    Compatible {
        /// The key that the device will share with us, sealed.
        secret: Sealed,
        /// What the device proves the key over, sealed: it travels beside the key.
        nonce: Sealed,
    },
    /// A native phone.
    Native {
        /// What shows that the phone has seen its link, sealed.
        code: Sealed,
    },
}

/// How a phone speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneProtocol {
    /// As apps on the ForgeRock and Ping SDKs do.
    #[default]
    Compatible,
    /// As our own phones do.
    Native,
}

/// One-time passwords of which none has been typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnprovenOath {
    /// The authenticator that it will be.
    pub authenticator_id: AuthenticatorId,
    /// The seed.
    pub oath: Oath,
}

/// Codes on paper that nobody has shown to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnprovenRecovery {
    /// The authenticator that they will be.
    pub authenticator_id: AuthenticatorId,
    /// The codes, sealed.
    pub codes: Sealed,
}

/// A passkey that no browser has made yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnprovenPasskey {
    /// What the new key proves itself over; good for this enrolment alone.
    pub challenge: TokenHash,
    /// When it was drawn, if that was later than the enrolment began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn_at: Option<Timestamp>,
}

/// A telephone of which nobody has shown to have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnprovenTelephone {
    /// The authenticator that it will be.
    pub authenticator_id: AuthenticatorId,
    /// The telephone.
    pub telephone: Telephone,
    /// The code that was sent to it last.
    pub code: SentCode,
}

/// Something that an enrolment has brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// The new authenticator.
    pub authenticator_id: AuthenticatorId,
    /// What it is.
    pub method: Method,
    /// The new device, for push.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_id: Option<DeviceId>,
}

impl Enrollment {
    /// The message id under which phones know it.
    pub fn message_id(&self) -> MessageId {
        MessageId {
            kind: MessageKind::Register,
            id: self.id.as_uuid(),
            created_at_ms: self.created_at.as_millis(),
        }
    }

    /// The enrolment as it stands at `now`; see [`super::Login::as_of`].
    #[must_use]
    pub fn as_of(self, now: Timestamp) -> Self {
        let at = self.expires_at;
        match &self.state {
            EnrollmentState::Open(unproven) if now >= at => {
                let protocol = unproven.push.as_ref().map(UnprovenPush::protocol);
                self.moved(EnrollmentState::Expired { at, protocol })
            }
            _ => self,
        }
    }

    /// Begun anew with other secrets, because its time was up before anything came of it.
    ///
    /// # Errors
    /// [`NotPending`] unless it has expired like that.
    pub fn renewed(self, unproven: Unproven, expires_at: Timestamp) -> Result<Self, NotPending> {
        let is_untouched = self.enrolled.is_empty() && self.registration.is_none();
        match self.state {
            EnrollmentState::Expired { .. } if is_untouched => Ok(Self {
                expires_at,
                ..self.moved(EnrollmentState::Open(unproven))
            }),
            _ => Err(NotPending),
        }
    }

    /// Whether it still waits for something.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, EnrollmentState::Open(_))
    }

    /// What is still to be proven, while it can be.
    ///
    /// # Errors
    /// [`NotPending`] once it is completed, expired or cancelled.
    pub fn unproven(&self, now: Timestamp) -> Result<&Unproven, NotPending> {
        match &self.state {
            EnrollmentState::Open(unproven) if now < self.expires_at => Ok(unproven),
            _ => Err(NotPending),
        }
    }

    /// The phone that has registered, if one has.
    pub fn device_id(&self) -> Option<DeviceId> {
        self.enrolled.iter().find_map(|enrolled| enrolled.device_id)
    }

    /// Opened in the browser with this cookie.
    ///
    /// # Errors
    /// [`NotPending`] if it has ended or another browser came first.
    pub fn open(self, browser: TokenHash, now: Timestamp) -> Result<Self, NotPending> {
        self.unproven(now)?;
        if self.browser.is_some() {
            return Err(NotPending);
        }
        Ok(Self {
            browser: Some(browser),
            version: self.version.next(),
            ..self
        })
    }

    /// Whether the browser with this cookie opened the link. A cancelled one belongs to nobody.
    pub fn belongs_to(&self, browser: &TokenHash) -> bool {
        let is_cancelled = matches!(self.state, EnrollmentState::Cancelled { .. });
        !is_cancelled && self.browser.as_ref() == Some(browser)
    }

    /// A device holds the key.
    ///
    /// # Errors
    /// [`NotPending`] once it has ended or a device has registered.
    pub fn registered(
        self,
        device: Enrolled,
        registration: TokenHash,
        now: Timestamp,
    ) -> Result<Self, NotPending> {
        let unproven = self.unproven(now)?.clone();
        if unproven.push.is_none() {
            return Err(NotPending);
        }
        let left = Unproven {
            push: None,
            ..unproven
        };
        let registered = Self {
            registration: Some(registration),
            ..self
        };
        Ok(registered.proven([device], left, now))
    }

    /// A right code was typed: all that codes can prove is proven.
    ///
    /// # Errors
    /// [`NotPending`] once it has ended.
    pub fn coded(
        self,
        authenticators: impl IntoIterator<Item = Enrolled>,
        now: Timestamp,
    ) -> Result<Self, NotPending> {
        let unproven = self.unproven(now)?.clone();
        let left = Unproven {
            push: unproven.push,
            ..Unproven::default()
        };
        Ok(self.proven(authenticators, left, now))
    }

    /// A wrong code was typed; the sixth ends it.
    ///
    /// # Errors
    /// [`NotPending`] once it has ended.
    pub fn refuse_code(self, now: Timestamp) -> Result<Self, NotPending> {
        let unproven = self.unproven(now)?.clone();
        if unproven.wrong_codes >= CODE_ATTEMPTS {
            return self.cancel(now);
        }
        let wrong_codes = unproven.wrong_codes + 1;
        Ok(self.moved(EnrollmentState::Open(Unproven {
            wrong_codes,
            ..unproven
        })))
    }

    /// Another code was sent to the telephone, in the place of the one before.
    ///
    /// # Errors
    /// [`NotPending`] once it has ended, or if it is about no telephone.
    pub fn send_code(self, code: SentCode) -> Result<Self, NotPending> {
        let unproven = self.unproven(code.sent_at)?.clone();
        let telephone = unproven.telephone.ok_or(NotPending)?;
        let sent = Unproven {
            telephone: Some(UnprovenTelephone { code, ..telephone }),
            ..unproven
        };
        Ok(self.moved(EnrollmentState::Open(sent)))
    }

    /// How far the code that was sent has come; nothing if that is no news.
    pub fn code_moved(self, at: Timestamp, message: JobId, progress: CodeProgress) -> Option<Self> {
        let unproven = self.unproven(at).ok()?.clone();
        let telephone = unproven.telephone?;
        let code = telephone.code.moved(message, progress)?;
        let moved = Unproven {
            telephone: Some(UnprovenTelephone { code, ..telephone }),
            ..unproven
        };
        Some(self.moved(EnrollmentState::Open(moved)))
    }

    /// The telephone that is to be proven, while it can be.
    pub const fn telephone(&self) -> Option<&UnprovenTelephone> {
        match &self.state {
            EnrollmentState::Open(unproven) => unproven.telephone.as_ref(),
            _ => None,
        }
    }

    /// How many more wrong codes it bears.
    pub const fn attempts_left(&self) -> u32 {
        match &self.state {
            EnrollmentState::Open(unproven) => CODE_ATTEMPTS + 1 - unproven.wrong_codes,
            _ => 0,
        }
    }

    /// Ended by whoever started it.
    ///
    /// # Errors
    /// [`NotPending`] once it has ended.
    pub fn cancel(self, at: Timestamp) -> Result<Self, NotPending> {
        self.unproven(at)?;
        Ok(self.moved(EnrollmentState::Cancelled { at }))
    }

    fn proven(
        mut self,
        authenticators: impl IntoIterator<Item = Enrolled>,
        left: Unproven,
        at: Timestamp,
    ) -> Self {
        self.enrolled.extend(authenticators);
        let Unproven {
            push,
            oath,
            recovery,
            passkey,
            telephone,
            wrong_codes: _,
        } = &left;
        let codes = recovery.is_none() && telephone.is_none() && oath.is_none();
        if push.is_none() && passkey.is_none() && codes {
            self.moved(EnrollmentState::Completed { at })
        } else {
            self.moved(EnrollmentState::Open(left))
        }
    }

    fn moved(self, state: EnrollmentState) -> Self {
        Self {
            state,
            version: self.version.next(),
            ..self
        }
    }
}

impl EnrollmentState {
    /// The word used in SQL, JSON, metrics and logs: an open one is `pending` until a phone has registered, and then
    /// `proving` until a code has been typed.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Open(Unproven { push: Some(_), .. }) => "pending",
            Self::Open(_) => "proving",
            Self::Completed { .. } => "completed",
            Self::Expired { .. } => "expired",
            Self::Cancelled { .. } => "cancelled",
        }
    }
}

impl UnprovenPush {
    /// The nonce's place among sealed values; the secret's is that of the device it will become.
    pub const NONCE_COLUMN: &'static str = "enrollment.nonce";
    /// The code's place among sealed values.
    pub const CODE_COLUMN: &'static str = "enrollment.code";

    /// How the phone that it waits for speaks.
    pub const fn protocol(&self) -> PhoneProtocol {
        match self {
            Self::Compatible { .. } => PhoneProtocol::Compatible,
            Self::Native { .. } => PhoneProtocol::Native,
        }
    }

    /// Rebuilds the public challenge from its opened bytes, if it has the right length.
    pub fn nonce_from(bytes: &[u8]) -> Option<ChallengeNonce> {
        bytes.try_into().ok().map(ChallengeNonce::from_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::MovingFactor,
        testing::{sample, sample::NOW},
    };

    fn combined() -> Enrollment {
        let enrollment = sample::enrollment_of(&sample::user());
        let EnrollmentState::Open(push) = enrollment.state.clone() else {
            panic!("samples are open")
        };
        let oath = UnprovenOath {
            authenticator_id: sample::authenticator().id,
            oath: Oath::new(Sealed::from_stored(vec![1]), 6, MovingFactor::time()),
        };
        Enrollment {
            kind: EnrollmentKind::Combined,
            state: EnrollmentState::Open(Unproven {
                oath: Some(oath),
                ..push
            }),
            ..enrollment
        }
    }

    fn enrolled(method: Method, device_id: Option<DeviceId>) -> Enrolled {
        Enrolled {
            authenticator_id: sample::authenticator().id,
            method,
            device_id,
        }
    }

    #[test]
    fn both_halves_complete_it_in_whatever_order_they_come() {
        let phone = enrolled(Method::Push, Some(sample::device().id));
        let code = enrolled(Method::Totp, None);
        let hash = TokenHash::of(b"registration");
        let scanned = combined().registered(phone, hash, NOW).unwrap();
        assert_eq!(scanned.state.as_str(), "proving");
        assert_eq!(scanned.coded([code], NOW).unwrap().state.as_str(), "completed");
        let typed = combined().coded([code], NOW).unwrap();
        assert_eq!(typed.state.as_str(), "pending");
        let whole = typed.registered(phone, hash, NOW).unwrap();
        assert_eq!(
            (whole.state.as_str(), whole.device_id()),
            ("completed", phone.device_id)
        );
    }

    #[test]
    fn what_was_enrolled_stays_though_the_rest_expires() {
        let phone = enrolled(Method::Push, Some(sample::device().id));
        let half = combined().registered(phone, TokenHash::of(b"r"), NOW).unwrap();
        let end = half.expires_at;
        assert_eq!(half.clone().coded([], end), Err(NotPending));
        let expired = half.as_of(end);
        assert_eq!(
            (expired.state.as_str(), expired.enrolled.as_slice()),
            ("expired", [phone].as_slice())
        );
    }

    #[test]
    fn the_sixth_wrong_code_ends_it() {
        let mut enrollment = combined();
        for left in [5, 4, 3, 2, 1] {
            enrollment = enrollment.refuse_code(NOW).unwrap();
            assert_eq!(enrollment.attempts_left(), left);
        }
        let ended = enrollment.refuse_code(NOW).unwrap();
        assert_eq!((ended.state.as_str(), ended.attempts_left()), ("cancelled", 0));
    }

    #[test]
    fn r11_only_what_has_expired_untouched_is_begun_anew() {
        let open = combined();
        let end = open.expires_at;
        let EnrollmentState::Open(unproven) = open.state.clone() else {
            panic!("it is open")
        };
        let renewed = |one: Enrollment| one.renewed(unproven.clone(), end + TTL);
        assert_eq!(renewed(open.clone()), Err(NotPending));
        assert_eq!(renewed(open.clone().cancel(NOW).unwrap()), Err(NotPending));
        let again = renewed(open.clone().as_of(end)).unwrap();
        assert!(again.unproven(end).is_ok() && again.unproven(end + TTL).is_err());
        let device = Enrolled {
            authenticator_id: sample::authenticator().id,
            method: Method::Push,
            device_id: Some(sample::device().id),
        };
        let half = open.registered(device, TokenHash::of(b"r"), NOW).unwrap();
        assert_eq!(renewed(half.as_of(end)), Err(NotPending));
    }

    const TTL: std::time::Duration = std::time::Duration::from_secs(300);
}
