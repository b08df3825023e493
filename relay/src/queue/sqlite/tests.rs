//! The queue from outside: what is durable, what comes once, what goes.

use std::time::Duration;

use countersign_proto::push::{Class, Provider};
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::{
    queue::seal::tests::notification,
    sender::{Policy, SenderState},
};

/// Time stands still, and chance counts.
struct Still(std::sync::atomic::AtomicU64);

#[async_trait]
impl Ambient for Still {
    fn now_ms(&self) -> i64 {
        0
    }

    fn fill(&self, bytes: &mut [u8]) {
        let count = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        bytes.fill(0);
        bytes[..8].copy_from_slice(&count.to_be_bytes());
    }

    async fn sleep(&self, _: Duration) {}
}

const NOW: i64 = 1000;

async fn open(dir: &TempDir) -> SqliteQueue {
    let ambient = Arc::new(Still(1.into()));
    SqliteQueue::open(&dir.path().join("relay.db"), Seal::new(&[1; 32]), ambient)
        .await
        .unwrap()
}

fn name(text: &str) -> SenderName {
    text.parse().unwrap()
}

fn key(sender: &str, id: u128) -> Key {
    Key {
        sender: name(sender),
        id: Uuid::from_u128(id),
    }
}

fn lane() -> LaneId {
    LaneId {
        app: "default".to_owned(),
        provider: Provider::Fcm,
        environment: None,
    }
}

fn nonce(n: u128) -> Nonce {
    Nonce {
        hash: n.to_be_bytes(),
        until_ms: NOW + 100,
    }
}

async fn put(queue: &SqliteQueue, sender: &str, ids: &[u128]) -> Vec<Kept> {
    let notifications = ids
        .iter()
        .map(|id| (lane(), notification(*id, Class::Challenge)))
        .collect();
    let spent =
        nonce(Uuid::from_u128(ids[0] << 32 | u128::from(sender.len() as u64)).as_u128() ^ rand(queue));
    match queue
        .accept(spent, &name(sender), notifications, NOW)
        .await
        .unwrap()
    {
        Once::Done(kept) => kept,
        Once::Replayed => panic!("a fresh nonce"),
    }
}

/// Another number each time.
fn rand(queue: &SqliteQueue) -> u128 {
    let mut bytes = [0; 16];
    queue.ambient.fill(&mut bytes);
    u128::from_be_bytes(bytes)
}

async fn lease(queue: &SqliteQueue, limit: usize) -> Vec<u128> {
    let leased = queue.lease(&lane(), NOW, limit).await.unwrap();
    leased.iter().map(|leased| leased.key.id.as_u128()).collect()
}

async fn reports(queue: &SqliteQueue, sender: &str) -> Vec<(i64, u128, Report)> {
    let events = queue.events(&name(sender), 0, 100).await.unwrap();
    let event = |event: Event| (event.number, event.id.as_u128(), event.report);
    events.into_iter().map(event).collect()
}

fn sent() -> Progress {
    Progress::Ended(Report::Sent { delayed: false })
}

fn sender(text: &str) -> Sender {
    Sender {
        name: name(text),
        state: SenderState::Active,
        policy: Policy::default(),
        keys: Vec::new(),
        created_at_ms: NOW,
    }
}

#[tokio::test]
async fn r3_what_was_accepted_is_there_after_a_crash_and_what_was_under_way_is_due_again() {
    let dir = TempDir::new().unwrap();
    let queue = open(&dir).await;
    queue.put_sender(sender("a")).await.unwrap();
    assert_eq!(put(&queue, "a", &[1, 2, 3]).await, [Kept::New; 3]);
    assert_eq!(lease(&queue, 2).await, [1, 2]);
    queue.note(&key("a", 1), sent(), NOW).await.unwrap();
    // Not closed: the process is gone. Its file is opened as it is.
    let again = open(&dir).await;
    assert_eq!(lease(&again, 9).await, [2, 3]);
    let leased = again.lease(&lane(), NOW, 9).await.unwrap();
    assert!(leased.is_empty());
    assert_eq!(again.depth().queued, 2);
    again.note(&key("a", 2), sent(), NOW).await.unwrap();
    assert_eq!(
        reports(&again, "a").await,
        [
            (1, 1, Report::Sent { delayed: false }),
            (2, 2, Report::Sent { delayed: false })
        ],
        "numbers go on"
    );
}

