//! What the login page says of policies that are not enforced yet.

use askama::filters::{Html, Safe, escape};
use countersign_core::{
    flow::manage_policies::list_policies,
    model::{Phase, Policy},
};
use countersign_service::problem::Problem;

use crate::{locales::Words, problems, state::Doors};

/// How many are said at once.
const SHOWN: usize = 3;

/// The announcements, the next date first.
///
/// # Errors
/// `unavailable` if nobody can tell what is demanded (R18).
pub(super) async fn announcements(doors: &Doors, words: &Words) -> Result<Vec<Safe<String>>, Problem> {
    let now = doors.ctx().clock.now();
    let mut policies = list_policies(doors.ctx()).await.map_err(problems::from_flow)?;
    policies.retain(|policy| policy.phase(now) != Phase::Enforced);
    policies.sort_by_key(|policy| policy.terms.effective_from.at);
    let mut texts: Vec<Safe<String>> = policies.iter().map(|policy| text(words, policy)).collect();
    // Several policies of one date may have the same to say.
    texts.dedup_by(|one, other| one.0 == other.0);
    texts.truncate(SHOWN);
    Ok(texts)
}

/// The operator's own words in the reader's language, else ours.
fn text(words: &Words, policy: &Policy) -> Safe<String> {
    let date = policy.terms.effective_from.people_read();
    match policy.terms.announcement.get(words.language().as_str()) {
        Some(own) => {
            let Ok(own) = escape(own, Html);
            Safe(own.to_string())
        }
        None => words.around("policy-announced", "date", date),
    }
}
