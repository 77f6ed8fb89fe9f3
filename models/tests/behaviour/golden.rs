//! Nothing is lost on the way but what is said.

use std::sync::Arc;

use glam::DVec3;
use onshape_sandbox::models::{Model, scene::Scene, space::Transform};

use super::{
    decoded::pack,
    sources::{as_glb, as_json, as_zip, block, bytes, leaf, soup, studio},
};

/// Triangles that have an area, their area and volume, and the bounds.
fn truth(scene: &Scene) -> (usize, f64, f64, DVec3, DVec3) {
    let mut triangles = Vec::new();
    for used in scene.uses() {
        for triangle in &used.part.mesh.triangles {
            triangles.push(
                used.part
                    .mesh
                    .corners(*triangle)
                    .unwrap()
                    .map(|corner| DVec3::from_array(used.at.point(corner))),
            );
        }
    }
    let area = triangles.iter().map(|[a, b, c]| (b - a).cross(c - a).length() / 2.0).sum();
    let volume = triangles.iter().map(|[a, b, c]| a.dot(b.cross(*c)) / 6.0).sum();
    let (low, high) =
        triangles.iter().flatten().fold((DVec3::MAX, DVec3::MIN), |(l, h), p| (l.min(*p), h.max(*p)));
    (triangles.len(), area, volume, low, high)
}

#[test]
fn every_model_keeps_its_triangles_bounds_area_and_volume() {
    for model in Model::ALL {
        if matches!(model, Model::Wires | Model::Knurled2m) {
            continue;
        }
        let scene = studio(model);
        let (triangles, area, volume, low, high) = truth(&scene);
        let packed = pack(&as_json(&scene));
        let drawn = packed.finest();
        let error = packed.error();
        // Needles thinner than a step of the grid are gone.
        assert!(drawn.triangles.len() <= triangles, "{model:?}");
        assert!(
            drawn.triangles.len() * 1000 >= triangles * 999,
            "{model:?}: {} of {triangles}",
            drawn.triangles.len()
        );
        let (low_now, high_now) = drawn.bounds();
        let off = (low_now - low).abs().max((high_now - high).abs()).max_element();
        // The file's floats are off as well, by a ten-millionth.
        assert!(error <= 2.01e-6 && off <= error + 1e-7, "{model:?}: {off} m, said {error} m");
        assert!((drawn.area() - area).abs() <= area * 1e-3, "{model:?}: {} m², was {area} m²", drawn.area());
        assert!(
            (drawn.volume() - volume).abs() <= volume.abs() * 1e-3 + 1e-12,
            "{model:?}: {} m³, was {volume} m³",
            drawn.volume()
        );
    }
}

#[test]
fn coarser_levels_have_fewer_triangles_and_are_off_by_no_more_than_they_say() {
    let packed = pack(&as_json(&studio(Model::Knurled200k)));
    let levels = packed.table["draws"][0]["levels"].as_array().unwrap().clone();
    assert!(levels.len() >= 2, "{levels:?}");
    let fine = packed.finest();
    let (low, high) = fine.bounds();
    let mut before = (fine.triangles.len(), 0.0);
    for (number, level) in levels.iter().enumerate().skip(1) {
        let drawn = packed.level(number);
        let error = level["error"].as_f64().unwrap();
        assert!(drawn.triangles.len() * 2 < before.0, "level {number}: {} triangles", drawn.triangles.len());
        assert!(error > before.1 && error < 0.004, "level {number}: {error} m");
        let (low_now, high_now) = drawn.bounds();
        let off = (low_now - low).abs().max((high_now - high).abs()).max_element();
        assert!(off <= error, "level {number}: bounds are off by {off} m, said {error} m");
        assert!((drawn.volume() / fine.volume() - 1.0).abs() < 0.05);
        before = (drawn.triangles.len(), error);
    }
}

#[test]
fn json_glb_and_zip_become_the_same() {
    let scene = studio(Model::Flange);
    let limits = models::Limits::default();
    let of = |file: Vec<u8>| models::pack(&file, &limits).unwrap();
    let from_json = of(as_json(&scene));
    assert!(from_json == of(as_glb(&scene)));
    assert!(from_json == of(as_zip(&scene)));
    assert!(from_json == of(as_json(&scene)), "the same file becomes the same model at every time");
}

