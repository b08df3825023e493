//! What every database must do that is copied as a whole, as tests that each store crate runs unchanged.
//!
//! A store crate calls [`copy_contract!`](crate::copy_contract) in its test module with a function that makes a [`Place`] where
//! there is no database yet.

#![expect(missing_docs, reason = "the names of the cases say what is required")]
#![expect(clippy::unwrap_used, reason = "these are tests, whoever runs them")]

use std::collections::BTreeMap;

use async_trait::async_trait;
use countersign_proto::ids::JobId;
use uuid::Uuid;

use super::{SeededEntropy, sample, store_contract};
use crate::{
    copy::{CopiedTable, Counted, Page, Pages, TABLES, Tally},
    model::{
        Acceptance, Allowance, Audit, AuditEvent, Job, JobKind, MailedLink, NameClaim, TextHash, Timestamp,
        TokenHash, UserName, Version,
    },
    port::{Commit, Others, Snapshot, Store, UnitOfWork, Whole, WholeError},
    secrets::Sealed,
};

/// Turns every case of the contract into a test of the calling crate.
#[macro_export]
macro_rules! copy_contract {
    ($open:path) => {
        $crate::copy_contract!(@cases $open;
            a_copy_is_what_was_copied
            a_copy_goes_on_where_its_source_was
            a_snapshot_is_of_one_moment
            only_what_is_empty_is_filled
            what_is_given_up_or_fails_half_way_leaves_nothing
            long_tables_are_copied_page_by_page
        );
    };
    (@cases $open:path; $($case:ident)+) => {$(
        #[tokio::test]
        async fn $case() {
            let (source, target) = ($open(), $open());
            $crate::testing::copy_contract::$case(&source, &target).await;
        }
    )+};
}

/// Where a database is, until it is dropped.
#[async_trait(?Send)]
pub trait Place {
    /// The database as a whole.
    fn whole(&self) -> Box<dyn Whole>;

    /// The database as a store, which is made if it is missing.
    async fn store(&self) -> Box<dyn Store>;
}

/// What is read from, full and closed.
async fn source(from: &dyn Place) -> Box<dyn Whole> {
    let store = from.store().await;
    populate(&*store).await;
    store.close().await;
    from.whole()
}

/// Rows of every table, with all that is optional and without.
async fn populate(store: &dyn Store) {
    store_contract::rows_read_back_as_they_were_written(store).await;
    store_contract::the_tree_of_the_audit_log_reads_back_and_moves_on(store).await;
    let record = |n| {
        let record = Audit::new(AuditEvent::LoginStarted, Timestamp::from_millis(n));
        record
            .from(Some("192.0.2.7"), &SeededEntropy::new(1))
            .because("tab\t, \\ and\nline")
    };
    let job = Job {
        id: JobId::new(Uuid::from_u128(77)),
        kind: JobKind::DeliverChallenge(sample::challenge_of(&sample::login()).id),
        run_at: sample::NOW,
        deadline: sample::NOW,
    };
    let mail = Job {
        id: JobId::new(Uuid::from_u128(78)),
        kind: JobKind::SendMail(Sealed::from_stored(vec![6; 40])),
        ..job.clone()
    };
    let message = Job {
        id: JobId::new(Uuid::from_u128(79)),
        kind: JobKind::SendMessage(Sealed::from_stored(vec![7; 40])),
        ..job.clone()
    };
    let logout = Job {
        id: JobId::new(Uuid::from_u128(80)),
        kind: JobKind::TellLogout(Sealed::from_stored(vec![8; 40])),
        ..job.clone()
    };
    let zoe = sample::user_named("zoë");
    let link = MailedLink {
        token: TokenHash::of(b"link"),
        user_id: Some(zoe.id),
        purpose: Sealed::from_stored(vec![6; 40]),
        created_at: sample::NOW,
        expires_at: sample::NOW,
        version: Version::FIRST,
    };
    let accepted = Acceptance {
        user_id: zoe.id,
        terms: "2026-01".to_owned(),
        language: "en".to_owned(),
        text: TextHash::of("text"),
        at: sample::NOW,
        network: None,
        version: Version::FIRST,
    };
    let unit = UnitOfWork::new("populate")
        .put(NameClaim::new(&zoe.name, zoe.id))
        .put(accepted)
        .put(sample::policy("filing"))
        .put(sample::operator(&zoe))
        .put(zoe)
        .put(link)
        .put(Allowance::found(None, [3; 16]).spend(sample::NOW, 9).unwrap())
        .enqueue([job, mail, message, logout])
        .record(Audit::new(AuditEvent::UserAdded, sample::NOW))
        .record(record(1))
        .record(record(2).erase_personal());
    assert_eq!(store.commit(unit).await.unwrap(), Commit::Committed);
    let certificates = store.commit(store_contract::certificates::rows()).await;
    assert_eq!(certificates.unwrap(), Commit::Committed);
    let delegations = store.commit(store_contract::delegations::rows()).await;
    assert_eq!(delegations.unwrap(), Commit::Committed);
}

async fn read(whole: &dyn Whole) -> Vec<Page> {
    all(&mut *whole.snapshot(Others::MayWrite).await.unwrap()).await
}

async fn all(snapshot: &mut dyn Snapshot) -> Vec<Page> {
    let (mut pages, mut read) = (Pages::of(snapshot), Vec::new());
    while let Some(page) = pages.next().await.unwrap() {
        read.push(page);
    }
    read
}

