//! Table `user`.

use countersign_core::model::{AccountNumber, DisplayText, MailAddress, Timestamp, User, UserName, Version};
use countersign_proto::ids::UserId;

use super::{Columns, Decoded, hex_id};
use crate::set::{Element, row};

/// The columns that [`decode`] reads, in order, of the table under the alias `user`.
pub(crate) const COLUMNS: &str = "user.id, user.version, user.number, user.name, user.display_name, user.email, \
     user.language, user.state, user.password_hash, user.created_at, user.password_set_at, user.second_email";
/// How many they are.
pub(crate) const WIDTH: usize = 12;

/// Writes the set `$3`. A new user gets the next free account number.
pub(crate) const UPSERT: &str = "\
    INSERT INTO user (id, version, number, name, display_name, email, language, state, password_hash, created_at, \
        password_set_at, second_email) \
    SELECT unhex(value->>0), value->>1, \
           iif(value->>2 = 0, (SELECT ifnull(max(number), 100000) FROM user) + 1 + key, value->>2), \
           value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, value->>9, value->>10, value->>11 \
    FROM jsonb_each($3) WHERE true \
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, \
        display_name = excluded.display_name, email = excluded.email, language = excluded.language, \
        state = excluded.state, password_hash = excluded.password_hash, \
        password_set_at = excluded.password_set_at, second_email = excluded.second_email";

/// One element of the set.
pub(crate) fn encode(user: &User) -> Element {
    row![
        hex_id(user.id.as_uuid()),
        user.version.get(),
        user.number.0,
        user.name.as_str(),
        user.display_name.as_ref().map(DisplayText::as_str),
        user.email.as_ref().map(MailAddress::as_str),
        user.language,
        super::word(&user.state),
        user.password_hash,
        user.created_at.as_millis(),
        user.password_set_at.map(Timestamp::as_millis),
        user.second_email.as_ref().map(MailAddress::as_str),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<User> {
    Ok(User {
        id: UserId::new(columns.id(0)?),
        version: Version::from_stored(columns.get(1)?),
        number: AccountNumber(columns.get(2)?),
        name: UserName::from_stored(columns.get(3)?),
        display_name: columns.get::<Option<String>>(4)?.map(DisplayText::from_stored),
        email: columns.get::<Option<String>>(5)?.map(MailAddress::from_stored),
        language: columns.get(6)?,
        state: columns.word(7)?,
        password_hash: columns.get(8)?,
        created_at: columns.time(9)?,
        password_set_at: columns.get::<Option<i64>>(10)?.map(Timestamp::from_millis),
        second_email: columns.get::<Option<String>>(11)?.map(MailAddress::from_stored),
    })
}
