//! One file per table: how rows are written in sets and read one by one.
//!
//! A set travels as one array of arrays (see [`crate::set`]). Blobs are hexadecimal there, because JSON has no bytes.

pub(crate) mod allowance;
pub(crate) mod audit;
pub(crate) mod audit_head;
pub(crate) mod audit_tile;
pub(crate) mod authenticator;
pub(crate) mod certificate;
pub(crate) mod certificate_authority;
pub(crate) mod certificate_request;
pub(crate) mod challenge;
pub(crate) mod client;
pub(crate) mod data_key;
pub(crate) mod delegation;
pub(crate) mod device;
pub(crate) mod device_refresh;
pub(crate) mod enrollment;
pub(crate) mod job;
pub(crate) mod login;
pub(crate) mod mailed_link;
pub(crate) mod name_claim;
pub(crate) mod operator;
pub(crate) mod policy;
pub(crate) mod remembered;
pub(crate) mod session;
pub(crate) mod standing;
pub(crate) mod terms_acceptance;
pub(crate) mod user;

use countersign_core::{model::Timestamp, port::StoreError, secrets::Sealed};
use data_encoding::HEXUPPER;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sqlx::{Row as _, sqlite::SqliteRow};
use uuid::Uuid;

/// A blob as JSON carries it.
pub(crate) fn hex(bytes: &[u8]) -> String {
    HEXUPPER.encode(bytes)
}

/// An id as JSON carries it.
pub(crate) fn hex_id(id: Uuid) -> String {
    hex(id.as_bytes())
}

/// A word of the model, as SQL stores it; the reverse of [`Columns::word`].
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        other => unreachable!("a word of the model is a string: {other:?}"),
    }
}

/// Facts, as SQL stores them.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("facts of the model have string keys")
}

/// A row under a column prefix, so that one query can return rows of several tables.
#[derive(Clone, Copy)]
pub(crate) struct Columns<'r> {
    row: &'r SqliteRow,
    /// Position of the table's first column.
    first: usize,
}

/// What decoding a row can end in.
pub(crate) type Decoded<T> = Result<T, StoreError>;

impl<'r> Columns<'r> {
    /// The columns of `row` from position `first` on.
    pub(crate) const fn new(row: &'r SqliteRow, first: usize) -> Self {
        Self { row, first }
    }

    /// The columns of the table that follows after `width`.
    pub(crate) const fn skip(self, width: usize) -> Self {
        Self {
            row: self.row,
            first: self.first + width,
        }
    }

    /// The value at `position` within the table.
    pub(crate) fn get<T>(&self, position: usize) -> Decoded<T>
    where
        T: sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
    {
        self.row
            .try_get_unchecked(self.first + position)
            .map_err(|error| StoreError::Corrupt(error.to_string()))
    }

    /// The id at `position`.
    pub(crate) fn id(&self, position: usize) -> Decoded<Uuid> {
        Uuid::from_slice(self.get(position)?).map_err(|error| StoreError::Corrupt(error.to_string()))
    }

    /// The id at `position`, if there is one.
    pub(crate) fn optional_id(&self, position: usize) -> Decoded<Option<Uuid>> {
        self.get::<Option<&[u8]>>(position)?
            .map(|bytes| Uuid::from_slice(bytes).map_err(|error| StoreError::Corrupt(error.to_string())))
            .transpose()
    }

    /// Decodes a row of an outer join, if it is there at all: its primary key at position 0 is not null.
    pub(crate) fn present<T>(self, decode: impl FnOnce(Self) -> Decoded<T>) -> Decoded<Option<T>> {
        match self.get::<Option<&[u8]>>(0)? {
            Some(_) => decode(self).map(Some),
            None => Ok(None),
        }
    }

    /// The word of the model at `position`, if there is one.
    pub(crate) fn optional_word<T: DeserializeOwned>(&self, position: usize) -> Decoded<Option<T>> {
        match self.get::<Option<&str>>(position)? {
            Some(_) => self.word(position).map(Some),
            None => Ok(None),
        }
    }

    /// The bytes at `position`, in an array of their length.
    pub(crate) fn bytes<const N: usize>(&self, position: usize) -> Decoded<[u8; N]> {
        self.get::<&[u8]>(position)?
            .try_into()
            .map_err(|_| StoreError::Corrupt(format!("column {position} does not have {N} bytes")))
    }

    /// The bytes at `position`, in an array of their length, if there are any.
    pub(crate) fn optional_bytes<const N: usize>(&self, position: usize) -> Decoded<Option<[u8; N]>> {
        match self.get::<Option<&[u8]>>(position)? {
            Some(_) => self.bytes(position).map(Some),
            None => Ok(None),
        }
    }

    /// The time at `position`.
    pub(crate) fn time(&self, position: usize) -> Decoded<Timestamp> {
        self.get(position).map(Timestamp::from_millis)
    }

    /// The sealed value at `position`.
    pub(crate) fn sealed(&self, position: usize) -> Decoded<Sealed> {
        self.get(position).map(Sealed::from_stored)
    }

    /// The sealed value at `position`, if there is one.
    pub(crate) fn optional_sealed(&self, position: usize) -> Decoded<Option<Sealed>> {
        let bytes = self.get::<Option<Vec<u8>>>(position)?;
        Ok(bytes.map(Sealed::from_stored))
    }

    /// The word of the model at `position`.
    pub(crate) fn word<T: DeserializeOwned>(&self, position: usize) -> Decoded<T> {
        let word: &str = self.get(position)?;
        serde_json::from_value(Value::String(word.to_owned()))
            .map_err(|error| StoreError::Corrupt(error.to_string()))
    }

    /// The facts at `position`.
    pub(crate) fn json<T: DeserializeOwned>(&self, position: usize) -> Decoded<T> {
        serde_json::from_str(self.get(position)?).map_err(|error| StoreError::Corrupt(error.to_string()))
    }
}
