//! What a provider's answer means: done, or once more and when. A pure function; its tests are the providers' error tables.

use std::{fmt, time::Duration};

use fcm::ErrorCode;

use crate::{breaker::Health, relay::Outcome};

/// Pause before a quick second try: another connection, the same notification.
const QUICK: Duration = Duration::from_millis(500);
/// Google asks for at least this pause where it does not say another.
const GOOGLE: Duration = Duration::from_secs(10);
/// Apple's limit for one device, and a provider's trouble that a quick second try did not end.
const LATER: Duration = Duration::from_secs(5);
/// Pauses up to this one are waited for; longer ones are left to whoever holds the notification.
const WAITED_FOR: Duration = Duration::from_secs(2);
/// Google's pause after a quota.
const QUOTA: Duration = Duration::from_secs(60);
/// Tries on other connections after one broke.
const TRANSPORT_TRIES: u32 = 3;

/// What came of one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The provider took it.
    Accepted,
    /// Apple refused.
    Apns {
        /// HTTP status.
        status: u16,
        /// Apple's word; empty if the answer did not come from Apple itself.
        reason: String,
        /// Since when the token is no longer valid, in milliseconds since the Unix epoch.
        since_ms: Option<i64>,
    },
    /// Google refused.
    Fcm {
        /// HTTP status.
        status: u16,
        /// FCM's own code.
        code: Option<ErrorCode>,
        /// How long Google asks to wait.
        retry_after: Option<Duration>,
        /// Whether the answer was JSON.
        is_json: bool,
    },
    /// A browser's push service refused.
    WebPush {
        /// HTTP status.
        status: u16,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
    },
    /// A gateway for messages refused.
    Gateway {
        /// HTTP status.
        status: u16,
        /// Its own code for it, if the status does not say all.
        code: Option<GatewayCode>,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
    },
    /// No access token could be had.
    Auth(String),
    /// The connection broke, was refused, or stayed silent.
    Transport(String),
    /// A gateway that takes no repeat for one was asked, and what it made of that is not known.
    Unanswered(String),
    /// It was never sent: we could not write the request.
    Unsendable(String),
}

/// In the provider's own words; never with anything of the notification.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted => f.write_str("accepted"),
            Self::Apns { status, reason, .. } => f.write_str(format!("{status} {reason}").trim_end()),
            Self::Fcm {
                status,
                code: Some(code),
                ..
            } => write!(f, "{status} {}", code.as_str()),
            Self::Gateway {
                status,
                code: Some(code),
                ..
            } => write!(f, "{status} {}", code.word),
            Self::Fcm { status, .. } | Self::WebPush { status, .. } | Self::Gateway { status, .. } => {
                status.fmt(f)
            }
            Self::Auth(what) | Self::Transport(what) | Self::Unanswered(what) | Self::Unsendable(what) => {
                f.write_str(what)
            }
        }
    }
}

/// What is known beside the verdict.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Situation {
    /// Tries that ended like this one so far, at the connection or by the provider's answer, this one included.
    pub attempt: u32,
    /// Whether the credentials were renewed for this notification.
    pub renewed: bool,
    /// Until the deadline.
    pub time_left: Duration,
    /// Chance, from 0 up to 1, that keeps many senders from trying in step.
    pub jitter: f64,
    /// What is known of the token's environment.
    pub environment: EnvironmentKnown,
}

/// What is known of the environment of an Apple token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnvironmentKnown {
    /// Nothing: the likelier one is tried first.
    No,
    /// It was told.
    Told,
    /// The first one refused the token, and this try was at the other.
    OtherTried,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It is over.
    Done(Outcome),
    /// Try again after a pause.
    Again(Duration),
    /// Try again after a pause, with new credentials.
    Renewed(Duration),
    /// Try Apple's other environment.
    OtherEnvironment,
}

/// What `verdict` means in this situation.
pub fn decide(verdict: &Verdict, situation: Situation) -> Decision {
    let decision = match verdict {
        Verdict::Accepted => Decision::Done(Outcome::Accepted),
        Verdict::Apns {
            status,
            reason,
            since_ms,
        } => apns(*status, reason, *since_ms, situation),
        Verdict::Fcm {
            status,
            code,
            retry_after,
            is_json,
        } => fcm(*status, *code, *retry_after, *is_json, situation),
        Verdict::WebPush { status, retry_after } => webpush(*status, *retry_after, situation),
        Verdict::Gateway {
            status,
            code,
            retry_after,
        } => gateway(verdict, *status, code.as_ref(), *retry_after, situation),
        Verdict::Auth(reason) if situation.attempt > 1 => misconfigured(reason),
        Verdict::Auth(_) => Decision::Again(jittered(QUICK, situation)),
        Verdict::Transport(_) if situation.attempt >= TRANSPORT_TRIES => {
            Decision::Again(jittered(LATER, situation))
        }
        Verdict::Transport(_) => Decision::Again(jittered(QUICK / 2, situation)),
        // It may be under way, and costs each time: its person asks for another one if it does not come.
        Verdict::Unanswered(reason) => unavailable(reason),
        Verdict::Unsendable(reason) => Decision::Done(Outcome::Rejected {
            reason: reason.clone(),
        }),
    };
    match decision {
        // A retry that would come too late is no retry.
        Decision::Again(pause) | Decision::Renewed(pause) if pause >= situation.time_left => {
            unavailable(&verdict.to_string())
        }
        Decision::Again(after) if after > WAITED_FOR => {
            let reason = verdict.to_string();
            Decision::Done(Outcome::Later { after, reason })
        }
        decision => decision,
    }
}

