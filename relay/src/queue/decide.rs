//! What each unit of a group makes of what is held: pure decisions, in the order of arrival, whatever the database.

use countersign_proto::relay_api::{Report, State};

use super::{
    Burial, Kept, Key, Once, Progress, SenderName,
    held::Held,
    memory::{Job, Latest, Memory},
    storage::{Done, Row, Work},
    written::Written,
};

/// What is known in memory once a group is durable, in order.
pub(super) enum Effect {
    /// It is queued and ours: it is added unless it is known.
    Add(Job),
    Remove(Key),
    Postpone(Key, i64),
    Told(Key),
    Weigh(SenderName, u32),
    Forget(SenderName),
    /// Another process has it, and is to take it back.
    Wish(Key),
}

/// A group as far as it is decided.
pub(super) struct Decisions<'a> {
    pub(super) held: Held,
    pub(super) written: Written<'a>,
    pub(super) effects: Vec<Effect>,
}

impl<'a> Decisions<'a> {
    pub(super) fn new(held: Held) -> Self {
        Self {
            held,
            written: Written::default(),
            effects: Vec::new(),
        }
    }

    /// Decides a unit; nothing if it has no part in what is held, and the database carries it out alone.
    pub(super) fn decide(&mut self, work: &'a Work) -> Option<Done> {
        if let Some(nonce) = work.nonce() {
            if !self.held.spend(nonce) {
                return Some(replayed(work));
            }
            self.written.spend(nonce);
        }
        Some(match work {
            Work::Spend(_) => Done::Spent(Once::Done(())),
            Work::Accept { rows, messages, .. } => {
                let kept = rows.iter().map(|row| self.keep(row, *messages));
                Done::Accepted(Once::Done(kept.collect()))
            }
            Work::Cancel {
                key,
                under_way,
                now_ms,
                ..
            } => Done::Cancelled(Once::Done(self.cancel(key, *under_way, *now_ms))),
            Work::Note {
                key,
                progress,
                now_ms,
            } => {
                self.note(key, progress, *now_ms);
                Done::Written
            }
            Work::Bury { key, burial, now_ms } => Done::Buried(self.bury(key, *burial, *now_ms)),
            Work::RemoveSender(name) => {
                self.forget(name);
                return None;
            }
            Work::PutSender { .. } | Work::Sweep { .. } | Work::Mark(_) | Work::Beat => {
                return None;
            }
        })
    }

    fn keep(&mut self, row: &'a Row, messages: u32) -> Kept {
        if !self.held.active.contains(&row.key.sender) {
            return Kept::Barred;
        }
        if let Some(known) = self.held.get(&row.key) {
            if known.fingerprint != row.fingerprint {
                return Kept::Taken;
            }
            if known.state == State::Queued && known.is_ours {
                // It may have been added by a commit whose answer was lost: then nobody but its row knows of it.
                self.effects.push(Effect::Add(known.job(&row.key)));
            }
            return Kept::Known(known.state);
        }
        if row.lane.is_to_telephones() && !self.held.count_message(row, messages) {
            return Kept::OverLimit;
        }
        let job = self.held.add(row);
        self.effects.push(Effect::Add(job));
        self.written.insert(row);
        Kept::New
    }

    /// What was decided for a sender that is removed now must not be written after its rows are gone.
    fn forget(&mut self, name: &SenderName) {
        self.held.forget(name);
        self.written.forget(name);
    }

    fn cancel(&mut self, key: &Key, under_way: bool, now_ms: i64) -> Option<State> {
        let known = self.held.get_mut(key)?;
        if known.state != State::Queued {
            return Some(known.state);
        }
        if under_way || !known.is_ours {
            known.cancelled = true;
            self.written.change(key);
            if !known.is_ours {
                self.effects.push(Effect::Wish(key.clone()));
            }
            return Some(State::Queued);
        }
        known.end(State::Cancelled);
        self.written.change(key);
        self.written.report(key, now_ms, Report::Cancelled);
        self.effects.push(Effect::Remove(key.clone()));
        Some(State::Cancelled)
    }

