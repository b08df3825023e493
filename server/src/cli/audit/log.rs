//! The log as verifying and proving read it: from the open store, or page by page from the running server.

use async_trait::async_trait;
use countersign_core::{
    audit_log::{AuditKey, AuditLine, AuditTile, KeptHead, Log, TileId},
    model::AuditEntry,
    port::StoreError,
};
use serde::de::DeserializeOwned;

use crate::{
    admin::{Command, Kept, Tile},
    cli::operate::Operator,
};

impl Operator {
    /// The key that signs the log's heads, as whoever has the log says.
    pub(super) async fn audit_key(&self) -> anyhow::Result<AuditKey> {
        let kept: Kept = self.read(Command::AuditKept).await?;
        Ok(kept.key.into())
    }

    async fn part<T: DeserializeOwned>(&self, command: Command) -> Result<T, StoreError> {
        let part = self.read(command).await;
        part.map_err(|error| StoreError::Unavailable(format!("{error:#}")))
    }
}

#[async_trait]
impl Log for Operator {
    async fn heads(&self) -> Result<Vec<KeptHead>, StoreError> {
        match self {
            Self::Here(opened) => opened.ctx.store.audit_heads().await,
            Self::Running(_) => {
                let kept: Kept = self.part(Command::AuditKept).await?;
                Ok(kept.into_heads())
            }
        }
    }

    async fn entries(&self, after: i64, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        match self {
            Self::Here(opened) => opened.ctx.store.audit(after, limit).await,
            Self::Running(_) => {
                let lines: Vec<AuditLine> = self.part(Command::AuditExport { after, limit }).await?;
                Ok(lines.into_iter().map(AuditEntry::from).collect())
            }
        }
    }

    async fn tiles(&self, from: TileId, limit: u32) -> Result<Vec<AuditTile>, StoreError> {
        match self {
            Self::Here(opened) => opened.ctx.store.audit_tiles(from, limit).await,
            Self::Running(_) => {
                let number = from.number();
                let tiles: Vec<Tile> = self.part(Command::AuditTiles { number, limit }).await?;
                let tiles = tiles.iter().map(|tile| {
                    tile.read()
                        .ok_or_else(|| StoreError::Corrupt("this is no tile".to_owned()))
                });
                tiles.collect()
            }
        }
    }
}