/// What a try and what was made of it say of the lane, beside the notification.
pub fn health(verdict: &Verdict, decision: &Decision) -> Health {
    if let Decision::Done(Outcome::Misconfigured { reason }) = decision {
        return match verdict {
            // Those of another vendor, on whose behalf Google sends.
            Verdict::Fcm {
                code: Some(ErrorCode::ThirdPartyAuthError),
                ..
            } => Health::Well,
            // A token host that cannot be reached looks the same.
            Verdict::Auth(_) => trouble(verdict, None),
            // Perhaps it is about this number alone: whoever has such a one must not stop the others.
            Verdict::Gateway {
                status: 403,
                code: None,
                ..
            } => Health::Unknown,
            _ => Health::Credentials(reason.clone()),
        };
    }
    match verdict {
        Verdict::WebPush { .. } | Verdict::Unsendable(_) => Health::Unknown,
        Verdict::Transport(_) | Verdict::Unanswered(_) | Verdict::Auth(_) => trouble(verdict, None),
        Verdict::Apns { status: 500.., .. } => trouble(verdict, None),
        Verdict::Apns { reason, .. } if reason.is_empty() || reason == "TooManyProviderTokenUpdates" => {
            trouble(verdict, None)
        }
        // Google's word for a flood to one phone, too: whoever sends that must not stop the others.
        Verdict::Fcm { status: 429, .. } => Health::Unknown,
        Verdict::Fcm {
            status: 500..,
            retry_after,
            ..
        } => trouble(verdict, *retry_after),
        Verdict::Fcm { is_json: false, .. } => trouble(verdict, None),
        // Too fast is about us; anything else that passes is the gateway's trouble.
        Verdict::Gateway { status: 429, .. } => Health::Unknown,
        Verdict::Gateway {
            status,
            code,
            retry_after,
        } if meaning(*status, code.as_ref()) == GatewayMeaning::Later => trouble(verdict, *retry_after),
        Verdict::Fcm {
            status: 404,
            code: None,
            ..
        } => trouble(verdict, None),
        _ => match decision {
            // It was told to come with other credentials, and will be judged then.
            Decision::Renewed(_) => Health::Unknown,
            Decision::Again(_) if matches!(verdict, Verdict::Apns { status: 403, .. }) => Health::Unknown,
            _ => Health::Well,
        },
    }
}

/// Whether the vendor says that the phone is another app's, or of another environment, rather than gone.
pub fn is_stranger(verdict: &Verdict) -> bool {
    match verdict {
        Verdict::Apns { reason, .. } => matches!(
            &**reason,
            "BadDeviceToken"
                | "DeviceTokenNotForTopic"
                | "BadEnvironmentKeyIdInToken"
                | "BadEnvironmentKeyInToken"
        ),
        Verdict::Fcm { code, .. } => *code == Some(ErrorCode::SenderIdMismatch),
        _ => false,
    }
}

fn trouble(verdict: &Verdict, retry_after: Option<Duration>) -> Health {
    Health::Trouble {
        reason: verdict.to_string(),
        retry_after,
    }
}

fn apns(status: u16, reason: &str, since_ms: Option<i64>, situation: Situation) -> Decision {
    let first = situation.attempt == 1;
    match (status, reason) {
        (410, "Unregistered" | "ExpiredToken") => Decision::Done(Outcome::DeviceGone { since_ms }),
        (400, "BadDeviceToken") if situation.environment == EnvironmentKnown::No => {
            Decision::OtherEnvironment
        }
        // A key for one environment alone says nothing new about a token that its own environment has refused.
        (403, "BadEnvironmentKeyIdInToken" | "BadEnvironmentKeyInToken")
            if situation.environment == EnvironmentKnown::OtherTried =>
        {
            Decision::Done(Outcome::DeviceGone { since_ms: None })
        }
        (400, "BadDeviceToken" | "DeviceTokenNotForTopic") => {
            Decision::Done(Outcome::DeviceGone { since_ms: None })
        }
        (400, "IdleTimeout") | (429, "TooManyProviderTokenUpdates") if first => {
            Decision::Again(jittered(QUICK, situation))
        }
        (403, "ExpiredProviderToken") if !situation.renewed => Decision::Renewed(Duration::ZERO),
        (403, "InvalidProviderToken" | "MissingProviderToken" | "UnrelatedKeyIdInToken") if first => {
            Decision::Again(jittered(QUICK, situation))
        }
        (400, "TopicDisallowed") | (403, _) if !reason.is_empty() => misconfigured(reason),
        (500..=599, _) | (_, "") if first => Decision::Again(jittered(QUICK, situation)),
        (429 | 500..=599, _) | (_, "") => Decision::Again(jittered(LATER, situation)),
        _ => Decision::Done(Outcome::Rejected {
            reason: format!("{status} {reason}"),
        }),
    }
}

