//! Table `client`.

use countersign_core::model::{
    Client, ClientId, DisplayText, NumberMatching, Role, Scopes, TokenHash, Version,
};
use serde::{Deserialize, Serialize};

use super::{Columns, Decoded, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "client.id, client.version, client.name, client.state, client.secret, client.policy, \
     client.created_at";

/// Writes the set `$4`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO client (id, version, name, state, secret, policy, created_at) \
    SELECT unhex(value->>0), value->>1, value->>2, value->>3, value->>4, value->>5, value->>6 \
    FROM jsonb_each($4) WHERE true \
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, state = excluded.state, \
        secret = excluded.secret, policy = excluded.policy";

/// What nothing in SQL asks for.
#[derive(Serialize, Deserialize)]
struct Policy {
    scopes: Scopes,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    origins: Vec<String>,
    redirect_uris: Vec<String>,
    number_matching: Option<NumberMatching>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    logout_uri: Option<String>,
}

/// One element of the set.
pub(crate) fn encode(client: &Client) -> Element {
    let policy = Policy {
        scopes: client.scopes.clone(),
        role: client.role,
        origins: client.origins.clone(),
        redirect_uris: client.redirect_uris.clone(),
        number_matching: client.number_matching,
        logout_uri: client.logout_uri.clone(),
    };
    row![
        hex(client.id.as_str().as_bytes()),
        client.version.get(),
        client.name.as_str(),
        super::word(&client.state),
        super::word(&client.secret),
        super::json(&policy),
        client.created_at.as_millis(),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Client> {
    let policy: Policy = columns.json(5)?;
    Ok(Client {
        id: ClientId::new(String::from_utf8_lossy(columns.get(0)?)),
        version: Version::from_stored(columns.get(1)?),
        name: DisplayText::from_stored(columns.get(2)?),
        state: columns.word(3)?,
        secret: columns.word::<TokenHash>(4)?,
        scopes: policy.scopes,
        role: policy.role,
        origins: policy.origins,
        redirect_uris: policy.redirect_uris,
        number_matching: policy.number_matching,
        logout_uri: policy.logout_uri,
        created_at: columns.time(6)?,
    })
}
