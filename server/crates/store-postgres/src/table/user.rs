//! Table `user`.

use countersign_core::model::{AccountNumber, DisplayText, MailAddress, Timestamp, User, UserName, Version};
use countersign_proto::ids::UserId;

use super::{Columns, Decoded, Writes};
use crate::set::{Element, row};

/// The columns that [`decode`] reads, in order, of the table under the alias `user`.
pub(crate) const COLUMNS: &str = "\"user\".id, \"user\".version, \"user\".number, \"user\".name, \"user\".display_name, \
     \"user\".email, \"user\".language, \"user\".state, \"user\".password_hash, \
     \"user\".created_at, \"user\".password_set_at, \"user\".second_email";
/// How many they are.
pub(crate) const WIDTH: usize = 12;

/// A new user gets the next free account number.
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO \"user\" (id, version, number, name, display_name, email, language, state, password_hash, created_at, \
        password_set_at, second_email) \
    SELECT (r->>0)::uuid, (r->>1)::bigint, \
           CASE (r->>2)::bigint WHEN 0 THEN nextval('user_number') ELSE (r->>2)::bigint END, \
           r->>3, r->>4, r->>5, r->>6, r->>7, r->>8, (r->>9)::bigint, (r->>10)::bigint, r->>11 \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE \"user\" SET version = (r->>1)::bigint, name = r->>3, display_name = r->>4, email = r->>5, language = r->>6, \
        state = r->>7, password_hash = r->>8, password_set_at = (r->>10)::bigint, \
        second_email = r->>11 \
    FROM jsonb_array_elements($SET) AS r WHERE \"user\".id = (r->>0)::uuid",
};

/// One element of the set.
pub(crate) fn encode(user: &User) -> Element {
    row![
        user.id.as_uuid(),
        user.version.get(),
        user.number.0,
        user.name.as_str(),
        user.display_name.as_ref().map(DisplayText::as_str),
        user.email.as_ref().map(MailAddress::as_str),
        user.language,
        user.state,
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