#[tokio::test]
async fn a_repeat_is_the_same_notification_and_another_one_under_its_id_is_refused() {
    let dir = TempDir::new().unwrap();
    let queue = open(&dir).await;
    assert_eq!(
        put(&queue, "a", &[1, 1]).await,
        [Kept::New, Kept::Known(State::Queued)]
    );
    assert_eq!(put(&queue, "a", &[1]).await, [Kept::Known(State::Queued)]);
    assert_eq!(
        put(&queue, "b", &[1]).await,
        [Kept::New],
        "r17: senders do not meet"
    );
    let (one, two) = tokio::join!(put(&queue, "a", &[5]), put(&queue, "a", &[5]));
    assert_eq!([one, two].concat(), [Kept::New, Kept::Known(State::Queued)]);
    let other = vec![(lane(), notification(1, Class::Info))];
    let refused = queue.accept(nonce(77), &name("a"), other, NOW).await.unwrap();
    assert_eq!(refused, Once::Done(vec![Kept::Taken]));
    lease(&queue, 9).await;
    queue.note(&key("a", 1), sent(), NOW).await.unwrap();
    assert_eq!(put(&queue, "a", &[1]).await, [Kept::Known(State::Sent)]);
    assert!(lease(&queue, 9).await.is_empty(), "it is not sent again");
}

#[tokio::test]
async fn a_nonce_serves_once_also_after_a_restart() {
    let dir = TempDir::new().unwrap();
    let queue = open(&dir).await;
    assert_eq!(queue.spend(nonce(1)).await.unwrap(), Once::Done(()));
    let (one, two) = tokio::join!(queue.spend(nonce(2)), queue.spend(nonce(2)));
    assert_eq!([one.unwrap(), two.unwrap()], [Once::Done(()), Once::Replayed]);
    queue.close().await;
    let again = open(&dir).await;
    let sent = vec![(lane(), notification(1, Class::Challenge))];
    let replayed = again.accept(nonce(1), &name("a"), sent, NOW).await.unwrap();
    assert_eq!(replayed, Once::Replayed);
    assert_eq!(again.depth().queued, 0, "nothing was done");
    assert_eq!(
        again.cancel(nonce(2), &key("a", 1), NOW).await.unwrap(),
        Once::Replayed
    );
    again.sweep(NOW + 101).await.unwrap();
    assert_eq!(again.spend(nonce(1)).await.unwrap(), Once::Done(()), "long past");
}

#[tokio::test]
async fn what_is_delayed_is_said_once_and_sent_in_the_end() {
    let dir = TempDir::new().unwrap();
    let queue = open(&dir).await;
    queue.put_sender(sender("a")).await.unwrap();
    put(&queue, "a", &[1]).await;
    let one = key("a", 1);
    let reason = || "503".to_owned();
    lease(&queue, 1).await;
    queue
        .note(&one, Progress::Delayed { reason: reason() }, NOW)
        .await
        .unwrap();
    let postponed = Progress::Postponed {
        due_ms: NOW + 10,
        reason: reason(),
    };
    queue.note(&one, postponed, NOW).await.unwrap();
    queue.release(&one);
    assert!(lease(&queue, 1).await.is_empty(), "not before its time");
    assert_eq!(queue.next_due(&lane()), Some(NOW + 10));
    let again = open(&dir).await;
    let leased = again.lease(&lane(), NOW + 10, 1).await.unwrap();
    assert!(leased[0].delayed);
    again.note(&one, sent(), NOW + 11).await.unwrap();
    assert_eq!(
        reports(&again, "a").await,
        [
            (1, 1, Report::Delayed { reason: reason() }),
            (2, 1, Report::Sent { delayed: true })
        ]
    );
    let timeline = again.timeline(&one).await.unwrap().unwrap();
    assert_eq!(
        (timeline.state, timeline.attempts, timeline.events.len()),
        (State::Sent, 2, 2)
    );
    assert_eq!(again.timeline(&key("b", 1)).await.unwrap(), None, "r17");
}

