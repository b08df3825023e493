//! The two members of a notification that are no JSON by themselves. An address is written for its relay and nobody else,
//! so it has no `Serialize` of its own.

pub(crate) mod address {
    use std::borrow::Cow;

    use serde::{Deserialize, Deserializer, Serializer};

    use crate::push::PushToken;

    pub(crate) fn serialize<S: Serializer>(token: &PushToken, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(token.expose())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PushToken, D::Error> {
        Cow::<'de, str>::deserialize(deserializer).map(PushToken::new)
    }
}

pub(crate) mod bytes {
    use std::borrow::Cow;

    use data_encoding::BASE64URL_NOPAD;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64URL_NOPAD.encode(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(|_| D::Error::custom("it is not base64url without padding"))
    }
}
