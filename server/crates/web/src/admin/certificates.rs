//! `/admin/certificates`: the requests for certificates that are open, and how they are answered.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::answer_certificate::{Answer, Queued, answer_as, queue},
    model::{AccountNumber, Act, RequestState, Timestamp},
};
use http::StatusCode;
use serde::Deserialize;

use super::on_duty::OnDuty;
use crate::{
    locales::Words,
    page::{self, Frame},
    problems,
    request::{InPath, InQuery, PostedForm},
    state::Doors,
};

#[derive(Template)]
#[template(path = "admin_certificates.html")]
struct RequestsPage {
    frame: Frame,
    queue: Vec<Shown>,
    may_answer: bool,
    /// Whether two operators approve each request.
    takes_two: bool,
    is_done: bool,
    /// What an answer was refused for.
    refused: Option<&'static str>,
}

/// A request as operators see it, with times by the clock of their office.
struct Shown {
    number: AccountNumber,
    headline: String,
    asked: String,
    /// When it should have been answered, and whether that is over.
    expected: Option<(String, bool)>,
    /// Until when it can be picked up.
    until: Option<String>,
    /// Who has approved it already, and when, where another one must too.
    first: Option<(String, String)>,
    /// Whether whoever reads this can approve it.
    may_approve: bool,
}

#[derive(Deserialize)]
pub(crate) struct After {
    #[serde(default)]
    done: bool,
}

pub(crate) async fn requests(
    State(doors): State<Doors>,
    words: Words,
    on_duty: OnDuty,
    InQuery(after): InQuery<After>,
) -> Response {
    show(&doors, &words, &on_duty, after.done, None).await
}

async fn show(
    doors: &Doors,
    words: &Words,
    on_duty: &OnDuty,
    is_done: bool,
    refused: Option<(StatusCode, &'static str)>,
) -> Response {
    let queue = match read(doors, on_duty).await {
        Ok(queue) => queue,
        Err(error) => return on_duty.refusal(doors, words, error),
    };
    page::render(
        refused.map_or(StatusCode::OK, |(status, _)| status),
        &RequestsPage {
            frame: on_duty.frame(doors, words),
            queue,
            may_answer: on_duty.operating.may(Act::AnswerCertificates).is_ok(),
            takes_two: doors.ctx().settings.certificates.two_person_approval,
            is_done,
            refused: refused.map(|(_, key)| key),
        },
    )
}

async fn read(doors: &Doors, on_duty: &OnDuty) -> Result<Vec<Shown>, FlowError> {
    let ctx = doors.ctx();
    if !ctx.settings.certificates.is_offered() {
        return Err(FlowError::NotFound);
    }
    let calendar = ctx.settings.certificates.calendar().map_err(FlowError::Invalid)?;
    let now = ctx.clock.now();
    let minute = |at: Timestamp| calendar.minute(at);
    let own = on_duty.user.id;
    let shown = |Queued { request, user, first }: Queued| Shown {
        number: user.number,
        headline: user.headline(),
        asked: minute(request.created_at),
        expected: match request.state {
            RequestState::Requested { expected_by, .. } => expected_by.map(|at| (minute(at), at < now)),
            _ => None,
        },
        until: match request.state {
            RequestState::Approved { until, .. } => Some(minute(until)),
            _ => None,
        },
        may_approve: matches!(request.state, RequestState::Requested { .. })
            && first.as_ref().is_none_or(|first| first.user.id != own),
        first: first.map(|first| (first.user.headline(), minute(first.at))),
    };
    Ok(queue(ctx).await?.into_iter().map(shown).collect())
}

/// Why it is answered so.
#[derive(Deserialize)]
pub(crate) struct Because {
    #[serde(default)]
    reason: String,
}

pub(crate) async fn answer_request(
    State(doors): State<Doors>,
    words: Words,
    on_duty: OnDuty,
    InPath((number, answer)): InPath<(i64, String)>,
    PostedForm(because): PostedForm<Because>,
) -> Response {
    let answer = match answer.as_str() {
        "approve" => Answer::Approve,
        "reject" => Answer::Reject,
        _ => return problems::from_flow(FlowError::NotFound).into_response(),
    };
    let number = AccountNumber(number);
    let answered = answer_as(doors.ctx(), &on_duty.cookie, number, answer, &because.reason).await;
    let refused = match answered {
        Ok(_) => return Redirect::to("/admin/certificates?done=true").into_response(),
        Err(FlowError::NotPending) => (StatusCode::CONFLICT, "admin-cert-answered"),
        Err(FlowError::AlreadyExists) => (StatusCode::CONFLICT, "admin-cert-approved-by-you"),
        Err(FlowError::Invalid(_)) => (StatusCode::UNPROCESSABLE_ENTITY, "admin-reason-missing"),
        Err(error) => return on_duty.refusal(&doors, &words, error),
    };
    show(&doors, &words, &on_duty, false, Some(refused)).await
}
