//! All settings of the relay as a service, section by section.

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use anyhow::ensure;
use countersign_proto::forgerock::uri::is_secure;
use countersign_service::{
    database_url::DatabaseUrl,
    listener::Limits as ListenerLimits,
    master_key::SecretsSettings,
    settings::{Sources, load},
};
use ipnet::IpNet;
use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{WebPushSettings, providers::messages::MessageSettings, settings::AppSettings};

/// The file that is read from the working directory.
const DEFAULT_FILE: &str = "countersign-relay.toml";
/// What environment variables start with.
const ENV_PREFIX: &str = "NOTIFYRELAY_";
/// The file of the queue, inside the data directory.
const QUEUE: &str = "relay.db";
/// The variable that chooses what is logged; not a setting.
pub const LOG_VARIABLE: &str = "NOTIFYRELAY_LOG";

/// All settings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceSettings {
    /// Where the relay listens and keeps its data.
    pub server: ServerSettings,
    /// Where its key comes from.
    pub secrets: SecretsSettings,
    /// How much it takes.
    pub limits: ServiceLimits,
    /// Who may operate it over HTTP.
    pub operators: OperatorSettings,
    /// The published apps, by name.
    pub apps: BTreeMap<String, AppSettings>,
    /// How browsers are reached.
    pub webpush: BrowserSettings,
    /// The gateway for text messages.
    pub sms: Option<MessageSettings>,
    /// The gateway for calls.
    pub voice: Option<MessageSettings>,
}

/// `[server]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServerSettings {
    /// Where senders connect.
    pub listen: SocketAddr,
    /// Where metrics, liveness, readiness, the status page and the operators' API are served.
    pub ops_listen: SocketAddr,
    /// How senders reach `listen`, as it stands in their settings: it is part of what they sign. Derived from `listen` if absent.
    pub public_url: Option<Url>,
    /// Where everything is kept.
    pub data_dir: PathBuf,
    /// `sqlite:PATH` for one relay, `postgres://USER@HOST/NAME?sslmode=verify-full` for several; in `data_dir` if absent.
    pub database_url: Option<String>,
    /// See [`TlsSettings`].
    pub tls: TlsSettings,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8090)),
            ops_listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 9092)),
            public_url: None,
            data_dir: "countersign-relay-data".into(),
            database_url: None,
            tls: TlsSettings::default(),
        }
    }
}

/// `[server.tls]`: with both files `listen` speaks TLS itself, without them a proxy in front does. They are read again when they
/// change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TlsSettings {
    /// Certificate chain, PEM.
    pub cert_file: Option<PathBuf>,
    /// Private key, PEM.
    pub key_file: Option<PathBuf>,
}

/// `[limits]`. What one sender may do is said of that sender: `countersign-relay sender add --help`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceLimits {
    /// Connections served at once.
    pub connections: usize,
    /// Connections of one IPv4 address or /64 of IPv6 at once.
    pub connections_per_address: usize,
    /// Notifications that may wait at once, of all senders; each takes some hundred bytes of memory and a row. Beyond it, a sender that has less
    /// than an equal share of it waiting may still hand in: so at worst twice as many wait.
    pub queued: usize,
}

impl Default for ServiceLimits {
    fn default() -> Self {
        let listener = ListenerLimits::default();
        Self {
            connections: listener.connections,
            connections_per_address: listener.connections_per_address,
            queued: 200_000,
        }
    }
}

/// `[operators]`: whoever shows this token at `server.ops_listen` may do what commands do. Without one there are the commands alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OperatorSettings {
    /// A file that holds the token, 32 characters or more. It is read for each request.
    pub token_file: Option<PathBuf>,
}

/// `[webpush]`: push services of browsers. They need no credentials: what goes there is signed by the browser's own server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BrowserSettings {
    /// Whether senders may wake browsers.
    pub enabled: bool,
    /// Networks of one's own that may be connected to, beside the public internet.
    #[schemars(with = "Vec<String>")]
    pub allow_networks: Vec<IpNet>,
    /// Trust anchors beside those of the system.
    pub ca_file: Option<PathBuf>,
}

impl Default for BrowserSettings {
    fn default() -> Self {
        Self {
            enabled: true,
            allow_networks: Vec::new(),
            ca_file: None,
        }
    }
}

impl BrowserSettings {
    /// As lanes want them; nothing if browsers are not woken.
    pub(crate) fn wanted(&self) -> Option<WebPushSettings> {
        self.enabled.then(|| WebPushSettings {
            allow_networks: self.allow_networks.clone(),
            ca_file: self.ca_file.clone(),
        })
    }
}

/// Where settings come from, as the command line says.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// `--config`.
    pub config: Option<PathBuf>,
    /// Flags as (path, value).
    pub flags: Vec<(&'static str, String)>,
}

impl ServiceSettings {
    /// Reads and checks the settings.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place and source.
    pub fn read(given: &Given) -> anyhow::Result<Self> {
        let settings: Self = load(&Sources {
            file: given.config.clone(),
            default_file: DEFAULT_FILE,
            env_prefix: ENV_PREFIX,
            not_settings: &["log"],
            flags: given.flags.clone(),
        })?;
        settings.check()?;
        Ok(settings)
    }

    /// The settings as a JSON Schema, for editors and deployment tools.
    pub fn schema() -> Schema {
        schema_for!(Self)
    }

