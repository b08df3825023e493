//! What operators do to a data directory: through the socket of a running server, or on the opened directory itself.

mod command;
mod socket;

pub use command::{Command, Denied, execute};
pub use socket::{Socket, ask};
