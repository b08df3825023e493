//! The terminal's world: time, chance, and where words go.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

/// Milliseconds since the Unix epoch.
#[expect(clippy::disallowed_methods, reason = "the phone's own clock enters here")]
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Seconds since the Unix epoch.
pub(crate) fn now_secs() -> i64 {
    now_ms() / 1000
}

/// A random key; the few numbers that are none are drawn again.
pub(crate) fn random_key<K>(make: impl Fn(&[u8; 32]) -> Option<K>) -> anyhow::Result<K> {
    loop {
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        fill(bytes.as_mut())?;
        if let Some(key) = make(&bytes) {
            return Ok(key);
        }
    }
}

/// A random id.
pub(crate) fn random_id() -> anyhow::Result<uuid::Uuid> {
    let mut bytes = [0; 16];
    fill(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

#[expect(clippy::disallowed_methods, reason = "the phone's own randomness enters here")]
fn fill(bytes: &mut [u8]) -> anyhow::Result<()> {
    getrandom::fill(bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))
}

/// How a command says what it has to say.
#[derive(Clone, Copy)]
pub(crate) enum Output {
    /// In words, for people.
    Words,
    /// As JSON, one value a line, for programs.
    Json,
}

impl Output {
    /// Says one thing, in the one form or the other.
    #[expect(clippy::print_stdout, reason = "this is a command")]
    pub(crate) fn say(self, words: &str, json: &Value) {
        match self {
            Self::Words => println!("{words}"),
            Self::Json => println!("{json}"),
        }
    }
}

/// Says what went wrong.
#[expect(clippy::print_stderr, reason = "this is a command")]
pub(crate) fn complain(error: &anyhow::Error) {
    eprintln!("countersign-phone: {error:#}");
}
