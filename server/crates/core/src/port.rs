//! What the flows need from outside, as traits that adapters implement.

mod clock;
mod entropy;
mod held;
mod mailer;
mod notifier;
mod organisations;
mod pki;
mod places;
mod services;
mod signals;
mod store;
mod texts;
mod unit_of_work;
mod whole;

pub use clock::Clock;
pub use entropy::Entropy;
pub use held::Held;
pub use mailer::{Letter, Mailer, Posted};
pub use notifier::{Delivery, Notifier};
pub use organisations::{OrganisationAuthority, Organisations};
pub use pki::{
    ChainRefusal, NewKey, Order, Pki, PkiError, ReadCertificate, Revocation, RevokedEntry, Signer,
};
pub use places::Places;
pub use services::{Services, Told};
pub use signals::{LocalSignals, Signals, Subscription, Topic};
pub use store::{
    DataKey, Holding, KEEP_ENDED, LeasedJob, ListedCertificate, LoginRead, OpenQuestion, Party, PartyQuery,
    Question, Store, StoreError, Swept,
};
pub use texts::{TextArg, Texts};
pub use unit_of_work::{Commit, Row, RowKey, Table, UniqueKey, UnitOfWork, Use};
pub use whole::{Filling, Others, Snapshot, Whole, WholeError};
