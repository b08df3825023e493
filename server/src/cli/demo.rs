//! `countersign demo`.

use anyhow::Context;
use clap::Args;

use super::Common;
use crate::demo;

/// Everything on one machine, with a phone in the browser.
#[derive(Args)]
pub(super) struct Demo {
    /// Run through the main steps without a browser, and fail if one is not as expected
    #[arg(long)]
    script: bool,
    /// Where the demo is served; 127.0.0.1:8080, or any free port for a script
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// How the browser reaches it
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

impl Demo {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let usual = if self.script {
            "127.0.0.1:0"
        } else {
            "127.0.0.1:8080"
        };
        let listen = self.listen.as_deref().unwrap_or(usual);
        let public_url = self.public_url.as_deref();
        let place = demo::Place {
            listen: listen
                .parse()
                .with_context(|| format!("--listen {listen:?} is not an address"))?,
            public_url: public_url
                .map(str::parse)
                .transpose()
                .context("--public-url is not a URL")?,
            data_dir: common.data_dir.clone(),
        };
        // Only a file that was named: the demo is not to touch what a server on this machine is set up for.
        let settings = match &common.config {
            Some(_) => Some(common.settings([])?),
            None => None,
        };
        let demo = demo::Demo::start(place, settings).await?;
        if self.script {
            demo.script(common.json).await
        } else {
            demo.run(common.json).await
        }
    }
}
