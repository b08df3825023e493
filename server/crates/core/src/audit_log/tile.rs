//! How the tree is kept: in tiles of 256 hashes.
//!
//! A tile of level 0 has the hashes of 256 leaves, one of level 1 those of 256 tiles below it, and so on. So a proof reads a
//! few tiles, however long the log is; each leaf's hash is at hand to say which record was changed; and all tiles take 32.1
//! bytes a record. Tiles only grow, those that are full never change again.

use super::{Frontier, Hash, Node, Span};

/// Hashes in a full tile.
pub const TILE: u64 = 1 << BITS;
const BITS: u32 = 8;
/// Bits of a stored number that say which of its level a tile is.
const INDEX_BITS: u32 = 48;

/// Names a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    /// 0 for hashes of leaves.
    pub level: u32,
    /// The how many-th of its level, from 0.
    pub index: u64,
}

/// A tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditTile {
    /// Its name.
    pub id: TileId,
    /// Its hashes, up to [`TILE`] of them.
    pub hashes: Vec<Hash>,
}

impl TileId {
    /// The number under which stores keep it. Tiles of one level stand together, in their order.
    pub fn number(self) -> i64 {
        i64::from(self.level) << INDEX_BITS | i64::try_from(self.index).unwrap_or(i64::MAX)
    }

    /// The tile that a store keeps under this number; none if there is no such.
    pub fn from_number(number: i64) -> Option<Self> {
        let number = u64::try_from(number).ok()?;
        Some(Self {
            level: u32::try_from(number >> INDEX_BITS).ok()?,
            index: number & ((1 << INDEX_BITS) - 1),
        })
    }

    /// The tile that a complete node is computed from.
    pub const fn of(node: Node) -> Self {
        Self {
            level: node.level / BITS,
            index: (node.index << (node.level % BITS)) >> BITS,
        }
    }
}

impl AuditTile {
    /// The tile as stores keep it: its hashes, one after the other.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.hashes.iter().flat_map(Hash::as_bytes).copied().collect()
    }

    /// What a store keeps under this number; nothing if that is no tile.
    pub fn from_stored(number: i64, bytes: &[u8]) -> Option<Self> {
        let (hashes, rest) = bytes.as_chunks();
        let fits = rest.is_empty() && hashes.len() as u64 <= TILE;
        Some(Self {
            id: TileId::from_number(number).filter(|_| fits)?,
            hashes: hashes.iter().copied().map(Hash::from_bytes).collect(),
        })
    }

    /// A node of this tile; none if the tile does not reach so far yet.
    pub fn node(&self, node: Node) -> Option<Hash> {
        let count = 1_usize << (node.level % BITS);
        let first = usize::try_from((node.index << (node.level % BITS)) % TILE).ok()?;
        self.hashes.get(first..first + count).map(complete)
    }
}

/// The root of a complete subtree over these.
fn complete(hashes: &[Hash]) -> Hash {
    let mut frontier = Frontier::default();
    hashes.iter().for_each(|hash| frontier.push(*hash));
    frontier.root()
}

/// The tiles at the right edge of the tree, to append to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    /// For each level the hashes that do not fill a tile yet.
    open: Vec<Vec<Hash>>,
    /// Tiles that have become full.
    full: Vec<AuditTile>,
}

impl Edge {
    /// The tiles that an edge of a tree with `size` leaves is made of.
    pub fn tiles(size: u64) -> impl Iterator<Item = TileId> {
        levels(size)
            .filter(|(_, hashes)| hashes % TILE > 0)
            .map(|(level, hashes)| TileId {
                level,
                index: hashes / TILE,
            })
    }

    /// The edge of a tree with `size` leaves, from its [tiles](Self::tiles), which may have grown meanwhile; none if one
    /// is missing or short.
    pub fn restore(size: u64, tiles: &[AuditTile]) -> Option<Self> {
        let open = levels(size).map(|(level, hashes)| {
            let (index, open) = (hashes / TILE, usize::try_from(hashes % TILE).ok()?);
            if open == 0 {
                return Some(Vec::new());
            }
            let tile = tiles.iter().find(|tile| tile.id == TileId { level, index })?;
            tile.hashes.get(..open).map(<[Hash]>::to_vec)
        });
        Some(Self {
            size,
            open: open.collect::<Option<_>>()?,
            full: Vec::new(),
        })
    }

