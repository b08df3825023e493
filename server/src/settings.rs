//! All settings of the server, section by section.

mod am;
mod check;
mod codes;
mod launcher;
mod logos;
mod terms;

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use anyhow::{Context, anyhow};
use countersign_core::{
    limits::Limits,
    model::PhoneSettings,
    settings::{
        AccountSettings, Branding, CertificateSettings, CoreSettings, DEFAULT_APP, DelegationSettings,
        EnrollmentSettings, LoginSettings, OperatorSettings, PlaceSettings, SupportSettings,
    },
};
use countersign_relay::{AppSettings, MessageSettings};
use countersign_service::{
    address::ForwardedHeader,
    database_url::DatabaseUrl,
    listener::Limits as ListenerLimits,
    master_key::SecretsSettings,
    settings::{Sources, load},
};
use countersign_web::WebSettings;
use ipnet::IpNet;
use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};
use url::Url;

pub use self::{am::AmSettings, launcher::DestinationSettings, terms::TermsSettings};

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
    /// How accounts come about.
    pub accounts: AccountSettings,
    /// How codes are sent to telephones.
    pub phone: PhoneSettings,
    /// Who may use the operators' pages.
    pub operators: OperatorSettings,
    /// The way to phones.
    pub relay: RelaySettings,
    /// The way to mailboxes.
    pub mail: MailSettings,
    /// Whither the server connects where others have named the host.
    pub outgoing: OutgoingSettings,
    /// The terms of use.
    pub terms: TermsSettings,
    /// Where on earth networks are.
    pub places: PlaceSettings,
    /// Digital certificates of people.
    pub certificates: CertificateSettings,
    /// What people let others do for them.
    pub delegations: DelegationSettings,
    /// Whom people can ask.
    pub support: SupportSettings,
    /// Pictures of services for the pages of logins, by the ids of their clients: PNG or WebP of at most 32 KiB.
    pub logos: BTreeMap<String, PathBuf>,
    /// Places to go from the account's page, in this order.
    pub launcher: Vec<DestinationSettings>,
    /// Login pages and apps that were made for ForgeRock AM.
    pub am: AmSettings,
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
    /// `sqlite:PATH` for one server, `postgres://USER@HOST/NAME?sslmode=verify-full` for several nodes; in `data_dir` if absent.
    pub database_url: Option<String>,
    /// Proxies whose word about addresses is taken.
    #[schemars(with = "Vec<String>")]
    pub trusted_proxies: Vec<IpNet>,
    /// The header in which they give it; the other one is ignored.
    pub forwarded_header: ForwardedHeader,
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
            forwarded_header: ForwardedHeader::default(),
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
    /// With a certificate from files, which are read again when they change.
    Files,
    /// Not available yet; known, so that whoever sets it is told what to do instead.
    #[schemars(skip)]
    Acme,
}

/// `[relay]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RelaySettings {
    /// Where notifications to apps are sent from.
    pub mode: RelayMode,
    /// The relay's public URL, exactly as it stands in its own settings, if it is a remote one.
    pub url: Option<Url>,
    /// The key that requests to a remote relay are signed with: Ed25519, PEM (PKCS #8); one under the master key if absent. Its
    /// public half is printed by `countersign keys relay`.
    pub signing_key_file: Option<PathBuf>,
    /// The published apps, by name. With a remote relay, which holds their credentials, the names alone; `default` if there are none.
    pub apps: BTreeMap<String, AppSettings>,
    /// See [`BrowserSettings`].
    pub webpush: BrowserSettings,
    /// The gateway for text messages, unless the remote relay has one.
    pub sms: Option<MessageSettings>,
    /// The gateway for calls, unless the remote relay has one.
    pub voice: Option<MessageSettings>,
}

/// `[relay.webpush]`: notifications for the phone in the browser. The server's own key signs them; no vendor gives credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BrowserSettings {
    /// Whether browsers are offered notifications.
    pub enabled: bool,
    /// Where the people who run a push service find whoever sends, `mailto:` or `https:`; `server.public_url` if absent.
    pub contact: Option<String>,
}

impl Default for BrowserSettings {
    fn default() -> Self {
        Self {
            enabled: true,
            contact: None,
        }
    }
}

