//! Grouped writes and grouped reads on SQLite.
