//! A person's request for a digital certificate, which people answer by hand.

use std::time::Duration;

use countersign_proto::ids::{CertificateRequestId, UserId};
use serde::{Deserialize, Serialize};

use super::{NotPending, Timestamp, TokenHash, Version};

/// A request from its beginning to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRequest {
    /// Never changes.
    pub id: CertificateRequestId,
    /// Whose account the certificate will be for.
    pub user_id: UserId,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Where it stands.
    pub state: RequestState,
    /// See [`Version`].
    pub version: Version,
}

/// Where a request stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum RequestState {
    /// Nobody has said what is enough.
    Requested {
        /// When it is expected to be answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected_by: Option<Timestamp>,
        /// Who has said yes, where two must.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first: Option<FirstApproval>,
    },
    /// The certificate can be picked up.
    Approved {
        /// Since when.
        at: Timestamp,
        /// Until when.
        until: Timestamp,
    },
    /// An operator has said no.
    Rejected {
        /// When.
        at: Timestamp,
        /// What its person is told.
        reason: String,
    },
    /// Its person wants none any more.
    Withdrawn {
        /// When.
        at: Timestamp,
    },
    /// It was not picked up in time.
    Lapsed {
        /// The end of that time.
        at: Timestamp,
    },
    /// The certificate is with its person.
    Issued {
        /// When.
        at: Timestamp,
        /// Which one.
        fingerprint: TokenHash,
    },
}

/// The yes of one operator, where two must say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstApproval {
    /// Whose.
    pub by: UserId,
    /// Since when.
    pub at: Timestamp,
}

impl RequestState {
    /// The word for it, in texts and commands.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Requested { .. } => "requested",
            Self::Approved { .. } => "approved",
            Self::Rejected { .. } => "rejected",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Lapsed { .. } => "lapsed",
            Self::Issued { .. } => "issued",
        }
    }
}

/// How long the end of a request is shown to its person.
const SHOWN: Duration = Duration::from_secs(30 * 24 * 3600);

impl CertificateRequest {
    /// Longest reason of an operator, in user-perceived characters.
    pub const REASON_GRAPHEMES: usize = 200;

    /// The request as it stands at `now`; see [`super::Login::as_of`].
    #[must_use]
    pub fn as_of(self, now: Timestamp) -> Self {
        match self.state {
            RequestState::Approved { until, .. } if now >= until => {
                self.moved(RequestState::Lapsed { at: until })
            }
            _ => self,
        }
    }

    /// Whether anything can still come of it; an account has one such request.
    pub const fn is_open(&self) -> bool {
        matches!(
            self.state,
            RequestState::Requested { .. } | RequestState::Approved { .. }
        )
    }

