//! A workbook of Office Open XML with one sheet.

use app::table::{Cell, Kind};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::Selected;

/// The deepest outline that spreadsheets know.
const DEEPEST_OUTLINE: u16 = 7;
/// The deepest indentation that is written.
const DEEPEST_INDENT: u16 = 40;

/// The file. Numbers are numbers; every text is written as one, so that none of them is a formula.
pub(super) fn write(selected: &Selected<'_>) -> Option<Vec<u8>> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet(), selected).ok()?;
    workbook.save_to_buffer().ok()
}

fn fill(sheet: &mut Worksheet, selected: &Selected<'_>) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let table = selected.table;
    for (place, index) in (0..).zip(&selected.columns) {
        let Some(column) = table.columns.get(*index) else { continue };
        sheet.write_string_with_format(0, place, &column.name, &bold)?;
        sheet.set_column_width(place, width(column.kind))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    // What is inside of a row is below it.
    sheet.group_symbols_above(true);
    let indents: Vec<Format> = (0..=DEEPEST_INDENT)
        .map(|level| Format::new().set_indent(u8::try_from(level).unwrap_or(0)))
        .collect();
    for (line, row) in (1..).zip(selected.rows.iter().filter_map(|row| table.rows.get(*row))) {
        let level = if selected.level.is_some() { row.level } else { 0 };
        for (place, index) in (0..).zip(&selected.columns) {
            let kind = table.columns.get(*index).map_or(Kind::Text, |column| column.kind);
            let Some(cell) = row.cell(*index) else { continue };
            let indent = indents
                .get(usize::from(level.min(DEEPEST_INDENT)))
                .filter(|_| kind == Kind::Name && level > 0);
            match cell {
                Cell(text, None) if text.is_empty() => continue,
                Cell(text, Some(flag)) if text.is_empty() && kind == Kind::Flag => {
                    sheet.write_boolean(line, place, *flag != 0.0)?
                }
                Cell(text, Some(number)) if text.is_empty() => sheet.write_number(line, place, *number)?,
                Cell(text, _) => match indent {
                    Some(indent) => sheet.write_string_with_format(line, place, text, indent)?,
                    None => sheet.write_string(line, place, text)?,
                },
            };
        }
    }
    outline(sheet, selected)
}

/// Groups of rows that can be closed.
fn outline(sheet: &mut Worksheet, selected: &Selected<'_>) -> Result<(), XlsxError> {
    if selected.level.is_none() {
        return Ok(());
    }
    let levels: Vec<u16> =
        selected.rows.iter().filter_map(|row| selected.table.rows.get(*row)).map(|row| row.level).collect();
    for (first, last) in groups(&levels) {
        sheet.group_rows(first, last)?;
    }
    Ok(())
}

/// Lines of the sheet, the first and the last of each group: what is inside of the line before.
fn groups(levels: &[u16]) -> Vec<(u32, u32)> {
    let mut groups = Vec::new();
    // Where each group that is open began, by level from 1 on.
    let mut open: Vec<u32> = Vec::new();
    for (line, level) in (1_u32..).zip(levels.iter().copied().chain([0])) {
        let depth = usize::from(level.min(DEEPEST_OUTLINE));
        while open.len() > depth {
            if let Some(first) = open.pop() {
                groups.push((first, line - 1));
            }
        }
        while open.len() < depth {
            open.push(line);
        }
    }
    groups
}

/// Characters.
fn width(kind: Kind) -> f64 {
    match kind {
        Kind::Name => 36.0,
        Kind::Number | Kind::Flag | Kind::Short => 12.0,
        Kind::Text => 20.0,
        Kind::Long => 40.0,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use app::table::{Column, Row, Table};

    use super::*;

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn numbers_are_numbers_and_texts_are_never_formulas() {
        let column = |key: &str, kind| Column { key: key.into(), name: key.into(), kind, shown: true };
        let table = Table {
            columns: vec![column("Name", Kind::Name), column("Quantity", Kind::Number)],
            rows: vec![
                Row { level: 0, cells: vec![Cell::text("=1+1"), Cell(String::new(), Some(2.5))] },
                Row { level: 1, cells: vec![Cell::text("<b> & \u{1}"), Cell("3 kg".into(), Some(3.0))] },
            ],
        };
        let selected =
            Selected { table: &table, columns: vec![0, 1], rows: vec![0, 1], level: Some("Level") };
        let bytes = write(&selected).unwrap();
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<v>2.5</v>"), "{sheet}");
        assert!(!sheet.contains("<f>"), "{sheet}");
        assert!(sheet.contains("outlineLevel=\"1\""), "{sheet}");
        let texts = part(&bytes, "xl/sharedStrings.xml");
        assert!(
            texts.contains("<t>=1+1</t>")
                && texts.contains("<t>3 kg</t>")
                && texts.contains("&lt;b&gt; &amp; "),
            "{texts}"
        );
    }

    #[test]
    fn groups_are_what_is_inside_of_a_line_and_no_deeper_than_can_be() {
        assert_eq!(groups(&[0, 1, 2, 1, 0]), [(3, 3), (2, 4)]);
        assert!(groups(&[0, 0]).is_empty());
        let deep: Vec<u16> = (0..40).collect();
        assert_eq!(groups(&deep).len(), usize::from(DEEPEST_OUTLINE));
    }
}
