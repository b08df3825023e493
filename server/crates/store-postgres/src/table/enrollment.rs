//! Table `enrollment`.

use countersign_core::model::{ClientId, Enrollment, TokenHash, Version};
use countersign_proto::ids::{DeviceId, EnrollmentId, LoginId, UserId};
use uuid::Uuid;

use super::{
    Columns, Decoded, Writes,
    authenticator::{confirmation, only_for},
    hex,
};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "enrollment.id, enrollment.version, enrollment.user_id, enrollment.client_id, \
     enrollment.kind, enrollment.only_for, enrollment.label, enrollment.app, enrollment.approved_login, \
     enrollment.link, enrollment.created_at, enrollment.expires_at, enrollment.facts, \
     enrollment.browser, enrollment.registration, enrollment.enrolled, enrollment.replaces";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO enrollment (id, version, user_id, client_id, kind, only_for, label, app, approved_login, link, \
        created_at, expires_at, facts, state, browser, registration, enrolled, replaces) \
    SELECT (r->>0)::uuid, (r->>1)::bigint, (r->>2)::uuid, r->>3, r->>4, r->>5, r->>6, r->>7, (r->>8)::uuid, \
           decode(r->>9, 'hex'), (r->>10)::bigint, (r->>11)::bigint, r->12, r->>13, decode(r->>14, 'hex'), \
           decode(r->>15, 'hex'), r->16, (r->>17)::uuid \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE enrollment SET version = (r->>1)::bigint, facts = r->12, state = r->>13, browser = decode(r->>14, 'hex'), \
        registration = decode(r->>15, 'hex'), enrolled = r->16, expires_at = (r->>11)::bigint \
    FROM jsonb_array_elements($SET) AS r WHERE enrollment.id = (r->>0)::uuid",
};

/// One element of the set.
pub(crate) fn encode(enrollment: &Enrollment) -> Element {
    row![
        enrollment.id.as_uuid(),
        enrollment.version.get(),
        enrollment.user_id.as_uuid(),
        enrollment.client_id.as_str(),
        enrollment.kind,
        only_for(&enrollment.confirmation),
        enrollment.label,
        enrollment.app,
        enrollment.approved_login.map(|id| id.as_uuid()),
        hex(enrollment.link.as_bytes()),
        enrollment.created_at.as_millis(),
        enrollment.expires_at.as_millis(),
        enrollment.state,
        enrollment.state.as_str(),
        enrollment.browser.map(|hash| hex(hash.as_bytes())),
        enrollment.registration.map(|hash| hex(hash.as_bytes())),
        enrollment.enrolled,
        enrollment.replaces.map(|id| id.as_uuid()),
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
        approved_login: columns.get::<Option<Uuid>>(8)?.map(LoginId::new),
        link: TokenHash::from_bytes(columns.bytes(9)?),
        created_at: columns.time(10)?,
        expires_at: columns.time(11)?,
        state: columns.json(12)?,
        browser: columns.optional_bytes(13)?.map(TokenHash::from_bytes),
        registration: columns.optional_bytes(14)?.map(TokenHash::from_bytes),
        enrolled: columns.json(15)?,
        replaces: columns.get::<Option<Uuid>>(16)?.map(DeviceId::new),
    })
}
