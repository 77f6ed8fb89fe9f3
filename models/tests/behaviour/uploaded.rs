//! STL and OBJ, as users upload them: good, sloppy and hostile.

use std::fmt::Write;

use models::{Form, Limits, ModelError, Quantity, pack, pack_as};
use onshape_sandbox::{files::blobs, world::blob::Blob};

use super::{
    decoded::{self, Decoded},
    sources::{as_glb, as_json, block, bytes, soup, studio},
};

type Triangle = [[f32; 3]; 3];

fn binary_stl(header: &[u8], triangles: &[Triangle]) -> Vec<u8> {
    let mut file = header.to_vec();
    file.resize(80, 0);
    file.extend(u32::try_from(triangles.len()).unwrap().to_le_bytes());
    for triangle in triangles {
        // A normal that is none: it is not looked at.
        file.extend([f32::NAN; 3].iter().chain(triangle.as_flattened()).flat_map(|c| c.to_le_bytes()));
        file.extend([0xff, 0x7f]);
    }
    file
}

fn ascii_stl(solids: &[(&str, &[Triangle])]) -> String {
    let mut text = String::new();
    for (name, triangles) in solids {
        writeln!(text, "solid {name}").unwrap();
        for triangle in *triangles {
            text += "  facet normal 0 0 0\r\n    OUTER LOOP\n";
            for [x, y, z] in triangle {
                writeln!(text, "\tVertex {x:e}  {y:e} {z:e}").unwrap();
            }
            text += "    endloop\n  endfacet\n";
        }
        writeln!(text, "endsolid {name}").unwrap();
    }
    text
}

/// A cube of ten by twenty by thirty, as quads.
const CUBE: &str = "v 0 0 0\nv 10 0 0\nv 10 20 0\nv 0 20 0\nv 0 0 30\nv 10 0 30\nv 10 20 30\nv 0 20 30\n\
    f 4 3 2 1\nf 5 6 7 8\nf 1 2 6 5\nf 2 3 7 6\nf 3 4 8 7\nf 4 1 5 8\n";

fn is_the_block(packed: &Decoded) {
    let drawn = packed.finest();
    let (low, high) = drawn.bounds();
    assert!((high - low).distance(glam::DVec3::new(0.01, 0.02, 0.03)) < 1e-5, "millimetres: {low} {high}");
    assert!((drawn.volume() / 6e-6 - 1.0).abs() < 1e-3, "{}", drawn.volume());
    assert_eq!((drawn.triangles.len(), drawn.lines.len()), (12, 12));
}

#[test]
fn a_block_is_the_same_in_every_form() {
    let triangles = block(10.0, 20.0, 30.0);
    let ascii = ascii_stl(&[("a block", &triangles)]);
    for (name, file) in [
        ("binary", binary_stl(b"by a program", &triangles)),
        ("binary that begins as text does", binary_stl(b"solid facet of a program", &triangles)),
        ("ASCII", ascii.clone().into_bytes()),
        ("ASCII with other ends of lines", ascii.replace('\n', "\r").into_bytes()),
        ("ASCII in capitals", ascii.to_uppercase().into_bytes()),
        ("OBJ", CUBE.into()),
        (
            "OBJ after comments",
            format!("\u{feff}# by\r\n\n#a program\r\n{}", CUBE.replace('\n', "\r\n")).into(),
        ),
    ] {
        is_the_block(&decoded::decode(&pack(&file, &Limits::default()).expect(name)));
    }
}

#[test]
fn what_the_content_does_not_tell_the_name_does() {
    let mut trailing = binary_stl(b"", &block(10.0, 20.0, 30.0));
    trailing.extend_from_slice(b"written by a program that says so at the end");
    let unheard = format!("exporter 7\n{CUBE}");
    for (file, said) in [(&trailing[..], Form::Stl), (unheard.as_bytes(), Form::Obj)] {
        assert!(matches!(pack(file, &Limits::default()), Err(ModelError::Broken(_))));
        is_the_block(&decoded::decode(&pack_as(file, said, &Limits::default()).unwrap()));
    }
    // Never against the content.
    let glb = as_glb(&studio(onshape_sandbox::models::Model::Plate));
    for said in [Form::Stl, Form::Obj, Form::Gltf] {
        assert!(pack_as(&glb, said, &Limits::default()).is_ok());
        is_the_block(&decoded::decode(&pack_as(CUBE.as_bytes(), said, &Limits::default()).unwrap()));
    }
}

