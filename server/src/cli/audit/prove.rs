//! `countersign audit prove` and `prove-growth`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use countersign_core::audit_log::{AuditHead, Log, prove_consistency, prove_inclusion};
use serde_json::json;

use super::document;
use crate::cli::{Common, operate::Operator, terminal};

/// Print a proof that a record is in the log.
#[derive(Args)]
pub(in crate::cli) struct Prove {
    /// Place of the record
    seq: i64,
    /// The head to prove it for, as `audit head` printed it; the log's latest if absent
    #[arg(long, value_name = "FILE")]
    head: Option<PathBuf>,
}

impl Prove {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let operator = Operator::reach(common).await?;
        let proof = async {
            let head = head(&operator, self.head.as_deref()).await?;
            anyhow::Ok(json!(prove_inclusion(&operator, self.seq, &head).await?))
        };
        let proof = proof.await;
        operator.close().await;
        terminal::show(&proof?, true);
        Ok(())
    }
}

/// Print a proof that the log has only grown since a head.
#[derive(Args)]
pub(in crate::cli) struct ProveGrowth {
    /// The older head
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// The newer head; the log's latest if absent
    #[arg(long, value_name = "FILE")]
    head: Option<PathBuf>,
}

impl ProveGrowth {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let operator = Operator::reach(common).await?;
        let proof = async {
            let from = document::head(&self.from)?.head;
            let head = head(&operator, self.head.as_deref()).await?;
            anyhow::Ok(json!(prove_consistency(&operator, &from, &head).await?))
        };
        let proof = proof.await;
        operator.close().await;
        terminal::show(&proof?, true);
        Ok(())
    }
}

/// The head to prove something for.
async fn head(operator: &Operator, file: Option<&Path>) -> anyhow::Result<AuditHead> {
    match file {
        Some(file) => Ok(document::head(file)?.head),
        None => {
            let latest = operator.heads().await?.into_iter().find(|kept| kept.day == 0);
            Ok(latest.context("nothing is sealed yet")?.signed.head)
        }
    }
}
