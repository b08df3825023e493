use std::collections::BTreeMap;

use countersign_proto::keys::ServerKey;

use super::*;
use crate::{
    audit_log::{AuditHead, Edge, Hash, LogId},
    model::{Audit, AuditEvent, Timestamp, Version},
    testing::SeededEntropy,
};

const RECORDS: u64 = 700;

type Entries = BTreeMap<i64, Result<Audit, String>>;

/// A log in memory, to do with as one likes.
#[derive(Clone)]
struct Book {
    id: LogId,
    entries: Entries,
    tiles: BTreeMap<TileId, AuditTile>,
    heads: Vec<KeptHead>,
}

#[async_trait]
impl Log for Book {
    async fn heads(&self) -> Result<Vec<KeptHead>, StoreError> {
        Ok(self.heads.clone())
    }

    async fn entries(&self, after: i64, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        let entries = self.entries.iter().filter(|(seq, _)| **seq > after);
        let entries = entries.map(|(seq, audit)| AuditEntry {
            seq: *seq,
            audit: audit.clone(),
        });
        Ok(entries.take(limit as usize).collect())
    }

    async fn tiles(&self, from: TileId, limit: u32) -> Result<Vec<AuditTile>, StoreError> {
        let tiles = self.tiles.range(from..).filter(|(id, _)| id.level == from.level);
        let tiles = tiles.map(|(_, tile)| tile.clone());
        Ok(tiles.take(limit as usize).collect())
    }
}

fn key() -> ServerKey {
    ServerKey::from_seed(&[1; 32])
}

fn record(n: u64) -> Audit {
    let at = Timestamp::from_millis(1_700_000_000_000 + i64::try_from(n).unwrap());
    Audit::new(AuditEvent::LoginStarted, at).from(Some("192.0.2.7"), &SeededEntropy::new(n))
}

impl Book {
    fn of(records: u64) -> Self {
        let mut book = Self {
            id: LogId::from_bytes([4; 16]),
            entries: (1..).zip((0..records).map(|n| Ok(record(n)))).collect(),
            tiles: BTreeMap::new(),
            heads: Vec::new(),
        };
        book.seal();
        book
    }

    /// Builds the tree anew, as whoever has the key can.
    fn seal(&mut self) -> SignedHead {
        self.seal_at(1_000)
    }

    fn seal_at(&mut self, millis: i64) -> SignedHead {
        let mut edge = Edge::default();
        for (seq, audit) in &self.entries {
            edge.push(record_leaf(*seq, audit.as_ref().unwrap()));
        }
        self.tiles = edge.take_all().into_iter().map(|tile| (tile.id, tile)).collect();
        let head = AuditHead {
            log: self.id,
            size: edge.size(),
            root: edge.root(),
            at: Timestamp::from_millis(1_700_000_000_000 + millis),
        };
        let signed = head.sign(&key());
        self.heads = vec![KeptHead {
            day: 0,
            signed: signed.clone(),
            version: Version::FIRST,
        }];
        signed
    }

    fn change(&mut self, seq: i64) {
        self.entries.insert(seq, Ok(record(99_999)));
    }

    async fn findings(&self, elsewhere: &[(&str, &SignedHead)]) -> Vec<Finding> {
        let elsewhere = elsewhere.iter();
        let elsewhere = elsewhere.map(|(name, head)| ((*name).to_owned(), (*head).clone()));
        let report = verify(self, &key().to_jwk().into(), elsewhere.collect()).await;
        report.unwrap().findings
    }
}

#[tokio::test]
async fn a_log_as_it_was_sealed_is_right_with_more_records_since() {
    let mut book = Book::of(300);
    let early = book.heads[0].signed.clone();
    book.entries = Book::of(RECORDS).entries;
    let report = verify(
        &book,
        &key().to_jwk().into(),
        vec![("early".to_owned(), early.clone())],
    )
    .await;
    let right = Report {
        records: RECORDS,
        sealed: 300,
        heads: 2,
        findings: Vec::new(),
    };
    assert_eq!(report.unwrap(), right);
    book.seal();
    assert_eq!(book.findings(&[("early", &early)]).await, []);
    let nothing = Book::of(0);
    assert_eq!(
        Book {
            heads: Vec::new(),
            ..nothing
        }
        .findings(&[])
        .await,
        []
    );
}

