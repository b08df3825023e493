//! The queue from outside, on every database: what is durable, what comes once, what goes.

use countersign_proto::{
    push::Class,
    relay_api::{Report, State},
};

use super::{
    scene::{
        MESSAGES, NOW, Place, add, another_nonce, hand_in, key, lane, lease, message, name, nonce, put,
        put_all, reports, sender, sent,
    },
    seal::tests::notification,
    *,
};
use crate::sender::SenderState;

macro_rules! on_every_database {
    ($($case:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $case() {
                super::$case(super::Place::sqlite()).await;
            })+
        }

        mod postgres {
            $(#[tokio::test]
            async fn $case() {
                super::$case(super::Place::postgres()).await;
            })+
        }
    };
}

on_every_database! {
    r3_what_was_accepted_is_there_after_a_crash_and_what_was_under_way_is_due_again,
    a_repeat_is_the_same_notification_and_another_one_under_its_id_is_refused,
    a_nonce_serves_once_also_after_a_restart,
    what_is_delayed_is_said_once_and_sent_in_the_end,
    what_is_due_on_a_lane_can_be_left_alone_for_a_while,
    what_is_taken_back_is_not_sent_and_what_is_under_way_is_not_tried_again,
    a_wish_to_take_back_outlives_a_crash,
    contents_are_sealed_and_go_when_the_notification_ends,
    dead_letters_are_listed_replayed_and_discarded,
    what_nobody_sent_in_time_expires_and_old_rows_go,
    however_many_are_overdue_all_are_ended_at_once,
    r18_what_could_not_be_written_is_not_left_lying,
    what_is_taken_back_by_somebody_who_hangs_up_is_not_sent,
    what_senders_use_is_counted_by_day,
    r4_nothing_is_kept_of_a_sender_that_is_suspended_or_removed,
    r17_what_a_sender_hands_in_while_it_is_removed_does_not_outlive_it,
    r17_a_sender_that_is_removed_takes_its_own_along_and_nothing_else,
    r18_another_master_key_is_refused_and_nothing_is_lost,
    what_a_gateway_says_later_is_noted_once,
    messages_to_telephones_are_counted_and_bounded_by_day,
    senders_are_put_only_as_they_were_seen,
}

/// An event where the first one of the only sender is to stand: no outcome can be written.
const IN_THE_WAY: &str = "\
    INSERT INTO event (sender, number, at, id, reference, accepted_at, report) \
    SELECT sender, 1, 0, id, reference, 0, '{}' FROM notification LIMIT 1";

async fn r3_what_was_accepted_is_there_after_a_crash_and_what_was_under_way_is_due_again(place: Place) {
    let queue = place.open().await;
    add(&*queue, sender("a")).await;
    assert_eq!(put(&*queue, "a", &[1, 2, 3]).await, [Kept::New; 3]);
    assert_eq!(lease(&*queue, 2).await, [1, 2]);
    queue.note(&key("a", 1), sent(), NOW).await.unwrap();
    // Not closed: the process is gone. Its file is opened as it is.
    let again = place.open_after_a_crash().await;
    assert_eq!(lease(&*again, 9).await, [2, 3]);
    let leased = again.lease(&lane(), NOW, 9).await.unwrap();
    assert!(leased.is_empty());
    assert_eq!(again.depth().queued, 2);
    again.note(&key("a", 2), sent(), NOW).await.unwrap();
    assert_eq!(
        reports(&*again, "a").await,
        [
            (1, 1, Report::Sent { delayed: false }),
            (2, 2, Report::Sent { delayed: false })
        ],
        "numbers go on"
    );
}

async fn a_repeat_is_the_same_notification_and_another_one_under_its_id_is_refused(place: Place) {
    let queue = place.open().await;
    assert_eq!(
        put(&*queue, "a", &[1, 1]).await,
        [Kept::New, Kept::Known(State::Queued)]
    );
    assert_eq!(put(&*queue, "a", &[1]).await, [Kept::Known(State::Queued)]);
    assert_eq!(
        put(&*queue, "b", &[1]).await,
        [Kept::New],
        "r17: senders do not meet"
    );
    let (one, two) = tokio::join!(put(&*queue, "a", &[5]), put(&*queue, "a", &[5]));
    let mut both = [one, two].concat();
    both.sort_by_key(|kept| *kept != Kept::New);
    assert_eq!(
        both,
        [Kept::New, Kept::Known(State::Queued)],
        "whichever comes first"
    );
    let other = vec![(lane(), notification(1, Class::Info))];
    let refused = queue
        .accept(nonce(77), &name("a"), other, MESSAGES, NOW)
        .await
        .unwrap();
    assert_eq!(refused, Once::Done(vec![Kept::Taken]));
    lease(&*queue, 9).await;
    queue.note(&key("a", 1), sent(), NOW).await.unwrap();
    assert_eq!(put(&*queue, "a", &[1]).await, [Kept::Known(State::Sent)]);
    assert!(lease(&*queue, 9).await.is_empty(), "it is not sent again");
}

