#![doc = include_str!("../README.md")]

mod checkpoint;
mod database;
mod loader;
mod statistics;
#[cfg(test)]
mod testing;
mod writer;

pub use database::{Database, Durability, Options};
pub use loader::{Fetch, Loader, ReadError};
pub use statistics::Statistics;
pub use writer::{Apply, WriteError, Writer};
