//! Table `job`.

use countersign_core::model::{Job, JobKind};
use countersign_proto::ids::{ChallengeId, JobId};

use super::{Columns, Decoded, hex, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "job.id, job.challenge_id, job.mail, job.run_at, job.deadline, job.message, \
     job.logout";
/// How many they are.
pub(crate) const WIDTH: usize = 7;

/// Writes the set `$14`.
pub(crate) const INSERT: &str = "\
    INSERT INTO job (id, challenge_id, mail, run_at, deadline, message, logout) \
    SELECT unhex(value->>0), unhex(value->>1), unhex(value->>2), value->>3, value->>4, unhex(value->>5), \
           unhex(value->>6) \
    FROM jsonb_each($14) WHERE true";

/// Removes the set `$16`.
pub(crate) const DELETE: &str = "DELETE FROM job WHERE id IN (SELECT unhex(value) FROM jsonb_each($16))";

/// One element of the set.
pub(crate) fn encode(job: &Job) -> Element {
    let (challenge, mail, message, logout) = match &job.kind {
        JobKind::DeliverChallenge(challenge) => (Some(hex_id(challenge.as_uuid())), None, None, None),
        JobKind::SendMail(mail) => (None, Some(hex(mail.as_bytes())), None, None),
        JobKind::SendMessage(message) => (None, None, Some(hex(message.as_bytes())), None),
        JobKind::TellLogout(logout) => (None, None, None, Some(hex(logout.as_bytes()))),
    };
    row![
        hex_id(job.id.as_uuid()),
        challenge,
        mail,
        job.run_at.as_millis(),
        job.deadline.as_millis(),
        message,
        logout,
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Job> {
    Ok(Job {
        id: JobId::new(columns.id(0)?),
        kind: kind(columns)?,
        run_at: columns.time(3)?,
        deadline: columns.time(4)?,
    })
}

fn kind(columns: Columns<'_>) -> Decoded<JobKind> {
    if let Some(challenge) = columns.optional_id(1)? {
        return Ok(JobKind::DeliverChallenge(ChallengeId::new(challenge)));
    }
    if let Some(mail) = columns.optional_sealed(2)? {
        return Ok(JobKind::SendMail(mail));
    }
    match columns.optional_sealed(5)? {
        Some(message) => Ok(JobKind::SendMessage(message)),
        None => columns.sealed(6).map(JobKind::TellLogout),
    }
}