    /// How many leaves there are.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: Hash) {
        self.size += 1;
        let mut hash = leaf;
        for level in 0.. {
            let Some(open) = self.open.get_mut(level as usize) else {
                self.open.push(vec![hash]);
                return;
            };
            open.push(hash);
            if (open.len() as u64) < TILE {
                return;
            }
            let hashes = std::mem::take(open);
            hash = complete(&hashes);
            let index = (self.size >> (BITS * (level + 1))) - 1;
            let id = TileId { level, index };
            self.full.push(AuditTile { id, hashes });
        }
    }

    /// Takes what has become full.
    pub fn take_full(&mut self) -> Vec<AuditTile> {
        std::mem::take(&mut self.full)
    }

    /// Takes what has become full, and shows what is open beside it: all that a store must write after leaves were appended.
    pub fn take_changed(&mut self) -> Vec<AuditTile> {
        let mut changed = self.take_full();
        // A level is touched if one below it became full.
        let touched = changed.iter().map(|tile| tile.id.level + 1).max().unwrap_or(0);
        changed.extend(self.open().filter(|tile| tile.id.level <= touched));
        changed
    }

    /// Takes what has become full, and shows all that is open beside it.
    pub fn take_all(&mut self) -> Vec<AuditTile> {
        let mut all = self.take_full();
        all.extend(self.open());
        all
    }

    fn open(&self) -> impl Iterator<Item = AuditTile> {
        let open = (0..).zip(&self.open).filter(|(_, hashes)| !hashes.is_empty());
        open.map(|(level, hashes)| AuditTile {
            id: TileId {
                level,
                index: self.size >> (BITS * (level + 1)),
            },
            hashes: hashes.clone(),
        })
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        let whole = Span {
            from: 0,
            to: self.size,
        };
        let subtrees = whole.nodes().map(|node| {
            // What is not full begins at the first hash of its tile.
            let open = &self.open[(node.level / BITS) as usize];
            let first = (node.index << (node.level % BITS)) % TILE;
            let first = usize::try_from(first).expect("a tile has 256 hashes");
            complete(&open[first..first + (1 << (node.level % BITS))])
        });
        Hash::over_all(&subtrees.collect::<Vec<_>>())
    }
}

/// Every level with its number of hashes.
fn levels(size: u64) -> impl Iterator<Item = (u32, u64)> {
    (0..)
        .map(move |level| (level, size.checked_shr(BITS * level).unwrap_or(0)))
        .take_while(|(_, hashes)| *hashes > 0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::audit_log::{frontier::tests::leaves, inclusion_spans, verify_inclusion};

    #[test]
    fn an_edge_has_the_root_of_its_tree_and_comes_back_from_its_tiles() {
        let leaves = leaves(70_000);
        let (mut edge, mut frontier) = (Edge::default(), Frontier::default());
        let mut kept = BTreeMap::new();
        for (size, leaf) in (1_u64..).zip(&leaves) {
            edge.push(*leaf);
            frontier.push(*leaf);
            if size < 600 || size % 4096 < 2 || size.abs_diff(TILE * TILE) < 3 {
                kept.extend(edge.take_changed().into_iter().map(|tile| (tile.id, tile)));
                assert_eq!(edge.root(), frontier.root(), "{size}");
                let tiles: Vec<_> = Edge::tiles(size).map(|id| kept[&id].clone()).collect();
                assert_eq!(Edge::restore(size, &tiles), Some(edge.clone()), "{size}");
            }
        }
        kept.extend(edge.take_changed().into_iter().map(|tile| (tile.id, tile)));
        let lens = kept
            .values()
            .map(|tile| (tile.id.level, tile.hashes.len() as u64));
        let mut expected = vec![(0, TILE); 273];
        expected.extend([(0, 70_000 - 273 * TILE), (1, TILE), (1, 273 - TILE), (2, 1)]);
        assert_eq!(lens.collect::<Vec<_>>(), expected);

        // Tiles of a grown tree prove what was in it at any size.
        for (index, size) in [
            (0, 70_000),
            (69_999, 70_000),
            (300, 65_536),
            (65_535, 65_537),
            (7, 301),
        ] {
            let mut then = Frontier::default();
            leaves[..usize::try_from(size).unwrap()]
                .iter()
                .for_each(|leaf| then.push(*leaf));
            let path = inclusion_spans(index, size).into_iter().map(|span| {
                let nodes = span
                    .nodes()
                    .map(|node| kept[&TileId::of(node)].node(node).unwrap());
                Hash::over_all(&nodes.collect::<Vec<_>>())
            });
            let leaf = leaves[usize::try_from(index).unwrap()];
            assert!(
                verify_inclusion(leaf, index, size, &path.collect::<Vec<_>>(), then.root()),
                "{index} of {size}"
            );
        }
    }

    #[test]
    fn a_tile_reads_back_as_it_was_kept() {
        let tile = AuditTile {
            id: TileId { level: 2, index: 77 },
            hashes: leaves(3),
        };
        assert_eq!(
            AuditTile::from_stored(tile.id.number(), &tile.to_bytes()),
            Some(tile.clone())
        );
        assert_eq!(AuditTile::from_stored(-1, &tile.to_bytes()), None);
        assert_eq!(AuditTile::from_stored(0, &tile.to_bytes()[1..]), None);
        assert_eq!(AuditTile::from_stored(0, &[0; 32 * 257]), None);
        assert_eq!(Edge::restore(4, &[tile]), None);
    }
}
