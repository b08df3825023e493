#![doc = include_str!("../README.md")]

mod access;
mod client;
mod error;

pub use client::{Client, Connector, Settings, SetupError};
pub use error::{ErrorCode, FcmError};
