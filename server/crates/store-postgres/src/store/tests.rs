use std::time::Duration;

use countersign_core::{
    port::{Signals, Topic},
    testing::sample,
};
use countersign_test_postgres::{Fault, Postgres, Wire};
use sqlx::Row as _;

use super::*;

async fn open() -> (Box<PostgresStore>, Postgres) {
    let postgres = Postgres::start().unwrap();
    let store = PostgresStore::open(&postgres.url()).await.unwrap();
    (Box::new(store), postgres)
}

countersign_core::store_contract!(open);

#[tokio::test]
async fn no_question_walks_through_a_whole_table() {
    let (store, _postgres) = open().await;
    // Few rows by nature, or read as a whole on purpose; a client is suspended once in a blue moon.
    let whole = [
        "FROM client ORDER",
        "FROM policy ORDER",
        "FROM operator ORDER",
        "FROM data_key",
        "FROM certificate_authority",
        "state = 'pending' AND client_id",
    ];
    let hot = single::ALL
        .iter()
        .chain([&crate::read::JOB_SELECT, &crate::read::OPEN_SELECT])
        .chain(&crate::read::ALL);
    let mut connection = store.pools.reading.acquire().await.unwrap();
    // On empty tables a walk is the cheapest way; without this it is taken only where there is no other.
    for setting in [
        "SET enable_seqscan = off",
        "SET plan_cache_mode = force_generic_plan",
    ] {
        sqlx::query(setting).execute(&mut *connection).await.unwrap();
    }
    for (at, sql) in hot
        .enumerate()
        .filter(|(_, sql)| !whole.iter().any(|whole| sql.contains(whole)))
    {
        let prepare = format!("PREPARE asked{at} AS {sql}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(prepare))
            .execute(&mut *connection)
            .await
            .unwrap();
        let binds = (1..=9)
            .take_while(|bind| sql.contains(&format!("${bind}")))
            .map(|_| "NULL");
        let binds = binds.collect::<Vec<_>>().join(", ");
        let explain = format!("EXPLAIN EXECUTE asked{at} ({binds})").replace(" ()", "");
        let steps = sqlx::raw_sql(sqlx::AssertSqlSafe(explain))
            .fetch_all(&mut *connection)
            .await;
        for row in steps.unwrap() {
            let step: String = row.get(0);
            assert!(!step.contains("Seq Scan"), "{step} in {sql}");
        }
    }
}

#[tokio::test]
async fn a_hint_on_one_node_wakes_the_other() {
    let (one, postgres) = open().await;
    let two = PostgresStore::open(&postgres.url()).await.unwrap();
    let (here, there) = (one.signals(Uuid::from_u128(1)), two.signals(Uuid::from_u128(2)));
    let mut waiting = there.subscribe(Topic::Jobs);
    // Nobody hears what was said before listening began.
    let hinting = async {
        loop {
            here.publish(Topic::Jobs);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::select! {
        () = hinting => {}
        () = waiting.changed() => {}
    }
    two.close().await;
    one.close().await;
}

#[tokio::test]
async fn r3_what_was_committed_is_there_after_a_crash_of_the_database() {
    let (store, mut postgres) = open().await;
    let unit = UnitOfWork::new("add").put(sample::user());
    assert_eq!(store.commit(unit).await.unwrap(), Commit::Committed);
    postgres.crash().unwrap();
    let down = store
        .commit(UnitOfWork::new("down").put(sample::user_named("bob")))
        .await;
    assert!(matches!(down, Err(StoreError::Unavailable(_))), "{down:?}");
    postgres.resume().unwrap();
    assert!(store.user(sample::user().id).await.unwrap().is_some());
    let unit = UnitOfWork::new("again").put(sample::user_named("bob"));
    assert_eq!(store.commit(unit).await.unwrap(), Commit::Committed);
    store.close().await;
    let late = store
        .commit(UnitOfWork::new("late").put(sample::user_named("eve")))
        .await;
    assert!(matches!(late, Err(StoreError::Unavailable(_))), "{late:?}");
}

#[tokio::test]
async fn r18_a_connection_on_which_nothing_comes_is_given_up_and_another_takes_its_place() {
    let patience = Duration::from_secs(20);
    let postgres = Postgres::start().unwrap();
    let wire = Wire::to(&postgres).unwrap();
    let store = PostgresStore::open(&postgres.url_at(wire.port())).await.unwrap();
    wire.lose_answer("COMMIT", Fault::Silence);
    let put = || UnitOfWork::new("put").put(sample::user_named("bob"));
    let mut committing = std::pin::pin!(store.commit(put()));
    let lost = async {
        while !wire.has_lost() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        committed = &mut committing => panic!("nobody says so: {committed:?}"),
        lost = tokio::time::timeout(patience, lost) => lost.expect("it is lost"),
    }
    // Nothing else is under way: time passes as fast as anybody waits for it.
    tokio::time::pause();
    let committed = tokio::time::timeout(3 * patience, committing).await;
    let refused = committed.expect("nobody waits for ever");
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    // The pool waits for it a little longer.
    tokio::time::sleep(patience).await;
    tokio::time::resume();
    assert_eq!(
        store.commit(put()).await.unwrap(),
        Commit::Conflict,
        "it was carried out"
    );
    tokio::time::timeout(patience, store.close())
        .await
        .expect("it ends");
}

#[tokio::test]
async fn r3_a_database_that_does_not_sync_is_refused() {
    let (store, postgres) = open().await;
    store.close().await;
    let careless = postgres.url() + "?options=-c%20synchronous_commit%3Doff";
    let careful = PostgresStore::open(&careless).await.unwrap();
    let kept = sqlx::query_scalar("SELECT current_setting('synchronous_commit')");
    let kept: String = kept.fetch_one(&careful.pools.writing).await.unwrap();
    assert_eq!(kept, "on", "whatever others want");
    for order in ["ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"] {
        let done = sqlx::query(order).execute(&careful.pools.writing).await;
        done.unwrap();
    }
    let refused = loop {
        match PostgresStore::open(&postgres.url()).await {
            Ok(store) => store.close().await,
            Err(error) => break error.to_string(),
        }
    };
    assert!(refused.contains("fsync = off"), "{refused}");
}

#[tokio::test]
async fn a_database_is_believed_by_its_certificate() {
    let mut postgres = Postgres::start().unwrap();
    let dir = tempfile::TempDir::new().unwrap();
    let certificate = |name: &str| {
        let pair = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let file = dir.path().join(name);
        std::fs::write(&file, pair.cert.pem()).unwrap();
        (pair, file.to_str().unwrap().to_owned())
    };
    let ((own, file), (_, anothers)) = (certificate("own"), certificate("another's"));
    postgres.stop().unwrap();
    postgres
        .speak_tls(&own.cert.pem(), &own.signing_key.serialize_pem())
        .unwrap();
    postgres.resume().unwrap();
    let url = |file: &str| format!("{}?sslmode=verify-full&sslrootcert={file}", postgres.url());
    let store = PostgresStore::open(&url(&file)).await.unwrap();
    let secret = sqlx::query_scalar("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
    let secret: bool = secret.fetch_one(&store.pools.reading).await.unwrap();
    assert!(secret);
    store.close().await;
    let refused = PostgresStore::open(&url(&anothers))
        .await
        .err()
        .unwrap()
        .to_string();
    assert!(refused.contains("certificate"), "{refused}");
}

#[tokio::test]
async fn of_two_nodes_one_decides() {
    let (one, postgres) = open().await;
    let two = PostgresStore::open(&postgres.url()).await.unwrap();
    let user = sample::user();
    let login = sample::login();
    let unit = UnitOfWork::new("start").put(user.clone()).put(login.clone());
    assert_eq!(one.commit(unit).await.unwrap(), Commit::Committed);
    for n in 1..40 {
        let login = Login {
            version: (0..n).fold(login.version, |version, _| version.next()),
            ..login.clone()
        };
        let decide = || UnitOfWork::new("decide").unless_changed(&user).put(login.clone());
        let (here, there) = tokio::join!(one.commit(decide()), two.commit(decide()));
        let outcomes = [here.unwrap(), there.unwrap()];
        assert!(
            outcomes.contains(&Commit::Committed) && outcomes.contains(&Commit::Conflict),
            "{outcomes:?}"
        );
    }
    let key = || UnitOfWork::new("name").put(sample::user_named("bob"));
    let (here, there) = tokio::join!(one.commit(key()), two.commit(key()));
    let outcomes = [here.unwrap(), there.unwrap()];
    assert!(
        outcomes.contains(&Commit::Committed) && outcomes.contains(&Commit::Conflict),
        "{outcomes:?}"
    );
    two.close().await;
}
