//! Table `challenge`.

use countersign_core::model::{Challenge, ChallengeState, TokenHash, Version};
use countersign_proto::{
    ids::{AuthenticatorId, ChallengeId, DeviceId, LoginId},
    keys::ChallengeNonce,
};

use super::{Columns, Decoded, hex, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "challenge.id, challenge.version, challenge.login_id, challenge.device_id, \
     challenge.authenticator_id, challenge.nonce, challenge.answer, challenge.created_at";
/// How many they are.
pub(crate) const WIDTH: usize = 8;

/// Writes the set `$9`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO challenge (id, version, login_id, device_id, authenticator_id, nonce, answer, created_at) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), unhex(value->>3), unhex(value->>4), unhex(value->>5), \
           unhex(value->>6), value->>7 \
    FROM jsonb_each($9) WHERE true \
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, answer = excluded.answer";

/// One element of the set.
pub(crate) fn encode(challenge: &Challenge) -> Element {
    let answer = match &challenge.state {
        ChallengeState::Open => None,
        ChallengeState::Answered(request) => Some(hex(request.as_bytes())),
    };
    row![
        hex_id(challenge.id.as_uuid()),
        challenge.version.get(),
        hex_id(challenge.login_id.as_uuid()),
        hex_id(challenge.device_id.as_uuid()),
        hex_id(challenge.authenticator_id.as_uuid()),
        hex(challenge.nonce.as_bytes()),
        answer,
        challenge.created_at.as_millis(),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Challenge> {
    let state = match columns.get::<Option<&[u8]>>(6)? {
        None => ChallengeState::Open,
        Some(_) => ChallengeState::Answered(TokenHash::from_bytes(columns.bytes(6)?)),
    };
    Ok(Challenge {
        id: ChallengeId::new(columns.id(0)?),
        version: Version::from_stored(columns.get(1)?),
        login_id: LoginId::new(columns.id(2)?),
        device_id: DeviceId::new(columns.id(3)?),
        authenticator_id: AuthenticatorId::new(columns.id(4)?),
        nonce: ChallengeNonce::from_bytes(columns.bytes(5)?),
        state,
        created_at: columns.time(7)?,
    })
}
