//! All that sending a challenge or judging its answer needs to know, for many challenges at once.

use std::collections::HashMap;

use countersign_batch::Fetch;
use countersign_core::port::Question;
use countersign_postgres::in_time;
use countersign_proto::ids::ChallengeId;
use sqlx::{PgPool, postgres::PgRow};
use uuid::Uuid;

use super::{corrupt, login};
use crate::table::{Columns, Decoded, authenticator, challenge, device, job, standing};

/// See [`countersign_core::port::Store::question`].
pub(crate) struct Questions(pub(crate) PgPool);

const COLUMNS: &str = const_format::concatcp!(
    challenge::COLUMNS,
    ", ",
    login::COLUMNS,
    ", ",
    device::COLUMNS,
    ", ",
    authenticator::COLUMNS,
    ", ",
    standing::COLUMNS
);
const LOGIN: usize = challenge::WIDTH;
const DEVICE: usize = LOGIN + login::WIDTH;
const AUTHENTICATOR: usize = DEVICE + device::WIDTH;
const STANDING: usize = AUTHENTICATOR + authenticator::WIDTH;
const WIDTH: usize = STANDING + standing::WIDTH;

/// From a challenge to all that it hangs on.
const JOINS: &str = const_format::concatcp!(
    "JOIN login ON login.id = challenge.login_id ",
    login::JOINS,
    " JOIN device ON device.id = challenge.device_id \
     JOIN authenticator ON authenticator.id = challenge.authenticator_id \
     LEFT JOIN standing ON standing.key = uuid_send(login.user_id) || login.initiator"
);

/// The jobs `$1` with their questions and their users' languages.
pub(crate) const JOB_SELECT: &str = const_format::formatcp!(
    "SELECT {COLUMNS}, {}, \"user\".language FROM job JOIN challenge ON challenge.id = job.challenge_id {JOINS} \
     WHERE job.id = ANY ($1)",
    job::COLUMNS
);

/// The open questions to the device `$1`, with the language of their user. A user's pending logins are few.
pub(crate) const OPEN_SELECT: &str = const_format::formatcp!(
    "SELECT {COLUMNS}, \"user\".language FROM challenge {JOINS} \
     WHERE challenge.device_id = $1 AND challenge.answer IS NULL AND challenge.login_id IN \
         (SELECT login.id FROM login JOIN device ON device.user_id = login.user_id \
          WHERE device.id = $1 AND login.state = 'pending') \
     ORDER BY challenge.created_at, challenge.id"
);

impl Questions {
    /// Where the language follows in [`OPEN_SELECT`].
    pub(crate) const OPEN_LANGUAGE: usize = WIDTH;

    /// Where the columns of the job follow in [`JOB_SELECT`].
    pub(crate) const JOB: usize = WIDTH;
    /// Where the language follows.
    pub(crate) const LANGUAGE: usize = WIDTH + job::WIDTH;
}

pub(super) const SQL: &str =
    const_format::formatcp!("SELECT {COLUMNS} FROM challenge {JOINS} WHERE challenge.id = ANY ($1)");

impl Fetch for Questions {
    type Key = ChallengeId;
    type Value = Question;
    type Error = sqlx::Error;

    async fn fetch(&self, keys: &[ChallengeId]) -> Result<HashMap<ChallengeId, Question>, sqlx::Error> {
        let ids: Vec<Uuid> = keys.iter().map(ChallengeId::as_uuid).collect();
        let rows = in_time(sqlx::query(SQL).bind(ids).fetch_all(&self.0)).await?;
        let questions = rows
            .iter()
            .map(|row| decode_question(row).map(|question| (question.challenge.id, question)));
        questions.collect::<Result<_, _>>().map_err(corrupt)
    }
}

/// The question at the start of `row`.
pub(crate) fn decode_question(row: &PgRow) -> Decoded<Question> {
    let at = |first| Columns::new(row, first);
    Ok(Question {
        challenge: challenge::decode(at(0))?,
        read: login::decode(at(LOGIN))?,
        device: device::decode(at(DEVICE))?,
        authenticator: authenticator::decode(at(AUTHENTICATOR))?,
        standing: at(STANDING).present(standing::decode)?,
    })
}
