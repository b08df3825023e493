#![doc = include_str!("../README.md")]

mod account;
mod address;
mod code;
mod error;
mod kept;
mod key_store;
mod phone;
mod question;
mod read_code;
mod server_time;
mod stream;
mod trust;

pub use account::{Account, AccountKind};
pub use address::{Address, ApnsEnvironment};
pub use code::Code;
pub use error::PhoneError;
pub use key_store::{KeyStore, KeyStoreError};
pub use phone::{AppVersion, Outcome, Phone, Platform, Push, Shown};
pub use question::{Asked, NumberPrompt, Purpose, Question};
pub use read_code::{ReadCode, read_code};
pub use stream::Questions;
pub use trust::Trust;

uniffi::setup_scaffolding!();
