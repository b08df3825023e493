//! What several relays on one database may rely on.

use std::{sync::Arc, time::Duration};

use countersign_proto::{
    push::{Class, Environment},
    relay_api::{Report, State},
};
use countersign_test_postgres::{Fault, Postgres, Wire};
use futures_util::future::join_all;
use sqlx::Connection as _;

use super::PostgresStorage;
use crate::{
    lanes::LaneId,
    queue::{
        Burial, Claim, Kept, Once, Progress, Queue, Seal,
        durable::DurableQueue,
        scene::{
            MESSAGES, NOW, Still, add, another_nonce, end_leases, hand_in, key, lane, lease, message, name,
            nonce, put, put_all, reports, sender, sent,
        },
        seal::tests::notification,
    },
    relay::Ambient,
};

type Node = DurableQueue<PostgresStorage>;

/// How long a hint may take.
const PATIENCE: Duration = Duration::from_secs(20);

async fn node(postgres: &Postgres) -> (Node, Arc<Still>) {
    node_at(&postgres.url()).await
}

async fn node_at(url: &str) -> (Node, Arc<Still>) {
    let still = Arc::new(Still::default());
    let ambient: Arc<dyn Ambient> = Arc::clone(&still) as _;
    let node = Node::open(url, Seal::new(&[1; 32]), ambient).await.unwrap();
    // Whoever has just begun to listen looks at everything once.
    let mut changes = node.changes();
    let listens = tokio::time::timeout(PATIENCE, changes.wait_for(|count| *count > 0)).await;
    listens.expect("it listens").unwrap();
    (node, still)
}

async fn two() -> (Postgres, Node, Node) {
    let postgres = Postgres::start().unwrap();
    let (one, two) = (node(&postgres).await.0, node(&postgres).await.0);
    (postgres, one, two)
}

/// A relay whose answers from the database may get lost.
async fn on_a_wire() -> (Postgres, Wire, Node) {
    let postgres = Postgres::start().unwrap();
    let wire = Wire::to(&postgres).unwrap();
    let (node, _) = node_at(&postgres.url_at(wire.port())).await;
    (postgres, wire, node)
}

/// Hands in a notification whose commit is not answered.
async fn put_unanswered(node: &Node, wire: &Wire, id: u128) {
    wire.lose_answer("COMMIT", Fault::Cut);
    let notifications = vec![(lane(), notification(id, Class::Challenge))];
    let accepted = node
        .accept(another_nonce(), &name("a"), notifications, MESSAGES, NOW)
        .await;
    assert!(accepted.is_err() && wire.has_lost(), "{accepted:?}");
    assert_eq!(state(node, id).await, State::Queued, "but it is there");
}

async fn state(node: &Node, id: u128) -> State {
    node.timeline(&key("a", id)).await.unwrap().unwrap().state
}

fn rejected() -> Progress {
    Progress::Ended(Report::Rejected {
        reason: "400 BadTopic".to_owned(),
    })
}

#[tokio::test]
async fn what_a_relay_has_is_nobody_elses_while_its_lease_lives() {
    let (postgres, one, two) = two().await;
    put(&one, "a", &[1, 2]).await;
    assert_eq!(lease(&one, 1).await, [1]);
    assert_eq!(two.take_over(&[lane()], NOW).await.unwrap(), 0);
    assert!(lease(&two, 9).await.is_empty());
    end_leases(&postgres);
    two.storage.lease.renew().await.unwrap();
    assert_eq!(two.take_over(&[lane()], NOW).await.unwrap(), 2, "it is gone");
    assert_eq!(lease(&two, 9).await, [1, 2]);
    assert_eq!(two.take_over(&[lane()], NOW).await.unwrap(), 0, "once");
    assert_eq!(two.depth_of(&name("a")), 2);
}

