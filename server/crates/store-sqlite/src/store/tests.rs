use countersign_core::{
    limits::Limits,
    model::{Job, JobKind},
    port::UnitOfWork,
    testing::sample,
};
use sqlx::{ConnectOptions as _, Connection as _, Row as _};
use tempfile::TempDir;

use super::*;

async fn open() -> (Box<SqliteStore>, TempDir) {
    open_knowing(YOUNG).await
}

async fn open_knowing(young: usize) -> (Box<SqliteStore>, TempDir) {
    let dir = TempDir::new().unwrap();
    let store = SqliteStore::open_knowing(&dir.path().join("db"), young)
        .await
        .unwrap();
    (Box::new(store), dir)
}

/// A login whose challenge is to be delivered.
async fn started_login(store: &SqliteStore) -> Job {
    let login = sample::login();
    let challenge = sample::challenge_of(&login);
    let job = Job {
        id: JobId::new(uuid::Uuid::from_u128(1)),
        kind: JobKind::DeliverChallenge(challenge.id),
        run_at: sample::NOW,
        deadline: login.expires_at,
    };
    let unit = UnitOfWork::new("start")
        .put(sample::user())
        .put(sample::device())
        .put(sample::authenticator())
        .put(login)
        .put(challenge)
        .enqueue([job.clone()]);
    assert_eq!(store.commit(unit).await.unwrap(), Commit::Committed);
    job
}

mod knowing_what_it_wrote {
    countersign_core::store_contract!(super::open);
}

/// Every question goes to the database.
mod knowing_nothing {
    async fn open() -> (Box<super::SqliteStore>, tempfile::TempDir) {
        super::open_knowing(0).await
    }

    countersign_core::store_contract!(open);
}

/// Every few rows the older ones are forgotten.
mod knowing_little {
    async fn open() -> (Box<super::SqliteStore>, tempfile::TempDir) {
        super::open_knowing(3).await
    }

    countersign_core::store_contract!(open);
}

#[tokio::test]
async fn r3_what_was_committed_is_there_after_opening_again() {
    let (store, dir) = open().await;
    let unit = UnitOfWork::new("add").put(sample::user());
    assert_eq!(store.commit(unit).await.unwrap(), Commit::Committed);
    store.close().await;
    let late = store
        .commit(UnitOfWork::new("late").put(sample::user_named("bob")))
        .await;
    assert!(matches!(late, Err(StoreError::Unavailable(_))));
    let again = SqliteStore::open(&dir.path().join("db")).await.unwrap();
    assert!(again.user(sample::user().id).await.unwrap().is_some());
}

#[tokio::test]
async fn r3_a_job_is_due_again_after_opening_again() {
    let (store, dir) = open().await;
    let job = started_login(&store).await;
    let (now, until) = (sample::NOW, sample::login().expires_at);
    assert_eq!(store.lease_jobs(now, until, 9).await.unwrap().len(), 1);
    store.close().await;
    let again = SqliteStore::open(&dir.path().join("db")).await.unwrap();
    let leased = again.lease_jobs(now, until, 9).await.unwrap();
    assert_eq!(
        leased.iter().map(|leased| &leased.job).collect::<Vec<_>>(),
        [&job]
    );
}

#[tokio::test]
async fn a_job_that_is_gone_with_its_challenge_leaves_no_row() {
    let (store, _dir) = open_knowing(0).await;
    started_login(&store).await;
    let removal = UnitOfWork::new("remove").remove_user(&sample::user());
    assert_eq!(store.commit(removal).await.unwrap(), Commit::Committed);
    let jobs = async || {
        let row = sqlx::query("SELECT count(*) FROM job")
            .fetch_one(store.database.readers())
            .await
            .unwrap();
        row.get::<i64, _>(0)
    };
    assert_eq!(jobs().await, 1);
    let leased = store.lease_jobs(sample::NOW, sample::NOW, 9).await.unwrap();
    assert_eq!((leased.len(), jobs().await), (0, 0));
}

