//! One enrolled way to authenticate.

use countersign_proto::ids::{AuthenticatorId, DeviceId, UserId};
use serde::{Deserialize, Serialize};

use super::{
    ClientCertificate, ClientId, Method, MovingFactor, Oath, Passkey, Purpose, RecoveryCodes, Telephone,
    TemporaryCode, Timestamp, Version,
};

/// Consecutive failures, over all initiators, that lock the authenticator itself (R14).
const FAILURES_BEFORE_LOCK: u32 = 100;

/// One enrolled way to authenticate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authenticator {
    /// Never changes.
    pub id: AuthenticatorId,
    /// Whose it is.
    pub user_id: UserId,
    /// What it is, and what proves it.
    pub credential: Credential,
    /// What its owner calls it.
    pub label: String,
    /// Whether it may be used.
    pub state: AuthenticatorState,
    /// Who vouches for it.
    pub confirmation: Confirmation,
    /// Failures since the last success.
    pub failures: u32,
    /// When it was enrolled.
    pub created_at: Timestamp,
    /// See [`Version`].
    pub version: Version,
}

impl Authenticator {
    /// Longest name, in user-perceived characters.
    pub const LABEL_GRAPHEMES: usize = 60;

    /// Whether it may serve a login of `client` (R4, R11).
    pub fn usable_by(&self, client: &ClientId) -> bool {
        self.state == AuthenticatorState::Active
            && match &self.confirmation {
                Confirmation::ByUser => true,
                Confirmation::OnlyFor(only) => only == client,
            }
    }

    /// Whether it may serve a login of `client` for `purpose`: only what waits for a confirmation gives one.
    pub fn serves(&self, client: &ClientId, purpose: Purpose) -> bool {
        match purpose {
            Purpose::LogIn | Purpose::Test => self.usable_by(client),
            Purpose::Confirm => self
                .unconfirmed_for()
                .is_some_and(|enrolled_by| self.usable_by(enrolled_by)),
        }
    }

    /// The client that alone relies on it until its user confirms it.
    pub const fn unconfirmed_for(&self) -> Option<&ClientId> {
        match &self.confirmation {
            Confirmation::ByUser => None,
            Confirmation::OnlyFor(client) => Some(client),
        }
    }

    /// The installation that holds it, if we know one.
    pub const fn device_id(&self) -> Option<DeviceId> {
        match self.credential {
            Credential::Push(device) => Some(device),
            Credential::Oath(_)
            | Credential::RecoveryCodes(_)
            | Credential::Certificate(_)
            | Credential::Passkey(_)
            | Credential::Telephone(_)
            | Credential::TemporaryCode(_) => None,
        }
    }

    /// The authenticator after one more failure; it locks at the hundredth in a row.
    #[must_use]
    pub fn failed(self) -> Self {
        let failures = self.failures + 1;
        let state = if failures >= FAILURES_BEFORE_LOCK {
            AuthenticatorState::Locked
        } else {
            self.state
        };
        Self {
            failures,
            state,
            version: self.version.next(),
            ..self
        }
    }

    /// The authenticator after it approved a login for `purpose` and `credential` is what is left of it, or nothing if
    /// that leaves it as it was.
    pub fn approved(&self, purpose: Purpose, credential: &Credential) -> Option<Self> {
        let confirmation = match purpose {
            // Nothing was shown but that a push arrives: failures stay counted.
            Purpose::Test => return None,
            Purpose::LogIn => self.confirmation.clone(),
            Purpose::Confirm => Confirmation::ByUser,
        };
        let changed =
            self.failures > 0 || confirmation != self.confirmation || *credential != self.credential;
        changed.then(|| Self {
            failures: 0,
            confirmation,
            credential: credential.clone(),
            version: self.version.next(),
            ..self.clone()
        })
    }

    /// The authenticator in another state. Failures stay counted: only a success or an operator forgets them.
    #[must_use]
    pub fn in_state(self, state: AuthenticatorState) -> Self {
        Self {
            state,
            version: self.version.next(),
            ..self
        }
    }

    /// The authenticator in use again, with nothing held against it.
    #[must_use]
    pub fn unlocked(self) -> Self {
        Self {
            failures: 0,
            ..self.in_state(AuthenticatorState::Active)
        }
    }

    /// The authenticator under another name.
    #[must_use]
    pub fn labelled(self, label: String) -> Self {
        Self {
            label,
            version: self.version.next(),
            ..self
        }
    }
}