/// `[mail]`: links and notices to people. Without `smtp_url` none are sent, and pages that need them say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MailSettings {
    /// The mail server: `smtps://HOST` speaks TLS from the start (port 465), `smtp://HOST` by STARTTLS (port 587). Only on this
    /// machine itself `smtp` may stay plain (port 25).
    pub smtp_url: Option<Url>,
    /// Whom mails are from, such as `Example <no-reply@example.org>`.
    pub from: Option<String>,
    /// Whom the mail server knows us as, if it asks.
    pub username: Option<String>,
    /// The password for that, in a file.
    pub password_file: Option<PathBuf>,
    /// Trust anchors beside those of the system.
    pub ca_file: Option<PathBuf>,
    /// Seconds that the mail server has for one mail, from 1 to 120. What it does not take is tried again.
    pub timeout_secs: u64,
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            smtp_url: None,
            from: None,
            username: None,
            password_file: None,
            ca_file: None,
            timeout_secs: 20,
        }
    }
}

/// `[outgoing]`: services that are told of logouts, and push services of browsers unless a remote relay reaches them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OutgoingSettings {
    /// Networks of one's own that may be connected to, beside the public internet.
    #[schemars(with = "Vec<String>")]
    pub allow_networks: Vec<IpNet>,
    /// Trust anchors beside those of the system.
    pub ca_file: Option<PathBuf>,
}

/// Where notifications are sent from. Those to browsers are made ready in this process, with its own key, in either case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RelayMode {
    /// This process, with the apps' credentials.
    #[default]
    Embedded,
    /// A relay of somebody who has them: `countersign-relay serve`.
    Remote,
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

    /// What the doors need.
    ///
    /// # Errors
    /// If a network is not one.
    pub fn web(&self) -> anyhow::Result<WebSettings> {
        let networks = self.limits.trusted_networks.iter().map(|text| {
            text.parse::<IpNet>()
                .with_context(|| format!("setting limits.trusted_networks: {text:?} is not a network"))
        });
        let logos = logos::read(&self.logos)?;
        Ok(WebSettings {
            trusted_proxies: self.server.trusted_proxies.clone(),
            forwarded_header: self.server.forwarded_header,
            trusted_networks: networks.collect::<anyhow::Result<_>>()?,
            launcher: launcher::read(&self.launcher, &self.branding.language, &logos)?,
            logos,
            am: am::read(&self.am)?,
        })
    }

    /// How many connections the public address takes.
    ///
    /// # Errors
    /// If a network is not one.
    pub fn listener(&self) -> anyhow::Result<ListenerLimits> {
        let web = self.web()?;
        Ok(ListenerLimits {
            connections: self.limits.connections,
            connections_per_address: self.limits.connections_per_address,
            exempt: [web.trusted_proxies, web.trusted_networks].concat(),
        })
    }

    /// The apps whose phones can be woken.
    fn apps(&self) -> BTreeSet<String> {
        let relay = &self.relay;
        if relay.mode == RelayMode::Remote && relay.apps.is_empty() {
            return BTreeSet::from([DEFAULT_APP.to_owned()]);
        }
        relay.apps.keys().cloned().collect()
    }

    /// What the flows need, with the address that `listen` turned out to be.
    ///
    /// # Errors
    /// If the terms of use or the support offices cannot be read.
    pub fn core(&self, listening: SocketAddr) -> anyhow::Result<CoreSettings> {
        Ok(CoreSettings {
            public_url: self.public_url(listening),
            login: self.login.clone(),
            enrollment: self.enrollment.clone(),
            accounts: self.accounts.clone(),
            certificates: self.certificates.clone(),
            delegations: self.delegations.clone(),
            sends_mail: self.mail.smtp_url.is_some(),
            limits: self.limits.clone(),
            operators: self.operators.clone(),
            branding: self.branding.clone(),
            web_push_key: None,
            phone: self.phone.clone(),
            apps: self.apps(),
            places: self.places.clone(),
            terms: self.terms.read(&self.branding.language)?,
            support: self.support.offices().map_err(|what| anyhow!("setting {what}"))?,
        })
    }

    /// Where phones and browsers find the server.
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

    /// Where the truth is kept.
    ///
    /// # Errors
    /// If `server.database_url` names nothing that we know.
    pub fn database(&self) -> anyhow::Result<DatabaseUrl> {
        let Some(url) = &self.server.database_url else {
            return Ok(DatabaseUrl::Sqlite(self.server.data_dir.join("countersign.db")));
        };
        DatabaseUrl::parse("setting server.database_url", url)
    }
}

#[cfg(test)]
mod tests;