#[test]
fn a_model_is_a_tenth_of_what_onshape_sends() {
    for model in [Model::Bearing, Model::Bottle, Model::Knurled10k, Model::Knurled200k] {
        let raw = as_json(&studio(model));
        let packed = models::pack(&raw, &models::Limits::default()).unwrap();
        let sent = models::gzip(&packed).unwrap();
        assert!(sent.len() * 10 <= raw.len(), "{model:?}: {} of {} bytes", sent.len(), raw.len());
    }
}

#[test]
fn a_box_has_twelve_edges_and_closes() {
    let packed = pack(&bytes(&soup(&block(0.02, 0.03, 0.04))));
    let drawn = packed.finest();
    assert_eq!(drawn.triangles.len(), 12);
    assert_eq!(drawn.lines.len(), 12);
    assert!((drawn.line_length() - 4.0 * 0.09).abs() < 1e-5);
    let volume = packed.table["draws"][0]["volumes"][0].as_f64().unwrap();
    assert!((volume - 2.4e-5).abs() < 2.4e-8, "{volume}");
    let area = packed.table["draws"][0]["areas"][0].as_f64().unwrap();
    assert!((area - 5.2e-3).abs() < 5.2e-6, "{area}");
}

#[test]
fn the_edges_that_a_cad_system_draws_are_drawn() {
    // Each part of the sandbox knows its edges.
    for model in [Model::Flange, Model::Washer, Model::Shaft, Model::Plate] {
        let scene = studio(model);
        let distance = |[a, b]: &[[f64; 3]; 2]| DVec3::from_array(*a).distance(DVec3::from_array(*b));
        let known: f64 = scene
            .uses()
            .iter()
            .flat_map(|used| used.part.mesh.edges.clone())
            .map(|edge| edge.array_windows().map(distance).sum::<f64>())
            .sum();
        let drawn = pack(&as_json(&scene)).finest().line_length();
        assert!(drawn >= known * 0.999, "{model:?}: {drawn} m of {known} m");
    }
}

#[test]
fn uses_of_a_part_share_its_triangles() {
    let part = Arc::new(Model::Bolt.parts(super::sources::fineness()).swap_remove(0));
    let at = |n: u32| Transform::turned(f64::from(n) * 0.7, [f64::from(n) * 0.05, 0.1, -0.2]);
    let scene = Scene((0..40).map(|n| leaf(part.clone(), vec![format!("M{n}")], at(n))).collect());
    let (triangles, area, volume, low, high) = truth(&scene);
    let packed = pack(&as_json(&scene));
    assert_eq!(packed.table["draws"].as_array().unwrap().len(), 1);
    assert_eq!(packed.table["draws"][0]["instanced"], true);
    assert_eq!(packed.table["draws"][0]["parts"].as_array().unwrap().len(), 40);
    let drawn = packed.finest();
    assert!(drawn.triangles.len() * 1000 >= triangles * 999 && drawn.triangles.len() <= triangles);
    assert!((drawn.area() / area - 1.0).abs() < 1e-3 && (drawn.volume() / volume - 1.0).abs() < 1e-3);
    let (low_now, high_now) = drawn.bounds();
    assert!((low_now - low).abs().max((high_now - high).abs()).max_element() < packed.error() + 1e-6);
}

#[test]
fn equal_triangles_are_one_although_the_file_has_them_twice() {
    // Two parts, each with a copy of the same mesh.
    let block = soup(&block(0.02, 0.03, 0.04));
    let mut gltf = block.clone();
    gltf["accessors"].as_array_mut().unwrap().push(block["accessors"][0].clone());
    let mut second = block["meshes"][0].clone();
    second["primitives"][0]["attributes"]["POSITION"] = 1.into();
    gltf["meshes"].as_array_mut().unwrap().push(second);
    let many: Vec<_> =
        (0..80).map(|n| serde_json::json!({ "mesh": n % 2, "translation": [n, 0, 0] })).collect();
    gltf["scenes"][0]["nodes"] = (0..80).collect::<Vec<_>>().into();
    gltf["nodes"] = many.into();
    let packed = pack(&bytes(&gltf));
    assert_eq!(packed.table["draws"].as_array().unwrap().len(), 1);
    assert_eq!(packed.finest().triangles.len(), 80 * 12);
}

#[test]
fn a_mirrored_part_still_looks_outwards() {
    let mut gltf = soup(&block(0.02, 0.03, 0.04));
    gltf["nodes"][0]["scale"] = serde_json::json!([-1, 1, 1]);
    let drawn = pack(&bytes(&gltf)).finest();
    assert!(drawn.volume() > 2.39e-5, "{}", drawn.volume());
    assert!(drawn.bounds().0.x < -0.0199 && drawn.bounds().1.x < 1e-4);
}

