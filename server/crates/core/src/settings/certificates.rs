//! `[certificates]`: digital certificates of people.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use jiff::{
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::model::{BusinessCalendar, ClientCertificate, KeyStorage};

/// `[certificates]`: digital certificates of people. Without `listen` there are none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CertificateSettings {
    /// Where browsers show their certificates: an address of its own, because they are asked for one by every page there.
    pub listen: Option<SocketAddr>,
    /// How browsers reach `listen`, https.
    pub public_url: Option<Url>,
    /// Whether a proxy in front ends TLS there, and in which header it says what certificate was shown. `listen` is then plain, and
    /// hears nobody but `server.trusted_proxies`.
    pub forwarded_header: CertificateHeader,
    /// The server's own certificate there, PEM; that of `server.tls` if absent.
    pub cert_file: Option<PathBuf>,
    /// Its private key, PEM.
    pub key_file: Option<PathBuf>,
    /// Days that a certificate holds, from 1 to 825.
    pub validity_days: u32,
    /// Days within which an approved certificate is to be picked up, from 1 to 30.
    pub pick_up_days: u32,
    /// Whether two different operators must approve each request. What was approved by one before stays so.
    pub two_person_approval: bool,
    /// Working days that a request usually takes, from 0 to 30.
    pub working_days: u32,
    /// The time zone of those who answer requests, such as `Europe/Paris`.
    pub time_zone: String,
    /// When their office closes, `HH:MM`.
    pub closes: String,
    /// On which days of the week: `mon` to `sun`.
    pub weekdays: Vec<String>,
    /// Days on which nobody works, `YYYY-MM-DD`.
    pub holidays: Vec<String>,
    /// Authorities of organisations, whose certificates people may add to their accounts.
    pub authorities: Vec<AuthoritySettings>,
}

/// `[[certificates.authorities]]`: an authority that gives people certificates elsewhere. Without its entry they are good for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AuthoritySettings {
    /// What people call it. Certificates are bound to this name: under another one it is another authority.
    pub name: String,
    /// Its certificates, PEM, that of whoever signs people's included; read once.
    pub ca_file: PathBuf,
    /// The list of what it has revoked, PEM or DER, read again every 30 seconds. Either this or `crl_url`: nobody is let in without a
    /// list, or by one whose time is up.
    pub crl_file: Option<PathBuf>,
    /// Where that list is fetched, http or https, every 5 minutes.
    pub crl_url: Option<Url>,
    /// Where its people's keys are, as you know and no certificate says.
    pub key_storage: ClaimedStorage,
}

/// Where the keys of an authority's people are, by the word of whoever writes the settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClaimedStorage {
    /// In files or key stores that may be copied: `amr` `swk`.
    #[default]
    Software,
    /// In hardware that keeps them: `amr` `hwk`.
    Hardware,
    /// On smart cards: `amr` `hwk` and `sc`.
    SmartCard,
}

impl ClaimedStorage {
    /// What a login is told of it.
    pub const fn storage(self) -> KeyStorage {
        match self {
            Self::Software => KeyStorage::Unknown,
            Self::Hardware => KeyStorage::Device,
            Self::SmartCard => KeyStorage::SmartCard,
        }
    }
}

/// Who ends TLS where certificates are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateHeader {
    /// This server itself.
    #[default]
    None,
    /// A proxy that writes `Client-Cert` and `Client-Cert-Chain` (RFC 9440).
    ClientCert,
    /// A proxy that writes `X-SSL-Client-Cert`: PEM, percent-encoded, as `$ssl_client_escaped_cert` of nginx is.
    XSslClientCert,
}

impl Default for CertificateSettings {
    fn default() -> Self {
        Self {
            listen: None,
            public_url: None,
            forwarded_header: CertificateHeader::None,
            cert_file: None,
            key_file: None,
            validity_days: 365,
            pick_up_days: 7,
            two_person_approval: false,
            working_days: 1,
            time_zone: "UTC".to_owned(),
            closes: "17:00".to_owned(),
            weekdays: ["mon", "tue", "wed", "thu", "fri"].map(str::to_owned).to_vec(),
            holidays: Vec::new(),
            authorities: Vec::new(),
        }
    }
}

impl CertificateSettings {
    /// Whether there are certificates here.
    pub const fn is_offered(&self) -> bool {
        self.listen.is_some()
    }

    /// Whether certificates like this one let anybody in, whatever becomes of it itself.
    pub fn takes(&self, certificate: &ClientCertificate) -> bool {
        let is_known = |name: &str| self.authorities.iter().any(|one| one.name == name);
        let organisation = certificate.organisation.as_ref();
        self.is_offered() && organisation.is_none_or(|organisation| is_known(&organisation.authority))
    }

    /// How long a certificate holds.
    pub fn validity(&self) -> Duration {
        super::days(self.validity_days)
    }

    /// How long an approved one can be picked up.
    pub fn pick_up(&self) -> Duration {
        super::days(self.pick_up_days)
    }

    /// When those work who answer requests.
    ///
    /// # Errors
    /// Which setting cannot be read, and why.
    pub fn calendar(&self) -> Result<BusinessCalendar, String> {
        let zone = TimeZone::get(&self.time_zone)
            .map_err(|_| format!("certificates.time_zone: {:?} is no time zone", self.time_zone))?;
        let closes = Time::strptime("%H:%M", &self.closes)
            .map_err(|_| format!("certificates.closes: {:?} is not HH:MM", self.closes))?;
        let weekdays: Vec<Weekday> = self
            .weekdays
            .iter()
            .map(|day| {
                weekday(day).ok_or_else(|| {
                    format!("certificates.weekdays: {day:?} is none of mon, tue, wed, thu, fri, sat, sun")
                })
            })
            .collect::<Result<_, _>>()?;
        if weekdays.is_empty() {
            return Err("certificates.weekdays is empty: nobody would ever answer a request".to_owned());
        }
        let holidays = self.holidays.iter().map(|day| {
            day.parse::<Date>()
                .map_err(|_| format!("certificates.holidays: {day:?} is not YYYY-MM-DD"))
        });
        Ok(BusinessCalendar {
            zone,
            closes,
            weekdays,
            holidays: holidays.collect::<Result<_, _>>()?,
            working_days: self.working_days,
        })
    }
}

/// The day of the week of a word of settings.
pub(super) fn weekday(text: &str) -> Option<Weekday> {
    Some(match text {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}
