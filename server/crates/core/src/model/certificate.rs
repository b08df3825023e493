//! Digital certificates of people, and what signs them.

use std::time::Duration;

use countersign_proto::ids::{AuthenticatorId, CertificateAuthorityId, LoginId, UserId};
use data_encoding::{BASE64, HEXLOWER, HEXUPPER};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{Timestamp, TokenHash, Version};
use crate::secrets::{Place, Sealed};

/// A certificate that authenticates its person, as it was read from its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientCertificate {
    /// SHA-256 of the whole certificate, by which it is known.
    pub fingerprint: TokenHash,
    /// What its issuer calls it, in lower-case hexadecimal.
    pub serial: String,
    /// Whom it names, fit to be shown (RFC 4514).
    pub subject: String,
    /// Who says so.
    pub issuer: String,
    /// From when on it holds.
    pub not_before: Timestamp,
    /// From when on it holds no longer.
    pub not_after: Timestamp,
    /// The authority of this server that signed it; none if an organisation's did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<CertificateAuthorityId>,
    /// The organisation that gave it to its person, if this server did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Organisation>,
    /// The certificate itself (DER).
    pub der: CertificateBytes,
}

/// How a certificate of an organisation came to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// What the settings call the authority that vouches for it, and the only one that does.
    pub authority: String,
    /// What was shown of the way there, the nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub between: Vec<CertificateBytes>,
    /// The login in whose session its person added it. Each login allows one authenticator (R11).
    pub added_in: LoginId,
}

impl ClientCertificate {
    /// Whether it holds at `now`.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.not_before <= now && now < self.not_after
    }

    /// Whether it was added on the strength of this login.
    pub fn was_added_in(&self, login: LoginId) -> bool {
        self.organisation
            .as_ref()
            .is_some_and(|organisation| organisation.added_in == login)
    }

    /// The fingerprint as programs show it: pairs of hexadecimal digits.
    pub fn fingerprint_text(&self) -> String {
        let digits = HEXUPPER.encode(self.fingerprint.as_bytes());
        let pairs: Vec<&str> = (0..digits.len())
            .step_by(2)
            .map(|at| &digits[at..at + 2])
            .collect();
        pairs.join(":")
    }
}

/// A certificate as it travels (DER).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateBytes(pub Vec<u8>);

impl Serialize for CertificateBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for CertificateBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        BASE64.decode(text.as_bytes()).map(Self).map_err(D::Error::custom)
    }
}

/// The one place of a certificate among all accounts: while it is active, no other account can have it, and its account
/// no other. It outlives its account, because revocation lists name it until it has expired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// See [`ClientCertificate::fingerprint`].
    pub fingerprint: TokenHash,
    /// Whose it is; nobody's once the account is gone.
    pub user_id: Option<UserId>,
    /// What it is to its user.
    pub authenticator_id: AuthenticatorId,
    /// See [`ClientCertificate::authority`].
    pub authority: Option<CertificateAuthorityId>,
    /// What its issuer calls it, in lower-case hexadecimal.
    pub serial: String,
    /// From when on it holds no longer.
    pub not_after: Timestamp,
    /// Where it stands.
    pub state: CertificateState,
    /// See [`Version`].
    pub version: Version,
}

/// Where a certificate stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum CertificateState {
    /// Its person can use it, as long as its authenticator and account can be used.
    Active {
        /// How many notices of its coming end were given.
        #[serde(default)]
        notices: u8,
    },
    /// It is good for nothing any more.
    Revoked {
        /// Since when.
        at: Timestamp,
        /// Why.
        reason: RevocationReason,
    },
    /// Its time was up.
    Expired,
}

/// Why a certificate was revoked, in the words of RFC 5280, 5.3.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevocationReason {
    /// Its person uses it no longer, or is gone.
    CessationOfOperation,
    /// Another one took its place.
    Superseded,
    /// An operator took it away.
    PrivilegeWithdrawn,
    /// It is set aside, and may come back.
    CertificateHold,
}

impl Certificate {
    /// How long before the end its person is told, first things first.
    pub const NOTICES: [Duration; 3] = [
        Duration::from_secs(30 * 24 * 3600),
        Duration::from_secs(14 * 24 * 3600),
        Duration::from_secs(3 * 24 * 3600),
    ];

    /// The place of `certificate`, which `authenticator_id` of a user now is.
    pub fn new(certificate: &ClientCertificate, user: UserId, authenticator_id: AuthenticatorId) -> Self {
        Self {
            fingerprint: certificate.fingerprint,
            user_id: Some(user),
            authenticator_id,
            authority: certificate.authority,
            serial: certificate.serial.clone(),
            not_after: certificate.not_after,
            state: CertificateState::Active { notices: 0 },
            version: Version::FIRST,
        }
    }

    /// Whether its account has it.
    pub const fn is_active(&self) -> bool {
        matches!(self.state, CertificateState::Active { .. })
    }

    /// Whether another account may have it now, or the same one again: nobody has it, and no operator has taken it from anybody.
    pub const fn is_free(&self) -> bool {
        match self.state {
            CertificateState::Active { .. } => self.user_id.is_none(),
            CertificateState::Revoked { reason, .. } => {
                !matches!(reason, RevocationReason::PrivilegeWithdrawn)
            }
            CertificateState::Expired => true,
        }
    }

