#![doc = include_str!("../README.md")]

mod client_cache;
mod group;
mod leases;
mod read;
mod single;
mod store;
mod sweep;
mod table;

pub use store::SqliteStore;
