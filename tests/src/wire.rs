//! A transport that sends as the SDK does and keeps what it has sent.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use countersign_mobile_sdk::{Chunks, HttpTransport, Reply, Request, Transport, TransportError};

/// Between a phone and the server.
pub(crate) struct Wire {
    http: HttpTransport,
    last: Mutex<Option<Request>>,
}

impl Wire {
    pub(crate) fn new() -> Self {
        Self {
            http: HttpTransport::new(None).expect("a transport"),
            last: Mutex::default(),
        }
    }

    /// What was sent last.
    pub(crate) fn last(&self) -> Option<Request> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Transport for Wire {
    async fn post(&self, request: Request) -> Result<Reply, TransportError> {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(request.clone());
        self.http.post(request).await
    }

    async fn get(&self, request: Request) -> Result<Reply, TransportError> {
        self.http.get(request).await
    }

    async fn stream(&self, request: Request) -> Result<Result<Box<dyn Chunks>, Reply>, TransportError> {
        self.http.stream(request).await
    }
}
