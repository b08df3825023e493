//! Where accepted pushes arrive: each under its device token, or all of them in one stream.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;
use http::HeaderMap;
use tokio::sync::mpsc;

/// A push that a vendor accepted.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// The device token.
    pub token: String,
    /// What the phone gets: Apple's payload, or Google's data, as JSON.
    pub payload: Bytes,
    /// The request's headers.
    pub headers: HeaderMap,
}

/// Accepted pushes.
#[derive(Default)]
pub struct Inbox(Mutex<Boxes>);

#[derive(Default)]
struct Boxes {
    by_token: HashMap<String, mpsc::UnboundedSender<Delivered>>,
    waiting: HashMap<String, Vec<Delivered>>,
    all: Option<mpsc::UnboundedSender<Delivered>>,
}

impl Inbox {
    /// What arrives for `token`, what has arrived before included.
    pub fn of(&self, token: &str) -> mpsc::UnboundedReceiver<Delivered> {
        let (sender, receiver) = mpsc::unbounded_channel();
        let mut boxes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for delivered in boxes.waiting.remove(token).unwrap_or_default() {
            let _ = sender.send(delivered);
        }
        boxes.by_token.insert(token.to_owned(), sender);
        receiver
    }

    /// Everything that arrives from now on; no other box gets it.
    pub fn all(&self) -> mpsc::UnboundedReceiver<Delivered> {
        let (sender, receiver) = mpsc::unbounded_channel();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).all = Some(sender);
        receiver
    }

    pub(crate) fn put(&self, delivered: Delivered) {
        let mut boxes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let refused = match boxes
            .all
            .as_ref()
            .or_else(|| boxes.by_token.get(&delivered.token))
        {
            Some(sender) => sender.send(delivered).err().map(|error| error.0),
            None => Some(delivered),
        };
        if let Some(delivered) = refused {
            boxes
                .waiting
                .entry(delivered.token.clone())
                .or_default()
                .push(delivered);
        }
    }
}
