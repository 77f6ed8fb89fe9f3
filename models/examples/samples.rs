//! Writes what the sandbox exports of each of its models, and what becomes of it: `NAME.gltf` and `NAME.glb`.
//! `cargo run -p models --example samples -- FOLDER`

use std::{path::Path, sync::Arc};

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

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(folder) = std::env::args().nth(1) else { return Err("a folder, please".into()) };
    std::fs::create_dir_all(&folder)?;
    for model in Model::ALL {
        let nodes = parts(model).into_iter().map(|part| leaf(&part, &[], Transform::IDENTITY)).collect();
        write(Path::new(&folder), &format!("{model:?}"), &Scene(nodes))?;
    }
    write(Path::new(&folder), "Assembly", &assembly())
}

fn parts(model: Model) -> Vec<Arc<Part>> {
    model.parts(Fineness::NORMAL).into_iter().map(Arc::new).collect()
}

fn leaf(part: &Arc<Part>, above: &[String], transform: Transform) -> Node {
    let path = above.iter().cloned().chain([part.id.to_string()]).collect();
    Node { name: part.name.to_string(), path, transform, hidden: part.hidden, what: What::Part(part.clone()) }
}

/// 5,000 fasteners in groups of fifty, turned this way and that.
fn assembly() -> Scene {
    let fasteners: Vec<_> =
        [Model::Bolt, Model::Nut, Model::Washer, Model::Bottle].into_iter().flat_map(parts).collect();
    let group = |number: u32| {
        let path = vec![format!("G{number}")];
        let uses = (0..50_u32).zip(fasteners.iter().cycle()).map(|(n, part)| {
            let path = [path.as_slice(), &[format!("M{n}")]].concat();
            leaf(
                part,
                &path,
                Transform::turned(f64::from(n), [f64::from(n % 10) * 0.1, f64::from(n / 10) * 0.1, 0.0]),
            )
        });
        let transform =
            Transform::turned(f64::from(number) * 0.1, [f64::from(number % 10), f64::from(number / 10), 0.0]);
        Node {
            name: format!("Rack {number}"),
            what: What::Group(uses.collect()),
            path,
            transform,
            hidden: false,
        }
    };
    Scene((0..100).map(group).collect())
}

fn write(folder: &Path, name: &str, scene: &Scene) -> Result<(), Box<dyn std::error::Error>> {
    let raw = Asset::of(scene, Id::of("document", name), Id::of("element", name), false).to_json();
    match models::pack(raw.as_bytes(), &models::Limits::default()) {
        Ok(glb) => {
            std::fs::write(folder.join(format!("{name}.glb")), glb)?;
            std::fs::write(folder.join(format!("{name}.gltf")), raw)?;
            Ok(())
        }
        Err(models::ModelError::Empty) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
