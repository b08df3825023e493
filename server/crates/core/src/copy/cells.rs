//! One row of one table, and the one line of JSON that it is.
//!
//! A line is an array with a member for each column: null, a number, text, `{"b": …}` for bytes in base64, and `{"j": …}` for
//! JSON. Members of objects are sorted, so that a row is the same line whichever store it comes from: digests are taken of it.

use std::fmt::Write as _;

use data_encoding::BASE64;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, value::RawValue};
use uuid::Uuid;

use super::{CopiedTable, Kind, json::SortedJson};

/// What stands in one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// See [`Kind::Integer`].
    Integer(i64),
    /// See [`Kind::Text`].
    Text(String),
    /// See [`Kind::Bytes`] and [`Kind::Id`].
    Bytes(Vec<u8>),
    /// See [`Kind::Json`].
    Json(SortedJson),
}

impl Cell {
    /// These facts, as JSON.
    ///
    /// # Panics
    /// Never for facts of the model, whose keys are strings.
    pub fn facts<T: Serialize>(facts: &T) -> Self {
        Self::Json(SortedJson::of(facts))
    }
}

/// A row.
#[derive(Clone, PartialEq)]
pub struct Cells {
    table: &'static CopiedTable,
    cells: Vec<Cell>,
}

/// Rows hold hashes of passwords and network addresses.
impl std::fmt::Debug for Cells {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a row of {}", self.table.name)
    }
}

/// A row is not what its table holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a row of table {table} is unreadable: {why}")]
pub struct CellError {
    /// Which table.
    pub table: &'static str,
    /// What is wrong, without what stands there.
    pub why: String,
}

impl Cells {
    /// A row of these cells.
    ///
    /// # Errors
    /// [`CellError`] if they are not as many as the columns, or one is not what its column holds.
    pub fn new(table: &'static CopiedTable, cells: Vec<Cell>) -> Result<Self, CellError> {
        let wrong = |why: String| CellError {
            table: table.name,
            why,
        };
        if cells.len() != table.columns.len() {
            return Err(wrong(format!("it has {} columns", cells.len())));
        }
        for (cell, column) in cells.iter().zip(table.columns) {
            let fits = match (cell, column.kind) {
                (Cell::Null, _)
                | (Cell::Integer(_), Kind::Integer)
                | (Cell::Text(_), Kind::Text)
                | (Cell::Bytes(_), Kind::Bytes)
                | (Cell::Json(_), Kind::Json) => true,
                (Cell::Bytes(bytes), Kind::Id) => bytes.len() == 16,
                _ => false,
            };
            if !fits {
                return Err(wrong(format!("{} is of another kind", column.name)));
            }
        }
        Ok(Self { table, cells })
    }

