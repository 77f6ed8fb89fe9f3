//! Reads what was packed, with nothing of the packer's own.

use std::io::Read;

use flate2::read::GzDecoder;
use glam::{DAffine3, DMat3, DQuat, DVec3};
use serde_json::Value;

/// A packed model, unpacked.
pub struct Decoded {
    pub json: Value,
    pub table: Value,
    bin: Vec<u8>,
}

/// One draw at one level: triangles and lines in metres, in the model's space.
#[derive(Debug, Default)]
pub struct Drawn {
    pub triangles: Vec<[DVec3; 3]>,
    pub lines: Vec<[DVec3; 2]>,
}

impl Drawn {
    pub fn volume(&self) -> f64 {
        self.triangles.iter().map(|[a, b, c]| a.dot(b.cross(*c)) / 6.0).sum()
    }

    pub fn area(&self) -> f64 {
        self.triangles.iter().map(|[a, b, c]| (b - a).cross(c - a).length() / 2.0).sum()
    }

    pub fn bounds(&self) -> (DVec3, DVec3) {
        let points = self.triangles.iter().flatten();
        points.fold((DVec3::MAX, DVec3::MIN), |(low, high), point| (low.min(*point), high.max(*point)))
    }

    pub fn line_length(&self) -> f64 {
        self.lines.iter().map(|[a, b]| a.distance(*b)).sum()
    }
}

pub fn pack(file: &[u8]) -> Decoded {
    decode(&models::pack(file, &models::Limits::default()).unwrap())
}

pub fn decode(glb: &[u8]) -> Decoded {
    assert_eq!(&glb[..4], b"glTF");
    let u32_at = |at: usize| u32::from_le_bytes(glb[at..at + 4].try_into().unwrap()) as usize;
    assert_eq!(u32_at(8), glb.len());
    let json_end = 20 + u32_at(12);
    let json: Value = serde_json::from_slice(&glb[20..json_end]).unwrap();
    let bin = glb[json_end + 8..].to_vec();
    let view = &json["bufferViews"][int(&json["extensions"]["VITRINE_model"]["table"])];
    let (from, length) = (view["byteOffset"].as_u64().unwrap_or(0) as usize, int(&view["byteLength"]));
    let mut text = String::new();
    GzDecoder::new(&bin[from..from + length]).read_to_string(&mut text).unwrap();
    Decoded { table: serde_json::from_str(&text).unwrap(), json, bin }
}

pub fn int(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap_or_else(|| panic!("not a number: {value}"))).unwrap()
}

impl Decoded {
    pub fn error(&self) -> f64 {
        self.json["extensions"]["VITRINE_model"]["error"].as_f64().unwrap()
    }

    /// Everything at the finest level.
    pub fn finest(&self) -> Drawn {
        self.level(0)
    }

    /// Everything at a level, or the coarsest there is below it.
    pub fn level(&self, level: usize) -> Drawn {
        let mut all = Drawn::default();
        for root in self.json["scenes"][0]["nodes"].as_array().unwrap() {
            let mut node = int(root);
            if level > 0
                && let Some(ids) = self.json["nodes"][node]["extensions"]["MSFT_lod"]["ids"].as_array()
            {
                node = int(&ids[(level - 1).min(ids.len() - 1)]);
            }
            self.node(&self.json["nodes"][node], &mut all);
        }
        all
    }

