//! `countersign audit verify`.

use std::path::PathBuf;

use anyhow::ensure;
use clap::Args;
use countersign_core::audit_log::{Finding, Report, verify};
use serde_json::json;

use super::document;
use crate::cli::{Common, operate::Operator, terminal};

/// Read the whole log and name every place where it is not what was sealed.
#[derive(Args)]
pub(in crate::cli) struct Verify {
    /// A head that was kept elsewhere; as many as you like
    #[arg(long = "head", value_name = "FILE")]
    heads: Vec<PathBuf>,
    /// The key that must have signed all heads, kept elsewhere: a JWK, or a head with its key; the server's own if absent
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

impl Verify {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let operator = Operator::reach(common).await?;
        let report = self.report(&operator).await;
        operator.close().await;
        let report = report?;
        show(&report, common.json);
        ensure!(report.findings.is_empty(), "the audit log is not what was sealed");
        Ok(())
    }

    async fn report(self, operator: &Operator) -> anyhow::Result<Report> {
        let key = match &self.key {
            Some(file) => document::key(file)?,
            None => operator.audit_key().await?,
        };
        let heads = self.heads.iter().map(|file| {
            let name = file.display().to_string();
            anyhow::Ok((name, document::head(file)?))
        });
        let heads = heads.collect::<Result<_, _>>()?;
        Ok(verify(operator, &key, heads).await?)
    }
}

fn show(report: &Report, json: bool) {
    if json {
        let mut document = json!(report);
        let said: Vec<_> = report.findings.iter().map(Finding::to_string).collect();
        document["said"] = json!(said);
        terminal::show(&document, true);
        return;
    }
    for finding in &report.findings {
        terminal::say(&finding.to_string());
    }
    let Report {
        records,
        sealed,
        heads,
        ..
    } = report;
    terminal::say(&format!(
        "{records} records, {sealed} sealed, compared with {heads} heads"
    ));
}
