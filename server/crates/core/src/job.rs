//! Background work: jobs that units of work left for later, one file per kind, with the runner that carries them out, and the
//! sealer of the audit log.

mod await_decision;
mod carry;
mod deliver_challenge;
mod runner;
mod seal_audit;
mod send_mail;
mod send_message;
mod send_text_notice;
mod take_report;
mod tell_logout;
mod turns;

pub use await_decision::await_decision;
pub use runner::{JobRunner, Ways};
pub use seal_audit::{AuditSealer, SealError};
pub use take_report::{RelayReport, take_report};
