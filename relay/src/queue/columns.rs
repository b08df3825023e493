//! Columns, as both databases hold them: words of ours, and JSON.

use std::str::FromStr;

use countersign_batch::GroupError;
use countersign_proto::push::Environment;
use serde::{Serialize, de::DeserializeOwned};

use super::QueueError;

impl From<GroupError<sqlx::Error>> for QueueError {
    fn from(error: GroupError<sqlx::Error>) -> Self {
        Self(error.to_string())
    }
}

impl From<sqlx::Error> for QueueError {
    fn from(error: sqlx::Error) -> Self {
        Self(error.to_string())
    }
}

/// A set, as SQL binds it.
pub(super) fn json(set: &impl Serialize) -> String {
    serde_json::to_string(set).expect("a set of texts and numbers is JSON")
}

/// A column that holds one of our words.
#[expect(clippy::needless_pass_by_value, reason = "columns are read as owned texts")]
pub(super) fn word<T: FromStr<Err: std::error::Error + Send + Sync + 'static>>(
    text: String,
) -> Result<T, sqlx::Error> {
    text.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

/// Apple's environment, if it is one of its lanes.
pub(super) fn environment(text: Option<String>) -> Result<Option<Environment>, sqlx::Error> {
    text.map(word).transpose()
}

/// A column that holds JSON.
#[expect(clippy::needless_pass_by_value, reason = "columns are read as owned texts")]
pub(super) fn document<T: DeserializeOwned + Serialize>(text: String) -> Result<T, sqlx::Error> {
    serde_json::from_str(&text).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}
