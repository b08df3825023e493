//! Hand-written fakes, sample rows, and the contract that every store must pass.

mod clock;
pub mod copy_contract;
mod counting;
mod entropy;
mod notifier;
pub mod sample;
mod services;
pub mod store_contract;
mod texts;

pub use clock::TestClock;
pub use counting::CountingStore;
pub use entropy::SeededEntropy;
pub use notifier::RecordingNotifier;
pub use services::NoServices;
pub use texts::KeyTexts;
