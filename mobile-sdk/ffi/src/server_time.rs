//! The time at servers. A phone whose clock is wrong signs with theirs.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use countersign_mobile_sdk::{
    ambient,
    native::{Moment, NativeError},
};

use crate::error::PhoneError;

/// How far each server's clock is ahead of the phone's, in seconds, as far as that was learned.
#[derive(Default)]
pub(crate) struct ServerTimes(Mutex<HashMap<String, i64>>);

impl ServerTimes {
    /// Seconds since the Unix epoch, by the server's clock.
    pub(crate) fn now_secs(&self, server: &str) -> i64 {
        let ahead = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ambient::now_secs().saturating_add(ahead.get(server).copied().unwrap_or_default())
    }

    /// Sends a request of this moment, and once more if the server says that its clock shows another.
    pub(crate) async fn request<T, F: Future<Output = Result<T, NativeError>>>(
        &self,
        server: &str,
        send: impl Fn(Moment) -> F,
    ) -> Result<T, PhoneError> {
        match send(self.moment(server)?).await {
            Err(NativeError::Clock(server_secs)) => {
                self.learn(server, server_secs);
                Ok(send(self.moment(server)?).await?)
            }
            done => Ok(done?),
        }
    }

    fn moment(&self, server: &str) -> Result<Moment, PhoneError> {
        Ok(Moment {
            now_secs: self.now_secs(server),
            nonce: ambient::random_id()?,
        })
    }

    fn learn(&self, server: &str, server_secs: i64) {
        let ahead = server_secs.saturating_sub(ambient::now_secs());
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(server.to_owned(), ahead);
    }
}
