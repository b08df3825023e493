//! A login's moves as server-sent events: the state at once, then each change, and the end with the end.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::FromRequestParts,
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
    },
};
use countersign_core::{
    FlowError,
    flow::read_login::{LoginOwner, Seen, read_login, wait_for_login},
    model::Version,
    port::LoginRead,
};
use countersign_proto::ids::LoginId;
use futures_util::stream::{self, Stream};
use http::{StatusCode, request::Parts};
use serde::Serialize;

use crate::state::Doors;

/// How often a silent stream shows that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long a browser waits before it comes back.
const RETRY: Duration = Duration::from_secs(1);

/// The version that a returning browser saw last (`Last-Event-ID`).
#[derive(Clone, Copy)]
pub(crate) struct LastSeen(Option<i64>);

impl<S: Sync> FromRequestParts<S> for LastSeen {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let id = parts.headers.get("last-event-id");
        Ok(Self(id.and_then(|value| value.to_str().ok()?.parse().ok())))
    }
}

/// The stream of one login, each state shown as `body` says.
///
/// # Errors
/// [`FlowError`] if the login cannot be read now; later the stream just ends and the browser comes back.
pub(crate) async fn login_events<B, F>(
    doors: Doors,
    id: LoginId,
    owner: LoginOwner,
    LastSeen(seen): LastSeen,
    body: F,
) -> Result<Response, FlowError>
where
    B: Serialize + 'static,
    F: Fn(&Doors, &LoginRead) -> B + Send + 'static,
{
    let read = read_login(doors.ctx(), id, &owner).await?;
    if !read.login.is_pending() && seen == Some(read.login.version.get()) {
        // A browser that has seen the end would otherwise come back for ever.
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let watch = Watch {
        doors,
        id,
        owner,
        body,
        next: Next::Tell(Box::new(read)),
    };
    Ok(Sse::new(watch.events()).into_response())
}

struct Watch<F> {
    doors: Doors,
    id: LoginId,
    owner: LoginOwner,
    body: F,
    next: Next,
}

enum Next {
    Tell(Box<LoginRead>),
    Wait(Version),
    End,
}

impl<B, F> Watch<F>
where
    B: Serialize,
    F: Fn(&Doors, &LoginRead) -> B + Send + 'static,
{
    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut watch| async move {
            let event = watch.next_event().await?;
            Some((Ok(event), watch))
        })
    }

    async fn next_event(&mut self) -> Option<Event> {
        match std::mem::replace(&mut self.next, Next::End) {
            Next::End => None,
            Next::Tell(read) => Some(self.tell(&read)),
            Next::Wait(seen) => {
                let until = self.doors.ctx().clock.now() + HEARTBEAT;
                let read = wait_for_login(self.doors.ctx(), self.id, &self.owner, Seen::Version(seen), until)
                    .await
                    .ok()?;
                if read.login.version == seen {
                    self.next = Next::Wait(seen);
                    return Some(Event::default().comment(""));
                }
                Some(self.tell(&read))
            }
        }
    }

    fn tell(&mut self, read: &LoginRead) -> Event {
        if read.login.is_pending() {
            self.next = Next::Wait(read.login.version);
        }
        let event = Event::default()
            .event("state")
            .id(read.login.version.get().to_string())
            .retry(RETRY);
        let body = (self.body)(&self.doors, read);
        event
            .json_data(body)
            .unwrap_or_else(|_| Event::default().comment("unreadable"))
    }
}
