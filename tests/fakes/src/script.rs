//! How a vendor shall answer for one device token.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
};

use tokio::sync::watch;

/// One scripted answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// This status with this body; headers by name.
    Status {
        /// HTTP status.
        status: u16,
        /// The whole body.
        body: String,
        /// Extra headers.
        headers: Vec<(&'static str, String)>,
    },
    /// Never answers.
    Never,
    /// Breaks the stream.
    Reset,
    /// Accepts, and says that the connection takes no more requests.
    GoAway,
    /// Waits like what would be accepted, while that is held, and then answers so.
    Held(Box<Self>),
}

impl Reply {
    /// This status alone.
    pub const fn status(status: u16) -> Self {
        Self::Status {
            status,
            body: String::new(),
            headers: Vec::new(),
        }
    }

    /// Apple's refusal.
    pub fn apns(status: u16, reason: &str) -> Self {
        let body = serde_json::json!({"reason": reason}).to_string();
        Self::Status {
            status,
            body,
            headers: Vec::new(),
        }
    }

    /// Apple's word that an app is gone since a time in milliseconds.
    pub fn unregistered(since_ms: i64) -> Self {
        let body = serde_json::json!({"reason": "Unregistered", "timestamp": since_ms}).to_string();
        Self::Status {
            status: 410,
            body,
            headers: Vec::new(),
        }
    }

    /// Google's refusal, with its own code if it has one.
    pub fn fcm(status: u16, code: Option<&str>) -> Self {
        let details: Vec<_> = code
            .iter()
            .map(|code| {
                let kind = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
                serde_json::json!({"@type": kind, "errorCode": code})
            })
            .collect();
        let body = serde_json::json!({"error": {"code": status, "details": details}}).to_string();
        Self::Status {
            status,
            body,
            headers: Vec::new(),
        }
    }

    /// …that waits while the fake holds.
    #[must_use]
    pub fn held(self) -> Self {
        Self::Held(Box::new(self))
    }

    /// …that asks to wait.
    #[must_use]
    pub fn retry_after(self, seconds: u64) -> Self {
        match self {
            Self::Status {
                status,
                body,
                mut headers,
            } => {
                headers.push(("retry-after", seconds.to_string()));
                Self::Status {
                    status,
                    body,
                    headers,
                }
            }
            other => other,
        }
    }
}

/// Scripted answers, used up one by one.
pub(crate) struct Scripts {
    replies: Mutex<HashMap<String, VecDeque<Reply>>>,
    /// The answer to everybody, while there is one.
    to_all: Mutex<Option<Reply>>,
    /// How many answers were asked for.
    asked: watch::Sender<u64>,
}

impl Default for Scripts {
    fn default() -> Self {
        Self {
            replies: Mutex::default(),
            to_all: Mutex::default(),
            asked: watch::channel(0).0,
        }
    }
}

impl Scripts {
    pub(crate) fn add(&self, token: &str, replies: impl IntoIterator<Item = Reply>) {
        let mut scripts = self.replies.lock().unwrap_or_else(PoisonError::into_inner);
        scripts.entry(token.to_owned()).or_default().extend(replies);
    }

    /// The answer to everybody from now on; without one, each gets its own again.
    pub(crate) fn answer_all(&self, reply: Option<Reply>) {
        *self.to_all.lock().unwrap_or_else(PoisonError::into_inner) = reply;
    }

    pub(crate) fn next(&self, token: &str) -> Option<Reply> {
        self.asked.send_modify(|asked| *asked += 1);
        let to_all = self.to_all.lock().unwrap_or_else(PoisonError::into_inner);
        if to_all.is_some() {
            return to_all.clone();
        }
        drop(to_all);
        let mut scripts = self.replies.lock().unwrap_or_else(PoisonError::into_inner);
        if scripts.is_empty() {
            return None;
        }
        scripts.get_mut(token).and_then(VecDeque::pop_front)
    }

    /// How many answers were asked for.
    pub(crate) fn tries(&self) -> u64 {
        *self.asked.borrow()
    }

    /// Returns once this many answers were asked for, whatever they are.
    pub(crate) async fn asked(&self, times: u64) {
        // The sender lives as long as `self`, so waiting cannot fail.
        let _ = self.asked.subscribe().wait_for(|asked| *asked >= times).await;
    }
}
