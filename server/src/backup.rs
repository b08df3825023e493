//! A backup: one file in the format of age, for whoever holds a recipient's identity.
//!
//! Inside are lines of JSON: a [`Header`]; for each table its name and columns, and then its rows as
//! [`countersign_core::copy::Cells`] has them; at the end an [`End`] with counts and digests. What is sealed in the database stays
//! sealed, and the master key is not in it.

mod people;
mod read;
mod write;

use std::collections::BTreeMap;

use countersign_core::{
    audit_log::SignedHead,
    copy::{Column, CopiedTable, Counted},
    flow::begin_epoch::BackedUp,
    model::Timestamp,
};
use serde::{Deserialize, Serialize};

pub(crate) use self::{people::Identities, people::Recipients, read::Reader, write::write};

/// The version of this format.
const FORMAT: u32 = 1;

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    /// [`FORMAT`].
    pub(crate) countersign_backup: u32,
    /// The number of the tables, [`countersign_core::copy::SCHEMA`].
    pub(crate) schema: u32,
    /// The program that wrote it.
    pub(crate) version: String,
    /// When it was taken, in milliseconds since the Unix epoch.
    pub(crate) created_at: Timestamp,
    /// The place of the last audit record; 0 if there is none.
    pub(crate) last_audit_record: i64,
    /// The latest head of the audit log.
    pub(crate) audit_head: Option<SignedHead>,
}

impl Header {
    pub(crate) const fn backed_up(&self) -> BackedUp {
        BackedUp {
            at: self.created_at,
            last: self.last_audit_record,
        }
    }
}

/// The line before a table's rows.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Begin {
    table: String,
    columns: Vec<String>,
}

impl Begin {
    fn of(table: &CopiedTable) -> Self {
        let name = |column: &Column| column.name.to_owned();
        Self {
            table: table.name.to_owned(),
            columns: table.columns.iter().map(name).collect(),
        }
    }
}

/// The last line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct End {
    end: BTreeMap<String, Counted>,
}
