//! Bodies of requests that arrive in time or not at all.

use std::{
    io::ErrorKind,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    BoxError,
    body::{Body, Bytes},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, Version, header::CONNECTION};
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use tokio::time::{Sleep, sleep};

/// How long a client may take for the whole body of a request, once it has been waited for.
pub(super) const BODY: Duration = Duration::from_secs(15);

/// A body on its way, which fails once it has taken too long.
struct InTime {
    body: Incoming,
    /// Runs from the first time that something had to be waited for: most bodies come with their heads.
    limit: Option<Pin<Box<Sleep>>>,
    late: Late,
}

/// Whether a body came too late, for whoever answers the request in the end.
#[derive(Clone)]
pub(super) struct Late(Arc<AtomicBool>);

impl Late {
    pub(super) fn is_late(&self) -> bool {
        self.0.load(Relaxed)
    }
}

/// The body with its time limit; there is none to keep where there is no body.
pub(super) fn in_time(body: Incoming) -> (Body, Option<Late>) {
    if body.is_end_stream() {
        return (Body::new(body), None);
    }
    let late = Late(Arc::default());
    let body = InTime {
        body,
        limit: None,
        late: late.clone(),
    };
    (Body::new(body), Some(late))
}

/// What a client is told whose request took too long (RFC 9110, section 15.5.9).
pub(super) fn too_late(version: Version) -> Response {
    let mut response = (StatusCode::REQUEST_TIMEOUT, "the request took too long\n").into_response();
    if version < Version::HTTP_2 {
        // The rest of the body would be taken for the next request.
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(CONNECTION, close);
    }
    response
}

impl HttpBody for InTime {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        // Whoever sends byte after byte is stopped as well: the limit is not set anew.
        let limit = self.limit.get_or_insert_with(|| Box::pin(sleep(BODY)));
        ready!(limit.as_mut().poll(cx));
        self.late.0.store(true, Relaxed);
        let error = std::io::Error::new(ErrorKind::TimedOut, "the body took too long");
        Poll::Ready(Some(Err(error.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