/// What an authenticator is, and what proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// An app on this device that answers signed challenges.
    Push(DeviceId),
    /// An app that shows one-time passwords.
    Oath(Oath),
    /// Codes on paper.
    RecoveryCodes(RecoveryCodes),
    /// A digital certificate, whose key its person keeps.
    Certificate(Box<ClientCertificate>),
    /// A key that a browser uses on its person's behalf.
    Passkey(Passkey),
    /// A telephone to which codes are sent.
    Telephone(Telephone),
    /// A code that lets its user in once, for a while.
    TemporaryCode(TemporaryCode),
}

impl Credential {
    /// The method that it serves, which is also what it is called.
    pub const fn method(&self) -> Method {
        match self {
            Self::Push(_) => Method::Push,
            Self::Oath(oath) => match oath.factor {
                MovingFactor::Time { .. } => Method::Totp,
                MovingFactor::Count { .. } => Method::Hotp,
            },
            Self::RecoveryCodes(_) => Method::RecoveryCode,
            Self::Passkey(_) => Method::Passkey,
            Self::Telephone(telephone) => telephone.channel.method(),
            Self::Certificate(_) => Method::Certificate,
            Self::TemporaryCode(_) => Method::TemporaryCode,
        }
    }

    /// Whether it can prove anything at this time.
    pub fn works(&self, now: Timestamp) -> bool {
        match self {
            Self::TemporaryCode(code) => code.works(now),
            Self::Certificate(certificate) => certificate.is_valid(now),
            Self::Push(_)
            | Self::Oath(_)
            | Self::RecoveryCodes(_)
            | Self::Passkey(_)
            | Self::Telephone(_) => !self.is_spent(),
        }
    }

    /// The digital certificate that it is, if it is one.
    pub fn certificate(&self) -> Option<&ClientCertificate> {
        match self {
            Self::Certificate(certificate) => Some(certificate),
            _ => None,
        }
    }

    /// Whether nothing is left that could prove it.
    pub const fn is_spent(&self) -> bool {
        match self {
            Self::Push(_) | Self::Oath(_) | Self::Certificate(_) | Self::Passkey(_) | Self::Telephone(_) => {
                false
            }
            Self::RecoveryCodes(codes) => codes.unused.is_empty(),
            Self::TemporaryCode(code) => code.unused.is_none(),
        }
    }
}

/// Whether an authenticator may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthenticatorState {
    /// In use.
    Active,
    /// Set aside by its user, a client or an operator.
    Suspended,
    /// Set aside by the server after too many failures; an operator unlocks it.
    Locked,
    /// Set aside by its user, who has lost it or says that it is not theirs.
    Lost,
    /// Gone for good; the row stays so that late answers are known for what they are.
    Deleted,
}

/// Who vouches that an authenticator belongs to its user (R11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirmation {
    /// The user, on a page of this server.
    ByUser,
    /// Only the client that enrolled it: no other client may rely on it.
    OnlyFor(ClientId),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sample;

    #[test]
    fn r14_an_authenticator_locks_at_the_hundredth_failure_in_a_row() {
        let mut authenticator = sample::authenticator();
        for _ in 0..99 {
            authenticator = authenticator.failed();
        }
        assert_eq!(authenticator.state, AuthenticatorState::Active);
        assert_eq!(authenticator.failed().state, AuthenticatorState::Locked);
    }

    #[test]
    fn r11_an_unconfirmed_authenticator_serves_only_the_client_that_enrolled_it() {
        let shop = ClientId::new("shop");
        let authenticator = Authenticator {
            confirmation: Confirmation::OnlyFor(shop.clone()),
            ..sample::authenticator()
        };
        assert!(authenticator.usable_by(&shop));
        assert!(!authenticator.usable_by(&ClientId::new("bank")));
        assert_eq!(
            authenticator.approved(Purpose::LogIn, &authenticator.credential),
            None,
            "a login confirms nothing"
        );
        let failed = authenticator.clone().failed();
        assert_eq!(
            failed.approved(Purpose::Test, &failed.credential),
            None,
            "a test forgives nothing"
        );
        let confirmed = authenticator
            .approved(Purpose::Confirm, &authenticator.credential)
            .unwrap();
        assert!(confirmed.usable_by(&ClientId::new("bank")));
    }
}