async fn a_nonce_serves_once_also_after_a_restart(place: Place) {
    let queue = place.open().await;
    assert_eq!(queue.spend(nonce(1)).await.unwrap(), Once::Done(()));
    let (one, two) = tokio::join!(queue.spend(nonce(2)), queue.spend(nonce(2)));
    let mut both = [one.unwrap(), two.unwrap()];
    both.sort_by_key(|spent| *spent != Once::Done(()));
    assert_eq!(both, [Once::Done(()), Once::Replayed], "whichever comes first");
    queue.close().await;
    let again = place.open_after_a_crash().await;
    let sent = vec![(lane(), notification(1, Class::Challenge))];
    let replayed = again
        .accept(nonce(1), &name("a"), sent, MESSAGES, NOW)
        .await
        .unwrap();
    assert_eq!(replayed, Once::Replayed);
    assert_eq!(again.depth().queued, 0, "nothing was done");
    assert_eq!(
        again.cancel(nonce(2), &key("a", 1), NOW).await.unwrap(),
        Once::Replayed
    );
    again.sweep(NOW + 101).await.unwrap();
    assert_eq!(again.spend(nonce(1)).await.unwrap(), Once::Done(()), "long past");
}

async fn what_is_delayed_is_said_once_and_sent_in_the_end(place: Place) {
    let queue = place.open().await;
    add(&*queue, sender("a")).await;
    put(&*queue, "a", &[1]).await;
    let one = key("a", 1);
    let reason = || "503".to_owned();
    lease(&*queue, 1).await;
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
    assert!(lease(&*queue, 1).await.is_empty(), "not before its time");
    assert_eq!(queue.next_due(&lane()), Some(NOW + 10));
    let again = place.open_after_a_crash().await;
    let leased = again.lease(&lane(), NOW + 10, 1).await.unwrap();
    assert!(leased[0].delayed);
    again.note(&one, sent(), NOW + 11).await.unwrap();
    assert_eq!(
        reports(&*again, "a").await,
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

async fn what_is_due_on_a_lane_can_be_left_alone_for_a_while(place: Place) {
    let queue = place.open().await;
    put(&*queue, "a", &[1, 2, 3, 4]).await;
    assert_eq!(lease(&*queue, 1).await, [1]);
    let reason = "503".to_owned();
    queue
        .note(&key("a", 2), Progress::Delayed { reason }, NOW)
        .await
        .unwrap();
    let deferred = |id, delayed| Deferred {
        key: key("a", id),
        deadline_ms: 120_000,
        delayed,
        cancelled: false,
    };
    // Nothing of it is read or written.
    place.execute("ALTER TABLE notification RENAME TO gone").await;
    let defer = |now_ms| queue.defer_due(&lane(), now_ms, now_ms + 50, 2);
    assert_eq!(defer(NOW), [deferred(2, true), deferred(3, false)]);
    assert_eq!(defer(NOW), [deferred(4, false)], "one is being sent");
    assert!(defer(NOW).is_empty());
    assert_eq!(queue.next_due(&lane()), Some(NOW + 50));
    place.execute("ALTER TABLE gone RENAME TO notification").await;
    assert!(lease(&*queue, 9).await.is_empty());
    let leased = queue.lease(&lane(), NOW + 50, 9).await.unwrap();
    assert_eq!(leased.len(), 3);
}

async fn what_is_taken_back_is_not_sent_and_what_is_under_way_is_not_tried_again(place: Place) {
    let queue = place.open().await;
    put(&*queue, "a", &[1, 2, 3]).await;
    lease(&*queue, 1).await;
    let cancel = async |id: u128| queue.cancel(nonce(100 + id), &key("a", id), NOW).await.unwrap();
    assert_eq!(
        cancel(1).await,
        Once::Done(Some(State::Queued)),
        "it is being sent"
    );
    assert!(queue.claim(&key("a", 1)) == Claim::TakenBack);
    assert_eq!(cancel(2).await, Once::Done(Some(State::Cancelled)));
    assert_eq!(cancel(9).await, Once::Done(None));
    assert_eq!(lease(&*queue, 9).await, [3]);
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

async fn a_wish_to_take_back_outlives_a_crash(place: Place) {
    let queue = place.open().await;
    put(&*queue, "a", &[1]).await;
    lease(&*queue, 1).await;
    queue.cancel(nonce(1), &key("a", 1), NOW).await.unwrap();
    let again = place.open_after_a_crash().await;
    assert_eq!(lease(&*again, 1).await, [1]);
    assert!(again.claim(&key("a", 1)) == Claim::TakenBack);
}

async fn contents_are_sealed_and_go_when_the_notification_ends(place: Place) {
    let queue = place.open().await;
    put(&*queue, "a", &[1, 2]).await;
    let contains = |content: &[u8], text: &[u8]| content.windows(text.len()).any(|part| part == text);
    for content in place.contents().await {
        let content = content.unwrap();
        assert!(!contains(&content, b"an-address") && !contains(&content, b"a-body"));
    }
    lease(&*queue, 9).await;
    queue.note(&key("a", 1), sent(), NOW).await.unwrap();
    let rejected = Progress::Ended(Report::Rejected {
        reason: "400 BadTopic".to_owned(),
    });
    queue.note(&key("a", 2), rejected, NOW).await.unwrap();
    let kept: Vec<bool> = place.contents().await.iter().map(Option::is_some).collect();
    assert_eq!(kept, [false, true], "a dead letter's stays");
    queue.sweep(120_000).await.unwrap();
    assert!(
        place.contents().await.iter().all(Option::is_none),
        "until its deadline"
    );
}

async fn dead_letters_are_listed_replayed_and_discarded(place: Place) {
    let queue = place.open().await;
    put(&*queue, "a", &[1, 2]).await;
    lease(&*queue, 9).await;
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
    assert_eq!(lease(&*queue, 9).await, [2]);
    queue.note(&key("a", 2), rejected(), NOW).await.unwrap();
    assert!(
        !queue.bury(&key("a", 2), Burial::Replay, 120_000).await.unwrap(),
        "nobody wants it any more"
    );
}

async fn what_nobody_sent_in_time_expires_and_old_rows_go(place: Place) {
    let queue = place.open().await;
    add(&*queue, sender("a")).await;
    put(&*queue, "a", &[1, 2]).await;
    assert_eq!(lease(&*queue, 1).await, [1]);
    assert_eq!(queue.expire(119_999).await.unwrap(), 0);
    assert_eq!(
        queue.expire(120_000).await.unwrap(),
        1,
        "the other one is being sent"
    );
    assert!(matches!(
        reports(&*queue, "a").await[..],
        [(1, 2, Report::Expired { .. })]
    ));
    queue.note(&key("a", 1), sent(), 120_000).await.unwrap();
    let day = 24 * 3_600_000;
    queue.sweep(120_001 + day).await.unwrap();
    assert_eq!(queue.timeline(&key("a", 1)).await.unwrap(), None);
    queue.sweep(120_001 + 8 * day).await.unwrap();
    assert!(
        matches!(reports(&*queue, "a").await[..], [(2, 1, Report::Sent { .. })]),
        "the last event keeps its number"
    );
    queue.close().await;
    let again = place.open_after_a_crash().await;
    assert_eq!(again.newest(&name("a")).await.unwrap(), 2);
}

async fn however_many_are_overdue_all_are_ended_at_once(place: Place) {
    let queue = place.open().await;
    let ids: Vec<u128> = (1..=2001).collect();
    put(&*queue, "a", &ids).await;
    assert_eq!(queue.expire(120_000).await.unwrap(), 2001);
    assert_eq!(queue.queued(), 0);
}

async fn r18_what_could_not_be_written_is_not_left_lying(place: Place) {
    let queue = place.open().await;
    put(&*queue, "a", &[1, 2, 3, 4]).await;
    assert_eq!(lease(&*queue, 1).await, [1]);
    place.execute(IN_THE_WAY).await;
    assert!(queue.cancel(another_nonce(), &key("a", 2), NOW).await.is_err());
    assert!(queue.cancel_all(&name("a"), NOW).await.is_err());
    assert!(queue.expire(120_000).await.is_err());
    place.execute("DELETE FROM event").await;
    assert_eq!(lease(&*queue, 9).await, [2, 3, 4], "all are as they were");
    queue.release(&key("a", 3));
    queue.release(&key("a", 4));
    assert_eq!(queue.expire(120_000).await.unwrap(), 2);
    queue.release(&key("a", 2));
    assert_eq!(queue.cancel_all(&name("a"), NOW).await.unwrap(), 2);
    assert_eq!(queue.queued(), 1, "one is being sent");
}

async fn what_is_taken_back_by_somebody_who_hangs_up_is_not_sent(place: Place) {
    let queue = place.open().await;
    put(&*queue, "a", &[1]).await;
    place.execute(IN_THE_WAY).await;
    let one = key("a", 1);
    let mut cancelling = queue.cancel(another_nonce(), &one, NOW);
    assert!(futures_util::poll!(&mut cancelling).is_pending());
    drop(cancelling);
    // What was submitted before has failed by then, and this perhaps with it.
    let _ = queue.check().await;
    place.execute("DELETE FROM event").await;
    assert_eq!(lease(&*queue, 9).await, [1]);
    assert_eq!(queue.claim(&one), Claim::TakenBack);
    let ended = Progress::Ended(Report::Cancelled);
    queue.note(&one, ended, NOW).await.unwrap();
    assert_eq!(reports(&*queue, "a").await, [(1, 1, Report::Cancelled)]);
}

async fn what_senders_use_is_counted_by_day(place: Place) {
    let queue = place.open().await;
    put(&*queue, "a", &[1, 2]).await;
    put(&*queue, "b", &[1]).await;
    put(&*queue, "a", &[2]).await;
    lease(&*queue, 9).await;
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

async fn r4_nothing_is_kept_of_a_sender_that_is_suspended_or_removed(place: Place) {
    let queue = place.open().await;
    put(&*queue, "a", &[1]).await;
    put(&*queue, "b", &[1]).await;
    let one = |id| vec![(lane(), notification(id, Class::Challenge))];
    let suspended = Sender {
        state: SenderState::Suspended,
        ..sender("a")
    };
    add(&*queue, suspended).await;
    for id in [1, 2] {
        assert_eq!(hand_in(&*queue, "a", one(id)).await, [Kept::Barred]);
    }
    assert_eq!(queue.timeline(&key("a", 2)).await.unwrap(), None);
    assert_eq!(hand_in(&*queue, "b", one(2)).await, [Kept::New]);
    assert_eq!(queue.cancel_all(&name("a"), NOW).await.unwrap(), 1);
    add(&*queue, sender("a")).await;
    assert_eq!(hand_in(&*queue, "a", one(2)).await, [Kept::New], "it may again");
    queue.remove_sender(&name("a")).await.unwrap();
    assert_eq!(hand_in(&*queue, "a", one(3)).await, [Kept::Barred]);
    let usage = queue.usage(NOW).await.unwrap();
    assert!(usage.iter().all(|used| used.sender == name("b")), "{usage:?}");
}

async fn r17_what_a_sender_hands_in_while_it_is_removed_does_not_outlive_it(place: Place) {
    let queue = place.open().await;
    put(&*queue, "a", &[9]).await;
    put(&*queue, "b", &[9]).await;
    lease(&*queue, 9).await;
    let one = |id| vec![(lane(), notification(id, Class::Challenge))];
    let (a, nine) = (name("a"), key("a", 9));
    // While the first is written the others collect, and become one group.
    let (_, of_a, of_b, _, removed, late) = tokio::join!(
        queue.check(),
        hand_in(&*queue, "a", one(1)),
        hand_in(&*queue, "b", one(1)),
        queue.note(&nine, sent(), NOW),
        queue.remove_sender(&a),
        hand_in(&*queue, "a", one(2)),
    );
    removed.unwrap();
    assert_eq!([of_a, of_b, late].concat(), [Kept::New, Kept::New, Kept::Barred]);
    assert_eq!(place.contents().await.len(), 2, "those of the other sender");
    assert!(reports(&*queue, "a").await.is_empty());
    assert_eq!(queue.depth_of(&a), 0);
    put(&*queue, "b", &[2]).await;
    assert_eq!(lease(&*queue, 9).await, [1, 2]);
    let usage = queue.usage(NOW).await.unwrap();
    assert!(usage.iter().all(|used| used.sender == name("b")), "{usage:?}");
}

async fn r17_a_sender_that_is_removed_takes_its_own_along_and_nothing_else(place: Place) {
    let queue = place.open().await;
    for text in ["a", "b"] {
        add(&*queue, sender(text)).await;
        put(&*queue, text, &[1, 2]).await;
    }
    assert_eq!(queue.cancel_all(&name("a"), NOW).await.unwrap(), 2);
    assert_eq!(queue.depth_of(&name("a")), 0);
    queue.remove_sender(&name("a")).await.unwrap();
    assert_eq!(queue.timeline(&key("a", 1)).await.unwrap(), None);
    assert!(reports(&*queue, "a").await.is_empty());
    assert_eq!(queue.depth_of(&name("b")), 2);
    assert_eq!(queue.senders().await.unwrap(), [sender("b")]);
}

async fn r18_another_master_key_is_refused_and_nothing_is_lost(place: Place) {
    let queue = place.open().await;
    put(&*queue, "a", &[1]).await;
    queue.close().await;
    let other = place.try_open(2).await;
    let error = other.map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("master key"), "{error}");
    assert_eq!(lease(&*place.open_after_a_crash().await, 9).await, [1]);
}

async fn what_a_gateway_says_later_is_noted_once(place: Place) {
    let queue = place.open().await;
    put_all(&*queue, "a", vec![message(1), message(2)]).await;
    let (one, two) = (key("a", 1), key("a", 2));
    let undelivered = || Report::Undelivered {
        reason: "absent".to_owned(),
    };
    queue.note(&one, sent(), NOW).await.unwrap();
    queue.note(&two, sent(), NOW).await.unwrap();
    let say = async |key: &Key, report| queue.note(key, Progress::Receipt(report), NOW).await.unwrap();
    tokio::join!(say(&one, Report::Delivered), say(&one, undelivered()));
    say(&one, Report::Delivered).await;
    say(&two, undelivered()).await;
    say(&two, undelivered()).await;
    let told = reports(&*queue, "a").await;
    assert_eq!(told[2..], [(3, 1, Report::Delivered), (4, 2, undelivered())]);
}

async fn messages_to_telephones_are_counted_and_bounded_by_day(place: Place) {
    let queue = place.open().await;
    let messages = |ids: &[u128]| ids.iter().map(|id| message(*id)).collect();
    let kept = put_all(&*queue, "a", messages(&[1, 2])).await;
    assert_eq!(kept, [Kept::New; 2]);
    let kept = put_all(&*queue, "a", messages(&[2, 3, 4])).await;
    assert_eq!(
        kept,
        [Kept::Known(State::Queued), Kept::New, Kept::OverLimit],
        "a repeat costs nothing"
    );
    assert_eq!(
        put_all(&*queue, "b", messages(&[1])).await,
        [Kept::New],
        "r17: each has its own"
    );
    assert_eq!(
        put(&*queue, "a", &[9]).await,
        [Kept::New],
        "pushes are no messages"
    );
    let next_day = queue
        .accept(
            another_nonce(),
            &name("a"),
            messages(&[4]),
            MESSAGES,
            NOW + 24 * 3_600_000,
        )
        .await;
    assert_eq!(next_day.unwrap(), Once::Done(vec![Kept::New]));
    assert_eq!(queue.timeline(&key("a", 5)).await.unwrap(), None);
    add(&*queue, sender("c")).await;
    let none = queue
        .accept(another_nonce(), &name("c"), messages(&[1]), 0, NOW)
        .await;
    assert_eq!(none.unwrap(), Once::Done(vec![Kept::OverLimit]));
    let usage = queue.usage(NOW).await.unwrap();
    let of_c = usage.iter().filter(|used| used.sender == name("c"));
    assert_eq!(of_c.count(), 0, "what was refused is no use");
}

async fn senders_are_put_only_as_they_were_seen(place: Place) {
    let queue = place.open().await;
    add(&*queue, sender("a")).await;
    let seen = queue.senders().await.unwrap();
    let suspended = Sender {
        state: SenderState::Suspended,
        ..sender("a")
    };
    assert!(queue.put_sender(suspended.clone(), seen.clone()).await.unwrap());
    assert!(
        !queue.put_sender(sender("a"), seen.clone()).await.unwrap(),
        "it would be active again"
    );
    assert!(!queue.put_sender(sender("b"), seen).await.unwrap());
    assert_eq!(queue.senders().await.unwrap(), [suspended]);
}
