//! The file: glTF 2.0 that any reader with its extensions shows, with the coarsest levels first.

use serde_json::{Map, Value, json};

use super::{
    batch::{self, Built, BuiltLevel},
    buffer::{Buffer, Filter, bounds, index_width},
    instances::{self, Places},
    plan::{Draw, plan},
    table::{self, Table},
};
use crate::{
    ModelError,
    geometry::Grid,
    read::{Appearance, Scene, container},
};

const FLOAT: u32 = 5126;
const BYTE: u32 = 5120;
const UNSIGNED_SHORT: u32 = 5123;
const UNSIGNED_INT: u32 = 5125;
const LINES: u32 = 1;
const TRIANGLES: u32 = 4;

/// One GLB of a scene, which is used up.
pub(crate) fn write(mut scene: Scene) -> Result<Vec<u8>, ModelError> {
    let draws = plan(&mut scene);
    let mut writer = Writer::new(Table::of(&scene), &scene.appearances);
    let mut built = Vec::new();
    for draw in draws {
        match draw {
            Draw::Batch(uses) => built.extend(batch::build(uses).map(|built| (built, None))),
            Draw::Instances(uses) => {
                built.extend(instances::build(uses).map(|(built, places)| (built, Some(places))));
            }
        }
    }
    if built.is_empty() {
        return Err(ModelError::Empty);
    }
    // What fills most of the screen comes first.
    built.sort_by(|(a, _), (b, _)| size(b).total_cmp(&size(a)));
    let mut meshes = writer.heads(&mut built)?;
    let most = built.iter().map(|(built, _)| built.levels.len()).max().unwrap_or_default();
    for level in (0..most).rev() {
        for ((built, places), meshes) in built.iter_mut().zip(&mut meshes) {
            let Some(content) = built.levels.get_mut(level).map(std::mem::take) else { continue };
            meshes.push(writer.mesh(&content, built, places.is_some())?);
        }
    }
    writer.finish(&built, &meshes)
}

/// How far a draw's largest piece reaches, in metres.
fn size(built: &Built) -> f64 {
    built.pieces.iter().map(|(_, facts)| (facts.high - facts.low).length()).fold(0.0, f64::max)
}

#[derive(Default)]
struct Writer {
    buffer: Buffer,
    accessors: Vec<Value>,
    materials: Vec<Value>,
    meshes: Vec<Value>,
    nodes: Vec<Value>,
    roots: Vec<usize>,
    instances: Vec<Option<Value>>,
    table: Option<Table>,
    colors: Vec<[u16; 4]>,
}

impl Writer {
    fn new(table: Table, appearances: &[Appearance]) -> Self {
        let mut materials: Vec<_> = appearances.iter().map(material).collect();
        // For batches, whose vertices have colours: opaque, and not.
        let white = Appearance { color: [1.0; 4], metallic: 0.1, roughness: 0.5, double_sided: true };
        materials.push(material(&white));
        materials.push(material(&Appearance { color: [1.0, 1.0, 1.0, 0.999], ..white }));
        let colors = appearances.iter().map(|appearance| appearance.color.map(unit)).collect();
        Self { materials, table: Some(table), colors, ..Self::default() }
    }

    /// What a viewer needs before any geometry: the table, and where instances are.
    fn heads(&mut self, built: &mut [(Built, Option<Places>)]) -> Result<Vec<Vec<usize>>, ModelError> {
        let mut table = self.table.take().ok_or(ModelError::Broken("a table written twice"))?;
        let mut mesh = built.iter().map(|(built, _)| built.levels.len()).sum::<usize>();
        table.draws = built.iter().map(|(built, places)| table::Draw::of(built, places.is_some())).collect();
        // Meshes are numbered as they will be written: coarse levels first.
        let most = built.iter().map(|(built, _)| built.levels.len()).max().unwrap_or_default();
        for level in 0..most {
            for ((built, _), draw) in built.iter().zip(&mut table.draws).rev() {
                let Some(content) = built.levels.get(level) else { continue };
                mesh -= 1;
                let shares = if content.shares.len() > 1 { content.shares.clone() } else { Vec::new() };
                draw.levels.push(table::Level { mesh, error: rounded_up(content.error), shares });
            }
        }
        self.buffer.plain(&table.packed()?);
        for (_, places) in built.iter_mut() {
            let instancing = match places {
                Some(places) => Some(self.places(places)?),
                None => None,
            };
            self.instances.push(instancing);
        }
        Ok(vec![Vec::new(); built.len()])
    }

