//! The tables that are copied, in an order in which each row comes after those that it refers to.
//!
//! Both stores have these, with these columns; a test in each compares them with what its migrations make. Not copied is what a
//! store has for itself: its heartbeat, the statements that phones have just used, and where the next numbers come from.

use super::{CellError, Cells};
use crate::{
    model::{Timestamp, Version},
    port::DataKey,
    secrets::Sealed,
};

/// The number of the migration that last changed a copied table or what is in it. Copies of another number are refused.
pub const SCHEMA: u32 = 25;

/// A table.
#[derive(Debug, PartialEq, Eq)]
pub struct CopiedTable {
    /// Its name in both stores.
    pub name: &'static str,
    /// Its columns; the first one is its primary key.
    pub columns: &'static [Column],
}

impl CopiedTable {
    /// The table of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// The primary key.
    pub const fn key(&self) -> &Column {
        &self.columns[0]
    }
}

/// A column.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in both stores.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// What a column holds, if it holds anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number, or a time in milliseconds.
    Integer,
    /// Text, compared by its bytes where it is a key.
    Text,
    /// Bytes.
    Bytes,
    /// The 16 bytes of a UUID.
    Id,
    /// JSON, of which the value counts and not how it is written.
    Json,
}

macro_rules! tables {
    ($($table:ident { $($column:ident $kind:ident),+ $(,)? })+) => {
        /// Every table that is copied.
        pub static TABLES: &[CopiedTable] = &[$(CopiedTable {
            name: stringify!($table),
            columns: &[$(Column { name: stringify!($column), kind: Kind::$kind }),+],
        }),+];
    };
}

tables! {
    data_key { id Bytes, version Integer, wrapped Bytes, created_at Integer }
    client {
        id Text, version Integer, name Text, state Text, secret Text, policy Json, created_at Integer,
    }
    user {
        id Id, version Integer, number Integer, name Text, display_name Text, email Text, language Text, state Text,
        password_hash Text, created_at Integer, password_set_at Integer, second_email Text,
    }
    device {
        id Id, version Integer, user_id Id, name Text, key_name Text, platform Text, secret Bytes, signing_key Json,
        sealing_key Json, app Text, provider Text, environment Text, push_token Bytes, state Text, reason Text,
        created_at Integer, address_at Integer, push_trouble Text, push_trouble_at Integer, app_name Text,
        app_version Text,
    }
    authenticator {
        id Id, version Integer, user_id Id, kind Text, device_id Id, label Text, state Text, only_for Text,
        failures Integer, created_at Integer, last_used_at Integer, credential Json,
        last_used_from Text,
    }
    enrollment {
        id Id, version Integer, user_id Id, client_id Text, kind Text, only_for Text, label Text, app Text,
        approved_login Id, link Bytes, created_at Integer, expires_at Integer, state Text, facts Json, browser Bytes,
        registration Bytes, enrolled Json, replaces Id,
    }
    login {
        id Id, version Integer, user_id Id, client_id Text, initiator Bytes, slot Bytes, created_at Integer,
        expires_at Integer, state Text, request Json, facts Json,
    }
    challenge {
        id Id, version Integer, login_id Id, device_id Id, authenticator_id Id, nonce Bytes, answer Bytes,
        created_at Integer,
    }
    standing { key Bytes, version Integer, settled_at Integer, facts Json }
    session {
        token Bytes, version Integer, user_id Id, login_id Id, acr Text, created_at Integer, expires_at Integer,
    }
    remembered { key Bytes, version Integer, request Bytes, outcome Json, expires_at Integer }
    device_refresh { request Bytes, version Integer, device_id Id, at Integer, forget_at Integer }
    job { id Id, challenge_id Id, mail Bytes, run_at Integer, deadline Integer, message Bytes, logout Bytes }
    mailed_link { token Bytes, version Integer, user_id Id, purpose Bytes, created_at Integer, expires_at Integer }
    allowance { key Bytes, version Integer, window_start Integer, used Integer, settled_at Integer }
    name_claim { skeleton Bytes, version Integer, user_id Id }
    terms_acceptance {
        key Bytes, version Integer, user_id Id, terms Text, language Text, text Bytes, at Integer, network Text,
    }
    certificate_authority { id Id, version Integer, certificate Bytes, key Bytes, created_at Integer }
    certificate_request {
        id Id, version Integer, user_id Id, state Text, created_at Integer, due_at Integer, facts Json,
    }
    certificate {
        fingerprint Bytes, version Integer, user_id Id, authenticator_id Id, authority Id, serial Text,
        not_after Integer, state Text, due_at Integer, facts Json,
    }
    delegation {
        id Id, version Integer, owner_id Id, delegate_id Id, invited Text, resource Text, state Text, created_at Integer,
        expires_at Integer, due_at Integer, facts Json,
    }
    policy { resource Bytes, version Integer, terms Json }
    operator { user_id Id, version Integer, role Text, created_at Integer }
    audit {
        seq Integer, at Integer, event Text, user_id Id, facts Json, personal Text, salt Bytes, erased Bytes,
    }
    audit_head {
        day Bytes, version Integer, log Bytes, size Integer, root Bytes, at Integer, key_id Text, signature Bytes,
    }
    audit_tile { number Integer, hashes Bytes }
}

/// The data key in a row of its table, for trying a master key on it before anything else is done.
///
/// # Errors
/// [`CellError`] if it is none.
pub fn data_key(row: &Cells) -> Result<DataKey, CellError> {
    let id: [u8; 4] = row
        .bytes("id")?
        .try_into()
        .map_err(|_| row.error("id", "is no number of a key"))?;
    Ok(DataKey {
        id: u32::from_be_bytes(id),
        wrapped: Sealed::from_stored(row.bytes("wrapped")?.to_vec()),
        created_at: Timestamp::from_millis(row.integer("created_at")?),
        version: Version::from_stored(row.integer("version")?),
    })
}
