//! Table `enrollment`.

use countersign_core::model::{ClientId, Enrollment, TokenHash, Version};
use countersign_proto::ids::{DeviceId, EnrollmentId, LoginId, UserId};

use super::{
    Columns, Decoded,
    authenticator::{confirmation, only_for},
    hex, hex_id,
};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "enrollment.id, enrollment.version, enrollment.user_id, enrollment.client_id, \
     enrollment.kind, enrollment.only_for, enrollment.label, enrollment.app, enrollment.approved_login, \
     enrollment.link, enrollment.created_at, enrollment.expires_at, enrollment.facts, \
     enrollment.browser, enrollment.registration, enrollment.enrolled, enrollment.replaces";

/// Writes the set `$7`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO enrollment (id, version, user_id, client_id, kind, only_for, label, app, approved_login, link, \
        created_at, expires_at, facts, state, browser, registration, enrolled, replaces) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), value->>3, value->>4, value->>5, value->>6, value->>7, \
           unhex(value->>8), unhex(value->>9), value->>10, value->>11, value->>12, value->>13, \
           unhex(value->>14), unhex(value->>15), value->>16, unhex(value->>17) \
    FROM jsonb_each($7) WHERE true \
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, facts = excluded.facts, state = excluded.state, \
        expires_at = excluded.expires_at, browser = excluded.browser, registration = excluded.registration, enrolled = excluded.enrolled";

/// One element of the set.
pub(crate) fn encode(enrollment: &Enrollment) -> Element {
    row![
        hex_id(enrollment.id.as_uuid()),
        enrollment.version.get(),
        hex_id(enrollment.user_id.as_uuid()),
        enrollment.client_id.as_str(),
        super::word(&enrollment.kind),
        only_for(&enrollment.confirmation),
        enrollment.label,
        enrollment.app,
        enrollment.approved_login.map(|id| hex_id(id.as_uuid())),
        hex(enrollment.link.as_bytes()),
        enrollment.created_at.as_millis(),
        enrollment.expires_at.as_millis(),
        super::json(&enrollment.state),
        enrollment.state.as_str(),
        enrollment.browser.map(|hash| hex(hash.as_bytes())),
        enrollment.registration.map(|hash| hex(hash.as_bytes())),
        super::json(&enrollment.enrolled),
        enrollment.replaces.map(|id| hex_id(id.as_uuid())),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Enrollment> {
    Ok(Enrollment {
        id: EnrollmentId::new(columns.id(0)?),
        version: Version::from_stored(columns.get(1)?),
        user_id: UserId::new(columns.id(2)?),
        client_id: ClientId::new(columns.get::<String>(3)?),
        kind: columns.word(4)?,
        confirmation: confirmation(columns.get(5)?),
        label: columns.get(6)?,
        app: columns.get(7)?,
        approved_login: columns.optional_id(8)?.map(LoginId::new),
        link: TokenHash::from_bytes(columns.bytes(9)?),
        created_at: columns.time(10)?,
        expires_at: columns.time(11)?,
        state: columns.json(12)?,
        browser: columns.optional_bytes(13)?.map(TokenHash::from_bytes),
        registration: columns.optional_bytes(14)?.map(TokenHash::from_bytes),
        enrolled: columns.json(15)?,
        replaces: columns.optional_id(16)?.map(DeviceId::new),
    })
}
