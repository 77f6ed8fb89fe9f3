//! glTF 2.0 as Onshape writes it: Z up, metres, one named node per part or instance, `PTC_onshape_metadata` on each.

use super::part::{Body, Part};
use super::scene::{Node, Scene, What};
use super::space::{Transform, Vector};
use crate::world::id::Id;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;

const ARRAY_BUFFER: u16 = 34962;
const ELEMENT_ARRAY_BUFFER: u16 = 34963;
const FLOAT: u16 = 5126;
const UNSIGNED_INT: u16 = 5125;
const TRIANGLES: u8 = 4;
const LINE_STRIP: u8 = 3;

/// An asset: the description and its buffer.
#[derive(Debug, Default)]
pub struct Asset {
    nodes: Vec<Value>,
    meshes: Vec<Value>,
    materials: Vec<Value>,
    accessors: Vec<Value>,
    views: Vec<Value>,
    buffer: Vec<u8>,
    roots: Vec<usize>,
    head: Value,
    /// Parts that have a mesh already, by where they are in memory.
    known: HashMap<*const Part, Option<usize>>,
}

impl Asset {
    /// The asset of a scene. Without parts it is valid and empty. Hidden nodes are there and marked.
    pub fn of(scene: &Scene, document: Id, element: Id, y_up: bool) -> Self {
        let mut asset = Self { head: head(document, element), ..Self::default() };
        let roots: Vec<_> = scene.0.iter().map(|node| asset.node(node)).collect();
        asset.roots = if y_up && !roots.is_empty() {
            let turn = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0];
            asset.nodes.push(json!({ "name": "Y up", "children": roots, "matrix": turn }));
            vec![asset.nodes.len() - 1]
        } else {
            roots
        };
        asset
    }

    /// As one JSON text, the buffer in it as a data URI.
    pub fn to_json(&self) -> String {
        let uri = format!("data:application/octet-stream;base64,{}", STANDARD.encode(&self.buffer));
        self.description(Some(&uri)).to_string()
    }

    /// As GLB: a header and two chunks (glTF 2.0, "GLB File Format Specification").
    pub fn to_glb(&self) -> Vec<u8> {
        let mut text = self.description(None).to_string().into_bytes();
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

    /// As the description and, unless it is empty, the buffer, which the description knows by this address.
    pub fn to_files(&self, buffer: &str) -> (String, Option<Vec<u8>>) {
        let text = self.description(Some(buffer)).to_string();
        (text, (!self.buffer.is_empty()).then(|| self.buffer.clone()))
    }

    /// The same without `PTC_onshape_metadata`.
    #[must_use]
    pub fn without_ids(mut self) -> Self {
        for value in self.nodes.iter_mut().chain([&mut self.head]).filter_map(Value::as_object_mut) {
            value.remove("extensions");
            value.remove("extensionsUsed");
        }
        self
    }

    /// glTF forbids empty lists.
    fn description(&self, uri: Option<&str>) -> Value {
        let mut whole = self.head.clone();
        let Some(object) = whole.as_object_mut() else { return whole };
        let mut root = json!({ "name": "Scene" });
        if let (Some(root), false) = (root.as_object_mut(), self.roots.is_empty()) {
            root.insert("nodes".to_owned(), json!(self.roots));
        }
        object.insert("scenes".to_owned(), json!([root]));
        let lists = [
            ("nodes", &self.nodes),
            ("meshes", &self.meshes),
            ("materials", &self.materials),
            ("accessors", &self.accessors),
            ("bufferViews", &self.views),
        ];
        for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            object.insert(name.to_owned(), json!(list));
        }
        if !self.buffer.is_empty() {
            let mut buffer = json!({ "byteLength": self.buffer.len() });
            if let (Some(buffer), Some(uri)) = (buffer.as_object_mut(), uri) {
                buffer.insert("uri".to_owned(), json!(uri));
            }
            object.insert("buffers".to_owned(), json!([buffer]));
        }
        whole
    }

    fn node(&mut self, node: &Node) -> usize {
        let mut made = json!({ "name": node.name,
            "extensions": { "PTC_onshape_metadata": { "id": node.path, "hidden": node.hidden } } });
        let content = match &node.what {
            What::Part(part) => self.mesh(part).map(|mesh| ("mesh", json!(mesh))),
            What::Group(nodes) => {
                let children: Vec<_> = nodes.iter().map(|child| self.node(child)).collect();
                (!children.is_empty()).then(|| ("children", json!(children)))
            }
        };
        if let Some(made) = made.as_object_mut() {
            made.extend(content.map(|(name, value)| (name.to_owned(), value)));
            if node.transform != Transform::IDENTITY {
                made.insert("matrix".to_owned(), json!(node.transform.columns()));
            }
        }
        self.nodes.push(made);
        self.nodes.len() - 1
    }

    /// The mesh of a part, made once; nothing for a part that has neither surface nor curves.
    fn mesh(&mut self, part: &Arc<Part>) -> Option<usize> {
        let key = Arc::as_ptr(part);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let material = self.materials.len();
        let primitives = if part.body == Body::Wire {
            let curves = part.mesh.edges.iter().filter(|curve| curve.len() > 1);
            curves
                .map(|curve| {
                    let positions = self.vectors(curve, true);
                    json!({ "mode": LINE_STRIP, "material": material, "attributes": { "POSITION": positions } })
                })
                .collect()
        } else {
            self.surface(part, material)
        };
        let made = (!primitives.is_empty()).then_some(self.meshes.len());
        if made.is_some() {
            self.meshes.push(json!({ "name": part.name, "primitives": primitives }));
            self.materials.push(material_of(part));
        }
        self.known.insert(key, made);
        made
    }

    fn surface(&mut self, part: &Part, material: usize) -> Vec<Value> {
        let mesh = &part.mesh;
        if mesh.triangles.is_empty() {
            return Vec::new();
        }
        let (positions, normals) = (self.vectors(&mesh.positions, true), self.vectors(&mesh.normals, false));
        let bytes: Vec<u8> = mesh.triangles.iter().flatten().flat_map(|index| index.to_le_bytes()).collect();
        let view = self.view(ELEMENT_ARRAY_BUFFER, &bytes);
        self.accessors.push(json!({ "bufferView": view, "componentType": UNSIGNED_INT, "type": "SCALAR",
            "count": mesh.triangles.len() * 3 }));
        vec![json!({ "mode": TRIANGLES, "material": material, "indices": self.accessors.len() - 1,
            "attributes": { "POSITION": positions, "NORMAL": normals } })]
    }

    fn vectors(&mut self, vectors: &[Vector], bounds: bool) -> usize {
        let bytes: Vec<u8> = vectors.iter().flatten().flat_map(|part| single(*part).to_le_bytes()).collect();
        let view = self.view(ARRAY_BUFFER, &bytes);
        let mut accessor =
            json!({ "bufferView": view, "componentType": FLOAT, "type": "VEC3", "count": vectors.len() });
        if let (true, Some(accessor)) = (bounds, accessor.as_object_mut()) {
            let (low, high) = super::mesh::bounds(vectors);
            accessor.insert("min".to_owned(), json!(low.map(single)));
            accessor.insert("max".to_owned(), json!(high.map(single)));
        }
        self.accessors.push(accessor);
        self.accessors.len() - 1
    }

    fn view(&mut self, target: u16, bytes: &[u8]) -> usize {
        self.views.push(json!({ "buffer": 0, "byteOffset": self.buffer.len(), "byteLength": bytes.len(), "target": target }));
        self.buffer.extend(bytes);
        self.views.len() - 1
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
fn material_of(part: &Part) -> Value {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = part.color.map(linear);
    let opacity = f64::from(part.opacity) / 255.0;
    let mode = if part.opacity < 255 { "BLEND" } else { "OPAQUE" };
    json!({ "name": format!("{} appearance", part.name), "doubleSided": part.body == Body::Sheet, "alphaMode": mode,
        "pbrMetallicRoughness": {
            "baseColorFactor": [red, green, blue, opacity], "metallicFactor": 0.1, "roughnessFactor": 0.5 } })
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
