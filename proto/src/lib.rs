#![doc = include_str!("../README.md")]

pub mod assertion;
pub mod forgerock;
pub mod ids;
pub mod keys;
pub mod logout;
pub mod native;
pub mod otpauth;
pub mod push;
pub mod relay_api;
pub mod signed;
