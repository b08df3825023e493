//! How each kind of authenticator asks its user and is answered.

pub mod push;
