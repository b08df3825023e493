#![doc = include_str!("../README.md")]

mod access;
mod client;
mod connection;
mod error;
mod patience;
mod pool;
mod retry_after;

pub use client::{Client, Connector, Settings, SetupError};
pub use error::{ErrorCode, FcmError};
pub use patience::answer_within;
pub use pool::{Pool, PoolError};
pub use retry_after::retry_after;
