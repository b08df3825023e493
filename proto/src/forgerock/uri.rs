//! Enrolment codes: written so that all four generations of phones read the same values (protocol page, 1.2), and read
//! more strictly than any of them does.

mod scan;

use data_encoding::{BASE32_NOPAD, BASE64_NOPAD, BASE64URL_NOPAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
pub use scan::{ScanError, Scanned, ScannedOath, ScannedPush, is_secure, scan};
use serde::{Deserialize, Serialize};

use super::LOAD_BALANCER;
use crate::{
    keys::{ChallengeNonce, SharedSecret},
    otpauth::Algorithm,
};

/// Where compatible phones register and answer, under the public URL.
pub const DOOR: &str = "/json/push/sns/message";
/// Longest query value that every phone reads, in characters.
const MAX_VALUE: usize = 256;
/// Longest code that every phone reads, in characters.
const MAX_URI: usize = 4096;
/// Everything but the unreserved characters of RFC 3986.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Whether every generation decodes the base64 of `text` to the same value: some read one alphabet, some the other,
/// so it may hold none of the characters in which they differ.
pub fn is_portable(text: &str) -> bool {
    !BASE64_NOPAD.encode(text.as_bytes()).contains(['+', '/'])
}

/// Why no enrolment code can be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UriError {
    /// Some phones would read another value than others.
    #[error("the {0} cannot be written so that all phones read it alike; change or add a character")]
    NotPortable(&'static str),
    /// A part of the label is empty or has a character that splits it.
    #[error("the {0} is empty, contains a colon, or starts or ends with a slash")]
    Label(&'static str),
    /// Some phones would refuse it.
    #[error("the {0} is too long for some phones")]
    TooLong(&'static str),
    /// Not six hexadecimal digits.
    #[error("the colour is not six hexadecimal digits")]
    Colour,
    /// Digits other than 6 or 8, a period outside 1 to 300 seconds, or no seed.
    #[error("digits, period or seed are out of the range that all phones read")]
    OutOfRange,
    /// Not an absolute URL without query.
    #[error("the endpoint is not an absolute URL without query")]
    Endpoint,
}

/// What a `pushauth` code says.
#[derive(Debug, Clone)]
pub struct PushUri {
    /// The organisation; setting `branding.issuer`.
    pub issuer: String,
    /// The account's name in the app.
    pub account: String,
    /// `REGISTER:<uuid><ms>`.
    pub message_id: String,
    /// The key that the phone will share.
    pub secret: SharedSecret,
    /// What it proves the key over.
    pub challenge: ChallengeNonce,
    /// Where it registers and answers, without query.
    pub endpoint: String,
    /// What it sends back to name the user; portable.
    pub user_name: String,
    /// The server's name for the device.
    pub profile_id: String,
    /// The organisation's logo; setting `branding.logo_url`.
    pub image: Option<String>,
    /// Background colour, six hexadecimal digits; setting `branding.colour`.
    pub colour: String,
}

impl PushUri {
    /// The code.
    ///
    /// # Errors
    /// [`UriError`], naming the value that would not reach every phone intact.
    pub fn render(&self) -> Result<String, UriError> {
        let mut query = Query::default();
        self.write(&mut query)?;
        if let Some(image) = &self.image {
            query.portable("image", image)?;
        }
        finish("pushauth://push", &label(&self.issuer, &self.account)?, &query)
    }

    /// Everything but the picture, which codes for push alone and combined codes write differently.
    fn write(&self, query: &mut Query) -> Result<(), UriError> {
        if self.endpoint.contains(['?', '#']) || !self.endpoint.contains("://") {
            return Err(UriError::Endpoint);
        }
        let action = |action| base64(format!("{}?_action={action}", self.endpoint).as_bytes());
        query.raw("l", &base64(LOAD_BALANCER.as_bytes()))?;
        query.portable("issuer", &self.issuer)?;
        query.raw("m", &self.message_id)?;
        query.raw("s", &base64(self.secret.expose()))?;
        query.raw("c", &base64(self.challenge.as_bytes()))?;
        query.raw("r", &action("register"))?;
        query.raw("a", &action("authenticate"))?;
        query.portable("uid", &self.user_name)?;
        query.portable("d", &self.user_name)?;
        query.portable("pid", &self.profile_id)?;
        query.raw("b", colour(&self.colour)?)
    }
}

/// What counts up under a one-time password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OathKind {
    /// Time, in steps of this many seconds (1 to 300).
    Totp {
        /// Seconds per step.
        period_secs: u64,
    },
    /// The codes taken so far.
    Hotp {
        /// The first counter.
        counter: u64,
    },
}

/// What the phone and the server share for one-time passwords.
#[derive(Debug, Clone)]
pub struct OathSeed {
    /// The seed.
    pub secret: zeroize::Zeroizing<Vec<u8>>,
    /// What counts up.
    pub kind: OathKind,
    /// 6 or 8.
    pub digits: u32,
    /// The hash function.
    pub algorithm: Algorithm,
    /// The server's name for the authenticator.
    pub profile_id: String,
}

/// What an `otpauth` code says.
#[derive(Debug, Clone)]
pub struct OathUri {
    /// The organisation; setting `branding.issuer`.
    pub issuer: String,
    /// The account's name in the app.
    pub account: String,
    /// What is shared.
    pub seed: OathSeed,
    /// What refers to the user; portable.
    pub user_name: String,
    /// The organisation's logo.
    pub image: Option<String>,
    /// Background colour, six hexadecimal digits.
    pub colour: String,
}

impl OathUri {
    /// The code.
    ///
    /// # Errors
    /// See [`PushUri::render`].
    pub fn render(&self) -> Result<String, UriError> {
        let mut query = Query::default();
        // A name that the parameter cannot carry stands in the label alone, as with the reference server.
        if !self.issuer.contains('&') {
            query.plain("issuer", &self.issuer)?;
        }
        self.seed.write(&mut query)?;
        query.raw("b", colour(&self.colour)?)?;
        query.portable("uid", &self.user_name)?;
        if let Some(image) = &self.image {
            query.plain("image", image)?;
        }
        finish(
            &format!("otpauth://{}", self.seed.kind.host()),
            &label(&self.issuer, &self.account)?,
            &query,
        )
    }
}

impl OathSeed {
    fn write(&self, query: &mut Query) -> Result<(), UriError> {
        let period_fits =
            !matches!(self.kind, OathKind::Totp { period_secs } if !(1..=300).contains(&period_secs));
        if self.secret.is_empty() || !matches!(self.digits, 6 | 8) || !period_fits {
            return Err(UriError::OutOfRange);
        }
        query.raw("secret", &BASE32_NOPAD.encode(&self.secret))?;
        match self.kind {
            OathKind::Totp { period_secs } => query.raw("period", &period_secs.to_string())?,
            OathKind::Hotp { counter } => query.raw("counter", &counter.to_string())?,
        }
        query.raw("digits", &self.digits.to_string())?;
        if self.algorithm != Algorithm::Sha1 {
            query.raw("algorithm", self.algorithm.as_str())?;
        }
        query.portable("oid", &self.profile_id)
    }
}

impl OathKind {
    /// The word that codes carry where URLs have their host.
    pub const fn host(&self) -> &'static str {
        match self {
            Self::Totp { .. } => "totp",
            Self::Hotp { .. } => "hotp",
        }
    }
}

/// What a `mfauth` code says: both at once, under one label.
#[derive(Debug, Clone)]
pub struct CombinedUri {
    /// Push, and what the app shows.
    pub push: PushUri,
    /// What is shared for one-time passwords.
    pub seed: OathSeed,
    /// What phones must keep to.
    pub policies: Policies,
}

impl CombinedUri {
    /// The code.
    ///
    /// # Errors
    /// See [`PushUri::render`].
    pub fn render(&self) -> Result<String, UriError> {
        let mut query = Query::default();
        self.push.write(&mut query)?;
        // Phones read the picture twice, and the last reading, that of one-time passwords, wins.
        if let Some(image) = &self.push.image {
            query.plain("image", image)?;
        }
        self.seed.write(&mut query)?;
        if let Some(policies) = self.policies.render() {
            query.portable("policies", &policies)?;
        }
        finish(
            &format!("mfauth://{}", self.seed.kind.host()),
            &label(&self.push.issuer, &self.push.account)?,
            &query,
        )
    }
}

/// What a phone must keep to, else it locks the account (protocol page, 1.4). Phones take part of their own will:
/// nothing here proves anything to a server.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Policies {
    /// The phone must have a lock that opens by a feature of its person.
    pub biometric_available: bool,
    /// The score, from 0 to 1, from which on a phone counts as tampered with.
    pub device_tampering: Option<f64>,
}