#[tokio::test]
async fn what_is_taken_back_is_not_sent_and_what_is_under_way_is_not_tried_again() {
    let dir = TempDir::new().unwrap();
    let queue = open(&dir).await;
    put(&queue, "a", &[1, 2, 3]).await;
    lease(&queue, 1).await;
    let cancel = async |id: u128| queue.cancel(nonce(100 + id), &key("a", id), NOW).await.unwrap();
    assert_eq!(
        cancel(1).await,
        Once::Done(Some(State::Queued)),
        "it is being sent"
    );
    assert!(!queue.is_wanted(&key("a", 1)));
    assert_eq!(cancel(2).await, Once::Done(Some(State::Cancelled)));
    assert_eq!(cancel(9).await, Once::Done(None));
    assert_eq!(lease(&queue, 9).await, [3]);
    let later = Progress::Postponed {
        due_ms: NOW + 10,
        reason: "503".to_owned(),
    };
    queue.note(&key("a", 1), later, NOW).await.unwrap();
    let state = async |id: u128| queue.timeline(&key("a", id)).await.unwrap().unwrap().state;
    assert_eq!(state(1).await, State::Cancelled);
    // It was too late: the vendor has it.
    assert_eq!(
        queue.cancel(nonce(200), &key("a", 3), NOW).await.unwrap(),
        Once::Done(Some(State::Queued))
    );
    queue.note(&key("a", 3), sent(), NOW).await.unwrap();
    assert_eq!(state(3).await, State::Sent);
    assert_eq!(queue.depth().queued, 0);
}

#[tokio::test]
async fn a_wish_to_take_back_outlives_a_crash() {
    let dir = TempDir::new().unwrap();
    let queue = open(&dir).await;
    put(&queue, "a", &[1]).await;
    lease(&queue, 1).await;
    queue.cancel(nonce(1), &key("a", 1), NOW).await.unwrap();
    let again = open(&dir).await;
    assert_eq!(lease(&again, 1).await, [1]);
    assert!(!again.is_wanted(&key("a", 1)));
}

#[tokio::test]
async fn contents_are_sealed_and_go_when_the_notification_ends() {
    let dir = TempDir::new().unwrap();
    let queue = open(&dir).await;
    put(&queue, "a", &[1, 2]).await;
    let stored = async || {
        let rows =
            sqlx::query_as::<_, (Option<Vec<u8>>,)>("SELECT content FROM notification ORDER BY number");
        rows.fetch_all(queue.database.readers()).await.unwrap()
    };
    let contains = |content: &[u8], text: &[u8]| content.windows(text.len()).any(|part| part == text);
    for (content,) in stored().await {
        let content = content.unwrap();
        assert!(!contains(&content, b"an-address") && !contains(&content, b"a-body"));
    }
    lease(&queue, 9).await;
    queue.note(&key("a", 1), sent(), NOW).await.unwrap();
    let rejected = Progress::Ended(Report::Rejected {
        reason: "400 BadTopic".to_owned(),
    });
    queue.note(&key("a", 2), rejected, NOW).await.unwrap();
    let kept: Vec<bool> = stored()
        .await
        .iter()
        .map(|(content,)| content.is_some())
        .collect();
    assert_eq!(kept, [false, true], "a dead letter's stays");
    queue.sweep(120_000).await.unwrap();
    assert!(
        stored().await.iter().all(|(content,)| content.is_none()),
        "until its deadline"
    );
}

#[tokio::test]
async fn dead_letters_are_listed_replayed_and_discarded() {
    let dir = TempDir::new().unwrap();
    let queue = open(&dir).await;
    put(&queue, "a", &[1, 2]).await;
    lease(&queue, 9).await;
    let rejected = || {
        Progress::Ended(Report::Rejected {
            reason: "400 BadTopic".to_owned(),
        })
    };
    for id in [1, 2] {
        queue.note(&key("a", id), rejected(), NOW).await.unwrap();
    }
    let listed = queue.dead_letters(9).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert_eq!(
        (listed[0].reason.as_str(), listed[0].attempts),
        ("400 BadTopic", 1)
    );
    let bury = async |id: u128, burial| queue.bury(&key("a", id), burial, NOW).await.unwrap();
    assert!(bury(1, Burial::Discard).await);
    assert!(!bury(1, Burial::Replay).await, "its content is gone");
    assert!(bury(2, Burial::Replay).await);
    assert!(!bury(2, Burial::Replay).await, "once");
    assert!(!bury(3, Burial::Replay).await);
    assert_eq!(lease(&queue, 9).await, [2]);
    queue.note(&key("a", 2), rejected(), NOW).await.unwrap();
    assert!(
        !queue.bury(&key("a", 2), Burial::Replay, 120_000).await.unwrap(),
        "nobody wants it any more"
    );
}

