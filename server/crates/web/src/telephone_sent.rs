//! What a page says of a code that was sent, see `telephone_sent.html`.

use countersign_core::model::{Channel, CodeProgress, SentCode};

/// A code that was sent to a telephone.
pub(crate) struct TelephoneSent {
    /// What may be shown of the number on this page.
    pub(crate) number: String,
    pub(crate) channel: Channel,
    progress: CodeProgress,
    /// Whether another one was asked for too soon.
    pub(crate) is_early: bool,
}

impl TelephoneSent {
    pub(crate) fn new(code: &SentCode, number: String, is_early: bool) -> Self {
        Self {
            number,
            channel: code.channel,
            progress: code.progress,
            is_early,
        }
    }

    /// Whether nobody takes it.
    pub(crate) fn is_late(&self) -> bool {
        self.progress == CodeProgress::Undelivered
    }

    /// Whether it is known to have arrived.
    pub(crate) fn has_arrived(&self) -> bool {
        self.progress == CodeProgress::Delivered
    }
}
