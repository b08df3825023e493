//! Carries out jobs: takes what is due, works on a bounded number at once, removes what is done.

use std::{
    collections::HashSet,
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use countersign_proto::{ids::JobId, push::Provider};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::Instrument;

use super::{deliver_challenge::deliver, send_mail::send, send_message, tell_logout, turns::Turns};
use crate::{
    Ctx,
    flow::{delegate::tend_delegations, expire::expire, tend_certificates::tend_certificates},
    model::JobKind,
    port::{Commit, LeasedJob, Mailer, Notifier, Services, StoreError, Topic, UnitOfWork},
};

/// Jobs worked on at once.
const AT_ONCE: usize = 1024;
/// Notifications among them that go one way: while one vendor answers nobody, the others go on.
const ONE_WAY: usize = 600;
/// Mails among them: a mail server takes few at once, and while it takes none, pushes go on.
const MAILS: usize = 8;
/// Logouts among them that services are told of.
const LOGOUTS: usize = 32;
/// When a job that finds no place is looked at again.
const PLACE_AGAIN: Duration = Duration::from_secs(1);
/// How long what is under way may take after the word to end.
const GRACE: Duration = Duration::from_secs(5);
/// How soon the removal of finished jobs is tried again.
const REMOVE_AGAIN: Duration = Duration::from_secs(1);
/// Jobs taken in one read.
const AT_A_TIME: usize = 256;
/// How long a taken job is ours. It is renewed while we work on it, so this is how long a node that dies holds up a push.
const LEASE: Duration = Duration::from_secs(15);
/// How often a lease is renewed.
const RENEW_EVERY: Duration = Duration::from_secs(5);
/// How long a lost hint can delay a job.
const SLOW_POLL: Duration = Duration::from_secs(2);
/// How often overdue logins are looked for.
const EXPIRE_EVERY: Duration = Duration::from_secs(1);
/// How often rows past their use are removed.
const SWEEP_EVERY: Duration = Duration::from_secs(600);

/// The background work of one process.
pub struct JobRunner {
    ctx: Ctx,
    ways: Ways,
    tasks: TaskTracker,
    stop: CancellationToken,
    permits: Arc<Semaphore>,
    places: Places,
    turns: Turns,
    /// The jobs that are being worked on here.
    under_way: Mutex<HashSet<JobId>>,
}

/// The ways out.
#[derive(Clone)]
pub struct Ways {
    /// To phones.
    pub notifier: Arc<dyn Notifier>,
    /// To mailboxes; none while no mail server is known.
    pub mailer: Option<Arc<dyn Mailer>>,
    /// To services.
    pub services: Arc<dyn Services>,
}

impl JobRunner {
    /// Does the background work; ends when `stop` is cancelled. `tasks` owns the jobs under way.
    pub async fn run(ctx: Ctx, ways: Ways, tasks: TaskTracker, stop: CancellationToken) {
        let permits = Arc::new(Semaphore::new(AT_ONCE));
        let runner = Arc::new(Self {
            ctx,
            ways,
            tasks,
            stop,
            permits,
            places: Places::default(),
            turns: Turns::default(),
            under_way: Mutex::default(),
        });
        let (done, finished) = mpsc::channel(AT_ONCE);
        tokio::join!(
            Arc::clone(&runner).run_jobs(done),
            Arc::clone(&runner).remove_finished(finished),
            runner.keep_house(),
        );
    }

    async fn run_jobs(self: Arc<Self>, done: mpsc::Sender<UnderWay>) {
        let mut hints = self.ctx.signals.subscribe(Topic::Jobs);
        while !self.stop.is_cancelled() {
            // Only what there is room for is taken: what cannot be worked on stays in the store, and no lease runs out unattended.
            let Ok(mut room) = Arc::clone(&self.permits).acquire_owned().await else {
                return;
            };
            let more = self.permits.available_permits().min(AT_A_TIME - 1);
            let more = u32::try_from(more).unwrap_or(0);
            if let Ok(more) = Arc::clone(&self.permits).try_acquire_many_owned(more) {
                room.merge(more);
            }
            let (taking, most) = (Counted::begin(), room.num_permits());
            let idle = match self.take(most).await {
                Ok(jobs) => {
                    // Whatever has come since then has also left a hint.
                    let idle = jobs.len() < most;
                    for (job, permit) in jobs.into_iter().zip(std::iter::from_fn(|| room.split(1))) {
                        self.work_on(job, permit, done.clone());
                    }
                    idle
                }
                Err(error) => {
                    tracing::error!(%error, "due jobs cannot be read");
                    true
                }
            };
            drop((taking, room));
            if idle {
                let slow_poll = self.ctx.clock.now() + SLOW_POLL;
                tokio::select! {
                    () = self.stop.cancelled() => return,
                    () = hints.changed() => {}
                    () = self.ctx.clock.sleep_until(slow_poll) => {}
                }
            }
        }
    }

    async fn take(&self, most: usize) -> Result<Vec<LeasedJob>, StoreError> {
        let now = self.ctx.clock.now();
        self.ctx.store.lease_jobs(now, now + LEASE, most).await
    }

    /// A job that comes again while it is being worked on has only had its lease renewed.
    fn work_on(self: &Arc<Self>, job: LeasedJob, permit: OwnedSemaphorePermit, done: mpsc::Sender<UnderWay>) {
        let Some(under_way) = UnderWay::begin(self, job.job.id) else {
            return;
        };
        let runner = Arc::clone(self);
        let span = span(&job);
        let work = async move {
            let _permit = permit;
            let progress = tokio::select! {
                progress = runner.carry_out(&job) => progress,
                // Another node, or the next start, takes it at once. Only what hangs gets there: sent once more, it might arrive twice.
                () = runner.end_of_grace() => Progress::Again(Duration::ZERO),
                never = runner.renew(job.job.id) => match never {},
            };
            match progress {
                // A closed channel means shutdown: the row stays and the job runs once more, which is harmless.
                Progress::Over => drop(done.send(under_way).await),
                Progress::Again(after) => runner.postpone(job.job.id, after).await,
                Progress::Unknown => {}
            }
        };
        self.tasks.spawn(work.instrument(span));
    }

    async fn end_of_grace(&self) {
        self.stop.cancelled().await;
        self.ctx.clock.sleep_until(self.ctx.clock.now() + GRACE).await;
    }

    async fn carry_out(&self, leased: &LeasedJob) -> Progress {
        let Ok(_place) = self.places.on_the_way_of(leased).try_acquire() else {
            return Progress::Again(PLACE_AGAIN);
        };
        match (&leased.job.kind, &leased.open) {
            (JobKind::DeliverChallenge(_), Some(open)) => {
                deliver(&self.ctx, &*self.ways.notifier, leased.job.id, open).await
            }
            // The challenge is gone.
            (JobKind::DeliverChallenge(_), None) => Progress::Over,
            (JobKind::SendMail(mail), _) => {
                send(&self.ctx, self.ways.mailer.as_deref(), &leased.job, mail).await
            }
            (JobKind::SendMessage(message), _) => {
                send_message::send(&self.ctx, &*self.ways.notifier, &leased.job, message).await
            }
            (JobKind::TellLogout(logout), _) => {
                let services = &*self.ways.services;
                tell_logout::tell(&self.ctx, services, &self.turns, &leased.job, logout).await
            }
        }
    }

    /// Keeps a job ours for as long as this is polled.
    async fn renew(&self, job: JobId) -> Infallible {
        loop {
            self.ctx
                .clock
                .sleep_until(self.ctx.clock.now() + RENEW_EVERY)
                .await;
            self.postpone(job, LEASE).await;
        }
    }

    /// Whoever takes the job again reads anew whether it is still wanted.
    async fn postpone(&self, job: JobId, after: Duration) {
        let until = self.ctx.clock.now() + after;
        if let Err(error) = self.ctx.store.postpone_job(job, until).await {
            tracing::warn!(%error, "a job could not be postponed and waits for the end of its lease");
        }
    }

    /// What is finished stays under way until its row is gone: its lease may run out just then, and what was sent must not be sent again.
    async fn remove_finished(self: Arc<Self>, mut finished: mpsc::Receiver<UnderWay>) {
        let mut over = Vec::with_capacity(AT_ONCE);
        while finished.recv_many(&mut over, AT_ONCE).await > 0 {
            while let Err(error) = self.remove(&over).await {
                tracing::warn!(%error, "finished jobs could not be removed");
                if self.stop.is_cancelled() {
                    break;
                }
                let again = self.ctx.clock.now() + REMOVE_AGAIN;
                tokio::select! {
                    () = self.stop.cancelled() => {}
                    () = self.ctx.clock.sleep_until(again) => {}
                }
            }
            over.clear();
        }
    }

    async fn remove(&self, over: &[UnderWay]) -> Result<Commit, StoreError> {
        let unit = UnitOfWork::new("finish_jobs").finish(over.iter().map(|job| job.job));
        self.ctx.store.commit(unit).await
    }

    async fn keep_house(self: Arc<Self>) {
        let mut sweep_at = self.ctx.clock.now();
        while !self.stop.is_cancelled() {
            if let Err(error) = expire(&self.ctx).await {
                tracing::error!(%error, "overdue logins could not be ended");
            }
            if let Err(error) = tend_certificates(&self.ctx).await {
                tracing::error!(%error, "due certificates could not be tended");
            }
            if let Err(error) = tend_delegations(&self.ctx).await {
                tracing::error!(%error, "due delegations could not be tended");
            }
            let now = self.ctx.clock.now();
            if now >= sweep_at {
                sweep_at = now + SWEEP_EVERY;
                if let Err(error) = self.ctx.store.sweep(now).await {
                    tracing::error!(%error, "old rows could not be removed");
                }
            }
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = self.ctx.clock.sleep_until(now + EXPIRE_EVERY) => {}
            }
        }
    }
}

