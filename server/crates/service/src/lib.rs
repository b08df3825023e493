#![doc = include_str!("../README.md")]

pub mod address;
pub mod lifecycle;
pub mod listener;
pub mod problem;
pub mod settings;
pub mod telemetry;
