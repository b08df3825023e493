//! Requests with an `Idempotency-Key` that are being carried out in this process. What came of those that were is in the
//! store; this says to an impatient twin that the first is still at work, instead of letting the two race.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use countersign_core::model::{IdempotencyKey, TokenHash};
use countersign_service::problem::Problem;

use crate::problems;

/// When an impatient twin may come again.
const LATER: Duration = Duration::from_secs(1);

/// The requests under way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Requests(Arc<Mutex<HashMap<[u8; 16], TokenHash>>>);

impl Requests {
    /// Marks a request as under way.
    ///
    /// # Errors
    /// `request-in-progress` while its twin is, `idempotency-key-reused` while another request with the same key is.
    pub(crate) fn begin(&self, key: IdempotencyKey) -> Result<UnderWay, Problem> {
        let mut under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match under_way.get(&key.key) {
            None => {
                under_way.insert(key.key, key.request);
                Ok(UnderWay {
                    key,
                    requests: self.clone(),
                })
            }
            Some(request) if *request == key.request => {
                Err(Problem::from(problems::STILL_RUNNING).retry_after(LATER))
            }
            Some(_) => Err(problems::KEY_REUSED.into()),
        }
    }
}

/// A request that is being carried out, until this is dropped: also when whoever sent it hangs up.
#[derive(Debug)]
pub(crate) struct UnderWay {
    key: IdempotencyKey,
    requests: Requests,
}

impl UnderWay {
    /// By what the store will remember it.
    pub(crate) const fn key(&self) -> IdempotencyKey {
        self.key
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut under_way = self.requests.0.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.remove(&self.key.key);
    }
}

#[cfg(test)]
mod tests {
    use countersign_core::model::ClientId;

    use super::*;

    fn key(client: &str, body: &str) -> IdempotencyKey {
        IdempotencyKey::new(
            &ClientId::new(client),
            "POST /api/v1/logins",
            "k1",
            body.as_bytes(),
        )
    }

    #[test]
    fn a_request_under_way_holds_its_key_until_it_ends() {
        let requests = Requests::default();
        let refused = |key| requests.begin(key).map(drop).map_err(|problem| problem.kind());
        let first = requests.begin(key("shop", "{}")).unwrap();
        assert_eq!(refused(key("shop", "{}")), Err(problems::STILL_RUNNING));
        assert_eq!(refused(key("shop", "[]")), Err(problems::KEY_REUSED));
        assert_eq!(refused(key("bank", "{}")), Ok(()), "keys of clients never meet");
        drop(first);
        assert_eq!(refused(key("shop", "[]")), Ok(()));
    }
}
