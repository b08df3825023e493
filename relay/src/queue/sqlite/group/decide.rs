//! What each unit makes of what is held: pure decisions, in the order of arrival.

use countersign_proto::relay_api::{Report, State};

use super::{Effect, Group};
use crate::queue::{
    Burial, Kept, Key, Progress,
    sqlite::{held::Held, rows::Row, written::Written},
};

impl Group {
    pub(super) fn keep<'a>(&mut self, held: &mut Held, written: &mut Written<'a>, row: &'a Row) -> Kept {
        if let Some(known) = held.get(&row.key) {
            return if known.fingerprint == row.fingerprint {
                Kept::Known(known.state)
            } else {
                Kept::Taken
            };
        }
        let number = self.next + self.added;
        self.added += 1;
        let job = held.add(row, number);
        self.effects.push(Effect::Add(job));
        written.insert(row, number);
        Kept::New
    }

    pub(super) fn cancel(
        &mut self,
        held: &mut Held,
        written: &mut Written<'_>,
        key: &Key,
        under_way: bool,
        now_ms: i64,
    ) -> Option<State> {
        let known = held.get_mut(key)?;
        if known.state == State::Queued && under_way {
            known.cancelled = true;
            written.change(key);
        } else if known.state == State::Queued {
            known.end(State::Cancelled);
            written.change(key);
            written.report(key, now_ms, Report::Cancelled);
            self.effects.push(Effect::Remove(key.clone()));
        }
        Some(known.state)
    }

    pub(super) fn note(
        &mut self,
        held: &mut Held,
        written: &mut Written<'_>,
        key: &Key,
        progress: &Progress,
        now_ms: i64,
    ) {
        if let Progress::Receipt(report) = progress {
            // Of one that has ended otherwise, or is long gone, there is nothing to say.
            if held.get(key).is_some_and(|known| known.state == State::Sent) {
                written.report(key, now_ms, report.clone());
            }
            return;
        }
        let Some(known) = held.get_mut(key).filter(|known| known.state == State::Queued) else {
            // It has ended otherwise, or its sender was removed.
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
            written.change(key);
            written.report(key, now_ms, report);
            self.effects.push(Effect::Remove(key.clone()));
            return;
        }
        if let Progress::Delayed { reason } | Progress::Postponed { reason, .. } = progress
            && !known.delayed
        {
            known.delayed = true;
            written.change(key);
            let reason = reason.clone();
            written.report(key, now_ms, Report::Delayed { reason });
            self.effects.push(Effect::Told(key.clone()));
        }
        if let Progress::Postponed { due_ms, .. } = progress {
            known.attempts += 1;
            known.due_ms = *due_ms;
            written.change(key);
            self.effects.push(Effect::Postpone(key.clone(), *due_ms));
        }
    }

    pub(super) fn bury(
        &mut self,
        held: &mut Held,
        written: &mut Written<'_>,
        key: &Key,
        burial: Burial,
        now_ms: i64,
    ) -> bool {
        let Some(known) = held.get_mut(key).filter(|known| known.is_dead_letter(now_ms)) else {
            return false;
        };
        written.change(key);
        match burial {
            Burial::Discard => known.has_content = false,
            Burial::Replay => {
                known.state = State::Queued;
                known.due_ms = now_ms;
                let job = known.job(key);
                self.effects.push(Effect::Add(job));
                written.report(key, now_ms, Report::Replayed);
            }
        }
        true
    }
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
