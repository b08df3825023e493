//! Work that a unit of work left for later: one file per kind, and the runner that carries it out.

mod deliver_challenge;
mod runner;

pub use runner::JobRunner;
