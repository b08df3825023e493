//! The protocol of our own phones: device-made keys, signed statements, sealed pushes (SPEC.md, "Native phones").

pub mod account;
pub mod address;
pub mod answer;
pub mod app;
pub mod challenge;
pub mod link;
pub mod registration;
pub mod removal;
pub mod request;
pub mod sealed;
pub mod statement;

/// 32 bytes, or another fixed number, as base64url text.
pub(crate) mod bytes {
    use std::borrow::Cow;

    use data_encoding::BASE64URL_NOPAD;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer, const N: usize>(
        bytes: &[u8; N],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64URL_NOPAD.encode(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>, const N: usize>(
        deserializer: D,
    ) -> Result<[u8; N], D::Error> {
        let text = <Cow<'de, str>>::deserialize(deserializer)?;
        let bytes = BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(D::Error::custom)?;
        bytes
            .try_into()
            .map_err(|_| D::Error::custom(format!("expected {N} bytes")))
    }
}
