#![doc = include_str!("../README.md")]

mod checkpoint;
mod database;
#[cfg(test)]
mod testing;
mod writer;

pub use database::{Database, Durability, Options};
pub use writer::{Apply, SqliteWriter};
