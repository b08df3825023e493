//! The terminal's world: time, chance, and where words go.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since the Unix epoch.
#[expect(clippy::disallowed_methods, reason = "the phone's own clock enters here")]
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A random id.
#[expect(clippy::disallowed_methods, reason = "the phone's own randomness enters here")]
pub(crate) fn random_id() -> anyhow::Result<uuid::Uuid> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// Says something to whoever watches.
#[expect(clippy::print_stdout, reason = "this is a command")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}

/// Says what went wrong.
#[expect(clippy::print_stderr, reason = "this is a command")]
pub(crate) fn complain(error: &anyhow::Error) {
    eprintln!("countersign-phone: {error:#}");
}
