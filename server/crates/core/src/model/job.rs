//! Work that a unit of work leaves for later.

use countersign_proto::ids::{ChallengeId, JobId};

use super::Timestamp;
use crate::secrets::{Place, Sealed};

/// One piece of work. It may run twice, so running it twice must not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Never changes.
    pub id: JobId,
    /// What to do.
    pub kind: JobKind,
    /// Not before.
    pub run_at: Timestamp,
    /// Worthless after.
    pub deadline: Timestamp,
}

/// What a job does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobKind {
    /// Wake the device of this challenge.
    DeliverChallenge(ChallengeId),
    /// Send this [`Mail`](super::Mail), sealed for [`Job::mail_place`].
    SendMail(Sealed),
    /// Send this [`Message`](crate::method::telephone::Message), sealed for [`Job::message_place`].
    SendMessage(Sealed),
    /// Tell a service of this [`Logout`](super::Logout), sealed for [`Job::logout_place`].
    TellLogout(Sealed),
}

impl Job {
    /// Where the mail of the job with this id is sealed.
    pub const fn mail_place(id: &[u8; 16]) -> Place<'_> {
        Place {
            column: "job.mail",
            row: id,
        }
    }

    /// Where the message of the job with this id is sealed.
    pub const fn message_place(id: &[u8; 16]) -> Place<'_> {
        Place {
            column: "job.message",
            row: id,
        }
    }

    /// Where the logout of the job with this id is sealed.
    pub const fn logout_place(id: &[u8; 16]) -> Place<'_> {
        Place {
            column: "job.logout",
            row: id,
        }
    }
}
