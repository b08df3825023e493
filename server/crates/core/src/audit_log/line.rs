//! A record as a line of JSON: what an export consists of, with all that its leaf is computed from.

use serde::{Deserialize, Serialize};

use super::{Hash, hash};
use crate::model::{Audit, AuditEntry, Personal, PersonalDetails, Salt};

/// A row of the log for whoever reads it elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    /// Place in the log.
    pub seq: i64,
    /// What happened.
    #[serde(flatten)]
    pub audit: Option<Audit>,
    /// Network address of whoever asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The salt of personal details.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<Text<16>>,
    /// What stands in for personal details that were erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<Hash>,
    /// Why the row is none that this program wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<String>,
}

/// Bytes in base64url without padding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<const N: usize>([u8; N]);

impl<const N: usize> Serialize for Text<N> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&data_encoding::BASE64URL_NOPAD.encode(&self.0))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Text<N> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        hash::bytes(deserializer).map(Self)
    }
}

impl From<AuditEntry> for AuditLine {
    fn from(AuditEntry { seq, audit }: AuditEntry) -> Self {
        let (audit, unreadable) = match audit {
            Ok(audit) => (Some(audit), None),
            Err(why) => (None, Some(why)),
        };
        let personal = audit.as_ref().map_or(&Personal::None, |audit| &audit.personal);
        let (address, salt, erased) = match personal {
            Personal::None => (None, None, None),
            Personal::Kept(details) => (
                Some(details.address.clone()),
                Some(Text(*details.salt.as_bytes())),
                None,
            ),
            Personal::Erased(hash) => (None, None, Some(*hash)),
        };
        Self {
            seq,
            address,
            salt,
            erased,
            unreadable,
            audit,
        }
    }
}

impl From<AuditLine> for AuditEntry {
    fn from(line: AuditLine) -> Self {
        let personal = personal(line.address, line.salt.map(|Text(salt)| salt), line.erased);
        let audit = match (line.audit, line.unreadable) {
            (_, Some(why)) => Err(why),
            (None, None) => Err("it is no record".to_owned()),
            (Some(audit), None) => personal.map(|personal| Audit { personal, ..audit }),
        };
        Self { seq: line.seq, audit }
    }
}

/// The personal details that these parts are.
///
/// # Errors
/// A sentence, if they do not go together.
pub fn personal(
    address: Option<String>,
    salt: Option<[u8; 16]>,
    erased: Option<Hash>,
) -> Result<Personal, String> {
    match (address, salt, erased) {
        (None, None, None) => Ok(Personal::None),
        (Some(address), Some(salt), None) => Ok(Personal::Kept(PersonalDetails {
            salt: Salt::from_bytes(salt),
            address,
        })),
        (None, None, Some(hash)) => Ok(Personal::Erased(hash)),
        _ => Err("its personal details and their salt do not go together".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{AuditEvent, Timestamp},
        testing::SeededEntropy,
    };

    #[test]
    fn a_line_reads_back_with_all_that_its_leaf_needs() {
        let bare = Audit::new(AuditEvent::LoginStarted, Timestamp::from_millis(5)).because("x");
        let kept = bare.clone().from(Some("192.0.2.7"), &SeededEntropy::new(1));
        let erased = kept.clone().erase_personal();
        for audit in [Ok(bare), Ok(kept), Ok(erased), Err("why".to_owned())] {
            let entry = AuditEntry { seq: 7, audit };
            let text = serde_json::to_string(&AuditLine::from(entry.clone())).unwrap();
            let line: AuditLine = serde_json::from_str(&text).unwrap();
            assert_eq!(AuditEntry::from(line), entry, "{text}");
        }
        let torn: AuditLine = serde_json::from_str(
            r#"{"seq":1,"at":5,"event":"login_started","user_id":null,"client_id":null,"address":"192.0.2.7"}"#,
        )
        .unwrap();
        assert!(AuditEntry::from(torn).audit.is_err());
        let none: AuditLine = serde_json::from_str(r#"{"seq":1,"at":"noon"}"#).unwrap();
        assert!(AuditEntry::from(none).audit.is_err());
    }
}
