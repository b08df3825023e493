//! The right edge of a growing tree: as much of it as appending a leaf and telling the root need.

use super::Hash;

/// A tree to append to: the complete subtrees that its leaves form, the largest first, one for each binary digit of
/// their number. It has a logarithm of the leaves in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    subtrees: Vec<Hash>,
}

impl Frontier {
    /// How many leaves there are.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let complete = self.size.trailing_ones() as usize;
        let pairs = self.subtrees.split_off(self.subtrees.len() - complete);
        self.subtrees.push(
            pairs
                .into_iter()
                .rev()
                .fold(leaf, |right, left| Hash::over(left, right)),
        );
        self.size += 1;
    }

    /// The root of the tree (RFC 9162, section 2.1.1).
    pub fn root(&self) -> Hash {
        Hash::over_all(&self.subtrees)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use data_encoding::HEXLOWER;

    use super::*;

    /// The leaves of the test tree that implementations of Certificate Transparency share.
    pub(in crate::audit_log) const SHARED_LEAVES: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];

    /// The root by the definition itself, as RFC 9162 writes it down.
    pub(in crate::audit_log) fn root_by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash::of_nothing(),
            [leaf] => *leaf,
            leaves => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                Hash::over(root_by_definition(left), root_by_definition(right))
            }
        }
    }

    /// That many different leaves.
    pub(in crate::audit_log) fn leaves(count: u64) -> Vec<Hash> {
        (0..count).map(|n| Hash::of_leaf(&n.to_be_bytes())).collect()
    }

    #[test]
    fn the_roots_of_the_shared_test_tree_are_the_published_ones() {
        let published = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut frontier = Frontier::default();
        for (size, root) in published.into_iter().enumerate() {
            assert_eq!(HEXLOWER.encode(frontier.root().as_bytes()), root, "{size} leaves");
            if let Some(leaf) = SHARED_LEAVES.get(size) {
                frontier.push(Hash::of_leaf(leaf));
            }
        }
    }

    #[test]
    fn the_root_is_that_of_the_definition_at_every_size() {
        let leaves = leaves(600);
        let mut frontier = Frontier::default();
        for size in 0..leaves.len() {
            assert_eq!(
                frontier.root(),
                root_by_definition(&leaves[..size]),
                "{size} leaves"
            );
            frontier.push(leaves[size]);
        }
        assert_eq!(frontier.size(), 600);
    }
}
