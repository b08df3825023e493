//! How every operator's command is carried out: by the running relay, or here if none runs.

use std::sync::Arc;

use anyhow::anyhow;
use countersign_service::{admin_socket::ask, terminal};

use super::Common;
use crate::{
    SystemAmbient,
    admin::{Command, execute},
    service::Opened,
};

/// Carries out `command` wherever the queue is open, and shows its answer.
pub(super) async fn operate(common: &Common, command: Command) -> anyhow::Result<()> {
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
    terminal::show(&answer.map_err(|denied| anyhow!(denied.0))?, common.json);
    Ok(())
}
