//! One HTTP/2 connection, from its making to its end.

use std::{sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use h2::{
    Ping, Reason, RecvStream,
    client::{Builder, Connection, SendRequest},
};
use http::{Response, Uri};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::Mutex,
    time::{sleep, timeout},
};
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use crate::{Connector, error::chain, pool::PoolError};

/// How long a connection may take to be made, with TLS.
const MAKE: Duration = Duration::from_secs(8);
/// How often it is asked whether it is there, and how long the answer may take.
const PING_EVERY: Duration = Duration::from_secs(60);
const PING_ANSWER: Duration = Duration::from_secs(10);

/// Requests that a new connection carries before the vendor has said how many it takes. Apple takes one until that has shown who
/// asks, and would refuse the others.
const AT_FIRST: usize = 1;

/// Largest answer that is read, and largest head of one, in bytes.
const MAX_ANSWER: usize = 16 * 1024;
const MAX_HEAD: u32 = 16 * 1024;

/// Bytes of all answers together that may be under way. How many small ones the library bears before it takes them for an attack goes by
/// it, too.
const WINDOW: u32 = 4 * 1024 * 1024;

/// Where requests are handed over, one after the other: each waits until the vendor has taken the one before.
pub(crate) type Requests = Arc<Mutex<SendRequest<Bytes>>>;

/// Connects to the host of `to`. The connection, a task among `tasks`, lives until nobody can send on it any more and all is answered,
/// until the vendor ends it, or until a ping stays without an answer.
///
/// # Errors
/// [`PoolError::Broken`], also if it takes too long.
pub(crate) async fn make(connector: Connector, to: Uri, tasks: TaskTracker) -> Result<Requests, PoolError> {
    let made = async {
        let stream = connector.oneshot(to).await.map_err(|error| chain(&*error))?;
        let made = Builder::new()
            .initial_max_send_streams(AT_FIRST)
            .initial_connection_window_size(WINDOW)
            .max_header_list_size(MAX_HEAD)
            .enable_push(false)
            .handshake(TokioIo::new(stream))
            .await;
        made.map_err(|error| error.to_string())
    };
    let in_time = timeout(MAKE, made).await;
    let made = in_time.unwrap_or_else(|_| Err("the connection was not made in time".to_owned()));
    let (requests, connection) = made.map_err(PoolError::Broken)?;
    tasks.spawn(serve(connection));
    Ok(Arc::new(Mutex::new(requests)))
}

/// Carries what is sent, as long as it is there.
async fn serve<S: AsyncRead + AsyncWrite + Unpin>(mut connection: Connection<S, Bytes>) {
    let pings = connection.ping_pong();
    let silence = async {
        let Some(mut pings) = pings else { return };
        let mut answers = async || {
            sleep(PING_EVERY).await;
            let answer = timeout(PING_ANSWER, pings.ping(Ping::opaque())).await;
            matches!(answer, Ok(Ok(_)))
        };
        while answers().await {}
    };
    tokio::select! {
        // Why it has ended is told to each request on it.
        _ = &mut connection => {}
        () = silence => tracing::debug!("a vendor's connection is dead"),
    }
}

/// An answer with its body. Of one that is too large, or breaks off, the head is left.
pub(crate) async fn read(answer: Response<RecvStream>) -> Response<Bytes> {
    let (head, mut body) = answer.into_parts();
    let mut read = BytesMut::new();
    while let Some(data) = body.data().await {
        match data {
            Ok(data) if read.len() + data.len() <= MAX_ANSWER => {
                // It may send as much again.
                let _ = body.flow_control().release_capacity(data.len());
                read.extend_from_slice(&data);
            }
            // It has answered all it wanted to, before it had read everything.
            Err(error) if error.reason() == Some(Reason::NO_ERROR) => break,
            _ => return Response::from_parts(head, Bytes::new()),
        }
    }
    Response::from_parts(head, read.freeze())
}