#[test]
fn mirrored_copies_among_others_look_outwards_too() {
    let scale = |n: u32| if n.is_multiple_of(2) { [1, 1, 1] } else { [1, -1, 1] };
    let mut gltf = soup(&block(0.02, 0.03, 0.04));
    let nodes =
        (0..200).map(|n| serde_json::json!({ "mesh": 0, "translation": [n, 0, 0], "scale": scale(n) }));
    gltf["nodes"] = nodes.collect::<Vec<_>>().into();
    gltf["scenes"][0]["nodes"] = (0..200).collect::<Vec<_>>().into();
    let drawn = pack(&bytes(&gltf)).finest();
    assert_eq!(drawn.triangles.len(), 200 * 12);
    assert!((drawn.volume() / (200.0 * 2.4e-5) - 1.0).abs() < 1e-3, "{}", drawn.volume());
}

#[test]
fn faces_that_meet_smoothly_have_an_edge_where_the_file_tells_them_apart() {
    // A flat strip of two squares: four triangles, all of one direction.
    let corners = [[0., 0.], [1., 0.], [1., 1.], [0., 1.], [1., 0.], [2., 0.], [2., 1.], [1., 1.]]
        .map(|[x, y]| [x, y, 0_f32]);
    let lines = |indices: [u16; 12]| {
        let mut buffer: Vec<u8> = corners.iter().flatten().flat_map(|c| c.to_le_bytes()).collect();
        buffer.extend(std::iter::repeat_n([0_f32, 0., 1.], 8).flatten().flat_map(f32::to_le_bytes));
        buffer.extend(indices.iter().flat_map(|i| i.to_le_bytes()));
        let gltf = serde_json::json!({
            "asset": { "version": "2.0" },
            "buffers": [{ "byteLength": buffer.len(), "uri": super::sources::data_uri(&buffer) }],
            "bufferViews": [
                { "buffer": 0, "byteLength": 96 }, { "buffer": 0, "byteOffset": 96, "byteLength": 96 },
                { "buffer": 0, "byteOffset": 192, "byteLength": 24 },
            ],
            "accessors": [
                { "bufferView": 0, "componentType": 5126, "count": 8, "type": "VEC3" },
                { "bufferView": 1, "componentType": 5126, "count": 8, "type": "VEC3" },
                { "bufferView": 2, "componentType": 5123, "count": 12, "type": "SCALAR" },
            ],
            "meshes": [{ "primitives": [{ "attributes": { "POSITION": 0, "NORMAL": 1 }, "indices": 2 }] }],
            "nodes": [{ "mesh": 0 }],
            "scenes": [{ "nodes": [0] }],
        });
        pack(&bytes(&gltf)).finest().line_length()
    };
    // Each square with vertices of its own; and both over the same ones.
    let (two, one) =
        (lines([0, 1, 2, 0, 2, 3, 4, 5, 6, 4, 6, 7]), lines([0, 1, 2, 0, 2, 3, 1, 5, 6, 1, 6, 2]));
    assert!((one - 6.0).abs() < 1e-4 && (two - 7.0).abs() < 1e-4, "{one} m and {two} m");
}

#[test]
fn a_flange_has_an_edge_around_each_of_its_faces_and_none_across_them() {
    // Radii of its circles, in metres: of the disc, its six holes, the fillet's two ends, the chamfer's two, the bore's.
    let radii = [0.030, 0.030, 12.0 * 0.003, 0.019, 0.016, 0.016, 0.015, 0.012, 0.012];
    let around = std::f64::consts::TAU * radii.iter().sum::<f64>();
    let drawn = pack(&as_json(&studio(Model::Flange))).finest().line_length();
    assert!((drawn / around - 1.0).abs() < 0.01, "{drawn} m of {around}");
}

#[test]
fn strips_and_fans_are_triangles() {
    let corners = [[0., 0., 0.], [0.1, 0., 0.], [0., 0.1, 0.], [0.1, 0.1, 0.]];
    let mut gltf = soup(&[[corners[0], corners[1], corners[2]], [corners[3], corners[3], corners[3]]]);
    gltf["accessors"][0]["count"] = 4.into();
    gltf["meshes"][0]["primitives"][0]["mode"] = 5.into();
    let strip = pack(&bytes(&gltf)).finest();
    assert_eq!(strip.triangles.len(), 2);
    assert!((strip.area() - 0.01).abs() < 1e-6);
    assert!(strip.triangles.iter().all(|[a, b, c]| (b - a).cross(c - a).z > 0.0), "wound the same way");
}
