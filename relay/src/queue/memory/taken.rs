//! Jobs that somebody is about to do something with: however that ends, they go back, unless they were handed on or have ended.

use super::Memory;
use crate::queue::Key;

/// Jobs of this process that are out of their line.
pub(in crate::queue) struct Taken<'m> {
    memory: &'m Memory,
    keys: Vec<Key>,
}

impl<'m> Taken<'m> {
    pub(in crate::queue) fn new(memory: &'m Memory, keys: impl IntoIterator<Item = Key>) -> Self {
        let keys = keys.into_iter().collect();
        Self { memory, keys }
    }

    /// They are somebody else's business now.
    pub(in crate::queue) fn hand_on(mut self) {
        self.keys.clear();
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        for key in &self.keys {
            self.memory.release(key);
        }
    }
}
