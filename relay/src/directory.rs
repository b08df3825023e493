//! The senders as requests find them: by the id of the key that signed.

use std::{collections::HashMap, sync::Arc};

use arc_swap::ArcSwap;
use countersign_proto::{keys::PublicJwk, signed::ServerKeys};
use tokio::sync::Mutex;

use crate::{
    admission::Admission,
    queue::{Queue, QueueError, SenderName},
    sender::{Policy, Sender, SenderKey, SenderState},
};

/// A sender, and what it hands in.
pub(crate) struct Entry {
    pub(crate) admission: Admission,
    pub(crate) sender: Sender,
}

impl Entry {
    fn new(sender: Sender) -> Self {
        Self {
            admission: Admission::new(sender.policy.per_minute),
            sender,
        }
    }
}

/// A key of a sender, ready to check signatures; and whose it is.
pub(crate) struct VerifyingKey {
    pub(crate) entry: Arc<Entry>,
    pub(crate) verifier: ServerKeys,
    key: SenderKey,
}

/// Why a sender was not changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChangeError {
    #[error("there is a sender of this name")]
    Exists,
    #[error("there is no sender of this name")]
    Unknown,
    #[error("this key is a sender's already")]
    KeyInUse,
    #[error(transparent)]
    Queue(#[from] QueueError),
}

/// All senders.
pub(crate) struct Directory {
    queue: Arc<dyn Queue>,
    by_key: ArcSwap<HashMap<String, Arc<VerifyingKey>>>,
    /// Taken by whoever reads the senders anew: what was read last is what counts.
    reading: Mutex<()>,
}

impl Directory {
    /// Reads all senders.
    pub(crate) async fn open(queue: Arc<dyn Queue>) -> Result<Self, QueueError> {
        let directory = Self {
            queue,
            by_key: ArcSwap::default(),
            reading: Mutex::default(),
        };
        directory.reload().await?;
        Ok(directory)
    }

    /// The sender that has this key, while the key is accepted.
    pub(crate) fn find(&self, key_id: &str, now_ms: i64) -> Option<Arc<VerifyingKey>> {
        let known = self.by_key.load().get(key_id).cloned();
        known.filter(|known| known.key.is_valid(now_ms))
    }

    /// All senders by name.
    pub(crate) async fn list(&self) -> Result<Vec<Sender>, QueueError> {
        self.queue.senders().await
    }

    /// The sender of this name.
    pub(crate) async fn one(&self, name: &SenderName) -> Result<Sender, ChangeError> {
        named(&self.queue.senders().await?, name)
    }

    /// Reads all senders anew whenever another relay may have changed one, for as long as it is asked to.
    pub(crate) async fn follow(&self) {
        let mut changes = self.queue.changes();
        while changes.changed().await.is_ok() {
            if let Err(error) = self.reload().await {
                tracing::error!(%error, "the senders could not be read anew");
            }
        }
    }

    pub(crate) async fn add(
        &self,
        name: SenderName,
        jwk: PublicJwk,
        policy: Policy,
        now_ms: i64,
    ) -> Result<Sender, ChangeError> {
        self.change(|seen| {
            if seen.iter().any(|sender| sender.name == name) {
                return Err(ChangeError::Exists);
            }
            check_unused(seen, &jwk)?;
            let key = SenderKey {
                jwk: jwk.clone(),
                added_at_ms: now_ms,
                ends_at_ms: None,
            };
            Ok(Sender {
                name: name.clone(),
                state: SenderState::Active,
                policy: policy.clone(),
                keys: vec![key],
                created_at_ms: now_ms,
            })
        })
        .await
    }

    /// Gives a sender another key; the present one is accepted until `ends_at_ms`.
    pub(crate) async fn rotate(
        &self,
        name: &SenderName,
        jwk: PublicJwk,
        now_ms: i64,
        ends_at_ms: i64,
    ) -> Result<Sender, ChangeError> {
        self.change(|seen| {
            check_unused(seen, &jwk)?;
            let mut sender = named(seen, name)?;
            sender.rotate(jwk.clone(), now_ms, ends_at_ms);
            Ok(sender)
        })
        .await
    }

    /// Lets a sender send, or not. What is pending of one that is suspended is taken back, also what it was handing in meanwhile: once its
    /// state is written the queue keeps nothing more of it.
    pub(crate) async fn set_state(
        &self,
        name: &SenderName,
        state: SenderState,
        now_ms: i64,
    ) -> Result<Sender, ChangeError> {
        let sender = self
            .change(|seen| {
                Ok(Sender {
                    state,
                    ..named(seen, name)?
                })
            })
            .await?;
        if state == SenderState::Suspended {
            self.queue.cancel_all(name, now_ms).await?;
        }
        Ok(sender)
    }

    /// Removes a sender with all that is kept of it.
    pub(crate) async fn remove(&self, name: &SenderName) -> Result<(), ChangeError> {
        self.one(name).await?;
        let reading = self.reading.lock().await;
        // Its requests end before its rows do.
        let mut others = HashMap::clone(&self.by_key.load());
        others.retain(|_, known| known.entry.sender.name != *name);
        self.by_key.store(Arc::new(others));
        self.queue.remove_sender(name).await?;
        drop(reading);
        tracing::info!(sender = %name, "a sender was removed");
        Ok(self.reload().await?)
    }

    /// Puts what `change` makes of all senders; again if another operator has changed one meanwhile.
    async fn change(
        &self,
        change: impl Fn(&[Sender]) -> Result<Sender, ChangeError>,
    ) -> Result<Sender, ChangeError> {
        loop {
            let seen = self.queue.senders().await?;
            let sender = change(&seen)?;
            if self.queue.put_sender(sender.clone(), seen).await? {
                self.reload().await?;
                tracing::info!(sender = %sender.name, state = sender.state.as_str(), "a sender was put in");
                return Ok(sender);
            }
        }
    }

    async fn reload(&self) -> Result<(), QueueError> {
        let _reading = self.reading.lock().await;
        let mut by_key = HashMap::new();
        let before = self.by_key.load();
        for sender in self.queue.senders().await? {
            let known = sender.keys.iter().find_map(|key| before.get(&key.id()));
            // Whoever is not changed keeps what it has been counted.
            let entry = match known.filter(|known| known.entry.sender == sender) {
                Some(known) => Arc::clone(&known.entry),
                None => Arc::new(Entry::new(sender)),
            };
            for key in &entry.sender.keys {
                let verifying = VerifyingKey {
                    entry: Arc::clone(&entry),
                    verifier: ServerKeys::from_jwks([&key.jwk]),
                    key: key.clone(),
                };
                by_key.insert(key.id(), Arc::new(verifying));
            }
        }
        self.by_key.store(Arc::new(by_key));
        Ok(())
    }
}

fn named(senders: &[Sender], name: &SenderName) -> Result<Sender, ChangeError> {
    let sender = senders.iter().find(|sender| sender.name == *name);
    sender.cloned().ok_or(ChangeError::Unknown)
}

fn check_unused(senders: &[Sender], jwk: &PublicJwk) -> Result<(), ChangeError> {
    let id = jwk.thumbprint();
    let mut keys = senders.iter().flat_map(|sender| &sender.keys);
    if keys.any(|key| key.id() == id) {
        Err(ChangeError::KeyInUse)
    } else {
        Ok(())
    }
}
