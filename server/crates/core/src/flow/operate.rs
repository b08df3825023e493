//! What operators do to accounts, people on the server's own pages and programs at its API: who they are is judged anew for each
//! act, and the act fails if anything of that has changed by the time it is committed.

use countersign_proto::ids::UserId;

use super::{
    ATTEMPTS,
    authenticate_client::{ClientRefusal, known_client},
    delegate::{Delegations, delegations},
    manage_users::{Closed, resumed, suspended, unlocked},
    session::{OpenSession, open_sessions, session_user},
    suspend,
};
use crate::{
    Ctx, FlowError,
    assurance::{Acr, Requirement},
    model::{
        AccountNumber, Act, Audit, AuditEvent, AuditRecord, BearerToken, Client, ClientId, DisplayText,
        MailAddress, Operator, Role, Session, User, UserName, UserState,
    },
    port::{Commit, Holding, Row, Topic, UnitOfWork},
};

/// Longest reason, in user-perceived characters.
pub(super) const REASON_GRAPHEMES: usize = 300;
/// How many accounts of one mailbox are shown.
const FOUND: u32 = 20;
/// Among how many of the latest records of the audit log those of one account are looked for.
const LOOKED_THROUGH: u32 = 2000;
/// How many of them are shown.
const RECORDS: usize = 20;

/// What an operator shows to be let work.
#[derive(Debug, Clone, Copy)]
pub enum Badge<'a> {
    /// The cookie of a person's session.
    Session(&'a BearerToken),
    /// The id of a client and its secret.
    Client(&'a ClientId, &'a BearerToken),
}

/// An operator at work.
#[derive(Debug, Clone)]
pub struct Operating {
    role: Role,
    who: Who,
}

#[derive(Debug, Clone)]
enum Who {
    Person(Box<(User, Operator, Session)>),
    Program(Box<Client>),
}

/// Why somebody is no operator at work.
#[derive(Debug)]
pub enum OperatorRefusal {
    /// Nobody is logged in, or the client is unknown or its secret wrong.
    NotLoggedIn,
    /// Whoever it is has no role.
    NoOperator,
    /// Their login is too weak for what operators do; a stronger one is demanded.
    TooWeak(Box<User>),
    /// Nobody can tell.
    Failed(FlowError),
}

impl From<OperatorRefusal> for FlowError {
    fn from(refusal: OperatorRefusal) -> Self {
        match refusal {
            OperatorRefusal::NotLoggedIn | OperatorRefusal::NoOperator => Self::NotFound,
            OperatorRefusal::TooWeak(_) => Self::FreshLoginRequired,
            OperatorRefusal::Failed(error) => error,
        }
    }
}

/// The operator behind a badge.
///
/// # Errors
/// See [`OperatorRefusal`].
pub async fn operating(ctx: &Ctx, badge: Badge<'_>) -> Result<Operating, OperatorRefusal> {
    match badge {
        Badge::Session(cookie) => person(ctx, cookie).await.map(|(_, operating)| operating),
        Badge::Client(id, secret) => program(ctx, id, secret).await,
    }
}

/// The program that has a client's secret, if the client was given a role.
async fn program(ctx: &Ctx, id: &ClientId, secret: &BearerToken) -> Result<Operating, OperatorRefusal> {
    let client = known_client(ctx, id, secret)
        .await
        .map_err(|refusal| match refusal {
            ClientRefusal::Store(error) => OperatorRefusal::Failed(error.into()),
            ClientRefusal::Invalid | ClientRefusal::MissingScope(_) => OperatorRefusal::NotLoggedIn,
        })?;
    let role = client.role.filter(|role| role.may(Act::Look));
    Ok(Operating {
        role: role.ok_or(OperatorRefusal::NoOperator)?,
        who: Who::Program(Box::new(client)),
    })
}

/// The person behind a session cookie, whose login satisfies `operators.required_acr` (R12), at work as an operator.
///
/// # Errors
/// See [`OperatorRefusal`].
pub async fn person(ctx: &Ctx, cookie: &BearerToken) -> Result<(User, Operating), OperatorRefusal> {
    let found = session_user(ctx, cookie).await.map_err(OperatorRefusal::Failed)?;
    let (user, session) = found.ok_or(OperatorRefusal::NotLoggedIn)?;
    let operator = ctx.store.operator(user.id).await;
    let operator = operator.map_err(|error| OperatorRefusal::Failed(error.into()))?;
    let operator = operator.filter(|operator| operator.role.may(Act::Look));
    let operator = operator.ok_or(OperatorRefusal::NoOperator)?;
    // A setting that cannot be read lets nobody in.
    let least = Acr::parse(&ctx.settings.operators.required_acr).map(Requirement::AtLeast);
    if !least.is_some_and(|least| least.is_met_by(&session.acr)) {
        return Err(OperatorRefusal::TooWeak(Box::new(user)));
    }
    let operating = Operating {
        role: operator.role,
        who: Who::Person(Box::new((user.clone(), operator, session))),
    };
    Ok((user, operating))
}

