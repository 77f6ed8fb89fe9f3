//! What comes from outside must not bring the server down, whatever it is.

use std::fmt::Write;

use base64::{Engine, engine::general_purpose::STANDARD};
use bolero::check;

use crate::{Form, Limits, ModelError, pack, pack_as};

const SMALL: Limits = Limits { bytes: 1 << 20, triangles: 10_000, nodes: 1_000, depth: 20 };

#[test]
fn fuzz_bytes() {
    check!().for_each(|file: &[u8]| {
        let _ = pack(file, &SMALL);
    });
}

#[test]
fn fuzz_binary_container() {
    check!().for_each(|rest: &[u8]| {
        let mut file = b"glTF\x02\0\0\0".to_vec();
        file.extend_from_slice(rest);
        let _ = pack(&file, &SMALL);
    });
}

#[test]
fn fuzz_archive() {
    check!().for_each(|rest: &[u8]| {
        let mut file = b"PK\x03\x04".to_vec();
        file.extend_from_slice(rest);
        let _ = pack(&file, &SMALL);
    });
}

/// Of files without a magic number the name says what they are.
#[test]
fn fuzz_uploaded() {
    check!().for_each(|file: &[u8]| {
        for said in [Form::Stl, Form::Obj] {
            let _ = pack_as(file, said, &SMALL);
        }
    });
}

#[test]
fn fuzz_stl() {
    check!().with_type::<(Vec<[[f32; 3]; 3]>, [u8; 2])>().for_each(|(triangles, tail)| {
        let mut file = vec![b' '; 80];
        file.extend(u32::try_from(triangles.len()).unwrap_or(u32::MAX).to_le_bytes());
        for triangle in triangles {
            file.extend([0; 12]);
            file.extend(triangle.as_flattened().iter().flat_map(|c| c.to_le_bytes()));
            file.extend(tail);
        }
        accepted(&file);
    });
}

#[test]
fn fuzz_obj() {
    check!().with_type::<Vec<(u8, [i8; 4], [f32; 3])>>().for_each(|lines| {
        let mut file = String::from("v 0 0 0\nv 1 0 0\nv 0 1 0\n");
        for (kind, [a, b, c, d], [x, y, z]) in lines {
            let _ = match kind % 5 {
                0 | 1 => writeln!(file, "v {x} {y} {z}"),
                2 => writeln!(file, "f {a} {b}/{c} {c}//{d} {d}"),
                3 => writeln!(file, "g {a}"),
                _ => writeln!(file, "f 1 2 \\\n3 {a}\no {z}"),
            };
        }
        accepted(file.as_bytes());
    });
}

/// What is told in the right form becomes a model, or is refused for a reason.
fn accepted(file: &[u8]) {
    match pack(file, &SMALL) {
        Ok(glb) => assert!(glb.starts_with(b"glTF")),
        Err(ModelError::Empty | ModelError::Broken(_) | ModelError::TooMuch { .. }) => {}
        Err(error) => panic!("{error}"),
    }
}

/// Any triangles at all, told rightly: those that can be shown become a model.
#[test]
fn fuzz_geometry() {
    check!().with_type::<(Vec<[f32; 3]>, Vec<[f32; 3]>, Vec<u8>, [f64; 16])>().for_each(
        |(positions, normals, indices, matrix)| {
            let mut buffer: Vec<u8> = positions.iter().flatten().flat_map(|c| c.to_le_bytes()).collect();
            let normals_at = buffer.len();
            buffer.extend(normals.iter().flatten().flat_map(|c| c.to_le_bytes()));
            let indices_at = buffer.len();
            buffer.extend_from_slice(indices);
            // A number that is none cannot be written in JSON.
            let matrix: Vec<f64> = matrix.iter().map(|c| if c.is_finite() { *c } else { 1.0 }).collect();
            let json = serde_json::json!({
                "asset": { "version": "2.0" },
                "buffers": [{ "byteLength": buffer.len(), "uri": format!("data:;base64,{}", STANDARD.encode(&buffer)) }],
                "bufferViews": [
                    { "buffer": 0, "byteLength": normals_at },
                    { "buffer": 0, "byteOffset": normals_at, "byteLength": indices_at - normals_at },
                    { "buffer": 0, "byteOffset": indices_at, "byteLength": indices.len() },
                ],
                "accessors": [
                    { "bufferView": 0, "componentType": 5126, "count": positions.len(), "type": "VEC3" },
                    { "bufferView": 1, "componentType": 5126, "count": normals.len(), "type": "VEC3" },
                    { "bufferView": 2, "componentType": 5121, "count": indices.len(), "type": "SCALAR" },
                ],
                "meshes": [{ "primitives": [{ "attributes": { "POSITION": 0, "NORMAL": 1 }, "indices": 2 }] }],
                "nodes": [{ "mesh": 0 }, { "mesh": 0, "matrix": matrix }, { "mesh": 0, "scale": [1, -2, 3] }],
                "scenes": [{ "nodes": [0, 1, 2] }],
            });
            let file = serde_json::to_vec(&json).unwrap_or_default();
            accepted(&file);
        },
    );
}
