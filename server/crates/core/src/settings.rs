//! The settings that rules read.

mod apps;
mod certificates;
mod delegations;
mod offers;
mod places;
mod support;

use std::{collections::BTreeSet, time::Duration};

pub use apps::{AppUse, StoreApp, StorePlatform};
pub use certificates::{AuthoritySettings, CertificateHeader, CertificateSettings, ClaimedStorage};
use countersign_proto::forgerock::uri::Policies;
pub use delegations::DelegationSettings;
pub use offers::Offer;
pub use places::PlaceSettings;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
pub use support::{HoursSettings, OfficeSettings, SupportSettings};
use url::Url;

use crate::{
    limits::Limits,
    model::{NumberMatching, Office, PhoneSettings, Terms},
};

/// What the flows need to know about this installation.
#[derive(Debug, Clone)]
pub struct CoreSettings {
    /// Where browsers and phones reach this server; no trailing slash.
    pub public_url: Url,
    /// See [`LoginSettings`].
    pub login: LoginSettings,
    /// See [`EnrollmentSettings`].
    pub enrollment: EnrollmentSettings,
    /// See [`AccountSettings`].
    pub accounts: AccountSettings,
    /// See [`CertificateSettings`].
    pub certificates: CertificateSettings,
    /// See [`DelegationSettings`].
    pub delegations: DelegationSettings,
    /// Whether a mail server is known.
    pub sends_mail: bool,
    /// See [`Limits`].
    pub limits: Limits,
    /// See [`OperatorSettings`].
    pub operators: OperatorSettings,
    /// See [`Branding`].
    pub branding: Branding,
    /// The key by which browsers know this server's pushes (VAPID, RFC 8292), if it sends any.
    pub web_push_key: Option<String>,
    /// See [`PhoneSettings`].
    pub phone: PhoneSettings,
    /// The apps that the relay can wake.
    pub apps: BTreeSet<String>,
    /// See [`PlaceSettings`].
    pub places: PlaceSettings,
    /// The terms of use in force.
    pub terms: Terms,
    /// Whom people can ask.
    pub support: Vec<Office>,
}

impl CoreSettings {
    /// Whether people can make accounts for themselves.
    pub const fn offers_sign_up(&self) -> bool {
        self.accounts.sign_up && self.sends_mail
    }

    /// Whether phones that run `app` can be enrolled. Without any app, the one of the settings to come.
    pub fn knows_app(&self, app: &str) -> bool {
        self.apps.contains(app) || (self.apps.is_empty() && app == DEFAULT_APP)
    }
}

const fn days(days: u32) -> Duration {
    Duration::from_secs(days as u64 * 24 * 3600)
}

/// The app of whoever names none.
pub const DEFAULT_APP: &str = "default";

/// How logins behave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LoginSettings {
    /// Seconds until an unanswered login expires, from 15 to 600.
    pub ttl_secs: u64,
    /// Seconds before a push may be sent again.
    pub resend_after_secs: u64,
    /// `none` (approve or deny), `pick` (the phone offers three numbers) or `type` (six digits are typed on phones that can,
    /// others pick), unless client or login say otherwise.
    pub number_matching: NumberMatching,
}

impl LoginSettings {
    /// Shortest and longest life of a login, in seconds.
    pub const TTL_SECS: std::ops::RangeInclusive<u64> = 15..=600;

    /// How long after a push another may be asked for.
    pub fn resend_after(&self) -> Duration {
        Duration::from_secs(self.resend_after_secs)
    }
}

impl Default for LoginSettings {
    fn default() -> Self {
        Self {
            ttl_secs: 120,
            resend_after_secs: 15,
            number_matching: NumberMatching::Pick,
        }
    }
}

