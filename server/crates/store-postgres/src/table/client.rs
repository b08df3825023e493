//! Table `client`.

use countersign_core::model::{
    Client, ClientId, DisplayText, NumberMatching, Role, Scopes, TokenHash, Version,
};
use serde::{Deserialize, Serialize};

use super::{Columns, Decoded, Writes};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "client.id, client.version, client.name, client.state, client.secret, client.policy, \
     client.created_at";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO client (id, version, name, state, secret, policy, created_at) \
    SELECT r->>0, (r->>1)::bigint, r->>2, r->>3, r->>4, r->5, (r->>6)::bigint FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE client SET version = (r->>1)::bigint, name = r->>2, state = r->>3, secret = r->>4, policy = r->5 \
    FROM jsonb_array_elements($SET) AS r WHERE client.id = r->>0",
};

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
        client.id.as_str(),
        client.version.get(),
        client.name.as_str(),
        client.state,
        client.secret,
        policy,
        client.created_at.as_millis(),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Client> {
    let policy: Policy = columns.json(5)?;
    Ok(Client {
        id: ClientId::new(columns.get::<String>(0)?),
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
