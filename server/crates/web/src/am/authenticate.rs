//! `POST …/authenticate`: begins a journey, and goes on in one.

use axum::{
    body::{Body, to_bytes},
    extract::{FromRequestParts, Query},
};
use countersign_core::{
    FlowError,
    flow::journey::StepRefusal,
    model::{Timestamp, User},
};
use countersign_proto::ids::UserId;
use http::{HeaderMap, StatusCode, Uri, request::Parts};
use serde::Deserialize;

use super::{
    Realm,
    callbacks::Callbacks,
    credentials, enroll,
    journey::Journey,
    login,
    posted::Posted,
    reply::Reply,
    step::{At, Step},
    terms,
};
use crate::{locales::Words, request::Address, router::MAX_BODY, state::Doors};

/// Somebody who goes a journey.
pub(super) struct Visit<'a> {
    pub(super) doors: &'a Doors,
    pub(super) words: Words,
    pub(super) headers: &'a HeaderMap,
    pub(super) from: Address,
    pub(super) realm: &'a Realm,
    pub(super) journey: Journey,
}

impl Visit<'_> {
    /// The step that asks for this, good until `end`.
    pub(super) fn step(&self, at: At, end: Timestamp, callbacks: Callbacks) -> Reply {
        let step = Step::new(self.realm, self.journey, at);
        Reply::step(&step.seal(self.doors, end), callbacks)
    }

    /// The words of whoever the account is, unless they have chosen others here.
    pub(super) async fn words_of(&self, user: UserId) -> Result<Words, FlowError> {
        Ok(self.words.clone().for_user(self.doors, user).await?)
    }

    /// …of somebody who was just read.
    pub(super) fn words_for(&self, user: &User) -> Words {
        self.words.clone().for_account(&user.language)
    }
}

/// Which journey is asked for.
#[derive(Deserialize)]
struct Asked {
    #[serde(default, rename = "authIndexType")]
    kind: Option<String>,
    #[serde(default, rename = "authIndexValue")]
    name: Option<String>,
}

/// The journey that an address asks for, or nothing if it asks for none.
///
/// # Errors
/// If there is no such journey here.
fn asked(doors: &Doors, uri: &Uri) -> Result<Option<Journey>, ()> {
    let Query(asked) = Query::<Asked>::try_from_uri(uri).map_err(|_| ())?;
    if asked.kind.is_some_and(|kind| kind != "service") {
        return Err(());
    }
    let Some(name) = asked.name else { return Ok(None) };
    let journey = Journey::named(Some(&name)).filter(|journey| journey.works_here(doors));
    journey.map(Some).ok_or(())
}

pub(super) async fn authenticate(
    doors: &Doors,
    from: Address,
    realm: &Realm,
    parts: &mut Parts,
    body: Body,
) -> Reply {
    let Ok(words) = Words::from_request_parts(parts, doors).await;
    let refused = |status, why| match from.knock(doors) {
        Ok(()) => Reply::refused(status, why),
        Err(problem) => problem.into(),
    };
    // A program sends back the whole step, the text of the terms included, of which it may spell each byte as six.
    let Ok(body) = to_bytes(body, MAX_BODY + 6 * terms::longest(doors)).await else {
        return refused(StatusCode::PAYLOAD_TOO_LARGE, "The request is too large");
    };
    let Ok(posted) = Posted::read(&body) else {
        return refused(StatusCode::BAD_REQUEST, "The body is not a step");
    };
    let Ok(asked) = asked(doors, &parts.uri) else {
        return refused(StatusCode::BAD_REQUEST, "There is no such journey");
    };
    let opened = match &posted.auth_id {
        None => Ok(Step::new(realm, asked.unwrap_or(Journey::Login), At::Credentials)),
        Some(auth_id) => Step::open(doors, realm, asked, auth_id),
    };
    let is_known = opened
        .as_ref()
        .is_ok_and(|step| !matches!(step.at, At::Credentials));
    if !is_known && let Err(problem) = from.knock(doors) {
        return problem.into();
    }
    let step = match opened {
        Ok(step) => step,
        Err(StepRefusal::Expired) => return Reply::timed_out(),
        Err(StepRefusal::Forged) => return Reply::failed(),
    };
    let visit = Visit {
        doors,
        words,
        headers: &parts.headers,
        from,
        realm,
        journey: step.journey,
    };
    let reply = match step.at {
        At::Credentials if posted.auth_id.is_none() => Ok(credentials::ask(&visit)),
        At::Credentials => credentials::answer(&visit, &posted).await,
        At::Login(at) => login::answer(&visit, at, &posted).await,
        At::Terms(owed) => terms::answer(&visit, owed, &posted).await,
        At::Enrollment(at) => enroll::answer(&visit, at, &posted).await,
    };
    reply.unwrap_or_else(Reply::from)
}
