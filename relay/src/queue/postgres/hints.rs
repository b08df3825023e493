//! What relays on one database tell each other. Hints may get lost: rows are the truth.

use std::{sync::Arc, time::Duration};

use countersign_postgres::Hear;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    queue::{
        Key, SenderName,
        memory::{Latest, Memory},
    },
    relay::Ambient,
};

/// How long a lost hint lets a relay go on with senders as they were: one that was suspended, say.
const SLOW_POLL: Duration = Duration::from_secs(5);

/// One hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hint {
    /// A sender has events up to this number.
    Event(SenderName, i64),
    /// A notification is to be taken back by whoever has it. Its row says so too, which is read before it is sent.
    Wish(Key),
    /// Senders were changed.
    Senders,
}

impl Hint {
    pub(super) fn encode(&self) -> String {
        match self {
            Self::Event(sender, number) => format!("e{number}/{sender}"),
            Self::Wish(key) => format!("w{}/{}", key.id.simple(), key.sender),
            Self::Senders => "s".to_owned(),
        }
    }

    /// Nothing for what a later version may say.
    fn decode(text: &str) -> Option<Self> {
        if text == "s" {
            return Some(Self::Senders);
        }
        let (kind, rest) = text.split_at_checked(1)?;
        let (what, sender) = rest.split_once('/')?;
        let sender = sender.parse().ok()?;
        match kind {
            "e" => Some(Self::Event(sender, what.parse().ok()?)),
            "w" => {
                let id = Uuid::try_parse(what).ok()?;
                Some(Self::Wish(Key { sender, id }))
            }
            _ => None,
        }
    }
}

/// What this relay does with the hints of the others.
pub(super) struct Heard {
    pub(super) memory: Arc<Memory>,
    pub(super) latest: Arc<Latest>,
    pub(super) changes: Arc<watch::Sender<u64>>,
    pub(super) ambient: Arc<dyn Ambient>,
}

impl Heard {
    fn senders_changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Looks now and then whether a change of senders was missed.
    pub(super) async fn look_for_changes(self: Arc<Self>, stop: CancellationToken) {
        while stop
            .run_until_cancelled(self.ambient.sleep(SLOW_POLL))
            .await
            .is_some()
        {
            self.senders_changed();
        }
    }
}

impl Hear for Heard {
    fn hear(&self, hint: &str) {
        match Hint::decode(hint) {
            Some(Hint::Event(sender, number)) => self.latest.set(&sender, number),
            Some(Hint::Wish(key)) => self.memory.take_back(&key, self.ambient.now_ms()),
            Some(Hint::Senders) => self.senders_changed(),
            None => {}
        }
    }

    fn missed(&self) {
        self.senders_changed();
        self.latest.nudge();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_reads_as_what_was_sent() {
        let sender: SenderName = "a.b-c_1".parse().unwrap();
        let key = Key {
            sender: sender.clone(),
            id: Uuid::from_u128(7),
        };
        for hint in [Hint::Event(sender, 42), Hint::Wish(key), Hint::Senders] {
            let text = hint.encode();
            assert!(!text.contains(' '));
            assert_eq!(Hint::decode(&text), Some(hint));
        }
        for other in ["", "e", "e1", "e1/", "ex/a", "w1/a", "x1/a", "é", "w/"] {
            assert_eq!(Hint::decode(other), None, "{other}");
        }
    }
}
