//! `countersign-relay openapi`.

use countersign_service::terminal;

pub(super) fn run() -> anyhow::Result<()> {
    terminal::say(&serde_json::to_string_pretty(&crate::api::openapi())?);
    Ok(())
}
