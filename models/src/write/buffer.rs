//! The binary chunk: buffer views, each compressed by itself (`EXT_meshopt_compression`).

use glam::IVec3;
use serde_json::{Value, json};

use crate::{
    ModelError,
    geometry::{Grid, Vertex},
};

const EXTENSION: &str = "EXT_meshopt_compression";
const ARRAY_BUFFER: u32 = 34962;
const ELEMENT_ARRAY_BUFFER: u32 = 34963;
/// What the extension wants; the encoder would write 1.
const VERTEX_VERSION: i32 = 0;
const LEVEL: i32 = 2;
const UNENCODABLE: ModelError = ModelError::Broken("numbers that cannot be encoded");

/// Views and their bytes, in the order in which they are pushed.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    pub bytes: Vec<u8>,
    pub views: Vec<Value>,
    /// Length of a buffer with everything unpacked, which nobody has to make.
    pub unpacked: usize,
}

/// How rows of a view are stored.
#[derive(Clone, Copy)]
pub(super) enum Filter {
    None,
    Octahedral,
    Exponential,
}

impl Filter {
    fn name(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::Octahedral => "OCTAHEDRAL",
            Self::Exponential => "EXPONENTIAL",
        }
    }
}

impl Buffer {
    /// A view of bytes as they are.
    pub(super) fn plain(&mut self, bytes: &[u8]) -> usize {
        let offset = self.push(bytes);
        self.view(json!({ "buffer": 0, "byteOffset": offset, "byteLength": bytes.len() }))
    }

    /// Positions as the grid has them.
    pub(super) fn positions(&mut self, vertices: &[Vertex], grid: &Grid) -> Result<usize, ModelError> {
        if grid.short {
            let short = |c: i32| u16::try_from(c).unwrap_or(u16::MAX);
            let rows: Vec<[u16; 4]> = vertices
                .iter()
                .map(|vertex| {
                    let [x, y, z] = vertex.place.map(short);
                    [x, y, z, 0]
                })
                .collect();
            return self.attributes(&rows, Filter::None);
        }
        // Twenty-four bits of number, eight of exponent: the step is a power of two.
        #[expect(clippy::cast_possible_truncation, reason = "between -30 and 10")]
        let exponent = (grid.step.log2().round() as i32).to_le_bytes()[0];
        let coded = |c: i32| {
            u32::from_le_bytes({
                let [a, b, d, _] = c.to_le_bytes();
                [a, b, d, exponent]
            })
        };
        let rows: Vec<[u32; 3]> = vertices.iter().map(|vertex| vertex.place.map(coded)).collect();
        self.attributes(&rows, Filter::Exponential)
    }

    pub(super) fn normals(&mut self, vertices: &[Vertex]) -> Result<usize, ModelError> {
        let rows: Vec<[i8; 4]> = vertices.iter().map(|vertex| vertex.normal).collect();
        self.attributes(&rows, Filter::Octahedral)
    }

    pub(super) fn attributes<T>(&mut self, rows: &[T], filter: Filter) -> Result<usize, ModelError> {
        let encoded = meshopt::encode_vertex_buffer_level(rows, LEVEL, Some(VERTEX_VERSION))
            .map_err(|_| UNENCODABLE)?;
        Ok(self.compressed(&encoded, rows.len(), size_of::<T>(), "ATTRIBUTES", filter))
    }

    pub(super) fn triangles(&mut self, triangles: &[u32], vertices: usize) -> Result<usize, ModelError> {
        let encoded = meshopt::encode_index_buffer(triangles, vertices).map_err(|_| UNENCODABLE)?;
        Ok(self.compressed(&encoded, triangles.len(), index_width(vertices), "TRIANGLES", Filter::None))
    }

    pub(super) fn lines(&mut self, lines: &[u32], vertices: usize) -> Result<usize, ModelError> {
        let encoded = meshopt::encode_index_sequence(lines, vertices).map_err(|_| UNENCODABLE)?;
        Ok(self.compressed(&encoded, lines.len(), index_width(vertices), "INDICES", Filter::None))
    }

    fn compressed(&mut self, bytes: &[u8], count: usize, stride: usize, mode: &str, filter: Filter) -> usize {
        let offset = self.push(bytes);
        let unpacked = self.unpacked;
        self.unpacked = (unpacked + count * stride).next_multiple_of(4);
        let mut view = json!({
            "buffer": 1, "byteOffset": unpacked, "byteLength": count * stride,
            "target": if mode == "ATTRIBUTES" { ARRAY_BUFFER } else { ELEMENT_ARRAY_BUFFER },
            "extensions": { EXTENSION: {
                "buffer": 0, "byteOffset": offset, "byteLength": bytes.len(),
                "byteStride": stride, "count": count, "mode": mode, "filter": filter.name(),
            } },
        });
        if let Some(view) = view.as_object_mut().filter(|_| mode == "ATTRIBUTES") {
            view.insert("byteStride".into(), json!(stride));
        }
        self.view(view)
    }

    fn push(&mut self, bytes: &[u8]) -> usize {
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
        let offset = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        offset
    }

    fn view(&mut self, view: Value) -> usize {
        self.views.push(view);
        self.views.len() - 1
    }
}

/// The bytes of an index into so many vertices.
pub(super) fn index_width(vertices: usize) -> usize {
    if u16::try_from(vertices).is_ok() { 2 } else { 4 }
}

/// The bounds that glTF wants of positions (3.6.2.5), as they are stored.
pub(super) fn bounds(vertices: &[Vertex], grid: &Grid) -> [Value; 2] {
    let places = vertices.iter().map(|vertex| IVec3::from_array(vertex.place));
    let (low, high) =
        places.fold((IVec3::MAX, IVec3::MIN), |(low, high), place| (low.min(place), high.max(place)));
    [low, high].map(
        |corner| {
            if grid.short { json!(corner.to_array()) } else { json!(grid.metres(corner).to_array()) }
        },
    )
}
