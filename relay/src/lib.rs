#![doc = include_str!("../README.md")]

mod guard;
mod providers;
mod relay;
pub mod retry;
mod settings;
mod transport;

pub use providers::webpush_token::VapidKey;
pub use relay::{Ambient, Outcome, Relay};
pub use settings::{ApnsSettings, AppSettings, FcmSettings, SetupError, WebPushSettings};
