//! Randomness, given rather than taken.

use uuid::Uuid;

use crate::model::Timestamp;

/// The one source of unpredictable bytes. It cannot fail: a process whose operating system gives no randomness
/// must not go on (R18).
pub trait Entropy: Send + Sync + 'static {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);

    /// A random id (RFC 9562 version 4) that nobody can guess.
    fn uuid(&self) -> Uuid {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// An id that sorts by time (RFC 9562 version 7), for rows that nobody outside names: rows of one moment lie together
    /// in every index.
    fn row_id(&self, now: Timestamp) -> Uuid {
        let mut bytes = [0; 10];
        self.fill(&mut bytes);
        let millis = u64::try_from(now.as_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    /// A fair number from zero up to, not including, `bound`, which is at least 1.
    fn below(&self, bound: u8) -> u8 {
        let fair = (256 / u16::from(bound)) * u16::from(bound);
        loop {
            let mut byte = [0];
            self.fill(&mut byte);
            if u16::from(byte[0]) < fair {
                return byte[0] % bound;
            }
        }
    }
}
