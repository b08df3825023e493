//! Some HTTP/2 connections to one vendor, used in turn: what fails on one is tried on another, and one that dies takes no more
//! than its share along.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{body::Incoming, rt::Timer};
use hyper_util::{
    client::legacy,
    rt::{TokioExecutor, TokioTimer},
};

use crate::{Connector, error::chain, patience::answer_within};

/// How long a connection may be silent before it is asked whether it is there, and how long the answer may take.
const PING_AFTER: Duration = Duration::from_secs(60);
const PING_ANSWER: Duration = Duration::from_secs(10);

/// How long a connection is used: vendors want them kept for hours, and move the hosts behind a name in days.
const AGE: Duration = Duration::from_secs(12 * 60 * 60);
/// Requests that a new connection carries before the vendor has said how many it takes. Apple takes one until that has shown who
/// asks, and would refuse the others.
const AT_FIRST: usize = 1;

/// Largest answer that is read, in bytes.
const MAX_ANSWER: usize = 16 * 1024;

type Client = legacy::Client<Connector, Full<Bytes>>;

/// Connections in turn. Each is made when it is first needed, with an address that is looked up then.
pub struct Pool {
    connector: Connector,
    places: Vec<Mutex<Place>>,
    turn: AtomicUsize,
}

/// Where one connection is.
struct Place {
    /// Holds one connection to a host at a time, and makes another when the vendor has ended it, or it has stayed silent.
    client: Arc<Client>,
    /// When another takes its place.
    until: Instant,
}

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

impl Pool {
    /// So many connections, at least one. Nothing is connected yet.
    pub fn new(connector: &Connector, connections: usize) -> Self {
        let (now, count) = (TokioTimer::new().now(), connections.max(1));
        // They do not all come of age at once.
        let shares = (1..).map(|share| AGE * share / u32::try_from(count).unwrap_or(u32::MAX));
        let place = |share| Mutex::new(Place::new(connector, now + share));
        Self {
            connector: connector.clone(),
            places: shares.map(place).take(count).collect(),
            turn: AtomicUsize::new(0),
        }
    }

    /// Sends a request on the next connection and reads its answer, all within `time_out`. Of an answer that is too large, or breaks
    /// off, the status is left.
    ///
    /// # Errors
    /// [`PoolError`]. A connection that stayed silent is used no more.
    pub async fn send(
        &self,
        request: Request<Full<Bytes>>,
        time_out: Duration,
    ) -> Result<Response<Bytes>, PoolError> {
        let client = self.next();
        let ask = async |request| match client.request(request).await {
            Ok(response) => Ok(read(response).await),
            Err(error) => Err(PoolError::Broken(chain(&error))),
        };
        let answer = answer_within(time_out, request, ask).await;
        answer.unwrap_or(Err(PoolError::TimedOut))
    }

    /// The connection whose turn it is. One that is too old is left to what is under way on it, and ends with that.
    fn next(&self) -> Arc<Client> {
        let turn = self.turn.fetch_add(1, Relaxed) % self.places.len();
        let (now, place) = (TokioTimer::new().now(), self.places[turn].lock());
        let mut place = place.unwrap_or_else(PoisonError::into_inner);
        if now >= place.until {
            *place = Place::new(&self.connector, now + AGE);
        }
        Arc::clone(&place.client)
    }
}

impl Place {
    fn new(connector: &Connector, until: Instant) -> Self {
        let client = legacy::Client::builder(TokioExecutor::new())
            .http2_only(true)
            .http2_initial_max_send_streams(AT_FIRST)
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(None)
            .http2_keep_alive_interval(PING_AFTER)
            .http2_keep_alive_timeout(PING_ANSWER)
            .http2_keep_alive_while_idle(true)
            .build(connector.clone());
        Self {
            client: Arc::new(client),
            until,
        }
    }
}

async fn read(response: Response<Incoming>) -> Response<Bytes> {
    let (parts, body) = response.into_parts();
    let body = Limited::new(body, MAX_ANSWER).collect().await;
    let body = body.map(http_body_util::Collected::to_bytes);
    Response::from_parts(parts, body.unwrap_or_default())
}
