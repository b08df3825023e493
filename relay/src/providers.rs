//! One file per provider: its words in, its answer out.

pub(crate) mod apns;
mod apns_token;
pub(crate) mod fcm;
pub(crate) mod log;
pub(crate) mod messages;
pub(crate) mod webpush;
pub(crate) mod webpush_prepare;
mod webpush_seal;
pub(crate) mod webpush_token;
