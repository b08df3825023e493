//! Carries out jobs: takes what is due, works on a bounded number at once, removes what is done.

use std::{
    collections::HashSet,
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use countersign_proto::ids::JobId;
use tokio::sync::{Semaphore, mpsc};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::Instrument;

use super::{deliver_challenge::deliver, send_mail::send, send_message};
use crate::{
    Ctx,
    flow::{expire::expire, tend_certificates::tend_certificates},
    model::JobKind,
    port::{LeasedJob, Mailer, Notifier, StoreError, Topic, UnitOfWork},
};

/// Jobs worked on at once.
const AT_ONCE: usize = 1024;
/// Mails among them: a mail server takes few at once, and while it takes none, pushes go on.
const MAILS_AT_ONCE: usize = 8;
/// When a mail that finds no place is looked at again.
const MAIL_AGAIN: Duration = Duration::from_secs(2);
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
    mail_permits: Semaphore,
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
            mail_permits: Semaphore::new(MAILS_AT_ONCE),
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
            // Waiting for room before taking keeps what cannot be worked on in the store, not in memory.
            let Ok(room) = Arc::clone(&self.permits).acquire_owned().await else {
                return;
            };
            drop(room);
            let taking = Counted::begin();
            let taken = self.take().await;
            let idle = match taken {
                Ok(jobs) => {
                    // Whatever has come since then has also left a hint.
                    let idle = jobs.len() < AT_A_TIME;
                    for job in jobs {
                        self.work_on(job, done.clone()).await;
                    }
                    idle
                }
                Err(error) => {
                    tracing::error!(%error, "due jobs cannot be read");
                    true
                }
            };
            drop(taking);
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

    async fn take(&self) -> Result<Vec<LeasedJob>, StoreError> {
        let now = self.ctx.clock.now();
        self.ctx.store.lease_jobs(now, now + LEASE, AT_A_TIME).await
    }

    /// A job that comes again while it is being worked on has only had its lease renewed.
    async fn work_on(self: &Arc<Self>, job: LeasedJob, done: mpsc::Sender<UnderWay>) {
        let Some(under_way) = UnderWay::begin(self, job.job.id) else {
            return;
        };
        let Ok(permit) = Arc::clone(&self.permits).acquire_owned().await else {
            return;
        };
        let runner = Arc::clone(self);
        let span = span(&job);
        let work = async move {
            let _permit = permit;
            let progress = tokio::select! {
                progress = runner.carry_out(&job) => progress,
                // Another node, or the next start, takes it at once.
                () = runner.stop.cancelled() => Progress::Again(Duration::ZERO),
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

    async fn carry_out(&self, leased: &LeasedJob) -> Progress {
        match (&leased.job.kind, &leased.open) {
            (JobKind::DeliverChallenge(_), Some(open)) => {
                deliver(&self.ctx, &*self.ways.notifier, leased.job.id, open).await
            }
            // The challenge is gone.
            (JobKind::DeliverChallenge(_), None) => Progress::Over,
            (JobKind::SendMail(mail), _) => match self.mail_permits.try_acquire() {
                Ok(_permit) => send(&self.ctx, self.ways.mailer.as_deref(), &leased.job, mail).await,
                Err(_) => Progress::Again(MAIL_AGAIN),
            },
            (JobKind::SendMessage(message), _) => {
                send_message::send(&self.ctx, &*self.ways.notifier, &leased.job, message).await
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

    /// What is finished stays under way until its row is gone: its lease may run out just then.
    async fn remove_finished(self: Arc<Self>, mut finished: mpsc::Receiver<UnderWay>) {
        let mut over = Vec::with_capacity(AT_ONCE);
        while finished.recv_many(&mut over, AT_ONCE).await > 0 {
            let unit = UnitOfWork::new("finish_jobs").finish(over.iter().map(|job| job.job));
            if let Err(error) = self.ctx.store.commit(unit).await {
                tracing::warn!(%error, "finished jobs could not be removed and will run again");
            }
            over.clear();
        }
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
