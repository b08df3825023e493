//! Firebase Cloud Messaging.

use countersign_proto::push::{Notification, fcm_message};
use fcm::{Client, FcmError, Settings};
use serde_json::json;

use crate::{
    retry::Verdict,
    settings::{FcmSettings, SetupError},
    transport::connector,
};

/// Sends for one app.
pub(crate) struct Fcm(Client);

impl Fcm {
    pub(crate) async fn new(settings: &FcmSettings) -> Result<Self, SetupError> {
        let client = Settings {
            service_account_file: settings.service_account_file.clone(),
            base_url: settings.base_url.clone(),
        };
        Ok(Self(
            Client::new(&client, connector(settings.ca_file.as_deref())?).await?,
        ))
    }

    /// Gets another access token after one was refused.
    pub(crate) async fn renew(&self) {
        if let Err(error) = self.0.renew_token().await {
            tracing::warn!(%error, "the access token was not renewed");
        }
    }

    /// One try.
    pub(crate) async fn try_send(&self, notification: &Notification, now_ms: i64) -> Verdict {
        let left_ms = u64::try_from(notification.deadline_ms - now_ms).unwrap_or(0);
        let sent = match fcm_message(notification, left_ms.div_ceil(1000)) {
            Ok(message) => self.0.send(&message),
            Err(error) => return Verdict::Unsendable(error.to_string()),
        };
        verdict(sent.await)
    }

    /// What Google answers to a message for a phone that does not exist, and that it is asked to check only.
    pub(crate) async fn probe(&self) -> Verdict {
        let android = json!({"priority": "HIGH", "ttl": "0s"});
        let message = json!({"token": "nobody", "data": {}, "android": android});
        let asked = json!({"validate_only": true, "message": message});
        verdict(self.0.send(&asked).await)
    }
}

fn verdict(sent: Result<(), FcmError>) -> Verdict {
    match sent {
        Ok(()) => Verdict::Accepted,
        Err(FcmError::Answer {
            http,
            code,
            retry_after,
            is_json,
        }) => Verdict::Fcm {
            status: http,
            code,
            retry_after,
            is_json,
        },
        Err(FcmError::Auth(reason)) => Verdict::Auth(reason),
        Err(error @ (FcmError::Transport(_) | FcmError::TimedOut)) => Verdict::Transport(error.to_string()),
    }
}
