//! The ways to phones: the relay inside this process, or one that somebody else runs.

mod embedded;
mod remote;
mod reports;

pub(crate) use self::{embedded::EmbeddedRelay, remote::RemoteRelay, reports::Reports};
