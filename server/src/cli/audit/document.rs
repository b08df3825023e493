//! Heads, keys, proofs and records in files.

use std::path::Path;

use anyhow::Context;
use countersign_core::audit_log::{AuditKey, SignedHead};
use countersign_proto::keys::PublicJwk;
use serde::{Deserialize, de::DeserializeOwned};

/// What a JSON file holds.
pub(super) fn read<T: DeserializeOwned>(file: &Path) -> anyhow::Result<T> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not what was expected", file.display()))
}

/// A head that `audit head` has printed. The key that stands in it is not believed.
pub(super) fn head(file: &Path) -> anyhow::Result<SignedHead> {
    read(file)
}

/// The key in a file: a public JWK, or a head that was printed when nobody had reason to lie.
pub(super) fn key(file: &Path) -> anyhow::Result<AuditKey> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Holds {
        Head { key: PublicJwk },
        Key(PublicJwk),
    }
    match read(file)? {
        Holds::Head { key } | Holds::Key(key) => Ok(key.into()),
    }
}
