//! Shows a login to those who may see it, at once or when it has moved.

use std::time::Duration;

use countersign_proto::ids::LoginId;

use super::wait;
use crate::{
    Ctx, FlowError,
    model::{BearerToken, ClientId, ClientState, Login, Timestamp, UserState, Version},
    port::{LoginRead, Topic},
};

/// How long after the end of a login its wait token still shows how it ended.
pub const WAIT_TOKEN_GRACE: Duration = Duration::from_secs(60);

/// On whose behalf a login is read, cancelled or sent again (R10).
#[derive(Debug, Clone)]
pub enum LoginOwner {
    /// The client that started it, authenticated.
    Client(ClientId),
    /// The browser that started it, by its wait token; until [`WAIT_TOKEN_GRACE`] after the end.
    Browser(BearerToken),
}

impl LoginOwner {
    fn owns(&self, login: &Login, now: Timestamp) -> bool {
        match self {
            Self::Client(id) => login.client_id == *id,
            Self::Browser(token) => {
                let ended_at = login.state.decided_at();
                login.accepts(&token.hash()) && ended_at.is_none_or(|at| now < at + WAIT_TOKEN_GRACE)
            }
        }
    }
}

/// The login as it stands.
///
/// # Errors
/// [`FlowError::NotFound`] if there is none or it is somebody else's.
pub async fn read_login(ctx: &Ctx, id: LoginId, owner: &LoginOwner) -> Result<LoginRead, FlowError> {
    let now = ctx.clock.now();
    let read = ctx.store.login(id).await?.ok_or(FlowError::NotFound)?;
    let read = LoginRead {
        login: read.login.as_of(now),
        ..read
    };
    if owner.owns(&read.login, now) {
        Ok(read)
    } else {
        Err(FlowError::NotFound)
    }
}

/// The login once it has left `seen`, or as it stands at `until`.
///
/// # Errors
/// See [`read_login`].
pub async fn wait_for_login(
    ctx: &Ctx,
    id: LoginId,
    owner: &LoginOwner,
    seen: Seen,
    until: Timestamp,
) -> Result<LoginRead, FlowError> {
    let read = || read_login(ctx, id, owner);
    let settled = |read: &LoginRead| !read.login.is_pending() || seen.is_before(read.login.version);
    let ends = |read: &LoginRead| read.login.expires_at;
    wait::until(ctx, Topic::Login(id), until, read, settled, ends).await
}

/// What whoever waits has already seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// That it was pending, however often it was sent: only an end is news.
    Pending,
    /// This version: any move is news.
    Version(Version),
}

impl Seen {
    pub(super) fn is_before(self, version: Version) -> bool {
        matches!(self, Self::Version(seen) if seen < version)
    }
}

/// Whether everybody concerned is still allowed to take part: user, client, and what has approved (R4, R13); and whether its person
/// has not logged out again.
pub fn in_good_standing(read: &LoginRead) -> bool {
    let client = match read.client_state {
        Some(state) => state == ClientState::Active,
        None => read.login.client_id == ClientId::own_pages(),
    };
    let in_use = read.user_state == UserState::Active && read.approver_active;
    client && in_use && read.login.logged_out_at().is_none()
}
