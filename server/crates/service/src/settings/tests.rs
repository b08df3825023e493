//! Settings from all sources: what wins, and what a mistake is told.

use figment::Jail;
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
    mode: Mode,
    names: Vec<String>,
    score: Option<f64>,
    quick: bool,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    #[default]
    Off,
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
            workers: 2,
            ..Server::default()
        }
    );
}

#[test]
#[expect(clippy::result_large_err, reason = "the jail asks for figment's own error")]
fn the_environment_stands_between_file_and_flags() {
    Jail::expect_with(|jail| {
        jail.create_file("default.toml", "[server]\nlisten = \"file\"\nworkers = 1")?;
        jail.set_env("SETTINGS_TEST_SERVER__LISTEN", "environment");
        jail.set_env("SETTINGS_TEST_SERVER__WORKERS", "2");
        jail.set_env("SETTINGS_TEST_LOG", "debug");
        let mut sources = Sources {
            file: None,
            default_file: "default.toml",
            env_prefix: "SETTINGS_TEST_",
            not_settings: &["log"],
            flags: vec![("server.listen", "flag".to_owned())],
        };
        let settings: Settings = load(&sources).unwrap();
        assert_eq!(
            (settings.server.listen.as_str(), settings.server.workers),
            ("flag", 2)
        );
        sources.flags.clear();
        assert_eq!(load::<Settings>(&sources).unwrap().server.listen, "environment");
        Ok(())
    });
}

#[test]
#[expect(clippy::result_large_err, reason = "the jail asks for figment's own error")]
fn digits_are_a_text_where_a_text_is_wanted() {
    let all = |listen: &str| Server {
        listen: listen.to_owned(),
        workers: 2,
        names: vec!["1".to_owned(), "b".to_owned()],
        score: Some(0.5),
        quick: true,
        ..Server::default()
    };
    Jail::expect_with(|jail| {
        let words = [
            ("listen", "519387"),
            ("workers", "2"),
            ("names", "[\"1\", \"b\"]"),
            ("score", "0.5"),
            ("quick", "true"),
        ];
        for (key, value) in words {
            jail.set_env(format!("SETTINGS_TEST_SERVER__{}", key.to_uppercase()), value);
        }
        let mut sources = Sources {
            file: None,
            default_file: "none.toml",
            env_prefix: "SETTINGS_TEST_",
            not_settings: &[],
            flags: Vec::new(),
        };
        assert_eq!(load::<Settings>(&sources).unwrap().server, all("519387"));
        for (value, text) in [
            ("2024", "2024"),
            ("true", "true"),
            ("0e7", "0e7"),
            ("\"quoted\"", "quoted"),
        ] {
            sources.flags = vec![("server.listen", value.to_owned())];
            assert_eq!(load::<Settings>(&sources).unwrap().server, all(text));
        }
        Ok(())
    });
}

#[test]
#[expect(clippy::result_large_err, reason = "the jail asks for figment's own error")]
fn a_mistake_names_the_environment_or_the_flag_it_came_from() {
    Jail::expect_with(|jail| {
        let mut sources = Sources {
            file: None,
            default_file: "none.toml",
            env_prefix: "SETTINGS_TEST_",
            not_settings: &[],
            flags: vec![("server.workers", "many".to_owned())],
        };
        let error = load::<Settings>(&sources).unwrap_err().to_string();
        assert_eq!(
            error,
            "setting server.workers in the command line: found a text, expected u32"
        );
        sources.flags.clear();
        jail.set_env("SETTINGS_TEST_SERVER__WORKRES", "2");
        let error = load::<Settings>(&sources).unwrap_err().to_string();
        assert_eq!(
            error,
            "unknown setting server.workres in the environment variable SETTINGS_TEST_SERVER__WORKRES; \
             did you mean server.workers?"
        );
        Ok(())
    });
}

#[test]
fn r7_no_message_repeats_a_value() {
    let dir = TempDir::new().unwrap();
    for toml in [
        "[server]\nworkers = \"hunter2\"",
        "[server]\nmode = \"hunter2\"",
        "server = \"hunter2\"",
        "[server]\nlisten = \"hunter2",
        "[server]\nlisten = hunter2",
    ] {
        let error = load::<Settings>(&sources(&dir, toml)).unwrap_err().to_string();
        assert!(!error.contains("hunter2"), "{error}");
        assert!(error.contains("settings.toml"), "{error}");
    }
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
