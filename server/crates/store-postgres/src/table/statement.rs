//! Table `statement`.

/// Uses the statement `$2` of the device `$1`, unless it was used before.
pub(crate) const USE: &str =
    "INSERT INTO statement (device_id, jti, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

/// Forgets those that are good no more at `$1`.
pub(crate) const SWEEP: &str = "DELETE FROM statement WHERE expires_at <= $1";