fn webpush(status: u16, retry_after: Option<Duration>, situation: Situation) -> Decision {
    match status {
        404 | 410 => Decision::Done(Outcome::DeviceGone { since_ms: None }),
        401 | 403 => misconfigured(&status.to_string()),
        500..=599 if situation.attempt == 1 && retry_after.is_none() => {
            Decision::Again(jittered(QUICK, situation))
        }
        429 | 500..=599 => Decision::Again(jittered(retry_after.unwrap_or(LATER).max(LATER), situation)),
        _ => Decision::Done(Outcome::Rejected {
            reason: status.to_string(),
        }),
    }
}

/// What a gateway's own code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GatewayMeaning {
    /// It would refuse this message each time.
    Rejected,
    /// It knows neither us nor the number that we send from, or we have not paid.
    Misconfigured,
    /// It is in trouble, or we are too fast.
    Later,
}

/// A gateway's own code for a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayCode {
    /// The code; never anything of the message.
    pub word: String,
    /// What it means.
    pub meaning: GatewayMeaning,
}

fn gateway(
    verdict: &Verdict,
    status: u16,
    code: Option<&GatewayCode>,
    retry_after: Option<Duration>,
    situation: Situation,
) -> Decision {
    match meaning(status, code) {
        GatewayMeaning::Rejected => Decision::Done(Outcome::Rejected {
            reason: verdict.to_string(),
        }),
        GatewayMeaning::Misconfigured => misconfigured(&verdict.to_string()),
        GatewayMeaning::Later if situation.attempt == 1 && retry_after.is_none() => {
            Decision::Again(jittered(QUICK, situation))
        }
        GatewayMeaning::Later => {
            Decision::Again(jittered(retry_after.unwrap_or(LATER).max(LATER), situation))
        }
    }
}

fn meaning(status: u16, code: Option<&GatewayCode>) -> GatewayMeaning {
    if let Some(code) = code {
        return code.meaning;
    }
    match status {
        401..=403 => GatewayMeaning::Misconfigured,
        408 | 425 | 429 | 500..=599 => GatewayMeaning::Later,
        _ => GatewayMeaning::Rejected,
    }
}

fn fcm(
    status: u16,
    code: Option<ErrorCode>,
    retry_after: Option<Duration>,
    is_json: bool,
    situation: Situation,
) -> Decision {
    let word = code.map_or_else(
        || status.to_string(),
        |code| format!("{status} {}", code.as_str()),
    );
    let later = |least: Duration| {
        let doubled = least.saturating_mul(1 << (situation.attempt - 1).min(6));
        // A wish for no pause at all is no reason to try without one.
        let wished = retry_after.map(|wish| wish.max(Duration::from_secs(1)));
        Decision::Again(wished.unwrap_or_else(|| jittered(doubled, situation)))
    };
    match (status, code) {
        (404, Some(ErrorCode::Unregistered)) | (403, Some(ErrorCode::SenderIdMismatch)) => {
            Decision::Done(Outcome::DeviceGone { since_ms: None })
        }
        (401, Some(ErrorCode::ThirdPartyAuthError)) => misconfigured(&word),
        (401, _) if !situation.renewed => Decision::Renewed(Duration::ZERO),
        (401, _) => misconfigured(&word),
        (403, _) if is_json => misconfigured(&word),
        (429, _) => later(QUOTA),
        (404, _) | (500..=599, _) => later(GOOGLE),
        _ if !is_json => later(GOOGLE),
        _ => Decision::Done(Outcome::Rejected { reason: word }),
    }
}

fn misconfigured(reason: &str) -> Decision {
    Decision::Done(Outcome::Misconfigured {
        reason: reason.to_owned(),
    })
}

fn unavailable(reason: &str) -> Decision {
    Decision::Done(Outcome::Unavailable {
        reason: reason.to_owned(),
    })
}

/// The pause, plus up to the same again.
fn jittered(pause: Duration, situation: Situation) -> Duration {
    pause + pause.mul_f64(situation.jitter.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests;
