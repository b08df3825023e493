//! A code that was sent to a telephone, from its sending to its end. It belongs to the login or enrolment that it was sent for.

use std::time::Duration;

use countersign_proto::ids::{AuthenticatorId, EnrollmentId, JobId, LoginId};
use serde::{Deserialize, Serialize};

use super::{Channel, Refusal, Timestamp, TokenHash};

/// What a code was sent for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentFor {
    /// To decide this login.
    Login(LoginId),
    /// To show that this enrolment's number is its person's.
    Enrollment(EnrollmentId),
}

/// The last code that was sent for something. The one before it is worth nothing any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentCode {
    /// The message that carries it.
    pub message: JobId,
    /// To whose telephone.
    pub authenticator_id: AuthenticatorId,
    /// How.
    pub channel: Channel,
    /// Its keyed hash, see [`crate::method::telephone`].
    pub hash: TokenHash,
    /// When it was asked for.
    pub sent_at: Timestamp,
    /// From when on it is worth nothing.
    pub expires_at: Timestamp,
    /// How many were sent for the same, this one included.
    pub count: u32,
    /// How far it has come.
    pub progress: CodeProgress,
}

/// How far a code has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeProgress {
    /// Nobody has taken it so far.
    UnderWay,
    /// Nobody has taken it for seconds, or nobody will.
    Undelivered,
    /// Whoever carries it has taken it; that is no proof that it arrives.
    Taken,
    /// Whoever carries it says that it has arrived.
    Delivered,
}

impl CodeProgress {
    /// The word used in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnderWay => "under_way",
            Self::Undelivered => "undelivered",
            Self::Taken => "taken",
            Self::Delivered => "delivered",
        }
    }
}

impl SentCode {
    /// Longest life of a code (NIST SP 800-63B-4, 3.1.3.2).
    pub const LIFE: Duration = Duration::from_secs(600);

    /// How long after the code so many of which were sent another one may be asked for.
    const PAUSES: [Duration; 3] = [
        Duration::from_secs(30),
        Duration::from_secs(60),
        Duration::from_secs(120),
    ];

    /// When another one may be asked for.
    pub fn next_at(&self) -> Timestamp {
        let last = Self::PAUSES.len() - 1;
        let place = usize::try_from(self.count.saturating_sub(1)).unwrap_or(last);
        self.sent_at + Self::PAUSES[place.min(last)]
    }

    /// Whether another one may follow `before` now, and how many they are then.
    ///
    /// # Errors
    /// [`Refusal`] too soon after it.
    pub fn count_after(before: Option<&Self>, now: Timestamp) -> Result<u32, Refusal> {
        let Some(before) = before else { return Ok(1) };
        // A clock that was set back does not make anybody wait for longer than the longest pause.
        let longest = now + Self::PAUSES[2];
        let next_at = before.next_at();
        if now < next_at && next_at <= longest {
            return Err(Refusal {
                retry_after: next_at.since(now),
            });
        }
        Ok(before.count + 1)
    }

    /// The code after news of `message`, or nothing if they are old.
    pub fn moved(&self, message: JobId, progress: CodeProgress) -> Option<Self> {
        let is_back = self.progress == CodeProgress::Delivered && progress == CodeProgress::Taken;
        (self.message == message && self.progress != progress && !is_back)
            .then_some(Self { progress, ..*self })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    fn code(count: u32) -> SentCode {
        SentCode {
            message: JobId::new(Uuid::from_u128(1)),
            authenticator_id: AuthenticatorId::new(Uuid::from_u128(2)),
            channel: Channel::Sms,
            hash: TokenHash::of(b"code"),
            sent_at: NOW,
            expires_at: NOW + SentCode::LIFE,
            count,
            progress: CodeProgress::UnderWay,
        }
    }

    #[test]
    fn each_further_code_is_waited_for_longer() {
        assert_eq!(SentCode::count_after(None, NOW), Ok(1));
        for (count, pause) in [(1, 30), (2, 60), (3, 120), (4, 120), (u32::MAX - 1, 120)] {
            let (before, pause) = (code(count), Duration::from_secs(pause));
            let early = SentCode::count_after(Some(&before), NOW).unwrap_err();
            assert_eq!(early.retry_after, pause);
            assert_eq!(SentCode::count_after(Some(&before), NOW + pause), Ok(count + 1));
        }
        let back = NOW - Duration::from_secs(3600);
        assert!(
            SentCode::count_after(Some(&code(1)), back).is_ok(),
            "a clock set back"
        );
    }

    #[test]
    fn old_news_of_a_code_are_no_news() {
        let (own, other) = (code(1).message, JobId::new(Uuid::from_u128(9)));
        assert_eq!(code(1).moved(other, CodeProgress::Taken), None);
        assert_eq!(code(1).moved(own, CodeProgress::UnderWay), None);
        let taken = code(1).moved(own, CodeProgress::Taken).unwrap();
        let arrived = taken.moved(own, CodeProgress::Delivered).unwrap();
        assert_eq!(arrived.moved(own, CodeProgress::Taken), None);
    }
}
