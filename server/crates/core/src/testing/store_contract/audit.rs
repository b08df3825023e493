//! The audit log: its order, what may be erased of it, and the tree over it.

use std::time::Duration;

use countersign_proto::keys::ServerKey;
use futures_util::future::join_all;

use super::{commit, committed, scene};
use crate::{
    audit_log::{
        AuditHead, AuditTile, Hash, KeptHead, Log, LogId, Report, SignedHead, TILE, TileId, personal_hash,
        prove_consistency, prove_inclusion, record_leaf, verify,
    },
    job::AuditSealer,
    model::{Audit, AuditEntry, AuditEvent, Personal, Timestamp, Version},
    port::{Commit, Store, UnitOfWork},
    testing::{SeededEntropy, TestClock, sample},
};

fn audit(n: u64) -> Audit {
    Audit::new(AuditEvent::LoginStarted, sample::NOW + Duration::from_secs(n))
        .user(sample::user().id)
        .client(&sample::client().id)
        .login(sample::login().id)
        .because("because")
        .from(Some("192.0.2.7"), &SeededEntropy::new(n))
}

fn entry((seq, audit): (i64, Audit)) -> AuditEntry {
    AuditEntry {
        seq,
        audit: Ok(audit),
    }
}

/// Records that many, some in a unit.
async fn record(store: &dyn Store, records: std::ops::Range<u64>) {
    for first in records.clone().step_by(100) {
        let some = first..records.end.min(first + 100);
        let unit = some
            .map(audit)
            .fold(UnitOfWork::new("record"), UnitOfWork::record);
        committed(store, unit).await;
    }
}

pub async fn the_audit_log_keeps_its_order(store: &dyn Store) {
    for n in 0..3 {
        committed(store, UnitOfWork::new("record").record(audit(n))).await;
    }
    let all: Vec<_> = (1..).zip((0..3).map(audit)).map(entry).collect();
    assert_eq!(store.audit(0, 10).await.unwrap(), all);
    assert_eq!(store.audit(i64::MIN, 10).await.unwrap(), all);
    assert_eq!(store.audit(1, 1).await.unwrap(), all[1..2]);
    assert_eq!(store.audit(3, 1).await.unwrap(), []);
    let tail = store.audit_tail(2).await.unwrap().into_iter();
    let tail: Vec<_> = tail.map(|record| entry((record.seq, record.audit))).collect();
    assert_eq!(tail, all[1..]);
}

pub async fn audit_records_are_numbered_from_one_without_gaps(store: &dyn Store) {
    let scene = scene(store).await;
    let units = (0..40).map(|n| {
        let unit = UnitOfWork::new("record").record(audit(n)).record(audit(n));
        // Every other unit comes too late for what it would change.
        match n % 2 {
            0 => unit,
            _ => unit.put(scene.user.clone()),
        }
    });
    let done = join_all(units.map(|unit| commit(store, unit))).await;
    assert_eq!(done.iter().filter(|done| **done == Commit::Committed).count(), 20);
    let places = store
        .audit(0, 100)
        .await
        .unwrap()
        .into_iter()
        .map(|entry| entry.seq);
    assert_eq!(places.collect::<Vec<_>>(), (1..=40).collect::<Vec<_>>());
}

pub async fn personal_details_are_erased_and_nothing_else(store: &dyn Store) {
    let nothing_personal = Audit::new(AuditEvent::UserAdded, sample::NOW);
    record(store, 0..2).await;
    committed(store, UnitOfWork::new("record").record(nothing_personal.clone())).await;
    let hash = |n| match audit(n).personal {
        Personal::Kept(details) => personal_hash(&details),
        other => panic!("samples are personal: {other:?}"),
    };
    let not_personal = (3, Hash::of_nothing());
    store
        .erase_personal(vec![(2, hash(1)), not_personal])
        .await
        .unwrap();
    // Once erased, erased for good.
    store.erase_personal(vec![(2, Hash::of_nothing())]).await.unwrap();
    store.erase_personal(Vec::new()).await.unwrap();
    let expected = [audit(0), audit(1).erase_personal(), nothing_personal];
    let expected: Vec<_> = (1..).zip(expected).map(entry).collect();
    assert_eq!(store.audit(0, 10).await.unwrap(), expected);
}

fn head(size: u64, version: i64) -> KeptHead {
    let head = AuditHead {
        log: LogId::from_bytes([9; 16]),
        size,
        root: Hash::of_leaf(&size.to_be_bytes()),
        at: sample::NOW,
    };
    KeptHead {
        day: 0,
        signed: head.sign(&key()),
        version: Version::from_stored(version),
    }
}