fn counted(pages: &[Page]) -> BTreeMap<String, Counted> {
    let mut tally = Tally::default();
    pages.iter().for_each(|page| tally.add(page));
    tally.counted()
}

async fn copy(from: &dyn Whole, into: &dyn Whole) -> Result<BTreeMap<String, Counted>, WholeError> {
    let (pages, mut filling) = (read(from).await, into.fill().await?);
    let was = counted(&pages);
    for page in pages {
        filling.put(page).await?;
    }
    assert_eq!(
        counted(&all(&mut *filling).await),
        was,
        "it reads back before it is durable"
    );
    filling.finish().await?;
    Ok(was)
}

pub async fn a_copy_is_what_was_copied(from: &dyn Place, into: &dyn Place) {
    let was = copy(&*source(from).await, &*into.whole()).await.unwrap();
    assert_eq!(counted(&read(&*into.whole()).await), was);
    let empty: Vec<_> = was.iter().filter(|(_, counted)| counted.rows == 0).collect();
    assert!(
        empty.is_empty(),
        "this case is to copy rows of every table: {empty:?}"
    );
}

/// Numbers of accounts and audit records are given out by each store in its own way.
pub async fn a_copy_goes_on_where_its_source_was(from: &dyn Place, into: &dyn Place) {
    copy(&*source(from).await, &*into.whole()).await.unwrap();
    let (was, store) = (from.store().await, into.store().await);
    let (users, records) = (
        was.users(None, 100).await.unwrap(),
        was.audit(0, 100).await.unwrap(),
    );
    assert_eq!(store.users(None, 100).await.unwrap(), users);
    assert_eq!(store.audit(0, 100).await.unwrap(), records);
    let unit = UnitOfWork::new("go_on")
        .put(sample::user_named("next"))
        .record(Audit::new(AuditEvent::UserAdded, sample::NOW));
    assert_eq!(store.commit(unit).await.unwrap(), Commit::Committed);
    let name = UserName::parse("next").unwrap();
    let next = store.user_by_name(&name).await.unwrap().unwrap();
    assert_eq!(
        Some(next.number.0 - 1),
        users.iter().map(|user| user.number.0).max()
    );
    let last = store.audit_tail(1).await.unwrap();
    assert_eq!(last[0].seq - 1, records.last().unwrap().seq);
    was.close().await;
    store.close().await;
}

pub async fn a_snapshot_is_of_one_moment(from: &dyn Place, _: &dyn Place) {
    let (store, whole) = (from.store().await, from.whole());
    let mut snapshot = whole.snapshot(Others::MayWrite).await.unwrap();
    populate(&*store).await;
    for table in TABLES {
        assert!(
            snapshot.rows(table, None).await.unwrap().is_empty(),
            "{}",
            table.name
        );
        assert!(snapshot.last(table).await.unwrap().is_none());
    }
    drop(snapshot);
    let mut later = whole.snapshot(Others::MayWrite).await.unwrap();
    let audit = CopiedTable::named("audit").unwrap();
    let last = later.last(audit).await.unwrap().unwrap();
    assert_eq!(later.rows(audit, None).await.unwrap().last(), Some(&last));
    assert!(later.rows(audit, Some(last.key())).await.unwrap().is_empty());
    store.close().await;
}

pub async fn only_what_is_empty_is_filled(from: &dyn Place, into: &dyn Place) {
    let (from, into) = (source(from).await, into.whole());
    let before = copy(&*from, &*into).await.unwrap();
    let refused = copy(&*from, &*into).await;
    assert!(matches!(refused, Err(WholeError::NotEmpty(_))), "{refused:?}");
    assert_eq!(counted(&read(&*into).await), before);
}

pub async fn what_is_given_up_or_fails_half_way_leaves_nothing(from: &dyn Place, into: &dyn Place) {
    let (from, into) = (source(from).await, into.whole());
    let nothing = counted(&[]);
    let mut given_up = into.fill().await.unwrap();
    for page in read(&*from).await {
        given_up.put(page).await.unwrap();
    }
    drop(given_up);
    assert_eq!(counted(&read(&*into).await), nothing);
    // A phone whose person is not there.
    let mut failing = into.fill().await.unwrap();
    let mut failed = None;
    for page in read(&*from).await {
        if page.table.name != "user"
            && let Err(error) = failing.put(page).await
        {
            failed = Some(error);
            break;
        }
    }
    assert!(failed.is_some());
    drop(failing);
    assert_eq!(counted(&read(&*into).await), nothing);
    copy(&*from, &*into).await.unwrap();
}

pub async fn long_tables_are_copied_page_by_page(from: &dyn Place, into: &dyn Place) {
    let store = from.store().await;
    for n in 0..2500 {
        let unit = UnitOfWork::new("many").record(Audit::new(AuditEvent::LoginStarted, sample::NOW));
        let unit = if n % 2 == 0 {
            unit.put(sample::user_named(&format!("user{n}")))
        } else {
            unit
        };
        assert_eq!(store.commit(unit).await.unwrap(), Commit::Committed);
    }
    store.close().await;
    let pages = read(&*from.whole()).await;
    assert!(pages.len() > 4 && pages.iter().all(|page| page.rows.len() <= 256));
    let was = copy(&*from.whole(), &*into.whole()).await.unwrap();
    assert_eq!((was["audit"].rows, was["user"].rows), (2500, 1250));
    assert_eq!(counted(&read(&*into.whole()).await), was);
}
