//! `countersign openapi`.

use super::terminal;

/// Prints the description of the API.
pub(super) fn run() -> anyhow::Result<()> {
    terminal::say(&serde_json::to_string_pretty(&countersign_web::openapi())?);
    Ok(())
}
