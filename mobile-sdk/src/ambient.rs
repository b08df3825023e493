//! The machine's own time and randomness, for programs that are given no others. Nothing else in this crate asks for them.

use std::time::{SystemTime, UNIX_EPOCH};

use uuid::Uuid;
use zeroize::Zeroizing;

/// The machine gives no randomness: no key can be made.
#[derive(Debug, thiserror::Error)]
#[error("no randomness: {0}")]
pub struct NoRandomness(getrandom::Error);

/// Milliseconds since the Unix epoch.
#[expect(clippy::disallowed_methods, reason = "the phone's own clock enters here")]
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Seconds since the Unix epoch.
pub fn now_secs() -> i64 {
    now_ms() / 1000
}

/// A random key; the few numbers that are none are drawn again.
///
/// # Errors
/// [`NoRandomness`].
pub fn random_key<K>(make: impl Fn(&[u8; 32]) -> Option<K>) -> Result<K, NoRandomness> {
    loop {
        let mut bytes = Zeroizing::new([0; 32]);
        fill(bytes.as_mut())?;
        if let Some(key) = make(&bytes) {
            return Ok(key);
        }
    }
}

/// A random id.
///
/// # Errors
/// [`NoRandomness`].
pub fn random_id() -> Result<Uuid, NoRandomness> {
    let mut bytes = [0; 16];
    fill(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

#[expect(clippy::disallowed_methods, reason = "the phone's own randomness enters here")]
fn fill(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    getrandom::fill(bytes).map_err(NoRandomness)
}