fn span(leased: &LeasedJob) -> tracing::Span {
    match &leased.open {
        Some(open) => tracing::info_span!("job", login.id = %open.question.read.login.id),
        None => tracing::info_span!("job", job.id = %leased.job.id),
    }
}

/// How many jobs go each way at once.
struct Places {
    apple: Semaphore,
    google: Semaphore,
    browsers: Semaphore,
    telephones: Semaphore,
    mailboxes: Semaphore,
    services: Semaphore,
}

impl Default for Places {
    fn default() -> Self {
        let one_way = || Semaphore::new(ONE_WAY);
        Self {
            apple: one_way(),
            google: one_way(),
            browsers: one_way(),
            telephones: one_way(),
            mailboxes: Semaphore::new(MAILS),
            services: Semaphore::new(LOGOUTS),
        }
    }
}

impl Places {
    fn on_the_way_of(&self, leased: &LeasedJob) -> &Semaphore {
        let open = leased.open.as_ref();
        let address = open.and_then(|open| open.question.device.address.as_ref());
        match (&leased.job.kind, address.map(|address| address.provider)) {
            (JobKind::SendMail(_), _) => &self.mailboxes,
            (JobKind::TellLogout(_), _) => &self.services,
            (JobKind::SendMessage(_), _) | (_, Some(Provider::Sms | Provider::Voice)) => &self.telephones,
            (_, Some(Provider::Apns)) => &self.apple,
            (_, Some(Provider::Webpush)) => &self.browsers,
            // What goes nowhere takes no time.
            (_, Some(Provider::Fcm) | None) => &self.google,
        }
    }
}

/// How far a job has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    /// There is nothing left to do.
    Over,
    /// It is to be tried again after a pause.
    Again(Duration),
    /// Nobody knows; it is taken again when its lease runs out.
    Unknown,
}

/// A job under way, until this is dropped.
struct UnderWay {
    runner: Arc<JobRunner>,
    job: JobId,
    _counted: Counted,
}

impl UnderWay {
    fn begin(runner: &Arc<JobRunner>, job: JobId) -> Option<Self> {
        let mut under_way = runner.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.insert(job).then(|| Self {
            runner: Arc::clone(runner),
            job,
            _counted: Counted::begin(),
        })
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut under_way = self
            .runner
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        under_way.remove(&self.job);
    }
}

/// Work in the metrics until this is dropped: a job under way, or jobs that are being taken.
struct Counted;

impl Counted {
    fn begin() -> Self {
        metrics::gauge!("countersign_jobs_under_way").increment(1.0);
        Self
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        metrics::gauge!("countersign_jobs_under_way").decrement(1.0);
    }
}
