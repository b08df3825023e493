//! `countersign-relay serve`.

use std::sync::Arc;

use clap::Args;
use countersign_service::{telemetry, terminal};
use serde_json::json;

use super::Common;
use crate::{
    SystemAmbient,
    service::{LOG_VARIABLE, Service},
};

/// Run the relay.
#[derive(Args)]
pub(super) struct Serve {
    /// Where senders connect
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// Where metrics, liveness and readiness are served
    #[arg(long, value_name = "ADDRESS")]
    ops_listen: Option<String>,
    /// How senders reach the relay
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

impl Serve {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        telemetry::start_logging(std::env::var(LOG_VARIABLE).ok().as_deref());
        let flags = [
            ("server.listen", self.listen),
            ("server.ops_listen", self.ops_listen),
            ("server.public_url", self.public_url),
        ];
        let given = common.clone();
        let read = move || {
            let flags = flags.clone().into_iter();
            given.settings(flags.filter_map(|(path, value)| Some((path, value?))))
        };
        let service = Service::start(read, Arc::new(SystemAmbient)).await?;
        let Service {
            address,
            ops_address,
            public_url: url,
            ..
        } = &service;
        if common.json {
            let started = json!({"public_url": url, "listen": address, "ops_listen": ops_address});
            terminal::show(&started, true);
        } else {
            terminal::say(&format!("serving {url} on {address}, metrics on {ops_address}"));
        }
        service.run().await
    }
}
