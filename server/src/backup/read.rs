//! Reads a backup, and believes nothing that its own end does not confirm.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read as _},
    path::Path,
};

use age::{DecryptError, Decryptor, stream::StreamReader};
use anyhow::{Context, anyhow, bail, ensure};
use countersign_core::copy::{Cells, CopiedTable, Page, SCHEMA, TABLES, Tally};
use serde::de::DeserializeOwned;

use super::{Begin, End, FORMAT, Header, Identities};

/// Rows of one page.
const ROWS: usize = 256;
/// The longest line, in bytes: no row comes near it.
const LONGEST: u64 = 16 * 1024 * 1024;

/// A backup that is being read.
pub(crate) struct Reader {
    lines: BufReader<StreamReader<BufReader<File>>>,
    /// The tables that are still to come.
    tables: std::slice::Iter<'static, CopiedTable>,
    table: Option<&'static CopiedTable>,
    tally: Tally,
    /// The next line, if it was read and is none of the table's rows.
    ahead: Option<String>,
    /// What it says of itself.
    pub(crate) header: Header,
}

impl Reader {
    /// Opens a backup and reads its header.
    pub(crate) fn open(file: &Path, identities: &Identities) -> anyhow::Result<Self> {
        let name = file.display();
        let opened = File::open(file).with_context(|| format!("{name} cannot be read"))?;
        let decryptor = Decryptor::new_buffered(BufReader::new(opened))
            .map_err(|error| anyhow!("{name} is no file of age, or is damaged: {}", said(&error)))?;
        let plain = decryptor.decrypt(identities.iter());
        let plain = plain.map_err(|error| match error {
            DecryptError::NoMatchingKeys => anyhow!("{name} was encrypted to none of these identities"),
            error => anyhow!("{name} is damaged: {}", said(&error)),
        })?;
        let mut lines = BufReader::with_capacity(256 * 1024, plain);
        let first = next_line(&mut lines)?.context("the backup is cut off: it is empty")?;
        let header: Header =
            serde_json::from_str(&first).with_context(|| format!("{name} is no backup of Countersign"))?;
        ensure!(
            header.countersign_backup == FORMAT && header.schema == SCHEMA,
            "the backup was written by version {} (format {}, tables {}), and this is version {} (format {FORMAT}, tables \
             {SCHEMA}): restore it with that version, and start this one on what it restored",
            header.version,
            header.countersign_backup,
            header.schema,
            env!("CARGO_PKG_VERSION"),
        );
        Ok(Self {
            lines,
            tables: TABLES.iter(),
            table: None,
            tally: Tally::default(),
            ahead: None,
            header,
        })
    }

    /// The next rows; none once the end has been read and is right.
    pub(crate) fn next(&mut self) -> anyhow::Result<Option<Page>> {
        loop {
            if let Some(page) = self.rows()? {
                return Ok(Some(page));
            }
            let line = self.ahead.take().context("the backup is cut off")?;
            match self.tables.next() {
                Some(table) => {
                    let begin: Begin = read(&line)?;
                    ensure!(
                        begin == Begin::of(table),
                        "the backup is damaged: table {} does not begin where it belongs",
                        table.name
                    );
                    self.table = Some(table);
                }
                None => {
                    self.check_end(&line)?;
                    return Ok(None);
                }
            }
        }
    }

    /// The next rows of the table that is being read.
    fn rows(&mut self) -> anyhow::Result<Option<Page>> {
        let mut rows = Vec::new();
        while self.ahead.is_none() && rows.len() < ROWS {
            let Some(line) = next_line(&mut self.lines)? else {
                bail!("the backup is cut off");
            };
            let Some(table) = self.table.filter(|_| line.starts_with('[')) else {
                self.ahead = Some(line);
                continue;
            };
            rows.push(Cells::from_line(table, &line).context("the backup is damaged")?);
            self.tally.add_line(table.name, &line);
        }
        let page = self.table.filter(|_| !rows.is_empty());
        Ok(page.map(|table| Page { table, rows }))
    }

    fn check_end(&mut self, line: &str) -> anyhow::Result<()> {
        let End { end } = read(line)?;
        let counted = self.tally.counted();
        for (table, counted) in &counted {
            ensure!(
                end.get(table) == Some(counted),
                "the backup is damaged: the rows of table {table} are not those that were written"
            );
        }
        ensure!(
            end.len() == counted.len() && next_line(&mut self.lines)?.is_none(),
            "the backup is damaged: it goes on after its end"
        );
        Ok(())
    }
}

/// What is wrong, without the words of another program's interface.
fn said(error: &DecryptError) -> String {
    match error {
        DecryptError::InvalidHeader | DecryptError::InvalidMac => "its header was changed".to_owned(),
        DecryptError::Io(error) => error.to_string(),
        other => other.to_string().lines().next().unwrap_or_default().to_owned(),
    }
}

fn read<T: DeserializeOwned>(line: &str) -> anyhow::Result<T> {
    serde_json::from_str(line).context("the backup is damaged: a line is not what belongs there")
}

/// The next line, without its end; none at the end of the file.
fn next_line(lines: &mut impl BufRead) -> anyhow::Result<Option<String>> {
    let mut line = Vec::new();
    lines
        .take(LONGEST)
        .read_until(b'\n', &mut line)
        .map_err(|error| anyhow!("the backup is damaged or cut off: {error}"))?;
    if line.is_empty() {
        return Ok(None);
    }
    ensure!(
        line.pop() == Some(b'\n'),
        "the backup is cut off in the middle of a line"
    );
    let line = String::from_utf8(line);
    line.map(Some)
        .map_err(|_| anyhow!("the backup is damaged: a line is no text"))
}
