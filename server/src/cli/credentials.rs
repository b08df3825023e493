//! `countersign credentials`.

use anyhow::{bail, ensure};
use clap::Subcommand;
use countersign_relay::{Answer, probe};
use countersign_service::telemetry;
use serde_json::json;

use super::{Common, operate::operate, terminal};
use crate::{admin::Command, ambient::RelayAmbient, opened::World};

/// The credentials of apps at their vendors, which the settings name.
#[derive(Subcommand)]
pub(super) enum Credentials {
    /// Ask each vendor whether it knows them, by a push to a phone that does not exist
    Probe,
    /// Read the settings and the key files again, and go on with those that their vendors know, without a gap
    Switch,
}

impl Credentials {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let relay = common.settings([])?.relay;
        if let Some(url) = relay.url {
            bail!("the relay at {url} holds the credentials: countersign-relay credentials does this there");
        }
        let apps = relay.apps;
        ensure!(!apps.is_empty(), "no app is configured under [relay.apps]");
        match self {
            Self::Switch => operate(common, Command::CredentialsSwitch { apps }).await,
            Self::Probe => {
                telemetry::install_tls_provider();
                let World { clock, entropy } = World::default();
                let tried = probe(&apps, &RelayAmbient { clock, entropy }).await;
                terminal::show(&json!(tried), common.json);
                let all_work = tried.iter().all(|tried| tried.answer == Answer::Works);
                ensure!(all_work, "not every vendor knows its credentials");
                Ok(())
            }
        }
    }
}
