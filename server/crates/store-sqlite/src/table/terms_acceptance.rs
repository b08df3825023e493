//! Table `terms_acceptance`.

use countersign_core::model::{Acceptance, TextHash, Version};
use countersign_proto::ids::UserId;

use super::{Columns, Decoded, hex, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "terms_acceptance.key, terms_acceptance.version, terms_acceptance.user_id, \
     terms_acceptance.terms, terms_acceptance.language, terms_acceptance.text, terms_acceptance.at, terms_acceptance.network";

/// Writes the set `$25`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO terms_acceptance (key, version, user_id, terms, language, text, at, network) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), value->>3, value->>4, unhex(value->>5), value->>6, value->>7 \
    FROM jsonb_each($25) WHERE true";

/// One element of the set.
pub(crate) fn encode(accepted: &Acceptance) -> Element {
    row![
        hex(&Acceptance::key(accepted.user_id, &accepted.terms)),
        accepted.version.get(),
        hex_id(accepted.user_id.as_uuid()),
        accepted.terms,
        accepted.language,
        hex(accepted.text.as_bytes()),
        accepted.at.as_millis(),
        accepted.network,
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Acceptance> {
    Ok(Acceptance {
        version: Version::from_stored(columns.get(1)?),
        user_id: UserId::new(columns.id(2)?),
        terms: columns.get(3)?,
        language: columns.get(4)?,
        text: TextHash::from_bytes(columns.bytes(5)?),
        at: columns.time(6)?,
        network: columns.get(7)?,
    })
}
