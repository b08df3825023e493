//! No vendor at all, for whoever develops without credentials of one: that a push was due is noted, and nothing of what it holds.

use countersign_proto::push::Notification;

use crate::retry::Verdict;

/// One try, which wakes nobody.
pub(crate) fn try_send(notification: &Notification) -> Verdict {
    let target = &notification.target;
    tracing::info!(
        notification.id = %notification.id,
        app = target.app,
        provider = %target.provider,
        class = notification.class.as_str(),
        "a push was due"
    );
    Verdict::Accepted
}
