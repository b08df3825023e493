//! `countersign-relay status`.

use super::{Common, operate::operate};
use crate::admin::Command;

pub(super) async fn run(common: &Common) -> anyhow::Result<()> {
    operate(common, Command::Status).await
}
