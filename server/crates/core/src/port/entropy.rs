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

    /// An id that sorts by time and looks like a random one, for what each login makes and outsiders name: rows of one moment lie
    /// together in every index. Apps and services expect version 4; 74 of its bits nobody can guess.
    fn ordered_uuid(&self, now: Timestamp) -> Uuid {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        let millis = u64::try_from(now.as_millis()).unwrap_or(0).to_be_bytes();
        bytes[..6].copy_from_slice(&millis[2..]);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Nothing but ones.
    struct Ones;

    impl Entropy for Ones {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(u8::MAX);
        }
    }

    #[test]
    fn ordered_ids_look_random_and_sort_by_time() {
        let at = |millis| Ones.ordered_uuid(Timestamp::from_millis(millis));
        let ids = [0, 1, 1_790_000_000_000, 1_790_000_000_001].map(at);
        assert!(ids.is_sorted());
        for id in ids {
            assert_eq!(
                (id.get_version_num(), id.get_variant()),
                (4, uuid::Variant::RFC4122)
            );
        }
        assert_eq!(
            ids[3].to_string(),
            "01a0c450-6c01-4fff-bfff-ffffffffffff",
            "the rest is chance"
        );
    }
}
