//! Judges whether what was verified in a login is enough for one operation of a service (RFC 9470).

use countersign_proto::ids::{LoginId, UserId};
use tokio::sync::Mutex;

use super::{manage_policies::find_policy, read_login::in_good_standing};
use crate::{
    Ctx, FlowError, assurance,
    model::{
        Client, ClientId, Demand, Device, Exemption, FirstFactor, LoginState, Phase, Policy, Resource,
        Timestamp,
    },
    port::{Holding, LoginRead},
};

/// A policy and what it makes of a login.
#[derive(Debug)]
pub struct Checked {
    /// What is demanded.
    pub policy: Policy,
    /// How far it has come.
    pub phase: Phase,
    /// What the login was, if one counts.
    pub shown: Option<Shown>,
    /// Whether that is enough.
    pub outcome: Outcome,
}

/// What a login was worth.
#[derive(Debug, Clone)]
pub struct Shown {
    /// See [`assurance::Assurance`].
    pub acr: String,
    /// When it was approved.
    pub auth_time: Timestamp,
}

/// What a policy makes of a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is enough.
    Satisfied,
    /// It need not be.
    Exempt(Exemption),
    /// It would not be enough, once the policy is enforced.
    NotYet,
    /// It is not: the person must log in anew.
    StepUp,
}

/// Judges a login of `client` for `resource`, or that there is none.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no policy for the resource: nobody can tell what it demands, so nothing may be let
/// through (R18). [`FlowError::Store`] if policy or login cannot be read.
pub async fn check_policy(
    ctx: &Ctx,
    client: &Client,
    resource: &Resource,
    login: Option<LoginId>,
) -> Result<Checked, FlowError> {
    let policy = find_policy(ctx, resource).await?;
    let now = ctx.clock.now();
    let read = match login {
        Some(id) => ctx
            .store
            .login(id)
            .await?
            .filter(|read| read.login.client_id == client.id),
        None => None,
    };
    let shown = read.as_ref().and_then(shown);
    let user = shown.as_ref().and(read.as_ref()).map(|read| read.login.user_id);
    // A login that is named must be one: whoever was suspended since is not let through by a date (R13).
    let outcome = if login.is_some() && shown.is_none() {
        Outcome::StepUp
    } else {
        judge(&policy, &client.id, user, shown.as_ref(), now)
    };
    let (phase, label) = (policy.phase(now), label(&outcome));
    metrics::counter!("countersign_policy_checks_total", "outcome" => label).increment(1);
    Ok(Checked {
        policy,
        phase,
        shown,
        outcome,
    })
}

fn judge(
    policy: &Policy,
    client: &ClientId,
    user: Option<UserId>,
    shown: Option<&Shown>,
    now: Timestamp,
) -> Outcome {
    let is_young = |shown: &Shown| {
        let max_age = policy.terms.max_age;
        max_age.is_none_or(|max_age| now < shown.auth_time + max_age)
    };
    let is_enough = |shown: &Shown| policy.terms.requirement.is_met_by(&shown.acr) && is_young(shown);
    if shown.is_some_and(is_enough) {
        return Outcome::Satisfied;
    }
    match (policy.exemption(client, user, now), policy.phase(now)) {
        (Some(exemption), _) => Outcome::Exempt(exemption.clone()),
        (None, Phase::Announced | Phase::Grace) => Outcome::NotYet,
        (None, Phase::Enforced) => Outcome::StepUp,
    }
}

/// What an approved login is worth, while everybody concerned may still take part (R13).
fn shown(read: &LoginRead) -> Option<Shown> {
    let LoginState::Approved(approval) = &read.login.state else {
        return None;
    };
    let assurance = read.login.assurance().filter(|_| in_good_standing(read))?;
    Some(Shown {
        acr: assurance.acr,
        auth_time: approval.at,
    })
}

const fn label(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Satisfied => "satisfied",
        Outcome::Exempt(_) => "exempt",
        Outcome::NotYet => "not_yet",
        Outcome::StepUp => "step_up",
    }
}

/// What a login for this policy has to satisfy.
pub(super) fn demand(policy: &Policy, client: &ClientId, user: UserId, now: Timestamp) -> Demand {
    let is_exempt = policy.exemption(client, Some(user), now).is_some();
    Demand {
        resource: policy.resource.clone(),
        requirement: policy.terms.requirement.clone(),
        enforced: policy.phase(now) == Phase::Enforced && !is_exempt,
    }
}

/// How many open accounts could satisfy a policy with what they have, and how many could not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Readiness {
    /// They could log in well enough now.
    pub ready: u64,
    /// They must set something up first.
    pub not_ready: u64,
}

/// Counts who is ready for a policy. Whoever asks meanwhile waits: it reads every account, and logins go first.
///
/// # Errors
/// [`FlowError::NotFound`] if there is none.
pub async fn readiness(ctx: &Ctx, resource: &Resource) -> Result<Readiness, FlowError> {
    const PAGE: u32 = 1000;
    static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());
    let _turn = ONE_AT_A_TIME.lock().await;
    let policy = find_policy(ctx, resource).await?;
    let (mut counted, mut after) = (Readiness::default(), None);
    loop {
        let page = ctx.store.users(after.as_ref(), PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(counted);
        };
        after = Some(last.name.clone());
        for user in page
            .iter()
            .filter(|user| user.state == crate::model::UserState::Active)
        {
            let holdings = ctx.store.holdings(user.id).await?;
            let first_factor = match user.password_hash {
                Some(_) => FirstFactor::Verified,
                None => FirstFactor::None,
            };
            if could_satisfy(&policy, &holdings, first_factor) {
                counted.ready += 1;
            } else {
                counted.not_ready += 1;
            }
        }
    }
}

/// Whether somebody with these authenticators could log in well enough on our own pages.
pub fn could_satisfy(policy: &Policy, holdings: &[Holding], first_factor: FirstFactor) -> bool {
    let own = ClientId::own_pages();
    holdings.iter().any(|holding| {
        let one = &holding.authenticator;
        let device_serves = holding.device.as_ref().is_none_or(Device::is_active);
        let worths = assurance::possible(holding, first_factor);
        let is_enough = worths
            .iter()
            .any(|worth| policy.terms.requirement.is_met_by(&worth.acr));
        one.usable_by(&own) && !one.credential.is_spent() && device_serves && is_enough
    })
}