    fn node(&self, node: &Value, all: &mut Drawn) {
        let vec3 = |value: &Value, otherwise: f64| {
            value.as_array().map_or(DVec3::splat(otherwise), |v| {
                DVec3::new(v[0].as_f64().unwrap(), v[1].as_f64().unwrap(), v[2].as_f64().unwrap())
            })
        };
        let own = DAffine3 {
            matrix3: DMat3::from_diagonal(vec3(&node["scale"], 1.0)),
            translation: vec3(&node["translation"], 0.0),
        };
        let places = match node["extensions"]["EXT_mesh_gpu_instancing"]["attributes"].as_object() {
            None => vec![own],
            Some(attributes) => {
                let rows = |name: &str| self.floats(int(&attributes[name]));
                let (t, r, s) = (rows("TRANSLATION"), rows("ROTATION"), rows("SCALE"));
                (0..t.len())
                    .map(|n| {
                        let v = |v: &[f64]| DVec3::new(v[0], v[1], v[2]);
                        let q = DQuat::from_xyzw(r[n][0], r[n][1], r[n][2], r[n][3]);
                        own * DAffine3::from_scale_rotation_translation(v(&s[n]), q, v(&t[n]))
                    })
                    .collect()
            }
        };
        for primitive in self.json["meshes"][int(&node["mesh"])]["primitives"].as_array().unwrap() {
            let positions = self.floats(int(&primitive["attributes"]["POSITION"]));
            let indices = self.indices(int(&primitive["indices"]));
            for at in &places {
                let point = |index: u32| {
                    let p = &positions[index as usize];
                    at.transform_point3(DVec3::new(p[0], p[1], p[2]))
                };
                match primitive["mode"].as_u64() {
                    Some(4) => all.triangles.extend(indices.as_chunks::<3>().0.iter().map(|t| t.map(point))),
                    Some(1) => all.lines.extend(indices.as_chunks::<2>().0.iter().map(|l| l.map(point))),
                    other => panic!("mode {other:?}"),
                }
            }
        }
    }

    fn view(&self, accessor: &Value) -> (&Value, &[u8]) {
        let view =
            &self.json["bufferViews"][int(&accessor["bufferView"])]["extensions"]["EXT_meshopt_compression"];
        let from = int(&view["byteOffset"]);
        (view, &self.bin[from..from + int(&view["byteLength"])])
    }

    fn floats(&self, accessor: usize) -> Vec<Vec<f64>> {
        let accessor = &self.json["accessors"][accessor];
        let (view, encoded) = self.view(accessor);
        let count = int(&view["count"]);
        match (int(&view["byteStride"]), view["filter"].as_str().unwrap()) {
            (8, "NONE") => {
                let rows: Vec<[u16; 4]> = meshopt::decode_vertex_buffer(encoded, count).unwrap();
                rows.iter().map(|row| row[..3].iter().map(|c| f64::from(*c)).collect()).collect()
            }
            (12, "EXPONENTIAL") => {
                let mut rows: Vec<[u32; 3]> = meshopt::decode_vertex_buffer(encoded, count).unwrap();
                meshopt::decode_filter_exp(&mut rows);
                rows.iter().map(|row| row.iter().map(|c| f64::from(f32::from_bits(*c))).collect()).collect()
            }
            (12, "NONE") => {
                let rows: Vec<[f32; 3]> = meshopt::decode_vertex_buffer(encoded, count).unwrap();
                rows.iter().map(|row| row.iter().map(|c| f64::from(*c)).collect()).collect()
            }
            (16, "NONE") => {
                let rows: Vec<[f32; 4]> = meshopt::decode_vertex_buffer(encoded, count).unwrap();
                rows.iter().map(|row| row.iter().map(|c| f64::from(*c)).collect()).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    fn indices(&self, accessor: usize) -> Vec<u32> {
        let (view, encoded) = self.view(&self.json["accessors"][accessor]);
        let count = int(&view["count"]);
        match view["mode"].as_str().unwrap() {
            "TRIANGLES" => meshopt::decode_index_buffer(encoded, count).unwrap(),
            _ => meshopt::decode_index_sequence(encoded, count).unwrap(),
        }
    }

    /// The names of the tree, each indented by its depth.
    pub fn tree(&self) -> Vec<String> {
        let nodes = &self.table["nodes"];
        let names = nodes["names"].as_array().unwrap().iter().zip(nodes["depths"].as_array().unwrap());
        names.map(|(name, depth)| format!("{}{}", "  ".repeat(int(depth)), name.as_str().unwrap())).collect()
    }
}
