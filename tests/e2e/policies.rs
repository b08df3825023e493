//! What services demand of logins: announced, then enforced to the second, for one operation at a time; and what never satisfies.

mod commands;
mod operations;
mod refusals;

use std::time::Duration;

use countersign::admin::{Command, policy::PolicyCommand};
use countersign_core::port::Clock;
use countersign_tests::{Answer, Login, RelyingParty, World};
use serde_json::{Value, json};

/// Sets a policy that begins in so many seconds, without grace.
pub(crate) async fn demand(world: &World, resource: &str, at_least: &str, in_secs: u64) -> Value {
    demand_with(world, resource, at_least, in_secs, 0, None).await
}

async fn demand_with(
    world: &World,
    resource: &str,
    at_least: &str,
    in_secs: u64,
    grace_secs: u64,
    max_age_secs: Option<u64>,
) -> Value {
    let from = world.clock.now() + Duration::from_secs(in_secs);
    let act = PolicyCommand::Add {
        resource: resource.to_owned(),
        one_of: Vec::new(),
        at_least: Some(at_least.to_owned()),
        from: from.to_string(),
        grace_secs,
        max_age_secs,
    };
    world.operate(Command::Policy { act }).await
}

/// What a service is told that asks about a login, if there is one.
async fn check(shop: &RelyingParty, resource: &str, login: Option<&Login>) -> Answer {
    let login = login.map(Login::id);
    shop.post(
        "/api/v1/policies/check",
        &json!({"resource": resource, "login": login}),
    )
    .await
}

/// The header of an answer.
fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer
        .headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}
