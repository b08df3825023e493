//! A leave to act for somebody else in one thing: who gave it to whom, and for how long.

use std::time::Duration;

use countersign_proto::ids::{DelegationId, UserId};
use serde::{Deserialize, Serialize};

use super::{NotPending, Resource, Timestamp, UserName, Version};

/// A leave from its invitation to its end. Whoever has given it answers for it, so it lasts no longer than they look after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// Never changes.
    pub id: DelegationId,
    /// For whom somebody acts.
    pub owner_id: UserId,
    /// Who acts: the account that had the name when it was invited. Absent if none had it, or if that account is gone.
    pub delegate_id: Option<UserId>,
    /// The name that the owner typed, whether or not anybody has it.
    pub invited: UserName,
    /// In what.
    pub resource: Resource,
    /// When its owner invited somebody.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: DelegationState,
    /// See [`Version`].
    pub version: Version,
}

/// Where a delegation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum DelegationState {
    /// Nobody has accepted.
    Invited {
        /// Until when that is possible.
        until: Timestamp,
        /// Whether somebody would not. To the owner it looks as if nobody had answered: else the answer would tell that there
        /// is somebody (R7).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        declined: bool,
    },
    /// Somebody acts for the owner.
    Accepted {
        /// Since when.
        at: Timestamp,
        /// From when on they may not, until the owner has confirmed it.
        review_at: Timestamp,
        /// Up to when the owner was reminded of what comes.
        tended_at: Timestamp,
    },
    /// Nothing comes of it any more.
    Ended {
        /// When.
        at: Timestamp,
        /// Why.
        end: DelegationEnd,
    },
}

/// Why a delegation has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum DelegationEnd {
    /// Its owner wanted that.
    Owner,
    /// Whoever acted would not any more, or has no account any more.
    Delegate,
    /// An operator ended it.
    Operator {
        /// Why, in their words.
        reason: String,
    },
    /// Nobody accepted in time.
    Unanswered,
    /// Its time was up.
    Expired,
}

impl DelegationEnd {
    /// The word for it, in texts and records.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Delegate => "delegate",
            Self::Operator { .. } => "operator",
            Self::Unanswered => "unanswered",
            Self::Expired => "expired",
        }
    }
}

impl DelegationState {
    /// The word for it in SQL, where what was declined is told from what waits for an answer.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Invited { declined: true, .. } => "declined",
            Self::Invited { .. } => "invited",
            Self::Accepted { .. } => "accepted",
            Self::Ended { .. } => "ended",
        }
    }
}

/// What an owner is reminded of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminder {
    /// It is to be confirmed by then.
    Review(Timestamp),
    /// It ends then.
    Expiry(Timestamp),
}

const DAY: Duration = Duration::from_secs(24 * 3600);

impl Delegation {
    /// How long an invitation can be accepted.
    pub const INVITATION: Duration = Duration::from_secs(7 * DAY.as_secs());
    /// How long before a review or the end its owner is reminded.
    pub const NOTICE: Duration = Duration::from_secs(14 * DAY.as_secs());
    /// How long it is kept after its end.
    const KEPT: Duration = Duration::from_secs(365 * DAY.as_secs());

    /// The delegation as it stands at `now`; see [`super::Login::as_of`].
    #[must_use]
    pub fn as_of(self, now: Timestamp) -> Self {
        let expires_at = self.expires_at;
        match self.state {
            DelegationState::Invited { until, .. } if now >= until => {
                self.ended(until, DelegationEnd::Unanswered)
            }
            DelegationState::Accepted { .. } if now >= expires_at => {
                self.ended(expires_at, DelegationEnd::Expired)
            }
            _ => self,
        }
    }

    /// Whether anything can still come of it.
    pub const fn is_open(&self) -> bool {
        !matches!(self.state, DelegationState::Ended { .. })
    }

    /// Until when it is to be confirmed, while somebody acts.
    pub const fn review_at(&self) -> Option<Timestamp> {
        match self.state {
            DelegationState::Accepted { review_at, .. } => Some(review_at),
            _ => None,
        }
    }

    /// Whether it gives leave at `now`, as far as it alone is concerned.
    pub fn allows(&self, now: Timestamp) -> bool {
        now < self.expires_at && self.review_at().is_some_and(|review_at| now < review_at)
    }

    /// Whether this account is invited and has not answered.
    pub fn awaits(&self, user: UserId) -> bool {
        let is_unanswered = matches!(self.state, DelegationState::Invited { declined: false, .. });
        is_unanswered && self.delegate_id == Some(user)
    }

