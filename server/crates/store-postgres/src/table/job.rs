//! Table `job`.

use countersign_core::model::{Job, JobKind};
use countersign_proto::ids::{ChallengeId, JobId};

use super::{Columns, Decoded, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "job.id, job.challenge_id, job.mail, job.run_at, job.deadline, job.message, \
     job.logout";
/// How many they are.
pub(crate) const WIDTH: usize = 7;

/// Writes the set.
pub(crate) const INSERT: &str = "\
    INSERT INTO job (id, challenge_id, mail, run_at, deadline, due_at, message, logout) \
    SELECT (r->>0)::uuid, (r->>1)::uuid, decode(r->>2, 'hex'), (r->>3)::bigint, (r->>4)::bigint, (r->>3)::bigint, \
           decode(r->>5, 'hex'), decode(r->>6, 'hex') \
    FROM jsonb_array_elements($SET) AS r";

/// Removes the set.
pub(crate) const DELETE: &str =
    "DELETE FROM job WHERE id IN (SELECT (r->>0)::uuid FROM jsonb_array_elements($SET) AS r)";

/// Takes up to `$3` of the jobs that are due at `$1`, until `$2`, and none that another node is taking.
pub(crate) const TAKE: &str = const_format::concatcp!(
    "WITH due AS (SELECT id FROM job WHERE due_at <= $1 ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) \
     UPDATE job SET due_at = $2 FROM due WHERE job.id = due.id RETURNING ",
    COLUMNS
);

/// Leaves the job `$1` alone until `$2`.
pub(crate) const POSTPONE: &str = "UPDATE job SET due_at = $2 WHERE id = $1";

/// One element of the set.
pub(crate) fn encode(job: &Job) -> Element {
    let (challenge, mail, message, logout) = match &job.kind {
        JobKind::DeliverChallenge(challenge) => (Some(challenge.as_uuid()), None, None, None),
        JobKind::SendMail(mail) => (None, Some(hex(mail.as_bytes())), None, None),
        JobKind::SendMessage(message) => (None, None, Some(hex(message.as_bytes())), None),
        JobKind::TellLogout(logout) => (None, None, None, Some(hex(logout.as_bytes()))),
    };
    row![
        job.id.as_uuid(),
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
