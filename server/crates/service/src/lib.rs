#![doc = include_str!("../README.md")]

pub mod address;
pub mod admin_socket;
pub mod data_dir;
pub mod database_url;
pub mod lifecycle;
pub mod listener;
pub mod master_key;
pub mod problem;
pub mod settings;
pub mod telemetry;
pub mod terminal;
