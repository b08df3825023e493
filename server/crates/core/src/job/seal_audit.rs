//! Seals the audit log: takes its records into the tree and signs a head over them, behind everybody's back. Nobody who logs in
//! waits for it, and what it has not reached yet is in the log all the same.

use std::time::Duration;

use countersign_proto::keys::ServerKey;
use tokio_util::sync::CancellationToken;

use crate::{
    audit_log::{AuditHead, Edge, KeptHead, LogId, SignedHead, record_leaf},
    model::{AuditEntry, Version},
    port::{Clock, Commit, Entropy, Store, StoreError, UnitOfWork},
};

/// How long a record waits at most while the sealer keeps up.
const SEAL_EVERY: Duration = Duration::from_secs(5);
/// How much longer than a step took it rests after it, while there is more to do.
const REST: u32 = 9;
/// How long it waits after a failure: what has failed so is seldom mended by trying again.
const RETRY_AFTER: Duration = Duration::from_secs(60);
/// Records that one head is moved on by at most: eight tiles, which the store's writer is done with in a moment.
const AT_A_TIME: u32 = 2048;

/// Grows the tree of one store. Any number may do so at once: each step stands on the head before it, and of two who step at
/// once one is refused and looks again.
pub struct AuditSealer<'a> {
    store: &'a dyn Store,
    clock: &'a dyn Clock,
    entropy: &'a dyn Entropy,
    key: &'a ServerKey,
    /// Where the tree stands, as far as is known here.
    sealed: Option<Sealed>,
}

/// A tree with its latest head, if it has one.
#[derive(Clone)]
struct Sealed {
    latest: Option<KeptHead>,
    /// The last day whose last head is kept.
    kept_day: u32,
    edge: Edge,
}

/// Why the log could not be sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// A record is missing; what follows it cannot be sealed.
    #[error("audit record {0} is missing")]
    Missing(u64),
    /// A record makes no sense; what follows it cannot be sealed.
    #[error("audit record {seq} cannot be read: {why}")]
    Unreadable {
        /// Its place.
        seq: i64,
        /// What is wrong with it.
        why: String,
    },
    /// Records that were sealed are missing at the end of the log.
    #[error("the audit log ends after record {after}, and {sealed} were sealed")]
    Truncated {
        /// The last record that is there.
        after: u64,
        /// How many were sealed.
        sealed: u64,
    },
    /// The latest head is missing, is not signed by our key, or is not that of the tree. A head that went on from there would
    /// vouch for somebody else's changes.
    #[error("the head of the audit log, or its tree, has been changed")]
    Head,
    /// It cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a step has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// There may be more.
    Further,
    /// Nothing is left.
    Done,
}

impl<'a> AuditSealer<'a> {
    /// A sealer that signs with this key.
    pub const fn new(
        store: &'a dyn Store,
        clock: &'a dyn Clock,
        entropy: &'a dyn Entropy,
        key: &'a ServerKey,
    ) -> Self {
        Self {
            store,
            clock,
            entropy,
            key,
            sealed: None,
        }
    }

