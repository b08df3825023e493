//! Addresses to listen on that others are told of first.

use std::{
    io::{Error, ErrorKind, Result},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::{
        OnceLock,
        atomic::{AtomicU16, Ordering::Relaxed},
    },
};

/// Below the ports that the kernel gives out by itself, and above those that browsers refuse.
const FIRST: u16 = 12_000;
/// Each process has a range of its own of so many ports.
const RANGES: u16 = 200;
const PORTS: u16 = 100;

/// A process's range, which is its own while it holds the first port.
struct Range {
    first: u16,
    _held: TcpListener,
    turn: AtomicU16,
}

impl Range {
    fn take() -> Option<Self> {
        let process = std::process::id();
        let range = |n| u16::try_from(process.wrapping_add(n) % u32::from(RANGES)).ok();
        (0..u32::from(RANGES)).filter_map(range).find_map(|range| {
            let first = FIRST + range * PORTS;
            let held = TcpListener::bind((Ipv4Addr::LOCALHOST, first)).ok()?;
            Some(Self {
                first,
                _held: held,
                turn: AtomicU16::new(0),
            })
        })
    }

    /// The next port that nobody listens on.
    fn next(&self) -> Option<SocketAddr> {
        (1..PORTS).find_map(|_| {
            let turn = 1 + self.turn.fetch_add(1, Relaxed) % (PORTS - 1);
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.first + turn));
            TcpListener::bind(address).is_ok().then_some(address)
        })
    }
}

/// An address on loopback that nobody listens on, and that nobody else is given before it is used.
///
/// # Errors
/// If none is left.
pub fn free_address() -> Result<SocketAddr> {
    static RANGE: OnceLock<Option<Range>> = OnceLock::new();
    let range = RANGE.get_or_init(Range::take).as_ref();
    range
        .and_then(Range::next)
        .ok_or_else(|| Error::from(ErrorKind::AddrInUse))
}
