//! A passkey: a key that a browser uses on its person's behalf (Web Authentication, Level 3).

use countersign_proto::ids::AuthenticatorId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use webauthn_rs_core::proto::{AuthenticatorTransport, COSEKey};

use super::KeyStorage;

/// What is kept of a passkey. Nothing of it is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// The credential's id in base64url, as browsers send it.
    pub id: String,
    /// The public key.
    pub key: COSEKey,
    /// How often it has signed, as it says itself; 0 for one that does not count.
    pub counter: u32,
    /// How browsers reach it; a hint for them.
    #[serde(default)]
    pub transports: Vec<AuthenticatorTransport>,
    /// Whether it may be copied to other devices of its person. It never changes back.
    pub backup_eligible: bool,
    /// Whether it is copied now.
    pub backed_up: bool,
}

impl Passkey {
    /// The authenticator that a credential is, which follows from the credential's id: so no two authenticators, of
    /// whomever, are the same credential.
    pub fn authenticator_id(credential: &[u8]) -> AuthenticatorId {
        let hash = Sha256::digest(credential);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        AuthenticatorId::new(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    /// Where the key is, as far as it says.
    pub const fn storage(&self) -> KeyStorage {
        if self.backup_eligible {
            KeyStorage::Unknown
        } else {
            KeyStorage::Device
        }
    }
}
