//! `POST /login/wait/{id}/code`: takes a code for a login.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{FlowError, flow::enter_code::enter_code, model::TypedCode};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;

use super::{code::show, wait::path};
use crate::{
    code_form::Typed,
    cookies::Starter,
    locales::Words,
    request::{InPath, PostedForm},
    state::Doors,
};

pub(crate) async fn enter(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<LoginId>,
    starter: Starter,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    let typed = TypedCode::new(&typed.code);
    match enter_code(doors.ctx(), id, &starter.owner(), &typed, None).await {
        Ok(_) | Err(FlowError::NotPending) => Ok(Redirect::to(&path(id)).into_response()),
        Err(FlowError::WrongCode { attempts_left }) => {
            show(&doors, &words, id, &starter, Some(attempts_left)).await
        }
        Err(error) => Err(starter.from.turn_away(&doors, error)),
    }
}
