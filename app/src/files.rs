//! Uploaded files, as the screens need them.

use serde::{Deserialize, Serialize};

use crate::table::Table;

/// How a file can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    /// Pages.
    Pdf,
    /// A picture that browsers show and run nothing of.
    Image,
    /// Plain text.
    Text,
    /// Text with marks, shown with them.
    Markdown,
    /// A table.
    Csv,
    /// A model: glTF, STL or OBJ.
    Model,
    /// Not at all.
    Other,
}

impl FileKind {
    /// By what the file is called, then by what Onshape says that it is. SVG and HTML are programs as much as pictures
    /// and pages: they are for saving.
    pub fn of(name: &str, media_type: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "pdf" => Self::Pdf,
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "bmp" => Self::Image,
            "txt" | "log" | "ini" | "cfg" | "nc" | "gcode" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "csv" | "tsv" => Self::Csv,
            "gltf" | "glb" | "stl" | "obj" => Self::Model,
            _ => Self::of_media_type(media_type),
        }
    }

    fn of_media_type(media_type: &str) -> Self {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/pdf" => Self::Pdf,
            "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/bmp" => Self::Image,
            "text/plain" => Self::Text,
            "text/markdown" | "text/x-markdown" => Self::Markdown,
            "text/csv" | "text/tab-separated-values" => Self::Csv,
            "model/gltf+json" | "model/gltf-binary" | "model/stl" | "model/obj" => Self::Model,
            _ => Self::Other,
        }
    }

    /// The media type to ask for, where the file is shown as it is.
    pub fn shown_as(self, name: &str) -> &'static str {
        let ends = |ending: &str| name.to_ascii_lowercase().ends_with(ending);
        match self {
            Self::Pdf => "application/pdf",
            Self::Image if ends(".gif") => "image/gif",
            Self::Image if ends(".webp") => "image/webp",
            Self::Image if ends(".bmp") => "image/bmp",
            Self::Image if ends(".png") => "image/png",
            Self::Image => "image/jpeg",
            _ => "text/plain",
        }
    }
}

/// How large a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileLength {
    /// So many bytes.
    Exactly(u64),
    /// More than so many bytes.
    MoreThan(u64),
}

/// What is in a file of text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileText {
    /// It.
    pub content: Content,
    /// Whether there is more than is shown.
    pub cut: bool,
}

/// See [`FileText`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// As it is.
    Plain(String),
    /// Markdown as HTML, of which nothing runs and nothing is fetched.
    Html(String),
    /// Columns and rows.
    Table(Table),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_something_is_not_shown() {
        for (name, media_type, kind) in [
            ("Datasheet.pdf", "", FileKind::Pdf),
            ("PHOTO.JPG", "application/octet-stream", FileKind::Image),
            ("drawing.svg", "image/svg+xml", FileKind::Other),
            ("page.html", "text/html", FileKind::Other),
            ("README", "text/markdown; charset=utf-8", FileKind::Markdown),
            ("part.stl", "", FileKind::Model),
            ("Everything.zip", "application/zip", FileKind::Other),
            ("", "", FileKind::Other),
        ] {
            assert_eq!(FileKind::of(name, media_type), kind, "{name} {media_type}");
        }
    }
}
