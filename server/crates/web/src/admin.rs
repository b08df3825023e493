//! Where operators help people and prepare what services will demand: pages for themselves, and an API for their programs.

mod act;
mod certificates;
mod delegations;
mod desk;
mod on_duty;
mod policies;
mod user;
pub(crate) mod v1;

pub(crate) use act::act;
pub(crate) use certificates::{answer_request, requests};
pub(crate) use delegations::end_delegation;
pub(crate) use desk::desk;
pub(crate) use policies::{announce_policy, policies};
pub(crate) use user::user;

/// The text on the button of an act.
pub(crate) fn act_key(act: &str) -> String {
    format!("admin-{act}")
}
