//! `countersign audit export`.

use clap::Args;
use countersign_core::audit_log::AuditLine;

use crate::{
    admin::Command,
    cli::{Common, operate::Operator, terminal},
};

/// Records in one page.
const PAGE: u32 = 4096;

/// Print all records as JSON, a line each, oldest first.
#[derive(Args)]
pub(in crate::cli) struct Export {
    /// Begin after this place in the log
    #[arg(long, default_value_t = 0)]
    after: i64,
    /// How many; all if absent
    #[arg(long)]
    limit: Option<u32>,
}

impl Export {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let operator = Operator::reach(common).await?;
        let done = self.print(&operator).await;
        operator.close().await;
        done
    }

    async fn print(self, operator: &Operator) -> anyhow::Result<()> {
        let Self { mut after, limit } = self;
        let mut left = limit.unwrap_or(u32::MAX);
        while left > 0 {
            let limit = left.min(PAGE);
            let page: Vec<AuditLine> = operator.read(Command::AuditExport { after, limit }).await?;
            let Some(last) = page.last() else { break };
            after = last.seq;
            for line in &page {
                terminal::say(&serde_json::to_string(line)?);
            }
            if self.limit.is_some() {
                left -= u32::try_from(page.len()).unwrap_or(left);
            }
        }
        Ok(())
    }
}