    fn places(&mut self, places: &Places) -> Result<Value, ModelError> {
        let count = places.translations.len();
        let views = [
            ("TRANSLATION", self.buffer.attributes(&places.translations, Filter::None)?, "VEC3"),
            ("ROTATION", self.buffer.attributes(&places.rotations, Filter::None)?, "VEC4"),
            ("SCALE", self.buffer.attributes(&places.scales, Filter::None)?, "VEC3"),
        ];
        let attributes = views.map(|(name, view, shape)| {
            let accessor = self.accessor(
                json!({ "bufferView": view, "componentType": FLOAT, "count": count, "type": shape }),
            );
            (name.to_owned(), json!(accessor))
        });
        Ok(json!({ "EXT_mesh_gpu_instancing": { "attributes": Map::from_iter(attributes) } }))
    }

    /// A mesh of triangles and lines over the same vertices.
    fn mesh(&mut self, level: &BuiltLevel, built: &Built, instanced: bool) -> Result<usize, ModelError> {
        let (vertices, grid) = (&level.vertices, &built.grid);
        let count = vertices.len();
        let [low, high] = bounds(vertices, grid);
        let view = self.buffer.positions(vertices, grid)?;
        let kind = if grid.short { UNSIGNED_SHORT } else { FLOAT };
        let position = self.accessor(json!({ "bufferView": view, "componentType": kind, "count": count,
            "type": "VEC3", "min": low, "max": high }));
        let view = self.buffer.normals(vertices)?;
        let normal = self.accessor(json!({ "bufferView": view, "componentType": BYTE, "normalized": true,
            "count": count, "type": "VEC3" }));
        let mut attributes =
            Map::from_iter([("POSITION".into(), json!(position)), ("NORMAL".into(), json!(normal))]);
        let appearance = |piece: usize| built.pieces.get(piece).map_or(0, |(used, _)| used.appearance);
        let mixed = !instanced && (1..built.pieces.len()).any(|piece| appearance(piece) != appearance(0));
        let mut material = appearance(0);
        if mixed {
            let color = |piece| self.colors.get(appearance(piece)).copied().unwrap_or([u16::MAX; 4]);
            let shares = level.shares.iter().enumerate();
            let rows: Vec<_> =
                shares.flat_map(|(piece, share)| std::iter::repeat_n(color(piece), share[0])).collect();
            material = self.colors.len() + usize::from(rows.iter().any(|row| row[3] < u16::MAX));
            let view = self.buffer.attributes(&rows, Filter::None)?;
            let color = self
                .accessor(json!({ "bufferView": view, "componentType": UNSIGNED_SHORT, "normalized": true,
                "count": count, "type": "VEC4" }));
            attributes.insert("COLOR_0".into(), json!(color));
        }
        let view = self.buffer.triangles(&level.triangles, count)?;
        let indices = self.indices(view, level.triangles.len(), count);
        let mut primitives = vec![
            json!({ "attributes": attributes, "indices": indices, "material": material, "mode": TRIANGLES }),
        ];
        if !level.lines.is_empty() {
            let view = self.buffer.lines(&level.lines, count)?;
            let indices = self.indices(view, level.lines.len(), count);
            primitives
                .push(json!({ "attributes": { "POSITION": position }, "indices": indices, "mode": LINES }));
        }
        self.meshes.push(json!({ "primitives": primitives }));
        Ok(self.meshes.len() - 1)
    }

    fn indices(&mut self, view: usize, count: usize, vertices: usize) -> usize {
        let kind = if index_width(vertices) == 2 { UNSIGNED_SHORT } else { UNSIGNED_INT };
        self.accessor(json!({ "bufferView": view, "componentType": kind, "count": count, "type": "SCALAR" }))
    }

    fn accessor(&mut self, accessor: Value) -> usize {
        self.accessors.push(accessor);
        self.accessors.len() - 1
    }

