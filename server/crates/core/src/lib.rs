#![doc = include_str!("../README.md")]

pub mod assurance;
pub mod audit_log;
mod context;
pub mod copy;
mod error;
pub mod flow;
pub mod job;
pub mod limits;
pub mod method;
pub mod model;
pub mod passwords;
pub mod port;
pub mod secrets;
pub mod settings;
mod strangers;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use context::Ctx;
pub use error::{DeviceRefusal, FlowError};
pub use strangers::Strangers;
