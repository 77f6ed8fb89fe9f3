//! Files that are broken, or made to break.

use models::{Limits, ModelError, pack};
use onshape_sandbox::models::Model;
use serde_json::{Value, json};

use super::{
    decoded,
    sources::{as_glb, as_json, block, bytes, data_uri, soup, studio, zip},
};

fn refused(file: &[u8]) -> ModelError {
    pack(file, &Limits::default()).expect_err("a hostile file")
}

/// A box that was tampered with.
fn with(edit: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut gltf = soup(&block(0.02, 0.03, 0.04));
    edit(&mut gltf);
    bytes(&gltf)
}

#[test]
fn what_cannot_be_believed_is_refused_with_a_reason() {
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("nothing", Vec::new()),
        ("a page", b"<html>".to_vec()),
        ("half an archive", b"PK\x03\x04".to_vec()),
        ("half a description", b"{\"asset\":".to_vec()),
        ("half a GLB", b"glTF".to_vec()),
        ("a GLB longer than it is", b"glTF\x02\0\0\0\xff\xff\xff\xff".to_vec()),
        ("a GLB cut off", as_glb(&studio(Model::Plate))[..2000].to_vec()),
        ("JSON cut off", as_json(&studio(Model::Plate))[..2000].to_vec()),
        ("an archive without a model", zip(&[("readme.txt", b"hello")])),
        ("a buffer elsewhere", with(|g| g["buffers"][0]["uri"] = json!("https://evil.example/x.bin"))),
        ("a file of ours", with(|g| g["buffers"][0]["uri"] = json!("file:///etc/passwd"))),
        ("a file beside it", with(|g| g["buffers"][0]["uri"] = json!("../../etc/passwd"))),
        ("a short buffer", with(|g| g["buffers"][0]["byteLength"] = json!(999))),
        ("bad base64", with(|g| g["buffers"][0]["uri"] = json!("data:;base64,@@"))),
        ("a long view", with(|g| g["bufferViews"][0]["byteLength"] = json!(u64::MAX))),
        ("a far view", with(|g| g["bufferViews"][0]["byteOffset"] = json!(u64::MAX))),
        ("a view of nothing", with(|g| g["bufferViews"][0]["buffer"] = json!(7))),
        ("many numbers", with(|g| g["accessors"][0]["count"] = json!(u64::MAX))),
        ("numbers far out", with(|g| g["accessors"][0]["byteOffset"] = json!(u64::MAX))),
        ("numbers in one place", with(|g| g["bufferViews"][0]["byteStride"] = json!(0))),
        ("positions of 32 bits", with(|g| g["accessors"][0]["componentType"] = json!(5125))),
        ("positions of a new type", with(|g| g["accessors"][0]["componentType"] = json!(5130))),
        ("flat positions", with(|g| g["accessors"][0]["type"] = json!("VEC2"))),
        ("sparse positions", with(|g| g["accessors"][0]["sparse"] = json!({ "count": 1 }))),
        ("indices that are floats", with(|g| g["meshes"][0]["primitives"][0]["indices"] = json!(0))),
        (
            "an accessor of nothing",
            with(|g| g["meshes"][0]["primitives"][0]["attributes"]["POSITION"] = json!(9)),
        ),
        ("a material of nothing", with(|g| g["meshes"][0]["primitives"][0]["material"] = json!(9))),
        ("a mesh of nothing", with(|g| g["nodes"][0]["mesh"] = json!(9))),
        ("a node of nothing", with(|g| g["scenes"][0]["nodes"] = json!([9]))),
        ("a scene of nothing", with(|g| g["scene"] = json!(9))),
        ("a node in itself", with(|g| g["nodes"][0]["children"] = json!([0]))),
        ("a node twice", with(|g| g["scenes"][0]["nodes"] = json!([0, 0]))),
        (
            "a place in perspective",
            with(|g| g["nodes"][0]["matrix"] = json!([1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])),
        ),
        ("a place that is too far", with(|g| g["nodes"][0]["translation"] = json!([1e300, 0, 0]))),
        ("an older glTF", with(|g| g["asset"]["version"] = json!("1.0"))),
        ("a needed extension", with(|g| g["extensionsRequired"] = json!(["KHR_draco_mesh_compression"]))),
        ("half as many coordinates", with(|g| g["nodes"][0]["translation"] = json!([1]))),
    ];
    for (name, file) in cases {
        let error = refused(&file);
        assert!(matches!(error, ModelError::Broken(_) | ModelError::Unsupported(_)), "{name}: {error:?}");
    }
}

