//! The flows alone: on SQLite, on a clock that stands still, without a server around them.

mod audit;
mod decisions;
mod delegations;
mod delivery;
mod limits;
mod lists;
mod mails;
mod meanwhile;
mod passkeys;
mod scene;
mod sessions;
mod suspension;
mod travels;
