//! What all pages share.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use countersign_core::FlowError;
use http::StatusCode;

use crate::{locales::Words, state::Doors};

/// What the frame around every page needs.
#[derive(Clone)]
pub(crate) struct Frame {
    /// The reader's words.
    pub(crate) words: Words,
    /// The organisation.
    pub(crate) issuer: String,
}

impl Frame {
    pub(crate) fn new(doors: &Doors, words: &Words) -> Self {
        Self {
            words: words.clone(),
            issuer: doors.ctx().settings.branding.issuer.clone(),
        }
    }
}

/// Seconds as people read them, the way the pages' scripts count them down.
pub(crate) fn minutes(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The page of a template.
pub(crate) fn render(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message<'a> {
    frame: Frame,
    title: &'a str,
    text: &'a str,
}

/// A page that says one thing.
pub(crate) fn message(doors: &Doors, words: &Words, status: StatusCode, title: &str, text: &str) -> Response {
    render(
        status,
        &Message {
            frame: Frame::new(doors, words),
            title,
            text,
        },
    )
}

/// There is nothing here, or nothing that the visitor may see.
pub(crate) fn not_found(doors: &Doors, words: &Words) -> Response {
    message(
        doors,
        words,
        StatusCode::NOT_FOUND,
        &words.get("not-found-title"),
        &words.get("not-found-text"),
    )
}

/// A flow's error on a page.
pub(crate) fn failed(doors: &Doors, words: &Words, error: FlowError) -> Response {
    match error {
        FlowError::NotFound => not_found(doors, words),
        FlowError::TooMany { retry_after } => {
            let minutes = retry_after.as_secs().div_ceil(60);
            let text = words.counted("too-many-text", "minutes", minutes);
            message(
                doors,
                words,
                StatusCode::TOO_MANY_REQUESTS,
                &words.get("too-many-title"),
                &text,
            )
        }
        FlowError::NotPending | FlowError::FreshApprovalRequired => message(
            doors,
            words,
            StatusCode::CONFLICT,
            &words.get("ended-title"),
            &words.get("ended-text"),
        ),
        error => {
            let problem = crate::problems::from_flow(error);
            let text = words.get("unavailable-text");
            message(
                doors,
                words,
                problem.kind().status,
                &words.get("unavailable-title"),
                &text,
            )
        }
    }
}
