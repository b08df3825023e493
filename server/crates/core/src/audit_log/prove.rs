//! Makes proofs from kept tiles, a few of them however long the log is, and checks them with nothing but a head.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{
    AuditHead, AuditTile, Hash, Log, Node, Span, TileId, consistency_spans, inclusion_spans,
    verify_consistency, verify_inclusion,
};
use crate::port::StoreError;

/// That a record is among those that a head covers (RFC 9162, section 2.1.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InclusionProof {
    /// Place of the record.
    pub seq: i64,
    /// Size of the head.
    pub size: u64,
    /// The record's leaf.
    pub leaf: Hash,
    /// From the leaf to the root.
    pub path: Path,
}

/// That a head covers all that an older one does, unchanged (RFC 9162, section 2.1.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsistencyProof {
    /// Size of the older head.
    pub from: u64,
    /// Size of the head.
    pub size: u64,
    /// From the leaves to the root.
    pub path: Path,
}

/// The hashes of a proof; in text one after the other, in base64url.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path(pub Vec<Hash>);

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes: Vec<u8> = self.0.iter().flat_map(Hash::as_bytes).copied().collect();
        serializer.serialize_str(&BASE64URL_NOPAD.encode(&bytes))
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let bytes = BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(D::Error::custom)?;
        match bytes.as_chunks() {
            (hashes, []) => Ok(Self(hashes.iter().copied().map(Hash::from_bytes).collect())),
            _ => Err(D::Error::custom("these are no whole hashes")),
        }
    }
}

impl InclusionProof {
    /// Whether `head` covers the leaf at its place.
    #[must_use]
    pub fn holds(&self, head: &AuditHead) -> bool {
        index_of(self.seq, head).is_some_and(|index| {
            self.size == head.size && verify_inclusion(self.leaf, index, head.size, &self.path.0, head.root)
        })
    }
}

impl ConsistencyProof {
    /// Whether `head` covers all that `from` does.
    #[must_use]
    pub fn holds(&self, from: &AuditHead, head: &AuditHead) -> bool {
        let sizes = (from.size, head.size) == (self.from, self.size) && from.log == head.log;
        sizes && verify_consistency((from.size, from.root), (head.size, head.root), &self.path.0)
    }
}

/// Why nothing can be proven.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The head does not cover it.
    #[error("the head covers {0} records, and this is none of them")]
    NotCovered(u64),
    /// What is kept of the tree is not what the head was signed for.
    #[error("the log is not what this head was signed for; `audit verify` says where")]
    Broken,
    /// It cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Proves that the record at place `seq` is one of those that `head` covers.
///
/// # Errors
/// [`ProofError`].
pub async fn prove_inclusion(
    log: &dyn Log,
    seq: i64,
    head: &AuditHead,
) -> Result<InclusionProof, ProofError> {
    let index = index_of(seq, head).ok_or(ProofError::NotCovered(head.size))?;
    let mut tiles = Tiles::of(log);
    let proof = InclusionProof {
        seq,
        size: head.size,
        leaf: tiles.node(Node { level: 0, index }).await?,
        path: tiles.path(inclusion_spans(index, head.size)).await?,
    };
    proof.holds(head).then_some(proof).ok_or(ProofError::Broken)
}

/// Proves that `head` covers all that `from` does.
///
/// # Errors
/// [`ProofError`].
pub async fn prove_consistency(
    log: &dyn Log,
    from: &AuditHead,
    head: &AuditHead,
) -> Result<ConsistencyProof, ProofError> {
    if from.size > head.size {
        return Err(ProofError::NotCovered(head.size));
    }
    let proof = ConsistencyProof {
        from: from.size,
        size: head.size,
        path: Tiles::of(log)
            .path(consistency_spans(from.size, head.size))
            .await?,
    };
    proof.holds(from, head).then_some(proof).ok_or(ProofError::Broken)
}

/// The leaf of the record at place `seq`, if `head` covers it.
fn index_of(seq: i64, head: &AuditHead) -> Option<u64> {
    let index = u64::try_from(seq).ok()?.checked_sub(1)?;
    (index < head.size).then_some(index)
}

/// Reads each tile of a proof once.
struct Tiles<'l> {
    log: &'l dyn Log,
    read: Vec<AuditTile>,
}

impl<'l> Tiles<'l> {
    const fn of(log: &'l dyn Log) -> Self {
        Self {
            log,
            read: Vec::new(),
        }
    }

    async fn path(&mut self, spans: Vec<Span>) -> Result<Path, ProofError> {
        let mut path = Vec::with_capacity(spans.len());
        for span in spans {
            let mut subtrees = Vec::new();
            for node in span.nodes() {
                subtrees.push(self.node(node).await?);
            }
            path.push(Hash::over_all(&subtrees));
        }
        Ok(Path(path))
    }

    async fn node(&mut self, node: Node) -> Result<Hash, ProofError> {
        let id = TileId::of(node);
        if self.read.iter().all(|tile| tile.id != id) {
            self.read.extend(self.log.tiles(id, 1).await?);
        }
        let tile = self.read.iter().find(|tile| tile.id == id);
        tile.and_then(|tile| tile.node(node)).ok_or(ProofError::Broken)
    }
}
