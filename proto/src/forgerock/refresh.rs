//! How a phone tells a new push address (protocol page, 4.3).

use serde::{Deserialize, Serialize};

use super::{BadClaim, Claims, register::CommunicationType, text};
use crate::push::PushToken;

/// The body of a refresh call. Generations differ in how they name the user, so both names are read and neither is
/// required.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RefreshRequest {
    /// The phone's own name for its key.
    #[serde(rename = "mechanismUid")]
    pub mechanism_uid: String,
    /// The user, as three generations name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The user, as one generation names it.
    #[serde(rename = "userId", default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The signed claims.
    pub jwt: String,
}

/// The new address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshClaims {
    /// The vendor's new address of the app installation.
    pub device_id: PushToken,
    /// What the phone is called now, if it says so.
    pub device_name: Option<String>,
    /// Who wakes the phone.
    pub communication_type: CommunicationType,
    /// The phone's own name for its key, which one generation signs too.
    pub mechanism_uid: Option<String>,
}

impl RefreshClaims {
    /// Reads verified claims.
    ///
    /// # Errors
    /// [`BadClaim`] if `deviceId` or `communicationType` is missing, or if there is a `response`: then it is a captured
    /// registration, signed with the same key over an address that may be old.
    pub fn from_claims(claims: &Claims) -> Result<Self, BadClaim> {
        if claims.contains_key("response") {
            return Err(BadClaim("response"));
        }
        let communication_type = CommunicationType::from_word(text(claims, "communicationType")?);
        Ok(Self {
            device_id: PushToken::new(text(claims, "deviceId")?),
            device_name: text(claims, "deviceName").ok().map(str::to_owned),
            communication_type,
            mechanism_uid: text(claims, "mechanismUid").ok().map(str::to_owned),
        })
    }

    /// The claims that a phone signs.
    pub fn to_claims(&self) -> Claims {
        let mut claims = self.communication_type.claims(&self.device_id);
        let named = [
            ("deviceName", &self.device_name),
            ("mechanismUid", &self.mechanism_uid),
        ];
        let named = named
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_ref()?)));
        claims.extend(named.map(|(name, value)| (name.to_owned(), value.as_str().into())));
        claims
    }
}

impl RefreshClaims {
    /// The address as its vendor wants it.
    pub fn push_token(&self) -> PushToken {
        self.communication_type.normalised(&self.device_id)
    }
}

/// Where a phone that registered at `register_url` refreshes: the same address with another action. None if the address
/// is not one of registration.
pub fn refresh_url(register_url: &str) -> Option<String> {
    let endpoint = register_url.strip_suffix("?_action=register")?;
    Some(format!("{endpoint}?_action=refresh"))
}
