//! `POST /account/recovery/stop`: whoever is logged in stops a recovery that is under way.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::delayed_recovery::{stop_own_recovery, under_way},
    port::Holding,
};
use countersign_service::problem::Problem;

use super::signed_in::SignedIn;
use crate::{problems, state::Doors};

/// When the wait of a recovery ends that is under way.
pub(super) fn ready_at(doors: &Doors, holdings: &[Holding]) -> Option<String> {
    under_way(holdings, doors.ctx().clock.now()).map(|recovery| recovery.ready_at.minute())
}

/// One that has ended meanwhile is as good as stopped.
pub(crate) async fn stop_recovery(
    State(doors): State<Doors>,
    signed_in: SignedIn,
) -> Result<Response, Problem> {
    match stop_own_recovery(doors.ctx(), &signed_in.session).await {
        Ok(()) | Err(FlowError::NotPending) => Ok(Redirect::to("/account/methods").into_response()),
        Err(error) => Err(problems::from_flow(error)),
    }
}
