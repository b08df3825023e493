//! The pages for whoever has forgotten the user name or the password.

mod password;
mod reset;
mod username;

pub(crate) use password::{ask_reset, forgot_password};
pub(crate) use reset::{reset, reset_link};
pub(crate) use username::{forgot_username, remind};
