//! What was kept of a tree, read along with its records and checked against itself.

use std::collections::VecDeque;

use super::{Finding, Log};
use crate::{
    audit_log::{AuditHead, AuditTile, Edge, Hash, TILE, TileId},
    port::StoreError,
};

/// Tiles that are read at once.
const PAGE: u32 = 16;
/// Tiles that are named if they are lost.
const NAMED: usize = 256;

/// The kept hashes of one log.
pub(super) struct Kept<'l> {
    log: &'l dyn Log,
    /// How many leaves there are to be.
    size: u64,
    /// Their root, as it was signed.
    signed: Option<Hash>,
    /// The tree over the leaves that were read; none once one of them is not there.
    tree: Option<Edge>,
    /// The leaf after the last one that was read, counted from 0.
    next: u64,
    /// Tiles that do not have all that they are to have.
    lost: Vec<TileId>,
    read: VecDeque<AuditTile>,
    /// Tiles above the leaves, as they are to be.
    above: Vec<AuditTile>,
}

impl<'l> Kept<'l> {
    /// What is kept up to this head.
    pub(super) fn new(log: &'l dyn Log, head: Option<&AuditHead>) -> Self {
        Self {
            log,
            size: head.map_or(0, |head| head.size),
            signed: head.map(|head| head.root),
            tree: Some(Edge::default()),
            next: 0,
            lost: Vec::new(),
            read: VecDeque::new(),
            above: Vec::new(),
        }
    }

    /// How many leaves there are to be.
    pub(super) const fn size(&self) -> u64 {
        self.size
    }

    /// The root over the first `size` leaves, if that many were read and all were there.
    pub(super) fn root(&self, size: u64) -> Option<Hash> {
        let tree = self.tree.as_ref().filter(|tree| tree.size() == size);
        tree.map(Edge::root)
    }

    /// The leaf at the next place; none if there is no such.
    pub(super) async fn next_leaf(&mut self) -> Result<Option<Hash>, StoreError> {
        if self.next >= self.size {
            return Ok(None);
        }
        let leaf = self.leaf(self.next).await?;
        self.next += 1;
        match (leaf, &mut self.tree) {
            (Some(leaf), Some(tree)) => {
                tree.push(leaf);
                let full = tree.take_full().into_iter().filter(|tile| tile.id.level > 0);
                self.above.extend(full);
            }
            (None, tree) => *tree = None,
            (Some(_), None) => {}
        }
        Ok(leaf)
    }

    async fn leaf(&mut self, place: u64) -> Result<Option<Hash>, StoreError> {
        let id = TileId {
            level: 0,
            index: place / TILE,
        };
        while self.read.front().is_some_and(|tile| tile.id < id) {
            self.read.pop_front();
        }
        if self.read.is_empty() {
            self.read = self.log.tiles(id, PAGE).await?.into();
        }
        let tile = self.read.front().filter(|tile| tile.id == id);
        let at = usize::try_from(place % TILE).expect("a tile has 256 hashes");
        let leaf = tile.and_then(|tile| tile.hashes.get(at)).copied();
        if leaf.is_none() && self.lost.last() != Some(&id) && self.lost.len() < NAMED {
            self.lost.push(id);
        }
        Ok(leaf)
    }

    /// Tells what is wrong with it, as far as its records have not told.
    pub(super) async fn end(mut self, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
        let size = self.size;
        let hashes_of = |id: TileId| {
            let records = TILE.pow(id.level + 1);
            Finding::Hashes {
                from: id.index * records + 1,
                to: (id.index * records + records).min(size),
            }
        };
        findings.extend(self.lost.iter().copied().map(hashes_of));
        // If the leaves are not what was signed, that has been told, and says nothing of what is above them.
        let tree = self.tree.take().filter(|tree| Some(tree.root()) == self.signed);
        let Some(mut tree) = tree else { return Ok(()) };
        let open = tree.take_all().into_iter().filter(|tile| tile.id.level > 0);
        self.above.extend(open);
        for tile in &self.above {
            let found = self.log.tiles(tile.id, 1).await?;
            let found = found.first().filter(|found| found.id == tile.id);
            if !found.is_some_and(|found| found.hashes.starts_with(&tile.hashes)) {
                findings.push(hashes_of(tile.id));
            }
        }
        Ok(())
    }
}
