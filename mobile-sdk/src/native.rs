//! The native protocol, seen from the phone (proto's SPEC.md): keys of its own, questions that are fetched, streamed or pushed,
//! answers that it signs.

mod account;
mod enroll;
mod inbox;
mod removal;
mod respond;
mod server;
mod stream;

pub use account::NativeAccount;
pub use countersign_proto::native::{
    address::Address,
    answer::{Outcome, Verdict},
    app::App,
    challenge::NumberPrompt,
    link::{Action, Link},
    registration::Platform,
    statement::StatementError,
};
pub use enroll::{NewPhone, enroll};
pub use inbox::{NativeQuestion, fetch, read_sealed};
pub use respond::{Shown, respond};
pub use server::{Moment, NativeError, change_address, transfer, withdraw};
pub use stream::{Questions, stream};