#[tokio::test]
async fn of_many_relays_one_takes_over() {
    let (postgres, one, two) = two().await;
    let (three, _) = node(&postgres).await;
    let ids: Vec<u128> = (1..=50).collect();
    put(&one, "a", &ids).await;
    end_leases(&postgres);
    for other in [&two, &three] {
        other.storage.lease.renew().await.unwrap();
    }
    let lanes = [lane()];
    let (at_two, at_three) = tokio::join!(two.take_over(&lanes, NOW), three.take_over(&lanes, NOW));
    let rest = two.take_over(&[lane()], NOW).await.unwrap() + three.take_over(&[lane()], NOW).await.unwrap();
    assert_eq!(at_two.unwrap() + at_three.unwrap() + rest, 50);
    let mut all = [lease(&two, 99).await, lease(&three, 99).await].concat();
    all.sort_unstable();
    assert_eq!(all, ids, "none is lost, none is there twice");
}

#[tokio::test]
async fn what_a_relay_cannot_send_is_left_to_one_that_can_until_its_deadline() {
    let (postgres, one, two) = two().await;
    let (three, _) = node(&postgres).await;
    let sandbox = LaneId::apple("default", Environment::Sandbox);
    put(&one, "a", &[1]).await;
    for (id, lane) in [
        (2, sandbox.clone()),
        (3, LaneId::apple("default", Environment::Production)),
    ] {
        put_all(&one, "a", vec![(lane, notification(id, Class::Challenge))]).await;
    }
    end_leases(&postgres);
    for other in [&two, &three] {
        other.storage.lease.renew().await.unwrap();
    }
    assert_eq!(two.take_over(&[lane()], NOW).await.unwrap(), 1);
    assert_eq!(lease(&two, 9).await, [1]);
    assert_eq!(three.take_over(&[lane(), sandbox.clone()], NOW).await.unwrap(), 1);
    let leased = three.lease(&sandbox, NOW, 9).await.unwrap();
    assert_eq!(leased[0].key, key("a", 2));
    assert_eq!(two.take_over(&[lane()], 119_999).await.unwrap(), 0);
    assert_eq!(
        two.take_over(&[lane()], 120_000).await.unwrap(),
        1,
        "nobody has come"
    );
    assert_eq!(two.expire(120_000).await.unwrap(), 1);
    assert_eq!(state(&two, 3).await, State::Expired);
}

#[tokio::test]
async fn a_relay_that_cannot_renew_its_lease_sends_nothing_and_forgets_what_others_took() {
    let postgres = Postgres::start().unwrap();
    let (one, time) = node(&postgres).await;
    let (two, _) = node(&postgres).await;
    put(&one, "a", &[1, 2]).await;
    assert_eq!(lease(&one, 1).await, [1]);
    assert_eq!(one.claim(&key("a", 1)), Claim::Wanted);
    time.advance(6_000);
    assert_eq!(
        one.claim(&key("a", 1)),
        Claim::Lost,
        "before its lease has ended for others"
    );
    assert!(lease(&one, 9).await.is_empty());
    assert_eq!(one.next_due(&lane()), None, "nobody runs in circles for it");
    assert_eq!(one.take_over(&[lane()], NOW).await.unwrap(), 0);
    one.storage.lease.renew().await.unwrap();
    assert_eq!(one.claim(&key("a", 1)), Claim::Wanted, "nobody took it");
    time.advance(6_000);
    end_leases(&postgres);
    two.storage.lease.renew().await.unwrap();
    assert_eq!(two.take_over(&[lane()], NOW).await.unwrap(), 2);
    put(&one, "a", &[3]).await;
    one.storage.lease.renew().await.unwrap();
    assert_eq!(one.claim(&key("a", 1)), Claim::Lost);
    assert_eq!(lease(&one, 9).await, [3]);
    assert_eq!(lease(&two, 9).await, [1, 2]);
}

