//! Checks proofs with nothing at hand but themselves (RFC 9162, sections 2.1.3.2 and 2.1.4.2).

use super::Hash;

/// Whether `leaf` is the one at `index` in the tree of `size` leaves with this root.
#[must_use]
pub fn verify_inclusion(leaf: Hash, index: u64, size: u64, path: &[Hash], root: Hash) -> bool {
    if index >= size {
        return false;
    }
    let mut place = Place {
        node: index,
        last: size - 1,
    };
    let mut hash = leaf;
    for beside in path {
        if place.last == 0 {
            return false;
        }
        hash = if place.is_right() {
            place.climb_to_right();
            Hash::over(*beside, hash)
        } else {
            Hash::over(hash, *beside)
        };
        place.climb();
    }
    place.last == 0 && hash == root
}

/// Whether the tree of `size` leaves with this root begins with that of `first` leaves and that root.
#[must_use]
pub fn verify_consistency(first: (u64, Hash), second: (u64, Hash), path: &[Hash]) -> bool {
    let ((first, first_root), (size, root)) = (first, second);
    if first == size {
        return path.is_empty() && first_root == root;
    }
    if first == 0 || first > size {
        return false;
    }
    let mut rest = path.iter().copied();
    // A first tree that is complete is itself the part that both trees begin with.
    let begin = if first.is_power_of_two() {
        Some(first_root)
    } else {
        rest.next()
    };
    let Some(begin) = begin.filter(|_| !path.is_empty()) else {
        return false;
    };
    let mut place = Place {
        node: first - 1,
        last: size - 1,
    };
    while place.node & 1 == 1 {
        place.climb();
    }
    let (mut first_hash, mut hash) = (begin, begin);
    for beside in rest {
        if place.last == 0 {
            return false;
        }
        if place.is_right() {
            place.climb_to_right();
            first_hash = Hash::over(beside, first_hash);
            hash = Hash::over(beside, hash);
        } else {
            hash = Hash::over(hash, beside);
        }
        place.climb();
    }
    place.last == 0 && first_hash == first_root && hash == root
}

/// A node on the way from a leaf to the root, and the last node of its level: the RFC's `fn` and `sn`.
struct Place {
    node: u64,
    last: u64,
}

impl Place {
    /// Whether its sibling stands at the left of it.
    const fn is_right(&self) -> bool {
        self.node & 1 == 1 || self.node == self.last
    }

    const fn climb(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }

    /// The last node of a level can have no sibling; then it stands for the node above it.
    const fn climb_to_right(&mut self) {
        while self.node & 1 == 0 && self.node != 0 {
            self.climb();
        }
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;

    use super::*;
    use crate::audit_log::{
        Span, consistency_spans,
        frontier::tests::{SHARED_LEAVES, leaves},
        inclusion_spans,
    };

    const SIZES: u64 = 140;

    /// Every complete subtree over some leaves, by levels.
    struct Tree(Vec<Vec<Hash>>);

    impl Tree {
        fn over(leaves: &[Hash]) -> Self {
            let mut levels = vec![leaves.to_vec()];
            while let Some(below) = levels.last().filter(|level| level.len() > 1) {
                let pairs = below.as_chunks().0.iter();
                let level = pairs.map(|[left, right]| Hash::over(*left, *right)).collect();
                levels.push(level);
            }
            Self(levels)
        }

        fn hash(&self, span: Span) -> Hash {
            let at = |n: u64| usize::try_from(n).unwrap();
            let nodes = span
                .nodes()
                .map(|node| self.0[node.level as usize][at(node.index)]);
            Hash::over_all(&nodes.collect::<Vec<_>>())
        }

        fn path(&self, spans: Vec<Span>) -> Vec<Hash> {
            spans.into_iter().map(|span| self.hash(span)).collect()
        }

        fn leaf(&self, index: u64) -> Hash {
            self.0[0][usize::try_from(index).unwrap()]
        }

        fn root(&self, size: u64) -> Hash {
            self.hash(Span { from: 0, to: size })
        }
    }

    #[test]
    fn proofs_in_the_shared_test_tree_are_the_published_ones() {
        let tree = Tree::over(&SHARED_LEAVES.map(Hash::of_leaf));
        let hex = |spans: Vec<Span>| {
            tree.path(spans)
                .iter()
                .map(|hash| HEXLOWER.encode(hash.as_bytes()))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            hex(inclusion_spans(0, 8)),
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]
        );
        assert_eq!(
            hex(inclusion_spans(5, 8)),
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        );
        assert_eq!(
            hex(consistency_spans(6, 8)),
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        );
        assert_eq!(hex(consistency_spans(8, 8)), [""; 0]);
    }

