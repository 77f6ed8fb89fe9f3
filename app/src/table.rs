//! Tables, as screens show them and as they are downloaded.

use serde::{Deserialize, Serialize};

/// Columns, and rows of as many cells.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Table {
    /// In their usual order.
    pub columns: Vec<Column>,
    /// In their usual order; what is inside a row follows it, a level deeper.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What it is known by.
    pub key: String,
    /// As shown.
    pub name: String,
    /// What is in it.
    pub kind: Kind,
    /// Whether it is shown unless somebody hides it.
    pub shown: bool,
}

/// What is in a column: it says how wide it is, on which side it stands and how it is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// What the row is called: structure and pictures are shown with it.
    Name,
    /// Numbers, or texts that are numbers with a unit.
    Number,
    /// 1 for yes, 0 for no.
    Flag,
    /// Texts of a few letters.
    Short,
    /// Texts of some words.
    Text,
    /// Sentences.
    Long,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Row {
    /// How deep it is; 0 is inside of nothing. At most one more than that of the row before.
    pub level: u16,
    /// One for each column.
    pub cells: Vec<Cell>,
}

/// A text, and the number that it says. A number without a text is written as the reader's language does; neither is
/// an empty cell.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Cell(pub String, pub Option<f64>);

impl Cell {
    /// A text that says no number.
    pub fn text(text: impl Into<String>) -> Self {
        Self(text.into(), None)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty() && self.1.is_none()
    }
}

impl Row {
    /// The cell in the column at this index.
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.get(column)
    }
}

impl Table {
    /// The index of the column of this key.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }

    /// Whether any row is inside of another.
    pub fn is_deep(&self) -> bool {
        self.rows.iter().any(|row| row.level > 0)
    }

    /// The row that `row` is directly inside of.
    pub fn parent(&self, row: usize) -> Option<usize> {
        let level = self.rows.get(row)?.level;
        let before = self.rows.get(..row)?;
        before.iter().rposition(|other| other.level < level)
    }
}

/// Which rows and columns of a table to download, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The kind of file.
    pub format: Format,
    /// Keys of the columns, in order.
    pub columns: Vec<String>,
    /// Indices of the rows, in order; nothing for all.
    pub rows: Option<Vec<u32>>,
    /// What to call the column of levels in a file that has no other way to tell them; nothing for no such column.
    pub level: Option<String>,
    /// What to call the file, without its ending.
    pub name: String,
}

/// A kind of file that a table can be downloaded as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Values with commas between them (RFC 4180).
    Csv,
    /// A workbook of Office Open XML.
    Xlsx,
}

impl Format {
    /// How files of this kind end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// Whether a spreadsheet may take the text of a cell for a formula.
/// <https://owasp.org/www-community/attacks/CSV_Injection>
pub fn may_be_a_formula(text: &str) -> bool {
    let dangerous = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    text.starts_with(dangerous)
}

/// The text as a spreadsheet takes it for a text, whatever is in it.
pub fn without_formula(text: &str) -> std::borrow::Cow<'_, str> {
    if may_be_a_formula(text) { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_made_a_text() {
        for text in ["=1+1", "+1", "-1", "@A1", "\tx", "\r=x", "＝1"] {
            assert!(without_formula(text).starts_with('\''), "{text:?}");
        }
        for text in ["", "M8", "1-2", "'=1"] {
            assert_eq!(without_formula(text), text);
        }
    }

    #[test]
    fn a_row_is_inside_of_the_last_one_above_it_that_is_less_deep() {
        let rows = [0, 1, 2, 2, 1, 0].map(|level| Row { level, cells: Vec::new() }).to_vec();
        let table = Table { columns: Vec::new(), rows };
        let parents: Vec<_> = (0..7).map(|row| table.parent(row)).collect();
        assert_eq!(parents, [None, Some(0), Some(1), Some(1), Some(0), None, None]);
    }
}
