#![doc = include_str!("../README.md")]

mod admin;
mod admission;
mod ambient;
mod api;
mod breaker;
pub mod cli;
mod credentials;
mod directory;
mod dispatch;
mod guard;
mod guarded;
mod lanes;
mod providers;
mod queue;
mod receipts;
mod relay;
pub mod retry;
mod sender;
pub mod service;
mod settings;
mod strangers;
mod transport;

pub use ambient::SystemAmbient;
pub use breaker::Health;
pub use credentials::{Answer, Tried, probe};
pub use guarded::GuardedClient;
pub use providers::{
    messages::{GatewayKind, MessageSettings},
    webpush_prepare::BrowserPushes,
    webpush_token::VapidKey,
};
pub use receipts::{About, Receipt, Receipts, read_receipt};
pub use relay::{Ambient, Outcome, Relay};
pub use settings::{ApnsSettings, AppSettings, FcmSettings, SetupError, WebPushSettings};
