//! What is handed to a relay, and the vendor bodies that it becomes (protocol page, section 3).

use std::{fmt, str::FromStr};

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{ids::DeviceId, relay_api::wire};

/// What APNs and FCM accept at most, in bytes.
pub const MAX_PAYLOAD: usize = 4096;

/// What we send at most, in bytes of the final payload.
pub const PAYLOAD_LIMIT: usize = 4000;

/// Who wakes a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// Apple Push Notification service.
    Apns,
    /// Firebase Cloud Messaging, HTTP v1.
    Fcm,
    /// The push service of a browser (RFC 8030).
    Webpush,
    /// A gateway for text messages.
    Sms,
    /// A gateway that speaks a text in a call.
    Voice,
}

impl Provider {
    /// The word used in settings, SQL, JSON, metrics and logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Apns => "apns",
            Self::Fcm => "fcm",
            Self::Webpush => "webpush",
            Self::Sms => "sms",
            Self::Voice => "voice",
        }
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Provider {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        [Self::Apns, Self::Fcm, Self::Webpush, Self::Sms, Self::Voice]
            .into_iter()
            .find(|p| p.as_str() == word)
            .ok_or(UnknownWord)
    }
}

/// Which of Apple's two worlds a token belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// Apps from the store and from TestFlight.
    Production,
    /// Apps installed by a developer.
    Sandbox,
}

impl Environment {
    /// The word used in settings, SQL, JSON, metrics and logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Sandbox => "sandbox",
        }
    }
}

impl FromStr for Environment {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        [Self::Production, Self::Sandbox]
            .into_iter()
            .find(|e| e.as_str() == word)
            .ok_or(UnknownWord)
    }
}

/// A word that names no provider or environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown word")]
pub struct UnknownWord;

/// A vendor's address of one app installation. Whoever has it and the app's credentials can wake the phone, so it
/// never shows itself.
#[derive(Clone, PartialEq, Eq)]
pub struct PushToken(Zeroizing<String>);

impl PushToken {
    /// The token with this text.
    pub fn new(token: impl Into<String>) -> Self {
        Self(Zeroizing::new(token.into()))
    }

    /// The text, for the request to the vendor and for sealing.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PushToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Where a notification goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Who wakes the phone.
    #[serde(rename = "kind")]
    pub provider: Provider,
    /// The relay's app whose credentials are used.
    pub app: String,
    /// The installation.
    #[serde(rename = "address", with = "wire::address")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub token: PushToken,
    /// Where the token is valid, if known; the app's own setting otherwise. APNs only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
}

/// Why a notification is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Asks for a decision.
    Challenge,
    /// Takes a question back.
    Cancel,
    /// Says that something happened.
    Info,
}

impl Class {
    /// The word used in SQL, JSON, metrics and logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Challenge => "challenge",
            Self::Cancel => "cancel",
            Self::Info => "info",
        }
    }
}

impl FromStr for Class {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        [Self::Challenge, Self::Cancel, Self::Info]
            .into_iter()
            .find(|class| class.as_str() == word)
            .ok_or(UnknownWord)
    }
}

/// What the phone gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// A challenge in the compatible protocol.
    AmPush(AmPush),
    /// A challenge in the native protocol, which only its device can read.
    Sealed(Sealed),
    /// Words for a telephone.
    Text(Text),
    /// A push that was made ready for a browser.
    WebPush(WebPush),
}

/// Words as a telephone shows or speaks them. There may be a code in them, so they show themselves to nobody else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The words.
    pub text: String,
    /// BCP 47 tag of their language.
    pub lang: String,
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A challenge that was sealed for its device; see [`crate::native::sealed`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// For which device.
    #[cfg_attr(feature = "openapi", schema(value_type = Uuid))]
    pub device: DeviceId,
    /// What its key opens; in JSON as base64url without padding.
    #[serde(with = "wire::bytes")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub bytes: Vec<u8>,
}

/// A message as a browser's push service takes it, encrypted for the browser and signed by the server that it has subscribed to. Whoever
/// carries it needs no key and can read nothing; with the signature others could send in the server's name for a while, so it does not show
/// itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WebPush {
    /// `aes128gcm` (RFC 8188, RFC 8291), at most 4096 bytes; in JSON as base64url without padding.
    #[serde(with = "wire::bytes")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub content: Vec<u8>,
    /// The field `authorization` (RFC 8292): `vapid t=…, k=…`.
    pub authorization: String,
}

impl fmt::Debug for WebPush {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// What a phone shows of a sealed push until its app has opened it: the same for everybody.
const SEALED_ALERT: &str = "A login waits for your answer.";

/// A challenge as compatible apps read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AmPush {
    /// `AUTHENTICATE:<uuid><ms>`.
    pub message_id: String,
    /// The signed claims.
    pub jwt: String,
    /// What the phone shows before the app runs.
    pub alert: String,
    /// Which actions the phone offers on the notification.
    pub category: Category,
    /// Repeats `message` and `messageId` beside `aps`, where early builds of one generation look for them.
    #[serde(default, skip_serializing_if = "is_false")]
    pub top_level_copies: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// Which actions the phone offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// Approve or deny.
    Default,
    /// Pick a number.
    Challenge,
    /// Approve after unlocking.
    Biometric,
}

impl Category {
    /// The notification category that compatible iOS apps register.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "authentication",
            Self::Challenge => "authentication_challenge",
            Self::Biometric => "authentication_biometric",
        }
    }
}

