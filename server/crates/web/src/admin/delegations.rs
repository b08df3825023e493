//! `POST /admin/users/{number}/delegations/{id}/end`: ends what somebody lets others do, for a reason.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{FlowError, flow::delegate::end_as, model::AccountNumber};
use countersign_proto::ids::DelegationId;

use super::{
    act::Because,
    on_duty::OnDuty,
    user::{Said, show},
};
use crate::{
    locales::Words,
    request::{InPath, PostedForm},
    state::Doors,
};

pub(crate) async fn end_delegation(
    State(doors): State<Doors>,
    words: Words,
    on_duty: OnDuty,
    InPath((number, id)): InPath<(i64, DelegationId)>,
    PostedForm(because): PostedForm<Because>,
) -> Response {
    match end_as(doors.ctx(), on_duty.badge(), id, &because.reason).await {
        // It has ended meanwhile, as was wanted.
        Ok(()) | Err(FlowError::NotPending) => {
            Redirect::to(&format!("/admin/users/{number}?done=true")).into_response()
        }
        Err(FlowError::Invalid(_)) => {
            let number = AccountNumber(number);
            show(&doors, &words, &on_duty, number, Said::EndLacksReason).await
        }
        Err(error) => on_duty.refusal(&doors, &words, error),
    }
}
