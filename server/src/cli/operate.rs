//! How every operator's command is carried out: by the running server, or here if none runs.

use std::io::Read;

use anyhow::{Context, anyhow};
use serde_json::Value;
use zeroize::Zeroizing;

use super::{Common, terminal};
use crate::{
    admin::{Command, ask, execute},
    opened::{Opened, World},
};

/// Carries out `command` and shows its answer.
pub(super) async fn operate(common: &Common, command: Command) -> anyhow::Result<()> {
    terminal::show(&ask_or_execute(common, command).await?, common.json);
    Ok(())
}

/// Carries out `command` wherever its store is open.
pub(super) async fn ask_or_execute(common: &Common, command: Command) -> anyhow::Result<Value> {
    let settings = common.settings([])?;
    let answer = match ask(&settings.server.data_dir, &command).await? {
        Some(answer) => answer,
        None => {
            let opened = Opened::open(&settings, settings.server.listen, World::default()).await?;
            let answer = execute(&opened, command).await;
            opened.close().await;
            answer
        }
    };
    answer.map_err(|denied| anyhow!(denied.0))
}

/// The first line of standard input: a password never stands on a command line, where others could read it.
pub(super) fn password_from_stdin() -> anyhow::Result<String> {
    let mut text = Zeroizing::new(String::new());
    std::io::stdin()
        .read_to_string(&mut text)
        .context("no password on standard input")?;
    Ok(text.lines().next().unwrap_or("").to_owned())
}
