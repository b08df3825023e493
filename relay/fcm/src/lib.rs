#![doc = include_str!("../README.md")]

mod access;
mod client;
mod error;
mod pool;

pub use client::{Client, Connector, Settings, SetupError};
pub use error::{ErrorCode, FcmError};
pub use pool::{Pool, PoolError};
