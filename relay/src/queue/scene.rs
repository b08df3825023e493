//! What the tests of queues stand on: a clock that stands still, the places where a queue is kept, and what is put into one.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use async_trait::async_trait;
use countersign_proto::{
    push::{Class, Notification, Provider},
    relay_api::{Event, Report},
};
use countersign_test_postgres::Postgres;
use sqlx::Connection as _;
use tempfile::TempDir;
use uuid::Uuid;

use super::{
    durable::DurableQueue, postgres::PostgresStorage, seal::tests::notification, sqlite::SqliteStorage, *,
};
use crate::{
    relay::Ambient,
    sender::{Policy, SenderState},
};

/// Chance counts, for all queues of a test together.
static CHANCE: AtomicU64 = AtomicU64::new(1);

/// Time stands still unless a test moves it.
#[derive(Default)]
pub(super) struct Still {
    now: AtomicI64,
    /// How far the clock on the wall was set.
    set: AtomicI64,
}

impl Still {
    pub(super) fn advance(&self, millis: i64) {
        self.now.fetch_add(millis, Relaxed);
    }

    /// Somebody sets the clock on the wall.
    pub(super) fn set(&self, by_millis: i64) {
        self.set.fetch_add(by_millis, Relaxed);
    }
}

#[async_trait]
impl Ambient for Still {
    fn now_ms(&self) -> i64 {
        self.steady_ms() + self.set.load(Relaxed)
    }

    fn steady_ms(&self) -> i64 {
        self.now.load(Relaxed)
    }

    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0);
        bytes[..8].copy_from_slice(&CHANCE.fetch_add(1, Relaxed).to_be_bytes());
    }

    async fn sleep(&self, _: Duration) {
        std::future::pending::<()>().await;
    }
}

pub(super) const NOW: i64 = 1000;
/// Messages to telephones that a sender may have sent on one day.
pub(super) const MESSAGES: u32 = 3;

/// Where a queue is kept.
pub(super) enum Place {
    Sqlite(TempDir),
    Postgres(Postgres),
}

impl Place {
    pub(super) fn sqlite() -> Self {
        Self::Sqlite(TempDir::new().unwrap())
    }

    pub(super) fn postgres() -> Self {
        Self::Postgres(Postgres::start().unwrap())
    }

    pub(super) async fn try_open(&self, master: u8) -> Result<Arc<dyn Queue>, QueueError> {
        let (seal, ambient) = (Seal::new(&[master; 32]), Arc::new(Still::default()));
        Ok(match self {
            Self::Sqlite(dir) => {
                let file = dir.path().join("relay.db");
                Arc::new(DurableQueue::<SqliteStorage>::open(&file, seal, ambient).await?)
            }
            Self::Postgres(postgres) => {
                let url = postgres.url();
                Arc::new(DurableQueue::<PostgresStorage>::open(&url, seal, ambient).await?)
            }
        })
    }

    pub(super) async fn open(&self) -> Arc<dyn Queue> {
        self.try_open(1).await.unwrap()
    }

    /// Opens it once more after whoever had it open is gone without a word, and for long enough.
    pub(super) async fn open_after_a_crash(&self) -> Arc<dyn Queue> {
        if let Self::Postgres(postgres) = self {
            end_leases(postgres);
        }
        let queue = self.open().await;
        queue.take_over(&[lane()], NOW).await.unwrap();
        queue
    }

    /// The contents that are stored.
    pub(super) async fn contents(&self) -> Vec<Option<Vec<u8>>> {
        const STORED: &str = "SELECT content FROM notification ORDER BY number";
        match self {
            Self::Sqlite(dir) => {
                let file = format!("sqlite:{}", dir.path().join("relay.db").display());
                let mut connection = sqlx::SqliteConnection::connect(&file).await.unwrap();
                sqlx::query_scalar(STORED).fetch_all(&mut connection).await
            }
            Self::Postgres(postgres) => {
                let mut connection = sqlx::PgConnection::connect(&postgres.url()).await.unwrap();
                sqlx::query_scalar(STORED).fetch_all(&mut connection).await
            }
        }
        .unwrap()
    }

