//! Which parts of a tree a proof consists of, as nodes that can be kept (RFC 9162, sections 2.1.3.1 and 2.1.4.1).

/// A node with all its leaves: those from `index << level`, 2^`level` of them. Once it is complete, it never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Node {
    /// How far above the leaves.
    pub level: u32,
    /// The how many-th of its level, from 0.
    pub index: u64,
}

/// Neighbouring leaves whose hash is one element of a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first leaf.
    pub from: u64,
    /// The leaf after the last one.
    pub to: u64,
}

impl Span {
    /// The complete subtrees that make it up, ever smaller ones from left to right, as [`super::Hash::over_all`] takes them.
    pub fn nodes(self) -> impl Iterator<Item = Node> {
        let mut from = self.from;
        std::iter::from_fn(move || {
            let level = (self.to - from).checked_ilog2()?;
            let index = from >> level;
            from += 1 << level;
            Some(Node { level, index })
        })
    }

    fn len(self) -> u64 {
        self.to - self.from
    }

    /// Divides it where its root divides it; one leaf cannot be divided.
    fn split(self) -> Option<(Self, Self)> {
        let half = (self.len() > 1).then(|| self.len().next_power_of_two() / 2)?;
        let middle = self.from + half;
        Some((Self { to: middle, ..self }, Self { from: middle, ..self }))
    }
}

/// What proves that the leaf at `index` is in the tree of `size` leaves, from the leaf to the root.
pub fn inclusion_spans(index: u64, size: u64) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut rest = Span { from: 0, to: size };
    while let Some((left, right)) = rest.split() {
        let beside;
        (rest, beside) = if index < right.from {
            (left, right)
        } else {
            (right, left)
        };
        spans.push(beside);
    }
    spans.reverse();
    spans
}

/// What proves that the tree of `size` leaves begins with that of `first` leaves, from the leaves to the root. Nothing has
/// to be proven of a tree and itself.
pub fn consistency_spans(first: u64, size: u64) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut rest = Span { from: 0, to: size };
    while first < rest.to
        && let Some((left, right)) = rest.split()
    {
        let beside;
        (rest, beside) = if first <= right.from {
            (left, right)
        } else {
            (right, left)
        };
        spans.push(beside);
    }
    // Whoever knows the first tree's root knows this part, if it is the whole of that tree.
    if rest.from > 0 {
        spans.push(rest);
    }
    spans.reverse();
    spans
}
