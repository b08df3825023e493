//! `GET /device/v1/events`.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
    },
};
use countersign_core::{
    DeviceRefusal,
    flow::read_challenges::{read_challenges, wait_for_challenges},
};
use countersign_proto::{ids::DeviceId, native::removal::Removed};
use countersign_service::problem::Problem;
use futures_util::stream;
use serde::Serialize;

use super::{challenges::Body, proof::Reader};
use crate::{problems, state::Doors};

/// How often a silent stream shows that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The open challenges of the device as server-sent events: all of them at once and at each change, and at last that it was removed.
pub(super) async fn events(State(doors): State<Doors>, Reader(phone): Reader) -> Result<Response, Problem> {
    let device = phone.device.id;
    let first = read_challenges(doors.ctx(), &phone)
        .await
        .map_err(|refusal| problems::from_device(&doors, refusal))?;
    let tag = first.tag.clone();
    let watch = Watch {
        doors,
        device,
        seen: tag.clone(),
        next: Some(told(Body::from(first), &tag)),
        is_over: false,
    };
    let events = stream::unfold(watch, |mut watch| async move {
        let event = watch.next_event().await?;
        Some((Ok::<_, Infallible>(event), watch))
    });
    Ok(Sse::new(events).into_response())
}

struct Watch {
    doors: Doors,
    device: DeviceId,
    /// The tag of what was told last.
    seen: String,
    next: Option<Event>,
    /// Whether the last event was told.
    is_over: bool,
}

impl Watch {
    /// Nothing once the device was set aside or the store has failed: the phone comes back, and is told which.
    async fn next_event(&mut self) -> Option<Event> {
        if let Some(first) = self.next.take() {
            return Some(first);
        }
        if self.is_over {
            return None;
        }
        let ctx = self.doors.ctx();
        let until = ctx.clock.now() + HEARTBEAT;
        let open = match wait_for_challenges(ctx, self.device, &self.seen, until).await {
            Ok(open) => open,
            Err(DeviceRefusal::Removed(removal)) => {
                self.is_over = true;
                return Some(event("removed", Removed { removal }));
            }
            Err(_) => return None,
        };
        if open.tag == self.seen {
            return Some(Event::default().comment(""));
        }
        self.seen.clone_from(&open.tag);
        let tag = open.tag.clone();
        Some(told(Body::from(open), &tag))
    }
}

fn told(body: Body, tag: &str) -> Event {
    event("challenges", body).id(tag)
}

fn event(name: &str, body: impl Serialize) -> Event {
    let event = Event::default().event(name);
    event
        .json_data(body)
        .unwrap_or_else(|_| Event::default().comment("unreadable"))
}