#[tokio::test]
async fn a_late_relays_plans_do_not_count_but_its_vendors_word_does() {
    let (postgres, one, two) = two().await;
    put(&one, "a", &[1, 2, 3, 4, 5]).await;
    assert_eq!(lease(&one, 9).await.len(), 5);
    end_leases(&postgres);
    two.storage.lease.renew().await.unwrap();
    two.take_over(&[lane()], NOW).await.unwrap();
    assert_eq!(lease(&two, 9).await.len(), 5);
    let plans = [
        Progress::Postponed {
            due_ms: NOW + 10,
            reason: "503".to_owned(),
        },
        Progress::Ended(Report::Expired {
            reason: "late".to_owned(),
        }),
        Progress::Ended(Report::Cancelled),
    ];
    for (id, plan) in (1..).zip(plans) {
        one.note(&key("a", id), plan, NOW).await.unwrap();
        assert_eq!(state(&two, id).await, State::Queued);
    }
    assert!(reports(&two, "a").await.is_empty());
    one.note(&key("a", 4), sent(), NOW).await.unwrap();
    one.note(&key("a", 5), rejected(), NOW).await.unwrap();
    for id in 1..=5 {
        two.note(&key("a", id), sent(), NOW).await.unwrap();
    }
    let told: Vec<_> = reports(&one, "a").await;
    let ids: Vec<u128> = told.iter().map(|(_, id, _)| *id).collect();
    assert_eq!(ids, [4, 5, 1, 2, 3], "each has ended once");
    assert_eq!((one.queued(), two.queued()), (0, 0));
}

#[tokio::test]
async fn a_nonce_serves_once_whichever_relay_it_comes_to() {
    let (_postgres, one, two) = two().await;
    assert_eq!(one.spend(nonce(1)).await.unwrap(), Once::Done(()));
    assert_eq!(two.spend(nonce(1)).await.unwrap(), Once::Replayed);
    for turn in 10..30 {
        let (at_one, at_two) = tokio::join!(one.spend(nonce(turn)), two.spend(nonce(turn)));
        let done = [at_one.unwrap(), at_two.unwrap()];
        let done = done.iter().filter(|done| **done == Once::Done(())).count();
        assert_eq!(done, 1);
    }
    let notifications = vec![(lane(), notification(1, Class::Challenge))];
    let accepted = two
        .accept(nonce(1), &name("a"), notifications, MESSAGES, NOW)
        .await;
    assert_eq!(accepted.unwrap(), Once::Replayed);
    assert_eq!(
        two.cancel(nonce(1), &key("a", 1), NOW).await.unwrap(),
        Once::Replayed
    );
}

#[tokio::test]
async fn the_same_notifications_at_two_relays_at_once_are_kept_once() {
    let (_postgres, one, two) = two().await;
    for turn in 0..20 {
        let forth: Vec<u128> = (turn * 10 + 1..turn * 10 + 9).collect();
        let back: Vec<u128> = forth.iter().rev().copied().collect();
        let (at_one, at_two) = tokio::join!(put(&one, "a", &forth), put(&two, "a", &back));
        let all = [at_one, at_two].concat();
        let new = all.iter().filter(|kept| **kept == Kept::New).count();
        assert_eq!(new, forth.len());
        assert!(
            all.iter()
                .all(|kept| matches!(kept, Kept::New | Kept::Known(State::Queued)))
        );
    }
    assert_eq!(one.queued() + two.queued(), 160);
}

