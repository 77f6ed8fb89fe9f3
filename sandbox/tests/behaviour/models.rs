//! The geometry: closed, round where it should be, normals outwards.

use onshape_sandbox::models::part::Part;
use onshape_sandbox::models::space::{Vector, between, cross, dot, unit};
use onshape_sandbox::models::{Fineness, Model};
use std::collections::HashMap;

fn every_part() -> impl Iterator<Item = (Model, Part)> {
    let fine = [Fineness::COARSE, Fineness::NORMAL, Fineness::of(Some(0.03), None)];
    fine.into_iter().flat_map(|fineness| {
        Model::ALL
            .into_iter()
            // The same surface as its smaller sisters.
            .filter(|model| *model != Model::Knurled2m)
            .flat_map(move |model| model.parts(fineness).into_iter().map(move |part| (model, part)))
            .filter(|(_, part)| part.body.is_closed())
    })
}

#[allow(clippy::cast_possible_truncation)]
fn place(point: Vector) -> [i64; 3] {
    point.map(|part| (part * 1e8).round() as i64)
}

#[test]
fn every_part_is_watertight() {
    for (model, part) in every_part() {
        let mut edges: HashMap<[[i64; 3]; 2], i32> = HashMap::new();
        for triangle in &part.mesh.triangles {
            let [a, b, c] = part.mesh.corners(*triangle).unwrap().map(place);
            for (from, to) in [(a, b), (b, c), (c, a)] {
                *edges.entry([from, to]).or_default() += 1;
            }
        }
        for ([from, to], count) in &edges {
            assert_eq!(
                (*count, edges.get(&[*to, *from])),
                (1, Some(&1)),
                "{model:?} {}: {from:?} {to:?}",
                part.name
            );
        }
    }
}

#[test]
fn normals_have_length_one_and_agree_with_the_triangles() {
    for (model, part) in every_part() {
        for triangle in &part.mesh.triangles {
            let [a, b, c] = part.mesh.corners(*triangle).unwrap();
            let face = unit(cross(between(b, a), between(c, a)));
            for vertex in triangle {
                let normal = part.mesh.normals[*vertex as usize];
                assert!((dot(normal, normal) - 1.0).abs() < 1e-9, "{model:?}");
                assert!(dot(face, normal) > 0.8, "{model:?} {} {}", part.name, dot(face, normal));
            }
        }
    }
}

#[test]
fn volumes_are_positive_so_the_surface_looks_outwards() {
    for (model, part) in every_part() {
        let corners = part.mesh.triangles.iter().map(|triangle| part.mesh.corners(*triangle).unwrap());
        let volume: f64 = corners.map(|[a, b, c]| dot(a, cross(b, c)) / 6.0).sum();
        assert!(volume > 1e-8, "{model:?} {}: {volume}", part.name);
    }
}

/// Vertices near a vertical cylinder are on it exactly.
fn on_cylinder(part: &Part, [cx, cy]: [f64; 2], radius: f64) -> usize {
    let distances = part.mesh.positions.iter().map(|[x, y, _]| (x - cx).hypot(y - cy));
    let near: Vec<_> = distances.filter(|distance| (distance - radius).abs() < 1e-4).collect();
    assert!(near.iter().all(|distance| (distance - radius).abs() < 1e-12), "{}", part.name);
    near.len()
}

#[test]
fn every_vertex_of_a_circle_is_on_it() {
    let part = |model: Model, at: usize| model.parts(Fineness::NORMAL).swap_remove(at);
    assert!(on_cylinder(&part(Model::Plate, 0), [0.115, 0.045], 0.0045) >= 4 * 96);
    assert!(on_cylinder(&part(Model::Flange, 0), [0.0, 0.0], 0.030) >= 4 * 96);
    assert!(on_cylinder(&part(Model::Flange, 0), [0.0, 0.0], 0.012) >= 4 * 96);
    assert!(on_cylinder(&part(Model::Gear, 0), [0.0, 0.0], 0.010) >= 4 * 96);
    assert!(on_cylinder(&part(Model::Gear, 0), [0.0, 0.0], 0.0275) >= 20 * 4);
    assert!(on_cylinder(&part(Model::Shaft, 0), [0.0, 0.0], 0.014) >= 2 * 96);
    assert!(on_cylinder(&part(Model::Shaft, 1), [0.0, 0.0], 0.0135) >= 4 * 96);
    assert!(on_cylinder(&part(Model::Housing, 0), [0.042, 0.024], 0.0033) >= 4 * 96);
}

#[test]
fn finer_tolerances_give_more_triangles() {
    let triangles = |fineness| Model::Shaft.parts(fineness)[0].mesh.triangles.len();
    assert!(triangles(Fineness::of(Some(0.02), None)) > triangles(Fineness::NORMAL));
    assert!(triangles(Fineness::of(None, Some(0.001))) < triangles(Fineness::NORMAL));
}
