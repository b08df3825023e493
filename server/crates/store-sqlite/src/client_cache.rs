//! Clients in memory: every API call asks for one, and they hardly ever change. The directory lock makes this the only
//! process that changes them, and its one writer closes the cache while it does.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
};

use countersign_core::{
    model::{Client, ClientId},
    port::{Table, UnitOfWork},
};

/// The clients that were read since the last change of any.
#[derive(Default)]
pub(crate) struct ClientCache(RwLock<Known>);

#[derive(Default)]
struct Known {
    clients: HashMap<ClientId, Client>,
    /// Counts the changes, so that what was read before one is not kept after it.
    changes: u64,
    /// Between a change and the certainty that its commit has ended, nothing is kept.
    closed: bool,
}

impl ClientCache {
    /// The client, or the state of the cache to which a fresh read may be added.
    pub(crate) fn get(&self, id: &ClientId) -> Result<Client, u64> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.clients.get(id).cloned().ok_or(known.changes)
    }

    /// Keeps a client that was read while the cache was in state `as_of`.
    pub(crate) fn keep(&self, client: &Client, as_of: u64) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.changes == as_of && !known.closed {
            known.clients.insert(client.id.clone(), client.clone());
        }
    }

    /// A change is about to be committed, or rolled back.
    pub(crate) fn close(&self) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.clients.clear();
        known.changes += 1;
        known.closed = true;
    }

    /// That commit has ended. What was read before this is not kept.
    pub(crate) fn open(&self) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.changes += 1;
        known.closed = false;
    }
}

/// Whether a unit changes clients.
pub(crate) fn changes_clients(unit: &UnitOfWork) -> bool {
    !unit.removed_clients.is_empty() || unit.rows.iter().any(|row| row.key().table == Table::Client)
}
