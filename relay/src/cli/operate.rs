//! How every operator's command is carried out: by the running relay, or here if none runs.

use std::sync::Arc;

use anyhow::anyhow;
use countersign_service::{admin_socket::ask, terminal};
use serde_json::Value;

use super::Common;
use crate::{
    SystemAmbient,
    admin::{Command, execute},
    service::Opened,
};

/// Carries out `command` and shows its answer.
pub(super) async fn operate(common: &Common, command: Command) -> anyhow::Result<()> {
    terminal::show(&ask_or_execute(common, command).await?, common.json);
    Ok(())
}

/// Carries out `command` wherever the queue is open.
pub(super) async fn ask_or_execute(common: &Common, command: Command) -> anyhow::Result<Value> {
    let settings = common.settings([])?;
    let answer = match ask(&settings.server.data_dir, &command).await? {
        Some(answer) => answer,
        None => {
            let opened = Opened::open(&settings, Arc::new(SystemAmbient)).await?;
            let answer = execute(&opened, None, command).await;
            opened.close().await;
            answer
        }
    };
    answer.map_err(|denied| anyhow!(denied.0))
}
