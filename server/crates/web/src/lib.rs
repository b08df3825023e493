#![doc = include_str!("../README.md")]

mod account;
mod api;
mod assets;
mod code_form;
mod cookies;
mod device;
mod enroll;
mod forgot;
mod help;
mod language;
mod locales;
mod login;
mod mailed;
mod markdown;
mod ops;
mod page;
mod phone;
mod problems;
mod recover;
mod request;
mod router;
mod signup;
mod sse;
mod state;
mod terms;
mod throttle;

pub use api::openapi;
pub use locales::Locales;
pub use ops::ops_router;
pub use router::router;
pub use state::{Doors, WebSettings};
pub use terms::built_in_terms;
