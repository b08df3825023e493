//! R8: what the job runner hands to the notifier, and what it makes of the answer.

use std::{cell::RefCell, sync::Arc, time::Duration};

use countersign_core::{
    job::{JobRunner, Ways},
    model::{AuthenticatorState, DeviceState, SuspendReason, Timestamp},
    port::{Clock, Delivery, UnitOfWork},
    testing::{NoServices, RecordingNotifier, sample},
};
use countersign_mobile_sdk::Verdict;
use countersign_proto::push::{Body, Notification};
use countersign_tests::until;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::scene::{PUSH_TOKEN, Scene, secs};

/// A scene with the job runner at work; it ends with the test.
struct Running {
    scene: Scene,
    notifier: Arc<RecordingNotifier>,
    sent: RefCell<Vec<Notification>>,
}

impl Running {
    async fn new() -> Self {
        let running = Self {
            scene: Scene::new().await,
            notifier: Arc::default(),
            sent: RefCell::default(),
        };
        let notifier = Arc::<RecordingNotifier>::clone(&running.notifier);
        let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
        let ways = Ways {
            notifier,
            mailer: None,
            services: Arc::new(NoServices),
        };
        let run = JobRunner::run(running.scene.ctx.clone(), ways, tasks.clone(), stop);
        tasks.spawn(run);
        running
    }

    /// How many notifications have been handed over.
    fn sent(&self) -> usize {
        let mut sent = self.sent.borrow_mut();
        sent.extend(self.notifier.take());
        sent.len()
    }

    /// Waits until there is no job any more, taken or not; time passes meanwhile.
    async fn finish(&self) {
        until("no job is left", async || {
            self.scene.clock.advance(secs(1));
            let (ever, at_once) = (self.scene.clock.now() + secs(3600), Timestamp::from_millis(0));
            let left = self.scene.ctx.store.lease_jobs(ever, at_once, 1).await;
            left.unwrap().is_empty()
        })
        .await;
    }

    /// Waits until this many have been handed over; time passes meanwhile.
    async fn send(&self, count: usize) -> Duration {
        let began = self.scene.clock.now();
        until("it is handed over", async || {
            let sent = self.sent() >= count;
            self.scene.clock.advance(secs(if sent { 0 } else { 1 }));
            sent
        })
        .await;
        self.scene.clock.now().since(began)
    }
}

#[tokio::test]
async fn a_challenge_is_handed_over_once_and_says_no_more_than_it_must() {
    let running = Running::new().await;
    let login = running.scene.login().await;
    running.send(1).await;
    running.finish().await;
    assert_eq!(running.sent(), 1);
    let read = running.scene.read(login).await;
    let sent = running.sent.borrow();
    let notification = &sent[0];
    assert_eq!(notification.target.token.expose(), PUSH_TOKEN);
    assert_eq!(notification.deadline_ms, read.login.expires_at.as_millis());
    let Body::AmPush(push) = &notification.body else {
        panic!("a compatible push")
    };
    assert_eq!(push.alert, "push-login(service=Example Shop)");
}

#[tokio::test]
async fn r8_a_push_that_must_wait_is_sent_after_its_pause() {
    let running = Running::new().await;
    let after = secs(30);
    running.notifier.answer_next(Delivery::Later { after });
    let login = running.scene.login().await;
    let first = running.send(1).await;
    // The pause begins once this is noted; no time passes meanwhile.
    until("it is noted", async || {
        running.scene.read(login).await.login.is_undelivered()
    })
    .await;
    let second = running.send(2).await;
    assert!(first < after && second >= after - first, "{first:?}, {second:?}");
    assert!(first + second < secs(60), "{first:?}, {second:?}");
}

#[tokio::test]
async fn r8_a_push_that_must_wait_is_not_sent_once_its_login_has_ended() {
    let running = Running::new().await;
    let after = secs(30);
    running.notifier.answer_next(Delivery::Later { after });
    let login = running.scene.login().await;
    running.send(1).await;
    running.scene.answer(login, Verdict::Deny).await.unwrap();
    running.finish().await;
    assert_eq!(running.sent(), 1, "nothing after the denial");
}

#[tokio::test]
async fn r4_a_push_that_must_wait_is_not_sent_once_its_phone_is_reported_lost() {
    let running = Running::new().await;
    let after = secs(30);
    running.notifier.answer_next(Delivery::Later { after });
    running.scene.login().await;
    running.send(1).await;
    let lost = running.scene.authenticator().await;
    let lost = lost.in_state(AuthenticatorState::Lost);
    running.scene.commit(UnitOfWork::new("lose").put(lost)).await;
    running.finish().await;
    assert_eq!(running.sent(), 1, "nothing after the loss");
}

#[tokio::test]
async fn an_address_that_is_gone_suspends_its_phone_unless_it_is_an_older_one() {
    let (before, since) = (sample::NOW - secs(1), sample::NOW);
    let gone = DeviceState::Suspended(SuspendReason::Gone);
    for (since, state) in [
        (Some(before), DeviceState::Active),
        (Some(since), gone),
        (None, gone),
    ] {
        let running = Running::new().await;
        running.notifier.answer_next(Delivery::DeviceGone { since });
        running.scene.login().await;
        running.send(1).await;
        running.finish().await;
        let device = running.scene.ctx.store.device(sample::device().id).await.unwrap();
        assert_eq!(device.unwrap().state, state, "{since:?}");
    }
}
