//! Operators at their desk: who gets in, what each role may do to whom, and what is kept of it.

mod acts;
mod api;
mod appointed;
mod certificates;
mod delegations;
mod door;
mod two_approvals;

use countersign::admin::{Command, operator::OperatorCommand};
use countersign_tests::{Page, Phone, PlainBrowser, World};
use serde_json::Value;

/// A server whose operators log in with the phone and its number.
async fn world() -> World {
    World::with(|settings| settings.operators.required_acr = "push-number+pwd".to_owned()).await
}

async fn appoint(world: &World, name: &str, role: &str) -> Value {
    let act = OperatorCommand::Add {
        name: name.to_owned(),
        role: role.to_owned(),
        email: None,
    };
    world.operate(Command::Operator { act }).await
}

/// Somebody with a password and a phone, logged in.
pub(crate) async fn logged_in(world: &World, name: &str) -> (PlainBrowser, Phone) {
    world.user(name).await;
    world.logged_in(name).await
}

/// Somebody in a role, logged in.
async fn on_duty(world: &World, name: &str, role: &str) -> PlainBrowser {
    let (browser, _phone) = logged_in(world, name).await;
    appoint(world, name, role).await;
    browser
}

/// The account number of a user.
async fn number(world: &World, name: &str) -> String {
    let name = name.to_owned();
    world.operate(Command::UserShow { name }).await["number"].to_string()
}

/// Does something to an account.
async fn act(browser: &mut PlainBrowser, number: &str, act: &str, reason: &str) -> Page {
    browser
        .post(&format!("/admin/users/{number}/{act}"), &[("reason", reason)])
        .await
}

/// The records of an event, the latest first.
async fn records(world: &World, event: &str) -> Vec<Value> {
    let all = world.operate(Command::AuditTail { limit: 1000 }).await;
    let mut found: Vec<Value> = all
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["event"] == event)
        .cloned()
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse(one["seq"].as_i64()));
    found
}
