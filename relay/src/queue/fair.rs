//! Fair turns between senders: start-time fair queueing, by which each gets a share of the sending in proportion to its weight while
//! it has something to send, however much others have.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use countersign_proto::push::Class;

use super::SenderName;

/// What one notification costs a sender of weight 1.
const COST: u64 = 1 << 20;

/// Where a notification stands among its sender's own: a question before what only informs, then in order of acceptance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) class: Class,
    pub(super) number: u64,
}

/// What waits for its turn.
#[derive(Debug)]
pub(super) struct Fair<T> {
    flows: HashMap<SenderName, Flow<T>>,
    /// The senders that have something waiting, by their next turn.
    turns: BTreeSet<(u64, SenderName)>,
    /// The turn that was taken last.
    now: u64,
}

#[derive(Debug)]
struct Flow<T> {
    waiting: BTreeMap<Place, T>,
    turn: u64,
    weight: u32,
}

impl<T> Default for Fair<T> {
    fn default() -> Self {
        Self {
            flows: HashMap::new(),
            turns: BTreeSet::new(),
            now: 0,
        }
    }
}

impl<T> Fair<T> {
    /// Adds something of a sender, whose weight counts from now on.
    pub(super) fn push(&mut self, sender: &SenderName, weight: u32, place: Place, what: T) {
        let flow = self.flows.entry(sender.clone()).or_insert_with(|| Flow {
            waiting: BTreeMap::new(),
            turn: 0,
            weight: 1,
        });
        flow.weight = weight.max(1);
        if flow.waiting.is_empty() {
            // Whoever had nothing to send has saved nothing up, and whoever has just had more than a share waits.
            flow.turn = flow.turn.max(self.now);
            self.turns.insert((flow.turn, sender.clone()));
        }
        flow.waiting.insert(place, what);
    }

    /// Takes what is next.
    pub(super) fn pop(&mut self) -> Option<T> {
        let (turn, sender) = self.turns.pop_first()?;
        self.now = turn;
        let flow = self.flows.get_mut(&sender)?;
        let (_, what) = flow.waiting.pop_first()?;
        flow.turn = turn + COST / u64::from(flow.weight);
        if flow.waiting.is_empty() {
            // What is remembered of idle senders is bounded: by the time that everybody has had a turn, it says nothing.
            if self.turns.is_empty() {
                self.flows.clear();
            }
        } else {
            self.turns.insert((flow.turn, sender));
        }
        Some(what)
    }

    /// Takes something out of its turn.
    pub(super) fn remove(&mut self, sender: &SenderName, place: Place) -> Option<T> {
        let flow = self.flows.get_mut(sender)?;
        let what = flow.waiting.remove(&place)?;
        if flow.waiting.is_empty() {
            self.turns.remove(&(flow.turn, sender.clone()));
        }
        Some(what)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(n: usize) -> SenderName {
        format!("sender{n}").parse().unwrap()
    }

    fn place(number: u64) -> Place {
        Place {
            class: Class::Challenge,
            number,
        }
    }

    /// The senders in the order of their turns.
    fn turns(fair: &mut Fair<usize>, count: usize) -> Vec<usize> {
        (0..count).map_while(|_| fair.pop()).collect()
    }

    #[test]
    fn a_flood_delays_another_sender_by_one_turn() {
        let mut fair = Fair::default();
        for number in 0..10_000 {
            fair.push(&name(0), 1, place(number), 0);
        }
        assert_eq!(turns(&mut fair, 500), vec![0; 500]);
        fair.push(&name(1), 1, place(20_000), 1);
        fair.push(&name(1), 1, place(20_001), 1);
        let next = turns(&mut fair, 5);
        assert_eq!(next.iter().filter(|sender| **sender == 1).count(), 2, "{next:?}");
    }

    #[test]
    fn turns_are_in_proportion_to_weights() {
        let mut fair = Fair::default();
        for number in 0..1000 {
            fair.push(&name(0), 1, place(number), 0);
            fair.push(&name(1), 3, place(number), 1);
        }
        let heavy = turns(&mut fair, 400)
            .iter()
            .filter(|sender| **sender == 1)
            .count();
        assert!((299..=301).contains(&heavy), "{heavy}");
    }

    #[test]
    fn idle_time_is_not_saved_up() {
        let mut fair = Fair::default();
        for number in 0..1000 {
            fair.push(&name(0), 1, place(number), 0);
        }
        turns(&mut fair, 500);
        for number in 0..1000 {
            fair.push(&name(1), 1, place(number), 1);
        }
        let late = turns(&mut fair, 100)
            .iter()
            .filter(|sender| **sender == 1)
            .count();
        assert!((49..=51).contains(&late), "{late}");
    }

    #[test]
    fn a_question_goes_before_what_only_informs() {
        let mut fair = Fair::default();
        let at = |class, number| Place { class, number };
        fair.push(&name(0), 1, at(Class::Info, 0), 2);
        fair.push(&name(0), 1, at(Class::Cancel, 1), 1);
        fair.push(&name(0), 1, at(Class::Challenge, 2), 0);
        assert_eq!(turns(&mut fair, 9), [0, 1, 2]);
    }

    proptest! {
        /// Whatever is put in and not taken out comes once, and while several senders wait none gets far ahead of its share.
        #[test]
        fn nothing_is_lost_and_nobody_is_starved(
            pushes in prop::collection::vec((0..5_usize, 1..4_u32, any::<bool>()), 1..300),
        ) {
            let mut fair = Fair::default();
            let mut expected = std::collections::BTreeSet::new();
            for (number, (sender, weight, removed)) in pushes.iter().enumerate() {
                let number = number as u64;
                fair.push(&name(*sender), *weight, place(number), (*sender, number));
                expected.insert((*sender, number));
                if *removed {
                    prop_assert_eq!(fair.remove(&name(*sender), place(number)), Some((*sender, number)));
                    expected.remove(&(*sender, number));
                }
            }
            let mut since: HashMap<usize, usize> = HashMap::new();
            while let Some(popped) = fair.pop() {
                prop_assert!(expected.remove(&popped), "{popped:?} came twice");
                for (sender, _) in &expected {
                    since.entry(*sender).or_default();
                }
                for (sender, waited) in &mut since {
                    *waited = if *sender == popped.0 { 0 } else { *waited + 1 };
                }
                since.retain(|sender, _| expected.iter().any(|(waiting, _)| waiting == sender));
                // Four others of weight three at most: three turns each, and one for how far ahead each has begun.
                prop_assert!(since.values().all(|waited| *waited <= 16), "{since:?}");
            }
            prop_assert!(expected.is_empty());
        }
    }
}
