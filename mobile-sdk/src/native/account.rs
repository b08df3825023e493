//! What the phone keeps of an account in the native protocol.

use countersign_proto::{
    ids::DeviceId,
    keys::{DeviceKey, PublicJwk, SealingKey},
};
use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use zeroize::Zeroizing;

/// An account whose keys this phone has made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NativeAccount {
    /// The organisation.
    pub issuer: String,
    /// The account's name.
    pub name: String,
    /// The server's public URL.
    pub server: String,
    /// What this phone is to the server.
    pub device_id: DeviceId,
    /// Signs.
    #[serde(with = "signing")]
    pub signing_key: DeviceKey,
    /// Opens pushes.
    #[serde(with = "sealing")]
    pub sealing_key: SealingKey,
    /// Keys that sign the server's challenges.
    pub server_keys: Vec<PublicJwk>,
}

fn write<S: Serializer>(bytes: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&Zeroizing::new(BASE64.encode(bytes)))
}

fn read<E: Error>(text: &str) -> Result<Zeroizing<[u8; 32]>, E> {
    let bytes = Zeroizing::new(BASE64.decode(text.as_bytes()).map_err(E::custom)?);
    let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(E::custom)?;
    Ok(Zeroizing::new(bytes))
}

/// P-256, the only curve of which this phone makes keys.
mod signing {
    use super::*;

    pub(super) fn serialize<S: Serializer>(key: &DeviceKey, serializer: S) -> Result<S::Ok, S::Error> {
        write(&key.expose(), serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DeviceKey, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        DeviceKey::p256(&*read::<D::Error>(&text)?).ok_or_else(|| D::Error::custom("no key"))
    }
}

mod sealing {
    use super::*;

    pub(super) fn serialize<S: Serializer>(key: &SealingKey, serializer: S) -> Result<S::Ok, S::Error> {
        write(&key.expose(), serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SealingKey, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        SealingKey::from_bytes(&*read::<D::Error>(&text)?).ok_or_else(|| D::Error::custom("no key"))
    }
}
