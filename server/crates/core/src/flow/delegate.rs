//! What people let others do for them: invited, accepted, confirmed again and again, and ended by either side, an operator or time.
//!
//! Whoever gives leave answers for who has it and who keeps it, so a delegation that nobody looks after stops by itself.

mod answer;
mod check;
mod confirm;
mod end;
mod invite;
mod tend;

use std::fmt;

use countersign_proto::ids::{DelegationId, UserId};

pub(super) use self::end::{end_disowned, end_held, end_with_account};
pub use self::{
    answer::{accept, decline},
    check::{Leave, check_delegation},
    confirm::confirm,
    end::{end, end_as},
    invite::{Invitation, invite},
    tend::tend_delegations,
};
use super::{mail, notice::plain, own_certificate::asker, terms};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, Delegated, Delegation, Job, Mail, MailKind, Session, Timestamp, User, UserState,
    },
    port::{StoreError, UnitOfWork},
};

/// How many delegations are read that one account has given; `limits.delegations_of_a_user` allows no more.
const GIVEN: u32 = 1000;
/// How many are shown that one account has accepted.
const HELD: u32 = 1000;
/// How many are read that one account is invited to, the latest first: others can invite it as often as they like.
const OFFERED: u32 = 200;
/// Where people see their delegations.
const PAGE: &str = "/account/delegations";

/// Why nothing is given, where its owner can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Nobody needs leave to act for themselves.
    Oneself,
    /// It would end in the past, or last longer than one may.
    Until,
    /// This name was given leave for this already, or is invited.
    Exists,
    /// The account has given as many as may be.
    Full,
}

impl Refused {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Oneself, Self::Until, Self::Exists, Self::Full];
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Oneself => "oneself",
            Self::Until => "until",
            Self::Exists => "exists",
            Self::Full => "full",
        })
    }
}

/// The delegations of one account, both ways, as they stand.
#[derive(Debug, Default)]
pub struct Delegations {
    /// What it has given, also what has ended, the open ones first.
    pub given: Vec<Delegation>,
    /// What it holds or is invited to.
    pub held: Vec<Held>,
}

impl Delegations {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty() && self.held.is_empty()
    }
}

/// A delegation as whoever acts sees it.
#[derive(Debug)]
pub struct Held {
    /// The delegation.
    pub delegation: Delegation,
    /// For whom they act.
    pub owner: User,
    /// Whether they may act now.
    pub is_allowed: bool,
}

/// What this account lets others do, and what others let it do.
///
/// # Errors
/// [`StoreError`] if nobody can tell.
pub async fn delegations(ctx: &Ctx, user: UserId) -> Result<Delegations, StoreError> {
    let now = ctx.clock.now();
    let given = ctx.store.delegations_of(user, GIVEN).await?;
    let mut held = Vec::new();
    let accepted = ctx.store.delegations_held(user, HELD).await?;
    let offered = ctx.store.delegations_offered(user, OFFERED).await?;
    for delegation in accepted.into_iter().chain(offered) {
        let delegation = delegation.as_of(now);
        let Some(owner) = ctx.store.user(delegation.owner_id).await? else {
            continue;
        };
        let is_active = owner.state == UserState::Active;
        // An invitation by a closed account leads nowhere.
        if delegation.review_at().is_some() || (delegation.awaits(user) && is_active) {
            held.push(Held {
                is_allowed: is_active && delegation.allows(now),
                delegation,
                owner,
            });
        }
    }
    Ok(Delegations {
        given: given.into_iter().map(|one| one.as_of(now)).collect(),
        held,
    })
}

/// The delegation with this id, as it stands at `now`, if this user has to do with it.
async fn find(
    ctx: &Ctx,
    id: DelegationId,
    now: Timestamp,
    concerns: impl Fn(&Delegation) -> bool,
) -> Result<Delegation, FlowError> {
    let found = ctx.store.delegation(id).await?.filter(concerns);
    Ok(found.ok_or(FlowError::NotFound)?.as_of(now))
}

/// Whoever answers for a delegation from now on: logged in just now, by more than a recovery (R12), and bound by the terms.
async fn answerable(ctx: &Ctx, session: &Session, now: Timestamp) -> Result<User, FlowError> {
    if session.is_by_recovery() || !session.is_fresh(now) {
        return Err(FlowError::FreshLoginRequired);
    }
    terms::demand(ctx, session.user_id).await?;
    asker(ctx, session).await
}

/// Whether one may last until then.
fn may_last(ctx: &Ctx, now: Timestamp, until: Timestamp) -> bool {
    now < until && until <= now + ctx.settings.delegations.longest()
}

/// What the audit log keeps of a delegation: its resource and its id, which the records of both parties share.
fn record(event: AuditEvent, delegation: &Delegation, user: UserId, now: Timestamp) -> Audit {
    let about = format!("{} {}", delegation.resource, delegation.id);
    Audit::new(event, now).user(user).because(about)
}

/// The mails that tell a user of a delegation which `owner` has given.
fn mails(
    ctx: &Ctx,
    to: &User,
    owner: &User,
    delegation: &Delegation,
    (kind, by): (MailKind, Timestamp),
    now: Timestamp,
) -> Vec<Job> {
    let mailboxes = to.mailboxes().filter(|_| ctx.settings.sends_mail);
    let jobs = mailboxes.map(|mailbox| {
        let mail = Mail {
            link: Some(mail::page(ctx, PAGE)),
            what: plain(delegation.resource.as_str()),
            delegation: Some(Delegated {
                // Names that differ may look alike once nothing makes a link of them; numbers do not.
                owner: format!("{} ({})", plain(owner.name.as_str()), owner.number),
                delegate: plain(delegation.invited.as_str()),
                by,
            }),
            ..Mail::about(to, mailbox, kind, now)
        };
        mail::job(ctx, &mail, now, now + mail::NOTICE)
    });
    jobs.collect()
}

/// Adds to `unit` that both parties are told.
async fn tell_both(
    ctx: &Ctx,
    unit: UnitOfWork,
    delegation: &Delegation,
    kind: MailKind,
    now: Timestamp,
) -> Result<UnitOfWork, StoreError> {
    let Some(owner) = ctx.store.user(delegation.owner_id).await? else {
        return Ok(unit);
    };
    let delegate = match delegation.delegate_id {
        Some(id) => ctx.store.user(id).await?,
        None => None,
    };
    let about = (kind, delegation.expires_at);
    let parties = [Some(&owner), delegate.as_ref()].into_iter().flatten();
    Ok(parties.fold(unit, |unit, to| {
        unit.enqueue(mails(ctx, to, &owner, delegation, about, now))
    }))
}
