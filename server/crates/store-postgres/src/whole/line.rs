//! Rows in the text form of COPY (<https://www.postgresql.org/docs/current/sql-copy.html>, File Formats).

use countersign_core::copy::{Cell, Kind};

use crate::table::hex;

/// Rows, a line each.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a row.
    pub(super) fn add<'c>(&mut self, cells: impl Iterator<Item = (&'c Cell, Kind)>) {
        for (at, (cell, kind)) in cells.enumerate() {
            if at > 0 {
                self.0.push('\t');
            }
            match cell {
                Cell::Null => self.0.push_str("\\N"),
                Cell::Integer(number) => self.0.push_str(&number.to_string()),
                Cell::Text(text) => self.text(text),
                // Hyphens may be left out.
                Cell::Bytes(bytes) if kind == Kind::Id => self.0.push_str(&hex(bytes)),
                Cell::Bytes(bytes) => {
                    self.0.push_str("\\\\x");
                    self.0.push_str(&hex(bytes));
                }
                Cell::Json(value) => self.text(value.as_str()),
            }
        }
        self.0.push('\n');
    }

    /// How many bytes they are.
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                other => self.0.push(other),
            }
        }
    }
}
