//! How each kind of authenticator proves itself.

pub mod certificate;
pub mod code;
pub mod native;
pub mod oath;
pub mod passkey;
pub mod push;
pub mod recovery_code;
pub mod telephone;
pub mod temporary_code;
pub mod transfer;
