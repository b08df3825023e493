//! What a group writes, and what it means for what senders have used.

use std::collections::{BTreeMap, BTreeSet};

use countersign_proto::relay_api::Report;

use super::{
    Key, MESSAGES, Nonce, SenderName,
    storage::{DAY_MS, Row},
};

/// The changes of one group so far.
#[derive(Default)]
pub(super) struct Written<'a> {
    pub(super) nonces: Vec<Nonce>,
    pub(super) inserted: Vec<&'a Row>,
    pub(super) changed: BTreeSet<Key>,
    pub(super) reports: Vec<(Key, i64, Report)>,
}

/// How often something happened for a sender on a day.
pub(super) struct Used<'w> {
    pub(super) sender: &'w SenderName,
    pub(super) day: i64,
    pub(super) what: &'static str,
    pub(super) times: i64,
}

impl<'a> Written<'a> {
    pub(super) fn spend(&mut self, nonce: Nonce) {
        self.nonces.push(nonce);
    }

    pub(super) fn insert(&mut self, row: &'a Row) {
        self.inserted.push(row);
    }

    pub(super) fn change(&mut self, key: &Key) {
        self.changed.insert(key.clone());
    }

    pub(super) fn report(&mut self, key: &Key, at_ms: i64, report: Report) {
        self.reports.push((key.clone(), at_ms, report));
    }

    /// Writes nothing of a sender after all; its nonces stay spent.
    pub(super) fn forget(&mut self, sender: &SenderName) {
        self.inserted.retain(|row| row.key.sender != *sender);
        self.changed.retain(|key| key.sender != *sender);
        self.reports.retain(|(key, ..)| key.sender != *sender);
    }

    /// Whether there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        self.nonces.is_empty()
            && self.inserted.is_empty()
            && self.changed.is_empty()
            && self.reports.is_empty()
    }

    /// What senders have used by it, in the order of senders and days.
    pub(super) fn used(&self) -> Vec<Used<'_>> {
        let inserted = || self.inserted.iter();
        let accepted = inserted().map(|row| (&row.key.sender, row.day(), "accepted"));
        let messages = inserted()
            .filter(|row| row.lane.is_to_telephones())
            .map(|row| (&row.key.sender, row.day(), MESSAGES));
        let ended = self.reports.iter();
        let ended = ended.map(|(key, at_ms, report)| (&key.sender, at_ms.div_euclid(DAY_MS), word(report)));
        let mut used: BTreeMap<(&SenderName, i64, &'static str), i64> = BTreeMap::new();
        for each in accepted.chain(messages).chain(ended) {
            *used.entry(each).or_default() += 1;
        }
        let used = used.into_iter();
        used.map(|((sender, day, what), times)| Used {
            sender,
            day,
            what,
            times,
        })
        .collect()
    }

    /// The events of it, to be counted once they are durable.
    pub(super) fn events(&self) -> Events {
        let mut events = BTreeMap::new();
        for (_, _, report) in &self.reports {
            *events.entry(word(report)).or_default() += 1;
        }
        Events(events)
    }
}

/// How often what happens in a group.
#[derive(Default)]
pub(super) struct Events(BTreeMap<&'static str, u64>);

/// Counts a group, once it is durable.
pub(super) fn measure(units: usize, events: Events) {
    metrics::counter!("countersign_relay_queue_groups_total").increment(1);
    metrics::counter!("countersign_relay_queue_units_total").increment(units as u64);
    for (event, times) in events.0 {
        metrics::counter!("countersign_relay_events_total", "event" => event).increment(times);
    }
}

/// The word used in metrics and in what senders have used.
const fn word(report: &Report) -> &'static str {
    match report {
        Report::Delayed { .. } => "delayed",
        Report::Sent { .. } => "sent",
        Report::DeviceGone { .. } => "device_gone",
        Report::Rejected { .. } => "rejected",
        Report::Expired { .. } => "expired",
        Report::Cancelled => "cancelled",
        Report::Replayed => "replayed",
        Report::Delivered => "delivered",
        Report::Undelivered { .. } => "undelivered",
        Report::Other => "other",
    }
}
