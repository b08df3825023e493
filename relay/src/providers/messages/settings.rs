//! How a gateway for messages is reached: `[relay.sms]`, `[relay.voice]`.

use std::{fs, path::PathBuf, time::Duration};

use data_encoding::BASE64;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::settings::SetupError;

/// Whose way of speaking a gateway has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum GatewayKind {
    /// Its own: `url` and `body` say how it is asked.
    #[default]
    Generic,
    /// That of Twilio's `Messages` and `Calls`.
    Twilio,
    /// That of Vonage's SMS API.
    Vonage,
}

/// A gateway for messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MessageSettings {
    /// Whose way of speaking it has.
    pub provider: GatewayKind,
    /// Where messages are posted to; for a vendor, another host than its own. https.
    pub url: Option<String>,
    /// What is posted: JSON or a form, as it begins with `{` or not. `{to}` (a number with +), `{to_digits}` (without), `{text}`,
    /// `{lang}`, `{from}`, `{id}`, `{ttl_secs}` and `{receipt_url}` (where the gateway may tell what became of it: its `status`) are
    /// filled in, escaped as their place needs it.
    pub body: Option<String>,
    /// Who the message is from, as the vendor knows the sender.
    pub from: Option<String>,
    /// The name for HTTP Basic; with a vendor, its account or API key.
    pub username: Option<String>,
    /// The password for that, in a file.
    pub password_file: Option<PathBuf>,
    /// A header that carries the credentials instead, such as `x-api-key`.
    pub header_name: Option<String>,
    /// Its value, in a file.
    pub header_file: Option<PathBuf>,
    /// Where in a JSON answer (RFC 6901) it says whether the message was taken, for gateways that say so with the status 200.
    pub accepted_pointer: Option<String>,
    /// What it says there if it was.
    pub accepted_values: Vec<String>,
    /// Trust anchors beside those of the system.
    pub ca_file: Option<PathBuf>,
    /// Seconds that it has for an answer, from 1 to 60.
    pub timeout_secs: u64,
}

impl Default for MessageSettings {
    fn default() -> Self {
        Self {
            provider: GatewayKind::default(),
            url: None,
            body: None,
            from: None,
            username: None,
            password_file: None,
            header_name: None,
            header_file: None,
            accepted_pointer: None,
            accepted_values: Vec::new(),
            ca_file: None,
            timeout_secs: 10,
        }
    }
}

impl MessageSettings {
    pub(super) fn time_out(&self) -> Result<Duration, SetupError> {
        if (1..=60).contains(&self.timeout_secs) {
            Ok(Duration::from_secs(self.timeout_secs))
        } else {
            Err(wrong("timeout_secs must be from 1 to 60"))
        }
    }

    pub(super) fn from(&self) -> Result<String, SetupError> {
        self.from.clone().ok_or_else(|| wrong("from is missing"))
    }

    /// The account and its secret.
    pub(super) fn account(&self) -> Result<(String, Zeroizing<String>), SetupError> {
        match (&self.username, &self.password_file) {
            (Some(username), Some(file)) => Ok((username.clone(), secret(file)?)),
            _ => Err(wrong("username and password_file: set both")),
        }
    }

    /// The headers that carry the credentials, if any do.
    pub(super) fn credentials(&self) -> Result<Vec<(HeaderName, HeaderValue)>, SetupError> {
        let mut headers = Vec::new();
        if self.username.is_some() || self.password_file.is_some() {
            let (username, password) = self.account()?;
            headers.push((AUTHORIZATION, basic(&username, &password)?));
        }
        match (&self.header_name, &self.header_file) {
            (None, None) => {}
            (Some(name), Some(file)) => {
                let name = name
                    .parse::<HeaderName>()
                    .map_err(|_| wrong("header_name is no name of a header"))?;
                headers.push((name, sensitive(&secret(file)?)?));
            }
            _ => return Err(wrong("header_name and header_file: set both or none")),
        }
        Ok(headers)
    }
}

/// HTTP Basic (RFC 7617).
pub(super) fn basic(username: &str, password: &str) -> Result<HeaderValue, SetupError> {
    let pair = Zeroizing::new(format!("{username}:{password}"));
    let value = Zeroizing::new(format!("Basic {}", BASE64.encode(pair.as_bytes())));
    sensitive(&value)
}

fn sensitive(value: &str) -> Result<HeaderValue, SetupError> {
    let mut value = HeaderValue::from_str(value).map_err(|_| wrong("the credentials fit no header"))?;
    value.set_sensitive(true);
    Ok(value)
}

fn secret(path: &PathBuf) -> Result<Zeroizing<String>, SetupError> {
    let text = fs::read_to_string(path).map_err(|error| SetupError::File {
        path: path.clone(),
        what: error.to_string(),
    })?;
    let text = Zeroizing::new(text);
    Ok(Zeroizing::new(text.trim().to_owned()))
}

pub(super) fn wrong(what: &str) -> SetupError {
    SetupError::Value(format!("a gateway for messages: {what}"))
}
