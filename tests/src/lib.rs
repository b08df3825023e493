#![doc = include_str!("../README.md")]

mod app;
mod browser;
mod clock;
mod enrollment;
mod login;
mod mail;
mod native_phone;
mod phone;
mod place_database;
mod plain_browser;
mod process;
mod proxy;
mod relay_process;
mod relying_party;
mod security_key;
mod until;
mod wire;
mod world;

pub use app::CodeApp;
pub use browser::{Browser, Tab};
pub use clock::AdvancingClock;
pub use countersign_proto::push::Provider;
pub use enrollment::Enrollment;
pub use login::{Login, claims};
pub use mail::Mail;
pub use native_phone::{NativePhone, native_push};
pub use phone::{APPROVE, Phone, pick};
pub use place_database::PlaceDatabase;
pub use plain_browser::{Page, PlainBrowser};
pub use process::{ServerProcess, cpu_seconds_of_family, program};
pub use proxy::Proxy;
pub use relay_process::RelayProcess;
pub use relying_party::{Answer, RelyingParty, by_tap};
pub use security_key::SecurityKey;
pub use until::{eventually, until};
pub use world::{PASSWORD, World};

/// The HTTP client of everything outside: no redirects, so that tests see them.
#[expect(
    clippy::disallowed_methods,
    reason = "a test's client; its time-outs are those of the test"
)]
pub fn http() -> reqwest::Client {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    client.build().expect("a client")
}
