//! The part table.

use std::sync::Arc;

use onshape_sandbox::models::{
    Model,
    scene::{Node, Scene, What},
    space::Transform,
};

use super::{
    decoded::{int, pack},
    sources::{as_json, fineness, leaf, studio},
};

#[test]
fn the_tree_is_onshapes_and_every_part_knows_its_place_in_it() {
    let bolt = Arc::new(Model::Bolt.parts(fineness()).swap_remove(0));
    let group = |id: &str, hidden| Node {
        name: format!("Joint {id}"),
        path: vec![id.to_owned()],
        transform: Transform::IDENTITY,
        hidden,
        what: What::Group(vec![
            leaf(bolt.clone(), vec![id.to_owned()], Transform::moved([0.1, 0.0, 0.0])),
            leaf(bolt.clone(), vec![id.to_owned()], Transform::moved([0.2, 0.0, 0.0])),
        ]),
    };
    let packed = pack(&as_json(&Scene(vec![group("MA", false), group("MB", true)])));
    let bolt = bolt.name.to_string();
    let expected = [
        "Joint MA",
        &format!("  {bolt}"),
        &format!("  {bolt}"),
        "Joint MB",
        &format!("  {bolt}"),
        &format!("  {bolt}"),
    ];
    assert_eq!(packed.tree(), expected);
    let ids = packed.table["nodes"]["ids"].as_array().unwrap();
    assert_eq!((ids[0].as_str(), ids[1].as_str()), (Some("MA"), Some("JHD")));
    let parts: Vec<_> = packed.table["parts"].as_array().unwrap().iter().map(int).collect();
    assert_eq!(parts, [1, 2, 4, 5]);
    let hidden: Vec<_> = packed.table["nodes"]["hidden"].as_array().unwrap().iter().map(int).collect();
    assert_eq!(hidden, [3, 4, 5], "what is in a hidden sub-assembly is hidden");
}

#[test]
fn names_that_are_markup_stay_as_they_are() {
    let tree = pack(&as_json(&studio(Model::Odd))).tree();
    assert!(tree.iter().any(|name| name == "<img src=x onerror=alert(1)>"), "{tree:?}");
    assert!(tree.iter().any(|name| name.chars().count() == 240));
}

#[test]
fn sixty_colours_are_drawn_together() {
    let packed = pack(&as_json(&studio(Model::Pins)));
    assert_eq!(packed.table["draws"].as_array().unwrap().len(), 1);
    let draw = &packed.table["draws"][0];
    assert_eq!(draw["parts"].as_array().unwrap().len(), 60);
    let appearances: std::collections::HashSet<_> =
        draw["appearances"].as_array().unwrap().iter().map(int).collect();
    assert_eq!(appearances.len(), 60);
    let shares = draw["levels"][0]["shares"].as_array().unwrap();
    let corners: usize = shares.iter().map(|share| int(&share[1])).sum();
    assert_eq!(corners, packed.finest().triangles.len() * 3);
}

#[test]
fn a_part_that_one_can_look_through_is_drawn_after_the_others() {
    let packed = pack(&as_json(&studio(Model::Enclosure)));
    let draws = packed.table["draws"].as_array().unwrap();
    assert_eq!(draws.len(), 2);
    let opacities: Vec<f64> = draws
        .iter()
        .map(|draw| packed.table["appearances"][int(&draw["appearances"][0])][3].as_f64().unwrap())
        .collect();
    assert!(opacities.iter().any(|opacity| *opacity < 1.0) && opacities.contains(&1.0), "{opacities:?}");
}
