//! `countersign audit verify-proof`. It opens no store and asks no server.

use std::path::PathBuf;

use anyhow::{Context, anyhow, ensure};
use clap::Args;
use countersign_core::{
    audit_log::{AuditHead, AuditKey, AuditLine, ConsistencyProof, InclusionProof, record_leaf},
    model::AuditEntry,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::document;
use crate::cli::{Common, terminal};

/// Check a proof, with nothing but files.
#[derive(Args)]
pub(in crate::cli) struct VerifyProof {
    /// What `prove` or `prove-growth` printed
    proof: PathBuf,
    /// The head that it was made for
    #[arg(long, value_name = "FILE")]
    head: PathBuf,
    /// The key that must have signed the heads: a JWK, or a head with its key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The record that is proven to be in the log, as `export` printed it
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// The older head, of a proof that the log has grown
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Proof {
    Inclusion(InclusionProof),
    Consistency(ConsistencyProof),
}

impl VerifyProof {
    pub(super) fn run(self, common: &Common) -> anyhow::Result<()> {
        let key = document::key(&self.key)?;
        let head = head(&self.head, &key)?;
        let proven = match document::read(&self.proof)? {
            Proof::Inclusion(proof) => self.inclusion(&proof, &head)?,
            Proof::Consistency(proof) => {
                let from = self.from.as_ref().context("--from is needed: the older head")?;
                let from = self::head(from, &key)?;
                ensure!(proof.holds(&from, &head), "the proof does not hold");
                json!({"proven": "growth", "from": proof.from, "size": proof.size})
            }
        };
        terminal::show(&proven, common.json);
        Ok(())
    }

    fn inclusion(&self, proof: &InclusionProof, head: &AuditHead) -> anyhow::Result<Value> {
        ensure!(proof.holds(head), "the proof does not hold");
        let Some(file) = &self.record else {
            return Ok(json!({"proven": "leaf", "seq": proof.seq, "size": proof.size}));
        };
        let record: AuditLine = document::read(file)?;
        let AuditEntry { seq, audit } = record.into();
        let audit = audit.map_err(|why| anyhow!("{}: {why}", file.display()))?;
        ensure!(
            seq == proof.seq && record_leaf(seq, &audit) == proof.leaf,
            "{} is not the record that was sealed",
            file.display()
        );
        Ok(json!({"proven": "record", "seq": proof.seq, "size": proof.size}))
    }
}

/// A head whose signature is right.
fn head(file: &std::path::Path, key: &AuditKey) -> anyhow::Result<AuditHead> {
    let signed = document::head(file)?;
    signed
        .check(key)
        .map_err(|error| anyhow!("{}: {error}", file.display()))?;
    Ok(signed.head)
}
