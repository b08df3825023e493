//! How each kind of authenticator proves itself.

pub mod code;
pub mod oath;
pub mod push;
pub mod recovery_code;
