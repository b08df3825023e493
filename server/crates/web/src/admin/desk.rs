//! `GET /admin`: looks an account up.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{
    flow::operate::find_users,
    model::{Act, User},
};
use http::StatusCode;
use serde::Deserialize;

use super::on_duty::OnDuty;
use crate::{
    locales::Words,
    page::{self, Frame},
    request::InQuery,
    state::Doors,
};

#[derive(Template)]
#[template(path = "admin_desk.html")]
struct DeskPage {
    frame: Frame,
    role: String,
    query: String,
    /// Nothing before anything was asked for.
    found: Option<Vec<User>>,
    reads_policies: bool,
    has_certificates: bool,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    query: String,
}

pub(crate) async fn desk(
    State(doors): State<Doors>,
    words: Words,
    on_duty: OnDuty,
    InQuery(asked): InQuery<Asked>,
) -> Response {
    let query = asked.query.trim().to_owned();
    let found = match query.as_str() {
        "" => Ok(None),
        query => find_users(doors.ctx(), &on_duty.operating, query).await.map(Some),
    };
    let found = match found {
        Ok(found) => found,
        Err(error) => return on_duty.refusal(&doors, &words, error),
    };
    page::render(
        StatusCode::OK,
        &DeskPage {
            frame: on_duty.frame(&doors, &words),
            role: on_duty.words(&words).get(&on_duty.role_key()),
            reads_policies: on_duty.operating.may(Act::ReadPolicies).is_ok(),
            has_certificates: doors.ctx().settings.certificates.is_offered(),
            query,
            found,
        },
    )
}
