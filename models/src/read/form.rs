//! Which form of a model a file has.

use super::{container, file, obj, stl};

/// A family of files that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// glTF 2.0 as JSON, as GLB, or a ZIP archive of either. Metres.
    Gltf,
    /// STL, binary or ASCII. It has no unit: millimetres are assumed.
    Stl,
    /// Wavefront OBJ. It has no unit: millimetres are assumed.
    Obj,
}

impl Form {
    /// What the ending of a file's name promises.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.trim_end().to_ascii_lowercase().as_str() {
            "gltf" | "glb" => Some(Self::Gltf),
            "stl" => Some(Self::Stl),
            "obj" => Some(Self::Obj),
            _ => None,
        }
    }

    /// What the content tells. STL and OBJ have no magic number: what they must contain is looked for.
    pub(super) fn of_content(content: &[u8]) -> Option<Self> {
        let text = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content).trim_ascii_start();
        if content.starts_with(file::ZIP) || container::is_glb(content) || text.starts_with(b"{") {
            Some(Self::Gltf)
        } else if stl::is_stl(content) {
            Some(Self::Stl)
        } else if obj::is_obj(text) {
            Some(Self::Obj)
        } else {
            None
        }
    }
}
