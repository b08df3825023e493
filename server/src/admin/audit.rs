//! What commands do with the audit log. Whoever reads it whole asks for one page after the other.

use std::time::Duration;

use anyhow::{Context, anyhow};
use countersign_core::{
    Ctx,
    audit_log::{AuditLine, AuditTile, KeptHead, SignedHead, TileId, personal_hash},
    flow::manage_users,
    job::AuditSealer,
    model::{Audit, AuditEntry, AuditRecord, Personal, Timestamp, Version},
};
use countersign_proto::{ids::UserId, keys::PublicJwk};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{keys, opened::Opened};

/// Steps of the sealer that a command waits for; a backlog beyond them is left to the server.
const STEPS: usize = 500;

/// The last records, for people.
pub(super) async fn tail(ctx: &Ctx, limit: u32) -> anyhow::Result<Value> {
    let records = ctx.store.audit_tail(limit).await?.into_iter();
    let line = |AuditRecord { seq, audit }| AuditLine {
        // Nobody but a verifier wants it.
        salt: None,
        erased: None,
        ..AuditLine::from(AuditEntry {
            seq,
            audit: Ok(audit),
        })
    };
    Ok(json!(records.map(line).collect::<Vec<_>>()))
}

/// Records with all that their leaves are computed from.
pub(super) async fn export(ctx: &Ctx, after: i64, limit: u32) -> anyhow::Result<Value> {
    let entries = ctx.store.audit(after, limit).await?.into_iter();
    Ok(json!(entries.map(AuditLine::from).collect::<Vec<_>>()))
}

/// Seals what there is, and the head over it, with the key that it was signed with.
pub(super) async fn head(opened: &Opened) -> anyhow::Result<Value> {
    let (ctx, key) = (&opened.ctx, keys::audit_key(&opened.master));
    let sealer = AuditSealer::new(&*ctx.store, &*ctx.clock, &*ctx.entropy, &key);
    let head = sealer.seal(STEPS).await?.context("there are no records yet")?;
    let mut document = json!(head);
    document["key"] = json!(key.to_jwk());
    Ok(document)
}

/// What a store keeps of the tree beside its tiles, and the key that signs.
#[derive(Serialize, Deserialize)]
pub(crate) struct Kept {
    /// Each with its day.
    pub(crate) heads: Vec<(u32, SignedHead)>,
    /// The key whose signatures count, unless another one is given.
    pub(crate) key: PublicJwk,
}

impl Kept {
    /// The heads as a store has them; who reads them cares for no version.
    pub(crate) fn into_heads(self) -> Vec<KeptHead> {
        let heads = self.heads.into_iter().map(|(day, signed)| KeptHead {
            day,
            signed,
            version: Version::FIRST,
        });
        heads.collect()
    }
}

/// See [`Kept`].
pub(super) async fn kept(opened: &Opened) -> anyhow::Result<Value> {
    let heads = opened.ctx.store.audit_heads().await?.into_iter();
    Ok(json!(Kept {
        heads: heads.map(|kept| (kept.day, kept.signed)).collect(),
        key: keys::audit_key(&opened.master).to_jwk(),
    }))
}

/// A tile as it travels.
#[derive(Serialize, Deserialize)]
pub(crate) struct Tile {
    number: i64,
    hashes: String,
}

impl Tile {
    /// The tile; none if these bytes are no tile.
    pub(crate) fn read(&self) -> Option<AuditTile> {
        let hashes = BASE64.decode(self.hashes.as_bytes()).ok()?;
        AuditTile::from_stored(self.number, &hashes)
    }
}

/// Tiles from this one on.
pub(super) async fn tiles(ctx: &Ctx, number: i64, limit: u32) -> anyhow::Result<Value> {
    let from = TileId::from_number(number).context("no tile has this number")?;
    let tiles = ctx.store.audit_tiles(from, limit).await?.into_iter();
    let tiles = tiles.map(|tile| Tile {
        number: tile.id.number(),
        hashes: BASE64.encode(&tile.to_bytes()),
    });
    Ok(json!(tiles.collect::<Vec<_>>()))
}

/// Whose personal details are to be erased.
pub(super) struct Wanted {
    user: Option<UserId>,
    before: Option<Timestamp>,
}

impl Wanted {
    /// `user` is a name, or the id that records have: users that were deleted have no name any more.
    pub(super) async fn find(
        ctx: &Ctx,
        user: Option<String>,
        older_than_days: Option<u32>,
    ) -> anyhow::Result<Self> {
        let user = match user {
            None => None,
            Some(text) => Some(match Uuid::parse_str(&text) {
                Ok(id) => UserId::new(id),
                Err(_) => {
                    let found = manage_users::find_user(ctx, &text).await;
                    found.map_err(|_| anyhow!("there is no user of this name"))?.id
                }
            }),
        };
        let days = older_than_days.map(|days| Duration::from_secs(u64::from(days) * 24 * 3600));
        Ok(Self {
            user,
            before: days.map(|days| ctx.clock.now() - days),
        })
    }

    fn includes(&self, audit: &Audit) -> bool {
        self.user.is_none_or(|user| audit.user_id == Some(user))
            && self.before.is_none_or(|before| audit.at < before)
    }
}

/// How far an erasure has come.
#[derive(Serialize, Deserialize)]
pub(crate) struct Erased {
    /// The last record that was looked at; none at the end of the log.
    pub(crate) after: Option<i64>,
    /// How many records it has erased something of.
    pub(crate) erased: u64,
}

/// Erases what is personal in some records.
pub(super) async fn erase(ctx: &Ctx, after: i64, limit: u32, wanted: &Wanted) -> anyhow::Result<Value> {
    let entries = ctx.store.audit(after, limit).await?;
    let after = entries.last().map(|last| last.seq);
    let personal = entries
        .into_iter()
        .filter_map(|AuditEntry { seq, audit }| match audit {
            Ok(audit) if wanted.includes(&audit) => match &audit.personal {
                Personal::Kept(details) => Some((seq, personal_hash(details))),
                Personal::None | Personal::Erased(_) => None,
            },
            _ => None,
        });
    let personal: Vec<_> = personal.collect();
    let erased = personal.len() as u64;
    if erased > 0 {
        ctx.store.erase_personal(personal).await?;
    }
    Ok(json!(Erased { after, erased }))
}
