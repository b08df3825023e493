//! The pages on which people make accounts for themselves.

mod confirm;
mod form;

pub(crate) use confirm::{confirm, link};
pub(crate) use form::{ask, form};
