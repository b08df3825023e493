//! The vectors: what production does is checked by production code, what foreign phones do by models of those phones, and
//! what nobody wants by a model that stands apart.

#![expect(clippy::unwrap_used, reason = "everything here is a test")]

mod answers;
mod codes;
mod native;
mod parsers;
mod pushes;
mod relay;
mod unwanted;
mod uris;
mod vectors;
