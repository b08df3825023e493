//! `/account/methods/{id}/test`: a notification that asks for nothing, so that a person sees whether any reach the phone.

use askama::Template;
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::{
        read_login::Seen,
        test_push::{Arrival, PushTest, StartTest, read_test, start_test, wait_for_test},
    },
    model::{Undelivered, Version},
};
use countersign_proto::ids::{AuthenticatorId, LoginId};
use countersign_service::problem::Problem;
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};

use super::{method, signed_in::SignedIn};
use crate::{
    locales::Words,
    login::{self, Next},
    page::{self, Frame, POLL},
    problems,
    request::{InPath, InQuery, request_context},
    state::Doors,
};

#[derive(Template)]
#[template(path = "test_push.html")]
struct TestPage {
    frame: Frame,
    test: PushTest,
    arrival: Arrival,
    /// What the page's script asks about.
    path: String,
}

/// The text that says why a notification does not reach the phone.
pub(super) fn trouble_key(why: &Undelivered) -> String {
    format!("push-trouble-{}", why.as_str().replace('_', "-"))
}

fn path(authenticator: AuthenticatorId, test: LoginId) -> String {
    format!("{}/test/{test}", method::path(authenticator))
}

/// `POST …/test`: sends one. Whoever logged in too long ago does so again and finds the authenticator's page.
pub(crate) async fn send_test(
    State(doors): State<Doors>,
    person: SignedIn,
    headers: HeaderMap,
    InPath(id): InPath<AuthenticatorId>,
) -> Result<Response, Problem> {
    let request = StartTest {
        user: &person.user,
        session: &person.session,
        authenticator: id,
        context: request_context(person.from.0, &headers),
        known_browser: login::known_browser(&doors, &headers, person.user.name.as_str()),
    };
    match start_test(doors.ctx(), request).await {
        Ok(test) => Ok(Redirect::to(&path(id, test)).into_response()),
        Err(FlowError::FreshLoginRequired) => {
            Ok(Redirect::to(&Next::after_login(&method::path(id))).into_response())
        }
        Err(error) => Err(problems::from_flow(error)),
    }
}

/// `GET …/test/{test}`: what has come of it.
pub(crate) async fn test_push(
    State(doors): State<Doors>,
    words: Words,
    person: SignedIn,
    InPath((id, test)): InPath<(AuthenticatorId, LoginId)>,
) -> Result<Response, Problem> {
    let test = read_test(doors.ctx(), &person.session, id, test)
        .await
        .map_err(problems::from_flow)?;
    let page = TestPage {
        frame: person.frame(&doors, &words),
        arrival: test.arrival(),
        path: path(id, test.login.id),
        test,
    };
    Ok(page::render(StatusCode::OK, &page))
}

/// What the page's script needs: that something has changed, not what.
#[derive(Serialize)]
pub(crate) struct Progress {
    state: String,
}

#[derive(Deserialize)]
pub(crate) struct Polled {
    #[serde(default)]
    seen: i64,
}

/// `GET …/test/{test}/state`: long poll.
pub(crate) async fn test_state(
    State(doors): State<Doors>,
    person: SignedIn,
    InPath((id, test)): InPath<(AuthenticatorId, LoginId)>,
    InQuery(polled): InQuery<Polled>,
) -> Result<Json<Progress>, Problem> {
    let until = doors.ctx().clock.now() + POLL;
    let seen = Seen::Version(Version::from_stored(polled.seen));
    let test = wait_for_test(doors.ctx(), &person.session, id, test, seen, until)
        .await
        .map_err(problems::from_flow)?;
    Ok(Json(Progress {
        state: test.login.version.get().to_string(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_has_its_words() {
        for why in Undelivered::ALL {
            assert_ne!(Words::english().get(&trouble_key(&why)), trouble_key(&why));
        }
    }
}
