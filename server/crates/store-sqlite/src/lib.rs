#![doc = include_str!("../README.md")]

mod group;
mod known;
mod leases;
mod read;
mod single;
mod store;
mod sweep;
mod table;

pub use store::SqliteStore;
