//! What is held of the rows that a group is about, as its units change it.

use std::collections::{HashMap, HashSet};

use countersign_proto::{
    push::{Class, Provider},
    relay_api::State,
};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use uuid::Uuid;

use super::{
    group::Work,
    rows::{Row, environment, word},
};
use crate::{
    lanes::LaneId,
    queue::{Key, Nonce, memory::Job},
};

/// A notification, without its content.
pub(super) struct Known {
    pub(super) number: u64,
    pub(super) reference: Option<Uuid>,
    pub(super) lane: LaneId,
    pub(super) class: Class,
    pub(super) accepted_at_ms: i64,
    pub(super) deadline_ms: i64,
    pub(super) state: State,
    pub(super) attempts: u32,
    pub(super) due_ms: i64,
    pub(super) delayed: bool,
    pub(super) cancelled: bool,
    pub(super) fingerprint: [u8; 16],
    pub(super) has_content: bool,
}

impl Known {
    /// Ends it. Its content goes, unless somebody is to look into it.
    pub(super) fn end(&mut self, state: State) {
        self.state = state;
        self.has_content &= state == State::Rejected;
    }

    pub(super) fn is_dead_letter(&self, now_ms: i64) -> bool {
        self.state == State::Rejected && self.has_content && now_ms < self.deadline_ms
    }

    pub(super) fn job(&self, key: &Key) -> Job {
        Job {
            key: key.clone(),
            lane: self.lane.clone(),
            class: self.class,
            number: self.number,
            due_ms: self.due_ms,
            deadline_ms: self.deadline_ms,
            delayed: self.delayed,
            cancelled: self.cancelled,
        }
    }
}

/// The rows and nonces of one group.
pub(super) struct Held {
    spent: HashSet<[u8; 16]>,
    known: HashMap<Key, Known>,
}

const NOTIFICATIONS: &str = "\
    SELECT sender, notification.id, number, reference, kind, app, class, accepted_at, deadline, state, attempts, due, delayed, \
        cancelled, fingerprint, content IS NOT NULL, environment \
    FROM json_each($1) AS asked \
    JOIN notification ON sender = asked.value->>0 AND notification.id = unhex(asked.value->>1)";

const NONCES: &str = "\
    SELECT hash FROM json_each($1) AS asked JOIN nonce ON hash = unhex(asked.value)";

impl Held {
    pub(super) async fn read(connection: &mut SqliteConnection, group: &[Work]) -> Result<Self, sqlx::Error> {
        let keys: Vec<(&str, String)> = group
            .iter()
            .flat_map(Work::keys)
            .map(|key| (key.sender.as_str(), key.id.simple().to_string()))
            .collect();
        let nonces: Vec<String> = group
            .iter()
            .filter_map(Work::nonce)
            .map(|nonce| data_encoding::HEXLOWER.encode(&nonce.hash))
            .collect();
        let (mut spent, mut known) = (HashSet::new(), HashMap::new());
        if !keys.is_empty() {
            let asked = sqlx::query(NOTIFICATIONS).bind(json(&keys));
            for row in asked.fetch_all(&mut *connection).await? {
                let (key, held) = decode(&row)?;
                known.insert(key, held);
            }
        }
        if !nonces.is_empty() {
            let asked = sqlx::query(NONCES).bind(json(&nonces));
            for row in asked.fetch_all(connection).await? {
                let hash: Vec<u8> = row.try_get(0)?;
                spent.extend(<[u8; 16]>::try_from(hash));
            }
        }
        Ok(Self { spent, known })
    }

    /// Spends a nonce; false if somebody has before.
    pub(super) fn spend(&mut self, nonce: Nonce) -> bool {
        self.spent.insert(nonce.hash)
    }

    pub(super) fn get(&self, key: &Key) -> Option<&Known> {
        self.known.get(key)
    }

    pub(super) fn get_mut(&mut self, key: &Key) -> Option<&mut Known> {
        self.known.get_mut(key)
    }

    /// Adds a new notification.
    pub(super) fn add(&mut self, row: &Row, number: u64) -> Job {
        let known = Known {
            number,
            reference: row.reference,
            lane: row.lane.clone(),
            class: row.class,
            accepted_at_ms: row.accepted_at_ms,
            deadline_ms: row.deadline_ms,
            state: State::Queued,
            attempts: 0,
            due_ms: row.accepted_at_ms,
            delayed: false,
            cancelled: false,
            fingerprint: row.fingerprint,
            has_content: true,
        };
        let job = known.job(&row.key);
        self.known.insert(row.key.clone(), known);
        job
    }
}

/// A set, as SQL binds it.
pub(super) fn json(set: &impl serde::Serialize) -> String {
    serde_json::to_string(set).expect("a set of texts and numbers is JSON")
}

fn decode(row: &SqliteRow) -> Result<(Key, Known), sqlx::Error> {
    let key = Key {
        sender: word(row.try_get(0)?)?,
        id: row.try_get(1)?,
    };
    let fingerprint: Vec<u8> = row.try_get(14)?;
    let provider: Provider = word(row.try_get(4)?)?;
    let known = Known {
        number: row.try_get::<i64, _>(2)?.unsigned_abs(),
        reference: row.try_get(3)?,
        lane: LaneId {
            app: row.try_get(5)?,
            provider,
            environment: environment(row.try_get(16)?)?,
        },
        class: word(row.try_get(6)?)?,
        accepted_at_ms: row.try_get(7)?,
        deadline_ms: row.try_get(8)?,
        state: word(row.try_get(9)?)?,
        attempts: row.try_get(10)?,
        due_ms: row.try_get(11)?,
        delayed: row.try_get(12)?,
        cancelled: row.try_get(13)?,
        fingerprint: fingerprint.try_into().unwrap_or_default(),
        has_content: row.try_get(15)?,
    };
    Ok((key, known))
}
