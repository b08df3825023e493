//! Waiting for a row to move: subscribe, read, wait with a slow poll as fall-back, read again.

use crate::{Ctx, FlowError, model::Timestamp, port::Topic};

/// Reads until `settled` or the time is `until`; once more when the row's own end comes.
pub(super) async fn until<T, R: Future<Output = Result<T, FlowError>>>(
    ctx: &Ctx,
    topic: Topic,
    until: Timestamp,
    read: impl Fn() -> R,
    settled: impl Fn(&T) -> bool,
    ends_at: impl Fn(&T) -> Timestamp,
) -> Result<T, FlowError> {
    let mut subscription = ctx.signals.subscribe(topic);
    loop {
        let row = read().await?;
        let now = ctx.clock.now();
        if settled(&row) || now >= until {
            return Ok(row);
        }
        let wake_at = until.min(now + ctx.signals.slow_poll());
        let wake_at = Some(ends_at(&row))
            .filter(|end| *end > now)
            .map_or(wake_at, |end| wake_at.min(end));
        tokio::select! {
            () = subscription.changed() => {}
            () = ctx.clock.sleep_until(wake_at) => {}
        }
    }
}
