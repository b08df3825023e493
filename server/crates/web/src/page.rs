//! What all pages share.

use std::time::Duration;

use askama::Template;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use countersign_core::model::{Timestamp, User};
use countersign_service::problem::Problem;
use http::{
    HeaderValue, StatusCode,
    header::{CONTENT_LANGUAGE, RETRY_AFTER, VARY},
};

use crate::{cookies::Cookie, locales::Words, problems, state::Doors};

/// How long a page's long poll waits.
pub(crate) const POLL: Duration = Duration::from_secs(25);

/// The headers of a request that the language of a page depends on.
pub(crate) const CHOSEN_BY: &str = "Accept-Language, Cookie";

/// What the frame around every page needs.
#[derive(Clone)]
pub(crate) struct Frame {
    /// The reader's words.
    pub(crate) words: Words,
    /// The organisation.
    pub(crate) issuer: String,
    /// Whose account this is, if somebody is logged in.
    pub(crate) account: Option<String>,
}

impl Frame {
    pub(crate) fn new(doors: &Doors, words: &Words) -> Self {
        Self {
            words: words.clone(),
            issuer: doors.ctx().settings.branding.issuer.clone(),
            account: None,
        }
    }

    /// The frame of a page that somebody sees who is logged in.
    pub(crate) fn signed_in(doors: &Doors, words: &Words, user: &User) -> Self {
        Self {
            account: Some(user.headline()),
            ..Self::new(doors, words)
        }
    }
}

/// Seconds as people read them, the way the pages' scripts count them down.
pub(crate) fn minutes(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The day of a time, as it is written everywhere (ISO 8601, in UTC).
pub(crate) fn day(at: &Timestamp) -> String {
    let mut text = at.to_string();
    text.truncate("2026-01-01".len());
    text
}

/// The last day of what ends at this time.
pub(crate) fn last_day(end: &Timestamp) -> String {
    day(&Timestamp::from_millis(end.as_millis() - 1))
}

/// The language of a page, from the page itself.
fn language(html: &str) -> Option<HeaderValue> {
    let (_, rest) = html.split_once("<html lang=\"")?;
    let (tag, _) = rest.split_once('"')?;
    tag.parse().ok()
}

/// The page of a template.
pub(crate) fn render(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => {
            let language = language(&html);
            let mut response = (status, Html(html)).into_response();
            let headers = response.headers_mut();
            headers.extend(language.map(|language| (CONTENT_LANGUAGE, language)));
            headers.insert(VARY, HeaderValue::from_static(CHOSEN_BY));
            response
        }
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

#[derive(Template)]
#[template(path = "done.html")]
struct Done<'a> {
    frame: Frame,
    title: &'a str,
    text: &'a str,
    next: &'a str,
    next_key: &'a str,
}

/// A page that says what was done, and where to go on.
pub(crate) fn done(
    doors: &Doors,
    words: &Words,
    title: &str,
    text: &str,
    next: &str,
    next_key: &str,
) -> Response {
    render(
        StatusCode::OK,
        &Done {
            frame: Frame::new(doors, words),
            title,
            text,
            next,
            next_key,
        },
    )
}

/// There is nothing here, or nothing that the visitor may see.
pub(crate) fn not_found(doors: &Doors, words: &Words) -> Response {
    problem(doors, words, &problems::NOT_FOUND.into())
}

/// Shows the problems of pages as pages, and has the browser keep the language that a service has asked for.
pub(crate) async fn explained(
    State(doors): State<Doors>,
    words: Words,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    if let Some(found) = response.extensions_mut().remove::<Problem>() {
        response = problem(&doors, &words, &found);
    }
    match words.to_keep() {
        Some(wish) => {
            let cookie = Cookie::Language.for_this_visit(&doors, wish);
            (CookieJar::new().add(cookie), response).into_response()
        }
        None => response,
    }
}

/// A problem as people are told of it.
pub(crate) fn problem(doors: &Doors, words: &Words, problem: &Problem) -> Response {
    let kind = problem.kind();
    let word = word(kind.status);
    let retry_after = problems::retry_after(problem);
    let title = words.get(&format!("{word}-title"));
    let text = text(words, word, minutes_until(retry_after.as_ref()));
    let mut response = message(doors, words, kind.status, &title, &text);
    if let Some(wait) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, wait);
    }
    response
}

/// What people are told of a problem; the rest is for whoever builds a client.
fn word(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::CONFLICT => "ended",
        StatusCode::TOO_MANY_REQUESTS => "too-many",
        status if status.is_server_error() => "unavailable",
        _ => "refused",
    }
}

/// Some texts say how long to wait.
fn text(words: &Words, word: &str, minutes: u64) -> String {
    words.counted(&format!("{word}-text"), "minutes", minutes)
}

fn minutes_until(retry_after: Option<&HeaderValue>) -> u64 {
    let seconds = retry_after.and_then(|value| value.to_str().ok()?.parse().ok());
    seconds.map_or(1, |seconds: u64| seconds.div_ceil(60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_words_for_people() {
        let words = Words::english();
        for kind in problems::ALL {
            let word = word(kind.status);
            let (title, said) = (format!("{word}-title"), text(&words, word, 2));
            assert_ne!(words.get(&title), title);
            assert_ne!(said, format!("{word}-text"));
        }
    }
}
