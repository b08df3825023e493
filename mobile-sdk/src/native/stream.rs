//! Questions as they come: the server's stream of events.

use super::{
    NativeAccount, NativeQuestion,
    inbox::Open,
    server::{Moment, NativeError, read, reading},
};
use crate::transport::{Chunks, Reply, Transport, TransportError};

/// The open questions to a phone, each time they change.
pub struct Questions {
    account: NativeAccount,
    chunks: Box<dyn Chunks>,
    /// What has come of an event that is not whole yet.
    partial: Vec<u8>,
}

/// Opens the stream.
///
/// # Errors
/// [`NativeError`].
pub async fn stream(
    account: &NativeAccount,
    moment: Moment,
    transport: &dyn Transport,
) -> Result<Questions, NativeError> {
    let request = reading(account, "/device/v1/events", "", moment);
    match transport.stream(request).await? {
        Ok(chunks) => Ok(Questions {
            account: account.clone(),
            chunks,
            partial: Vec::new(),
        }),
        Err(refusal) => Err(refused(&refusal, moment)),
    }
}

fn refused(reply: &Reply, moment: Moment) -> NativeError {
    match read::<serde_json::Value>(reply, moment.now_secs) {
        Ok(_) => NativeError::Unreadable,
        Err(error) => error,
    }
}

impl Questions {
    /// The questions that are open now, once they are others than before; nothing at the end of the stream, after which a
    /// phone opens another. `now_secs` says the time when they have come.
    ///
    /// # Errors
    /// [`TransportError`] if the connection broke.
    pub async fn next(
        &mut self,
        now_secs: impl Fn() -> i64,
    ) -> Result<Option<Vec<NativeQuestion>>, TransportError> {
        loop {
            if let Some(open) = self.whole_event() {
                return Ok(Some(open.questions(&self.account, now_secs())));
            }
            match self.chunks.next().await? {
                Some(chunk) => self.partial.extend_from_slice(&chunk),
                None => return Ok(None),
            }
        }
    }

    /// Takes the first whole event that carries questions. Comments keep the connection alive and say nothing.
    fn whole_event(&mut self) -> Option<Open> {
        loop {
            let end = self.partial.windows(2).position(|pair| pair == b"\n\n")?;
            let event: Vec<u8> = self.partial.drain(..end + 2).collect();
            let event = String::from_utf8_lossy(&event);
            let data = event.lines().filter_map(|line| line.strip_prefix("data:"));
            let data: String = data.map(str::trim_start).collect();
            if let Ok(open) = serde_json::from_str(&data) {
                return Some(open);
            }
        }
    }
}
