//! Reads an enrolment code on our own phone.

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use url::{Host, Url};
use zeroize::Zeroizing;

use super::OathKind;
use crate::{
    forgerock::decode,
    keys::{ChallengeNonce, SharedSecret},
    otpauth::Algorithm,
};

/// What a code asks the phone to do.
#[derive(Debug)]
pub enum Scanned {
    /// Register for push.
    Push(ScannedPush),
    /// Keep a one-time password.
    Oath(ScannedOath),
    /// Both.
    Combined(ScannedPush, ScannedOath),
}

/// A `pushauth` code.
#[derive(Debug)]
pub struct ScannedPush {
    /// The organisation.
    pub issuer: String,
    /// The account's name.
    pub account: String,
    /// `REGISTER:…`, to be sent back as it is.
    pub message_id: String,
    /// The key to share.
    pub secret: SharedSecret,
    /// What to prove it over.
    pub challenge: ChallengeNonce,
    /// Where to register and answer, without query.
    pub endpoint: String,
    /// The user name, if the server says it.
    pub user_name: Option<String>,
    /// The load balancer's cookie, if there is one that a header can carry.
    pub cookie: Option<String>,
}

/// An `otpauth` code.
#[derive(Debug)]
pub struct ScannedOath {
    /// The organisation.
    pub issuer: String,
    /// The account's name.
    pub account: String,
    /// The seed.
    pub secret: Zeroizing<Vec<u8>>,
    /// What counts up.
    pub kind: OathKind,
    /// 6 or 8.
    pub digits: u32,
    /// The hash function.
    pub algorithm: Algorithm,
}

/// Why a code is not followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// Not a URI of a scheme that we know.
    #[error("it is not an enrolment code")]
    NotACode,
    /// A parameter is missing or malformed.
    #[error("its parameter {0} is missing or malformed")]
    Parameter(&'static str),
    /// Label and parameter name different organisations, which is how codes deceive.
    #[error("it names two different organisations")]
    IssuerMismatch,
    /// Its server is not reached over https.
    #[error("its server is not reached over https")]
    Insecure,
}

/// Reads a code.
///
/// # Errors
/// [`ScanError`].
pub fn scan(code: &str) -> Result<Scanned, ScanError> {
    let url = Url::parse(code).map_err(|_| ScanError::NotACode)?;
    match (url.scheme(), url.host_str()) {
        ("pushauth", Some("push")) => scan_push(&url).map(Scanned::Push),
        ("otpauth", Some("totp" | "hotp")) => {
            let (issuer, account) = oath_label(&url)?;
            scan_oath(&url, issuer, account).map(Scanned::Oath)
        }
        ("mfauth", Some("totp" | "hotp")) => {
            let push = scan_push(&url)?;
            let oath = scan_oath(&url, push.issuer.clone(), push.account.clone())?;
            Ok(Scanned::Combined(push, oath))
        }
        _ => Err(ScanError::NotACode),
    }
}

fn scan_push(url: &Url) -> Result<ScannedPush, ScanError> {
    let (label_issuer, account) = label(url)?;
    let issuer = text(url, "issuer")?;
    same_issuer(&label_issuer, &issuer)?;
    let register = text(url, "r")?;
    let authenticate = text(url, "a")?;
    let endpoint = register
        .strip_suffix("?_action=register")
        .ok_or(ScanError::Parameter("r"))?;
    if authenticate.strip_suffix("?_action=authenticate") != Some(endpoint) {
        return Err(ScanError::Parameter("a"));
    }
    secure(endpoint)?;
    Ok(ScannedPush {
        issuer,
        account,
        message_id: query(url, "m").ok_or(ScanError::Parameter("m"))?,
        secret: SharedSecret::from_slice(&bytes(url, "s")?).map_err(|_| ScanError::Parameter("s"))?,
        challenge: ChallengeNonce::from_slice(&bytes(url, "c")?).map_err(|_| ScanError::Parameter("c"))?,
        endpoint: endpoint.to_owned(),
        user_name: text(url, "uid").or_else(|_| text(url, "d")).ok(),
        cookie: text(url, "l").ok().filter(|cookie| is_cookie(cookie)),
    })
}

fn oath_label(url: &Url) -> Result<(String, String), ScanError> {
    let (label_issuer, account) = label(url)?;
    let issuer = query(url, "issuer").unwrap_or_else(|| label_issuer.clone());
    same_issuer(&label_issuer, &issuer)?;
    Ok((issuer, account))
}

