//! Whether a lane is worth trying. It is left alone for a while after a row of failures, and then tried with one notification at a
//! time: a vendor in trouble is not helped by more, and whoever waits should be told at once. Without a clock or chance of its own.

use std::{collections::VecDeque, time::Duration};

/// Failures in a row after which a lane is left alone.
const ROW: u32 = 5;
/// How many of the last tries are looked at, and how many of them may have failed.
const LAST: usize = 20;
const MAY_FAIL: usize = LAST / 2;
/// How long a lane is left alone before it is tried again, and how long one whose credentials do not work.
const PROBE_AFTER: Duration = Duration::from_secs(1);
const CREDENTIALS_AFTER: Duration = Duration::from_secs(60);
/// Longest wish of a vendor that a whole lane obeys.
const LONGEST: Duration = Duration::from_secs(30);
/// How long a try may take that says whether a lane works again; then another is let through.
const PROBE_LOST: Duration = Duration::from_secs(15);

/// What a try says of its lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// The vendor works, whatever it thinks of this notification.
    Well,
    /// The vendor, or the way to it, is in trouble.
    Trouble {
        /// Its word for it.
        reason: String,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
    },
    /// The credentials do not work.
    Credentials(String),
    /// Nothing.
    Unknown,
}

/// Whether something may be tried now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Leave {
    /// Yes.
    Given,
    /// Yes, this one alone: what becomes of it decides.
    Probe,
    /// Not before this time, in milliseconds since the Unix epoch.
    Refused { until_ms: i64, reason: String },
}

/// The state of a lane, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LaneState {
    /// It works.
    Open,
    /// It is left alone.
    Resting,
    /// It waits for credentials that work.
    Held,
}

impl LaneState {
    /// The word used in metrics, logs and answers.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resting => "resting",
            Self::Held => "held",
        }
    }
}

/// What is known of a lane.
#[derive(Debug, Default)]
pub(crate) struct Breaker {
    row: u32,
    last: VecDeque<bool>,
    closed: Option<Closed>,
}

#[derive(Debug)]
struct Closed {
    state: LaneState,
    reason: String,
    /// When the next try is let through.
    probe_at_ms: i64,
    /// A try is under way; when it is taken for lost.
    lost_at_ms: Option<i64>,
    pause: Duration,
}

impl Breaker {
    pub(crate) fn state(&self) -> LaneState {
        self.closed
            .as_ref()
            .map_or(LaneState::Open, |closed| closed.state)
    }

    /// What stands in the way, if anything.
    pub(crate) fn reason(&self) -> Option<&str> {
        self.closed.as_ref().map(|closed| closed.reason.as_str())
    }

    /// Whether a try would be let through, without asking for it.
    pub(crate) fn look(&self, now_ms: i64) -> Leave {
        let Some(closed) = &self.closed else {
            return Leave::Given;
        };
        let until_ms = match closed.lost_at_ms.filter(|lost_at_ms| now_ms < *lost_at_ms) {
            // What becomes of it will be known soon.
            Some(lost_at_ms) => after(now_ms, PROBE_AFTER).min(lost_at_ms),
            None if now_ms >= closed.probe_at_ms => return Leave::Probe,
            None => closed.probe_at_ms,
        };
        Leave::Refused {
            until_ms,
            reason: closed.reason.clone(),
        }
    }

    /// Asks for leave to try.
    pub(crate) fn ask(&mut self, now_ms: i64) -> Leave {
        let leave = self.look(now_ms);
        if let (Leave::Probe, Some(closed)) = (&leave, &mut self.closed) {
            // Others wait for what becomes of it, but not for ever.
            closed.lost_at_ms = Some(after(now_ms, PROBE_LOST));
        }
        leave
    }

    /// Learns what came of a try.
    pub(crate) fn learn(&mut self, health: Health, now_ms: i64) {
        match health {
            Health::Unknown => {}
            Health::Well => {
                if self.closed.take().is_some() {
                    self.last.clear();
                }
                self.row = 0;
                self.count(false);
            }
            Health::Trouble { reason, retry_after } => {
                self.row += 1;
                self.count(true);
                let failed = self.last.iter().filter(|failed| **failed).count();
                let too_many = self.row >= ROW || (self.last.len() == LAST && failed > MAY_FAIL);
                if too_many || self.closed.is_some() {
                    let pause = retry_after.unwrap_or(PROBE_AFTER).clamp(PROBE_AFTER, LONGEST);
                    self.close(LaneState::Resting, reason, pause, now_ms);
                }
            }
            Health::Credentials(reason) => {
                self.close(LaneState::Held, reason, CREDENTIALS_AFTER, now_ms);
            }
        }
    }

    fn count(&mut self, failed: bool) {
        if self.last.len() == LAST {
            self.last.pop_front();
        }
        self.last.push_back(failed);
    }