    /// When something is to be done about it by itself: its owner is reminded, it ends, or it is kept no longer.
    pub fn due_at(&self) -> Timestamp {
        match self.state {
            DelegationState::Invited { until, .. } => until,
            DelegationState::Accepted { tended_at, .. } => {
                let reminders = self.reminders().into_iter().map(|(at, _)| at);
                let next = reminders.filter(|at| *at > tended_at).min();
                next.map_or(self.expires_at, |next| next.min(self.expires_at))
            }
            DelegationState::Ended { at, .. } => at + Self::KEPT,
        }
    }

    /// Of what its owner is reminded, and when. There is no review at its end.
    fn reminders(&self) -> Vec<(Timestamp, Reminder)> {
        let review = self.review_at().filter(|at| *at < self.expires_at);
        let review = review.map(|at| (at - Self::NOTICE, Reminder::Review(at)));
        let expiry = (self.expires_at - Self::NOTICE, Reminder::Expiry(self.expires_at));
        review.into_iter().chain([expiry]).collect()
    }

    /// The delegation once its owner was reminded of what is due by `now`, and of what that is.
    pub fn reminded(self, now: Timestamp) -> (Self, Vec<Reminder>) {
        let DelegationState::Accepted {
            at,
            review_at,
            tended_at,
        } = self.state
        else {
            return (self, Vec::new());
        };
        let reminders = self.reminders().into_iter();
        let due = reminders.filter(|(at, _)| *at > tended_at && *at <= now);
        let due = due.map(|(_, reminder)| reminder).collect();
        let tended = DelegationState::Accepted {
            at,
            review_at,
            tended_at: now,
        };
        (self.moved(tended), due)
    }

    /// Accepted by whoever was invited; to be confirmed after `review`.
    ///
    /// # Errors
    /// [`NotPending`] unless it waits for that.
    pub fn accept(self, now: Timestamp, review: Duration) -> Result<Self, NotPending> {
        match self.clone().as_of(now).state {
            DelegationState::Invited { declined: false, .. } => Ok(self.accepted(now, now, review)),
            _ => Err(NotPending),
        }
    }

    /// Not wanted by whoever was invited. Its owner does not see that.
    ///
    /// # Errors
    /// [`NotPending`] unless it waits for an answer.
    pub fn decline(self, now: Timestamp) -> Result<Self, NotPending> {
        match self.clone().as_of(now).state {
            DelegationState::Invited {
                until,
                declined: false,
            } => Ok(self.moved(DelegationState::Invited {
                until,
                declined: true,
            })),
            _ => Err(NotPending),
        }
    }

    /// Confirmed by its owner: it ends at `expires_at` from now on, and is to be confirmed again after `review`.
    ///
    /// # Errors
    /// [`NotPending`] unless somebody acts.
    pub fn confirm(
        self,
        now: Timestamp,
        expires_at: Timestamp,
        review: Duration,
    ) -> Result<Self, NotPending> {
        match self.clone().as_of(now).state {
            DelegationState::Accepted { at, .. } => {
                let confirmed = Self { expires_at, ..self };
                Ok(confirmed.accepted(at, now, review))
            }
            _ => Err(NotPending),
        }
    }

    /// Ended before its time.
    ///
    /// # Errors
    /// [`NotPending`] once it has ended.
    pub fn end(self, at: Timestamp, end: DelegationEnd) -> Result<Self, NotPending> {
        if !self.clone().as_of(at).is_open() {
            return Err(NotPending);
        }
        Ok(self.ended(at, end))
    }

    fn accepted(self, at: Timestamp, now: Timestamp, review: Duration) -> Self {
        let review_at = (now + review).min(self.expires_at);
        self.moved(DelegationState::Accepted {
            at,
            review_at,
            tended_at: now,
        })
    }

    fn ended(self, at: Timestamp, end: DelegationEnd) -> Self {
        self.moved(DelegationState::Ended { at, end })
    }

