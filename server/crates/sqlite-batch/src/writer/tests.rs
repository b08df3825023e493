//! The writer from outside: what is grouped, what fails, how it ends.

use countersign_batch::GroupError;
use futures_util::future::join_all;
use tempfile::TempDir;

use super::*;
use crate::{
    Options,
    testing::{count, open, open_with},
};

/// Inserts numbers; a negative one breaks the table's rule.
struct Numbers;

impl Apply for Numbers {
    type Work = i64;
    type Done = usize;

    async fn apply(
        &mut self,
        connection: &mut SqliteConnection,
        group: &[i64],
    ) -> Result<Vec<usize>, sqlx::Error> {
        for number in group {
            sqlx::query("INSERT INTO number VALUES ($1)")
                .bind(number)
                .execute(&mut *connection)
                .await?;
        }
        Ok(vec![group.len(); group.len()])
    }
}

#[tokio::test]
async fn r3_the_writer_promises_an_fsync_before_every_answer() {
    let dir = TempDir::new().unwrap();
    let database = open(&dir).await;
    let durability = database.durability();
    assert_eq!(
        (durability.journal_mode.as_str(), durability.synchronous),
        ("wal", 2)
    );
}

#[tokio::test]
async fn units_that_queue_up_commit_together() {
    let dir = TempDir::new().unwrap();
    let database = open(&dir).await;
    let writer = database.writer(Numbers).await;
    let submits: Vec<_> = (0..200).map(|n| writer.submit(n)).collect();
    let mut largest = 0;
    for done in join_all(submits).await {
        largest = largest.max(done.unwrap());
    }
    assert!(largest > 1, "largest group: {largest}");
    let counted = writer.statistics();
    assert_eq!((counted.members, counted.largest), (200, largest as u64));
    assert_eq!(count(&database).await, 200, "readers see what was answered");
}

#[tokio::test]
async fn a_poisoned_unit_fails_alone() {
    let dir = TempDir::new().unwrap();
    let database = open(&dir).await;
    let writer = database.writer(Numbers).await;
    let submits: Vec<_> = (0..50)
        .map(|n| writer.submit(if n == 25 { -1 } else { n }))
        .collect();
    let failures = join_all(submits)
        .await
        .iter()
        .filter(|done| done.is_err())
        .count();
    assert_eq!(failures, 1);
    assert_eq!(count(&database).await, 49);
}

#[tokio::test]
async fn closing_carries_out_what_was_queued_and_refuses_the_rest() {
    let dir = TempDir::new().unwrap();
    let database = open(&dir).await;
    let writer = database.writer(Numbers).await;
    let queued: Vec<_> = (0..100).map(|n| writer.submit(n)).collect();
    let (done, ()) = tokio::join!(join_all(queued), database.close());
    let answered = done.iter().filter(|done| done.is_ok()).count();
    assert_eq!(answered, 100);
    assert!(matches!(writer.submit(1).await, Err(GroupError::Closed)));
    assert_eq!(count(&open(&dir).await).await, 100);
}

#[tokio::test]
async fn closing_leaves_one_file_behind() {
    let dir = TempDir::new().unwrap();
    let database = open(&dir).await;
    let writer = database.writer(Numbers).await;
    writer.submit(1).await.unwrap();
    assert_eq!(count(&database).await, 1);
    database.close().await;
    let log = std::fs::metadata(dir.path().join("db-wal"));
    assert!(
        log.is_err() || log.is_ok_and(|log| log.len() == 0),
        "the log was not written back"
    );
}

#[tokio::test]
async fn the_log_is_copied_beside_the_writer_and_begun_anew() {
    let dir = TempDir::new().unwrap();
    let options = Options {
        log: 20,
        ..Options::default()
    };
    let database = open_with(&dir, options).await;
    let writer = database.writer(Numbers).await;
    // Bytes 12 to 16 of the log count how often it was begun (<https://www.sqlite.org/fileformat2.html#walformat>).
    let begun = || {
        let log = std::fs::read(dir.path().join("db-wal")).unwrap();
        u32::from_be_bytes(log[12..16].try_into().unwrap())
    };
    writer.submit(0).await.unwrap();
    let (first, mut written) = (begun(), 1);
    let anew = async {
        while begun() == first {
            writer.submit(written).await.unwrap();
            written += 1;
        }
    };
    let in_time = tokio::time::timeout(std::time::Duration::from_secs(20), anew).await;
    assert!(in_time.is_ok(), "the log grows for ever");
    assert_eq!(count(&database).await, written);
}
