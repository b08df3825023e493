#![doc = include_str!("../README.md")]

mod agenda;
mod group;
mod known;
mod read;
mod set;
mod single;
mod statements;
mod store;
mod sweep;
mod table;
mod whole;

pub use store::SqliteStore;
pub use whole::SqliteWhole;
