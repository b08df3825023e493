//! Sets, exempts from, announces and removes policies.

use super::{
    ATTEMPTS,
    operate::{Operating, person},
};
use crate::{
    Ctx, FlowError,
    model::{
        Act, Audit, AuditEvent, BearerToken, DisplayText, Exemption, Policy, PolicyTerms, Resource,
        Timestamp, Version,
    },
    port::{Commit, UnitOfWork},
};

/// How many exemptions a policy bears: who needs more needs another policy.
const EXEMPTIONS: usize = 1000;

/// Longest reason and longest announcement, in user-perceived characters.
const TEXT_GRAPHEMES: usize = 500;

/// The policies that are in force or will be, by resource.
///
/// # Errors
/// [`FlowError::Store`] if they cannot be read: nobody can tell then what is demanded (R18).
pub async fn list_policies(ctx: &Ctx) -> Result<Vec<Policy>, FlowError> {
    let mut policies = ctx.store.policies().await?;
    policies.retain(|policy| !policy.terms.removed);
    Ok(policies)
}

/// The policy of a resource.
///
/// # Errors
/// [`FlowError::NotFound`] if there is none; see [`list_policies`].
pub async fn find_policy(ctx: &Ctx, resource: &Resource) -> Result<Policy, FlowError> {
    let found = ctx.store.policy(resource).await?;
    found
        .filter(|policy| !policy.terms.removed)
        .ok_or(FlowError::NotFound)
}

/// Sets what a resource demands. Exemptions and announcements of before stay.
///
/// # Errors
/// [`FlowError::Contended`], or that the store fails.
pub async fn set_policy(ctx: &Ctx, resource: &Resource, terms: PolicyTerms) -> Result<Policy, FlowError> {
    for _ in 0..ATTEMPTS {
        let terms = terms.clone();
        let policy = match ctx.store.policy(resource).await? {
            Some(before) if before.terms.removed => before.with_terms(terms),
            Some(before) => {
                let kept = PolicyTerms {
                    exemptions: before.terms.exemptions.clone(),
                    announcement: before.terms.announcement.clone(),
                    ..terms
                };
                before.with_terms(kept)
            }
            None => Policy {
                resource: resource.clone(),
                terms,
                version: Version::FIRST,
            },
        };
        if write(ctx, None, &policy, AuditEvent::PolicySet).await? == Commit::Committed {
            return Ok(policy);
        }
    }
    Err(FlowError::Contended)
}

/// Lets somebody through for a while.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such policy, [`FlowError::Invalid`] for an exemption without a reason or an end to
/// come.
pub async fn exempt(ctx: &Ctx, resource: &Resource, exemption: Exemption) -> Result<Policy, FlowError> {
    let reason = DisplayText::parse(&exemption.reason, TEXT_GRAPHEMES);
    let reason = reason.map_err(|error| FlowError::Invalid(format!("the reason {error}")))?;
    let exemption = Exemption {
        reason: reason.as_str().to_owned(),
        ..exemption
    };
    let now = ctx.clock.now();
    if exemption.until.at <= now {
        return Err(FlowError::Invalid(
            "the exemption would end before it begins".to_owned(),
        ));
    }
    change(ctx, None, resource, AuditEvent::PolicySet, |terms| {
        let mut exemptions = terms.exemptions.clone();
        exemptions.retain(|one| one.subject != exemption.subject && one.until.at > now);
        exemptions.push(exemption.clone());
        if exemptions.len() > EXEMPTIONS {
            return Err(FlowError::Invalid(format!(
                "a policy has up to {EXEMPTIONS} exemptions"
            )));
        }
        Ok(PolicyTerms { exemptions, ..terms })
    })
    .await
}

/// Says on the login page what will be demanded, in one language; an empty text takes it back.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such policy, [`FlowError::Invalid`] for a text that cannot be shown.
pub async fn announce(
    ctx: &Ctx,
    resource: &Resource,
    language: &str,
    text: &str,
) -> Result<Policy, FlowError> {
    say(ctx, None, resource, language, text).await
}

/// The same on behalf of the person who has the cookie.
///
/// # Errors
/// See [`announce`] and [`super::operate::act_on`].
pub async fn announce_as(
    ctx: &Ctx,
    cookie: &BearerToken,
    resource: &Resource,
    language: &str,
    text: &str,
) -> Result<Policy, FlowError> {
    let (_, operating) = person(ctx, cookie).await?;
    operating.may(Act::Announce)?;
    say(ctx, Some(&operating), resource, language, text).await
}

async fn say(
    ctx: &Ctx,
    by: Option<&Operating>,
    resource: &Resource,
    language: &str,
    text: &str,
) -> Result<Policy, FlowError> {
    let text = match text.trim() {
        "" => None,
        text => Some(DisplayText::parse(text, TEXT_GRAPHEMES)),
    };
    let text = text
        .transpose()
        .map_err(|error| FlowError::Invalid(format!("the announcement {error}")))?;
    change(ctx, by, resource, AuditEvent::PolicySet, |mut terms| {
        match &text {
            Some(text) => terms
                .announcement
                .insert(language.to_owned(), text.as_str().to_owned()),
            None => terms.announcement.remove(language),
        };
        Ok(terms)
    })
    .await
}

/// Takes a policy back. From then on nobody knows the resource, so services that ask about it are refused.
///
/// # Errors
/// [`FlowError::NotFound`] if there is none.
pub async fn remove_policy(ctx: &Ctx, resource: &Resource) -> Result<Policy, FlowError> {
    change(ctx, None, resource, AuditEvent::PolicyRemoved, |terms| {
        Ok(PolicyTerms {
            removed: true,
            ..terms
        })
    })
    .await
}

async fn change(
    ctx: &Ctx,
    by: Option<&Operating>,
    resource: &Resource,
    event: AuditEvent,
    change: impl Fn(PolicyTerms) -> Result<PolicyTerms, FlowError>,
) -> Result<Policy, FlowError> {
    for _ in 0..ATTEMPTS {
        let before = find_policy(ctx, resource).await?;
        let terms = change(before.terms.clone())?;
        let policy = before.with_terms(terms);
        if write(ctx, by, &policy, event).await? == Commit::Committed {
            return Ok(policy);
        }
    }
    Err(FlowError::Contended)
}

async fn write(
    ctx: &Ctx,
    by: Option<&Operating>,
    policy: &Policy,
    event: AuditEvent,
) -> Result<Commit, FlowError> {
    let now: Timestamp = ctx.clock.now();
    let audit = Audit::new(event, now).because(policy.resource.as_str());
    let unit = UnitOfWork::new("set_policy").put(policy);
    let unit = match by {
        Some(operating) => operating.sign(unit, audit),
        None => unit.record(audit),
    };
    Ok(ctx.store.commit(unit).await?)
}
