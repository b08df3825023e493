//! `GET /device/v1/account`.

use axum::{Json, extract::State};
use countersign_core::flow::register_native::account_of;
use countersign_proto::native::account::Account;

use super::proof::Reader;
use crate::state::Doors;

/// What the phone knows of its account, as it is now.
pub(super) async fn account(State(doors): State<Doors>, Reader(phone): Reader) -> Json<Account> {
    Json(account_of(doors.ctx(), &phone.device, &phone.user))
}
