//! A wire to PostgreSQL on which an answer gets lost when a test says so.

use std::{
    io::{Read, Result, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread,
};

use crate::Postgres;

/// What happens to a connection on which an answer gets lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is reset.
    Cut,
    /// It stays, and nothing comes through any more.
    Silence,
}

/// The wire. Other connections go on.
pub struct Wire {
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    /// The answer that gets lost next.
    next: Mutex<Option<(Vec<u8>, Fault)>>,
    is_gone: AtomicBool,
}

impl Wire {
    /// Lays one to this database.
    ///
    /// # Errors
    /// If there is no free port.
    pub fn to(postgres: &Postgres) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let (port, target) = (listener.local_addr()?.port(), postgres.port());
        let shared = Arc::new(Shared::default());
        let at_wire = Arc::clone(&shared);
        aside(move || {
            for near in listener.incoming() {
                if at_wire.is_gone.load(SeqCst) {
                    return;
                }
                // Whoever cannot be put through finds the connection closed.
                let _ = near.and_then(|near| put_through(near, target, &at_wire));
            }
        });
        Ok(Self { port, shared })
    }

    /// Where it begins.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The next answer with this in it gets lost: PostgreSQL has carried out what it answers, and nobody hears of it.
    pub fn lose_answer(&self, with: &str, fault: Fault) {
        *self.shared.next() = Some((with.as_bytes().to_vec(), fault));
    }

    /// Whether the answer was lost.
    pub fn has_lost(&self) -> bool {
        self.shared.next().is_none()
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.shared.is_gone.store(true, SeqCst);
        // It looks once more, and ends.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl Shared {
    fn next(&self) -> std::sync::MutexGuard<'_, Option<(Vec<u8>, Fault)>> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What happens to this answer, if it gets lost.
    fn fault(&self, answer: &[u8]) -> Option<Fault> {
        let mut next = self.next();
        let (with, fault) = next.as_ref()?;
        let fault = answer
            .windows(with.len())
            .any(|part| part == with)
            .then_some(*fault)?;
        *next = None;
        Some(fault)
    }
}

fn put_through(near: TcpStream, target: u16, shared: &Arc<Shared>) -> Result<()> {
    let far = TcpStream::connect(("127.0.0.1", target))?;
    near.set_nodelay(true)?;
    far.set_nodelay(true)?;
    let is_silent = Arc::new(AtomicBool::new(false));
    let (asks, answers) = ((near.try_clone()?, far.try_clone()?), (far, near));
    let silent = Arc::clone(&is_silent);
    aside(move || carry(asks.0, asks.1, |_| true, &silent));
    let shared = Arc::clone(shared);
    aside(move || {
        let silent = Arc::clone(&is_silent);
        let is_kept = |answer: &[u8]| match shared.fault(answer) {
            Some(Fault::Silence) => {
                is_silent.store(true, SeqCst);
                true
            }
            Some(Fault::Cut) => false,
            None => true,
        };
        carry(answers.0, answers.1, is_kept, &silent);
    });
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "it ends with the connection that it carries, or with the wire"
)]
fn aside(work: impl FnOnce() + Send + 'static) {
    thread::spawn(work);
}

/// Carries what is said until either end hangs up, or until it is told to stop.
fn carry(mut from: TcpStream, mut to: TcpStream, goes_on: impl Fn(&[u8]) -> bool, is_silent: &AtomicBool) {
    let mut said = vec![0; 64 * 1024];
    while let Ok(len @ 1..) = from.read(&mut said) {
        if !goes_on(&said[..len]) {
            break;
        }
        if !is_silent.load(SeqCst) && to.write_all(&said[..len]).is_err() {
            break;
        }
    }
    for end in [from, to] {
        // It may be closed already.
        let _ = end.shutdown(Shutdown::Both);
    }
}
