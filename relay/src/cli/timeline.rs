//! `countersign-relay timeline`.

use clap::Args;
use uuid::Uuid;

use super::{Common, operate::operate};
use crate::admin::Command;

/// What became of a notification.
#[derive(Args)]
pub(super) struct Timeline {
    /// Whose it is
    sender: String,
    /// Its id
    id: Uuid,
}

impl Timeline {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let Self { sender, id } = self;
        operate(common, Command::Timeline { sender, id }).await
    }
}
