#![doc = include_str!("../README.md")]

mod database;
mod loader;
mod writer;

pub use database::{Database, Durability, Options};
pub use loader::{Fetch, Loader, ReadError};
pub use writer::{Apply, WriteError, Writer};
