#![doc = include_str!("../README.md")]

mod account;
pub mod ambient;
mod code;
mod condition;
mod enroll;
pub mod generation;
mod inbox;
mod keystore;
pub mod native;
mod refresh;
mod respond;
mod transport;

pub use account::{Account, OathAccount, PushAccount};
pub use code::code;
pub use condition::{Condition, Unmet};
pub use enroll::{Device, EnrollError, enroll};
pub use generation::Generation;
pub use inbox::{PushError, Question, read_push};
pub use keystore::{FileStore, KeyStore, StoreError};
pub use refresh::{RefreshError, refresh};
pub use respond::{AnswerError, respond};
pub use transport::{Chunks, HttpTransport, Reply, Request, SILENCE, Transport, TransportError};

pub use countersign_proto::{
    forgerock::{
        authenticate::{NumberClaim, Verdict},
        push_claims::PushKind,
        uri::Policies,
    },
    push::Provider,
};
