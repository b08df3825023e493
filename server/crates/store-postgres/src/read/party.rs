//! All that starting a login needs to know, for many names at once.

use std::collections::HashMap;

use countersign_batch::Fetch;
use countersign_core::port::{Party, PartyQuery};
use countersign_postgres::in_time;
use sqlx::{PgPool, postgres::PgRow};

use super::corrupt;
use crate::{
    set::{Set, row},
    table::{Columns, Decoded, authenticator, device, hex, login, standing, user},
};

/// See [`countersign_core::port::Store::party`].
pub(crate) struct Parties(pub(crate) PgPool);

/// One row for each authenticator, and one for a user without any.
pub(super) const SQL: &str = const_format::formatcp!(
    "SELECT {}, {}, {}, {}, {}, place \
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS asked (r, place) \
     JOIN \"user\" ON \"user\".name = r->>0 \
     LEFT JOIN standing ON standing.key = uuid_send(\"user\".id) || decode(r->>1, 'hex') \
     LEFT JOIN login ON login.slot = decode(r->>2, 'hex') AND login.slot IS NOT NULL AND login.state = 'pending' \
     LEFT JOIN authenticator ON authenticator.user_id = \"user\".id AND authenticator.state <> 'deleted' \
     LEFT JOIN device ON device.id = authenticator.device_id",
    user::COLUMNS,
    standing::COLUMNS,
    login::COLUMNS,
    authenticator::COLUMNS,
    device::COLUMNS
);
const STANDING: usize = user::WIDTH;
const LOGIN: usize = STANDING + standing::WIDTH;
const AUTHENTICATOR: usize = LOGIN + login::WIDTH;
const DEVICE: usize = AUTHENTICATOR + authenticator::WIDTH;
const ASKED: usize = DEVICE + device::WIDTH;

impl Fetch for Parties {
    type Key = PartyQuery;
    type Value = Party;
    type Error = sqlx::Error;

    async fn fetch(&self, keys: &[PartyQuery]) -> Result<HashMap<PartyQuery, Party>, sqlx::Error> {
        let asked = keys.iter().map(|query| {
            let slot = query.slot.map(|slot| hex(&slot.to_bytes()));
            row![query.name.as_str(), hex(&query.standing.to_bytes()), slot]
        });
        let asked: Set = asked.collect();
        let asked = sqlx::query(SQL).bind(asked.into_json());
        let rows = in_time(asked.fetch_all(&self.0)).await?;
        let mut parties = HashMap::with_capacity(keys.len());
        for row in &rows {
            take(row, keys, &mut parties).map_err(corrupt)?;
        }
        // Here, where they are few, not in the database, which would sort the rows of the whole group.
        for party in parties.values_mut() {
            party.holdings.sort_by_key(|holding| {
                let authenticator = &holding.authenticator;
                (authenticator.created_at, authenticator.id)
            });
        }
        Ok(parties)
    }
}

fn take(row: &PgRow, keys: &[PartyQuery], parties: &mut HashMap<PartyQuery, Party>) -> Decoded<()> {
    let at = |first| Columns::new(row, first);
    let asked: i64 = at(ASKED).get(0)?;
    // Counted from 1, as SQL does.
    let Some(query) = usize::try_from(asked - 1).ok().and_then(|asked| keys.get(asked)) else {
        return Ok(());
    };
    if !parties.contains_key(query) {
        parties.insert(
            query.clone(),
            Party {
                user: user::decode(at(0))?,
                holdings: Vec::new(),
                standing: at(STANDING).present(standing::decode)?,
                in_slot: at(LOGIN).present(login::decode)?,
            },
        );
    }
    if let Some(party) = parties.get_mut(query)
        && let Some(holding) =
            at(AUTHENTICATOR).present(|columns| authenticator::decode_holding(columns, at(DEVICE)))?
    {
        party.holdings.push(holding);
    }
    Ok(())
}
