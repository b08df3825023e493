//! All settings of the server, section by section.

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use anyhow::{Context, bail, ensure};
use countersign_core::{
    limits::Limits,
    settings::{Branding, CoreSettings, EnrollmentSettings, LoginSettings},
};
use countersign_proto::forgerock::uri::is_portable;
use countersign_relay::AppSettings;
use countersign_service::settings::{Sources, load};
use countersign_web::WebSettings;
use ipnet::IpNet;
use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};
use url::Url;

/// The file that is read from the working directory.
const DEFAULT_FILE: &str = "countersign.toml";
/// What environment variables start with.
const ENV_PREFIX: &str = "COUNTERSIGN_";
/// The variable that chooses what is logged; not a setting.
pub const LOG_VARIABLE: &str = "COUNTERSIGN_LOG";

/// All settings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Where the server listens and keeps its data.
    pub server: ServerSettings,
    /// Where its keys come from.
    pub secrets: SecretsSettings,
    /// What people see of the organisation.
    pub branding: Branding,
    /// How often anybody may try.
    pub limits: Limits,
    /// How logins behave.
    pub login: LoginSettings,
    /// How enrolments behave.
    pub enrollment: EnrollmentSettings,
    /// The way to phones.
    pub relay: RelaySettings,
}

/// `[server]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServerSettings {
    /// Where phones, browsers and clients connect.
    pub listen: SocketAddr,
    /// Where metrics, liveness and readiness are served.
    pub ops_listen: SocketAddr,
    /// How phones, browsers and clients reach `listen`; derived from it if absent.
    pub public_url: Option<Url>,
    /// Where everything is kept.
    pub data_dir: PathBuf,
    /// `sqlite:PATH`; in `data_dir` if absent.
    pub database_url: Option<String>,
    /// Proxies whose word about addresses is taken.
    #[schemars(with = "Vec<String>")]
    pub trusted_proxies: Vec<IpNet>,
    /// See [`TlsSettings`].
    pub tls: TlsSettings,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            ops_listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 9091)),
            public_url: None,
            data_dir: "countersign-data".into(),
            database_url: None,
            trusted_proxies: Vec::new(),
            tls: TlsSettings::default(),
        }
    }
}

/// `[server.tls]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TlsSettings {
    /// Whether `listen` speaks TLS itself.
    pub mode: TlsMode,
    /// Certificate chain, PEM.
    pub cert_file: Option<PathBuf>,
    /// Private key, PEM.
    pub key_file: Option<PathBuf>,
}

/// Whether `listen` speaks TLS itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TlsMode {
    /// A proxy in front does.
    #[default]
    Off,
    /// With a certificate from files.
    Files,
}

/// `[secrets]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SecretsSettings {
    /// 32 bytes in base64; generated in `data_dir` if absent.
    pub master_key_file: Option<PathBuf>,
}

/// `[relay]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RelaySettings {
    /// Where notifications are sent from.
    pub mode: RelayMode,
    /// The published apps, by name.
    pub apps: BTreeMap<String, AppSettings>,
}

/// Where notifications are sent from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RelayMode {
    /// This process.
    #[default]
    Embedded,
}

/// Where settings come from, as the command line says.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// `--config`.
    pub config: Option<PathBuf>,
    /// Flags as (path, value).
    pub flags: Vec<(&'static str, String)>,
}

impl Settings {
    /// Reads and checks the settings.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place and source.
    pub fn read(given: &Given) -> anyhow::Result<Self> {
        let sources = Sources {
            file: given.config.clone(),
            default_file: DEFAULT_FILE,
            env_prefix: ENV_PREFIX,
            not_settings: &["log"],
            flags: given.flags.clone(),
        };
        let settings: Self = load(&sources)?;
        settings.check()?;
        Ok(settings)
    }

    /// The settings as a JSON Schema, for editors and deployment tools.
    pub fn schema() -> Schema {
        schema_for!(Self)
    }

