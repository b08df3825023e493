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
    /// Marks a request as under way; one without a key is not marked.
    ///
    /// # Errors
    /// `request-in-progress` while its twin is, `idempotency-key-reused` while another request with the same key is.
    pub(crate) fn begin(&self, key: Option<IdempotencyKey>) -> Result<UnderWay, Problem> {
        let Some(key) = key else {
            return Ok(UnderWay::default());
        };
        let mut under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match under_way.get(&key.key) {
            None => {
                under_way.insert(key.key, key.request);
                Ok(UnderWay {
                    key: Some(key),
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
#[derive(Debug, Default)]
pub(crate) struct UnderWay {
    key: Option<IdempotencyKey>,
    requests: Requests,
}

impl UnderWay {
    /// By what the store will remember it, if it is to.
    pub(crate) const fn key(&self) -> Option<IdempotencyKey> {
        self.key
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            let mut under_way = self.requests.0.lock().unwrap_or_else(PoisonError::into_inner);
            under_way.remove(&key.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use countersign_core::model::ClientId;

    use super::*;

    fn key(client: &str, body: &str) -> Option<IdempotencyKey> {
        Some(IdempotencyKey::new(
            &ClientId::new(client),
            "POST /api/v1/logins",
            "k1",
            body.as_bytes(),
        ))
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
