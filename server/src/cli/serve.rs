//! `countersign serve`.

use axum::Router;
use clap::Args;
use countersign_service::telemetry;
use serde_json::json;

use super::{Common, terminal};
use crate::{opened::World, server::Server, settings::LOG_VARIABLE};

/// Run the server.
#[derive(Args)]
pub(super) struct Serve {
    /// Where phones, browsers and clients connect
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// Where metrics, liveness and readiness are served
    #[arg(long, value_name = "ADDRESS")]
    ops_listen: Option<String>,
    /// How phones, browsers and clients reach the server
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
        let settings = common.settings(flags.into_iter().filter_map(|(path, value)| Some((path, value?))))?;
        let server = Server::start(&settings, World::default(), Router::new()).await?;
        for warning in settings.warnings() {
            tracing::warn!("{warning}");
        }
        let Server {
            address, ops_address, ..
        } = server;
        let url = &server.opened.ctx.settings.public_url;
        if common.json {
            terminal::show(
                &json!({"public_url": url, "listen": address, "ops_listen": ops_address}),
                true,
            );
        } else {
            terminal::say(&format!("serving {url} on {address}, metrics on {ops_address}"));
        }
        server.run().await
    }
}