    /// Checks what single values cannot tell.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> anyhow::Result<()> {
        ensure!(
            LoginSettings::TTL_SECS.contains(&self.login.ttl_secs),
            "setting login.ttl_secs must be from 15 to 600"
        );
        ensure!(
            (30..=3600).contains(&self.enrollment.ttl_secs),
            "setting enrollment.ttl_secs must be from 30 to 3600"
        );
        ensure!(
            self.limits.pushes_per_initiator_per_minute > 0,
            "setting limits.pushes_per_initiator_per_minute is 0"
        );
        self.check_branding()?;
        self.web()?;
        if let Some(url) = &self.server.database_url {
            ensure!(
                url.starts_with("sqlite:"),
                "setting server.database_url must start with sqlite:"
            );
        }
        if self.server.tls.mode == TlsMode::Files {
            let files = (&self.server.tls.cert_file, &self.server.tls.key_file);
            ensure!(
                matches!(files, (Some(_), Some(_))),
                "setting server.tls.mode is files: set cert_file and key_file"
            );
        }
        if let Some(url) = &self.server.public_url {
            check_public_url(url)?;
        }
        Ok(())
    }

    /// Phones of different makes must read the same values, see the protocol page.
    fn check_branding(&self) -> anyhow::Result<()> {
        let Branding {
            issuer,
            colour,
            logo_url,
        } = &self.branding;
        let splits = issuer.contains(':') || issuer.starts_with('/') || issuer.ends_with('/');
        ensure!(
            !issuer.trim().is_empty() && !splits,
            "setting branding.issuer is empty or contains a colon or outer slash"
        );
        ensure!(
            is_portable(issuer),
            "setting branding.issuer {issuer:?}: some apps would read it differently; change or add a character"
        );
        ensure!(
            issuer.len() <= 192,
            "setting branding.issuer is longer than 192 bytes: some apps have no room for it"
        );
        let is_colour = colour.len() == 6 && colour.bytes().all(|byte| byte.is_ascii_hexdigit());
        ensure!(
            is_colour,
            "setting branding.colour must be six hexadecimal digits"
        );
        let score = self.enrollment.policies.device_tampering;
        ensure!(
            score.is_none_or(|score| (0.0..=1.0).contains(&score)),
            "setting enrollment.policies.device_tampering must be from 0 to 1"
        );
        if let Some(url) = logo_url {
            ensure!(
                is_portable(url.as_str()),
                "setting branding.logo_url {url}: some apps would read it differently; change or add a character"
            );
        }
        Ok(())
    }

    /// What the doors need.
    ///
    /// # Errors
    /// If a network is not one.
    pub fn web(&self) -> anyhow::Result<WebSettings> {
        let networks = self.limits.trusted_networks.iter().map(|text| {
            text.parse::<IpNet>()
                .with_context(|| format!("setting limits.trusted_networks: {text:?} is not a network"))
        });
        Ok(WebSettings {
            trusted_proxies: self.server.trusted_proxies.clone(),
            trusted_networks: networks.collect::<anyhow::Result<_>>()?,
        })
    }

    /// What the flows need, with the address that `listen` turned out to be.
    pub fn core(&self, listening: SocketAddr) -> CoreSettings {
        CoreSettings {
            public_url: self.public_url(listening),
            login: self.login.clone(),
            enrollment: self.enrollment.clone(),
            limits: self.limits.clone(),
            branding: self.branding.clone(),
        }
    }

    fn public_url(&self, listening: SocketAddr) -> Url {
        if let Some(url) = &self.server.public_url {
            return url.clone();
        }
        let scheme = if self.server.tls.mode == TlsMode::Off {
            "http"
        } else {
            "https"
        };
        format!("{scheme}://{listening}")
            .parse()
            .expect("a socket address is a URL's authority")
    }

    /// The database file.
    pub fn database_file(&self) -> PathBuf {
        match &self.server.database_url {
            Some(url) => url.trim_start_matches("sqlite:").trim_start_matches("//").into(),
            None => self.server.data_dir.join("countersign.db"),
        }
    }
}

