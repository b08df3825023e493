//! What goes on on one connection: hyper closes an HTTP/1.1 connection on which nothing is asked, but not one of HTTP/2.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    task::{Context, Poll},
};

use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};

/// The requests of one connection.
#[derive(Default)]
pub(super) struct Activity {
    /// Requests that have begun, ever.
    begun: AtomicU32,
    /// Requests that are under way.
    open: AtomicU32,
}

/// A request under way; it has ended when this is dropped.
pub(super) struct UnderWay(Arc<Activity>);

impl Activity {
    pub(super) fn begin(self: &Arc<Self>) -> UnderWay {
        self.begun.fetch_add(1, Relaxed);
        self.open.fetch_add(1, Relaxed);
        UnderWay(Arc::clone(self))
    }

    /// How many requests have begun; nothing while some are under way.
    pub(super) fn begun_and_ended(&self) -> Option<u32> {
        (self.open.load(Relaxed) == 0).then(|| self.begun.load(Relaxed))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Relaxed);
    }
}

/// The body of an answer: its request is under way until all of it is sent.
pub(super) struct Answer {
    pub(super) body: Body,
    pub(super) _under_way: UnderWay,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