    /// When something is to be done about it by itself: it lapses, or is not shown any more.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self.state {
            RequestState::Requested { .. } => None,
            RequestState::Approved { until, .. } => Some(until),
            RequestState::Rejected { at, .. }
            | RequestState::Withdrawn { at }
            | RequestState::Lapsed { at }
            | RequestState::Issued { at, .. } => Some(at + SHOWN),
        }
    }

    /// The yes of one operator, while another one's is missing.
    pub const fn first_approval(&self) -> Option<FirstApproval> {
        match self.state {
            RequestState::Requested { first, .. } => first,
            _ => None,
        }
    }

    /// Said yes by the first of two operators, in the place of a yes that counts no more. Nothing can be picked up yet.
    ///
    /// # Errors
    /// [`NotPending`] unless it waits for an answer.
    pub fn approve_first(self, by: UserId, at: Timestamp) -> Result<Self, NotPending> {
        match self.state {
            RequestState::Requested { expected_by, .. } => {
                let first = Some(FirstApproval { by, at });
                Ok(self.moved(RequestState::Requested { expected_by, first }))
            }
            _ => Err(NotPending),
        }
    }

    /// The request without the yes of one operator, who may not give it any more.
    #[must_use]
    pub fn without_first_approval(self) -> Self {
        match self.state {
            RequestState::Requested {
                expected_by,
                first: Some(_),
            } => self.moved(RequestState::Requested {
                expected_by,
                first: None,
            }),
            _ => self,
        }
    }

    /// Said yes by as many operators as must; it can be picked up for so long.
    ///
    /// # Errors
    /// [`NotPending`] unless it waits for an answer.
    pub fn approve(self, at: Timestamp, pick_up: Duration) -> Result<Self, NotPending> {
        match self.state {
            RequestState::Requested { .. } => {
                let until = at + pick_up;
                Ok(self.moved(RequestState::Approved { at, until }))
            }
            _ => Err(NotPending),
        }
    }

    /// Said no by an operator, also after a yes.
    ///
    /// # Errors
    /// [`NotPending`] once it has ended.
    pub fn reject(self, at: Timestamp, reason: String) -> Result<Self, NotPending> {
        self.end(at, RequestState::Rejected { at, reason })
    }

    /// Taken back by its person.
    ///
    /// # Errors
    /// [`NotPending`] once it has ended.
    pub fn withdraw(self, at: Timestamp) -> Result<Self, NotPending> {
        self.end(at, RequestState::Withdrawn { at })
    }

    /// Whether its certificate can be picked up.
    pub fn is_ready(&self, now: Timestamp) -> bool {
        matches!(self.state, RequestState::Approved { until, .. } if now < until)
    }

    /// Picked up.
    ///
    /// # Errors
    /// [`NotPending`] unless it is approved and its time is not up.
    pub fn issue(self, at: Timestamp, fingerprint: TokenHash) -> Result<Self, NotPending> {
        if !self.is_ready(at) {
            return Err(NotPending);
        }
        Ok(self.moved(RequestState::Issued { at, fingerprint }))
    }

    fn end(self, at: Timestamp, state: RequestState) -> Result<Self, NotPending> {
        if !self.clone().as_of(at).is_open() {
            return Err(NotPending);
        }
        Ok(self.moved(state))
    }

    fn moved(self, state: RequestState) -> Self {
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

    const WEEK: Duration = Duration::from_secs(7 * 24 * 3600);

    fn at(day: u64) -> Timestamp {
        Timestamp::from_millis(0) + Duration::from_secs(day * 24 * 3600)
    }

    fn requested() -> CertificateRequest {
        CertificateRequest {
            id: CertificateRequestId::new(Uuid::from_u128(1)),
            user_id: UserId::new(Uuid::from_u128(2)),
            created_at: at(0),
            state: RequestState::Requested {
                expected_by: Some(at(1)),
                first: None,
            },
            version: Version::FIRST,
        }
    }

    fn fingerprint() -> TokenHash {
        TokenHash::of(b"certificate")
    }

    /// One request in each state, by day 2.
    fn every_state() -> Vec<CertificateRequest> {
        let approved = requested().approve(at(1), WEEK).unwrap();
        vec![
            requested(),
            approved.clone(),
            requested().reject(at(1), "no".to_owned()).unwrap(),
            requested().withdraw(at(1)).unwrap(),
            approved.clone().as_of(at(9)),
            approved.issue(at(2), fingerprint()).unwrap(),
        ]
    }

    #[test]
    fn each_move_is_possible_from_some_states_only() {
        let moves = |one: CertificateRequest| {
            [
                one.clone().approve(at(2), WEEK).is_ok(),
                one.clone().reject(at(2), String::new()).is_ok(),
                one.clone().withdraw(at(2)).is_ok(),
                one.issue(at(2), fingerprint()).is_ok(),
            ]
        };
        let found: Vec<_> = every_state()
            .into_iter()
            .map(|one| (one.state.as_str(), one.is_open(), moves(one)))
            .collect();
        assert_eq!(
            found,
            [
                ("requested", true, [true, true, true, false]),
                ("approved", true, [false, true, true, true]),
                ("rejected", false, [false; 4]),
                ("withdrawn", false, [false; 4]),
                ("lapsed", false, [false; 4]),
                ("issued", false, [false; 4]),
            ]
        );
    }

    #[test]
    fn what_is_not_picked_up_within_the_week_lapses() {
        let approved = requested().approve(at(1), WEEK).unwrap();
        let last = Timestamp::from_millis(at(8).as_millis() - 1);
        assert!(approved.is_ready(last) && approved.clone().as_of(last).is_open());
        assert!(!approved.is_ready(at(8)));
        assert_eq!(
            approved.clone().as_of(at(8)).state,
            RequestState::Lapsed { at: at(8) }
        );
        assert!(approved.clone().issue(at(8), fingerprint()).is_err());
        assert!(approved.clone().withdraw(at(8)).is_err());
        assert_eq!(approved.due_at(), Some(at(8)));
    }

    #[test]
    fn the_first_of_two_approvals_opens_nothing_and_can_be_taken_back() {
        let operator = UserId::new(Uuid::from_u128(3));
        let first = requested().approve_first(operator, at(1)).unwrap();
        assert_eq!(
            first.first_approval(),
            Some(FirstApproval {
                by: operator,
                at: at(1)
            })
        );
        assert!(!first.is_ready(at(1)) && first.is_open());
        assert_eq!(first.state.as_str(), "requested");
        assert!(first.clone().issue(at(1), fingerprint()).is_err());
        let without = first.clone().without_first_approval();
        assert_eq!(without.state, requested().state, "it is expected as before");
        assert!(without.version > first.version, "whoever relied on it is told");
        assert_eq!(without.clone().without_first_approval(), without);
        for one in every_state() {
            let waits = one.state.as_str() == "requested";
            assert_eq!(one.clone().approve_first(operator, at(2)).is_ok(), waits);
            assert_eq!(one.clone().without_first_approval(), one);
        }
        assert!(first.clone().approve(at(2), WEEK).unwrap().is_ready(at(2)));
        assert!(first.reject(at(2), String::new()).is_ok(), "either can end it");
    }

    #[test]
    fn a_request_that_was_kept_before_there_were_two_approvals_reads_as_it_was() {
        let kept = r#"{"state":"requested","expected_by":86400000}"#;
        assert_eq!(
            serde_json::from_str::<RequestState>(kept).unwrap(),
            requested().state
        );
        assert_eq!(serde_json::to_string(&requested().state).unwrap(), kept);
    }

    #[test]
    fn an_end_is_shown_for_a_month() {
        assert_eq!(requested().withdraw(at(1)).unwrap().due_at(), Some(at(31)));
        assert_eq!(requested().due_at(), None);
    }
}
