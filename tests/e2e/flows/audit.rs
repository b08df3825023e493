//! What is in the audit log.

use countersign_core::model::Audit;

use super::scene::Scene;

/// The records of an event, the oldest first.
pub(super) async fn events(scene: &Scene, event: &str) -> Vec<Audit> {
    let tail = scene.ctx.store.audit_tail(5000).await.unwrap();
    let audits = tail.into_iter().map(|record| record.audit);
    audits.filter(|audit| audit.event.as_str() == event).collect()
}
