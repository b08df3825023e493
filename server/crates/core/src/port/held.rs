//! What a store holds of the rows and unique keys that a group of units is about, kept up to date while the units are decided.

use std::collections::HashMap;

use super::{Commit, Row, RowKey, Table, UniqueKey, UnitOfWork};

/// Versions of rows, and who holds which unique key. A row that nobody has told of is not there.
#[derive(Debug, Default)]
pub struct Held {
    versions: HashMap<RowKey, i64>,
    holders: HashMap<UniqueKey, RowKey>,
    /// The reverse of `holders`.
    holds: HashMap<RowKey, UniqueKey>,
}

impl Held {
    /// The store holds this row at this version.
    pub fn found(&mut self, row: RowKey, version: i64) {
        self.versions.insert(row, version);
    }

    /// The store's row holds this key.
    pub fn found_holder(&mut self, row: RowKey, unique: UniqueKey) {
        self.holders.insert(unique.clone(), row.clone());
        self.holds.insert(row, unique);
    }

    /// Decides the next unit of a group: the first that moves a row wins, and the others conflict.
    pub fn decide(&mut self, unit: &UnitOfWork) -> Commit {
        if self.allows(unit) {
            self.follow(unit);
            Commit::Committed
        } else {
            Commit::Conflict
        }
    }

    /// Whether everything that `unit` relies on still holds.
    fn allows(&self, unit: &UnitOfWork) -> bool {
        unit.rows
            .iter()
            .all(|row| self.version(&row.key()) == row.version().before())
            && unit
                .guards
                .iter()
                .all(|guard| self.version(&guard.key()) == guard.version().get())
            && unit.rows.iter().all(|row| self.is_free(row, unit))
    }

    fn version(&self, row: &RowKey) -> i64 {
        self.versions.get(row).copied().unwrap_or(0)
    }

    /// Whether nobody else holds the row's unique key, or its holder lets go of it in the same unit.
    fn is_free(&self, row: &Row, unit: &UnitOfWork) -> bool {
        let Some(wanted) = row.unique_key() else {
            return true;
        };
        let Some(holder) = self.holders.get(&wanted) else {
            return true;
        };
        *holder == row.key()
            || unit
                .rows
                .iter()
                .any(|other| other.key() == *holder && other.unique_key().as_ref() != Some(&wanted))
    }

    /// Takes over what an accepted unit changes, for the units that follow it in the group.
    fn follow(&mut self, unit: &UnitOfWork) {
        for row in &unit.rows {
            let key = row.key();
            if let Some(let_go) = self.holds.remove(&key) {
                self.holders.remove(&let_go);
            }
            self.versions.insert(key, row.version().get());
        }
        for row in &unit.rows {
            if let Some(unique) = row.unique_key() {
                self.found_holder(row.key(), unique);
            }
        }
        for user in &unit.removed_users {
            self.versions
                .insert(RowKey::new(Table::User, user.as_uuid().as_bytes()), 0);
        }
        for client in &unit.removed_clients {
            self.versions
                .insert(RowKey::new(Table::Client, client.as_str().as_bytes()), 0);
        }
    }
}
