//! `/admin/policies`: what services demand or will demand, who is ready for it, and what the login page says of it.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::{
        check_policy::{Readiness, readiness},
        manage_policies::{announce_as, list_policies},
    },
    model::{Act, Phase, Policy, Resource},
};
use http::StatusCode;
use serde::Deserialize;

use super::on_duty::OnDuty;
use crate::{
    locales::{Locales, Words},
    page::{self, Frame},
    request::PostedForm,
    state::Doors,
};

#[derive(Template)]
#[template(path = "admin_policies.html")]
struct PoliciesPage {
    frame: Frame,
    policies: Vec<(Policy, &'static str, Readiness)>,
    may_announce: bool,
    languages: Vec<String>,
}

pub(crate) async fn policies(State(doors): State<Doors>, words: Words, on_duty: OnDuty) -> Response {
    match read(&doors, &words, &on_duty).await {
        Ok(page) => page::render(StatusCode::OK, &page),
        Err(error) => on_duty.refusal(&doors, &words, error),
    }
}

async fn read(doors: &Doors, words: &Words, on_duty: &OnDuty) -> Result<PoliciesPage, FlowError> {
    on_duty.operating.may(Act::ReadPolicies)?;
    let now = doors.ctx().clock.now();
    let mut policies = Vec::new();
    for policy in list_policies(doors.ctx()).await? {
        let counted = readiness(doors.ctx(), &policy.resource).await?;
        let phase = phase_key(policy.phase(now));
        policies.push((policy, phase, counted));
    }
    Ok(PoliciesPage {
        frame: on_duty.frame(doors, words),
        policies,
        may_announce: on_duty.operating.may(Act::Announce).is_ok(),
        languages: Locales::tags(),
    })
}

fn phase_key(phase: Phase) -> &'static str {
    match phase {
        Phase::Announced => "phase-announced",
        Phase::Grace => "phase-grace",
        Phase::Enforced => "phase-enforced",
    }
}

/// What the login page shall say.
#[derive(Deserialize)]
pub(crate) struct Announcement {
    resource: String,
    language: String,
    #[serde(default)]
    text: String,
}

pub(crate) async fn announce_policy(
    State(doors): State<Doors>,
    words: Words,
    on_duty: OnDuty,
    PostedForm(said): PostedForm<Announcement>,
) -> Response {
    let announced = async {
        let resource =
            Resource::parse(&said.resource).map_err(|error| FlowError::Invalid(error.to_string()))?;
        let language = Locales::spoken(&said.language);
        let language =
            language.ok_or_else(|| FlowError::Invalid("this language is not spoken here".to_owned()))?;
        announce_as(doors.ctx(), &on_duty.cookie, &resource, &language, &said.text).await
    };
    match announced.await {
        Ok(_) => Redirect::to("/admin/policies").into_response(),
        Err(error) => on_duty.refusal(&doors, &words, error),
    }
}
