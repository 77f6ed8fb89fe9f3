//! Models as Onshape exports them: by the sandbox, which knows nothing of this crate, and by hand.

use std::{io::Write, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use onshape_sandbox::{
    models::{
        Fineness, Model,
        gltf::Asset,
        part::Part,
        scene::{Node, Scene, What},
        space::Transform,
    },
    world::id::Id,
};
use serde_json::{Value, json};
use zip::{ZipWriter, write::SimpleFileOptions};

pub fn fineness() -> Fineness {
    Fineness::NORMAL
}

/// The parts of a studio, each as a node.
pub fn studio(model: Model) -> Scene {
    Scene(
        model
            .parts(fineness())
            .into_iter()
            .map(|part| leaf(Arc::new(part), vec![], Transform::IDENTITY))
            .collect(),
    )
}

/// A part at a place, its path below `above`.
pub fn leaf(part: Arc<Part>, above: Vec<String>, at: Transform) -> Node {
    let mut path = above;
    path.push(part.id.to_string());
    Node { name: part.name.to_string(), path, transform: at, hidden: part.hidden, what: What::Part(part) }
}

fn asset(scene: &Scene) -> Asset {
    Asset::of(scene, Id::of("document", "d"), Id::of("element", "e"), false)
}

pub fn as_json(scene: &Scene) -> Vec<u8> {
    asset(scene).to_json().into_bytes()
}

pub fn as_glb(scene: &Scene) -> Vec<u8> {
    asset(scene).to_glb()
}

/// A ZIP archive with the description and its buffer side by side, below a folder.
pub fn as_zip(scene: &Scene) -> Vec<u8> {
    let (text, buffer) = asset(scene).to_files("the%20buffer.bin");
    zip(&[
        ("out/readme.txt", b"hello"),
        ("out/model.gltf", text.as_bytes()),
        ("out/the buffer.bin", &buffer.unwrap()),
    ])
}

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Triangles in metres as glTF JSON, without indices and normals, as a program that knows little would write it.
pub fn soup(triangles: &[[[f32; 3]; 3]]) -> Value {
    let bytes: Vec<u8> = triangles.iter().flatten().flatten().flat_map(|f| f.to_le_bytes()).collect();
    json!({
        "asset": { "version": "2.0" },
        "buffers": [{ "byteLength": bytes.len(), "uri": data_uri(&bytes) }],
        "bufferViews": [{ "buffer": 0, "byteLength": bytes.len() }],
        "accessors": [{ "bufferView": 0, "componentType": 5126, "count": triangles.len() * 3, "type": "VEC3" }],
        "meshes": [{ "primitives": [{ "attributes": { "POSITION": 0 } }] }],
        "nodes": [{ "mesh": 0, "name": "Part 1" }],
        "scenes": [{ "nodes": [0] }],
    })
}

pub fn data_uri(bytes: &[u8]) -> String {
    format!("data:application/octet-stream;base64,{}", STANDARD.encode(bytes))
}

/// A box of these edge lengths, in metres, with a corner at the origin.
pub fn block(x: f32, y: f32, z: f32) -> Vec<[[f32; 3]; 3]> {
    let quad = |a: [f32; 3], b: [f32; 3], c: [f32; 3], d: [f32; 3]| [[a, b, c], [a, c, d]];
    [
        quad([0., 0., 0.], [0., y, 0.], [x, y, 0.], [x, 0., 0.]),
        quad([0., 0., z], [x, 0., z], [x, y, z], [0., y, z]),
        quad([0., 0., 0.], [x, 0., 0.], [x, 0., z], [0., 0., z]),
        quad([0., y, 0.], [0., y, z], [x, y, z], [x, y, 0.]),
        quad([0., 0., 0.], [0., 0., z], [0., y, z], [0., y, 0.]),
        quad([x, 0., 0.], [x, y, 0.], [x, y, z], [x, 0., z]),
    ]
    .concat()
}

pub fn bytes(gltf: &Value) -> Vec<u8> {
    serde_json::to_vec(gltf).unwrap()
}
