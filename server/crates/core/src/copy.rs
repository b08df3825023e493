//! A whole store as plain rows: what moving, backing up and restoring read and write.
//!
//! Rows travel as they are stored, so versions, audit records and what is sealed arrive unchanged, and no rule is known here.
//! What a restore changes on the way is decided in [`crate::flow::begin_epoch`].

mod cells;
mod json;
mod pages;
mod table;
mod tally;

pub use cells::{Cell, CellError, Cells};
pub use json::SortedJson;
pub use pages::{Page, Pages};
pub use table::{Column, CopiedTable, Kind, SCHEMA, TABLES, data_key};
pub use tally::{Counted, Tally};
