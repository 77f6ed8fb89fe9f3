//! A file of glTF, in any of its wrappings, and the buffers that belong to it.

use std::{
    borrow::Cow,
    io::{Cursor, Read},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use zip::ZipArchive;

use super::{
    accessor::Buffers,
    container,
    gltf::{Gltf, LONGEST_LIST, TOO_LONG},
    scene::{self, Scene},
};
use crate::{Feature, Limits, ModelError, Quantity};

pub(super) const ZIP: &[u8] = b"PK\x03\x04";

/// What of glTF's extensions is understood. Others may be there, but must not be required.
const UNDERSTOOD: [&str; 2] = ["KHR_mesh_quantization", "PTC_onshape_metadata"];

/// The scene of glTF as JSON, GLB, or a ZIP archive of either. What it is, is sniffed: Onshape's media types vary.
pub(crate) fn read(file: &[u8], limits: &Limits) -> Result<Scene, ModelError> {
    if !file.starts_with(ZIP) {
        return read_alone(file, &mut Siblings::None, limits);
    }
    let archive =
        ZipArchive::new(Cursor::new(file)).map_err(|_| ModelError::Broken("a truncated ZIP archive"))?;
    let model = (0..archive.len())
        .filter_map(|at| Some((at, archive.name_for_index(at)?.ok()?.into_owned())))
        .find(|(_, name)| is_model(name));
    let (at, name) = model.ok_or(ModelError::Broken("an archive without a model"))?;
    let mut siblings =
        Siblings::In { archive, folder: folder(&name).to_owned(), left: limits.bytes, limit: limits.bytes };
    let model = siblings.unpack(at)?;
    read_alone(&model, &mut siblings, limits)
}

fn is_model(name: &str) -> bool {
    let ends = |end: &str| {
        name.len() >= end.len()
            && name.get(name.len() - end.len()..).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    !name.starts_with("__MACOSX/") && (ends(".gltf") || ends(".glb"))
}

fn folder(name: &str) -> &str {
    name.rfind('/').and_then(|slash| name.get(..=slash)).unwrap_or_default()
}

/// The files beside a model.
enum Siblings<'a> {
    None,
    In { archive: ZipArchive<Cursor<&'a [u8]>>, folder: String, left: usize, limit: usize },
}

impl Siblings<'_> {
    /// The file of this name, beside the model.
    fn named(&mut self, uri: &str) -> Result<Vec<u8>, ModelError> {
        let outside = ModelError::Broken("content outside of the file");
        let Self::In { archive, folder, .. } = self else { return Err(outside) };
        let name = percent_encoding::percent_decode_str(uri).decode_utf8().map_err(|_| outside)?;
        let name = format!("{folder}{}", name.trim_start_matches("./"));
        let at = archive.index_for_name(&name).ok_or(outside)?;
        self.unpack(at)
    }

    /// What an archive says of sizes is not believed: it is unpacked until the limit.
    fn unpack(&mut self, at: usize) -> Result<Vec<u8>, ModelError> {
        let Self::In { archive, left, limit, .. } = self else {
            return Err(ModelError::Broken("no archive"));
        };
        let broken = |_| ModelError::Broken("a damaged ZIP archive");
        let entry = archive.by_index(at).map_err(|_| ModelError::Broken("a damaged ZIP archive"))?;
        let mut bytes = Vec::new();
        let most = u64::try_from(*left).unwrap_or(u64::MAX);
        entry.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(broken)?;
        let too_much = ModelError::too_much(Quantity::UnpackedBytes, *limit);
        *left = left.checked_sub(bytes.len()).ok_or(too_much)?;
        Ok(bytes)
    }
}

fn read_alone(file: &[u8], siblings: &mut Siblings, limits: &Limits) -> Result<Scene, ModelError> {
    let (json, chunk) = if container::is_glb(file) {
        container::read(file)?
    } else if file.trim_ascii_start().starts_with(b"{") {
        (file, &[][..])
    } else {
        return Err(ModelError::Broken("a file of no form that is known"));
    };
    let gltf: Gltf = serde_json::from_slice(json).map_err(|error| {
        let too_long = error.to_string().contains(TOO_LONG);
        if too_long {
            ModelError::too_much(Quantity::Entries, LONGEST_LIST)
        } else {
            ModelError::Broken("unreadable JSON")
        }
    })?;
    if !gltf.asset.version.starts_with("2.") {
        return Err(ModelError::Broken("not glTF 2"));
    }
    if let Some(missing) = gltf.extensions_required.iter().find(|name| !UNDERSTOOD.contains(&name.as_ref())) {
        return Err(ModelError::Unsupported(match missing.as_ref() {
            "KHR_draco_mesh_compression" => Feature::Draco,
            "EXT_meshopt_compression" | "KHR_meshopt_compression" => Feature::Meshopt,
            _ => Feature::Extension,
        }));
    }
    let mut left = limits.bytes;
    let mut buffers = Vec::with_capacity(gltf.buffers.len());
    for (index, buffer) in gltf.buffers.iter().enumerate() {
        let bytes: Cow<'_, [u8]> = match &buffer.uri {
            Some(uri) if uri.starts_with("data:") => Cow::Owned(decode_data_uri(uri)?),
            Some(uri) => Cow::Owned(siblings.named(uri)?),
            None if index == 0 => Cow::Borrowed(chunk),
            None => return Err(ModelError::Broken("a buffer without content")),
        };
        if bytes.len() < buffer.byte_length {
            return Err(ModelError::Broken("a truncated buffer"));
        }
        left = left.checked_sub(bytes.len()).ok_or(ModelError::too_much(Quantity::Bytes, limits.bytes))?;
        buffers.push(bytes);
    }
    scene::read(&gltf, &Buffers(buffers), limits)
}

fn decode_data_uri(uri: &str) -> Result<Vec<u8>, ModelError> {
    let data = uri.split_once(',').filter(|(head, _)| head.ends_with(";base64"));
    let (_, data) = data.ok_or(ModelError::Broken("a buffer that is not base64"))?;
    STANDARD.decode(data).map_err(|_| ModelError::Broken("unreadable base64"))
}
