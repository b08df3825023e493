//! The ways to phones: the relay inside this process, or one that somebody else runs.

mod browsers;
mod embedded;
mod remote;
mod reports;

pub(crate) use self::{
    browsers::ForBrowsers, embedded::EmbeddedRelay, remote::RemoteRelay, reports::Reports,
};