#[tokio::test]
async fn events_of_a_sender_are_numbered_without_gaps_whoever_writes_them() {
    let (_postgres, one, two) = two().await;
    let mut latest = two.latest(&name("a"));
    for (node, from) in [(&one, 1), (&two, 101)] {
        let ids: Vec<u128> = (from..from + 50).collect();
        put(node, "a", &ids).await;
        put(node, "b", &ids).await;
    }
    let ends = [(&one, 1..51), (&two, 101..151)]
        .into_iter()
        .flat_map(|(node, ids)| {
            ids.flat_map(move |id| {
                ["a", "b"].map(|of| async move { node.note(&key(of, id), sent(), NOW).await })
            })
        });
    assert!(join_all(ends).await.iter().all(Result::is_ok));
    for of in ["a", "b"] {
        let numbers: Vec<i64> = reports(&one, of)
            .await
            .iter()
            .map(|(number, ..)| *number)
            .collect();
        assert_eq!(numbers, (1..=100).collect::<Vec<_>>());
        assert_eq!(two.newest(&name(of)).await.unwrap(), 100);
    }
    put(&one, "a", &[999]).await;
    latest.borrow_and_update();
    one.note(&key("a", 999), sent(), NOW).await.unwrap();
    let heard = tokio::time::timeout(PATIENCE, latest.wait_for(|number| *number == 101)).await;
    heard.expect("the other relay hears of it").unwrap();
}