/// How accounts come about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AccountSettings {
    /// Whether people can make accounts for themselves, each with an e-mail address that they have shown to be theirs. Needs
    /// `mail`. Otherwise operators and clients add users.
    pub sign_up: bool,
    /// Hours that somebody waits who has lost every authenticator and asks to be let in by password and mail, from 24 to 720.
    /// Meanwhile whoever reads the mails or is logged in can stop it.
    pub recovery_delay_hours: u64,
}

impl AccountSettings {
    /// Shortest and longest wait for a recovery, in hours.
    pub const RECOVERY_DELAY_HOURS: std::ops::RangeInclusive<u64> = 24..=720;

    /// The wait for a recovery.
    pub const fn recovery_delay(&self) -> Duration {
        Duration::from_secs(self.recovery_delay_hours * 3600)
    }
}

impl Default for AccountSettings {
    fn default() -> Self {
        Self {
            sign_up: false,
            recovery_delay_hours: 72,
        }
    }
}

/// Who may use the operators' pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OperatorSettings {
    /// What an operator's login must have been, or stronger; see `countersign policy add --help`.
    pub required_acr: String,
}

impl Default for OperatorSettings {
    fn default() -> Self {
        Self {
            required_acr: "passkey".to_owned(),
        }
    }
}

/// How enrolments behave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EnrollmentSettings {
    /// Seconds until an unused code expires, from 30 to 3600.
    pub ttl_secs: u64,
    /// See [`PolicySettings`].
    pub policies: PolicySettings,
    /// The apps that people are told to install, in the order in which they are shown.
    pub apps: Vec<StoreApp>,
    /// What is offered first to whoever adds something, in this order; the rest follows.
    pub offers: Vec<Offer>,
}

/// What compatible apps keep to that were enrolled by a code for push and one-time passwords in one. They lock the account
/// of their own will where it is not so; nothing of it is proven to the server.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PolicySettings {
    /// The phone has a lock that opens by fingerprint or face.
    pub biometric_available: bool,
    /// The score, from 0 to 1, from which on an app takes its phone to be tampered with; absent: it does not look.
    pub device_tampering: Option<f64>,
}

impl From<PolicySettings> for Policies {
    fn from(settings: PolicySettings) -> Self {
        Self {
            biometric_available: settings.biometric_available,
            device_tampering: settings.device_tampering,
        }
    }
}

impl EnrollmentSettings {
    /// Shortest and longest life of a code, in seconds.
    pub const TTL_SECS: std::ops::RangeInclusive<u64> = 30..=3600;

    /// Whether apps and offers can be shown.
    ///
    /// # Errors
    /// Which setting cannot be, and why.
    pub fn check_pages(&self) -> Result<(), String> {
        apps::check(&self.apps)?;
        offers::check(&self.offers)
    }

    /// The apps that can do all of this.
    pub fn apps_for<'a>(&'a self, uses: &'a [AppUse]) -> impl Iterator<Item = &'a StoreApp> {
        let apps = self.apps.iter();
        apps.filter(|app| !uses.is_empty() && uses.iter().all(|one| app.uses.contains(one)))
    }

    /// How long a code can be used.
    pub fn ttl(&self) -> Duration {
        Duration::from_secs(self.ttl_secs)
    }
}

impl Default for EnrollmentSettings {
    fn default() -> Self {
        Self {
            ttl_secs: 300,
            policies: PolicySettings::default(),
            apps: Vec::new(),
            offers: Vec::new(),
        }
    }
}

/// What people see of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Branding {
    /// The name that apps show above the account.
    pub issuer: String,
    /// Background colour in apps: six hexadecimal digits.
    pub colour: String,
    /// Logo that apps load; https.
    pub logo_url: Option<Url>,
    /// BCP 47 tag of the language for whoever has not said which, and whose browser asks for none that is spoken here.
    pub language: String,
}

impl Default for Branding {
    fn default() -> Self {
        Self {
            issuer: "Countersign".to_owned(),
            colour: "032b75".to_owned(),
            logo_url: None,
            language: "en".to_owned(),
        }
    }
}