impl Operating {
    /// What they are there for.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Whether their role includes this.
    ///
    /// # Errors
    /// [`FlowError::NotAllowed`] if it does not; [`FlowError::ForPeople`] if it does, but they are a program and it is left to people.
    pub const fn may(&self, act: Act) -> Result<(), FlowError> {
        match self.who {
            _ if !self.role.may(act) => Err(FlowError::NotAllowed),
            Who::Program(_) if !act.is_for_programs() => Err(FlowError::ForPeople),
            Who::Person(_) | Who::Program(_) => Ok(()),
        }
    }

    /// Whether they may act on this account.
    ///
    /// # Errors
    /// [`FlowError::NotAllowed`] or [`FlowError::ForPeople`] if they may not, or that the store fails.
    pub(super) async fn reach(&self, ctx: &Ctx, target: UserId) -> Result<(), FlowError> {
        match &self.who {
            Who::Person(person) if !reaches(ctx, &person.1, target).await? => Err(FlowError::NotAllowed),
            Who::Program(_) if is_operator(ctx, target).await? => self.may(Act::ActOnOperators),
            Who::Person(_) | Who::Program(_) => Ok(()),
        }
    }

    /// Has `unit` record what they do, and fail if they may not do it any more by then.
    pub(super) fn sign(&self, unit: UnitOfWork, audit: Audit) -> UnitOfWork {
        match &self.who {
            Who::Person(person) => {
                let (user, operator, session) = &**person;
                let relied_on = [Row::from(user), operator.into(), session.into()];
                unit.unless_any_changed(relied_on).record(audit.by(user.id))
            }
            Who::Program(client) => unit.unless_changed(&**client).record(audit.client(&client.id)),
        }
    }
}

/// The accounts that a name, an account number or a mailbox leads to.
///
/// # Errors
/// [`FlowError::NotAllowed`], or that the store fails.
pub async fn find_users(ctx: &Ctx, operating: &Operating, query: &str) -> Result<Vec<User>, FlowError> {
    operating.may(Act::Look)?;
    let query = query.trim();
    if let Ok(email) = MailAddress::parse(query) {
        return Ok(ctx.store.users_by_email(&email, FOUND).await?);
    }
    let mut found = Vec::new();
    if let Ok(name) = UserName::parse(query) {
        found.extend(ctx.store.user_by_name(&name).await?);
    }
    // As pages and phones write it: 100001, u100001, 100001-alice.
    let number = query.strip_prefix('u').unwrap_or(query);
    let number = number.split('-').next().and_then(|digits| digits.parse().ok());
    if let Some(number) = number {
        found.extend(ctx.store.user_by_number(AccountNumber(number)).await?);
    }
    found.dedup_by_key(|user| user.id);
    Ok(found)
}

/// An account as operators see it: nothing of it is a secret.
#[derive(Debug)]
pub struct Account {
    /// The account.
    pub user: User,
    /// What its person logs in with.
    pub holdings: Vec<Holding>,
    /// Where they are logged in.
    pub sessions: Vec<OpenSession>,
    /// What happened to it lately, the latest first.
    pub records: Vec<AuditRecord>,
    /// What its person lets others do, and what others let them do.
    pub delegations: Delegations,
    /// Whether this operator may act on it.
    pub is_within_reach: bool,
}