#[tokio::test]
async fn every_tampering_with_records_is_named_with_its_place() {
    let book = Book::of(RECORDS);
    let found = async |tamper: &dyn Fn(&mut Entries)| {
        let mut book = book.clone();
        tamper(&mut book.entries);
        book.findings(&[]).await
    };
    let changed = |seq| Finding::Changed { seq };
    let moved = |seq, belongs_at| Finding::OutOfOrder { seq, belongs_at };
    let exchange = |entries: &mut Entries, one: i64, other: i64| {
        let (a, b) = (entries.remove(&one).unwrap(), entries.remove(&other).unwrap());
        entries.extend([(one, b), (other, a)]);
    };
    for seq in [1, 256, 257, 512, 699, 700] {
        let change = found(&|entries| drop(entries.insert(seq, Ok(record(99_999))))).await;
        assert_eq!(change, [changed(seq)]);
        let unreadable = found(&|entries| drop(entries.insert(seq, Err("why".to_owned())))).await;
        let why = "why".to_owned();
        assert_eq!(unreadable, [Finding::Unreadable { seq, why }]);
        let place = seq.unsigned_abs();
        let missing = found(&|entries| drop(entries.remove(&seq))).await;
        let expected = match place {
            RECORDS => Finding::Truncated {
                after: 699,
                sealed: RECORDS,
            },
            _ => Finding::Missing {
                from: place,
                to: place,
            },
        };
        assert_eq!(missing, [expected]);
    }
    let far = found(&|entries| exchange(entries, 3, 600)).await;
    assert_eq!(far, [moved(3, 600), moved(600, 3)]);
    let near = found(&|entries| exchange(entries, 255, 256)).await;
    assert_eq!(near, [moved(255, 256), moved(256, 255)]);
    let range = found(&|entries| entries.retain(|seq, _| !(200..=300).contains(seq))).await;
    assert_eq!(range, [Finding::Missing { from: 200, to: 300 }]);
    let both = found(&|entries| {
        entries.remove(&10);
        entries.insert(650, Ok(record(0)));
    });
    assert_eq!(both.await, [Finding::Missing { from: 10, to: 10 }, changed(650)]);
    let cut = found(&|entries| entries.retain(|seq, _| *seq <= 400)).await;
    assert_eq!(
        cut,
        [Finding::Truncated {
            after: 400,
            sealed: RECORDS
        }]
    );
    let emptied = found(&BTreeMap::clear).await;
    assert_eq!(
        emptied,
        [Finding::Truncated {
            after: 0,
            sealed: RECORDS
        }]
    );
    let before = found(&|entries| drop(entries.insert(0, Ok(record(5))))).await;
    assert_eq!(before, [Finding::Added { seq: 0 }]);
    let closed = found(&|entries| {
        let after = entries.split_off(&500);
        entries.extend(after.into_iter().skip(1).map(|(seq, audit)| (seq - 1, audit)));
    });
    let closed = closed.await;
    assert_eq!(closed[0], moved(500, 501), "a gap was closed");
    assert_eq!(
        closed.last(),
        Some(&Finding::Truncated {
            after: 699,
            sealed: RECORDS
        })
    );
}

#[tokio::test]
async fn what_was_changed_is_told_from_what_was_kept_of_it() {
    let mut book = Book::of(RECORDS);
    let hash = |book: &mut Book, level, index: u64, at: usize| {
        let tile = book.tiles.get_mut(&TileId { level, index }).unwrap();
        tile.hashes[at] = Hash::of_nothing();
    };
    let right = book.clone();
    hash(&mut book, 0, 1, 9);
    assert_eq!(book.findings(&[]).await, [Finding::Hashes { from: 266, to: 266 }]);
    book = right.clone();
    hash(&mut book, 1, 0, 0);
    assert_eq!(
        book.findings(&[]).await,
        [Finding::Hashes { from: 1, to: RECORDS }]
    );
    book = right.clone();
    book.tiles.remove(&TileId { level: 0, index: 1 });
    assert_eq!(book.findings(&[]).await, [Finding::Hashes { from: 257, to: 512 }]);
    book.change(600);
    let findings = book.findings(&[]).await;
    let lost = Finding::Hashes { from: 257, to: 512 };
    let rewritten = Finding::Rewritten {
        from: 1,
        to: RECORDS,
        head: "the kept head of 700 records".to_owned(),
    };
    assert_eq!(findings, [rewritten, lost, Finding::Changed { seq: 600 }]);
}

