//! ZIPs of exported files.

use std::collections::HashSet;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A file in a ZIP.
#[derive(Debug)]
pub struct Entry {
    /// Its name, without extension.
    pub name: String,
    /// Without the dot.
    pub extension: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A name that file systems take: what separates folders or means something to Windows becomes `_`.
pub fn safe(name: &str) -> String {
    let forbidden = |letter: char| letter.is_control() || "/\\:*?\"<>|".contains(letter);
    let name: String = name.chars().map(|letter| if forbidden(letter) { '_' } else { letter }).collect();
    let name = name.trim().trim_end_matches('.');
    if name.is_empty() { "export".to_owned() } else { name.to_owned() }
}

/// Names of which none is there twice: the second gets a number.
pub fn told_apart<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    let once = |name: &str| {
        let name = safe(name);
        let mut numbered = name.clone();
        let mut number = 1;
        while !taken.insert(numbered.to_lowercase()) {
            number += 1;
            numbered = format!("{name} ({number})");
        }
        numbered
    };
    names.map(once).collect()
}

/// A ZIP, the same for the same entries.
pub fn zip(entries: &[Entry]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for Entry { name, extension, bytes } in entries {
        archive.start_file(format!("{name}.{extension}"), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