    /// Seals every few seconds what has been recorded; ends when `stop` is cancelled. While it is behind it works a part of the
    /// time only: what is recorded in a rush is sealed after it, and not at the expense of who logs in.
    pub async fn run(mut self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let began = self.clock.now();
            let step = tokio::select! {
                step = self.step() => step,
                () = stop.cancelled() => return,
            };
            let pause = match step {
                Ok(Step::Further) => self.clock.now().since(began) * REST,
                Ok(Step::Done) => SEAL_EVERY,
                Err(error) => {
                    metrics::counter!("countersign_audit_seal_failures_total").increment(1);
                    tracing::error!(%error, "the audit log cannot be sealed");
                    self.tell_how_far_behind().await;
                    RETRY_AFTER
                }
            };
            let wake = self.clock.now() + pause;
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.clock.sleep_until(wake) => {}
            }
        }
    }

    /// Seals all that there is now, in at most `steps` steps, and returns the latest head; none for a log without records.
    ///
    /// # Errors
    /// [`SealError`].
    pub async fn seal(mut self, steps: usize) -> Result<Option<SignedHead>, SealError> {
        for _ in 0..steps {
            if self.step().await? == Step::Done {
                break;
            }
        }
        let latest = self.store.audit_heads().await?.into_iter().next();
        Ok(latest.map(|latest| latest.signed))
    }

    async fn step(&mut self) -> Result<Step, SealError> {
        let sealed = match self.sealed.take() {
            Some(sealed) => sealed,
            None => Sealed::read(self.store, self.key).await?,
        };
        let after = i64::try_from(sealed.edge.size()).unwrap_or(i64::MAX);
        let entries = self.store.audit(after, AT_A_TIME).await?;
        let step = if entries.len() < AT_A_TIME as usize {
            Step::Done
        } else {
            Step::Further
        };
        let more = if entries.is_empty() {
            sealed
        } else {
            match self.extend(sealed, entries).await? {
                Some(more) => more,
                // Somebody else was quicker.
                None => return Ok(Step::Further),
            }
        };
        self.tell(&more).await?;
        self.sealed = Some(more);
        Ok(step)
    }

    /// Takes these records in and signs a head over them; none if somebody else has moved the head meanwhile.
    async fn extend(&self, sealed: Sealed, entries: Vec<AuditEntry>) -> Result<Option<Sealed>, SealError> {
        let Sealed {
            latest,
            mut kept_day,
            mut edge,
        } = sealed;
        for AuditEntry { seq, audit } in entries {
            let next = edge.size() + 1;
            if u64::try_from(seq).ok() != Some(next) {
                return Err(SealError::Missing(next));
            }
            let audit = audit.map_err(|why| SealError::Unreadable { seq, why })?;
            edge.push(record_leaf(seq, &audit));
        }
        let tiles = edge.take_changed();
        let log = latest.as_ref().map(|latest| latest.signed.head.log);
        let head = AuditHead {
            log: log.unwrap_or_else(|| LogId::draw(self.entropy)),
            size: edge.size(),
            root: edge.root(),
            at: self.clock.now(),
        };
        let next = KeptHead {
            day: 0,
            signed: head.sign(self.key),
            version: latest
                .as_ref()
                .map_or(Version::FIRST, |latest| latest.version.next()),
        };
        let ends_day = latest.and_then(|latest| last_of_its_day(latest, &next));
        let ends_day = ends_day.filter(|head| head.day > kept_day);
        kept_day = ends_day.as_ref().map_or(kept_day, |head| head.day);
        let unit = UnitOfWork::new("seal_audit")
            .put(next.clone())
            .put_all(ends_day)
            .keep_tiles(tiles);
        Ok(match self.store.commit(unit).await? {
            Commit::Committed => Some(Sealed {
                latest: Some(next),
                kept_day,
                edge,
            }),
            Commit::Conflict => None,
        })
    }

    /// Tells how far the seal has come, if the log still reaches so far.
    async fn tell(&self, sealed: &Sealed) -> Result<(), SealError> {
        let (sealed, after) = (sealed.edge.size(), self.last_place().await?);
        if after < sealed {
            return Err(SealError::Truncated { after, sealed });
        }
        show(sealed, after);
        Ok(())
    }

    /// Tells so as well as it can after a failure: the log grows on.
    async fn tell_how_far_behind(&self) {
        if let (Ok(heads), Ok(after)) = (self.store.audit_heads().await, self.last_place().await) {
            show(heads.first().map_or(0, |latest| latest.signed.head.size), after);
        }
    }

    async fn last_place(&self) -> Result<u64, StoreError> {
        let last = self.store.audit_tail(1).await?;
        Ok(last.first().map_or(0, |last| last.seq.unsigned_abs()))
    }
}

#[expect(clippy::cast_precision_loss, reason = "metrics are for looking at")]
fn show(sealed: u64, last: u64) {
    metrics::gauge!("countersign_audit_tree_size").set(sealed as f64);
    metrics::gauge!("countersign_audit_unsealed_records").set(last.saturating_sub(sealed) as f64);
}

/// The head that ends its day, if the next one is of a later day.
fn last_of_its_day(latest: KeptHead, next: &KeptHead) -> Option<KeptHead> {
    let day = latest.made_on();
    (day > 0 && next.made_on() > day).then_some(KeptHead {
        day,
        version: Version::FIRST,
        ..latest
    })
}

impl Sealed {
    /// Reads where the tree stands, and whether that is what was signed.
    async fn read(store: &dyn Store, key: &ServerKey) -> Result<Self, SealError> {
        let heads = store.audit_heads().await?;
        let kept_day = heads.iter().map(|head| head.day).max().unwrap_or(0);
        if heads.is_empty() {
            return Ok(Self {
                latest: None,
                kept_day,
                edge: Edge::default(),
            });
        }
        let latest = heads.into_iter().find(|head| head.day == 0);
        let latest = latest.filter(|latest| latest.signed.check(&key.to_jwk().into()).is_ok());
        let latest = latest.ok_or(SealError::Head)?;
        let head = latest.signed.head;
        let mut tiles = Vec::new();
        for id in Edge::tiles(head.size) {
            tiles.extend(store.audit_tiles(id, 1).await?);
        }
        let edge = Edge::restore(head.size, &tiles).filter(|edge| edge.root() == head.root);
        Ok(Self {
            edge: edge.ok_or(SealError::Head)?,
            latest: Some(latest),
            kept_day,
        })
    }
}