    fn moved(self, state: DelegationState) -> Self {
        Self {
            state,
            version: self.version.next(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const REVIEW: Duration = Duration::from_secs(90 * DAY.as_secs());

    fn at(day: u32) -> Timestamp {
        Timestamp::from_millis(0) + DAY * day
    }

    fn just_before(at: Timestamp) -> Timestamp {
        Timestamp::from_millis(at.as_millis() - 1)
    }

    fn bob() -> UserId {
        UserId::new(Uuid::from_u128(3))
    }

    fn invited() -> Delegation {
        Delegation {
            id: DelegationId::new(Uuid::from_u128(1)),
            owner_id: UserId::new(Uuid::from_u128(2)),
            delegate_id: Some(bob()),
            invited: UserName::parse("bob").unwrap(),
            resource: Resource::parse("filing").unwrap(),
            created_at: at(0),
            expires_at: at(200),
            state: DelegationState::Invited {
                until: at(0) + Delegation::INVITATION,
                declined: false,
            },
            version: Version::FIRST,
        }
    }

    fn accepted() -> Delegation {
        invited().accept(at(1), REVIEW).unwrap()
    }

    #[test]
    fn each_move_is_possible_from_some_states_only() {
        let declined = invited().decline(at(1)).unwrap();
        let over = accepted().end(at(2), DelegationEnd::Owner).unwrap();
        let moves = |one: &Delegation, now: Timestamp| {
            let one = one.clone();
            [
                one.clone().accept(now, REVIEW).is_ok(),
                one.clone().decline(now).is_ok(),
                one.clone().confirm(now, at(300), REVIEW).is_ok(),
                one.end(now, DelegationEnd::Owner).is_ok(),
            ]
        };
        for (one, now, possible) in [
            (invited(), at(2), [true, true, false, true]),
            (invited(), at(7), [false; 4]),
            (declined, at(2), [false, false, false, true]),
            (accepted(), at(2), [false, false, true, true]),
            (accepted(), at(150), [false, false, true, true]),
            (accepted(), at(200), [false; 4]),
            (over, at(2), [false; 4]),
        ] {
            assert_eq!(moves(&one, now), possible, "{one:?} {now}");
        }
    }

    #[test]
    fn it_gives_leave_until_its_review_and_again_until_its_end() {
        assert!(!invited().allows(at(1)));
        let first = accepted();
        assert!(first.allows(just_before(at(91))) && !first.allows(at(91)));
        let again = first.confirm(at(100), at(200), REVIEW).unwrap();
        assert!(again.allows(at(100)) && again.allows(just_before(at(190))) && !again.allows(at(190)));
        let last = again.confirm(at(189), at(200), REVIEW).unwrap();
        assert_eq!(
            last.review_at(),
            Some(at(200)),
            "nothing is to be confirmed after its end"
        );
        assert!(last.allows(just_before(at(200))) && !last.allows(at(200)));
        let over = last.as_of(at(201));
        let expired = DelegationState::Ended {
            at: at(200),
            end: DelegationEnd::Expired,
        };
        assert_eq!(over.state, expired);
        assert!(!over.allows(at(150)));
    }

    #[test]
    fn its_owner_is_reminded_of_each_review_and_of_the_end_once() {
        let (mut one, mut reminded) = (accepted(), Vec::new());
        for day in 2..200 {
            if one.due_at() <= at(day) {
                let (next, of) = one.reminded(at(day));
                one = next;
                reminded.extend(of.into_iter().map(|of| (day, of)));
            }
            if day == 80 {
                one = one.confirm(at(80), at(200), REVIEW).unwrap();
            }
        }
        assert_eq!(
            reminded,
            [
                (77, Reminder::Review(at(91))),
                (156, Reminder::Review(at(170))),
                (186, Reminder::Expiry(at(200)))
            ]
        );
        assert_eq!(one.due_at(), at(200));
    }

    #[test]
    fn what_lasts_a_week_reminds_of_nothing() {
        let short = Delegation {
            expires_at: at(8),
            ..invited()
        };
        let short = short.accept(at(1), REVIEW).unwrap();
        assert_eq!(short.due_at(), at(8));
        assert_eq!(short.reminded(at(7)).1, []);
    }

    #[test]
    fn r7_who_declines_looks_to_the_owner_like_nobody() {
        let declined = invited().decline(at(1)).unwrap();
        assert!(declined.is_open() && declined.review_at().is_none());
        assert_eq!(declined.due_at(), invited().due_at());
        assert_eq!(declined.clone().as_of(at(7)).state, invited().as_of(at(7)).state);
        assert!(!declined.awaits(bob()) && invited().awaits(bob()));
    }

    #[test]
    fn what_has_ended_is_kept_for_a_year() {
        let ended = invited().end(at(1), DelegationEnd::Owner).unwrap();
        assert_eq!(ended.due_at(), at(366));
    }
}
