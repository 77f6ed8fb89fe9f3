//! glTF 2.0 as Onshape writes it: Z up, metres, one named node per part, `PTC_onshape_metadata` on each.

use super::part::Part;
use super::space::Vector;
use crate::world::id::Id;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

const ARRAY_BUFFER: u16 = 34962;
const ELEMENT_ARRAY_BUFFER: u16 = 34963;
const FLOAT: u16 = 5126;
const UNSIGNED_INT: u16 = 5125;

/// An asset: the description and its buffer.
#[derive(Debug)]
pub struct Asset {
    description: Value,
    buffer: Vec<u8>,
}

impl Asset {
    /// The asset of these parts. Without parts it is valid and empty.
    pub fn of(parts: &[Part], document: Id, element: Id) -> Self {
        let mut asset = Self { description: head(document, element), buffer: Vec::new() };
        let (mut nodes, mut meshes, mut materials) = (Vec::new(), Vec::new(), Vec::new());
        let (mut accessors, mut views) = (Vec::new(), Vec::new());
        for (number, part) in parts.iter().enumerate() {
            let positions = asset.view(&mut views, ARRAY_BUFFER, floats(&part.mesh.positions));
            let normals = asset.view(&mut views, ARRAY_BUFFER, floats(&part.mesh.normals));
            let indices: Vec<u8> =
                part.mesh.triangles.iter().flatten().flat_map(|index| index.to_le_bytes()).collect();
            let indices = asset.view(&mut views, ELEMENT_ARRAY_BUFFER, indices);
            let (low, high) = part.mesh.bounds();
            let vertices = part.mesh.positions.len();
            let first = accessors.len();
            accessors.push(
                json!({ "bufferView": positions, "componentType": FLOAT, "type": "VEC3", "count": vertices,
                "min": low.map(single), "max": high.map(single) }),
            );
            accessors.push(
                json!({ "bufferView": normals, "componentType": FLOAT, "type": "VEC3", "count": vertices }),
            );
            accessors.push(json!({ "bufferView": indices, "componentType": UNSIGNED_INT, "type": "SCALAR",
                "count": part.mesh.triangles.len() * 3 }));
            meshes.push(json!({ "name": part.name, "primitives": [{ "mode": 4, "material": number,
                "attributes": { "POSITION": first, "NORMAL": first + 1 }, "indices": first + 2 }] }));
            materials.push(material(part));
            nodes.push(json!({ "name": part.name, "mesh": number,
                "extensions": { "PTC_onshape_metadata": { "id": [part.id], "hidden": false } } }));
        }
        asset.fill(
            nodes,
            [("meshes", meshes), ("materials", materials), ("accessors", accessors), ("bufferViews", views)],
        );
        asset
    }

    /// As one JSON text, the buffer in it as a data URI.
    pub fn to_json(mut self) -> String {
        if !self.buffer.is_empty() {
            let uri = format!("data:application/octet-stream;base64,{}", STANDARD.encode(&self.buffer));
            self.set("buffers", json!([{ "byteLength": self.buffer.len(), "uri": uri }]));
        }
        self.description.to_string()
    }

    /// As GLB: a header and two chunks (glTF 2.0, "GLB File Format Specification").
    pub fn to_glb(mut self) -> Vec<u8> {
        if !self.buffer.is_empty() {
            self.set("buffers", json!([{ "byteLength": self.buffer.len() }]));
        }
        let mut text = self.description.to_string().into_bytes();
        text.resize(text.len().next_multiple_of(4), b' ');
        let mut chunks = chunk(*b"JSON", &text);
        if !self.buffer.is_empty() {
            chunks.extend(chunk(*b"BIN\0", &self.buffer));
        }
        let mut glb = b"glTF".to_vec();
        glb.extend(2_u32.to_le_bytes());
        glb.extend(length(chunks.len() + 12).to_le_bytes());
        glb.extend(chunks);
        glb
    }

    fn view(&mut self, views: &mut Vec<Value>, target: u16, bytes: Vec<u8>) -> usize {
        views.push(json!({ "buffer": 0, "byteOffset": self.buffer.len(), "byteLength": bytes.len(), "target": target }));
        self.buffer.extend(bytes);
        views.len() - 1
    }

    /// Adds the lists; glTF forbids empty ones.
    fn fill(&mut self, nodes: Vec<Value>, lists: [(&str, Vec<Value>); 4]) {
        if nodes.is_empty() {
            self.set("scenes", json!([{ "name": "Scene" }]));
            return;
        }
        self.set("scenes", json!([{ "name": "Scene", "nodes": (0..nodes.len()).collect::<Vec<_>>() }]));
        self.set("nodes", nodes.into());
        for (name, list) in lists {
            self.set(name, list.into());
        }
    }

    fn set(&mut self, name: &str, value: Value) {
        if let Some(object) = self.description.as_object_mut() {
            object.insert(name.to_owned(), value);
        }
    }
}

fn head(document: Id, element: Id) -> Value {
    json!({
        "asset": { "version": "2.0", "generator": "ONSHAPE BY PTC INC, 1.218" },
        "scene": 0,
        "extensionsUsed": ["PTC_onshape_metadata"],
        "extensions": { "PTC_onshape_metadata": { "documentId": document, "elementId": element } },
    })
}

/// glTF's colours are linear, a CAD system's are sRGB.
fn material(part: &Part) -> Value {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = part.color.map(linear);
    let name = format!("{} appearance", part.name);
    json!({ "name": name, "doubleSided": false, "pbrMetallicRoughness": {
        "baseColorFactor": [red, green, blue, 1.0], "metallicFactor": 0.1, "roughnessFactor": 0.5 } })
}

fn floats(vectors: &[Vector]) -> Vec<u8> {
    vectors.iter().flatten().flat_map(|part| single(*part).to_le_bytes()).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "glTF has no other floats")]
fn single(number: f64) -> f32 {
    number as f32
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut padded = data.to_vec();
    padded.resize(data.len().next_multiple_of(4), 0);
    let mut chunk = length(padded.len()).to_le_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(padded);
    chunk
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
