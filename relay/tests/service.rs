//! The relay as a service: signed requests over HTTP in, vendors' fakes over TLS and HTTP/2 out, a real queue between.

mod browsers;
mod credentials;
mod delivery;
mod doors;
mod operators;
mod outage;
mod processes;
mod scene;
mod senders;
mod shared;
