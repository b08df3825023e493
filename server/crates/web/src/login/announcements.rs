//! What the login page says of policies that are not enforced yet.

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
pub(super) async fn announcements(doors: &Doors, words: &Words) -> Result<Vec<String>, Problem> {
    let now = doors.ctx().clock.now();
    let mut policies = list_policies(doors.ctx()).await.map_err(problems::from_flow)?;
    policies.retain(|policy| policy.phase(now) != Phase::Enforced);
    policies.sort_by_key(|policy| policy.terms.effective_from.at);
    let mut texts: Vec<String> = policies.iter().map(|policy| text(words, policy)).collect();
    // Several policies of one date may have the same to say.
    texts.dedup();
    texts.truncate(SHOWN);
    Ok(texts)
}

/// The operator's own words in the reader's language, else ours.
fn text(words: &Words, policy: &Policy) -> String {
    let own = policy.terms.announcement.get(words.language().as_str());
    let date = policy.terms.effective_from.people_read();
    own.cloned()
        .unwrap_or_else(|| words.with("policy-announced", "date", date))
}
