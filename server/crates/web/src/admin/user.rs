//! `GET /admin/users/{number}`: an account, what happened to it, and what this operator may do to it. No secret is among it.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{
    flow::operate::{Account, look},
    model::{AccountNumber, Act, UserState},
};
use http::StatusCode;
use serde::Deserialize;

use super::on_duty::OnDuty;
use crate::{
    locales::Words,
    page::{self, Frame},
    request::{InPath, InQuery},
    state::Doors,
};

#[derive(Template)]
#[template(path = "admin_user.html")]
struct UserPage {
    frame: Frame,
    account: Account,
    /// What this operator may do to it now.
    acts: Vec<&'static str>,
    /// Whether they may end what its person lets others do, or is let do.
    may_end: bool,
    said: Said,
}

/// What is to be said of what was just asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing was.
    Nothing,
    /// It is done.
    Done,
    /// Something was to be done to the account without a reason.
    ActLacksReason,
    /// A delegation was to be ended without one.
    EndLacksReason,
}

#[derive(Deserialize)]
pub(crate) struct After {
    #[serde(default)]
    done: bool,
}

/// What can be done to an account, as forms name it.
pub(super) const ACTS: [(&str, Act); 4] = [
    ("unlock", Act::Unlock),
    ("end-sessions", Act::EndSessions),
    ("suspend", Act::Suspend),
    ("resume", Act::Resume),
];

pub(crate) async fn user(
    State(doors): State<Doors>,
    words: Words,
    on_duty: OnDuty,
    InPath(number): InPath<i64>,
    InQuery(after): InQuery<After>,
) -> Response {
    let said = if after.done { Said::Done } else { Said::Nothing };
    show(&doors, &words, &on_duty, AccountNumber(number), said).await
}

pub(super) async fn show(
    doors: &Doors,
    words: &Words,
    on_duty: &OnDuty,
    number: AccountNumber,
    said: Said,
) -> Response {
    let account = match look(doors.ctx(), &on_duty.operating, number).await {
        Ok(account) => account,
        Err(error) => return on_duty.refusal(doors, words, error),
    };
    let is_suspended = account.user.state == UserState::Suspended;
    let makes_sense = |act: Act| match act {
        Act::Suspend => !is_suspended,
        Act::Resume => is_suspended,
        _ => true,
    };
    let possible = ACTS.iter().filter(|(_, act)| {
        account.is_within_reach && makes_sense(*act) && on_duty.operating.may(*act).is_ok()
    });
    let status = match said {
        Said::Nothing | Said::Done => StatusCode::OK,
        Said::ActLacksReason | Said::EndLacksReason => StatusCode::UNPROCESSABLE_ENTITY,
    };
    page::render(
        status,
        &UserPage {
            frame: on_duty.frame(doors, words),
            acts: possible.map(|(name, _)| *name).collect(),
            may_end: account.is_within_reach && on_duty.operating.may(Act::EndDelegations).is_ok(),
            account,
            said,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_has_its_words() {
        for (name, _) in ACTS {
            let key = format!("admin-{name}");
            assert_ne!(Words::english().get(&key), key);
        }
    }
}