    /// When something is to be done about it by itself: its person is told, or it has expired.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self.state {
            CertificateState::Active { notices } => {
                let notice = Self::NOTICES.get(usize::from(notices));
                Some(notice.map_or(self.not_after, |before| self.not_after - *before))
            }
            CertificateState::Revoked { .. } | CertificateState::Expired => None,
        }
    }

    /// What is due at `now`, done: as many notices count as given as have come due, so that a long pause gives one.
    #[must_use]
    pub fn tended(self, now: Timestamp) -> Self {
        if !self.is_active() || self.due_at().is_none_or(|due| now < due) {
            return self;
        }
        if now >= self.not_after {
            return self.moved(CertificateState::Expired);
        }
        let due = Self::NOTICES
            .iter()
            .filter(|before| now >= self.not_after - **before);
        let notices = u8::try_from(due.count()).unwrap_or(u8::MAX);
        self.moved(CertificateState::Active { notices })
    }

    /// Good for nothing from now on. What is so already stays as it is.
    #[must_use]
    pub fn revoke(self, at: Timestamp, reason: RevocationReason) -> Self {
        if self.is_active() {
            self.moved(CertificateState::Revoked { at, reason })
        } else {
            self
        }
    }

    fn moved(self, state: CertificateState) -> Self {
        Self {
            state,
            version: self.version.next(),
            ..self
        }
    }
}

/// What signs certificates of people for this server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateAuthority {
    /// Never changes; part of the address of its revocation list.
    pub id: CertificateAuthorityId,
    /// Its own certificate (DER), signed by itself.
    pub certificate: CertificateBytes,
    /// Its private key (PKCS #8), sealed.
    pub key: Sealed,
    /// When it was made. The newest one signs; certificates of earlier ones hold until they expire.
    pub created_at: Timestamp,
    /// See [`Version`].
    pub version: Version,
}

impl CertificateAuthority {
    /// How long one lives.
    pub const LIFE: Duration = Duration::from_secs(10 * 366 * 24 * 3600);

    /// Where the key of an authority is sealed.
    pub const fn key_place(id: &[u8; 16]) -> Place<'_> {
        Place {
            column: "certificate_authority.key",
            row: id,
        }
    }
}

/// A serial number as it is kept.
pub fn serial_text(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// The reverse of [`serial_text`].
pub fn serial_bytes(text: &str) -> Option<Vec<u8>> {
    HEXLOWER.decode(text.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const DAY: Duration = Duration::from_secs(24 * 3600);

    fn day(day: u64) -> Timestamp {
        Timestamp::from_millis(0) + DAY * u32::try_from(day).unwrap()
    }

    fn issued() -> Certificate {
        Certificate {
            fingerprint: TokenHash::of(b"certificate"),
            user_id: Some(UserId::new(Uuid::from_u128(1))),
            authenticator_id: AuthenticatorId::new(Uuid::from_u128(2)),
            authority: None,
            serial: "01".to_owned(),
            not_after: day(365),
            state: CertificateState::Active { notices: 0 },
            version: Version::FIRST,
        }
    }

    #[test]
    fn its_person_is_told_three_times_before_it_expires() {
        let mut certificate = issued();
        for (due, notices) in [(335, 1), (351, 2), (362, 3)] {
            assert_eq!(certificate.due_at(), Some(day(due)));
            let early = Timestamp::from_millis(day(due).as_millis() - 1);
            assert_eq!(certificate.clone().tended(early), certificate);
            certificate = certificate.tended(day(due));
            assert_eq!(certificate.state, CertificateState::Active { notices });
        }
        assert_eq!(certificate.due_at(), Some(day(365)));
        assert_eq!(
            certificate.clone().tended(day(365)).state,
            CertificateState::Expired
        );
    }

    #[test]
    fn after_a_long_pause_there_is_one_notice() {
        let late = issued().tended(day(363));
        assert_eq!(late.state, CertificateState::Active { notices: 3 });
        assert_eq!(issued().tended(day(400)).state, CertificateState::Expired);
    }

    #[test]
    fn one_that_nobody_has_may_be_anothers_unless_an_operator_took_it() {
        let owned = issued();
        assert!(!owned.is_free(), "its account has it");
        let mut left = issued();
        left.user_id = None;
        assert!(left.is_free(), "its account is gone");
        for (reason, is_free) in [
            (RevocationReason::CessationOfOperation, true),
            (RevocationReason::Superseded, true),
            (RevocationReason::PrivilegeWithdrawn, false),
        ] {
            assert_eq!(issued().revoke(day(1), reason).is_free(), is_free, "{reason:?}");
        }
    }

    #[test]
    fn what_was_revoked_stays_so() {
        let revoked = issued().revoke(day(1), RevocationReason::CessationOfOperation);
        assert!(!revoked.is_active());
        assert_eq!(revoked.due_at(), None);
        let again = revoked.clone().revoke(day(2), RevocationReason::Superseded);
        assert_eq!(again, revoked);
        assert_eq!(revoked.clone().tended(day(400)), revoked);
    }
}
