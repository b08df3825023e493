//! How every operator's command is carried out: by the running server, or here if none runs.

use std::{io::Read, path::PathBuf};

use anyhow::{Context, anyhow};
use countersign_service::admin_socket::ask;
use serde::de::DeserializeOwned;
use serde_json::Value;
use zeroize::Zeroizing;

use super::{Common, terminal};
use crate::{
    admin::{Command, execute},
    opened::{Opened, World},
};

/// Carries out `command` and shows its answer.
pub(super) async fn operate(common: &Common, command: Command) -> anyhow::Result<()> {
    terminal::show(&ask_or_execute(common, command).await?, common.json);
    Ok(())
}

/// Carries out `command` wherever its store is open.
pub(super) async fn ask_or_execute(common: &Common, command: Command) -> anyhow::Result<Value> {
    let operator = Operator::reach(common).await?;
    let answer = operator.carry_out(command).await;
    operator.close().await;
    answer
}

/// Whoever has the store open.
pub(super) enum Operator {
    /// The server that runs on this data directory.
    Running(PathBuf),
    /// Nobody else, so it was opened here.
    Here(Box<Opened>),
}

impl Operator {
    /// Finds the running server, or opens the store.
    pub(super) async fn reach(common: &Common) -> anyhow::Result<Self> {
        let settings = common.settings([])?;
        let data_dir = &settings.server.data_dir;
        if ask(data_dir, &Command::AuditTail { limit: 0 }).await?.is_some() {
            return Ok(Self::Running(data_dir.clone()));
        }
        let opened = Opened::open_for_command(&settings, World::default()).await?;
        Ok(Self::Here(Box::new(opened)))
    }

    /// Carries out one command of several.
    pub(super) async fn carry_out(&self, command: Command) -> anyhow::Result<Value> {
        let answer = match self {
            Self::Running(data_dir) => {
                let answer = ask(data_dir, &command).await?;
                answer.context("the running server has ended")?
            }
            Self::Here(opened) => execute(opened, command).await,
        };
        answer.map_err(|denied| anyhow!(denied.0))
    }

    /// The same for an answer that is read here.
    pub(super) async fn read<T: DeserializeOwned>(&self, command: Command) -> anyhow::Result<T> {
        let answer = self.carry_out(command).await?;
        serde_json::from_value(answer).context("the running server is of another version")
    }

    /// Lets go of the store.
    pub(super) async fn close(self) {
        if let Self::Here(opened) = self {
            opened.close().await;
        }
    }
}

/// The first line of standard input: a password never stands on a command line, where others could read it.
pub(super) fn password_from_stdin() -> anyhow::Result<String> {
    let mut text = Zeroizing::new(String::new());
    std::io::stdin()
        .read_to_string(&mut text)
        .context("no password on standard input")?;
    Ok(text.lines().next().unwrap_or("").to_owned())
}
