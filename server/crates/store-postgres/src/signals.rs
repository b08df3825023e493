//! The hints between nodes, as what waits in a node knows them.

use std::{sync::Arc, time::Duration};

use countersign_batch::Tasks;
use countersign_core::port::{LocalSignals, Signals, Subscription, Topic};
use countersign_postgres::{Hear, Hints};
use countersign_proto::ids::{DeviceId, EnrollmentId, LoginId};
use sqlx::PgPool;
use uuid::Uuid;

/// The channel of the hints; its number is that of their format.
const CHANNEL: &str = "countersign_1";
/// How long a lost hint delays whoever waits.
const SLOW_POLL: Duration = Duration::from_secs(5);

/// Hints within this process at once, and to all other nodes soon after.
pub struct PostgresSignals {
    local: Arc<Local>,
    hints: Hints,
}

/// Whoever waits in this process.
#[derive(Default)]
struct Local(LocalSignals);

impl Hear for Local {
    fn hear(&self, hint: &str) {
        if let Some(topic) = decode(hint) {
            self.0.publish(topic);
        }
    }

    fn missed(&self) {
        self.0.publish_all();
    }
}

impl PostgresSignals {
    pub(crate) fn start(node: Uuid, pool: &PgPool, tasks: &Tasks) -> Arc<Self> {
        let local = Arc::new(Local::default());
        let hear: Arc<Local> = Arc::clone(&local);
        Arc::new(Self {
            local,
            hints: Hints::start(CHANNEL, node, pool, hear, tasks),
        })
    }
}

impl Signals for PostgresSignals {
    fn publish(&self, topic: Topic) {
        self.local.0.publish(topic);
        self.hints.send(encode(topic));
    }

    fn subscribe(&self, topic: Topic) -> Subscription {
        self.local.0.subscribe(topic)
    }

    fn slow_poll(&self) -> Duration {
        SLOW_POLL
    }
}

fn encode(topic: Topic) -> String {
    match topic {
        Topic::Login(id) => format!("l{}", id.as_uuid().simple()),
        Topic::Enrollment(id) => format!("e{}", id.as_uuid().simple()),
        Topic::Device(id) => format!("d{}", id.as_uuid().simple()),
        Topic::Jobs => "j".to_owned(),
    }
}

/// Nothing for what a later version may say.
fn decode(text: &str) -> Option<Topic> {
    if text == "j" {
        return Some(Topic::Jobs);
    }
    let (kind, id) = text.split_at_checked(1)?;
    let id = Uuid::try_parse(id).ok()?;
    match kind {
        "l" => Some(Topic::Login(LoginId::new(id))),
        "e" => Some(Topic::Enrollment(EnrollmentId::new(id))),
        "d" => Some(Topic::Device(DeviceId::new(id))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_reads_as_what_was_sent() {
        let id = Uuid::from_u128(7);
        for topic in [
            Topic::Login(LoginId::new(id)),
            Topic::Enrollment(EnrollmentId::new(id)),
            Topic::Device(DeviceId::new(id)),
            Topic::Jobs,
        ] {
            assert_eq!(decode(&encode(topic)), Some(topic));
        }
        for other in ["", "l", "x00000000000000000000000000000007", "é", "lnot-an-id"] {
            assert_eq!(decode(other), None, "{other}");
        }
    }
}
