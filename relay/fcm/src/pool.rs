//! Some HTTP/2 connections to one vendor, used in turn: what fails on one is tried on another, and one that dies takes no more
//! than its share along.

use std::{
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::Duration,
};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper_util::{
    client::legacy::{self, connect::capture_connection},
    rt::{TokioExecutor, TokioTimer},
};

use crate::{Connector, error::chain};

/// How long a connection may be silent before it is asked whether it is there, and how long the answer may take.
const PING_AFTER: Duration = Duration::from_secs(60);
const PING_ANSWER: Duration = Duration::from_secs(10);

/// Largest answer that is read, in bytes.
const MAX_ANSWER: usize = 16 * 1024;

/// Connections in turn. Each is made when it is first needed, with an address that is looked up then.
pub struct Pool {
    /// Each holds one connection to a host at a time, and makes another when the vendor has ended it.
    clients: Vec<legacy::Client<Connector, Full<Bytes>>>,
    turn: AtomicUsize,
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
        let client = || {
            legacy::Client::builder(TokioExecutor::new())
                .http2_only(true)
                .timer(TokioTimer::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(None)
                .http2_keep_alive_interval(PING_AFTER)
                .http2_keep_alive_timeout(PING_ANSWER)
                .http2_keep_alive_while_idle(true)
                .build(connector.clone())
        };
        Self {
            clients: (0..connections.max(1)).map(|_| client()).collect(),
            turn: AtomicUsize::new(0),
        }
    }

    /// Sends a request on the next connection and reads its answer, all within `time_out`. Of an answer that is too large, or breaks
    /// off, the status is left.
    ///
    /// # Errors
    /// [`PoolError`]. A connection that stayed silent is used no more: it would serve nobody else either.
    pub async fn send(
        &self,
        mut request: Request<Full<Bytes>>,
        time_out: Duration,
    ) -> Result<Response<Bytes>, PoolError> {
        let turn = self.turn.fetch_add(1, Relaxed);
        let client = &self.clients[turn % self.clients.len()];
        let connection = capture_connection(&mut request);
        let sending = async {
            match client.request(request).await {
                Ok(response) => Ok(read(response).await),
                Err(error) => Err(PoolError::Broken(chain(&error))),
            }
        };
        if let Ok(answer) = tokio::time::timeout(time_out, sending).await {
            return answer;
        }
        if let Some(silent) = connection.connection_metadata().as_ref() {
            silent.poison();
        }
        Err(PoolError::TimedOut)
    }
}

async fn read(response: Response<Incoming>) -> Response<Bytes> {
    let (parts, body) = response.into_parts();
    let body = Limited::new(body, MAX_ANSWER).collect().await;
    let body = body.map(http_body_util::Collected::to_bytes);
    Response::from_parts(parts, body.unwrap_or_default())
}