    /// Its table.
    pub const fn table(&self) -> &'static CopiedTable {
        self.table
    }

    /// Its cells, in the order of the columns.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Its cells, to keep.
    pub fn into_cells(self) -> Vec<Cell> {
        self.cells
    }

    /// The primary key.
    pub fn key(&self) -> &Cell {
        &self.cells[0]
    }

    /// What stands in a column; nothing if there is no such column.
    pub fn get(&self, column: &str) -> &Cell {
        self.position(column).map_or(&Cell::Null, |at| &self.cells[at])
    }

    /// …with something else in this column.
    ///
    /// # Errors
    /// [`CellError`] if there is no such column.
    pub fn set(&mut self, column: &str, cell: Cell) -> Result<(), CellError> {
        let at = self
            .position(column)
            .ok_or_else(|| self.error(column, "is no column"))?;
        self.cells[at] = cell;
        Ok(())
    }

    /// The text in a column.
    ///
    /// # Errors
    /// [`CellError`] if there is none.
    pub fn text(&self, column: &str) -> Result<&str, CellError> {
        match self.get(column) {
            Cell::Text(text) => Ok(text),
            _ => Err(self.error(column, "is no text")),
        }
    }

    /// The number in a column.
    ///
    /// # Errors
    /// [`CellError`] if there is none.
    pub fn integer(&self, column: &str) -> Result<i64, CellError> {
        match self.get(column) {
            Cell::Integer(number) => Ok(*number),
            _ => Err(self.error(column, "is no number")),
        }
    }

    /// The bytes in a column.
    ///
    /// # Errors
    /// [`CellError`] if there are none.
    pub fn bytes(&self, column: &str) -> Result<&[u8], CellError> {
        match self.get(column) {
            Cell::Bytes(bytes) => Ok(bytes),
            _ => Err(self.error(column, "is no bytes")),
        }
    }

    /// The id in a column.
    ///
    /// # Errors
    /// [`CellError`] if there is none.
    pub fn id(&self, column: &str) -> Result<Uuid, CellError> {
        Uuid::from_slice(self.bytes(column)?).map_err(|_| self.error(column, "is no id"))
    }

    /// The facts in a column.
    ///
    /// # Errors
    /// [`CellError`] if they are not of this type.
    pub fn facts<T: DeserializeOwned>(&self, column: &str) -> Result<T, CellError> {
        let Cell::Json(facts) = self.get(column) else {
            return Err(self.error(column, "is no JSON"));
        };
        facts
            .read()
            .map_err(|_| self.error(column, "does not read as what it is to be"))
    }

    /// What is wrong with a column.
    pub fn error(&self, column: &str, why: &str) -> CellError {
        CellError {
            table: self.table.name,
            why: format!("{column} {why}"),
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.table.columns.iter().position(|column| column.name == name)
    }

    /// The row as a line, without its end.
    pub fn to_line(&self) -> String {
        let mut line = String::with_capacity(256);
        for (at, cell) in self.cells.iter().enumerate() {
            line.push(if at == 0 { '[' } else { ',' });
            match cell {
                Cell::Null => line.push_str("null"),
                Cell::Integer(number) => {
                    let _ = write!(line, "{number}");
                }
                Cell::Text(text) => line.push_str(&Value::from(text.as_str()).to_string()),
                Cell::Bytes(bytes) => {
                    line.push_str("{\"b\":\"");
                    BASE64.encode_append(bytes, &mut line);
                    line.push_str("\"}");
                }
                Cell::Json(value) => {
                    line.push_str("{\"j\":");
                    line.push_str(value.as_str());
                    line.push('}');
                }
            }
        }
        line.push(']');
        line
    }

    /// The row of a line.
    ///
    /// # Errors
    /// [`CellError`] if it is none of this table.
    pub fn from_line(table: &'static CopiedTable, line: &str) -> Result<Self, CellError> {
        let wrong = |why: &str| CellError {
            table: table.name,
            why: why.to_owned(),
        };
        // Not as values: numbers may be larger than they can be there.
        let values: Vec<&RawValue> = serde_json::from_str(line).map_err(|_| wrong("it is no list"))?;
        let cells = values.into_iter().map(|value| {
            let cell = match value.get().as_bytes().first() {
                Some(b'n') => Some(Cell::Null),
                Some(b'"') => serde_json::from_str(value.get()).ok().map(Cell::Text),
                Some(b'{') => tagged(value.get()),
                _ => serde_json::from_str(value.get()).ok().map(Cell::Integer),
            };
            cell.ok_or_else(|| wrong("a cell is of no kind"))
        });
        Self::new(table, cells.collect::<Result<_, _>>()?)
    }
}

/// Bytes or JSON.
fn tagged(text: &str) -> Option<Cell> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Tagged<'t> {
        b: Option<String>,
        #[serde(borrow)]
        j: Option<&'t RawValue>,
    }
    match serde_json::from_str(text).ok()? {
        Tagged {
            b: Some(text),
            j: None,
        } => BASE64.decode(text.as_bytes()).ok().map(Cell::Bytes),
        Tagged {
            b: None,
            j: Some(value),
        } => SortedJson::read_from(value.get()).map(Cell::Json),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(policy: &str) -> Cells {
        let cells = vec![
            Cell::Text("shop".to_owned()),
            Cell::Integer(-1),
            Cell::Text("a \"shop\"\n\u{2028}".to_owned()),
            Cell::Null,
            Cell::Text(String::new()),
            Cell::Json(SortedJson::read_from(policy).unwrap()),
            Cell::Integer(i64::MAX),
        ];
        Cells::new(CopiedTable::named("client").unwrap(), cells).unwrap()
    }

    #[test]
    fn a_row_reads_back_from_its_line() {
        let row = client(r#"{"b": [1, {"z": null, "a": "ü"}], "a": {"b": "c"}}"#);
        let line = row.to_line();
        assert!(!line.contains('\n'));
        assert_eq!(Cells::from_line(row.table(), &line).unwrap(), row);
        let bytes = vec![Cell::Integer(1), Cell::Bytes(vec![0, 255])];
        let tile = Cells::new(CopiedTable::named("audit_tile").unwrap(), bytes).unwrap();
        assert_eq!(tile.to_line(), r#"[1,{"b":"AP8="}]"#);
        assert_eq!(Cells::from_line(tile.table(), &tile.to_line()).unwrap(), tile);
    }

    #[test]
    fn what_is_no_row_of_the_table_is_refused() {
        let table = CopiedTable::named("audit_tile").unwrap();
        for line in [
            "",
            "{}",
            "[1]",
            "[1,2]",
            r#"[1,"text"]"#,
            r#"[1,{"b":"%"}]"#,
            r#"[1,{"b":"AP8=","j":1}]"#,
            r#"[1,{"x":1}]"#,
            r#"[1.5,{"b":""}]"#,
            r#"[1,{"b":""},null]"#,
        ] {
            assert!(Cells::from_line(table, line).is_err(), "{line}");
        }
        let device = CopiedTable::named("job").unwrap();
        assert!(
            Cells::from_line(device, r#"[{"b":"AA=="},null,1,1]"#).is_err(),
            "an id has 16 bytes"
        );
    }
}