    /// Carries out a statement beside the queue.
    pub(super) async fn execute(&self, sql: &'static str) {
        match self {
            Self::Sqlite(dir) => {
                let file = format!("sqlite:{}", dir.path().join("relay.db").display());
                let mut connection = sqlx::SqliteConnection::connect(&file).await.unwrap();
                sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
            }
            Self::Postgres(postgres) => postgres.execute("postgres", sql).unwrap(),
        }
    }
}

/// The time of all leases passes.
pub(super) fn end_leases(postgres: &Postgres) {
    postgres
        .execute("postgres", "UPDATE relay SET until = clock_timestamp()")
        .unwrap();
}

pub(super) fn name(text: &str) -> SenderName {
    text.parse().unwrap()
}

pub(super) fn key(sender: &str, id: u128) -> Key {
    Key {
        sender: name(sender),
        id: Uuid::from_u128(id),
    }
}

pub(super) fn lane() -> LaneId {
    LaneId {
        app: "default".to_owned(),
        provider: Provider::Fcm,
        environment: None,
    }
}

pub(super) fn nonce(n: u128) -> Nonce {
    Nonce {
        hash: n.to_be_bytes(),
        until_ms: NOW + 100,
    }
}

/// A nonce that nobody else has.
pub(super) fn another_nonce() -> Nonce {
    nonce(u128::from(CHANCE.fetch_add(1, Relaxed)) << 64)
}

pub(super) async fn put(queue: &dyn Queue, sender: &str, ids: &[u128]) -> Vec<Kept> {
    let notifications = ids
        .iter()
        .map(|id| (lane(), notification(*id, Class::Challenge)))
        .collect();
    put_all(queue, sender, notifications).await
}

pub(super) async fn put_all(
    queue: &dyn Queue,
    sender: &str,
    notifications: Vec<(LaneId, Notification)>,
) -> Vec<Kept> {
    let seen = queue.senders().await.unwrap();
    if seen.iter().all(|known| known.name != name(sender)) {
        // If it is not put, somebody else has put it.
        queue.put_sender(self::sender(sender), seen).await.unwrap();
    }
    hand_in(queue, sender, notifications).await
}

/// Hands notifications in, whether the sender is there or not.
pub(super) async fn hand_in(
    queue: &dyn Queue,
    sender: &str,
    notifications: Vec<(LaneId, Notification)>,
) -> Vec<Kept> {
    let accepted = queue
        .accept(another_nonce(), &name(sender), notifications, MESSAGES, NOW)
        .await;
    match accepted.unwrap() {
        Once::Done(kept) => kept,
        Once::Replayed => panic!("a fresh nonce"),
    }
}

pub(super) async fn lease(queue: &dyn Queue, limit: usize) -> Vec<u128> {
    let leased = queue.lease(&lane(), NOW, limit).await.unwrap();
    leased.iter().map(|leased| leased.key.id.as_u128()).collect()
}

pub(super) async fn reports(queue: &dyn Queue, sender: &str) -> Vec<(i64, u128, Report)> {
    let events = queue.events(&name(sender), 0, 100).await.unwrap();
    let event = |event: Event| (event.number, event.id.as_u128(), event.report);
    events.into_iter().map(event).collect()
}

pub(super) fn sent() -> Progress {
    Progress::Ended(Report::Sent { delayed: false })
}

pub(super) fn sender(text: &str) -> Sender {
    Sender {
        name: name(text),
        state: SenderState::Active,
        policy: Policy::default(),
        keys: Vec::new(),
        created_at_ms: NOW,
    }
}

/// Puts a sender beside those that there are.
pub(super) async fn add(queue: &dyn Queue, sender: Sender) {
    let seen = queue.senders().await.unwrap();
    assert!(queue.put_sender(sender, seen).await.unwrap());
}

/// A message to a telephone, and its lane.
pub(super) fn message(id: u128) -> (LaneId, Notification) {
    let mut message = notification(id, Class::Challenge);
    message.target.provider = Provider::Sms;
    let lane = LaneId {
        app: String::new(),
        provider: Provider::Sms,
        environment: None,
    };
    (lane, message)
}
