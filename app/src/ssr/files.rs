//! What is in uploaded files of text: read on the server, so that no parser is in the browser's half.

use std::pin::pin;

use futures::StreamExt;
use onshape::{Client, DocumentId, ElementId, Error, WvmId};

use super::bom::{LONGEST_TEXT, shortened};
use crate::{
    files::{Content, FileKind, FileText},
    table::{Cell, Column, Kind, Row, Table},
};

/// The most bytes of a file that are read.
const MOST_BYTES: usize = 1 << 20;
/// The most rows of a table.
const MOST_ROWS: usize = 5_000;
/// The most columns of a table.
const MOST_COLUMNS: usize = 64;

/// The beginning of a file, and whether there is more of it.
pub async fn beginning(
    onshape: &Client,
    document: &DocumentId,
    workspace: &WvmId,
    element: &ElementId,
) -> Result<(Vec<u8>, bool), Error> {
    let file = onshape.blob(document, workspace, element).await?;
    let mut pieces = pin!(file.into_stream());
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next().await {
        bytes.extend_from_slice(&piece?);
        if bytes.len() > MOST_BYTES {
            bytes.truncate(MOST_BYTES);
            return Ok((bytes, true));
        }
    }
    Ok((bytes, false))
}

/// What the beginning of a file says.
pub fn read(kind: FileKind, bytes: &[u8], cut: bool) -> FileText {
    let text = decode(bytes);
    match kind {
        FileKind::Markdown => FileText { content: Content::Html(markdown(&text)), cut },
        FileKind::Csv => {
            let (table, more) = table(&text);
            FileText { content: Content::Table(table), cut: cut || more }
        }
        _ => FileText { content: Content::Plain(text), cut },
    }
}

/// UTF-8 or UTF-16 by its mark; what is no UTF-8 is taken for Latin-1, in which every byte is a letter.
fn decode(bytes: &[u8]) -> String {
    let wide = |order: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let units = bytes.as_chunks::<2>().0.iter().map(|pair| order(*pair));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => return wide(u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => return wide(u16::from_be_bytes, rest),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // Cut off in the middle of a letter.
        Err(error) if error.error_len().is_none() => {
            String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default()).into_owned()
        }
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// As HTML that holds text and its marks alone: pictures would be fetched from elsewhere, so what they say stands for them.
fn markdown(text: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html::push_html};
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let events = Parser::new_ext(text, options).filter_map(|event| match event {
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        // HTML in it is shown as the text that it is.
        Event::Html(html) | Event::InlineHtml(html) => Some(Event::Text(html)),
        // A box that can be ticked would not survive.
        Event::TaskListMarker(done) => Some(Event::Text(if done { "☑ " } else { "☐ " }.into())),
        event => Some(event),
    });
    let mut html = String::new();
    push_html(&mut html, events);
    ammonia::Builder::default()
        .rm_tags(["img", "map", "area"])
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(ammonia::UrlRelative::Deny)
        .add_tag_attributes("a", ["target"])
        .set_tag_attribute_value("a", "target", "_blank")
        .link_rel(Some("noopener noreferrer"))
        .clean(&html)
        .to_string()
}

/// The rows, under the names of the first; and whether there are more.
fn table(text: &str) -> (Table, bool) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut records = reader.records().filter_map(Result::ok);
    let Some(head) = records.next() else { return (Table::default(), false) };
    let mut rows: Vec<csv::StringRecord> = records.by_ref().take(MOST_ROWS).collect();
    let more = records.next().is_some();
    let widest = rows.iter().map(csv::StringRecord::len).chain([head.len()]).max().unwrap_or(0);
    let width = widest.min(MOST_COLUMNS);
    // A cell of several lines would break the rows that are searched and copied.
    let said = |record: &csv::StringRecord, index: usize| {
        shortened(record.get(index).unwrap_or_default(), LONGEST_TEXT)
    };
    let column = |index: usize| Column {
        key: index.to_string(),
        name: said(&head, index),
        kind: if index == 0 { Kind::Name } else { Kind::Text },
        shown: true,
    };
    let row = |record: csv::StringRecord| Row {
        level: 0,
        cells: (0..width).map(|index| Cell::text(said(&record, index))).collect(),
    };
    let table = Table { columns: (0..width).map(column).collect(), rows: rows.drain(..).map(row).collect() };
    (table, more || widest > width)
}

/// What stands most often between the words of the first line.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let times = |delimiter: u8| line.bytes().filter(|byte| *byte == delimiter).count();
    [b';', b'\t', b','].into_iter().max_by_key(|delimiter| times(*delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_keeps_its_marks_and_runs_nothing() {
        let html = markdown(
            "# Title\n<script>alert(1)</script>\n[a](javascript:alert(1)) ![pic](https://x.invalid/p.png)\n\n|a|\n|-|\n|1|",
        );
        assert!(html.contains("<h1>Title</h1>") && html.contains("<table>"), "{html}");
        for bad in ["<script", "javascript:", "<img", "onerror"] {
            assert!(!html.contains(bad), "{bad} in {html}");
        }
        assert!(html.contains("pic"), "{html}");
    }

    #[test]
    fn what_is_done_of_a_list_of_tasks_is_told_from_what_is_not() {
        let html = markdown("- [x] drawn\n- [ ] released\n");
        assert!(html.contains("☑ drawn") && html.contains("☐ released"), "{html}");
    }

    #[test]
    fn tables_are_read_whatever_is_between_their_cells() {
        for text in ["a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "a,b\n\"1\",2"] {
            let (table, more) = table(text);
            assert_eq!(table.columns.len(), 2, "{text}");
            assert_eq!(table.rows.first().and_then(|row| row.cell(1)), Some(&Cell::text("2")), "{text}");
            assert!(!more);
        }
        assert_eq!(super::table("").0, Table::default());
    }

    #[test]
    fn a_cell_of_several_lines_is_one_line() {
        let (table, _) = table(&format!("\"Item\nname\",b\n\"Bolt\r\nM8\",\"{}\"", "x".repeat(5_000)));
        assert_eq!(table.columns[0].name, "Item name");
        let row = &table.rows[0];
        assert_eq!(row.cell(0), Some(&Cell::text("Bolt  M8")));
        assert_eq!(row.cell(1).map(|cell| cell.0.chars().count()), Some(LONGEST_TEXT));
    }

    #[test]
    fn text_is_read_in_the_letters_that_it_was_written_in() {
        assert_eq!(decode("Größe".as_bytes()), "Größe");
        assert_eq!(decode(b"Gr\xf6\xdfe"), "Größe");
        assert_eq!(decode(&[0xff, 0xfe, b'a', 0]), "a");
        assert_eq!(decode(&"Größe".as_bytes()[..3]), "Gr");
    }
}
