//! Phones that their vendor calls somebody else's. One is a phone that is gone; so many in a row are no phones but credentials of another
//! app or environment, and whoever believed them would forget all its phones.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// How many of a sender's last pushes are looked at.
const LAST: u32 = 20;
/// How many of them may have gone to strangers.
const MAY_BE: u32 = 9;

/// What became of each sender's last pushes on one lane. Others' pushes say nothing of one's own: nobody can make the phones of others look
/// alive or gone.
#[derive(Default)]
pub(crate) struct Strangers(Mutex<HashMap<String, u32>>);

impl Strangers {
    /// Learns whether a push went to a stranger; says whether there are too many to be believed.
    pub(crate) fn learn(&self, sender: &str, is_stranger: bool) -> bool {
        let mut senders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A bit for each push, the newest first. Who never meets strangers takes no room.
        let last = senders.get(sender).copied().unwrap_or(0);
        let last = ((last << 1) | u32::from(is_stranger)) & ((1 << LAST) - 1);
        if last == 0 {
            senders.remove(sender);
        } else {
            senders.insert(sender.to_owned(), last);
        }
        is_stranger && last.count_ones() > MAY_BE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_are_believed_and_many_in_a_row_are_not() {
        let strangers = Strangers::default();
        let met = |is_stranger| strangers.learn("a", is_stranger);
        assert!((0..9).all(|_| !met(true)));
        assert!(met(true), "the tenth");
        assert!(!strangers.learn("b", true), "of another sender");
        assert!(!met(false), "what is accepted is");
        assert!(met(true));
        for _ in 0..20 {
            met(false);
        }
        assert!(!met(true), "it is long ago");
    }
}
