//! Questions as they come: the server's stream of events.

use super::{
    NativeAccount, NativeQuestion,
    inbox::Open,
    removal,
    server::{Moment, NativeError, read, reading},
};
use crate::transport::{Chunks, Reply, Transport};

/// The open questions to a phone, each time they change.
pub struct Questions {
    account: NativeAccount,
    chunks: Box<dyn Chunks>,
    /// What has come of an event that is not whole yet.
    partial: Vec<u8>,
}

/// What a stream tells.
enum Event {
    /// The open questions.
    Open(Open),
    /// The server has removed this phone: when it said so, in seconds since the Unix epoch.
    Removed(i64),
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
        Err(refusal) => Err(refused(account, &refusal, moment)),
    }
}

fn refused(account: &NativeAccount, reply: &Reply, moment: Moment) -> NativeError {
    match read::<serde_json::Value>(account, reply, moment.now_secs) {
        Ok(_) => NativeError::Unreadable,
        Err(error) => error,
    }
}

impl Questions {
    /// The questions that are open now, once they are others than before; nothing at the end of the stream, after which a
    /// phone opens another. `now_secs` says the time when they have come.
    ///
    /// # Errors
    /// [`NativeError::Transport`] if the connection broke, [`NativeError::Removed`] once the server has removed this phone.
    pub async fn next(
        &mut self,
        now_secs: impl Fn() -> i64,
    ) -> Result<Option<Vec<NativeQuestion>>, NativeError> {
        loop {
            match self.whole_event() {
                Some(Event::Open(open)) => return Ok(Some(open.questions(&self.account, now_secs()))),
                Some(Event::Removed(at_secs)) => return Err(NativeError::Removed(at_secs)),
                None => {}
            }
            match self.chunks.next().await? {
                Some(chunk) => self.partial.extend_from_slice(&chunk),
                None => return Ok(None),
            }
        }
    }

    /// Takes the first whole event that says something. Comments keep the connection alive and say nothing; a removal that is not
    /// proven says nothing either.
    fn whole_event(&mut self) -> Option<Event> {
        loop {
            let end = self.partial.windows(2).position(|pair| pair == b"\n\n")?;
            let event: Vec<u8> = self.partial.drain(..end + 2).collect();
            let event = String::from_utf8_lossy(&event);
            let data = event.lines().filter_map(|line| line.strip_prefix("data:"));
            let data: String = data.map(str::trim_start).collect();
            if let Ok(open) = serde_json::from_str(&data) {
                return Some(Event::Open(open));
            }
            if let Some(at_secs) = removal::proven(&self.account, &data) {
                return Some(Event::Removed(at_secs));
            }
        }
    }
}
