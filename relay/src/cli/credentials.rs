//! `countersign-relay credentials`.

use anyhow::ensure;
use clap::Subcommand;
use countersign_service::{telemetry, terminal};
use serde_json::json;

use super::{Common, operate::operate};
use crate::{Answer, SystemAmbient, admin::Command, probe};

/// The credentials that the settings name.
#[derive(Subcommand)]
pub(super) enum Credentials {
    /// Ask each vendor whether it knows them, by a push to a phone that does not exist
    Probe,
    /// Read the settings and the key files again, and go on with those that their vendors know, without a gap
    Switch,
}

impl Credentials {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let apps = common.settings([])?.apps;
        match self {
            Self::Switch => operate(common, Command::CredentialsSwitch { apps }).await,
            Self::Probe => {
                telemetry::install_tls_provider();
                let tried = probe(&apps, &SystemAmbient).await;
                terminal::show(&json!(tried), common.json);
                let all_work = tried.iter().all(|tried| tried.answer == Answer::Works);
                ensure!(all_work, "not every vendor knows its credentials");
                Ok(())
            }
        }
    }
}