impl Policies {
    /// As JSON, with as many spaces as make it portable; nothing where there is nothing to keep to.
    fn render(&self) -> Option<String> {
        let biometric = self
            .biometric_available
            .then(|| r#""biometricAvailable":{}"#.to_owned());
        let tampering = self
            .device_tampering
            .map(|score| format!(r#""deviceTampering":{{"score":{score:?}}}"#));
        let policies: Vec<String> = biometric.into_iter().chain(tampering).collect();
        let spaced = |spaces: usize| format!("{{{}{}}}", " ".repeat(spaces), policies.join(","));
        let portable = (0..3).map(spaced).find(|text| is_portable(text));
        (!policies.is_empty()).then(|| portable.unwrap_or_else(|| spaced(0)))
    }
}

/// The query of a code, in the order of the calls.
#[derive(Default)]
struct Query(String);

impl Query {
    /// A value of characters that need no escape.
    fn raw(&mut self, key: &'static str, value: &str) -> Result<(), UriError> {
        if value.len() > MAX_VALUE {
            return Err(UriError::TooLong(what(key)));
        }
        self.push(key, value);
        Ok(())
    }

    fn push(&mut self, key: &str, value: &str) {
        let separator = if self.0.is_empty() { '?' } else { '&' };
        self.0.push(separator);
        self.0.push_str(key);
        self.0.push('=');
        self.0.push_str(value);
    }

    /// Text in base64 that every phone reads alike.
    fn portable(&mut self, key: &'static str, text: &str) -> Result<(), UriError> {
        if !is_portable(text) {
            return Err(UriError::NotPortable(what(key)));
        }
        self.raw(key, &base64(text.as_bytes()))
    }

    /// Text as it is, escaped. One generation unescapes the whole query before it splits it at `&`, so a value cannot hold
    /// one: what follows it would count as parameters of its own.
    fn plain(&mut self, key: &'static str, text: &str) -> Result<(), UriError> {
        if text.contains('&') {
            return Err(UriError::NotPortable(what(key)));
        }
        // The strictest phone counts characters after it has unescaped them.
        if text.chars().count() > MAX_VALUE {
            return Err(UriError::TooLong(what(key)));
        }
        self.push(key, &utf8_percent_encode(text, STRICT).to_string());
        Ok(())
    }
}

/// What people call a parameter.
const fn what(key: &'static str) -> &'static str {
    match key.as_bytes() {
        b"issuer" => "issuer",
        b"image" => "logo URL",
        b"r" | b"a" => "public URL",
        b"uid" | b"d" => "user name",
        _ => key,
    }
}

fn base64(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

fn label(issuer: &str, account: &str) -> Result<String, UriError> {
    let part = |name, text: &str| {
        let splits = text.is_empty() || text.contains(':') || text.starts_with('/') || text.ends_with('/');
        if splits {
            Err(UriError::Label(name))
        } else {
            Ok(utf8_percent_encode(text, STRICT).to_string())
        }
    };
    Ok(format!(
        "{}:{}",
        part("issuer", issuer)?,
        part("account", account)?
    ))
}

fn colour(colour: &str) -> Result<&str, UriError> {
    let valid = colour.len() == 6 && colour.bytes().all(|byte| byte.is_ascii_hexdigit());
    if valid { Ok(colour) } else { Err(UriError::Colour) }
}

fn finish(host: &str, label: &str, query: &Query) -> Result<String, UriError> {
    let uri = format!("{host}/{label}{}", query.0);
    if uri.len() > MAX_URI {
        Err(UriError::TooLong("code"))
    } else {
        Ok(uri)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push() -> PushUri {
        PushUri {
            issuer: "Acme".to_owned(),
            account: "alice".to_owned(),
            message_id: "REGISTER:8be951c6-af83-438d-8f74-421bd18650421570561063169".to_owned(),
            secret: SharedSecret::from_bytes([0xfb; 32]),
            challenge: ChallengeNonce::from_bytes([2; 32]),
            endpoint: "https://mfa.example.com/json/push/sns/message".to_owned(),
            user_name: "alice".to_owned(),
            profile_id: "581dd3c8-3c69-49ac-b01a-074450b226c5".to_owned(),
            image: None,
            colour: "032b75".to_owned(),
        }
    }

    fn seed() -> OathSeed {
        OathSeed {
            secret: vec![1; 20].into(),
            kind: OathKind::Totp { period_secs: 30 },
            digits: 6,
            algorithm: Algorithm::Sha1,
            profile_id: "0d3c8a54-3c69-49ac-b01a-074450b226c5".to_owned(),
        }
    }

    #[test]
    fn the_code_reads_back_on_our_own_phone() {
        let Scanned::Push(scanned) = scan(&push().render().unwrap()).unwrap() else {
            panic!("a push code")
        };
        assert_eq!(scanned.issuer, "Acme");
        assert_eq!(scanned.account, "alice");
        assert_eq!(scanned.endpoint, push().endpoint);
        assert_eq!(scanned.secret.expose(), push().secret.expose());
        assert_eq!(scanned.challenge, push().challenge);
    }

    #[test]
    fn a_setting_that_phones_would_read_differently_is_refused_by_name() {
        for issuer in ["Ac?", "Ab~", "\u{fb01}\u{ffff}"] {
            assert_eq!(
                PushUri {
                    issuer: issuer.to_owned(),
                    ..push()
                }
                .render(),
                Err(UriError::NotPortable("issuer")),
                "{issuer}"
            );
        }
        // The same signs in another order, whose base64 needs a slash.
        let with_logo = |url: &str| {
            let image = Some(url.to_owned());
            PushUri { image, ..push() }.render().map(|_| ())
        };
        assert_eq!(with_logo("https://x.example/a?b"), Ok(()));
        assert_eq!(
            with_logo("https://x.example/ab?"),
            Err(UriError::NotPortable("logo URL"))
        );
    }

    #[test]
    fn a_one_time_password_that_some_phones_would_refuse_or_misread_is_refused() {
        let oath = OathUri {
            issuer: "Acme".to_owned(),
            account: "alice".to_owned(),
            seed: seed(),
            user_name: "alice".to_owned(),
            image: None,
            colour: "032b75".to_owned(),
        };
        assert!(oath.render().is_ok());
        let image = Some("https://id.example.org/logo?a=1&digits=7".to_owned());
        assert_eq!(
            OathUri {
                image,
                ..oath.clone()
            }
            .render(),
            Err(UriError::NotPortable("logo URL"))
        );
        let seeds = [
            OathSeed { digits: 7, ..seed() },
            OathSeed {
                kind: OathKind::Totp { period_secs: 0 },
                ..seed()
            },
            OathSeed {
                secret: Vec::new().into(),
                ..seed()
            },
        ];
        for seed in seeds {
            let uri = OathUri { seed, ..oath.clone() };
            assert_eq!(uri.render(), Err(UriError::OutOfRange));
        }
    }

    #[test]
    fn a_combined_code_reads_back_as_both_its_halves() {
        let policies = Policies {
            biometric_available: true,
            device_tampering: Some(0.8),
        };
        let uri = CombinedUri {
            push: push(),
            seed: seed(),
            policies,
        };
        let Scanned::Combined(push, oath) = scan(&uri.render().unwrap()).unwrap() else {
            panic!("a combined code")
        };
        assert_eq!(push.endpoint, uri.push.endpoint);
        assert_eq!(*oath.secret, vec![1; 20]);
        assert_eq!(
            (push.issuer, push.account),
            (oath.issuer.clone(), oath.account.clone())
        );
        assert_eq!(oath.issuer, "Acme");
    }

    #[test]
    fn policies_are_written_so_that_all_phones_read_them() {
        let policies = |biometric_available, device_tampering| Policies {
            biometric_available,
            device_tampering,
        };
        assert_eq!(policies(false, None).render(), None);
        for score in 0..=100 {
            let text = policies(true, Some(f64::from(score) / 100.0)).render().unwrap();
            assert!(is_portable(&text) && text.len() < 192, "{text}");
        }
        assert_eq!(
            policies(true, Some(0.8)).render().unwrap().replace(' ', ""),
            r#"{"biometricAvailable":{},"deviceTampering":{"score":0.8}}"#
        );
    }

    #[test]
    fn a_label_that_would_split_elsewhere_is_refused() {
        for (issuer, account) in [
            ("A:b", "x"),
            ("", "x"),
            ("/A", "x"),
            ("A", "x/"),
            ("A", ""),
            ("A", "x:y"),
        ] {
            let uri = PushUri {
                issuer: issuer.to_owned(),
                account: account.to_owned(),
                ..push()
            };
            assert!(
                matches!(uri.render(), Err(UriError::Label(_))),
                "{issuer}:{account}"
            );
        }
    }

    #[test]
    fn what_some_phones_would_refuse_for_its_length_is_refused_here() {
        let endpoint = format!("https://mfa.example.com/{}", "a".repeat(192));
        assert_eq!(
            PushUri { endpoint, ..push() }.render(),
            Err(UriError::TooLong("public URL"))
        );
    }
}