    /// Leaves the lane alone; a late word of less trouble does not shorten a longer rest.
    fn close(&mut self, state: LaneState, reason: String, pause: Duration, now_ms: i64) {
        let probe_at_ms = after(now_ms, pause);
        let is_shorter = |closed: &Closed| pause < closed.pause && closed.state == LaneState::Held;
        if self.closed.as_ref().is_some_and(is_shorter) && state != LaneState::Held {
            return;
        }
        self.closed = Some(Closed {
            state,
            reason,
            probe_at_ms,
            lost_at_ms: None,
            pause,
        });
    }
}

fn after(now_ms: i64, pause: Duration) -> i64 {
    now_ms.saturating_add(i64::try_from(pause.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble() -> Health {
        Health::Trouble {
            reason: "503".to_owned(),
            retry_after: None,
        }
    }

    #[test]
    fn a_row_of_failures_closes_a_lane_and_one_success_opens_it() {
        let mut breaker = Breaker::default();
        for _ in 0..4 {
            breaker.learn(trouble(), 0);
        }
        assert_eq!(breaker.ask(0), Leave::Given);
        breaker.learn(trouble(), 0);
        let refused = Leave::Refused {
            until_ms: 1000,
            reason: "503".to_owned(),
        };
        assert_eq!(breaker.ask(999), refused);
        assert_eq!(breaker.ask(1000), Leave::Probe);
        let soon = Leave::Refused {
            until_ms: 2000,
            reason: "503".to_owned(),
        };
        assert_eq!(breaker.ask(1000), soon, "one at a time");
        breaker.learn(trouble(), 1200);
        assert!(matches!(breaker.ask(2199), Leave::Refused { .. }), "and again");
        assert_eq!(breaker.ask(2200), Leave::Probe);
        breaker.learn(Health::Well, 2300);
        assert_eq!(breaker.ask(2300), Leave::Given);
        breaker.learn(trouble(), 2300);
        assert_eq!(breaker.ask(2300), Leave::Given, "it starts afresh");
    }

    #[test]
    fn more_failures_than_successes_close_a_lane_too() {
        let mut breaker = Breaker::default();
        for n in 0..21 {
            breaker.learn(if n % 2 == 0 { trouble() } else { Health::Well }, 0);
            assert_eq!(breaker.ask(0), Leave::Given, "{n}: half of them");
        }
        breaker.learn(trouble(), 0);
        breaker.learn(trouble(), 0);
        assert!(matches!(breaker.ask(0), Leave::Refused { .. }));
    }

    #[test]
    fn credentials_hold_a_lane_at_once_and_are_tried_once_a_minute() {
        let mut breaker = Breaker::default();
        breaker.learn(Health::Credentials("InvalidProviderToken".to_owned()), 0);
        assert_eq!(breaker.state(), LaneState::Held);
        // What was under way then.
        breaker.learn(trouble(), 10);
        assert_eq!(breaker.state(), LaneState::Held);
        assert!(matches!(
            breaker.ask(59_999),
            Leave::Refused { until_ms: 60_000, .. }
        ));
        assert_eq!(breaker.ask(60_000), Leave::Probe);
        breaker.learn(Health::Credentials("InvalidProviderToken".to_owned()), 60_100);
        assert!(matches!(
            breaker.ask(60_200),
            Leave::Refused {
                until_ms: 120_100,
                ..
            }
        ));
        assert_eq!(breaker.ask(120_100), Leave::Probe);
        breaker.learn(Health::Well, 120_200);
        assert_eq!(breaker.state(), LaneState::Open);
    }

    #[test]
    fn a_wish_to_wait_is_obeyed_by_all_within_bounds() {
        for (wish, until_ms) in [(0, 1000), (20, 20_000), (3600, 30_000)] {
            let mut breaker = Breaker::default();
            for _ in 0..5 {
                let retry_after = Some(Duration::from_secs(wish));
                let reason = "503".to_owned();
                breaker.learn(Health::Trouble { reason, retry_after }, 0);
            }
            assert_eq!(breaker.ask(until_ms), Leave::Probe, "{wish}");
            assert!(
                matches!(breaker.look(until_ms - 1), Leave::Refused { .. }),
                "{wish}"
            );
        }
    }

    #[test]
    fn a_probe_that_is_never_heard_of_is_followed_by_another() {
        let mut breaker = Breaker::default();
        for _ in 0..5 {
            breaker.learn(trouble(), 0);
        }
        assert_eq!(breaker.ask(1000), Leave::Probe);
        breaker.learn(Health::Unknown, 1100);
        assert!(matches!(breaker.ask(15_999), Leave::Refused { .. }));
        assert_eq!(breaker.ask(16_000), Leave::Probe);
    }
}