#[tokio::test]
async fn what_one_relay_has_can_be_taken_back_at_another() {
    let (_postgres, one, two) = two().await;
    put(&one, "a", &[1, 2]).await;
    assert_eq!(lease(&one, 1).await, [1]);
    for id in [1, 2] {
        let cancelled = two.cancel(another_nonce(), &key("a", id), NOW).await.unwrap();
        assert_eq!(
            cancelled,
            Once::Done(Some(State::Queued)),
            "whoever has it takes it back"
        );
    }
    assert_eq!(
        lease(&one, 9).await,
        [2],
        "its row says so, also to one that heard nothing"
    );
    assert_eq!(one.claim(&key("a", 2)), Claim::TakenBack);
    let heard = async {
        while one.claim(&key("a", 1)) != Claim::TakenBack {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, heard)
        .await
        .expect("what is under way is not tried again");
    let later = Progress::Postponed {
        due_ms: NOW + 10,
        reason: "503".to_owned(),
    };
    one.note(&key("a", 1), later, NOW).await.unwrap();
    one.note(&key("a", 2), Progress::Ended(Report::Cancelled), NOW)
        .await
        .unwrap();
    for id in [1, 2] {
        assert_eq!(state(&two, id).await, State::Cancelled);
    }
}

#[tokio::test]
async fn a_wish_to_take_back_outlives_the_relay_that_had_it() {
    let (postgres, one, two) = two().await;
    put(&one, "a", &[1]).await;
    two.cancel(another_nonce(), &key("a", 1), NOW).await.unwrap();
    end_leases(&postgres);
    two.storage.lease.renew().await.unwrap();
    assert_eq!(two.take_over(&[lane()], NOW).await.unwrap(), 1);
    assert_eq!(lease(&two, 9).await, [1]);
    assert_eq!(two.claim(&key("a", 1)), Claim::TakenBack);
}

#[tokio::test]
async fn messages_to_telephones_are_bounded_at_all_relays_together() {
    let (_postgres, one, two) = two().await;
    let kept = join_all((0..10).map(async |id| {
        let node = if id % 2 == 0 { &one } else { &two };
        put_all(node, "a", vec![message(id)]).await
    }))
    .await
    .concat();
    let new = kept.iter().filter(|kept| **kept == Kept::New).count();
    assert_eq!(new, MESSAGES as usize, "{kept:?}");
}

#[tokio::test]
async fn a_dead_letter_is_whose_it_is_that_replays_it() {
    let (_postgres, one, two) = two().await;
    put(&one, "a", &[1]).await;
    lease(&one, 1).await;
    one.note(&key("a", 1), rejected(), NOW).await.unwrap();
    assert_eq!(two.dead_letters(9).await.unwrap().len(), 1);
    let key = key("a", 1);
    let replay = async |node: &Node| node.bury(&key, Burial::Replay, NOW).await.unwrap();
    let (at_one, at_two) = tokio::join!(replay(&one), replay(&two));
    assert!(at_one ^ at_two, "once");
    let leased = [lease(&one, 9).await, lease(&two, 9).await].concat();
    assert_eq!(leased, [1]);
}

#[tokio::test]
async fn a_relay_that_ends_hands_over_at_once() {
    let (_postgres, one, two) = two().await;
    put(&one, "a", &[1]).await;
    lease(&one, 1).await;
    one.close().await;
    assert_eq!(two.take_over(&[lane()], NOW).await.unwrap(), 1);
    assert_eq!(lease(&two, 9).await, [1]);
}

#[tokio::test]
async fn a_change_of_senders_is_heard_and_shares_follow() {
    let (_postgres, one, two) = two().await;
    let mut changes = two.changes();
    changes.borrow_and_update();
    add(&one, sender("a")).await;
    tokio::time::timeout(PATIENCE, changes.changed())
        .await
        .expect("the other relay hears of it")
        .unwrap();
    assert_eq!(two.senders().await.unwrap(), [sender("a")]);
    put(&two, "a", &[1]).await;
    one.remove_sender(&name("a")).await.unwrap();
    tokio::time::timeout(PATIENCE, changes.changed())
        .await
        .expect("the other relay hears of it")
        .unwrap();
    assert!(lease(&two, 9).await.is_empty(), "its notifications are gone");
    assert_eq!(two.queued(), 0);
}

#[tokio::test]
async fn r17_a_new_sender_does_not_see_what_another_of_its_name_left() {
    let (_postgres, one, two) = two().await;
    add(&one, sender("a")).await;
    one.remove_sender(&name("a")).await.unwrap();
    // The other relay has not heard of it yet.
    let one_more = vec![(lane(), notification(1, Class::Challenge))];
    assert_eq!(hand_in(&two, "a", one_more).await, [Kept::Barred]);
    add(&one, sender("a")).await;
    assert_eq!(one.timeline(&key("a", 1)).await.unwrap(), None);
    assert_eq!(put(&one, "a", &[1]).await, [Kept::New]);
}

#[tokio::test]
async fn r18_without_its_database_a_relay_accepts_nothing_and_goes_on_afterwards() {
    let (mut postgres, one, two) = two().await;
    put(&one, "a", &[1]).await;
    postgres.crash().unwrap();
    assert!(one.check().await.is_err());
    assert!(one.spend(nonce(1)).await.is_err());
    assert!(one.senders().await.is_err());
    postgres.resume().unwrap();
    let again = async {
        while one.check().await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, again).await.expect("it goes on");
    assert_eq!(one.spend(nonce(1)).await.unwrap(), Once::Done(()));
    one.storage.lease.renew().await.unwrap();
    assert_eq!(two.take_over(&[lane()], NOW).await.unwrap(), 0, "its lease lives");
    assert_eq!(lease(&one, 9).await, [1]);
}

#[tokio::test]
async fn r3_a_notification_whose_commit_was_never_answered_is_sent_once_it_is_repeated_or_found() {
    let (_postgres, wire, node) = on_a_wire().await;
    put(&node, "a", &[9]).await;
    assert_eq!(lease(&node, 9).await, [9]);
    put_unanswered(&node, &wire, 1).await;
    assert!(lease(&node, 9).await.is_empty(), "nobody knows of it");
    assert_eq!(put(&node, "a", &[1, 9]).await, [Kept::Known(State::Queued); 2]);
    assert_eq!(lease(&node, 9).await, [1], "and what is under way stays so");
    put_unanswered(&node, &wire, 2).await;
    node.storage.lease.compare().await.unwrap();
    node.storage.lease.compare().await.unwrap();
    assert_eq!(lease(&node, 9).await, [2], "once");
    assert_eq!(node.queued(), 3);
}

#[tokio::test]
async fn r3_what_was_taken_over_without_an_answer_is_sent() {
    let (postgres, wire, one) = on_a_wire().await;
    let (two, _) = node(&postgres).await;
    put(&two, "a", &[1, 2]).await;
    end_leases(&postgres);
    one.storage.lease.renew().await.unwrap();
    wire.lose_answer("UPDATE 2", Fault::Cut);
    assert!(one.take_over(&[lane()], NOW).await.is_err() && wire.has_lost());
    assert_eq!(
        one.take_over(&[lane()], NOW).await.unwrap(),
        0,
        "it is this relay's already"
    );
    one.storage.lease.compare().await.unwrap();
    assert_eq!(lease(&one, 9).await, [1, 2]);
}

#[tokio::test]
async fn r18_a_connection_on_which_nothing_comes_is_given_up_and_another_takes_its_place() {
    let (_postgres, wire, node) = on_a_wire().await;
    put(&node, "a", &[9]).await;
    wire.lose_answer("COMMIT", Fault::Silence);
    let mut spending = std::pin::pin!(node.spend(nonce(1)));
    let lost = async {
        while !wire.has_lost() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        spent = &mut spending => panic!("nobody says so: {spent:?}"),
        lost = tokio::time::timeout(PATIENCE, lost) => lost.expect("it is lost"),
    }
    // Nothing else is under way: time passes as fast as anybody waits for it.
    tokio::time::pause();
    let spent = tokio::time::timeout(3 * PATIENCE, spending).await;
    let error = spent.expect("nobody waits for ever").unwrap_err();
    assert!(error.to_string().contains("says nothing"), "{error}");
    // The pool waits for it a little longer.
    tokio::time::sleep(PATIENCE).await;
    tokio::time::resume();
    assert_eq!(
        node.spend(nonce(1)).await.unwrap(),
        Once::Replayed,
        "it was carried out"
    );
    node.check().await.unwrap();
    tokio::time::timeout(PATIENCE, node.close())
        .await
        .expect("it ends");
}

#[tokio::test]
async fn r4_whoever_suspends_a_sender_at_another_relay_finds_all_that_is_kept_of_it() {
    let (postgres, one, _two) = two().await;
    add(&one, sender("a")).await;
    let mut connection = sqlx::PgConnection::connect(&postgres.url()).await.unwrap();
    let mut suspending = connection.begin().await.unwrap();
    sqlx::query("UPDATE sender SET state = 'suspended'")
        .execute(&mut *suspending)
        .await
        .unwrap();
    let waits = "SELECT count(*) FROM pg_locks WHERE NOT granted";
    let commit = async {
        for _ in 0..500 {
            let waiting: i64 = sqlx::query_scalar(waits)
                .fetch_one(&mut *suspending)
                .await
                .unwrap();
            if waiting > 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        suspending.commit().await.unwrap();
    };
    let one_more = vec![(lane(), notification(1, Class::Challenge))];
    let (kept, ()) = tokio::join!(hand_in(&one, "a", one_more), commit);
    assert_eq!(
        kept,
        [Kept::Barred],
        "it was not kept behind the back of whoever suspends"
    );
}

#[tokio::test]
async fn how_long_a_lease_is_trusted_does_not_depend_on_who_sets_the_clock() {
    let postgres = Postgres::start().unwrap();
    let (one, time) = node(&postgres).await;
    put(&one, "a", &[1]).await;
    time.set(-3_600_000);
    time.advance(5_999);
    assert_eq!(one.claim(&key("a", 1)), Claim::Wanted);
    time.advance(1);
    assert_eq!(
        one.claim(&key("a", 1)),
        Claim::Lost,
        "an hour early is too late, too"
    );
    one.storage.lease.renew().await.unwrap();
    assert_eq!(one.claim(&key("a", 1)), Claim::Wanted);
    time.set(3_600_000);
    assert_eq!(one.claim(&key("a", 1)), Claim::Lost, "the machine may have slept");
    one.storage.lease.renew().await.unwrap();
    assert_eq!(one.claim(&key("a", 1)), Claim::Wanted);
}
