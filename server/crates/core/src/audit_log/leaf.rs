//! What of a record goes into its leaf.
//!
//! Its place and every field that it has, each with a tag and its length, so that no two records read alike; a new field of
//! records is a new tag, and older records keep their leaves. Personal details go in as a salted hash: they can be erased
//! with their salt, and nobody can guess them from the hash that stands in for them (32 bits are an address, 128 the salt).

use sha2::{Digest, Sha256};

use super::Hash;
use crate::model::{Audit, ClientId, Personal, PersonalDetails};

/// What begins every leaf's content.
const RECORD: &[u8] = b"countersign audit record 1\0";
/// What begins the bytes that personal details are hashed in.
const PERSONAL: &[u8] = b"countersign audit personal 1\0";

/// The leaf of the record at place `seq` of the log.
pub fn record_leaf(seq: i64, record: &Audit) -> Hash {
    let Audit {
        at,
        event,
        user_id,
        client_id,
        login_id,
        device_id,
        authenticator_id,
        enrollment_id,
        operator_id,
        reason,
        personal,
    } = record;
    let mut content = Content::begin(RECORD, seq);
    content.field(1, Some(&at.as_millis().to_be_bytes()));
    content.field(2, Some(event.as_str().as_bytes()));
    content.field(3, user_id.map(|id| id.as_uuid().into_bytes()));
    content.field(4, client_id.as_ref().map(ClientId::as_str));
    content.field(5, login_id.map(|id| id.as_uuid().into_bytes()));
    content.field(6, device_id.map(|id| id.as_uuid().into_bytes()));
    content.field(7, authenticator_id.map(|id| id.as_uuid().into_bytes()));
    content.field(8, enrollment_id.map(|id| id.as_uuid().into_bytes()));
    content.field(9, reason.as_ref());
    let personal = match personal {
        Personal::None => None,
        Personal::Kept(details) => Some(personal_hash(details)),
        Personal::Erased(hash) => Some(*hash),
    };
    content.field(10, personal.as_ref().map(Hash::as_bytes));
    content.field(11, operator_id.map(|id| id.as_uuid().into_bytes()));
    Hash::of_leaf(&content.0)
}

/// What stands in for personal details once they are erased.
pub fn personal_hash(details: &PersonalDetails) -> Hash {
    let PersonalDetails { salt, address } = details;
    let mut content = Content(PERSONAL.to_vec());
    content.field(1, Some(salt.as_bytes()));
    content.field(2, Some(address));
    Hash::from_bytes(Sha256::digest(&content.0).into())
}

/// The bytes that are hashed, as they grow.
struct Content(Vec<u8>);

impl Content {
    fn begin(domain: &[u8], seq: i64) -> Self {
        let mut content = Vec::with_capacity(256);
        content.extend_from_slice(domain);
        content.extend_from_slice(&seq.to_be_bytes());
        Self(content)
    }

    /// Adds a field, if it is there.
    fn field(&mut self, tag: u8, value: Option<impl AsRef<[u8]>>) {
        if let Some(value) = value {
            let value = value.as_ref();
            self.0.push(tag);
            self.0.extend_from_slice(&(value.len() as u64).to_be_bytes());
            self.0.extend_from_slice(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use countersign_proto::ids::{AuthenticatorId, DeviceId, EnrollmentId, LoginId, UserId};
    use uuid::Uuid;

    use super::*;
    use crate::{
        model::{AuditEvent, Timestamp},
        testing::SeededEntropy,
    };

    fn record() -> Audit {
        let id = Uuid::from_u128;
        Audit::new(
            AuditEvent::LoginStarted,
            Timestamp::from_millis(1_700_000_000_000),
        )
        .user(UserId::new(id(1)))
        .client(&ClientId::new("shop"))
        .login(LoginId::new(id(2)))
        .device(DeviceId::new(id(3)))
        .authenticator(AuthenticatorId::new(id(4)))
        .enrollment(EnrollmentId::new(id(5)))
        .because("because")
        .from(Some("192.0.2.7"), &SeededEntropy::new(1))
    }

    #[test]
    fn a_leaf_never_changes_from_one_version_to_the_next() {
        assert_eq!(
            record_leaf(7, &record()).to_string(),
            "AZcSS2qcuLRFS-LhSA4V8WGI-D1HnMTItcM3ia7qqUk"
        );
        let bare = Audit::new(AuditEvent::SessionEnded, Timestamp::from_millis(0));
        assert_eq!(
            record_leaf(1, &bare).to_string(),
            "gos0IrJNZG6fcT_N997ya5QGcAivGQIbYpzJSaGTafQ"
        );
    }

    #[test]
    fn every_field_and_the_place_are_in_the_leaf() {
        let record = record();
        let other = Uuid::from_u128(99);
        let changed: [Audit; 11] = [
            Audit {
                at: Timestamp::from_millis(1_700_000_000_001),
                ..record.clone()
            },
            Audit {
                event: AuditEvent::LoginResent,
                ..record.clone()
            },
            Audit {
                user_id: None,
                ..record.clone()
            },
            record.clone().client(&ClientId::new("shop2")),
            record.clone().login(LoginId::new(other)),
            record.clone().device(DeviceId::new(other)),
            record.clone().authenticator(AuthenticatorId::new(other)),
            record.clone().enrollment(EnrollmentId::new(other)),
            record.clone().because("because of that"),
            record.clone().by(UserId::new(other)),
            record.clone().from(Some("192.0.2.8"), &SeededEntropy::new(1)),
        ];
        let leaf = record_leaf(7, &record);
        assert_ne!(record_leaf(8, &record), leaf);
        for changed in changed {
            assert_ne!(record_leaf(7, &changed), leaf, "{changed:?}");
        }
        // The same value in the place of another is another record.
        let bare = Audit::new(AuditEvent::SessionEnded, Timestamp::from_millis(0));
        let login = bare.clone().login(LoginId::new(other));
        assert_ne!(
            record_leaf(1, &bare.device(DeviceId::new(other))),
            record_leaf(1, &login)
        );
    }

    #[test]
    fn what_is_personal_can_be_erased_but_not_changed() {
        let record = record();
        let erased = record.clone().erase_personal();
        assert!(matches!(erased.personal, Personal::Erased(_)));
        assert_eq!(record_leaf(7, &erased), record_leaf(7, &record));
        assert_eq!(erased.clone().erase_personal(), erased);
        let again = record.clone().from(Some("192.0.2.7"), &SeededEntropy::new(2));
        assert_ne!(record_leaf(7, &again), record_leaf(7, &record), "the salt counts");
        let none = Audit {
            personal: Personal::None,
            ..record.clone()
        };
        assert_ne!(
            record_leaf(7, &none),
            record_leaf(7, &record),
            "erasing leaves its hash"
        );
    }
}
