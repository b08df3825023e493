//! Addresses to listen on that others are told of first.

use std::{
    io::{Error, ErrorKind, Result},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::atomic::{AtomicU16, Ordering::Relaxed},
};

/// Below the ports that the kernel gives out by itself, and above those that browsers refuse.
const FIRST: u16 = 12_000;
/// Processes that look each in a range of their own, and the ports in it.
const PROCESSES: u16 = 1000;
const PORTS: u16 = 20;

/// An address on loopback that nobody listens on, and that nobody is given by chance before it is used.
///
/// # Errors
/// If all of this process's are in use.
pub fn free_address() -> Result<SocketAddr> {
    static TURN: AtomicU16 = AtomicU16::new(0);
    let process = u16::try_from(std::process::id() % u32::from(PROCESSES)).unwrap_or(0);
    let candidates = (0..PORTS).map(|_| TURN.fetch_add(1, Relaxed) % PORTS);
    candidates
        .map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, FIRST + process * PORTS + port)))
        .find(|address| TcpListener::bind(address).is_ok())
        .ok_or_else(|| Error::from(ErrorKind::AddrInUse))
}
