//! What became of the notifications that a remote relay has taken.

use std::{io::ErrorKind, path::PathBuf, sync::Arc, time::Duration};

use anyhow::Context;
use countersign_core::{
    Ctx,
    job::{RelayReport, await_decision, take_report},
    model::Timestamp,
};
use countersign_proto::{
    ids::JobId,
    relay_api::{Event, Report},
};
use countersign_relay_client::Client;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

/// The file that says how far reports were taken, inside the data directory.
const PLACE: &str = "relay-events.json";
/// How long one request waits for news.
const WAIT: Duration = Duration::from_secs(20);
/// Notifications that are waited for at once, to take them back.
const WAITING: usize = 10_000;
/// Pauses after a failure: the first, and the longest.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(30)];

/// Follows the events of one relay. Each node does so for itself: reports may be taken more than once.
pub(crate) struct Reports {
    ctx: Ctx,
    client: Arc<Client>,
    /// The relay's URL: another one counts for itself.
    url: String,
    file: PathBuf,
    /// Owns those that are waited for.
    tasks: TaskTracker,
    waiting: Arc<Semaphore>,
}

/// How far reports were taken.
#[derive(Serialize, Deserialize)]
struct Place {
    url: String,
    after: i64,
}

impl Reports {
    pub(crate) fn new(ctx: Ctx, client: Arc<Client>, url: String, data_dir: &std::path::Path) -> Self {
        Self {
            ctx,
            client,
            url,
            file: data_dir.join(PLACE),
            tasks: TaskTracker::new(),
            waiting: Arc::new(Semaphore::new(WAITING)),
        }
    }

    /// Takes reports until `stop`.
    pub(crate) async fn run(self, stop: CancellationToken) {
        let mut after = self.place();
        let mut pause = PAUSES[0];
        while !stop.is_cancelled() {
            let taken = stop.run_until_cancelled(self.take(after, &stop)).await;
            match taken {
                None => break,
                Some(Ok(next)) => {
                    after = Some(next);
                    pause = PAUSES[0];
                }
                Some(Err(error)) => {
                    tracing::warn!("what became of notifications is not known: {error:#}");
                    // Whoever could not ask at first does not know what has happened since: all that is kept is taken.
                    after = after.or(Some(0));
                    let until = self.ctx.clock.now() + pause;
                    stop.run_until_cancelled(self.ctx.clock.sleep_until(until)).await;
                    pause = (pause * 2).min(PAUSES[1]);
                }
            }
        }
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// Waits for news and takes them; returns the place after them.
    async fn take(&self, after: Option<i64>, stop: &CancellationToken) -> anyhow::Result<i64> {
        let news = self.client.events(after, WAIT).await?;
        for event in &news.events {
            self.take_one(event).await?;
            if let (Report::Delayed { .. }, Some(about)) = (&event.report, event.reference) {
                self.take_back_when_decided(about, event.id, stop);
            }
        }
        if after != Some(news.next) {
            self.keep(news.next)
                .context("how far reports were taken is not kept")?;
        }
        Ok(news.next)
    }

    async fn take_one(&self, event: &Event) -> anyhow::Result<()> {
        let Some(about) = event.reference else {
            return Ok(());
        };
        let report = match &event.report {
            Report::Delayed { .. } => RelayReport::Delayed,
            Report::Sent { delayed: true } => RelayReport::Sent,
            // Nobody was told anything else.
            Report::Sent { delayed: false } => return Ok(()),
            Report::DeviceGone { since_ms } => RelayReport::DeviceGone {
                since: since_ms.map(Timestamp::from_millis),
            },
            Report::Delivered => RelayReport::Delivered,
            Report::Rejected { reason } | Report::Undelivered { reason } => RelayReport::Refused {
                reason: reason.clone(),
            },
            Report::Expired { reason } => RelayReport::Expired {
                reason: reason.clone(),
            },
            Report::Cancelled => RelayReport::TakenBack,
            Report::Replayed | Report::Other => return Ok(()),
        };
        Ok(take_report(&self.ctx, about, JobId::new(event.id), report).await?)
    }

    /// What the relay cannot send yet is taken back once nobody waits for it any more, lest it is sent then (R8). A process that ends
    /// leaves it to the deadline.
    fn take_back_when_decided(&self, about: Uuid, id: Uuid, stop: &CancellationToken) {
        let Ok(permit) = Arc::clone(&self.waiting).try_acquire_owned() else {
            tracing::warn!(
                "too many notifications are delayed: some are sent although their logins have ended"
            );
            return;
        };
        let (ctx, client, stop) = (self.ctx.clone(), Arc::clone(&self.client), stop.clone());
        self.tasks.spawn(async move {
            let _permit = permit;
            let decided = stop.run_until_cancelled(await_decision(&ctx, about, JobId::new(id)));
            match decided.await {
                Some(Ok(true)) => {}
                Some(Err(error)) => {
                    tracing::warn!(%error, "whether a delayed notification is still wanted cannot be read");
                    return;
                }
                Some(Ok(false)) | None => return,
            }
            if let Err(error) = client.cancel(id).await {
                tracing::warn!(%error, "a notification that nobody waits for could not be taken back");
            }
        });
    }

    /// Where a process before this one has come to; nothing for a relay that is new to us.
    fn place(&self) -> Option<i64> {
        let text = match std::fs::read(&self.file) {
            Ok(text) => text,
            Err(error) => {
                if error.kind() != ErrorKind::NotFound {
                    tracing::warn!(%error, "how far reports were taken cannot be read");
                }
                return None;
            }
        };
        let place: Place = serde_json::from_slice(&text).ok()?;
        (place.url == self.url).then_some(place.after)
    }

    /// A crash may forget the last steps: they are taken again.
    fn keep(&self, after: i64) -> std::io::Result<()> {
        let place = Place {
            url: self.url.clone(),
            after,
        };
        let new = self.file.with_extension("json.new");
        std::fs::write(&new, serde_json::to_vec(&place)?)?;
        std::fs::rename(&new, &self.file)
    }
}
