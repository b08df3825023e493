//! Table `job`.

use countersign_core::model::{Job, JobKind};
use countersign_proto::ids::{ChallengeId, JobId};

use super::{Columns, Decoded, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "job.id, job.challenge_id, job.run_at, job.deadline";
/// How many they are.
pub(crate) const WIDTH: usize = 4;

/// Writes the set `$14`.
pub(crate) const INSERT: &str = "\
    INSERT INTO job (id, challenge_id, run_at, deadline) \
    SELECT unhex(value->>0), unhex(value->>1), value->>2, value->>3 FROM jsonb_each($14) WHERE true";

/// Removes the set `$16`.
pub(crate) const DELETE: &str = "DELETE FROM job WHERE id IN (SELECT unhex(value) FROM jsonb_each($16))";

/// One element of the set.
pub(crate) fn encode(job: &Job) -> Element {
    let JobKind::DeliverChallenge(challenge) = job.kind;
    row![
        hex_id(job.id.as_uuid()),
        hex_id(challenge.as_uuid()),
        job.run_at.as_millis(),
        job.deadline.as_millis(),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Job> {
    Ok(Job {
        id: JobId::new(columns.id(0)?),
        kind: JobKind::DeliverChallenge(ChallengeId::new(columns.id(1)?)),
        run_at: columns.time(2)?,
        deadline: columns.time(3)?,
    })
}