    #[test]
    fn every_leaf_is_proven_in_every_tree_and_nowhere_else() {
        let tree = Tree::over(&leaves(SIZES));
        for size in 1..=SIZES {
            let root = tree.root(size);
            for index in 0..size {
                let leaf = tree.leaf(index);
                let path = tree.path(inclusion_spans(index, size));
                assert!(
                    verify_inclusion(leaf, index, size, &path, root),
                    "{index} of {size}"
                );
                let moved = (index + 1) % size;
                assert!(size == 1 || !verify_inclusion(leaf, moved, size, &path, root));
            }
        }
        let leaf = tree.leaf(0);
        assert!(!verify_inclusion(leaf, 1, 1, &[], leaf));
        assert!(!verify_inclusion(leaf, 0, 0, &[], Hash::of_nothing()));
    }

    #[test]
    fn every_tree_is_proven_to_begin_with_every_smaller_one() {
        let tree = Tree::over(&leaves(SIZES));
        for size in 1..=SIZES {
            let root = tree.root(size);
            for first in 1..=size {
                let path = tree.path(consistency_spans(first, size));
                let heads = ((first, tree.root(first)), (size, root));
                assert!(verify_consistency(heads.0, heads.1, &path), "{first} to {size}");
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_is_changed_in_a_proof_breaks_it(
            size in 2..600_u64, part in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), bit in 0..256_usize,
        ) {
            let tree = Tree::over(&leaves(size));
            let index = part.index(usize::try_from(size).unwrap()) as u64;
            let (leaf, whole) = (tree.leaf(index), tree.root(size));
            let flip = |hash: Hash| {
                let mut bytes = *hash.as_bytes();
                bytes[bit / 8] ^= 1 << (bit % 8);
                Hash::from_bytes(bytes)
            };
            let path_in = tree.path(inclusion_spans(index, size));
            prop_assert!(verify_inclusion(leaf, index, size, &path_in, whole));
            let mut changed = path_in.clone();
            let place = at.index(changed.len());
            changed[place] = flip(changed[place]);
            prop_assert!(!verify_inclusion(leaf, index, size, &changed, whole));
            prop_assert!(!verify_inclusion(flip(leaf), index, size, &path_in, whole));
            prop_assert!(!verify_inclusion(leaf, index, size, &path_in[1..], whole));
            prop_assert!(!verify_inclusion(leaf, index, size, &[path_in.as_slice(), &[leaf]].concat(), whole));

            let first = (index + 1).min(size - 1);
            let heads = ((first, tree.root(first)), (size, whole));
            let growth = tree.path(consistency_spans(first, size));
            prop_assert!(verify_consistency(heads.0, heads.1, &growth));
            let mut changed = growth.clone();
            let place = at.index(changed.len());
            changed[place] = flip(changed[place]);
            prop_assert!(!verify_consistency(heads.0, heads.1, &changed));
            prop_assert!(!verify_consistency((first, flip(heads.0.1)), heads.1, &growth));
            prop_assert!(!verify_consistency(heads.0, (size, flip(whole)), &growth));
            prop_assert!(!verify_consistency(heads.0, heads.1, &growth[1..]));
            prop_assert!(!verify_consistency(heads.0, heads.1, &[growth.as_slice(), &[leaf]].concat()));
            prop_assert!(!verify_consistency(heads.1, heads.0, &growth));
            prop_assert!(!verify_consistency((0, Hash::of_nothing()), heads.1, &growth));
        }
    }
}