fn key() -> ServerKey {
    ServerKey::from_seed(&[3; 32])
}

pub async fn the_tree_of_the_audit_log_reads_back_and_moves_on(store: &dyn Store) {
    let tile = |level, index, hashes: u64| AuditTile {
        id: TileId { level, index },
        hashes: (0..hashes).map(|n| Hash::of_leaf(&n.to_be_bytes())).collect(),
    };
    assert_eq!(store.audit_heads().await.unwrap(), []);
    let first = UnitOfWork::new("seal").put(head(257, 1)).keep_tiles([
        tile(0, 0, TILE),
        tile(0, 1, 1),
        tile(1, 0, 1),
    ]);
    committed(store, first).await;
    let late = UnitOfWork::new("seal")
        .put(head(1, 1))
        .keep_tiles([tile(0, 0, 1)]);
    assert_eq!(commit(store, late).await, Commit::Conflict);
    let day = KeptHead {
        day: 20_000,
        version: Version::FIRST,
        ..head(257, 1)
    };
    let second = UnitOfWork::new("seal")
        .put(head(258, 2))
        .put(day.clone())
        .keep_tiles([tile(0, 1, 2)]);
    committed(store, second).await;
    assert_eq!(store.audit_heads().await.unwrap(), [head(258, 2), day]);
    let read = |level, index, limit| store.audit_tiles(TileId { level, index }, limit);
    let leaves = [tile(0, 0, TILE), tile(0, 1, 2)];
    assert_eq!(read(0, 0, 10).await.unwrap(), leaves, "those of one level");
    assert_eq!(read(0, 0, 1).await.unwrap(), leaves[..1]);
    assert_eq!(read(0, 1, 10).await.unwrap(), leaves[1..]);
    assert_eq!(read(1, 0, 10).await.unwrap(), [tile(1, 0, 1)]);
    assert_eq!(read(1, 1, 10).await.unwrap(), []);
}

async fn seal(store: &dyn Store, clock: &TestClock) -> SignedHead {
    let (entropy, key) = (SeededEntropy::new(5), key());
    let sealer = AuditSealer::new(store, clock, &entropy, &key);
    sealer.seal(100).await.unwrap().expect("there are records")
}

pub async fn of_two_who_seal_at_once_nobody_forks_the_log(store: &dyn Store) {
    let clock = TestClock::at(sample::NOW);
    record(store, 0..300).await;
    let early = seal(store, &clock).await;
    record(store, 300..3000).await;
    join_all((0..3).map(|_| seal(store, &clock))).await;
    let head = seal(store, &clock).await;
    assert_eq!((early.head.size, head.head.size), (300, 3000));
    let log: &dyn Log = &store;
    let report = verify(
        log,
        &key().to_jwk().into(),
        vec![("early".to_owned(), early.clone())],
    )
    .await;
    let right = Report {
        records: 3000,
        sealed: 3000,
        heads: 2,
        findings: Vec::new(),
    };
    assert_eq!(report.unwrap(), right);
    let proof = prove_inclusion(log, 123, &head.head).await.unwrap();
    assert_eq!(proof.leaf, record_leaf(123, &audit(122)));
    assert!(prove_inclusion(log, 301, &early.head).await.is_err());
    let growth = prove_consistency(log, &early.head, &head.head).await.unwrap();
    assert!(growth.holds(&early.head, &head.head));
}

pub async fn the_last_head_of_each_day_is_kept(store: &dyn Store) {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    let noon = Timestamp::from_millis(0) + DAY * 20_000 + DAY / 2;
    let clock = TestClock::at(noon);
    for (n, later) in (0_u64..).zip([DAY / 4, DAY, DAY * 2, DAY]) {
        record(store, n..n + 1).await;
        seal(store, &clock).await;
        if n == 3 {
            // A clock that was wrong for a day ends no day twice.
            clock.set_back(DAY * 2);
        } else {
            clock.advance(later);
        }
    }
    record(store, 4..5).await;
    seal(store, &clock).await;
    clock.advance(DAY * 2);
    record(store, 5..6).await;
    seal(store, &clock).await;
    let heads = store.audit_heads().await.unwrap();
    let kept: Vec<_> = heads
        .iter()
        .map(|head| (head.day, head.signed.head.size))
        .collect();
    assert_eq!(kept, [(0, 6), (20_000, 2), (20_001, 3)]);
}
