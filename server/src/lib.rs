#![doc = include_str!("../README.md")]

pub mod admin;
pub mod ambient;
mod backup;
pub mod cli;
mod copying;
mod database;
mod demo;
mod keys;
pub mod mailer;
mod notifier;
mod opened;
mod organisations;
mod pki;
mod places;
mod receipts;
mod server;
mod services;
pub mod settings;

pub use opened::{Opened, World};
pub use server::Server;
