//! What can be wrong with a log.

use std::fmt;

use serde::Serialize;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "finding")]
pub enum Finding {
    /// A head that was given is not rightly signed.
    Head {
        /// Which.
        head: String,
        /// What is wrong with it.
        why: String,
    },
    /// A head that was given is one of another log.
    OtherLog {
        /// Which.
        head: String,
    },
    /// The log has no head, though one was kept elsewhere.
    NoHead {
        /// That one.
        head: String,
    },
    /// A row stands before the beginning of the log.
    Added {
        /// Its place.
        seq: i64,
    },
    /// A record is not as it was sealed.
    Changed {
        /// Its place.
        seq: i64,
    },
    /// A row is none that this program wrote.
    Unreadable {
        /// Its place.
        seq: i64,
        /// What is wrong with it.
        why: String,
    },
    /// A record is what was sealed at another place.
    OutOfOrder {
        /// Where it is.
        seq: i64,
        /// Where it belongs.
        belongs_at: i64,
    },
    /// Records are not there.
    Missing {
        /// The first of them.
        from: u64,
        /// The last of them.
        to: u64,
    },
    /// The log ends before its seal does.
    Truncated {
        /// The last record that is there.
        after: u64,
        /// How many were sealed.
        sealed: u64,
    },
    /// A head was signed for what followed a record in the log that was, before a backup was restored: from there on this is
    /// another one.
    Departed {
        /// The last record that both can have in common.
        after: u64,
        /// The head that tells.
        head: String,
    },
    /// Kept hashes are not those of their records, or are gone.
    Hashes {
        /// The first record that they are about.
        from: u64,
        /// The last one.
        to: u64,
    },
    /// Records are not those that a head was signed for, though kept hashes fit them.
    Rewritten {
        /// The first that it can be.
        from: u64,
        /// The last that it can be.
        to: u64,
        /// The head that tells.
        head: String,
    },
}

impl Finding {
    /// Where it begins: 0 for what is wrong with heads.
    pub fn place(&self) -> i64 {
        match self {
            Self::Head { .. } | Self::OtherLog { .. } | Self::NoHead { .. } => 0,
            Self::Added { seq }
            | Self::Changed { seq }
            | Self::Unreadable { seq, .. }
            | Self::OutOfOrder { seq, .. } => *seq,
            Self::Missing { from: first, .. }
            | Self::Hashes { from: first, .. }
            | Self::Rewritten { from: first, .. } => i64::try_from(*first).unwrap_or(i64::MAX),
            Self::Truncated { after, .. } | Self::Departed { after, .. } => {
                i64::try_from(after + 1).unwrap_or(i64::MAX)
            }
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head { head, why } => write!(f, "{head} counts for nothing: {why}"),
            Self::OtherLog { head } => write!(f, "{head} is a head of another log"),
            Self::NoHead { head } => write!(f, "the log has no head of its own, though there is {head}"),
            Self::Added { seq } => write!(f, "record {seq} was added: no log has such a place"),
            Self::Changed { seq } => write!(f, "record {seq} was changed"),
            Self::Unreadable { seq, why } => write!(f, "record {seq} was changed: {why}"),
            Self::OutOfOrder { seq, belongs_at } => {
                write!(
                    f,
                    "record {seq} is out of order: it was sealed as record {belongs_at}"
                )
            }
            Self::Missing { from, to } if from == to => write!(f, "record {from} is missing"),
            Self::Missing { from, to } => write!(f, "records {from} to {to} are missing"),
            Self::Truncated { after, sealed } => {
                write!(f, "the log ends after record {after}, and {sealed} were sealed")
            }
            Self::Departed { after, head } => {
                write!(
                    f,
                    "the log departs from {head} after record {after}, where it says that a backup was restored"
                )
            }
            Self::Hashes { from, to } => {
                write!(
                    f,
                    "the hashes that are kept of records {from} to {to} are not theirs"
                )
            }
            Self::Rewritten { from, to, head } => {
                write!(
                    f,
                    "records {from} to {to} are not all those that {head} was signed for"
                )
            }
        }
    }
}
