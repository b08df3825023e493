//! Hands a notification to the relay and stays with it.

use std::{future::pending, time::Duration};

use countersign_proto::{ids::JobId, push::Notification};
use uuid::Uuid;

use super::await_decision::await_decision;
use crate::{
    Ctx,
    port::{Delivery, Notifier},
};

/// What nobody has taken for so long is late.
const LATE: Duration = Duration::from_secs(3);

/// What became of a notification, and whether it was late.
pub(super) struct Carried {
    pub(super) delivery: Delivery,
    pub(super) was_late: bool,
}

/// Sends, says by `late` if that takes long, and gives up once nobody wants the notification any more (R8): then nothing.
pub(super) async fn carry(
    ctx: &Ctx,
    notifier: &dyn Notifier,
    notification: Notification,
    late: impl Future<Output = ()> + Send,
) -> Option<Carried> {
    let (about, message) = (notification.reference, JobId::new(notification.id));
    let late_at = ctx.clock.now() + LATE;
    let mut sending = notifier.notify(notification);
    tokio::select! {
        biased;
        delivery = &mut sending => return Some(Carried { delivery, was_late: false }),
        () = ctx.clock.sleep_until(late_at) => {}
    }
    let sent = async {
        tokio::select! {
            biased;
            delivery = sending => Some(Carried { delivery, was_late: true }),
            () = unwanted(ctx, about, message) => None,
        }
    };
    // Few are late, and all would have the room for it.
    Box::pin(async { tokio::join!(late, sent).1 }).await
}

/// Returns once nobody wants it any more, as far as anybody can tell.
async fn unwanted(ctx: &Ctx, about: Option<Uuid>, message: JobId) {
    let decided = match about {
        Some(about) => await_decision(ctx, about, message).await.is_ok(),
        None => false,
    };
    if !decided {
        pending::<()>().await;
    }
}