#[test]
fn what_would_be_less_than_a_millimetre_is_in_metres() {
    is_the_block(&decoded::pack(&binary_stl(b"", &block(0.01, 0.02, 0.03))));
    let metres = CUBE.lines().map(|line| match line.strip_prefix("v ") {
        Some(place) => {
            let scaled = place.split(' ').map(|c| (c.parse::<f64>().unwrap() / 1000.0).to_string());
            format!("v {}\n", scaled.collect::<Vec<_>>().join(" "))
        }
        None => format!("{line}\n"),
    });
    is_the_block(&decoded::pack(metres.collect::<String>().as_bytes()));
}

#[test]
fn names_end_in_the_form() {
    for (name, form) in [
        ("Print.STL", Some(Form::Stl)),
        ("a.b.obj", Some(Form::Obj)),
        ("scan.glb", Some(Form::Gltf)),
        ("scan.gltf ", Some(Form::Gltf)),
        ("stl", None),
        ("print.stl.exe", None),
        ("", None),
    ] {
        assert_eq!(Form::of_name(name), form, "{name}");
    }
}

#[test]
fn what_the_sandbox_has_uploaded_is_read() {
    for blob in [Blob::Glb, Blob::Stl, Blob::Obj] {
        let packed = decoded::pack(&blobs::bytes(&blob).unwrap());
        assert!(packed.finest().triangles.len() > 100, "{blob:?}");
    }
    let gltf = as_json(&studio(onshape_sandbox::models::Model::Plate));
    assert!(pack_as(&gltf, Form::Gltf, &Limits::default()).is_ok());
}

#[test]
fn solids_objects_and_groups_are_parts_by_their_names() {
    let one = block(1.0, 1.0, 1.0);
    let solids = ascii_stl(&[("left  half", &one), ("", &one), ("سن <b>", &one), ("nothing", &[])]);
    assert_eq!(decoded::pack(solids.as_bytes()).tree(), ["left  half", "", "سن <b>"]);
    let triangle = "f -3 -2 -1\n";
    let groups = format!(
        "mtllib x.mtl\no body\nv 0 0 0\nv 9 0 0\nv 0 9 0\n{triangle}g lid top\nusemtl red\n{triangle}v 0 0 5\n\
         s off\ng empty\no body\nf 1 2 4\nl 1 2\ng lid top\nf 1/1 2/2/2 4//3\n"
    );
    let packed = decoded::pack(groups.as_bytes());
    assert_eq!(packed.tree(), ["body", "lid top"]);
    assert_eq!(packed.finest().triangles.len(), 4, "a name that comes again goes on");
}

#[test]
fn polygons_fan_out_and_lines_go_on() {
    let hexagon =
        "v 2 0 0 1\nv 1 2 0 .5 .5 .5\nv -1 2 0\nv -2 0 0\nv -1 -2 0\nv 1 -2 0\nf 1 2 3 \\\n 4 5 \\\r\n6\n";
    assert_eq!(decoded::pack(hexagon.as_bytes()).finest().triangles.len(), 4);
    let points = "v 0 0 0\nv 1 0 0\nf 1\nf 1 2\nf\np 1\n";
    assert_eq!(pack(points.as_bytes(), &Limits::default()), Err(ModelError::Empty));
}

