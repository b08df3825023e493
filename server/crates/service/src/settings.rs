//! Reads settings from a file, the environment and flags, in rising order.

use std::path::{Path, PathBuf};

use figment::{
    Figment, Metadata, Profile, Provider,
    error::{Actual, Error as FigmentError, Kind},
    providers::{Env, Format, Toml},
    util::nest,
    value::{Dict, Map, Value},
};
use serde::de::DeserializeOwned;

/// Where settings come from.
#[derive(Debug, Clone)]
pub struct Sources {
    /// The file that a flag named: it must be there.
    pub file: Option<PathBuf>,
    /// The file that is read if nobody named one and it is there.
    pub default_file: &'static str,
    /// What environment variables start with, for example `COUNTERSIGN_`; sections are parted by `__`.
    pub env_prefix: &'static str,
    /// Variables of that prefix that are no settings, without the prefix, in lower case.
    pub not_settings: &'static [&'static str],
    /// Flags as (path, value), for example (`server.listen`, `127.0.0.1:8080`).
    pub flags: Vec<(&'static str, String)>,
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The named file is not there.
    #[error("the settings file {} does not exist", .0.display())]
    NoFile(PathBuf),
    /// A key that does not exist.
    #[error("unknown setting {path} in {source_name}{}", nearest_text(.nearest))]
    UnknownKey {
        /// The whole path.
        path: String,
        /// The file, the environment or the flags.
        source_name: String,
        /// The known key that looks most like it.
        nearest: Option<String>,
    },
    /// A source that cannot be read, or settings that lack something as a whole.
    #[error("{source_name}: {what}")]
    Source {
        /// The file, the environment or the flags.
        source_name: String,
        /// What is wrong.
        what: String,
    },
    /// A value of the wrong kind. The message never repeats the value: it may be a secret, or one in the wrong place.
    #[error("setting {path} in {source_name}: {what}")]
    Value {
        /// The whole path.
        path: String,
        /// The file, the environment or the flags.
        source_name: String,
        /// What is wrong.
        what: String,
    },
}

fn nearest_text(nearest: &Option<String>) -> String {
    nearest
        .as_ref()
        .map(|nearest| format!("; did you mean {nearest}?"))
        .unwrap_or_default()
}

/// Reads and checks the settings.
///
/// # Errors
/// [`SettingsError`], for the first thing that is wrong.
pub fn load<T: DeserializeOwned>(sources: &Sources) -> Result<T, SettingsError> {
    let mut figment = Figment::new();
    match &sources.file {
        Some(file) if !file.is_file() => return Err(SettingsError::NoFile(file.clone())),
        Some(file) => figment = figment.merge(Toml::file_exact(file)),
        None if Path::new(sources.default_file).is_file() => {
            figment = figment.merge(Toml::file_exact(sources.default_file));
        }
        None => {}
    }
    let environment = Env::prefixed(sources.env_prefix)
        .ignore(sources.not_settings)
        .split("__");
    for (path, value) in environment.iter() {
        let variable = path.as_str().replace('.', "__").to_uppercase();
        figment = figment.merge(Word {
            source_name: format!("the environment variable {}{variable}", sources.env_prefix),
            path: path.as_str(),
            value: &value,
        });
    }
    for (path, value) in &sources.flags {
        figment = figment.merge(Word {
            source_name: "the command line".to_owned(),
            path,
            value,
        });
    }
    // Words of the environment and the command line have no kinds: digits are a number where a number is wanted.
    figment.extract_lossy().map_err(|error| explain(&error))
}

/// One value of the environment or the command line, as a source of its own.
struct Word<'a> {
    source_name: String,
    path: &'a str,
    value: &'a str,
}

impl Provider for Word<'_> {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.source_name.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, FigmentError> {
        let text = || Value::from(self.value);
        // A value that reads as a list, a table or a quoted text is one.
        let value = match self.value.parse() {
            Ok(Value::Num(..) | Value::Bool(..)) | Err(_) => text(),
            Ok(value) => value,
        };
        let nested = nest(self.path, value).into_dict().unwrap_or_default();
        Ok(Profile::Default.collect(nested))
    }
}

fn explain(error: &FigmentError) -> SettingsError {
    let source_name = error.metadata.as_ref().map_or_else(
        || "the settings".to_owned(),
        |metadata| match &metadata.source {
            Some(source) => source.to_string(),
            None => metadata.name.to_string(),
        },
    );
    match &error.kind {
        Kind::UnknownField(name, known) => {
            let mut section = error.path.clone();
            section.pop_if(|last| last == name);
            let whole = |key: &str| [section.as_slice(), &[key.to_owned()]].concat().join(".");
            let nearest = known
                .iter()
                .min_by_key(|known| strsim::damerau_levenshtein(known, name));
            SettingsError::UnknownKey {
                path: whole(name),
                source_name,
                nearest: nearest.map(|nearest| whole(nearest)),
            }
        }
        kind if error.path.is_empty() => SettingsError::Source {
            source_name,
            what: without_values(kind),
        },
        kind => SettingsError::Value {
            path: error.path.join("."),
            source_name,
            what: without_values(kind),
        },
    }
}

fn without_values(kind: &Kind) -> String {
    match kind {
        Kind::InvalidType(actual, expected) | Kind::InvalidValue(actual, expected) => {
            format!("found {}, expected {expected}", name_of(actual))
        }
        Kind::UnknownVariant(_, known) => format!("expected one of {}", known.join(", ")),
        // After a mistake of syntax, the parser quotes the line of the file behind a margin of `|`.
        Kind::Message(text) => {
            let lines = text.lines().filter(|line| !line.contains('|'));
            lines.collect::<Vec<_>>().join(": ")
        }
        kind => kind.to_string(),
    }
}

fn name_of(actual: &Actual) -> String {
    let name = match actual {
        Actual::Bool(_) => "a boolean",
        Actual::Unsigned(_) | Actual::Signed(_) => "a whole number",
        Actual::Float(_) => "a number",
        Actual::Char(_) | Actual::Str(_) | Actual::Other(_) => "a text",
        Actual::Bytes(_) => "bytes",
        rest => return format!("a {rest}"),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests;
