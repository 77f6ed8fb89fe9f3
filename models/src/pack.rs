//! From any form of glTF to one self-contained GLB.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use crate::{ModelError, container};

/// One self-contained GLB from glTF as JSON or GLB. Lengths stay metres, z stays up: nothing is transformed.
pub fn pack(file: &[u8]) -> Result<Vec<u8>, ModelError> {
    let (mut gltf, glb_buffer) = if container::is_glb(file) {
        container::read(file)?
    } else if file.trim_ascii_start().starts_with(b"{") {
        (serde_json::from_slice(file).map_err(|_| ModelError::Broken("unreadable JSON"))?, &[][..])
    } else {
        return Err(ModelError::Broken("neither glTF nor GLB"));
    };
    if !gltf.pointer("/asset/version").and_then(Value::as_str).is_some_and(|v| v.starts_with("2.")) {
        return Err(ModelError::Broken("not glTF 2"));
    }
    if !has_triangles(&gltf) {
        return Err(ModelError::Empty);
    }
    let binary = join_buffers(&mut gltf, glb_buffer)?;
    let binary = embed_images(&mut gltf, binary)?;
    check_views(&gltf, binary.len())?;
    if let Some(root) = gltf.as_object_mut() {
        root.insert("buffers".into(), json!([{ "byteLength": binary.len() }]));
    }
    container::write(&gltf, &binary)
}

/// A GLB with nothing in it, for what is [`ModelError::Empty`].
pub fn empty() -> Result<Vec<u8>, ModelError> {
    container::write(&json!({ "asset": { "version": "2.0" }, "scene": 0, "scenes": [{}] }), &[])
}

fn array<'a>(gltf: &'a Value, name: &str) -> &'a [Value] {
    gltf.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn array_mut<'a>(gltf: &'a mut Value, name: &str) -> impl Iterator<Item = &'a mut Map<String, Value>> {
    gltf.get_mut(name).and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut)
}

fn number(object: &Map<String, Value>, name: &str) -> Option<usize> {
    object.get(name)?.as_u64().and_then(|n| usize::try_from(n).ok())
}

/// Whether any primitive is made of triangles (mode 4, 5 or 6, and 4 where it is not said) and has positions.
fn has_triangles(gltf: &Value) -> bool {
    let positions = |primitive: &Value| {
        let accessor = primitive.pointer("/attributes/POSITION").and_then(Value::as_u64)?;
        array(gltf, "accessors").get(usize::try_from(accessor).ok()?)?.get("count")?.as_u64()
    };
    array(gltf, "meshes").iter().flat_map(|mesh| array(mesh, "primitives")).any(|primitive| {
        let mode = primitive.get("mode").and_then(Value::as_u64).unwrap_or(4);
        (4..=6).contains(&mode) && positions(primitive).is_some_and(|count| count >= 3)
    })
}

/// All buffers one after the other; every view moves along with its buffer.
fn join_buffers(gltf: &mut Value, glb_buffer: &[u8]) -> Result<Vec<u8>, ModelError> {
    let mut joined = Vec::new();
    let mut starts = Vec::new();
    for (index, buffer) in array(gltf, "buffers").iter().enumerate() {
        let length = buffer.get("byteLength").and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        let length = length.ok_or(ModelError::Broken("a buffer without a length"))?;
        let decoded;
        let bytes = match buffer.get("uri").and_then(Value::as_str) {
            Some(uri) => {
                decoded = decode_data_uri(uri)?.1;
                decoded.as_slice()
            }
            None if index == 0 => glb_buffer,
            None => return Err(ModelError::Broken("a buffer without content")),
        };
        starts.push(joined.len());
        joined.extend_from_slice(bytes.get(..length).ok_or(ModelError::Broken("a truncated buffer"))?);
        joined.resize(joined.len().next_multiple_of(4), 0);
    }
    for view in array_mut(gltf, "bufferViews") {
        let start = number(view, "buffer").and_then(|buffer| starts.get(buffer));
        let start = start.ok_or(ModelError::Broken("a view of a buffer that is not there"))?;
        let offset = number(view, "byteOffset").unwrap_or(0);
        view.insert("buffer".into(), json!(0));
        view.insert("byteOffset".into(), json!(start.saturating_add(offset)));
    }
    Ok(joined)
}

/// Images given as `data:` addresses become views of the buffer; addresses of anywhere else are refused.
fn embed_images(gltf: &mut Value, mut binary: Vec<u8>) -> Result<Vec<u8>, ModelError> {
    let mut next_view = array(gltf, "bufferViews").len();
    let mut views = Vec::new();
    for image in array_mut(gltf, "images") {
        let Some(uri) = image.remove("uri") else { continue };
        let (media_type, bytes) = decode_data_uri(uri.as_str().unwrap_or_default())?;
        binary.resize(binary.len().next_multiple_of(4), 0);
        views.push(json!({ "buffer": 0, "byteOffset": binary.len(), "byteLength": bytes.len() }));
        binary.extend_from_slice(&bytes);
        image.insert("mimeType".into(), json!(media_type));
        image.insert("bufferView".into(), json!(next_view));
        next_view += 1;
    }
    if let Some(root) = gltf.as_object_mut().filter(|_| !views.is_empty()) {
        let all = root.entry("bufferViews").or_insert_with(|| json!([]));
        if let Some(all) = all.as_array_mut() {
            all.extend(views);
        }
    }
    Ok(binary)
}

