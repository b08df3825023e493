//! Table `job`.

use countersign_core::model::{Job, JobKind};
use countersign_proto::ids::{ChallengeId, JobId};

use super::{Columns, Decoded, hex, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "job.id, job.challenge_id, job.mail, job.run_at, job.deadline, job.message";
/// How many they are.
pub(crate) const WIDTH: usize = 6;

/// Writes the set `$14`.
pub(crate) const INSERT: &str = "\
    INSERT INTO job (id, challenge_id, mail, run_at, deadline, message) \
    SELECT unhex(value->>0), unhex(value->>1), unhex(value->>2), value->>3, value->>4, unhex(value->>5) \
    FROM jsonb_each($14) WHERE true";

/// Removes the set `$16`.
pub(crate) const DELETE: &str = "DELETE FROM job WHERE id IN (SELECT unhex(value) FROM jsonb_each($16))";

/// One element of the set.
pub(crate) fn encode(job: &Job) -> Element {
    let (challenge, mail, message) = match &job.kind {
        JobKind::DeliverChallenge(challenge) => (Some(hex_id(challenge.as_uuid())), None, None),
        JobKind::SendMail(mail) => (None, Some(hex(mail.as_bytes())), None),
        JobKind::SendMessage(message) => (None, None, Some(hex(message.as_bytes()))),
    };
    row![
        hex_id(job.id.as_uuid()),
        challenge,
        mail,
        job.run_at.as_millis(),
        job.deadline.as_millis(),
        message,
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Job> {
    Ok(Job {
        id: JobId::new(columns.id(0)?),
        kind: match (columns.optional_id(1)?, columns.optional_sealed(2)?) {
            (Some(challenge), _) => JobKind::DeliverChallenge(ChallengeId::new(challenge)),
            (None, Some(mail)) => JobKind::SendMail(mail),
            (None, None) => JobKind::SendMessage(columns.sealed(5)?),
        },
        run_at: columns.time(3)?,
        deadline: columns.time(4)?,
    })
}
