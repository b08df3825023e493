//! Number matching: what the login page shows and the phone must confirm.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::port::Entropy;

/// How a person proves to be looking at the login page while approving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NumberMatching {
    /// Approve or deny only.
    None,
    /// Pick the shown number out of three.
    Pick,
    /// Type the six digits that are shown, or scan the page. Native phones only.
    Type,
}

/// The numbers of one login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberPrompt {
    /// No number is asked for.
    None,
    /// One of three.
    Pick(NumberChoice),
    /// Six digits, which are written down nowhere: see [`crate::method::transfer`].
    Type,
}

impl NumberPrompt {
    /// Draws the numbers of a new login.
    pub fn draw(matching: NumberMatching, entropy: &dyn Entropy) -> Self {
        match matching {
            NumberMatching::None => Self::None,
            NumberMatching::Pick => Self::Pick(NumberChoice::draw(entropy)),
            NumberMatching::Type => Self::Type,
        }
    }
}

/// Three distinct numbers from 10 to 99 in ascending order, one of which is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberChoice {
    /// What the phone offers.
    pub offered: [u8; 3],
    /// What the login page shows.
    pub answer: u8,
}

impl NumberChoice {
    fn draw(entropy: &dyn Entropy) -> Self {
        let mut offered = [0_u8; 3];
        let mut drawn = 0;
        while drawn < offered.len() {
            let number = 10 + entropy.below(90);
            if !offered[..drawn].contains(&number) {
                offered[drawn] = number;
                drawn += 1;
            }
        }
        // The position is drawn before sorting, so that the order says nothing about the answer.
        let answer = offered[usize::from(entropy.below(3))];
        offered.sort_unstable();
        Self { offered, answer }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::testing::SeededEntropy;

    #[test]
    fn the_choice_is_three_ascending_two_digit_numbers_with_a_fair_answer() {
        let entropy = SeededEntropy::new(7);
        let mut position = HashMap::new();
        for _ in 0..3000 {
            let choice = NumberChoice::draw(&entropy);
            let [a, b, c] = choice.offered;
            assert!((10..=99).contains(&a) && a < b && b < c && c <= 99);
            let at = choice.offered.iter().position(|n| *n == choice.answer).unwrap();
            *position.entry(at).or_insert(0) += 1;
        }
        assert!(
            position.values().all(|count| (800..1200).contains(count)),
            "{position:?}"
        );
    }
}