/// One message to one phone, as senders hand it to a relay (`SPEC.md`, the relay).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Notification {
    /// The same at every try, so that relay and vendor can recognise a repeat.
    pub id: Uuid,
    /// What it is about, for whoever reads the relay's reports. Web Push has a later one take the place of one about the same that
    /// waits; otherwise it means nothing to the relay, and reaches no vendor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Uuid>,
    /// Where it goes.
    pub target: Target,
    /// When it becomes worthless, in milliseconds since the Unix epoch.
    pub deadline_ms: i64,
    /// Why it is sent.
    pub class: Class,
    /// What the phone gets.
    pub body: Body,
}

/// The vendors would not carry this notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PayloadError {
    /// It is too large.
    #[error("the payload is {size} bytes, more than {PAYLOAD_LIMIT}")]
    TooLarge {
        /// Bytes of the final payload.
        size: usize,
    },
    /// Apps read neither words for telephones nor what browsers get.
    #[error("a body of this kind is not for apps")]
    NotForApps,
}

/// The JSON body for APNs.
///
/// # Errors
/// [`PayloadError`].
pub fn apns_payload(body: &Body) -> Result<Vec<u8>, PayloadError> {
    let payload = match body {
        Body::AmPush(push) => written(&ApnsAmPush::from(push)),
        Body::Sealed(sealed) => written(&ApnsSealed::from(sealed)),
        Body::Text(_) | Body::WebPush(_) => return Err(PayloadError::NotForApps),
    };
    within_limit(payload.len())?;
    Ok(payload)
}

fn written(payload: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(payload).expect("texts and numbers under names are JSON")
}

#[derive(Serialize)]
struct ApnsAmPush<'a> {
    aps: AmAps<'a>,
    #[serde(rename = "messageId", skip_serializing_if = "Option::is_none")]
    message_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct AmAps<'a> {
    alert: &'a str,
    sound: &'static str,
    category: &'static str,
    interruption_level: &'static str,
    #[serde(rename = "messageId")]
    message_id: &'a str,
    data: &'a str,
    content_available: u8,
    mutable_content: u8,
}

impl<'a> From<&'a AmPush> for ApnsAmPush<'a> {
    fn from(push: &'a AmPush) -> Self {
        let copies = push.top_level_copies.then_some((&*push.message_id, &*push.jwt));
        Self {
            aps: AmAps {
                alert: &push.alert,
                sound: "default",
                category: push.category.as_str(),
                interruption_level: "time-sensitive",
                message_id: &push.message_id,
                data: &push.jwt,
                content_available: 1,
                mutable_content: 1,
            },
            message_id: copies.map(|(message_id, _)| message_id),
            message: copies.map(|(_, message)| message),
        }
    }
}

#[derive(Serialize)]
struct ApnsSealed {
    aps: SealedAps,
    #[serde(flatten)]
    data: SealedData,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct SealedAps {
    alert: &'static str,
    sound: &'static str,
    interruption_level: &'static str,
    mutable_content: u8,
}

impl From<&Sealed> for ApnsSealed {
    fn from(sealed: &Sealed) -> Self {
        Self {
            aps: SealedAps {
                alert: SEALED_ALERT,
                sound: "default",
                interruption_level: "time-sensitive",
                mutable_content: 1,
            },
            data: sealed.into(),
        }
    }
}

/// The whole request body for FCM HTTP v1.
#[derive(Serialize)]
pub struct FcmMessage<'a> {
    message: FcmToPhone<'a>,
}

#[derive(Serialize)]
struct FcmToPhone<'a> {
    token: &'a str,
    android: FcmAndroid,
    data: FcmData<'a>,
}

#[derive(Serialize)]
struct FcmAndroid {
    priority: &'static str,
    ttl: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum FcmData<'a> {
    AmPush {
        message: &'a str,
        #[serde(rename = "messageId")]
        message_id: &'a str,
    },
    Sealed(SealedData),
}

impl FcmData<'_> {
    /// What the vendor counts: the data, keys included.
    fn size(&self) -> usize {
        let counted = match self {
            Self::AmPush { message, message_id } => [("message", *message), ("messageId", *message_id)],
            Self::Sealed(SealedData { device, sealed }) => [("device", &**device), ("sealed", &**sealed)],
        };
        counted.iter().map(|(name, value)| name.len() + value.len()).sum()
    }
}

/// The message for FCM, data only, with `ttl_secs` as the vendor's time to live.
///
/// # Errors
/// [`PayloadError`].
pub fn fcm_message(notification: &Notification, ttl_secs: u64) -> Result<FcmMessage<'_>, PayloadError> {
    let data = match &notification.body {
        Body::AmPush(push) => FcmData::AmPush {
            message: &push.jwt,
            message_id: &push.message_id,
        },
        Body::Sealed(sealed) => FcmData::Sealed(sealed.into()),
        Body::Text(_) | Body::WebPush(_) => return Err(PayloadError::NotForApps),
    };
    within_limit(data.size())?;
    Ok(FcmMessage {
        message: FcmToPhone {
            token: notification.target.token.expose(),
            android: FcmAndroid {
                priority: "HIGH",
                ttl: format!("{ttl_secs}s"),
            },
            data,
        },
    })
}

/// The message for a browser, before it is encrypted for it (RFC 8291).
pub fn webpush_payload(sealed: &Sealed) -> Vec<u8> {
    written(&SealedData::from(sealed))
}

/// What native phones read.
#[derive(Serialize)]
struct SealedData {
    device: String,
    sealed: String,
}

impl From<&Sealed> for SealedData {
    fn from(sealed: &Sealed) -> Self {
        Self {
            device: sealed.device.to_string(),
            sealed: BASE64URL_NOPAD.encode(&sealed.bytes),
        }
    }
}

fn within_limit(size: usize) -> Result<(), PayloadError> {
    if size <= PAYLOAD_LIMIT {
        Ok(())
    } else {
        Err(PayloadError::TooLarge { size })
    }
}
