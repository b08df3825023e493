//! Table `challenge`.

use countersign_core::model::{Challenge, ChallengeState, TokenHash, Version};
use countersign_proto::{
    ids::{AuthenticatorId, ChallengeId, DeviceId, LoginId},
    keys::ChallengeNonce,
};

use super::{Columns, Decoded, Writes, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "challenge.id, challenge.version, challenge.login_id, challenge.device_id, \
     challenge.authenticator_id, challenge.nonce, challenge.answer, challenge.created_at";
/// How many they are.
pub(crate) const WIDTH: usize = 8;

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO challenge (id, version, login_id, device_id, authenticator_id, nonce, answer, created_at) \
    SELECT (r->>0)::uuid, (r->>1)::bigint, (r->>2)::uuid, (r->>3)::uuid, (r->>4)::uuid, decode(r->>5, 'hex'), \
           decode(r->>6, 'hex'), (r->>7)::bigint \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE challenge SET version = (r->>1)::bigint, answer = decode(r->>6, 'hex') \
    FROM jsonb_array_elements($SET) AS r WHERE challenge.id = (r->>0)::uuid",
};

/// One element of the set.
pub(crate) fn encode(challenge: &Challenge) -> Element {
    let answer = match &challenge.state {
        ChallengeState::Open => None,
        ChallengeState::Answered(request) => Some(hex(request.as_bytes())),
    };
    row![
        challenge.id.as_uuid(),
        challenge.version.get(),
        challenge.login_id.as_uuid(),
        challenge.device_id.as_uuid(),
        challenge.authenticator_id.as_uuid(),
        hex(challenge.nonce.as_bytes()),
        answer,
        challenge.created_at.as_millis(),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Challenge> {
    let answer = columns.optional_bytes(6)?;
    Ok(Challenge {
        id: ChallengeId::new(columns.id(0)?),
        version: Version::from_stored(columns.get(1)?),
        login_id: LoginId::new(columns.id(2)?),
        device_id: DeviceId::new(columns.id(3)?),
        authenticator_id: AuthenticatorId::new(columns.id(4)?),
        nonce: ChallengeNonce::from_bytes(columns.bytes(5)?),
        state: answer.map_or(ChallengeState::Open, |request| {
            ChallengeState::Answered(TokenHash::from_bytes(request))
        }),
        created_at: columns.time(7)?,
    })
}
