//! The formats that Onshape's translators know, and what can become of what.

use crate::export::format::Format;
use crate::switches::GltfFile;
use crate::world::blob::Blob;
use crate::world::element::Content;

/// A format by its name in requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Translator {
    /// `formatName`
    pub name: &'static str,
    /// Media type.
    pub content_type: &'static str,
    /// With dots.
    pub extensions: &'static [&'static str],
    /// Files of it can be imported.
    pub source: bool,
    /// What can be exported to it.
    pub from: &'static [Kind],
    /// It can hold assemblies.
    pub assembly: bool,
}

/// What is translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A part studio.
    Studio,
    /// An assembly.
    Assembly,
    /// A drawing.
    Drawing,
    /// An uploaded file.
    Blob,
}

const MODEL: &[Kind] = &[Kind::Studio, Kind::Assembly];
const ASSEMBLY: &[Kind] = &[Kind::Assembly];
const DRAWING: &[Kind] = &[Kind::Drawing];
const FLAT: &[Kind] = &[Kind::Drawing, Kind::Studio];
const NONE: &[Kind] = &[];
const BINARY: &str = "application/octet-stream";

type Row = (&'static str, &'static str, &'static [&'static str], bool, &'static [Kind], bool);

/// Name, media type, extensions, whether files of it can be imported, what can become it, whether it holds assemblies.
const ROWS: [Row; 23] = [
    ("ACIS", BINARY, &[".sat", ".sab"], true, MODEL, true),
    ("CATIA", BINARY, &[".catpart", ".catproduct"], true, NONE, true),
    ("COLLADA", "model/vnd.collada+xml", &[".dae"], false, MODEL, true),
    ("DWG", "image/vnd.dwg", &[".dwg"], true, FLAT, false),
    ("DWT", "image/vnd.dwg", &[".dwt"], true, DRAWING, false),
    ("DXF", "image/vnd.dxf", &[".dxf"], true, FLAT, false),
    ("GLTF", "model/gltf+json", &[".gltf", ".glb"], true, MODEL, true),
    ("IGES", "model/iges", &[".igs", ".iges"], true, MODEL, false),
    ("INVENTOR", BINARY, &[".ipt", ".iam"], true, NONE, true),
    ("JPEG", "image/jpeg", &[".jpg", ".jpeg"], false, DRAWING, false),
    ("JT", BINARY, &[".jt"], true, MODEL, true),
    ("OBJ", "model/obj", &[".obj"], true, MODEL, false),
    ("PARASOLID", BINARY, &[".x_t", ".x_b", ".xmt_txt"], true, MODEL, true),
    ("PDF", "application/pdf", &[".pdf"], false, DRAWING, false),
    ("PNG", "image/png", &[".png"], false, DRAWING, false),
    ("PVZ", BINARY, &[".pvz"], false, MODEL, true),
    ("RHINO", BINARY, &[".3dm"], true, MODEL, false),
    ("SOLIDWORKS", BINARY, &[".sldprt", ".sldasm"], true, MODEL, true),
    ("STEP", "model/step", &[".step", ".stp"], true, MODEL, true),
    ("STL", "model/stl", &[".stl"], true, MODEL, false),
    ("SVG", "image/svg+xml", &[".svg"], false, DRAWING, false),
    ("3MF", "model/3mf", &[".3mf"], false, MODEL, false),
    ("URDF", "application/xml", &[".urdf"], false, ASSEMBLY, true),
];

impl Translator {
    /// Every one.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.into_iter().map(|(name, content_type, extensions, source, from, assembly)| Self {
            name,
            content_type,
            extensions,
            source,
            from,
            assembly,
        })
    }

    /// The one of this name, in either case.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|translator| translator.name.eq_ignore_ascii_case(name))
    }

    /// Those that a tab can be exported to; an uploaded file to what it is.
    pub fn of(content: &Content) -> Vec<Self> {
        let kind = Kind::of(content);
        let fits = |translator: &Self| match content {
            Content::Blob(blob) => translator.is_format_of(blob),
            _ => kind.is_some_and(|kind| translator.from.contains(&kind)),
        };
        Self::all().filter(fits).collect()
    }

    /// The file that the sandbox can write; nothing for formats that take a CAD kernel.
    pub fn product(&self, gltf: GltfFile, text_stl: bool) -> Option<Format> {
        match self.name {
            "GLTF" => Some(Format::of_translation(gltf)),
            "STL" if text_stl => Some(Format::TextStl),
            "STL" => Some(Format::BinaryStl),
            "OBJ" => Some(Format::Obj),
            "PDF" => Some(Format::Pdf),
            "PNG" => Some(Format::Png),
            _ => None,
        }
    }

    /// Whether it holds nothing but triangles.
    pub fn is_mesh(&self) -> bool {
        matches!(self.name, "GLTF" | "STL" | "OBJ" | "3MF" | "COLLADA" | "PVZ")
    }

    fn is_format_of(&self, blob: &Blob) -> bool {
        let media_type = blob.media_type();
        let glb = self.name == "GLTF" && media_type == "model/gltf-binary";
        glb || (self.content_type == media_type && media_type != BINARY)
    }
}

impl Kind {
    /// What kind of tab it is, if one that can be translated.
    pub fn of(content: &Content) -> Option<Self> {
        match content {
            Content::Assembly(_) => Some(Self::Assembly),
            Content::Drawing(_) => Some(Self::Drawing),
            Content::Blob(_) => Some(Self::Blob),
            studio if studio.is_studio() => Some(Self::Studio),
            _ => None,
        }
    }

    /// In sentences.
    pub fn name(self) -> &'static str {
        match self {
            Self::Studio => "a part studio",
            Self::Assembly => "an assembly",
            Self::Drawing => "a drawing",
            Self::Blob => "a blob element",
        }
    }
}