#[tokio::test]
async fn what_nobody_sent_in_time_expires_and_old_rows_go() {
    let dir = TempDir::new().unwrap();
    let queue = open(&dir).await;
    queue.put_sender(sender("a")).await.unwrap();
    put(&queue, "a", &[1, 2]).await;
    assert_eq!(lease(&queue, 1).await, [1]);
    assert_eq!(queue.expire(119_999).await.unwrap(), 0);
    assert_eq!(
        queue.expire(120_000).await.unwrap(),
        1,
        "the other one is being sent"
    );
    assert!(matches!(
        reports(&queue, "a").await[..],
        [(1, 2, Report::Expired { .. })]
    ));
    queue.note(&key("a", 1), sent(), 120_000).await.unwrap();
    let day = 24 * 3_600_000;
    queue.sweep(120_001 + day).await.unwrap();
    assert_eq!(queue.timeline(&key("a", 1)).await.unwrap(), None);
    queue.sweep(120_001 + 8 * day).await.unwrap();
    assert!(
        matches!(reports(&queue, "a").await[..], [(2, 1, Report::Sent { .. })]),
        "the last event keeps its number"
    );
    queue.close().await;
    let again = open(&dir).await;
    assert_eq!(*again.latest(&name("a")).borrow(), 2);
}

#[tokio::test]
async fn what_senders_use_is_counted_by_day() {
    let dir = TempDir::new().unwrap();
    let queue = open(&dir).await;
    put(&queue, "a", &[1, 2]).await;
    put(&queue, "b", &[1]).await;
    put(&queue, "a", &[2]).await;
    lease(&queue, 9).await;
    let day = 24 * 3_600_000;
    queue.note(&key("a", 1), sent(), NOW).await.unwrap();
    queue.note(&key("a", 2), sent(), NOW + day).await.unwrap();
    let used = async |from| {
        let usage = queue.usage(from).await.unwrap();
        let used = |usage: Usage| format!("{} {} {} {}", usage.sender, usage.day, usage.what, usage.times);
        usage.into_iter().map(used).collect::<Vec<_>>()
    };
    let all = [
        "a 1970-01-01 accepted 2",
        "a 1970-01-01 sent 1",
        "a 1970-01-02 sent 1",
        "b 1970-01-01 accepted 1",
    ];
    assert_eq!(used(NOW).await, all, "a repeat is none");
    assert_eq!(used(day).await, [all[2]]);
    queue.sweep(401 * day).await.unwrap();
    assert_eq!(used(0).await, [all[2]]);
}

#[tokio::test]
async fn r17_a_sender_that_is_removed_takes_its_own_along_and_nothing_else() {
    let dir = TempDir::new().unwrap();
    let queue = open(&dir).await;
    for text in ["a", "b"] {
        queue.put_sender(sender(text)).await.unwrap();
        put(&queue, text, &[1, 2]).await;
    }
    assert_eq!(queue.cancel_all(&name("a"), NOW).await.unwrap(), 2);
    assert_eq!(queue.depth_of(&name("a")), 0);
    queue.remove_sender(&name("a")).await.unwrap();
    assert_eq!(queue.timeline(&key("a", 1)).await.unwrap(), None);
    assert!(reports(&queue, "a").await.is_empty());
    assert_eq!(queue.depth_of(&name("b")), 2);
    assert_eq!(queue.senders().await.unwrap(), [sender("b")]);
}

#[tokio::test]
async fn r18_another_master_key_is_refused_and_nothing_is_lost() {
    let dir = TempDir::new().unwrap();
    let queue = open(&dir).await;
    put(&queue, "a", &[1]).await;
    queue.close().await;
    let ambient = Arc::new(Still(1.into()));
    let other = SqliteQueue::open(&dir.path().join("relay.db"), Seal::new(&[2; 32]), ambient).await;
    let error = other.map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("master key"), "{error}");
    assert_eq!(lease(&open(&dir).await, 9).await, [1]);
}
