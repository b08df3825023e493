//! What operators do to a data directory: through the socket of a running server, or on the opened directory itself.

mod audit;
mod command;
mod socket;

pub(crate) use audit::{Erased, Kept, Tile};
pub use command::{Command, Denied, execute};
pub use socket::{Socket, ask};