/// Phones refuse plain http except to the machine itself, and codes have no room for long addresses.
fn check_public_url(url: &Url) -> anyhow::Result<()> {
    let loopback = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => bail!("setting server.public_url has no host"),
    };
    match url.scheme() {
        "https" => {}
        "http" if loopback => {}
        _ => bail!("setting server.public_url must be https (http is for loopback only)"),
    }
    ensure!(
        url.query().is_none() && url.fragment().is_none(),
        "setting server.public_url has a query or fragment"
    );
    ensure!(
        url.as_str().len() <= 130,
        "setting server.public_url is longer than 130 characters: codes have no room for it"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn check(toml: &str) -> Result<(), String> {
        let dir = tempfile::TempDir::new().unwrap();
        let file = dir.path().join("c.toml");
        std::fs::write(&file, toml).unwrap();
        Settings::read(&Given {
            config: Some(file),
            flags: Vec::new(),
        })
        .map(|_| ())
        .map_err(|error| error.to_string())
    }

    #[test]
    fn the_commented_default_file_says_what_the_defaults_are() {
        let default = include_str!("../../deploy/config/countersign.toml");
        let uncommented: String = default
            .lines()
            .filter_map(|line| {
                line.strip_prefix("#:")
                    .or(Some(line))
                    .map(|line| format!("{}\n", line.trim_start()))
            })
            .collect();
        let dir = tempfile::TempDir::new().unwrap();
        for text in [default, &uncommented] {
            let file = dir.path().join("c.toml");
            std::fs::write(&file, text).unwrap();
            let settings = Settings::read(&Given {
                config: Some(file),
                flags: Vec::new(),
            })
            .unwrap();
            assert_eq!(settings, Settings::default());
        }
    }

    #[test]
    fn the_schema_describes_every_setting() {
        fn described(schema: &Value, part: &Value, settings: &Value, path: &str) {
            let part = match part["$ref"].as_str() {
                Some(name) => &schema["$defs"][name.trim_start_matches("#/$defs/")],
                None => part,
            };
            for (key, value) in settings.as_object().into_iter().flatten() {
                let path = format!("{path}.{key}");
                let property = &part["properties"][key];
                assert!(property.is_object(), "{path} is missing");
                assert!(property["description"].is_string(), "{path} says nothing");
                described(schema, property, value, &path);
            }
            if settings.is_object() && part["properties"].is_object() {
                assert_eq!(part["additionalProperties"], false, "{path} takes unknown keys");
            }
        }
        let schema = Settings::schema().to_value();
        described(
            &schema,
            &schema,
            &serde_json::to_value(Settings::default()).unwrap(),
            "",
        );
    }

    #[test]
    fn values_that_phones_would_refuse_or_misread_are_refused_by_name() {
        for (toml, setting) in [
            ("[branding]\nissuer = \"Ac?\"", "branding.issuer"),
            ("[branding]\nissuer = \"A:b\"", "branding.issuer"),
            ("[branding]\ncolour = \"#123456\"", "branding.colour"),
            (
                "[server]\npublic_url = \"http://id.example.org\"",
                "server.public_url",
            ),
            (
                "[server]\npublic_url = \"https://id.example.org/?x\"",
                "server.public_url",
            ),
            ("[login]\nttl_secs = 5", "login.ttl_secs"),
            (
                "[enrollment.policies]\ndevice_tampering = 1.5",
                "enrollment.policies.device_tampering",
            ),
            (
                "[limits]\ntrusted_networks = [\"home\"]",
                "limits.trusted_networks",
            ),
            ("[server.tls]\nmode = \"files\"", "server.tls"),
            ("[server]\nlisten_on = 1", "server.listen"),
        ] {
            let error = check(toml).unwrap_err();
            assert!(error.contains(setting), "{toml}: {error}");
        }
        for toml in [
            "[branding]\nissuer = \"東京大学校\"",
            "[server]\npublic_url = \"http://127.0.0.1:8080\"",
        ] {
            assert_eq!(check(toml), Ok(()), "{toml}");
        }
    }
}
