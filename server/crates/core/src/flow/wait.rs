//! Waiting for a row to move: subscribe, read, wait with a slow poll as fall-back, read again.

use crate::{Ctx, model::Timestamp, port::Topic};

/// Reads until `settled` or the time is `until`; once more when the row's own end comes.
pub(super) async fn until<T, E, R: Future<Output = Result<T, E>>>(
    ctx: &Ctx,
    topic: Topic,
    until: Timestamp,
    read: impl Fn() -> R,
    settled: impl Fn(&T) -> bool,
    ends_at: impl Fn(&T) -> Timestamp,
) -> Result<T, E> {
    let mut subscription = ctx.signals.subscribe(topic);
    loop {
        // What was read is gone before the wait begins: many wait at once.
        let wake_at = {
            let row = read().await?;
            let now = ctx.clock.now();
            if settled(&row) || now >= until {
                return Ok(row);
            }
            let slow_poll = now + ctx.signals.slow_poll();
            let end = Some(ends_at(&row)).filter(|end| *end > now);
            until.min(slow_poll).min(end.unwrap_or(until))
        };
        tokio::select! {
            () = subscription.changed() => {}
            () = ctx.clock.sleep_until(wake_at) => {}
        }
    }
}
