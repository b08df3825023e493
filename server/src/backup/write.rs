//! Writes a backup.

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::Path,
};

use age::{Encryptor, stream::StreamWriter};
use anyhow::{Context, ensure};
use countersign_core::{
    audit_log::{AuditHead, Hash, LogId, SignedHead},
    copy::{Cells, CopiedTable, Pages, SCHEMA, TABLES, Tally},
    model::Timestamp,
    port::Snapshot,
};
use serde::Serialize;
use tempfile::NamedTempFile;

use super::{Begin, End, FORMAT, Header, Recipients};

/// Writes what `snapshot` holds to a new file that only its owner can read. A failure leaves none.
pub(crate) async fn write(
    snapshot: &mut dyn Snapshot,
    file: &Path,
    recipients: &Recipients,
    now: Timestamp,
) -> anyhow::Result<(Header, Tally)> {
    let name = file.display();
    ensure!(!file.exists(), "{name} exists, and a backup overwrites nothing");
    let directory = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    let directory = directory.unwrap_or(Path::new("."));
    let cannot = || format!("{name} cannot be written");
    let new = tempfile::Builder::new()
        .prefix(".countersign-backup-")
        .tempfile_in(directory)
        .with_context(cannot)?;
    let header = header(snapshot, now).await?;
    let mut document = Document::begin(new, recipients, &header).with_context(cannot)?;
    let mut pages = Pages::of(snapshot);
    let mut tables = TABLES.iter();
    while let Some(page) = pages.next().await? {
        document.reach(&mut tables, page.table).with_context(cannot)?;
        for row in &page.rows {
            document.row(page.table, row).with_context(cannot)?;
        }
    }
    for table in tables {
        document.line(&Begin::of(table)).with_context(cannot)?;
    }
    let (new, tally) = document.end().with_context(cannot)?;
    // A crash leaves either no backup or the whole one.
    new.persist_noclobber(file)
        .map_err(|error| error.error)
        .with_context(cannot)?;
    File::open(directory)
        .and_then(|directory| directory.sync_all())
        .with_context(cannot)?;
    Ok((header, tally))
}

async fn header(snapshot: &mut dyn Snapshot, now: Timestamp) -> anyhow::Result<Header> {
    let table = |name| CopiedTable::named(name).context("it is a table");
    let last = snapshot.last(table("audit")?).await?;
    let heads = snapshot.rows(table("audit_head")?, None).await?;
    Ok(Header {
        countersign_backup: FORMAT,
        schema: SCHEMA,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        created_at: now,
        last_audit_record: last.map_or(Ok(0), |last| last.integer("seq"))?,
        // The latest one has day 0.
        audit_head: heads.first().map(head).transpose()?,
    })
}

fn head(row: &Cells) -> anyhow::Result<SignedHead> {
    Ok(SignedHead {
        head: AuditHead {
            log: LogId::from_bytes(row.bytes("log")?.try_into()?),
            size: row.integer("size")?.try_into()?,
            root: Hash::from_bytes(row.bytes("root")?.try_into()?),
            at: Timestamp::from_millis(row.integer("at")?),
        },
        key_id: row.text("key_id")?.to_owned(),
        signature: row.bytes("signature")?.try_into()?,
    })
}

/// A backup that is being written.
struct Document {
    out: StreamWriter<BufWriter<NamedTempFile>>,
    tally: Tally,
}

impl Document {
    fn begin(new: NamedTempFile, recipients: &Recipients, header: &Header) -> anyhow::Result<Self> {
        let encryptor = Encryptor::with_recipients(recipients.iter())?;
        let mut document = Self {
            out: encryptor.wrap_output(BufWriter::new(new))?,
            tally: Tally::default(),
        };
        document.line(header)?;
        Ok(document)
    }

    fn line(&mut self, line: &impl Serialize) -> anyhow::Result<()> {
        self.out.write_all(serde_json::to_string(line)?.as_bytes())?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// Begins the tables up to this one.
    fn reach(
        &mut self,
        tables: &mut std::slice::Iter<'static, CopiedTable>,
        table: &CopiedTable,
    ) -> anyhow::Result<()> {
        let position = tables.as_slice().iter().position(|one| one == table);
        for _ in 0..position.map_or(0, |position| position + 1) {
            if let Some(next) = tables.next() {
                self.line(&Begin::of(next))?;
            }
        }
        Ok(())
    }

    fn row(&mut self, table: &'static CopiedTable, row: &Cells) -> anyhow::Result<()> {
        let line = row.to_line();
        self.tally.add_line(table.name, &line);
        self.out.write_all(line.as_bytes())?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    fn end(mut self) -> anyhow::Result<(NamedTempFile, Tally)> {
        let end = self.tally.counted();
        self.line(&End { end })?;
        let mut out = self.out.finish()?;
        out.flush()?;
        let new = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        new.as_file().sync_all()?;
        Ok((new, self.tally))
    }
}
