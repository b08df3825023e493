//! `GET /v1/usage`: what servers have used.

use axum::extract::State;
use countersign_service::problem::Problem;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{super::problems, Answer, Operators, asked::Wanted};
use crate::{
    admin::{Command, USAGE_DAYS},
    queue::Usage,
};

/// Days that are kept.
const MAX_DAYS: u32 = 400;

/// How far back.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Days {
    /// How many days before today, up to 400; 31 if absent.
    days: Option<u32>,
}

impl Days {
    /// How many.
    ///
    /// # Errors
    /// If so many are not kept.
    pub(super) fn checked(self) -> Result<u32, Problem> {
        let days = self.days.unwrap_or(USAGE_DAYS);
        if days > MAX_DAYS {
            let why = format!("days is from 0 to {MAX_DAYS}");
            return Err(Problem::from(problems::INVALID_REQUEST).because(why));
        }
        Ok(days)
    }
}

/// Tells what each server has handed in, and what became of it, by day.
#[utoipa::path(
    get, path = "/usage", tag = "operators", params(Days), security(("operator" = [])),
    responses(
        (status = 200, body = [Usage]), (status = 401, description = "invalid-token"), (status = 422), (status = 503)
    )
)]
pub(super) async fn usage(State(operators): State<Operators>, Wanted(days): Wanted<Days>) -> Answer {
    let days = days.checked()?;
    operators.carry_out(Command::SenderUsage { days }).await
}
