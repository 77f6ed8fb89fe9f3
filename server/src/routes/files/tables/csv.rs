//! Values with commas between them (RFC 4180).

use std::borrow::Cow;

use app::table::{Cell, Kind, without_formula};
use csv::{Terminator, WriterBuilder};

use super::Selected;

/// Tells Excel that the text is UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The file. Texts that a spreadsheet would compute are made harmless; numbers are as they are.
pub(super) fn write(selected: &Selected<'_>) -> Option<Vec<u8>> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(MARK.to_vec());
    let columns = || selected.columns.iter().filter_map(|index| selected.table.columns.get(*index));
    let level = selected.level.map(without_formula);
    let heads = columns().map(|column| without_formula(&column.name));
    // A file of no columns is one of empty lines.
    writer.write_record(level.into_iter().chain(heads).map(Cow::into_owned)).ok()?;
    for row in selected.rows.iter().filter_map(|row| selected.table.rows.get(*row)) {
        let level = selected.level.map(|_| (u32::from(row.level) + 1).to_string());
        let cells =
            selected.columns.iter().zip(columns()).map(|(index, column)| {
                row.cell(*index).map(|cell| text(cell, column.kind)).unwrap_or_default()
            });
        writer.write_record(level.into_iter().chain(cells)).ok()?;
    }
    writer.into_inner().ok()
}

fn text(cell: &Cell, kind: Kind) -> String {
    match cell {
        Cell(text, Some(flag)) if text.is_empty() && kind == Kind::Flag => {
            if *flag == 0.0 { "FALSE" } else { "TRUE" }.into()
        }
        Cell(text, Some(number)) if text.is_empty() => number.to_string(),
        Cell(text, _) => without_formula(text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use app::table::{Column, Row, Table};

    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_nothing_of_it_is_a_formula() {
        let column =
            |key: &str, name: &str, kind| Column { key: key.into(), name: name.into(), kind, shown: true };
        let table = Table {
            columns: vec![
                column("n", "=Name", Kind::Name),
                column("q", "Quantity", Kind::Number),
                column("f", "Flag", Kind::Flag),
            ],
            rows: vec![
                Row {
                    level: 0,
                    cells: vec![
                        Cell::text("Axis, \"left\""),
                        Cell(String::new(), Some(2.0)),
                        Cell(String::new(), Some(1.0)),
                    ],
                },
                Row {
                    level: 1,
                    cells: vec![
                        Cell::text("=HYPERLINK(\"x\")"),
                        Cell(String::new(), Some(-1.5)),
                        Cell::default(),
                    ],
                },
            ],
        };
        let selected =
            Selected { table: &table, columns: vec![1, 0, 2], rows: vec![1, 0], level: Some("Level") };
        let bytes = write(&selected).unwrap();
        let text = bytes.strip_prefix(MARK).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
        let records: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(
            records,
            [
                vec!["Level", "Quantity", "'=Name", "Flag"],
                vec!["2", "-1.5", "'=HYPERLINK(\"x\")", ""],
                vec!["1", "2", "Axis, \"left\"", "TRUE"],
            ]
        );
    }
}
