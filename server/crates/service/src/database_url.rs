//! Where a service keeps the truth, as its settings name it.

use std::path::PathBuf;

use anyhow::ensure;

/// A database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// In a file that one process has to itself.
    Sqlite(PathBuf),
    /// In a database that several processes share.
    Postgres(String),
}

impl DatabaseUrl {
    /// Reads a URL; `what` names it in the error.
    ///
    /// # Errors
    /// If it names no database that we know.
    pub fn parse(what: &str, url: &str) -> anyhow::Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            return Ok(Self::Sqlite(path.trim_start_matches("//").into()));
        }
        ensure!(
            url.starts_with("postgres://") || url.starts_with("postgresql://"),
            "{what} must start with sqlite: or postgres://"
        );
        Ok(Self::Postgres(url.to_owned()))
    }
}
