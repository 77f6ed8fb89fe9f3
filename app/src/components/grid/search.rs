//! Looking for words in rows: capitals and accents do not count, nor the order of the words.

use js_sys::JsString;

use super::text;
use crate::table::Table;

/// What is said in each row, in the form in which it is looked through.
pub(super) fn folded_rows(table: &Table) -> Vec<String> {
    // Handed to the browser at once: a call for each cell would take a thousand times as long.
    folded(&lines(table)).split('\n').take(table.rows.len()).map(str::to_owned).collect()
}

/// Each row on a line of its own, whatever is in its cells.
fn lines(table: &Table) -> String {
    let mut all = String::new();
    for row in &table.rows {
        for (cell, column) in row.cells.iter().zip(&table.columns) {
            all.push_str(&text::of(cell, column.kind).replace('\n', " "));
            all.push('\t');
        }
        all.push('\n');
    }
    all
}

/// Which rows have all words of `wanted`; nothing, if there are no words.
pub(super) fn matching(rows: &[String], wanted: &str) -> Option<Vec<bool>> {
    let wanted = wanted.trim();
    if wanted.is_empty() {
        return None;
    }
    Some(matches(rows, &folded(wanted)))
}

fn matches(rows: &[String], wanted: &str) -> Vec<bool> {
    let words: Vec<&str> = wanted.split_whitespace().collect();
    rows.iter().map(|row| words.iter().all(|word| row.contains(word))).collect()
}

fn folded(text: &str) -> String {
    let text = JsString::from(text).to_lower_case().normalize("NFD");
    String::from(text).chars().filter(|c| !is_accent(*c)).collect()
}

/// A mark that changes the letter before it.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, Column, Kind, Row};

    #[test]
    fn a_row_is_a_line_even_if_its_cells_have_several() {
        let column = Column { key: "0".into(), name: "Item".into(), kind: Kind::Text, shown: true };
        let rows = ["Bolt\nM8", "Nut"].map(|text| Row { level: 0, cells: vec![Cell::text(text)] });
        let table = Table { columns: vec![column], rows: rows.to_vec() };
        assert_eq!(lines(&table), "Bolt M8\t\nNut\t\n");
    }

    #[test]
    fn a_row_matches_that_has_every_word() {
        let rows = ["hexagon bolt m8\t4\t", "hexagon nut m8\t4\t"].map(str::to_owned);
        assert_eq!(matches(&rows, "m8 bolt"), [true, false]);
        assert_eq!(matches(&rows, "hexa"), [true, true]);
        assert_eq!(matching(&rows, "  "), None);
    }
}