    fn note(&mut self, key: &Key, progress: &Progress, now_ms: i64) {
        if let Progress::Receipt(report) = progress {
            // Of one that has ended otherwise, or is long gone, there is nothing to say; and one word is enough: whoever knows the address
            // can call it as often as it likes.
            let was_sent = self.held.get(key).is_some_and(|known| known.state == State::Sent);
            if was_sent && self.held.told.insert(key.clone()) {
                self.written.report(key, now_ms, report.clone());
            }
            return;
        }
        let known = self
            .held
            .get_mut(key)
            .filter(|known| known.state == State::Queued);
        // It has ended otherwise, or its sender was removed, or another process has it now, whose plans count: but not more than a
        // vendor's word, whoever heard it.
        let Some(known) = known.filter(|known| known.is_ours || is_vendors_word(progress)) else {
            self.effects.push(Effect::Remove(key.clone()));
            return;
        };
        let report = match progress {
            Progress::Ended(Report::Sent { .. }) => Some(Report::Sent {
                delayed: known.delayed,
            }),
            Progress::Ended(gone @ Report::DeviceGone { .. }) => Some(gone.clone()),
            // Whatever else it came to, it was taken back before it was sent.
            Progress::Ended(_) | Progress::Postponed { .. } if known.cancelled => Some(Report::Cancelled),
            Progress::Ended(report) => Some(report.clone()),
            Progress::Postponed { .. } | Progress::Delayed { .. } | Progress::Receipt(_) => None,
        };
        if let Some(report) = report {
            known.attempts += u32::from(was_tried(&report));
            known.end(state_after(&report));
            self.written.change(key);
            self.written.report(key, now_ms, report);
            self.effects.push(Effect::Remove(key.clone()));
            return;
        }
        if let Progress::Delayed { reason } | Progress::Postponed { reason, .. } = progress
            && !known.delayed
        {
            known.delayed = true;
            self.written.change(key);
            let reason = reason.clone();
            self.written.report(key, now_ms, Report::Delayed { reason });
            self.effects.push(Effect::Told(key.clone()));
        }
        if let Progress::Postponed { due_ms, .. } = progress {
            known.attempts += 1;
            known.due_ms = *due_ms;
            self.written.change(key);
            self.effects.push(Effect::Postpone(key.clone(), *due_ms));
        }
    }

    fn bury(&mut self, key: &Key, burial: Burial, now_ms: i64) -> bool {
        let known = self.held.get_mut(key);
        let Some(known) = known.filter(|known| known.is_dead_letter(now_ms)) else {
            return false;
        };
        self.written.change(key);
        match burial {
            Burial::Discard => known.has_content = false,
            Burial::Replay => {
                known.state = State::Queued;
                known.due_ms = now_ms;
                known.is_ours = true;
                let job = known.job(key);
                self.effects.push(Effect::Add(job));
                self.written.report(key, now_ms, Report::Replayed);
            }
        }
        true
    }
}

/// Lets the memory know, once a group is durable. What other processes should know as well is left.
pub(super) fn take_effect(effects: Vec<Effect>, memory: &Memory, latest: &Latest) -> Vec<Effect> {
    let (mut added, mut for_others) = (Vec::new(), Vec::new());
    for effect in effects {
        match effect {
            Effect::Add(job) => {
                added.push(job);
                continue;
            }
            // What follows may be about what was just added.
            _ if !added.is_empty() => memory.add(added.drain(..)),
            _ => {}
        }
        match effect {
            Effect::Add(_) => {}
            Effect::Remove(key) => memory.remove(&key),
            Effect::Postpone(key, due_ms) => memory.postpone(&key, due_ms),
            Effect::Told(key) => memory.told(&key),
            Effect::Wish(_) => for_others.push(effect),
            Effect::Weigh(ref name, weight) => {
                memory.weigh(name, weight);
                for_others.push(effect);
            }
            Effect::Forget(ref name) => {
                memory.forget(name);
                latest.set(name, 0);
                for_others.push(effect);
            }
        }
    }
    if !added.is_empty() {
        memory.add(added);
    }
    for_others
}

/// The answer to a request that somebody has sent before.
fn replayed(work: &Work) -> Done {
    match work {
        Work::Accept { .. } => Done::Accepted(Once::Replayed),
        Work::Cancel { .. } => Done::Cancelled(Once::Replayed),
        _ => Done::Spent(Once::Replayed),
    }
}

/// What a vendor has said of it is so, whoever has it.
const fn is_vendors_word(progress: &Progress) -> bool {
    matches!(progress, Progress::Ended(report) if was_tried(report))
}

const fn was_tried(report: &Report) -> bool {
    matches!(
        report,
        Report::Sent { .. } | Report::DeviceGone { .. } | Report::Rejected { .. }
    )
}

const fn state_after(report: &Report) -> State {
    match report {
        Report::Sent { .. } => State::Sent,
        Report::DeviceGone { .. } => State::DeviceGone,
        Report::Rejected { .. } => State::Rejected,
        Report::Expired { .. } => State::Expired,
        Report::Cancelled => State::Cancelled,
        Report::Delivered | Report::Undelivered { .. } => State::Sent,
        Report::Delayed { .. } | Report::Replayed | Report::Other => State::Queued,
    }
}
