//! How far heads vouch for a log.

use super::Named;

/// How far a log is known to be right.
#[derive(Default)]
pub(super) struct Right {
    by_any: Known,
    /// By heads that were kept elsewhere: whoever has the key can make the log's own heads fit.
    by_others: Known,
}

#[derive(Default)]
struct Known {
    /// The size of the last head that fits.
    until: u64,
    /// Whether a head that does not fit was found since: larger ones do not fit either.
    is_over: bool,
}

impl Right {
    pub(super) fn fits(&mut self, head: &Named) {
        let known = || Known {
            until: head.signed.head.size,
            is_over: false,
        };
        self.by_any = known();
        if !head.own {
            self.by_others = known();
        }
    }

    /// The first record that can be wrong if this head does not fit; none if that was told before.
    pub(super) fn ends(&mut self, head: &Named) -> Option<u64> {
        let known = if head.own {
            &mut self.by_any
        } else {
            &mut self.by_others
        };
        let first = (!known.is_over).then_some(known.until + 1);
        known.is_over = true;
        first
    }
}
