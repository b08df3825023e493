#![doc = include_str!("../README.md")]

mod app;
mod browser;
mod clock;
mod phone;
mod process;
mod relying_party;
mod wire;
mod world;

pub use app::CodeApp;
pub use browser::{Browser, Tab};
pub use clock::AdvancingClock;
pub use phone::{Phone, Vendor};
pub use process::{ServerProcess, program};
pub use relying_party::{Answer, RelyingParty};
pub use world::World;

/// The HTTP client of everything outside: no redirects, so that tests see them.
#[expect(
    clippy::disallowed_methods,
    reason = "a test's client; its time-outs are those of the test"
)]
pub fn http() -> reqwest::Client {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    client.build().expect("a client")
}
