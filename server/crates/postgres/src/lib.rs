#![doc = include_str!("../README.md")]

mod connect;
mod hints;
mod patience;
mod trouble;

pub use connect::{Pools, Unreachable, bring_up_to_date, unlimited, wait_until_it_answers};
pub use hints::{Hear, Hints};
pub use patience::{close, in_time};
pub use trouble::{is_anothers_locks, is_conflict, is_units_fault};
