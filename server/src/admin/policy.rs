//! The commands about policies.

use std::{collections::BTreeMap, time::Duration};

use anyhow::{anyhow, bail};
use countersign_core::{
    Ctx, FlowError,
    assurance::{Acr, Requirement},
    flow::{
        check_policy::{could_satisfy, readiness},
        manage_policies::{announce, exempt, find_policy, list_policies, remove_policy, set_policy},
        manage_users::find_user,
    },
    model::{ClientId, Exempt, Exemption, FirstFactor, Moment, Policy, PolicyTerms, Resource},
};
use countersign_web::Locales;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A command about policies.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each says what `countersign policy --help` says")]
pub enum PolicyCommand {
    Add {
        resource: String,
        one_of: Vec<String>,
        at_least: Option<String>,
        from: String,
        grace_secs: u64,
        max_age_secs: Option<u64>,
    },
    Exempt {
        resource: String,
        client: Option<String>,
        user: Option<String>,
        until: String,
        reason: String,
    },
    Announce {
        resource: String,
        language: String,
        text: String,
    },
    List,
    Show {
        resource: String,
    },
    Remove {
        resource: String,
    },
    Check {
        resource: String,
        user: Option<String>,
    },
}

/// Carries it out.
pub(super) async fn run(ctx: &Ctx, command: PolicyCommand) -> anyhow::Result<Value> {
    let shown = |policy: Policy| Ok(policy_json(ctx, &policy));
    match command {
        PolicyCommand::Add {
            resource,
            one_of,
            at_least,
            from,
            grace_secs,
            max_age_secs,
        } => {
            let terms = PolicyTerms {
                requirement: requirement(&one_of, at_least.as_deref())?,
                effective_from: Moment::parse(&from)?,
                grace: Duration::from_secs(grace_secs),
                max_age: max_age_secs.map(Duration::from_secs),
                exemptions: Vec::new(),
                announcement: BTreeMap::new(),
                removed: false,
            };
            shown(
                set_policy(ctx, &Resource::parse(&resource)?, terms)
                    .await
                    .map_err(said)?,
            )
        }
        PolicyCommand::Exempt {
            resource,
            client,
            user,
            until,
            reason,
        } => {
            let exemption = Exemption {
                subject: subject(ctx, client, user).await?,
                until: Moment::parse(&until)?,
                reason,
            };
            shown(
                exempt(ctx, &Resource::parse(&resource)?, exemption)
                    .await
                    .map_err(said)?,
            )
        }
        PolicyCommand::Announce {
            resource,
            language,
            text,
        } => {
            let Some(language) = Locales::spoken(&language) else {
                bail!(
                    "this language is not spoken here; there are {}",
                    Locales::tags().join(", ")
                );
            };
            let policy = announce(ctx, &Resource::parse(&resource)?, &language, &text).await;
            shown(policy.map_err(said)?)
        }
        PolicyCommand::List => {
            let policies = list_policies(ctx).await.map_err(said)?;
            Ok(policies.iter().map(|policy| policy_json(ctx, policy)).collect())
        }
        PolicyCommand::Show { resource } => shown(find(ctx, &resource).await?),
        PolicyCommand::Remove { resource } => shown(
            remove_policy(ctx, &Resource::parse(&resource)?)
                .await
                .map_err(said)?,
        ),
        PolicyCommand::Check { resource, user: None } => {
            let counted = readiness(ctx, &Resource::parse(&resource)?).await.map_err(said)?;
            Ok(json!({"ready": counted.ready, "not_ready": counted.not_ready}))
        }
        PolicyCommand::Check {
            resource,
            user: Some(name),
        } => {
            let policy = find(ctx, &resource).await?;
            let user = find_user(ctx, &name)
                .await
                .map_err(|_| anyhow!("there is no user of this name"))?;
            let holdings = ctx.store.holdings(user.id).await?;
            let first_factor = match user.password_hash {
                Some(_) => FirstFactor::Verified,
                None => FirstFactor::None,
            };
            let is_exempt = policy
                .exemption(&ClientId::own_pages(), Some(user.id), ctx.clock.now())
                .is_some();
            Ok(json!({
                "user": user.name, "ready": could_satisfy(&policy, &holdings, first_factor), "exempt": is_exempt,
            }))
        }
    }
}

async fn find(ctx: &Ctx, resource: &str) -> anyhow::Result<Policy> {
    find_policy(ctx, &Resource::parse(resource)?).await.map_err(said)
}

fn requirement(one_of: &[String], at_least: Option<&str>) -> anyhow::Result<Requirement> {
    let acr = |text: &str| {
        Acr::parse(text).ok_or_else(|| {
            anyhow!("{text} is no acr that a policy can demand; see `countersign policy add --help`")
        })
    };
    match (one_of, at_least) {
        ([], Some(least)) => Ok(Requirement::AtLeast(acr(least)?)),
        ([_, ..], None) => Ok(Requirement::OneOf(
            one_of.iter().map(|text| acr(text)).collect::<Result<_, _>>()?,
        )),
        _ => bail!("a policy demands either one of several or at least one"),
    }
}

async fn subject(ctx: &Ctx, client: Option<String>, user: Option<String>) -> anyhow::Result<Exempt> {
    match (client, user) {
        (Some(id), None) => {
            let client = ctx.store.client(&ClientId::new(id)).await?;
            let client = client.ok_or_else(|| anyhow!("there is no client of this id"))?;
            Ok(Exempt::Client(client.id))
        }
        (None, Some(name)) => {
            let user = find_user(ctx, &name)
                .await
                .map_err(|_| anyhow!("there is no user of this name"))?;
            Ok(Exempt::User(user.id, user.name))
        }
        _ => bail!("an exemption is for one client or one user"),
    }
}

fn said(error: FlowError) -> anyhow::Error {
    match error {
        FlowError::NotFound => anyhow!("there is no policy for this resource"),
        other => other.into(),
    }
}

fn policy_json(ctx: &Ctx, policy: &Policy) -> Value {
    let terms = &policy.terms;
    let exemptions = terms.exemptions.iter().map(|one| {
        let (kind, id) = match &one.subject {
            Exempt::Client(id) => ("client", id.to_string()),
            Exempt::User(_, name) => ("user", name.to_string()),
        };
        json!({"kind": kind, "id": id, "until": one.until.written, "reason": one.reason})
    });
    json!({
        "resource": policy.resource,
        "acr_values": terms.requirement.acr_values(),
        "effective_from": terms.effective_from.written,
        "enforced_from": policy.enforced_from().to_string(),
        "phase": policy.phase(ctx.clock.now()),
        "max_age_secs": terms.max_age.map(|age| age.as_secs()),
        "exemptions": exemptions.collect::<Vec<_>>(),
        "announcement": terms.announcement,
    })
}