#[test]
fn an_index_out_of_range_is_refused() {
    let indices: Vec<u8> = [0_u16, 1, 99].iter().flat_map(|i| i.to_le_bytes()).collect();
    let file = with(|g| {
        g["buffers"].as_array_mut().unwrap().push(json!({ "byteLength": 6, "uri": data_uri(&indices) }));
        g["bufferViews"].as_array_mut().unwrap().push(json!({ "buffer": 1, "byteLength": 6 }));
        g["accessors"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "bufferView": 1, "componentType": 5123, "count": 3, "type": "SCALAR" }));
        g["meshes"][0]["primitives"][0]["indices"] = json!(1);
    });
    assert_eq!(refused(&file), ModelError::Broken("an index out of range"));
}

#[test]
fn what_has_no_triangles_is_empty() {
    let empty = [
        with(|g| g["meshes"][0]["primitives"][0]["mode"] = json!(1)),
        with(|g| g["scenes"][0] = json!({})),
        with(|g| g["accessors"][0]["count"] = json!(2)),
        with(|g| g["accessors"][0]["count"] = json!(0)),
        bytes(&json!({ "asset": { "version": "2.0" } })),
        bytes(&soup(&[[[0.0; 3]; 3], [[0., 0., 0.], [1., 1., 1.], [2., 2., 2.]]])),
        bytes(&soup(&[[[f32::NAN, 0., 0.], [1., 0., 0.], [0., 1., 0.]]])),
        as_json(&studio(Model::Wires)),
        models::empty().unwrap(),
    ];
    for (number, file) in empty.into_iter().enumerate() {
        assert_eq!(refused(&file), ModelError::Empty, "case {number}");
    }
}

#[test]
fn triangles_that_are_none_are_left_out_and_the_others_shown() {
    let mut triangles = block(0.02, 0.03, 0.04);
    triangles.push([[f32::NAN, 0., 0.], [1., 0., 0.], [0., 1., 0.]]);
    triangles.push([[f32::INFINITY, 0., 0.], [1., 0., 0.], [0., 1., 0.]]);
    triangles.push([[0.01, 0.01, 0.01]; 3]);
    triangles.push([[1e30, 0., 0.], [1., 0., 0.], [0., 1., 0.]]);
    assert_eq!(decoded::pack(&bytes(&soup(&triangles))).finest().triangles.len(), 12);
}

#[test]
fn normals_that_are_none_are_made_anew() {
    let mut gltf = soup(&block(0.02, 0.03, 0.04));
    let nothing: Vec<u8> = std::iter::repeat_n(f32::NAN.to_le_bytes(), 36 * 3).flatten().collect();
    gltf["buffers"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "byteLength": nothing.len(), "uri": data_uri(&nothing) }));
    gltf["bufferViews"].as_array_mut().unwrap().push(json!({ "buffer": 1, "byteLength": nothing.len() }));
    gltf["accessors"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "bufferView": 1, "componentType": 5126, "count": 36, "type": "VEC3" }));
    gltf["meshes"][0]["primitives"][0]["attributes"]["NORMAL"] = json!(1);
    let drawn = decoded::pack(&bytes(&gltf)).finest();
    assert_eq!((drawn.triangles.len(), drawn.lines.len()), (12, 12));
}