#[tokio::test]
async fn whoever_has_the_key_is_found_by_heads_that_were_kept_elsewhere() {
    let mut book = Book::of(300);
    let first = book.seal();
    book.entries = Book::of(500).entries;
    let second = book.seal();
    book.entries = Book::of(RECORDS).entries;
    let third = book.seal();
    let heads = [("first", &first), ("second", &second), ("third", &third)];
    assert_eq!(book.findings(&heads).await, []);

    book.change(450);
    book.seal();
    assert_eq!(book.findings(&[]).await, [], "nothing here tells");
    let rewritten = |from, to, head: &str| Finding::Rewritten {
        from,
        to,
        head: head.to_owned(),
    };
    assert_eq!(book.findings(&heads).await, [rewritten(301, 500, "second")]);
    assert_eq!(book.findings(&heads[..1]).await, []);
    assert_eq!(book.findings(&heads[1..2]).await, [rewritten(1, 500, "second")]);

    book = Book::of(400);
    let cut = Finding::Truncated {
        after: 400,
        sealed: 500,
    };
    assert_eq!(book.findings(&heads[..2]).await, [cut], "an older state");

    book.entries.clear();
    book.tiles.clear();
    book.heads.clear();
    let none = Finding::NoHead {
        head: "first".to_owned(),
    };
    let cut = Finding::Truncated {
        after: 0,
        sealed: 300,
    };
    assert_eq!(book.findings(&heads[..1]).await, [none, cut]);
}

#[tokio::test]
async fn heads_of_others_count_for_nothing() {
    let book = Book::of(300);
    let mut other = Book::of(300);
    other.id = LogId::from_bytes([5; 16]);
    let foreign = other.seal();
    let name = || "head".to_owned();
    assert_eq!(
        book.findings(&[("head", &foreign)]).await,
        [Finding::OtherLog { head: name() }]
    );
    let mut forged = book.heads[0].signed.clone();
    forged.head.size = 299;
    let why = "its signature is wrong".to_owned();
    assert_eq!(
        book.findings(&[("head", &forged)]).await,
        [Finding::Head { head: name(), why }]
    );
    let theirs = book.heads[0].signed.head.sign(&ServerKey::from_seed(&[2; 32]));
    let why = "another key signed it".to_owned();
    assert_eq!(
        book.findings(&[("head", &theirs)]).await,
        [Finding::Head { head: name(), why }]
    );
}

#[tokio::test]
async fn where_a_backup_was_restored_the_log_departs_from_heads_of_what_was_lost() {
    let early = Book::of(300).heads[0].signed.clone();
    let lost = Book::of(500).heads[0].signed.clone();
    let mut book = Book::of(300);
    let restored = Timestamp::from_millis(1_700_000_001_500);
    book.entries
        .insert(301, Ok(Audit::new(AuditEvent::Restored, restored)));
    let departed = Finding::Departed {
        after: 300,
        head: "lost".to_owned(),
    };
    for until in [400, 600] {
        for seq in 302..=until {
            book.entries.insert(seq, Ok(record(10_000 + seq.unsigned_abs())));
        }
        book.seal_at(2_000);
        let found = book.findings(&[("early", &early), ("lost", &lost)]).await;
        assert_eq!(
            found.as_slice(),
            std::slice::from_ref(&departed),
            "{until} records"
        );
    }
    let later = book.heads[0].signed.clone();
    let heads = [("early", &early), ("lost", &lost), ("later", &later)];
    let mut changed = book.clone();
    changed.change(450);
    changed.seal_at(3_000);
    let rewritten = Finding::Rewritten {
        from: 301,
        to: 600,
        head: "later".to_owned(),
    };
    let found = changed.findings(&heads).await;
    assert!(
        found.contains(&departed) && found.contains(&rewritten),
        "a restore hides no tampering: {found:?}"
    );
    let mut cut = book.clone();
    cut.entries.retain(|seq, _| *seq <= 550);
    let found = cut.findings(&heads).await;
    let truncated = Finding::Truncated {
        after: 550,
        sealed: 600,
    };
    assert!(
        found.contains(&departed) && found.contains(&truncated),
        "{found:?}"
    );
}
