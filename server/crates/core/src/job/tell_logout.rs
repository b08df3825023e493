//! Tells a service that somebody has logged out (OpenID Connect Back-Channel Logout 1.0), until it has heard it.

use std::time::Duration;

use countersign_proto::{
    logout::{LogoutClaims, LogoutEvents},
    signed,
};

use super::{runner::Progress, turns::Turns};
use crate::{
    Ctx,
    model::{Audit, AuditEvent, ClientState, Job, Logout, Timestamp},
    port::{Commit, Services, StoreError, Told, UnitOfWork},
    secrets::Sealed,
};

/// How long a token is good for: as long as it may be under way, with clocks that differ a little.
const TOKEN_TTL: Duration = Duration::from_secs(120);

/// Tells the service until the deadline. One that was told twice, because nobody knew that it was told, has nothing left to end.
pub(super) async fn tell(
    ctx: &Ctx,
    services: &dyn Services,
    turns: &Turns,
    job: &Job,
    sealed: &Sealed,
) -> Progress {
    let Some(logout) = open(ctx, job, sealed) else {
        tracing::error!("a logout does not open and is dropped");
        return Progress::Over;
    };
    let now = ctx.clock.now();
    if now >= job.deadline {
        return undelivered(ctx, job, &logout, now).await;
    }
    let uri = match address(ctx, &logout).await {
        Ok(Some(uri)) => uri,
        Ok(None) => {
            count("unwanted");
            return Progress::Over;
        }
        Err(error) => {
            tracing::error!(%error, "whom to tell of a logout cannot be read");
            return Progress::Unknown;
        }
    };
    let turn = match turns.begin(&logout.client_id, now) {
        Ok(turn) => turn,
        Err(wait) => return Progress::Again(wait),
    };
    match services.tell(&uri, &token(ctx, &logout, now)).await {
        Told::Accepted => {
            turn.succeeded();
            count("accepted");
            Progress::Over
        }
        Told::Later { reason } => {
            let pause = turn.failed(ctx.clock.now());
            tracing::warn!(client.id = %logout.client_id, reason, "a service does not take a logout now");
            count("later");
            Progress::Again(pause)
        }
    }
}

fn open(ctx: &Ctx, job: &Job, sealed: &Sealed) -> Option<Logout> {
    let id = job.id.as_uuid();
    let opened = ctx.secrets.open(Job::logout_place(id.as_bytes()), sealed).ok()?;
    serde_json::from_slice(&opened).ok()
}

/// Where the service is told now, if it may be (R4).
async fn address(ctx: &Ctx, logout: &Logout) -> Result<Option<String>, StoreError> {
    let client = ctx.store.client(&logout.client_id).await?;
    let client = client.filter(|client| client.state == ClientState::Active);
    Ok(client.and_then(|client| client.logout_uri))
}

fn token(ctx: &Ctx, logout: &Logout, now: Timestamp) -> String {
    let claims = LogoutClaims {
        iss: crate::flow::issuer(ctx),
        aud: logout.client_id.to_string(),
        sub: logout.username.clone(),
        jti: ctx.entropy.uuid().to_string(),
        iat: now.as_secs(),
        exp: (now + TOKEN_TTL).as_secs(),
        events: LogoutEvents::default(),
        sid: logout.login_id,
    };
    signed::sign_logout_token(&ctx.assertion_key, &claims)
}

/// Gives up, and says so where somebody will look for it: the service may still have a session.
async fn undelivered(ctx: &Ctx, job: &Job, logout: &Logout, now: Timestamp) -> Progress {
    let audit = Audit {
        login_id: logout.login_id,
        ..Audit::new(AuditEvent::LogoutUndelivered, now)
    };
    let audit = audit.user(logout.user_id).client(&logout.client_id);
    let unit = UnitOfWork::new("logout_undelivered")
        .record(audit)
        .finish([job.id]);
    match ctx.store.commit(unit).await {
        Ok(Commit::Committed) => {
            tracing::warn!(client.id = %logout.client_id, "a service could not be told of a logout in time");
            count("expired");
            Progress::Over
        }
        Ok(Commit::Conflict) => Progress::Unknown,
        Err(error) => {
            tracing::error!(%error, "that a logout was not delivered cannot be recorded");
            Progress::Unknown
        }
    }
}

fn count(result: &'static str) {
    metrics::counter!("countersign_logouts_told_total", "result" => result).increment(1);
}
