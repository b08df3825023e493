//! Sets of rows and keys, as SQL binds them: one JSON array each, which `jsonb_each` takes apart without making text of the
//! elements again.

use serde::Serialize;

/// A JSON array that is written as it grows.
#[derive(Default)]
pub(crate) struct Set(Vec<Element>);

/// What a set consists of, as JSON text.
pub(crate) struct Element(Vec<u8>);

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

    /// Whether there is nothing in it.
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text to bind.
    pub(crate) fn into_json(self) -> String {
        let mut json =
            Vec::with_capacity(2 + self.0.iter().map(|Element(text)| text.len() + 1).sum::<usize>());
        json.push(b'[');
        for (at, Element(text)) in self.0.iter().enumerate() {
            if at > 0 {
                json.push(b',');
            }
            json.extend_from_slice(text);
        }
        json.push(b']');
        String::from_utf8(json).expect("JSON is UTF-8")
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
    /// A single value.
    pub(crate) fn of(value: impl Serialize) -> Self {
        let mut element = Self(Vec::with_capacity(64));
        element.write(&value);
        element
    }

    /// A row without columns yet; see [`row!`].
    pub(crate) fn row() -> Self {
        Self(Vec::with_capacity(512))
    }

    /// Adds a column to a row that is not ended.
    pub(crate) fn column(&mut self, value: &impl Serialize) {
        self.0.push(if self.0.is_empty() { b'[' } else { b',' });
        self.write(value);
    }

    /// Ends a row.
    pub(crate) fn end(mut self) -> Self {
        self.0.push(b']');
        self
    }

    fn write(&mut self, value: &impl Serialize) {
        serde_json::to_writer(&mut self.0, value).expect("columns have no keys that are not strings");
    }
}

/// The [`Element`] with these columns.
macro_rules! row {
    ($($column:expr),+ $(,)?) => {{
        let mut row = $crate::set::Element::row();
        $(row.column(&$column);)+
        row.end()
    }};
}
pub(crate) use row;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_one_json_array() {
        let mut set = Set::default();
        assert_eq!(Set::default().into_json(), "[]");
        assert_eq!(set.push(row!["a \"name\"", 1, None::<&str>]), 0);
        assert_eq!(set.push(Element::of("é")), 1);
        set.replace(0, row![true]);
        assert_eq!(set.into_json(), r#"[[true],"é"]"#);
    }
}