/// An account with what happened to it lately.
///
/// # Errors
/// [`FlowError::NotFound`] if there is none of this number, [`FlowError::NotAllowed`].
pub async fn look(ctx: &Ctx, operating: &Operating, number: AccountNumber) -> Result<Account, FlowError> {
    operating.may(Act::Look)?;
    let user = ctx
        .store
        .user_by_number(number)
        .await?
        .ok_or(FlowError::NotFound)?;
    let mut records = ctx.store.audit_tail(LOOKED_THROUGH).await?;
    records.retain(|record| record.audit.user_id == Some(user.id));
    records.sort_by_key(|record| std::cmp::Reverse(record.seq));
    records.truncate(RECORDS);
    let is_within_reach = match operating.reach(ctx, user.id).await {
        Ok(()) => true,
        Err(FlowError::NotAllowed | FlowError::ForPeople) => false,
        Err(error) => return Err(error),
    };
    Ok(Account {
        holdings: ctx.store.holdings(user.id).await?,
        sessions: open_sessions(ctx, user.id).await?,
        delegations: delegations(ctx, user.id).await?,
        is_within_reach,
        records,
        user,
    })
}

/// Operators are for owners alone, and nobody acts on themselves: else a helpdesk could shut out whoever watches over it.
pub(super) async fn reaches(ctx: &Ctx, operator: &Operator, target: UserId) -> Result<bool, FlowError> {
    if target == operator.user_id {
        return Ok(false);
    }
    Ok(operator.role.may(Act::ActOnOperators) || !is_operator(ctx, target).await?)
}

async fn is_operator(ctx: &Ctx, user: UserId) -> Result<bool, FlowError> {
    let operator = ctx.store.operator(user).await?;
    Ok(operator.is_some_and(|operator| operator.role.may(Act::Look)))
}

/// The operator of this account, while they may do this (R4).
pub(super) async fn able(ctx: &Ctx, id: UserId, act: Act) -> Result<Option<(User, Operator)>, FlowError> {
    let user = ctx.store.user(id).await?;
    let user = user.filter(|user| user.state == UserState::Active);
    let operator = ctx.store.operator(id).await?;
    Ok(user.zip(operator.filter(|operator| operator.role.may(act))))
}

/// Does `act` to an account for a reason that is kept, on behalf of whoever shows the badge. Closing what is closed and opening what
/// is open is fine, and not recorded again.
///
/// # Errors
/// [`FlowError::NotAllowed`] if role or target forbid it, [`FlowError::ForPeople`] if they forbid it to a program;
/// [`FlowError::Invalid`] without a reason; [`FlowError::NotFound`] if there is no such account, or no operator;
/// [`FlowError::FreshLoginRequired`] if their login is too weak.
pub async fn act_on(
    ctx: &Ctx,
    badge: Badge<'_>,
    act: Act,
    number: AccountNumber,
    reason: &str,
) -> Result<User, FlowError> {
    for _ in 0..ATTEMPTS {
        let operating = operating(ctx, badge).await?;
        operating.may(act)?;
        let reason = DisplayText::parse(reason, REASON_GRAPHEMES)
            .map_err(|error| FlowError::Invalid(format!("the reason {error}")))?;
        let user = ctx
            .store
            .user_by_number(number)
            .await?
            .ok_or(FlowError::NotFound)?;
        operating.reach(ctx, user.id).await?;
        let now = ctx.clock.now();
        let audit = |event| Audit::new(event, now).user(user.id).because(reason.as_str());
        let unit = UnitOfWork::new("operate");
        let (unit, event, closed): (UnitOfWork, AuditEvent, Closed) = match act {
            Act::Suspend if user.state == UserState::Suspended => return Ok(user),
            Act::Resume if user.state == UserState::Active => return Ok(user),
            Act::Suspend => {
                let (unit, closed) = suspended(ctx, unit, user.clone(), now).await?;
                (unit, AuditEvent::UserSuspended, closed)
            }
            Act::Resume => (
                resumed(unit, user.clone()),
                AuditEvent::UserResumed,
                Closed::default(),
            ),
            Act::Unlock => (
                unlocked(ctx, unit, &user).await?,
                AuditEvent::UserUnlocked,
                Closed::default(),
            ),
            Act::EndSessions => {
                let unit = suspend::end_sessions(ctx, unit, user.id, now).await?;
                (unit, AuditEvent::SessionEnded, Closed::default())
            }
            Act::Look
            | Act::ReadPolicies
            | Act::Announce
            | Act::ActOnOperators
            | Act::AnswerCertificates
            | Act::EndDelegations => return Err(FlowError::NotAllowed),
        };
        let unit = operating.sign(unit, audit(event));
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            closed.announce(ctx, now);
            metrics::counter!("countersign_helpdesk_actions_total", "action" => event.as_str()).increment(1);
            return ctx.store.user_by_number(number).await?.ok_or(FlowError::NotFound);
        }
    }
    Err(FlowError::Contended)
}