    /// How senders reach the relay, without a slash at its end, with the address that `listen` turned out to be.
    pub fn public_url(&self, listening: SocketAddr) -> String {
        let scheme = if self.server.tls.cert_file.is_some() {
            "https"
        } else {
            "http"
        };
        let given = self.server.public_url.as_ref().map(ToString::to_string);
        let url = given.unwrap_or_else(|| format!("{scheme}://{listening}"));
        url.trim_end_matches('/').to_owned()
    }

    /// Where the queue is.
    ///
    /// # Errors
    /// If `server.database_url` names nothing that we know.
    pub(crate) fn database(&self) -> anyhow::Result<DatabaseUrl> {
        match &self.server.database_url {
            None => Ok(DatabaseUrl::Sqlite(self.server.data_dir.join(QUEUE))),
            Some(url) => DatabaseUrl::parse("setting server.database_url", url),
        }
    }

    /// How many connections the public address takes.
    pub(crate) fn listener(&self) -> ListenerLimits {
        ListenerLimits {
            connections: self.limits.connections,
            connections_per_address: self.limits.connections_per_address,
            exempt: Vec::new(),
        }
    }

    /// Refuses what would only show later.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> anyhow::Result<()> {
        let server = &self.server;
        ensure!(
            server.tls.cert_file.is_some() == server.tls.key_file.is_some(),
            "settings server.tls.cert_file and server.tls.key_file: set both or neither"
        );
        ensure!(
            self.operators.token_file.is_none() || server.ops_listen.ip().is_loopback(),
            "setting operators.token_file: with server.ops_listen = \"{}\" the token would cross the network for all to read; listen on \
             loopback, and let a proxy with TLS lead there",
            server.ops_listen
        );
        let secrets = &self.secrets;
        ensure!(
            secrets.master_key_file.is_none() || secrets.master_key_command.is_empty(),
            "settings secrets.master_key_file and secrets.master_key_command: set one of them"
        );
        if matches!(self.database()?, DatabaseUrl::Postgres(_)) {
            ensure!(
                secrets.master_key_file.is_some() || !secrets.master_key_command.is_empty(),
                "setting server.database_url is shared by relays: so must be the master key; set secrets.master_key_file or \
                 secrets.master_key_command"
            );
        }
        for (name, zero) in [
            ("connections", self.limits.connections == 0),
            (
                "connections_per_address",
                self.limits.connections_per_address == 0,
            ),
            ("queued", self.limits.queued == 0),
        ] {
            ensure!(!zero, "setting limits.{name} is 0");
        }
        if let Some(url) = &server.public_url {
            ensure!(
                is_secure(url),
                "setting server.public_url must be https (http is for loopback only): notifications travel inside"
            );
            ensure!(
                url.query().is_none() && url.fragment().is_none() && url.username().is_empty(),
                "setting server.public_url has a query, fragment or user name"
            );
        } else {
            ensure!(
                server.listen.ip().is_loopback(),
                "setting server.public_url is missing: with server.listen = \"{}\", senders elsewhere must be told an https URL",
                server.listen
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str) -> Result<ServiceSettings, String> {
        let dir = tempfile::TempDir::new().unwrap();
        let file = dir.path().join("r.toml");
        std::fs::write(&file, toml).unwrap();
        let given = Given {
            config: Some(file),
            flags: Vec::new(),
        };
        ServiceSettings::read(&given).map_err(|error| error.to_string())
    }

    #[test]
    fn the_commented_default_file_says_what_the_defaults_are() {
        let default = include_str!("../../../deploy/config/countersign-relay.toml");
        let uncommented: String = default
            .lines()
            .map(|line| format!("{}\n", line.strip_prefix("#:").unwrap_or(line).trim_start()))
            .collect();
        for text in [default, &uncommented] {
            assert_eq!(read(text).unwrap(), ServiceSettings::default());
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (toml, said) in [
            ("[server]\nlisten = \"0.0.0.0:1\"", "server.public_url is missing"),
            (
                "[server]\npublic_url = \"http://relay.example.org\"",
                "must be https",
            ),
            (
                "[server]\npublic_url = \"https://relay.example.org/?x\"",
                "has a query",
            ),
            (
                "[server]\nops_listen = \"0.0.0.0:1\"\n[operators]\ntoken_file = \"t\"",
                "the token would cross the network",
            ),
            ("[server.tls]\ncert_file = \"c\"", "set both or neither"),
            (
                "[server]\ndatabase_url = \"mysql://db.example.org/relay\"",
                "must start with sqlite: or postgres://",
            ),
            (
                "[server]\ndatabase_url = \"postgres://relay@db.example.org/relay\"",
                "so must be the master key",
            ),
            ("[limits]\nqueued = 0", "limits.queued is 0"),
            ("[limits]\nqeued = 1", "did you mean limits.queued?"),
            (
                "[secrets]\nmaster_key_file = \"f\"\nmaster_key_command = [\"c\"]",
                "set one of them",
            ),
        ] {
            let error = read(toml).unwrap_err();
            assert!(error.contains(said), "{toml}: {error}");
        }
    }

    #[test]
    fn senders_sign_the_url_that_stands_in_their_settings() {
        let listening = "127.0.0.1:8090".parse().unwrap();
        let url = |toml: &str| read(toml).unwrap().public_url(listening);
        assert_eq!(url(""), "http://127.0.0.1:8090");
        let behind = "[server]\npublic_url = \"https://push.example.org/relay/\"";
        assert_eq!(url(behind), "https://push.example.org/relay");
    }
}
