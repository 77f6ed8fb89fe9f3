//! `Content-Disposition: attachment` (RFC 6266) with a name that comes from Onshape's users.

use axum::http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in `filename*` (RFC 8187, 3.2.1, `attr-char`).
const ATTRIBUTE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// The most bytes of a name: file systems take 255, and browsers add to it where there is such a file.
const LONGEST: usize = 200;
/// The longest ending that is kept where a name is cut, in bytes.
const LONGEST_ENDING: usize = 16;

/// To be saved under this name, as far as it is one. What it is saved under says nothing else than `name` does: no path,
/// no second header, no letters that turn others around.
pub(super) fn attachment(name: &str) -> HeaderValue {
    let name = safe(name);
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let exact = utf8_percent_encode(&name, ATTRIBUTE);
    let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}");
    HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("attachment"))
}

/// The name for a file of this ending: it is added where the name has another one.
pub(super) fn with_ending(name: &str, ending: &str) -> String {
    let has = name.trim_end().rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending));
    if has { name.to_owned() } else { format!("{name}.{ending}") }
}

/// Safe between quotes, and not read as an escape by browsers that know none there (RFC 6266, appendix D).
fn is_plain(c: char) -> bool {
    (c.is_ascii_graphic() || c == ' ') && !matches!(c, '"' | '\\' | '%')
}

fn safe(name: &str) -> String {
    let shown = name.chars().filter(|c| !is_invisible(*c)).map(|c| if is_forbidden(c) { '_' } else { c });
    let shown: String = shown.collect();
    // Windows drops dots and spaces at the end; elsewhere a dot at the start hides a file.
    let trim = |text: &str| text.trim_matches(|c: char| c == '.' || c.is_whitespace()).to_owned();
    let name = trim(&shortened(&trim(&shown)));
    if name.is_empty() { "file".to_owned() } else { name }
}

/// Not in the names of files, on some system or other.
fn is_forbidden(c: char) -> bool {
    matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// Control characters, what sets the direction of text (it makes `exe.fdp` of `pdf.exe`), and what is not seen at all.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{feff}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Cut in the middle, so that the ending stays.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let ending = name.rfind('.').and_then(|dot| name.get(dot..)).filter(|end| end.len() <= LONGEST_ENDING);
    let ending = ending.unwrap_or_default();
    let stem = name.get(..name.floor_char_boundary(LONGEST - ending.len())).unwrap_or_default();
    format!("{}{ending}", stem.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(name: &str) -> String {
        attachment(name).to_str().unwrap().to_owned()
    }

    #[test]
    fn a_name_is_told_twice_for_old_and_new_browsers() {
        assert_eq!(
            header("Data sheet.pdf"),
            "attachment; filename=\"Data sheet.pdf\"; filename*=UTF-8''Data%20sheet.pdf"
        );
        assert_eq!(
            header("Größe 50%.csv"),
            "attachment; filename=\"Gr__e 50_.csv\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%2050%25.csv"
        );
    }

    #[test]
    fn hostile_names_stay_names() {
        for (name, exact) in [
            ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_%20x%3D1.pdf"),
            ("a\"; filename=\"b.exe", "a_%3B%20filename%3D_b.exe"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\windows\\x.dll", "C__windows_x.dll"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            (" .bashrc. ", "bashrc"),
            ("\u{200b}\u{0}\u{7f}", "file"),
            ("", "file"),
            ("...", "file"),
        ] {
            let header = header(name);
            assert!(header.ends_with(&format!("UTF-8''{exact}")), "{name:?}: {header}");
            assert_eq!(header.matches('"').count(), 2, "{header}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let long = header(&format!("{}.pdf", "ü".repeat(240)));
        assert!(long.ends_with("%C3%BC.pdf") && long.matches("%C3%BC").count() == 98, "{long}");
        assert!(header(&"x".repeat(240)).contains(&format!("\"{}\"", "x".repeat(LONGEST))));
        assert!(header(&format!("a.{}", "x".repeat(240))).len() < 2 * LONGEST + 60);
    }

    #[test]
    fn an_ending_is_added_once() {
        assert_eq!(with_ending("Plate drawing", "pdf"), "Plate drawing.pdf");
        assert_eq!(with_ending("Plate.PDF", "pdf"), "Plate.PDF");
        assert_eq!(with_ending("Plate.dwg", "pdf"), "Plate.dwg.pdf");
    }
}
