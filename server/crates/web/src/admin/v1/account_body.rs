//! An account with all that operators see of it. No secret is among it.

use countersign_core::{
    flow::operate::Account,
    model::{AuditRecord, Delegation, Session, UserName},
};
use countersign_proto::ids::DelegationId;
use serde::Serialize;
use utoipa::ToSchema;

use super::user_body::UserBody;
use crate::api::v1::authenticator_body::AuthenticatorBody;

/// An account, what belongs to it, and what happened to it.
#[derive(Serialize, ToSchema)]
pub(super) struct AccountBody {
    #[serde(flatten)]
    user: UserBody,
    /// Whether it is no operator's account: those are left to people.
    within_reach: bool,
    /// What its person logs in with.
    authenticators: Vec<AuthenticatorBody>,
    /// Where they are logged in, the latest first; fifty at most.
    sessions: Vec<SessionBody>,
    /// What they let others do, and what others let them do.
    delegations: Vec<DelegationBody>,
    /// What is about it among the two thousand latest records of the whole audit log, the latest first; twenty at most.
    records: Vec<RecordBody>,
}

/// A session on the server's own pages.
#[derive(Serialize, ToSchema)]
struct SessionBody {
    /// What its login was worth.
    acr: String,
    /// RFC 3339.
    created_at: String,
    /// RFC 3339.
    expires_at: String,
}

/// A leave to act for somebody else.
#[derive(Serialize, ToSchema)]
struct DelegationBody {
    #[schema(value_type = uuid::Uuid)]
    id: DelegationId,
    /// The user name of whoever is acted for.
    owner: String,
    /// The user name of whoever acts or is invited to.
    delegate: String,
    /// In what.
    resource: String,
    /// `invited`, `declined`, `accepted` or `ended`.
    state: &'static str,
    /// RFC 3339.
    expires_at: String,
}

/// A record of the audit log.
#[derive(Serialize, ToSchema)]
struct RecordBody {
    /// Its place in the log.
    seq: i64,
    /// RFC 3339.
    at: String,
    /// What happened, as the audit log says it.
    event: &'static str,
}

impl From<Account> for AccountBody {
    fn from(account: Account) -> Self {
        let Account {
            user,
            holdings,
            sessions,
            records,
            delegations,
            is_within_reach,
        } = account;
        let given = delegations.given.iter().map(|one| delegation(one, &user.name));
        let held = delegations.held.iter();
        let held = held.map(|held| delegation(&held.delegation, &held.owner.name));
        Self {
            user: (&user).into(),
            within_reach: is_within_reach,
            authenticators: holdings
                .into_iter()
                .map(AuthenticatorBody::of_operators)
                .collect(),
            sessions: sessions.iter().map(|open| session(&open.session)).collect(),
            delegations: given.chain(held).collect(),
            records: records.iter().map(record).collect(),
        }
    }
}

fn session(session: &Session) -> SessionBody {
    SessionBody {
        acr: session.acr.clone(),
        created_at: session.created_at.to_string(),
        expires_at: session.expires_at.to_string(),
    }
}

fn delegation(delegation: &Delegation, owner: &UserName) -> DelegationBody {
    DelegationBody {
        id: delegation.id,
        owner: owner.to_string(),
        delegate: delegation.invited.to_string(),
        resource: delegation.resource.to_string(),
        state: delegation.state.as_str(),
        expires_at: delegation.expires_at.to_string(),
    }
}

fn record(record: &AuditRecord) -> RecordBody {
    RecordBody {
        seq: record.seq,
        at: record.audit.at.to_string(),
        event: record.audit.event.as_str(),
    }
}
