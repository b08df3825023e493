//! Questions as they come.

use std::{sync::Arc, time::Duration};

use countersign_mobile_sdk::native;
use tokio::sync::Mutex;

use crate::{error::PhoneError, phone::Phone, question::Question};

/// How long to wait before a stream that ended is opened again.
const PAUSE: Duration = Duration::from_secs(1);

/// The open questions to an account, each time they change. A connection to the server is held as long as the app holds this.
#[derive(uniffi::Object)]
pub struct Questions {
    phone: Arc<Phone>,
    account_id: String,
    account: native::NativeAccount,
    stream: Mutex<native::Questions>,
}

#[uniffi::export(async_runtime = "tokio")]
impl Questions {
    /// Waits until other questions are open than before; the first time it returns those that are open already. Nothing at
    /// the end of the stream, after which an app opens another.
    ///
    /// Fails with `Unreachable` if the connection broke, with `Removed` once the server has removed this phone.
    pub async fn next(&self) -> Result<Option<Vec<Arc<Question>>>, PhoneError> {
        let now = || self.phone.times.now_secs(&self.account.server);
        let open = self.stream.lock().await.next(now).await;
        let open = self
            .phone
            .heed(&self.account_id, open.map_err(PhoneError::from))?;
        let question = |asked| Question::native(&self.account_id, &self.account, asked);
        Ok(open.map(|open| open.into_iter().map(question).collect()))
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Opens a stream of the questions to a native account, for as long as the app is in front of its person.
    ///
    /// Fails with `NoAccount`, `WrongKind`, `NotKept`, `Unreachable`, `SetAside`, `Removed` or `Refused`.
    pub async fn stream(self: Arc<Self>, account_id: &str) -> Result<Arc<Questions>, PhoneError> {
        let account = self.native(account_id)?;
        let (to, by) = (&account, &self.transport);
        let open = |moment| native::stream(to, moment, by);
        let stream = self.request(account_id, &account, open).await?;
        Ok(Arc::new(Questions {
            phone: Arc::clone(&self),
            account_id: account_id.to_owned(),
            account,
            stream: Mutex::new(stream),
        }))
    }

    /// Waits until questions to a native account are open, and returns them; none if none came in `patience_secs`.
    ///
    /// Fails as `stream` and `Questions.next` do.
    pub async fn wait(
        self: Arc<Self>,
        account_id: &str,
        patience_secs: u32,
    ) -> Result<Vec<Arc<Question>>, PhoneError> {
        let patience = Duration::from_secs(patience_secs.into());
        let waiting = tokio::time::timeout(patience, self.wait_long(account_id));
        waiting.await.unwrap_or_else(|_| Ok(Vec::new()))
    }
}

impl Phone {
    async fn wait_long(self: Arc<Self>, account_id: &str) -> Result<Vec<Arc<Question>>, PhoneError> {
        loop {
            let stream = Arc::clone(&self).stream(account_id).await?;
            while let Some(open) = stream.next().await? {
                if !open.is_empty() {
                    return Ok(open);
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}
