//! `countersign keys`.

use clap::Subcommand;

use super::{
    Common,
    operate::{ask_or_execute, operate},
    terminal,
};
use crate::admin::Command;

/// Keys.
#[derive(Subcommand)]
pub(super) enum Keys {
    /// Add a data key; what is sealed from the next start on is sealed under it
    Rotate,
    /// Print the public key by which a remote relay knows this server, a PEM file
    Relay,
}

impl Keys {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        match self {
            Self::Rotate => operate(common, Command::KeysRotate).await,
            Self::Relay => {
                let answer = ask_or_execute(common, Command::KeysRelay).await?;
                match answer["public_key"].as_str().filter(|_| !common.json) {
                    Some(pem) => terminal::say(pem.trim_end()),
                    None => terminal::show(&answer, common.json),
                }
                Ok(())
            }
        }
    }
}
