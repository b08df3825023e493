//! Whom a backup is for, and who opens it: X25519 recipients and identities of age.

use std::path::Path;

use age::x25519::{Identity, Recipient};
use anyhow::{Context, anyhow, ensure};
use zeroize::Zeroizing;

/// Whom a backup is for.
pub(crate) struct Recipients(Vec<Recipient>);

impl Recipients {
    /// Reads those that were given and those in a file, one a line; empty lines and those that begin with `#` say nothing.
    pub(crate) fn read(given: &[String], file: Option<&Path>) -> anyhow::Result<Self> {
        let text = match file {
            Some(file) => {
                std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?
            }
            None => String::new(),
        };
        let all = given.iter().map(String::as_str).chain(meant(&text));
        let all = all.map(|one| {
            let one = one.trim();
            let parsed = one.parse::<Recipient>();
            parsed.map_err(|_| anyhow!("{one:?} is no recipient: it must be an X25519 one, age1…"))
        });
        let all = all.collect::<Result<Vec<_>, _>>()?;
        ensure!(
            !all.is_empty(),
            "nobody could open it: name at least one recipient; `age-keygen -o identity.txt` makes one"
        );
        Ok(Self(all))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &dyn age::Recipient> {
        self.0.iter().map(|one| one as &dyn age::Recipient)
    }
}

/// Who opens a backup.
pub(crate) struct Identities(Vec<Identity>);

impl Identities {
    /// Reads a file as `age-keygen` writes it.
    pub(crate) fn read(file: &Path) -> anyhow::Result<Self> {
        let name = file.display();
        let text = std::fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
        let text = Zeroizing::new(text);
        let all = meant(&text).map(|one| {
            let parsed = one.parse::<Identity>();
            parsed
                .map_err(|_| anyhow!("{name} holds something else than X25519 identities, AGE-SECRET-KEY-1…"))
        });
        let all = all.collect::<Result<Vec<_>, _>>()?;
        ensure!(!all.is_empty(), "{name} holds no identity");
        Ok(Self(all))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &dyn age::Identity> {
        self.0.iter().map(|one| one as &dyn age::Identity)
    }
}

fn meant(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}
