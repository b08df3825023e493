#![doc = include_str!("../README.md")]

mod providers;
mod relay;
pub mod retry;
mod settings;
mod transport;

pub use relay::{Ambient, Outcome, Relay};
pub use settings::{ApnsSettings, AppSettings, FcmSettings, SetupError};
