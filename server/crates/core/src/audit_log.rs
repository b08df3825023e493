//! What makes the audit log tamper-evident: a Merkle tree over its records as RFC 9162 has it, whose heads are signed.
//!
//! A record is a leaf, its place in the log less one the leaf's index. Nothing here writes a store: the sealer
//! ([`crate::job::AuditSealer`]) grows the tree, [`prove_inclusion`] and [`verify()`] read what it left.

mod frontier;
mod hash;
mod head;
mod leaf;
mod line;
mod proof;
mod prove;
mod span;
mod tile;
mod verify;

pub use frontier::Frontier;
pub use hash::Hash;
pub use head::{AuditHead, AuditKey, HeadError, KeptHead, LogId, SignedHead};
pub use leaf::{personal_hash, record_leaf};
pub use line::{AuditLine, personal};
pub use proof::{verify_consistency, verify_inclusion};
pub use prove::{ConsistencyProof, InclusionProof, ProofError, prove_consistency, prove_inclusion};
pub use span::{Node, Span, consistency_spans, inclusion_spans};
pub use tile::{AuditTile, Edge, TILE, TileId};
pub use verify::{Finding, Log, Report, verify};
