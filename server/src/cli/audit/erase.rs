//! `countersign audit erase`.

use clap::Args;
use serde_json::json;

use crate::{
    admin::{Command, Erased},
    cli::{Common, operate::Operator, terminal},
};

/// Records in one page.
const PAGE: u32 = 4096;

/// Erase network addresses from records; proofs still hold.
#[derive(Args)]
#[group(required = true, multiple = true)]
pub(in crate::cli) struct Erase {
    /// Of this user alone: a name, or the id that records have
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// Of records alone that are older than so many days
    #[arg(long, value_name = "DAYS")]
    older_than_days: Option<u32>,
}

impl Erase {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let operator = Operator::reach(common).await?;
        let erased = self.erase(&operator).await;
        operator.close().await;
        terminal::show(&json!({"erased": erased?}), common.json);
        Ok(())
    }

    async fn erase(self, operator: &Operator) -> anyhow::Result<u64> {
        let (mut after, mut total) = (Some(0), 0);
        while let Some(last) = after {
            let page = Command::AuditErase {
                after: last,
                limit: PAGE,
                user: self.user.clone(),
                older_than_days: self.older_than_days,
            };
            let page: Erased = operator.read(page).await?;
            total += page.erased;
            after = page.after;
        }
        Ok(total)
    }
}
