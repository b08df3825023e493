//! How a phone registers (protocol page, section 2).

use serde::{Deserialize, Serialize};

use super::{BadClaim, Claims, bytes32, encode, text};
use crate::push::PushToken;

/// The body of a register or authenticate call; members that we do not know are ignored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeviceRequest {
    /// Which question is answered.
    #[serde(rename = "messageId")]
    pub message_id: String,
    /// The signed answer.
    pub jwt: String,
}

/// The body of every reply to an accepted call.
pub const ACCEPTED_BODY: &str = "{}";

/// The body of every refusal: it says no more than its status.
pub const REFUSED_BODY: &str = r#"{"code":400,"reason":"Bad Request","message":"Bad request."}"#;

/// Who wakes the phone, in the protocol's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommunicationType {
    /// Apple.
    Apns,
    /// Google. The reference treats every word but `apns` as this one.
    Gcm,
}

/// What a phone says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterClaims {
    /// The vendor's address of the app installation.
    pub device_id: PushToken,
    /// What the phone is called; may be empty.
    pub device_name: String,
    /// The phone's own name for its key, case kept.
    pub mechanism_uid: String,
    /// Who wakes the phone.
    pub communication_type: CommunicationType,
    /// The proof of the key.
    pub response: [u8; 32],
}

impl RegisterClaims {
    /// Reads verified claims.
    ///
    /// # Errors
    /// [`BadClaim`] if one of `deviceId`, `mechanismUid`, `communicationType`, `response` is missing.
    pub fn from_claims(claims: &Claims) -> Result<Self, BadClaim> {
        let communication_type = CommunicationType::from_word(text(claims, "communicationType")?);
        Ok(Self {
            device_id: PushToken::new(text(claims, "deviceId")?),
            device_name: text(claims, "deviceName").unwrap_or_default().to_owned(),
            mechanism_uid: text(claims, "mechanismUid")?.to_owned(),
            communication_type,
            response: bytes32(claims, "response")?,
        })
    }

    /// The claims that a phone signs.
    pub fn to_claims(&self) -> Claims {
        let mut claims = self.communication_type.claims(&self.device_id);
        let own = [
            ("deviceName", self.device_name.clone()),
            ("mechanismUid", self.mechanism_uid.clone()),
            ("response", encode(&self.response)),
        ];
        claims.extend(
            own.into_iter()
                .map(|(name, value)| (name.to_owned(), value.into())),
        );
        claims
    }

    /// The address as its vendor wants it.
    pub fn push_token(&self) -> PushToken {
        self.communication_type.normalised(&self.device_id)
    }
}

impl CommunicationType {
    /// The kind of a phone's word; see [`CommunicationType::Gcm`].
    pub(super) fn from_word(word: &str) -> Self {
        if word.eq_ignore_ascii_case("apns") {
            Self::Apns
        } else {
            Self::Gcm
        }
    }

    /// The claims by which a phone of this vendor says where it is.
    pub(super) fn claims(self, token: &PushToken) -> Claims {
        let (device_type, communication_type) = match self {
            Self::Apns => ("ios", "apns"),
            Self::Gcm => ("android", "gcm"),
        };
        let pairs = [
            ("deviceId", token.expose()),
            ("deviceType", device_type),
            ("communicationType", communication_type),
        ];
        pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect()
    }

    /// An address as its vendor wants it: Apple's is hexadecimal in lower case, whatever the phone sent.
    pub(super) fn normalised(self, token: &PushToken) -> PushToken {
        let text = token.expose();
        let hexadecimal = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        match self {
            Self::Apns if hexadecimal => PushToken::new(text.to_ascii_lowercase()),
            Self::Apns | Self::Gcm => token.clone(),
        }
    }
}
