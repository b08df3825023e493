//! `POST /admin/users/{number}/{act}`: does something to an account, for a reason.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{FlowError, flow::operate::act_on, model::AccountNumber};
use serde::Deserialize;

use super::{
    on_duty::OnDuty,
    user::{ACTS, Said, show},
};
use crate::{
    locales::Words,
    problems,
    request::{InPath, PostedForm},
    state::Doors,
};

/// Why it is done.
#[derive(Deserialize)]
pub(crate) struct Because {
    #[serde(default)]
    pub(super) reason: String,
}

pub(crate) async fn act(
    State(doors): State<Doors>,
    words: Words,
    on_duty: OnDuty,
    InPath((number, name)): InPath<(i64, String)>,
    PostedForm(because): PostedForm<Because>,
) -> Response {
    let number = AccountNumber(number);
    let Some((_, act)) = ACTS.iter().find(|(known, _)| *known == name) else {
        return problems::from_flow(FlowError::NotFound).into_response();
    };
    match act_on(doors.ctx(), on_duty.badge(), *act, number, &because.reason).await {
        Ok(user) => Redirect::to(&format!("/admin/users/{}?done=true", user.number)).into_response(),
        Err(FlowError::Invalid(_)) => show(&doors, &words, &on_duty, number, Said::ActLacksReason).await,
        Err(error) => on_duty.refusal(&doors, &words, error),
    }
}
