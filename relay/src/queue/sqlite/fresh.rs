//! Sealed contents that were committed a moment ago: most notifications are sent at once, and need not be read for that.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Bytes that are kept at most; what is older is read from its row.
pub(super) const MOST: usize = 4 * 1024 * 1024;

/// The newest of them, by their numbers. Each is given out once; one that is never asked for goes when newer ones need the room.
#[derive(Default)]
pub(super) struct Fresh(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    contents: BTreeMap<u64, Vec<u8>>,
    bytes: usize,
}

impl Fresh {
    /// Keeps what was committed.
    pub(super) fn keep(&self, committed: impl IntoIterator<Item = (u64, Vec<u8>)>) {
        let mut kept = self.lock();
        for (number, content) in committed {
            kept.bytes += content.len();
            kept.contents.insert(number, content);
        }
        while kept.bytes > MOST
            && let Some((_, oldest)) = kept.contents.pop_first()
        {
            kept.bytes -= oldest.len();
        }
    }

    /// Gives one out, if it is kept.
    pub(super) fn take(&self, number: u64) -> Option<Vec<u8>> {
        let mut kept = self.lock();
        let content = kept.contents.remove(&number)?;
        kept.bytes -= content.len();
        Some(content)
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_given_out_once_and_the_oldest_make_room() {
        let fresh = Fresh::default();
        fresh.keep([(1, vec![1; MOST / 2]), (2, vec![2; MOST / 2])]);
        assert_eq!(fresh.take(2), Some(vec![2; MOST / 2]));
        assert_eq!(fresh.take(2), None);
        fresh.keep([(3, vec![3; MOST / 2])]);
        assert_eq!(fresh.take(1), Some(vec![1; MOST / 2]), "there was room");
        fresh.keep([(4, vec![4; MOST / 2]), (5, vec![5; 1])]);
        assert_eq!(fresh.take(3), None);
        assert!(fresh.take(4).is_some() && fresh.take(5).is_some());
    }
}
