//! What an error of the database says about whose fault it is
//! (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).

use std::borrow::Cow;

fn code(error: &sqlx::Error) -> Option<Cow<'_, str>> {
    error.as_database_error()?.code()
}

/// `serialization_failure` and `deadlock_detected`: nothing was applied, and another try may find no locks in its way.
pub fn is_anothers_locks(error: &sqlx::Error) -> bool {
    code(error).is_some_and(|code| code == "40001" || code == "40P01")
}

/// `unique_violation` and `foreign_key_violation`: somebody else holds a unique key, or has removed what a row hangs on.
pub fn is_conflict(error: &sqlx::Error) -> bool {
    code(error).is_some_and(|code| code == "23505" || code == "23503")
}

/// Integrity and data (classes 22 and 23) are the fault of what was asked; all else is the database's.
pub fn is_units_fault(error: &sqlx::Error) -> bool {
    code(error).is_some_and(|code| code.starts_with("22") || code.starts_with("23"))
}