#[test]
fn what_cannot_be_believed_is_refused_with_a_reason() {
    let stl = binary_stl(b"", &block(1.0, 1.0, 1.0));
    let mut endless = stl.clone();
    endless[80..84].copy_from_slice(&u32::MAX.to_le_bytes());
    let ascii = ascii_stl(&[("a", &block(1.0, 1.0, 1.0))]);
    let cases: Vec<(&str, Form, Vec<u8>)> = vec![
        ("nothing", Form::Stl, Vec::new()),
        ("a header alone", Form::Stl, stl[..83].to_vec()),
        ("a facet cut off", Form::Stl, stl[..stl.len() - 1].to_vec()),
        ("more facets than there are", Form::Stl, endless),
        ("text cut off", Form::Stl, ascii[..ascii.find("endloop").unwrap()].into()),
        ("a number cut off", Form::Stl, ascii.replacen("0e0", "0e", 1).into()),
        ("a corner less", Form::Stl, ascii.replacen("Vertex", "x", 1).into()),
        ("a corner more", Form::Stl, ascii.replacen("endloop", "vertex 0 0 0\nendloop", 1).into()),
        ("a page", Form::Stl, b"<html><script>alert(1)</script>".to_vec()),
        ("a corner that is not there", Form::Obj, format!("{CUBE}f 1 2 9\n").into()),
        ("a corner before the first", Form::Obj, format!("{CUBE}f -9 -1 -2\n").into()),
        ("a corner 0", Form::Obj, format!("{CUBE}f 0 1 2\n").into()),
        ("a corner that is not there yet", Form::Obj, format!("f 1 2 3\n{CUBE}").into()),
        ("a corner beyond all numbers", Form::Obj, format!("{CUBE}f 1 2 99999999999999999999\n").into()),
        ("a corner below all numbers", Form::Obj, format!("{CUBE}f 1 2 -9223372036854775808\n").into()),
        ("a corner that is text", Form::Obj, format!("{CUBE}f 1 2 x\n").into()),
        ("a place of two", Form::Obj, b"v 1 2\n".to_vec()),
        ("a place that is text", Form::Obj, b"v 1 2 \xff\n".to_vec()),
    ];
    for (name, said, file) in cases {
        let answer = pack_as(&file, said, &Limits::default());
        assert!(matches!(answer, Err(ModelError::Broken(_))), "{name}: {:?}", answer.err());
    }
}

#[test]
fn triangles_that_are_none_are_left_out_and_the_others_shown() {
    let mut triangles = block(10.0, 20.0, 30.0);
    triangles.push([[f32::NAN, 0., 0.], [1., 0., 0.], [0., 1., 0.]]);
    triangles.push([[1e38, 0., 0.], [1., 0., 0.], [0., 1., 0.]]);
    triangles.push([[5., 5., 5.]; 3]);
    let places = "v nan 0 0\nv inf 0 0\nv 1e999 0 0\nf 1 2 9\nf 1 10 11\nf 1 1 2\n";
    for file in [binary_stl(b"", &triangles), format!("{CUBE}{places}").into()] {
        let drawn = decoded::pack(&file).finest();
        assert_eq!(drawn.triangles.len(), 12);
        assert!((drawn.volume() / 6e-6 - 1.0).abs() < 1e-3, "{}", drawn.volume());
    }
    let nothing = binary_stl(b"", &[]);
    assert_eq!(pack(&nothing, &Limits::default()), Err(ModelError::Empty));
}

#[test]
fn limits_are_kept_and_told() {
    let limits = Limits { triangles: 11, nodes: 2, bytes: 4096, ..Limits::default() };
    let triangles = ModelError::TooMuch { what: Quantity::Triangles, limit: 11 };
    let nodes = ModelError::TooMuch { what: Quantity::Nodes, limit: 2 };
    let groups = "v 0 0 0\nv 1 0 0\nv 0 1 0\ng a\nf 1 2 3\ng b\nf 1 2 3\ng c\nf 1 2 3\n";
    let fan = format!("{CUBE}f {}\n", "1 2 3 ".repeat(500));
    let solids = ascii_stl(&[
        ("", &block(1., 1., 1.)[..1]),
        ("", &block(1., 1., 1.)[..1]),
        ("", &block(1., 1., 1.)[..1]),
    ]);
    for (file, error) in [
        (binary_stl(b"", &block(1., 1., 1.)), triangles),
        (bytes(&soup(&block(1., 1., 1.))), triangles),
        (CUBE.into(), triangles),
        (fan.into(), triangles),
        (groups.into(), nodes),
        (solids.into(), nodes),
        (vec![b' '; 4097], ModelError::TooMuch { what: Quantity::Bytes, limit: 4096 }),
    ] {
        assert_eq!(pack(&file, &limits), Err(error));
    }
    assert_eq!(triangles.to_string(), "the model has more than 11 triangles");
}