#[tokio::test]
async fn r3_what_an_older_version_wrote_is_read_after_an_update() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("db");
    let (login, user) = (sample::login(), sample::user());
    let challenge = sample::challenge_of(&login);
    let standing = Standing::new(login.request.initiator, user.id).denied(sample::NOW, &Limits::default());
    let older = sqlx::migrate!();
    let older = older.iter().filter(|migration| migration.version <= 4).cloned();
    let older = sqlx::migrate::Migrator::with_migrations(older.collect());
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    let mut connection = options.create_if_missing(true).connect().await.unwrap();
    older.run(&mut connection).await.unwrap();
    let hex = |bytes: &[u8]| crate::table::hex(bytes);
    let (user_id, login_id) = (
        hex(user.id.as_uuid().as_bytes()),
        hex(login.id.as_uuid().as_bytes()),
    );
    let key = hex(&standing.key.to_bytes());
    let sql = format!(
        "INSERT INTO user VALUES (x'{user_id}', 1, 100001, 'alice', NULL, NULL, 'en', 'active', NULL, 0); \
         INSERT INTO login VALUES (x'{login_id}', 1, x'{user_id}', '{}', x'{key}', NULL, {}, {}, 'pending', '{}', '{}'); \
         INSERT INTO challenge VALUES (x'{}', 1, x'{login_id}', x'{}', x'{}', x'{}', NULL, {}); \
         INSERT INTO standing VALUES (x'{key}', 1, x'{user_id}', 0, '{}'); \
         INSERT INTO job VALUES (x'{}', x'{}', 0, 9)",
        login.client_id.as_str(),
        login.created_at.as_millis(),
        login.expires_at.as_millis(),
        crate::table::json(&login.request),
        crate::table::json(&login.state),
        hex(challenge.id.as_uuid().as_bytes()),
        hex(challenge.device_id.as_uuid().as_bytes()),
        hex(challenge.authenticator_id.as_uuid().as_bytes()),
        hex(challenge.nonce.as_bytes()),
        challenge.created_at.as_millis(),
        crate::table::json(&standing),
        hex(uuid::Uuid::from_u128(1).as_bytes()),
        hex(challenge.id.as_uuid().as_bytes()),
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let store = SqliteStore::open(&path).await.unwrap();
    // Its device is not there, so the job goes; a name is claimed by what it looks like.
    assert_eq!(store.agenda.take(sample::NOW, sample::NOW, 9).len(), 1);
    let claim = store.name_claim(&user.name.skeleton()).await.unwrap();
    assert_eq!(claim.unwrap().user_id, user.id);
    assert_eq!(store.login(login.id).await.unwrap().unwrap().login, login);
    assert_eq!(store.challenges(login.id).await.unwrap(), [challenge]);
    assert_eq!(store.pending_logins(user.id).await.unwrap(), [login]);
    let found = store.standing(user.id, standing.key).await.unwrap().unwrap();
    assert_eq!(found, standing);
}

#[tokio::test]
async fn r18_a_look_whether_it_can_write_writes() {
    let (store, _dir) = open().await;
    let beats = async || {
        let row = sqlx::query("SELECT beats FROM heartbeat")
            .fetch_one(store.database.readers())
            .await
            .unwrap();
        row.get::<i64, _>(0)
    };
    let before = beats().await;
    store.check().await.unwrap();
    assert_eq!(beats().await, before + 1);
}

#[tokio::test]
async fn no_question_walks_through_a_whole_table() {
    let (store, _dir) = open().await;
    // Few rows by nature, or read as a whole on purpose, like the jobs when the store opens; a client is suspended once in a blue moon.
    let whole = [
        "FROM client ORDER",
        "FROM policy ORDER",
        "FROM operator ORDER",
        "logout FROM job",
        "FROM data_key",
        "FROM certificate_authority",
        "FROM audit ORDER",
        "FROM audit_head",
        "state = 'pending' AND client_id",
    ];
    let hot = single::ALL
        .iter()
        .chain([&crate::read::JOB_SELECT, &crate::read::OPEN_SELECT])
        .chain(&crate::read::ALL);
    for sql in hot.filter(|sql| !whole.iter().any(|whole| sql.contains(whole))) {
        let explain = sqlx::query(sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")));
        for row in explain.fetch_all(store.database.readers()).await.unwrap() {
            let step: String = row.get("detail");
            assert!(
                !step.starts_with("SCAN") || step.contains("json_each") || step.contains("VIRTUAL TABLE"),
                "{step} in {sql}"
            );
        }
    }
}
