#![doc = include_str!("../README.md")]

mod group;
mod read;
mod set;
mod signals;
mod single;
mod store;
mod sweep;
mod table;
mod whole;

pub use signals::PostgresSignals;
pub use store::PostgresStore;
pub use whole::PostgresWhole;