    /// `meshes`: of each draw, the coarsest first.
    fn finish(
        mut self,
        built: &[(Built, Option<Places>)],
        meshes: &[Vec<usize>],
    ) -> Result<Vec<u8>, ModelError> {
        for (((built, _), meshes), instancing) in built.iter().zip(meshes).zip(&self.instances) {
            let Some((finest, coarser)) = meshes.split_last() else { continue };
            let first = self.nodes.len();
            let lower: Vec<_> = (1..=coarser.len()).map(|at| first + at).collect();
            self.roots.push(first);
            self.nodes.push(node(*finest, &built.grid, instancing.as_ref(), &lower));
            self.nodes
                .extend(coarser.iter().rev().map(|mesh| node(*mesh, &built.grid, instancing.as_ref(), &[])));
        }
        let error = built.iter().map(|(built, _)| built.grid.error()).fold(0.0, f64::max);
        let mut used = vec!["EXT_meshopt_compression", "KHR_mesh_quantization", "VITRINE_model"];
        if self.instances.iter().any(Option::is_some) {
            used.push("EXT_mesh_gpu_instancing");
        }
        if meshes.iter().any(|levels| levels.len() > 1) {
            used.push("MSFT_lod");
        }
        let mut required = vec!["EXT_meshopt_compression", "KHR_mesh_quantization"];
        required.extend(used.contains(&"EXT_mesh_gpu_instancing").then_some("EXT_mesh_gpu_instancing"));
        let json = json!({
            "asset": { "version": "2.0", "generator": concat!("Vitrine ", env!("CARGO_PKG_VERSION")) },
            "extensionsUsed": used,
            "extensionsRequired": required,
            "extensions": { "VITRINE_model": { "version": 1, "table": 0, "error": rounded_up(error) } },
            "buffers": [
                { "byteLength": self.buffer.bytes.len() },
                { "byteLength": self.buffer.unpacked.max(1), "extensions": { "EXT_meshopt_compression": { "fallback": true } } },
            ],
            "bufferViews": self.buffer.views,
            "accessors": self.accessors,
            "materials": self.materials,
            "meshes": self.meshes,
            "nodes": self.nodes,
            "scene": 0,
            "scenes": [{ "nodes": self.roots }],
        });
        container::write(&json, &self.buffer.bytes)
    }
}

fn node(mesh: usize, grid: &Grid, instancing: Option<&Value>, lower: &[usize]) -> Value {
    let step = [grid.step.to_f32(); 3];
    let mut node = Map::from_iter([("mesh".to_owned(), json!(mesh))]);
    let mut extensions = instancing.and_then(Value::as_object).cloned().unwrap_or_default();
    if instancing.is_none() {
        node.insert("translation".into(), json!(grid.origin.as_vec3().to_array()));
        if grid.short {
            node.insert("scale".into(), json!(step));
        }
    }
    if !lower.is_empty() {
        extensions.insert("MSFT_lod".into(), json!({ "ids": lower }));
    }
    if !extensions.is_empty() {
        node.insert("extensions".into(), extensions.into());
    }
    node.into()
}

fn material(appearance: &Appearance) -> Value {
    let mut material = json!({
        "pbrMetallicRoughness": { "baseColorFactor": appearance.color,
            "metallicFactor": appearance.metallic, "roughnessFactor": appearance.roughness },
        "doubleSided": appearance.double_sided,
    });
    if let Some(material) = material.as_object_mut().filter(|_| appearance.color[3] < 1.0) {
        material.insert("alphaMode".into(), json!("BLEND"));
    }
    material
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 65,535")]
fn unit(share: f32) -> u16 {
    (share * 65_535.0).round() as u16
}

/// As a float that is no smaller.
fn rounded_up(error: f64) -> f32 {
    let single = error.to_f32();
    if f64::from(single) < error { single.next_up() } else { single }
}

trait ToSingle {
    fn to_f32(self) -> f32;
}

impl ToSingle for f64 {
    #[expect(clippy::cast_possible_truncation, reason = "that is what it is for")]
    fn to_f32(self) -> f32 {
        self as f32
    }
}
