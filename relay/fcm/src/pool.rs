//! Some HTTP/2 connections to one vendor, used in turn: whoever tries again does so on another, and one that dies takes no more
//! than its share along.

use std::{
    future::poll_fn,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use bytes::Bytes;
use futures_util::future::{BoxFuture, FutureExt, Shared};
use h2::{SendStream, client::ResponseFuture};
use http::{Request, Response, Uri, header::CONTENT_LENGTH, request::Parts};
use tokio::time::timeout;
use tokio_util::task::TaskTracker;

use crate::{
    Connector,
    connection::{Requests, make, read},
};

/// How long a connection is used: vendors want them kept for hours, and move the hosts behind a name in days.
const AGE: Duration = Duration::from_secs(12 * 60 * 60);

/// How often a request is sent whose vendor says that it has not read it.
const AT_MOST: usize = 3;

/// Connections in turn, all to one host. Each is made when it is first needed, with an address that is looked up then.
pub struct Pool {
    connector: Connector,
    places: Vec<Mutex<Place>>,
    turn: AtomicUsize,
    /// Connections, and what makes them. Each ends by itself once the pool is gone and all is answered.
    tasks: TaskTracker,
}

/// Where one connection is.
struct Place {
    line: Option<Arc<Line>>,
    /// When another takes its place.
    until: tokio::time::Instant,
}

/// A connection that was made, or is being made: whoever needs it waits for the same one.
struct Line(Shared<BoxFuture<'static, Result<Requests, PoolError>>>);

/// A request without an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PoolError {
    /// The connection was not made, or it broke.
    #[error("{0}")]
    Broken(String),
    /// No answer in time.
    #[error("no answer in time")]
    TimedOut,
}

impl From<h2::Error> for PoolError {
    fn from(error: h2::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl Pool {
    /// So many connections, at least one. Nothing is connected yet.
    pub fn new(connector: &Connector, connections: usize) -> Self {
        let (now, count) = (now(), connections.max(1));
        // They do not all come of age at once.
        let shares = (1..).map(|share| AGE * share / u32::try_from(count).unwrap_or(u32::MAX));
        let place = |share| {
            let until = now + share;
            Mutex::new(Place { line: None, until })
        };
        Self {
            connector: connector.clone(),
            places: shares.map(place).take(count).collect(),
            turn: AtomicUsize::new(0),
            tasks: TaskTracker::new(),
        }
    }

    /// Sends a request on the next connection and reads its answer, all within `time_out`. Of an answer that is too large, or breaks
    /// off, the status is left.
    ///
    /// # Errors
    /// [`PoolError`]. A connection that stayed silent is used no more: packets vanish where nobody resets anything, so it would serve
    /// nobody else either. What is under way on it may still be answered.
    pub fn send(
        &self,
        request: Request<Bytes>,
        time_out: Duration,
    ) -> impl Future<Output = Result<Response<Bytes>, PoolError>> {
        let (mut head, body) = request.into_parts();
        // HTTP/2 does without it; not all that stands before a vendor does.
        head.headers.insert(CONTENT_LENGTH, body.len().into());
        // An async function would keep the request twice.
        async move {
            let place = &self.places[self.turn.fetch_add(1, Relaxed) % self.places.len()];
            let mut asked = None;
            let answer = timeout(time_out, self.ask(place, &head, &body, &mut asked)).await;
            answer.unwrap_or_else(|_| {
                if let Some(silent) = asked {
                    leave(place, &silent);
                }
                Err(PoolError::TimedOut)
            })
        }
    }

    /// `asked` becomes the connection that the request is for, once there is one.
    async fn ask(
        &self,
        place: &Mutex<Place>,
        head: &Parts,
        body: &Bytes,
        asked: &mut Option<Arc<Line>>,
    ) -> Result<Response<Bytes>, PoolError> {
        let mut sent = 0;
        loop {
            let (answer, mut rest) = self.begin(place, head, asked).await?;
            rest.send_data(body.clone(), true)?;
            // What it holds of the connection is of no use until there is an answer.
            drop(rest);
            sent += 1;
            match answer.await {
                Ok(answer) => return Ok(read(answer).await),
                Err(error) if is_unread(&error) && sent < AT_MOST => {
                    if let Some(ended) = asked.take() {
                        leave(place, &ended);
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Sends the head of a request as soon as the vendor takes one more.
    async fn begin(
        &self,
        place: &Mutex<Place>,
        head: &Parts,
        asked: &mut Option<Arc<Line>>,
    ) -> Result<(ResponseFuture, SendStream<Bytes>), PoolError> {
        loop {
            let (line, is_new) = self.line(place, &head.uri);
            let made = line.0.clone().await;
            let requests = made.inspect_err(|_| leave(place, &line))?;
            *asked = Some(Arc::clone(&line));
            // Whoever waits, waits here: what was handed over is lost with the connection.
            let mut requests = requests.lock().await;
            match poll_fn(|task| requests.poll_ready(task)).await {
                Ok(()) => {
                    let head = Request::from_parts(head.clone(), ());
                    return Ok(requests.send_request(head, false)?);
                }
                Err(error) if is_new => return Err(error.into()),
                // The vendor has ended it since it was made.
                Err(_) => leave(place, &line),
            }
        }
    }

    /// The connection of a place, and whether it has none until now. One that is too old is left to what is under way on it, and ends
    /// with that.
    fn line(&self, place: &Mutex<Place>, to: &Uri) -> (Arc<Line>, bool) {
        let (now, mut place) = (now(), lock(place));
        if now >= place.until {
            *place = Place {
                line: None,
                until: now + AGE,
            };
        }
        if let Some(line) = &place.line {
            return (Arc::clone(line), false);
        }
        // It goes on when whoever needed it first gives up.
        let made = self
            .tasks
            .spawn(make(self.connector.clone(), to.clone(), self.tasks.clone()));
        let made = made.map(|made| made.unwrap_or_else(|error| Err(PoolError::Broken(error.to_string()))));
        let line = Arc::new(Line(made.boxed().shared()));
        place.line = Some(Arc::clone(&line));
        (line, true)
    }
}

/// Uses a connection no more, unless another has taken its place already.
fn leave(place: &Mutex<Place>, line: &Arc<Line>) {
    let mut place = lock(place);
    if place.line.as_ref().is_some_and(|one| Arc::ptr_eq(one, line)) {
        place.line = None;
    }
}

fn lock(place: &Mutex<Place>) -> MutexGuard<'_, Place> {
    place.lock().unwrap_or_else(PoisonError::into_inner)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a connection's age is no time of the domain"
)]
fn now() -> tokio::time::Instant {
    tokio::time::Instant::now()
}

/// Whether the vendor has ended a connection and says that it has not begun with this request (RFC 9113, section 6.8).
fn is_unread(error: &h2::Error) -> bool {
    error.is_go_away() && error.is_remote()
}
