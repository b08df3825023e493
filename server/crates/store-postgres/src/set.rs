//! Sets of rows, as SQL binds them: one JSON array of arrays each. PostgreSQL turns each column into its own type.

use serde::Serialize;

/// An array that grows.
#[derive(Default)]
pub(crate) struct Set(Vec<Element>);

/// A row, as JSON: not as a tree of values, in which large numbers would have no room.
pub(crate) struct Element(String);

impl Set {
    /// Adds an element, and says where it stands.
    pub(crate) fn push(&mut self, element: Element) -> usize {
        self.0.push(element);
        self.0.len() - 1
    }

    /// Puts an element in the place of another.
    pub(crate) fn replace(&mut self, place: usize, element: Element) {
        self.0[place] = element;
    }

    /// What to bind.
    pub(crate) fn into_json(self) -> String {
        array(self.0.into_iter().map(|Element(json)| json))
    }
}

impl FromIterator<Element> for Set {
    fn from_iter<I: IntoIterator<Item = Element>>(elements: I) -> Self {
        Self(elements.into_iter().collect())
    }
}

impl Extend<Element> for Set {
    fn extend<I: IntoIterator<Item = Element>>(&mut self, elements: I) {
        self.0.extend(elements);
    }
}

impl Element {
    /// The row with these columns, each as JSON; see [`row!`].
    pub(crate) fn of<const N: usize>(columns: [String; N]) -> Self {
        Self(array(columns.into_iter()))
    }
}

/// A column, as JSON has it.
pub(crate) fn column(value: impl Serialize) -> String {
    serde_json::to_string(&value).expect("columns have string keys")
}

fn array(elements: impl Iterator<Item = String>) -> String {
    let mut array = String::from("[");
    for element in elements {
        if array.len() > 1 {
            array.push(',');
        }
        array.push_str(&element);
    }
    array.push(']');
    array
}

/// The [`Element`] with these columns.
macro_rules! row {
    ($($column:expr),+ $(,)?) => {
        $crate::set::Element::of([$($crate::set::column(&$column)),+])
    };
}
pub(crate) use row;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_one_array() {
        assert_eq!(Set::default().into_json(), "[]");
        let mut set = Set::from_iter([row!["a \"name\"", 1, None::<i64>]]);
        assert_eq!(set.push(row![u128::MAX]), 1);
        set.replace(0, row!["b"]);
        assert_eq!(set.into_json(), format!("[[\"b\"],[{}]]", u128::MAX));
    }
}
