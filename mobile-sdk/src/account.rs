//! What the phone keeps.

use countersign_proto::{forgerock::uri::Policies, keys::SharedSecret};
use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use zeroize::Zeroizing;

use crate::{generation::Generation, native::NativeAccount};

/// Something that the phone can log in with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Account {
    /// Answers pushes.
    Push(PushAccount),
    /// Shows codes.
    Oath(OathAccount),
    /// Answers with keys of its own.
    Native(NativeAccount),
}

/// An account that answers pushes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PushAccount {
    /// The organisation.
    pub issuer: String,
    /// The account's name.
    pub name: String,
    /// The app that it is like.
    #[serde(default)]
    pub generation: Generation,
    /// What the server calls the user, if it has said so.
    #[serde(default)]
    pub user_name: Option<String>,
    /// The load balancer's cookie, if the code had one.
    #[serde(default)]
    pub cookie: Option<String>,
    /// The phone's own name for the key.
    pub mechanism_uid: String,
    /// Where answers go, without query.
    pub endpoint: String,
    /// What the phone must be like, else the account is locked.
    #[serde(default)]
    pub policies: Policies,
    /// The key that is shared with the server.
    #[serde(serialize_with = "write_secret", deserialize_with = "read_secret")]
    pub secret: SharedSecret,
}

/// An account that shows codes.
#[derive(Clone, Serialize, Deserialize)]
pub struct OathAccount {
    /// The organisation.
    pub issuer: String,
    /// The account's name.
    pub name: String,
    /// The seed.
    #[serde(serialize_with = "write_seed", deserialize_with = "read_seed")]
    pub seed: Zeroizing<Vec<u8>>,
    /// `SHA1`, `SHA256` or `SHA512`.
    pub algorithm: String,
    /// 6 or 8.
    pub digits: u32,
    /// Seconds per step, for codes by time.
    pub period_secs: Option<u64>,
    /// The next counter, for codes by count.
    pub counter: Option<u64>,
    /// What the phone must be like, else the account is locked.
    #[serde(default)]
    pub policies: Policies,
}

impl std::fmt::Debug for OathAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OathAccount")
            .field("issuer", &self.issuer)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

fn write_secret<S: Serializer>(secret: &SharedSecret, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&Zeroizing::new(BASE64.encode(secret.expose())))
}

fn read_secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SharedSecret, D::Error> {
    SharedSecret::from_slice(&read_seed(deserializer)?).map_err(D::Error::custom)
}

fn write_seed<S: Serializer>(seed: &Zeroizing<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&Zeroizing::new(BASE64.encode(seed)))
}

fn read_seed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Zeroizing<Vec<u8>>, D::Error> {
    let text = Zeroizing::new(String::deserialize(deserializer)?);
    BASE64
        .decode(text.as_bytes())
        .map(Zeroizing::new)
        .map_err(D::Error::custom)
}