#[test]
fn unknown_extensions_and_textures_are_passed_over() {
    let file = with(|g| {
        g["extensionsUsed"] = json!(["XYZ_new"]);
        g["extensions"] = json!({ "XYZ_new": { "deep": [[[[{}]]]] } });
        g["images"] = json!([{ "uri": "https://evil.example/pixel.png" }]);
        g["textures"] = json!([{ "source": 99 }]);
        g["materials"] = json!([{ "pbrMetallicRoughness": { "baseColorTexture": { "index": 42 }, "metallicFactor": 1e30 } }]);
        g["meshes"][0]["primitives"][0]["material"] = json!(0);
        g["nodes"][0]["extensions"] =
            json!({ "PTC_onshape_metadata": { "id": "JHD", "new": 1 }, "XYZ_new": null });
    });
    let packed = decoded::pack(&file);
    assert_eq!(packed.finest().triangles.len(), 12);
    assert!(!packed.json.to_string().contains("evil.example"));
    assert_eq!(packed.table["nodes"]["ids"][0], "JHD");
}

#[test]
fn a_model_in_other_units_is_put_right_where_its_size_is_known() {
    let diagonal = 0.02_f64.hypot(0.03).hypot(0.04);
    for factor in [1.0_f32, 1000.0, 100.0, 39.37] {
        let file = bytes(&soup(&block(0.02 * factor, 0.03 * factor, 0.04 * factor)));
        let packed = models::pack_sized(&file, &Limits::default(), diagonal).unwrap();
        let (low, high) = decoded::decode(&packed).finest().bounds();
        assert!(((high - low).length() / diagonal - 1.0).abs() < 1e-3, "{factor}: {low} {high}");
    }
    // Five times as large is no unit: Onshape's box may leave hidden parts out.
    let file = bytes(&soup(&block(0.1, 0.15, 0.2)));
    let packed = models::pack_sized(&file, &Limits::default(), diagonal).unwrap();
    assert!((decoded::decode(&packed).finest().bounds().1.x - 0.1).abs() < 1e-5);
}

#[test]
fn limits_are_kept() {
    let small = |edit: fn(&mut Limits)| {
        let mut limits = Limits::default();
        edit(&mut limits);
        limits
    };
    let chain = with(|g| {
        let nodes: Vec<_> =
            (0..150).map(|n| json!({ "children": [n + 1] })).chain([json!({ "mesh": 0 })]).collect();
        g["nodes"] = nodes.into();
    });
    let cases = [
        (as_json(&studio(Model::Plate)), small(|l| l.bytes = 1000)),
        (as_json(&studio(Model::Plate)), small(|l| l.triangles = 100)),
        (as_json(&studio(Model::Pins)), small(|l| l.nodes = 10)),
        (chain, Limits::default()),
    ];
    for (number, (file, limits)) in cases.into_iter().enumerate() {
        let answer = pack(&file, &limits);
        assert!(matches!(answer, Err(ModelError::TooMuch { .. })), "case {number}: {:?}", answer.err());
    }
}

#[test]
fn a_million_nodes_and_an_archive_that_unpacks_to_everything_are_refused_early() {
    let nodes = vec![json!({}); 1_000_000];
    let file = with(|g| g["nodes"] = nodes.into());
    assert!(matches!(refused(&file), ModelError::TooMuch { .. }));
    let zeros = vec![0; 64 << 20];
    let bomb = zip(&[("model.gltf", &zeros)]);
    assert!(bomb.len() < 200_000);
    let limits = Limits { bytes: 1 << 20, ..Limits::default() };
    assert!(matches!(pack(&bomb, &limits), Err(ModelError::TooMuch { .. })));
}

#[test]
fn json_within_json_does_not_overflow_the_stack() {
    let deep = |name: &str| {
        let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
        format!("{{\"asset\":{{\"version\":\"2.0\"}},\"{name}\":{open}{close}}}")
    };
    assert_eq!(refused(deep("extras").as_bytes()), ModelError::Empty, "passed over");
    assert!(matches!(refused(deep("nodes").as_bytes()), ModelError::Broken(_)));
    assert!(matches!(refused(deep("buffers").as_bytes()), ModelError::Broken(_)));
}