fn decode_data_uri(uri: &str) -> Result<(String, Vec<u8>), ModelError> {
    let outside = ModelError::Broken("content outside of the file");
    let (head, data) = uri.strip_prefix("data:").and_then(|uri| uri.split_once(',')).ok_or(outside)?;
    let media_type = head.strip_suffix(";base64").ok_or(outside)?;
    let bytes = STANDARD.decode(data).map_err(|_| ModelError::Broken("unreadable base64"))?;
    Ok((media_type.to_owned(), bytes))
}

/// No view may reach past the buffer.
fn check_views(gltf: &Value, length: usize) -> Result<(), ModelError> {
    let inside = |view: &Value| {
        let view = view.as_object()?;
        let end = number(view, "byteOffset").unwrap_or(0).checked_add(number(view, "byteLength")?)?;
        (end <= length).then_some(())
    };
    let all = array(gltf, "bufferViews").iter().all(|view| inside(view).is_some());
    if all { Ok(()) } else { Err(ModelError::Broken("a view past the end of its buffer")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One triangle as glTF JSON, its buffer inside.
    fn triangle() -> Value {
        let bytes: Vec<u8> =
            [0f32, 0., 0., 1., 0., 0., 0., 1., 0.].iter().flat_map(|f| f.to_le_bytes()).collect();
        json!({
            "asset": { "version": "2.0" },
            "buffers": [{ "byteLength": 36, "uri": format!("data:application/octet-stream;base64,{}", STANDARD.encode(bytes)) }],
            "bufferViews": [{ "buffer": 0, "byteLength": 36 }],
            "accessors": [{ "bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3" }],
            "meshes": [{ "primitives": [{ "attributes": { "POSITION": 0 } }] }],
        })
    }

    fn packed(gltf: &Value) -> Result<Vec<u8>, ModelError> {
        pack(&serde_json::to_vec(gltf).unwrap())
    }

    #[test]
    fn json_becomes_a_glb_with_its_buffer_inside() {
        let glb = packed(&triangle()).unwrap();
        let (gltf, binary) = container::read(&glb).unwrap();
        assert_eq!(gltf["buffers"], json!([{ "byteLength": 36 }]));
        assert_eq!(binary.len(), 36);
        assert_eq!(pack(&glb).unwrap(), glb, "a packed model stays as it is");
    }

    #[test]
    fn several_buffers_are_joined_and_their_views_moved() {
        let mut gltf = triangle();
        let second = gltf["buffers"][0].clone();
        gltf["buffers"].as_array_mut().unwrap().push(second);
        gltf["bufferViews"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "buffer": 1, "byteOffset": 12, "byteLength": 24 }));
        let glb = packed(&gltf).unwrap();
        let (gltf, binary) = container::read(&glb).unwrap();
        assert_eq!((gltf["bufferViews"][1]["byteOffset"].as_u64(), binary.len()), (Some(48), 72));
    }

    #[test]
    fn an_image_in_an_address_moves_into_the_buffer() {
        let mut gltf = triangle();
        gltf["images"] = json!([{ "uri": "data:image/png;base64,iVBORw==" }]);
        let (gltf, _) = container::read(&packed(&gltf).unwrap()).map(|(g, b)| (g, b.len())).unwrap();
        assert_eq!(gltf["images"], json!([{ "mimeType": "image/png", "bufferView": 1 }]));
    }

    #[test]
    fn a_model_without_triangles_is_empty() {
        let mut lines = triangle();
        lines["meshes"][0]["primitives"][0]["mode"] = json!(1);
        assert_eq!(packed(&lines), Err(ModelError::Empty));
        assert_eq!(packed(&json!({ "asset": { "version": "2.0" } })), Err(ModelError::Empty));
    }

    #[test]
    fn the_empty_model_is_a_valid_glb() {
        assert_eq!(pack(&empty().unwrap()), Err(ModelError::Empty));
    }

    #[test]
    fn hostile_files_are_broken_and_never_a_panic() {
        let break_it = |edit: fn(&mut Value)| {
            let mut gltf = triangle();
            edit(&mut gltf);
            packed(&gltf)
        };
        let cases = [
            break_it(|g| g["buffers"][0]["uri"] = json!("https://evil.example/x.bin")),
            break_it(|g| g["buffers"][0]["byteLength"] = json!(99)),
            break_it(|g| g["buffers"][0]["uri"] = json!("data:;base64,@@")),
            break_it(|g| g["bufferViews"][0]["byteLength"] = json!(u64::MAX)),
            break_it(|g| g["bufferViews"][0]["byteOffset"] = json!(u64::MAX)),
            break_it(|g| g["bufferViews"][0]["buffer"] = json!(7)),
            break_it(|g| g["images"] = json!([{ "uri": "https://evil.example/pixel.png" }])),
            break_it(|g| g["asset"]["version"] = json!("1.0")),
            pack(b""),
            pack(b"<html>"),
            pack(b"PK\x03\x04"),
            pack(b"{\"asset\":"),
            pack(b"glTF"),
            pack(b"glTF\x02\0\0\0\xff\xff\xff\xff"),
            pack(&packed(&triangle()).unwrap()[..60]),
        ];
        for (index, case) in cases.into_iter().enumerate() {
            assert!(matches!(case, Err(ModelError::Broken(_))), "case {index}: {case:?}");
        }
    }
}
