//! What operators do to a data directory: through the socket of a running server, or on the opened directory itself.

mod audit;
mod certificate;
mod command;
mod credentials;
pub mod operator;
pub mod policy;

pub(crate) use audit::{Erased, Kept, Tile};
pub use certificate::CertificateCommand;
pub(crate) use command::carry_out;
pub use command::{Command, execute};
