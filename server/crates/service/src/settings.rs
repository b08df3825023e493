//! Reads settings from a file, the environment and flags, in rising order.

use std::path::{Path, PathBuf};

use figment::{
    Figment, Metadata, Profile, Provider,
    error::{Error as FigmentError, Kind},
    providers::{Env, Format, Toml},
    value::{Dict, Map},
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
    /// A value of the wrong kind, a missing key, or a file that cannot be read.
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
    figment = figment.merge(
        Env::prefixed(sources.env_prefix)
            .ignore(sources.not_settings)
            .split("__"),
    );
    figment = figment.merge(Flags(&sources.flags));
    figment.extract().map_err(|error| explain(&error))
}

/// The flags as a source of their own.
struct Flags<'a>(&'a [(&'static str, String)]);

impl Provider for Flags<'_> {
    fn metadata(&self) -> Metadata {
        Metadata::named("the command line")
    }

    fn data(&self) -> Result<Map<Profile, Dict>, FigmentError> {
        let mut figment = Figment::new();
        for (path, value) in self.0 {
            // As in the environment, a value that reads as a number or a list is one.
            let value: figment::value::Value = value.parse().unwrap_or_else(|_| value.clone().into());
            figment = figment.merge((*path, value));
        }
        figment.data()
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
            let mut path = error.path.clone();
            if path.last() != Some(name) {
                path.push(name.clone());
            }
            let nearest = known
                .iter()
                .min_by_key(|known| strsim::damerau_levenshtein(known, name));
            let nearest = nearest.map(|nearest| {
                let mut whole = path.clone();
                whole.pop();
                whole.push((*nearest).to_owned());
                whole.join(".")
            });
            SettingsError::UnknownKey {
                path: path.join("."),
                source_name,
                nearest,
            }
        }
        kind => SettingsError::Value {
            path: error.path.join("."),
            source_name,
            what: kind.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use tempfile::TempDir;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Settings {
        server: Server,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Server {
        listen: String,
        workers: u32,
    }

    fn sources(dir: &TempDir, toml: &str) -> Sources {
        let file = dir.path().join("settings.toml");
        std::fs::write(&file, toml).unwrap();
        Sources {
            file: Some(file),
            default_file: "none.toml",
            env_prefix: "SETTINGS_TEST_UNUSED_",
            not_settings: &[],
            flags: Vec::new(),
        }
    }

    #[test]
    fn a_mistyped_key_is_named_with_its_source_and_the_nearest_known_one() {
        let dir = TempDir::new().unwrap();
        let error = load::<Settings>(&sources(&dir, "[server]\nlisen = \"x\""))
            .unwrap_err()
            .to_string();
        assert!(error.contains("unknown setting server.lisen"), "{error}");
        assert!(error.contains("did you mean server.listen?"), "{error}");
        assert!(error.contains("settings.toml"), "{error}");
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_named() {
        let dir = TempDir::new().unwrap();
        let error = load::<Settings>(&sources(&dir, "[server]\nworkers = \"many\""))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("server.workers") && error.contains("settings.toml"),
            "{error}"
        );
    }

    #[test]
    fn flags_win_over_the_file() {
        let dir = TempDir::new().unwrap();
        let mut sources = sources(&dir, "[server]\nlisten = \"file\"\nworkers = 2");
        sources.flags = vec![("server.listen", "127.0.0.1:1".to_owned())];
        let settings: Settings = load(&sources).unwrap();
        assert_eq!(
            settings.server,
            Server {
                listen: "127.0.0.1:1".to_owned(),
                workers: 2
            }
        );
    }

    #[test]
    fn the_environment_stands_between_file_and_flags() {
        let dir = TempDir::new().unwrap();
        let mut sources = sources(&dir, "[server]\nlisten = \"file\"\nworkers = 2");
        // Cargo sets this variable for every test.
        sources.env_prefix = "CARGO_PKG_";
        let error = load::<Settings>(&sources).unwrap_err().to_string();
        assert!(error.contains("environment"), "{error}");
    }

    #[test]
    fn a_named_file_must_exist() {
        let dir = TempDir::new().unwrap();
        let sources = Sources {
            file: Some(dir.path().join("gone.toml")),
            ..sources(&dir, "")
        };
        assert!(matches!(
            load::<Settings>(&sources),
            Err(SettingsError::NoFile(_))
        ));
    }
}
