//! `GET /login/wait/{id}/state`: long poll for pages behind proxies that hold back streams.

use axum::{Json, extract::State};
use countersign_core::{
    flow::read_login::{Seen, wait_for_login},
    model::Version,
    port::LoginRead,
};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use serde::{Deserialize, Serialize};

use crate::{
    cookies::Starter,
    page::POLL,
    request::{InPath, InQuery},
    state::Doors,
};

/// What the page's script needs: that something has changed, not what.
#[derive(Serialize)]
pub(crate) struct Progress {
    state: &'static str,
    version: i64,
}

impl From<&LoginRead> for Progress {
    fn from(read: &LoginRead) -> Self {
        Self {
            state: read.login.state.tag().as_str(),
            version: read.login.version.get(),
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Polled {
    version: Option<i64>,
}

pub(crate) async fn state(
    State(doors): State<Doors>,
    InPath(id): InPath<LoginId>,
    InQuery(polled): InQuery<Polled>,
    starter: Starter,
) -> Result<Json<Progress>, Problem> {
    let seen = polled.version.map_or(Seen::Pending, |version| {
        Seen::Version(Version::from_stored(version))
    });
    let until = doors.ctx().clock.now() + POLL;
    let read = wait_for_login(doors.ctx(), id, &starter.owner(), seen, until)
        .await
        .map_err(|error| starter.from.turn_away(&doors, error))?;
    Ok(Json(Progress::from(&read)))
}
