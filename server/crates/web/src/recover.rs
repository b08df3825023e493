//! The way back for somebody who has lost every authenticator: it is asked for, begun by mail, and can be stopped.

mod ask;
mod begin;
mod stop;

pub(crate) use ask::{ask, form};
pub(crate) use begin::{begin, link};
pub(crate) use stop::{stop, stop_link};

use crate::state::Doors;

/// When a wait ends that begins now, as times are written everywhere (to the minute, in UTC).
fn end_of_wait(doors: &Doors) -> String {
    let ctx = doors.ctx();
    (ctx.clock.now() + ctx.settings.accounts.recovery_delay()).minute()
}