fn scan_oath(url: &Url, issuer: String, account: String) -> Result<ScannedOath, ScanError> {
    let secret = query(url, "secret").ok_or(ScanError::Parameter("secret"))?;
    let secret = secret.to_ascii_uppercase().replace([' ', '-', '='], "");
    let secret = BASE32_NOPAD
        .decode(secret.as_bytes())
        .map_err(|_| ScanError::Parameter("secret"))?;
    let number = |name: &'static str, default: u64| match query(url, name) {
        None => Ok(default),
        Some(text) => text.parse().map_err(|_| ScanError::Parameter(name)),
    };
    let kind = match url.host_str() {
        Some("hotp") => OathKind::Hotp {
            counter: number("counter", 0)?,
        },
        _ => match number("period", 30)? {
            period_secs @ 1..=300 => OathKind::Totp { period_secs },
            _ => return Err(ScanError::Parameter("period")),
        },
    };
    let digits = match number("digits", 6)? {
        6 => 6,
        8 => 8,
        _ => return Err(ScanError::Parameter("digits")),
    };
    let algorithm = match query(url, "algorithm") {
        None => Algorithm::Sha1,
        Some(word) => Algorithm::from_word(&word).ok_or(ScanError::Parameter("algorithm"))?,
    };
    Ok(ScannedOath {
        issuer,
        account,
        secret: Zeroizing::new(secret),
        kind,
        digits,
        algorithm,
    })
}

fn label(url: &Url) -> Result<(String, String), ScanError> {
    let path = url.path().trim_matches('/');
    let label = percent_encoding::percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| ScanError::NotACode)?;
    match label.split_once(':') {
        Some((issuer, account)) if !issuer.is_empty() && !account.is_empty() => {
            Ok((issuer.to_owned(), account.to_owned()))
        }
        _ => Err(ScanError::Parameter("label")),
    }
}

fn same_issuer(label: &str, parameter: &str) -> Result<(), ScanError> {
    if label.to_lowercase() == parameter.to_lowercase() {
        Ok(())
    } else {
        Err(ScanError::IssuerMismatch)
    }
}

fn query(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(key, value)| key == name && !value.is_empty())
        .map(|(_, value)| value.into_owned())
}

fn bytes(url: &Url, name: &'static str) -> Result<Zeroizing<Vec<u8>>, ScanError> {
    let encoded = Zeroizing::new(query(url, name).ok_or(ScanError::Parameter(name))?);
    let decoded = BASE64URL_NOPAD
        .decode(encoded.as_bytes())
        .ok()
        .or_else(|| decode(&encoded));
    decoded.map(Zeroizing::new).ok_or(ScanError::Parameter(name))
}

fn text(url: &Url, name: &'static str) -> Result<String, ScanError> {
    String::from_utf8(bytes(url, name)?.to_vec()).map_err(|_| ScanError::Parameter(name))
}

/// One `name=value` of token characters (RFC 9110, section 5.6.2): a code decides about no other header (protocol page, 10,
/// weakness 20).
fn is_cookie(text: &str) -> bool {
    let is_token = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    };
    text.split_once('=')
        .is_some_and(|(name, value)| is_token(name) && is_token(value))
}

/// https, or http to this very machine.
fn secure(endpoint: &str) -> Result<(), ScanError> {
    let url = Url::parse(endpoint).map_err(|_| ScanError::Parameter("r"))?;
    if is_secure(&url) {
        Ok(())
    } else {
        Err(ScanError::Insecure)
    }
}

/// Whether phones follow this URL: https, or http to the very machine.
pub fn is_secure(url: &Url) -> bool {
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    match url.scheme() {
        "https" => url.has_host(),
        "http" => loopback,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_deceive_or_leak_are_not_followed() {
        let code = |issuer: &str, base: &str| {
            let b64 = |text: &str| BASE64URL_NOPAD.encode(text.as_bytes());
            let key = BASE64URL_NOPAD.encode(&[1; 32]);
            format!(
                "pushauth://push/Acme:alice?issuer={}&m=REGISTER:1&s={key}&c={key}&r={}&a={}",
                b64(issuer),
                b64(&format!("{base}?_action=register")),
                b64(&format!("{base}?_action=authenticate")),
            )
        };
        assert!(scan(&code("Acme", "https://mfa.example.com/x")).is_ok());
        assert!(scan(&code("acme", "http://127.0.0.1:8080/x")).is_ok());
        assert_eq!(
            scan(&code("Evil", "https://mfa.example.com/x")).unwrap_err(),
            ScanError::IssuerMismatch
        );
        assert_eq!(
            scan(&code("Acme", "http://mfa.example.com/x")).unwrap_err(),
            ScanError::Insecure
        );
        assert_eq!(scan("https://mfa.example.com/").unwrap_err(), ScanError::NotACode);
    }
}
