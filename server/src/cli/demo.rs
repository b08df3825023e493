//! `countersign demo`.

use clap::Args;

use super::Common;
use crate::demo;

/// Everything on one machine, with a phone in the browser.
#[derive(Args)]
pub(super) struct Demo {
    /// Run through the main steps without a browser, and fail if one is not as expected
    #[arg(long)]
    script: bool,
    /// Where the demo is served
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: String,
    /// How the browser reaches it
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

impl Demo {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let listen = if self.script {
            "127.0.0.1:0".to_owned()
        } else {
            self.listen
        };
        let demo = demo::Demo::start(&listen, self.public_url.as_deref(), common.data_dir.as_deref()).await?;
        if self.script {
            demo.script().await
        } else {
            demo.run().await
        }
    }
}
