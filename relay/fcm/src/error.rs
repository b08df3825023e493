//! What FCM answers instead of success.

use std::time::Duration;

use serde::Deserialize;

/// A message that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FcmError {
    /// FCM answered, but not with success.
    #[error("FCM answered {http} {}", .code.map(ErrorCode::as_str).unwrap_or_default())]
    Answer {
        /// HTTP status.
        http: u16,
        /// FCM's own code, if the body has one that we know.
        code: Option<ErrorCode>,
        /// How long FCM asks to wait.
        retry_after: Option<Duration>,
        /// Whether the body was JSON; errors of machines in between are not.
        is_json: bool,
    },
    /// No access token could be had: the account is unknown, disabled, or its host cannot be reached.
    #[error("no access token: {0}")]
    Auth(String),
    /// The request did not reach FCM, or its answer did not reach us.
    #[error("FCM was not reached: {0}")]
    Transport(String),
    /// No answer in time.
    #[error("FCM did not answer in time")]
    TimedOut,
}

/// FCM's own error codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names are Google's")]
pub enum ErrorCode {
    UnspecifiedError,
    InvalidArgument,
    Unregistered,
    SenderIdMismatch,
    QuotaExceeded,
    Unavailable,
    Internal,
    ThirdPartyAuthError,
}

impl ErrorCode {
    /// Google's spelling.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnspecifiedError => "UNSPECIFIED_ERROR",
            Self::InvalidArgument => "INVALID_ARGUMENT",
            Self::Unregistered => "UNREGISTERED",
            Self::SenderIdMismatch => "SENDER_ID_MISMATCH",
            Self::QuotaExceeded => "QUOTA_EXCEEDED",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
            Self::ThirdPartyAuthError => "THIRD_PARTY_AUTH_ERROR",
        }
    }
}

/// Reads the body of an error. Google wraps its own code in a list of details of several kinds.
pub(crate) fn read(body: &[u8]) -> (Option<ErrorCode>, bool) {
    #[derive(Deserialize)]
    struct Body {
        error: Error,
    }
    #[derive(Deserialize)]
    struct Error {
        #[serde(default)]
        details: Vec<serde_json::Value>,
    }
    let is_json = serde_json::from_slice::<serde_json::Value>(body).is_ok();
    let details = serde_json::from_slice::<Body>(body)
        .map(|body| body.error.details)
        .unwrap_or_default();
    let code = details
        .iter()
        .filter(|detail| {
            detail["@type"]
                .as_str()
                .is_some_and(|kind| kind.ends_with("fcm.v1.FcmError"))
        })
        .find_map(|detail| serde_json::from_value(detail["errorCode"].clone()).ok());
    (code, is_json)
}

/// An error with its causes: the outermost alone says little.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_found_among_the_details() {
        let body = br#"{"error":{"code":404,"status":"NOT_FOUND","details":[
            {"@type":"type.googleapis.com/google.rpc.BadRequest"},
            {"@type":"type.googleapis.com/google.firebase.fcm.v1.FcmError","errorCode":"UNREGISTERED"}]}}"#;
        assert_eq!(read(body), (Some(ErrorCode::Unregistered), true));
        assert_eq!(read(br#"{"error":{"code":404}}"#), (None, true));
        assert_eq!(read(b"<html>"), (None, false));
    }
}
