//! Sets of rows and keys, as SQL binds them: one array each, in the binary form of JSON that SQLite itself works on
//! (<https://www.sqlite.org/jsonb.html>). Nothing in it has to be escaped here, or parsed there.

/// An array that grows.
#[derive(Default)]
pub(crate) struct Set(Vec<Element>);

/// What a set consists of.
pub(crate) struct Element(Vec<u8>);

/// Types of elements, as their headers name them.
#[derive(Clone, Copy)]
enum Kind {
    Null = 0,
    /// Decimal digits.
    Int = 3,
    /// Text as SQL has it, whatever is in it.
    TextRaw = 10,
    Array = 11,
}

/// A header takes as many bytes at most as are written here: a byte, and four that say how long the element is.
const HEADER: usize = 5;

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

    /// The bytes to bind.
    pub(crate) fn into_jsonb(self) -> Vec<u8> {
        array(&self.0)
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
    pub(crate) fn of(value: impl Column) -> Self {
        let mut element = Vec::with_capacity(64);
        value.write(&mut element);
        Self(element)
    }

    /// A row without columns yet; see [`row!`].
    pub(crate) fn row() -> Row {
        Row(Vec::with_capacity(512))
    }
}

/// A row that is being written.
pub(crate) struct Row(Vec<u8>);

impl Row {
    /// Adds a column.
    pub(crate) fn column(&mut self, value: &impl Column) {
        value.write(&mut self.0);
    }

    /// Ends it.
    pub(crate) fn end(self) -> Element {
        Element(array(&[Element(self.0)]))
    }
}

/// The array of these elements; a row's columns are one already.
fn array(elements: &[Element]) -> Vec<u8> {
    let len = elements.iter().map(|Element(bytes)| bytes.len()).sum();
    let mut array = Vec::with_capacity(HEADER + len);
    header(&mut array, Kind::Array, len);
    for Element(bytes) in elements {
        array.extend_from_slice(bytes);
    }
    array
}

/// Small lengths stand in the first byte itself; the larger ones of 1, 2 and 4 bytes follow it.
fn header(to: &mut Vec<u8>, kind: Kind, len: usize) {
    let first = |size: u8| size << 4 | kind as u8;
    let len = u32::try_from(len).expect("SQLite takes no values of 4 GiB");
    if let Ok(len @ 0..=11) = u8::try_from(len) {
        to.push(first(len));
    } else if let Ok(len) = u8::try_from(len) {
        to.extend_from_slice(&[first(12), len]);
    } else if let Ok(len) = u16::try_from(len) {
        to.push(first(13));
        to.extend_from_slice(&len.to_be_bytes());
    } else {
        to.push(first(14));
        to.extend_from_slice(&len.to_be_bytes());
    }
}

/// What a column of a set can be.
pub(crate) trait Column {
    /// Appends the value.
    fn write(&self, to: &mut Vec<u8>);
}

impl Column for str {
    fn write(&self, to: &mut Vec<u8>) {
        header(to, Kind::TextRaw, self.len());
        to.extend_from_slice(self.as_bytes());
    }
}

impl Column for String {
    fn write(&self, to: &mut Vec<u8>) {
        self.as_str().write(to);
    }
}

impl Column for i64 {
    fn write(&self, to: &mut Vec<u8>) {
        let digits = self.to_string();
        header(to, Kind::Int, digits.len());
        to.extend_from_slice(digits.as_bytes());
    }
}

impl<C: Column + ?Sized> Column for &C {
    fn write(&self, to: &mut Vec<u8>) {
        (**self).write(to);
    }
}

impl<C: Column> Column for Option<C> {
    fn write(&self, to: &mut Vec<u8>) {
        match self {
            Some(value) => value.write(to),
            None => header(to, Kind::Null, 0),
        }
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
    use sqlx::{Connection as _, SqliteConnection};

    use super::*;

    async fn as_sqlite_reads(set: Set) -> String {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let read = sqlx::query_scalar("SELECT CASE WHEN json_valid($1, 8) THEN json($1) END");
        read.bind(set.into_jsonb())
            .fetch_one(&mut connection)
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn a_set_is_one_array() {
        let mut set = Set::default();
        assert_eq!(as_sqlite_reads(Set::default()).await, "[]");
        assert_eq!(set.push(row!["a \"name\"\n", -1_i64, None::<&str>]), 0);
        assert_eq!(set.push(Element::of("é")), 1);
        set.replace(0, row![i64::MIN, Some("\\")]);
        assert_eq!(as_sqlite_reads(set).await, r#"[[-9223372036854775808,"\\"],"é"]"#);
    }

    #[tokio::test]
    async fn an_element_can_have_any_length() {
        for len in [0, 1, 11, 12, 255, 256, 65_535, 65_536, 200_000] {
            let text = "x".repeat(len);
            let set = Set::from_iter([row![&text], row![1_i64]]);
            assert_eq!(
                as_sqlite_reads(set).await,
                format!(r#"[["{text}"],[1]]"#),
                "{len}"
            );
        }
    }
}
