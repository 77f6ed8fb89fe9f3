//! The file that an export makes. The same request makes the same bytes.

use super::archive::{self, Entry};
use super::format::{Format, ZIP};
use super::options::Options;
use crate::files::{drawing, obj, stl};
use crate::models::Fineness;
use crate::models::configuration::BadConfiguration;
use crate::models::gltf::Asset;
use crate::models::scene::{Node, Scene, What};
use crate::models::space::{Transform, between};
use crate::picture::Size;
use crate::state::State;
use crate::world::element::Content;
use crate::world::structure::{Found, Resolver, drawn};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A file.
#[derive(Debug)]
pub struct File {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// `application/zip`, or that of the format.
    pub media_type: &'static str,
}

/// Why there is no file; the sentence is what `failureReason` says.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// No part that the format can hold.
    #[error("There is nothing to export")]
    Nothing,
    /// None of the parts asked for is there.
    #[error("The parts to export do not exist")]
    NoSuchParts,
    /// The studio does not regenerate.
    #[error("The element has errors and cannot be exported")]
    Faulty,
    /// The values do not fit the configuration inputs.
    #[error(transparent)]
    Configuration(#[from] BadConfiguration),
    /// A writer failed.
    #[error("The file could not be written")]
    Unwritten(#[from] zip::result::ZipError),
}

/// JSON that stops in the middle, as when a connection is cut.
const BROKEN: &str =
    r#"{"asset":{"version":"2.0","generator":"ONSHAPE BY PTC INC, 1.218"},"scene":0,"scenes":[{"nodes":[0"#;

/// Z up becomes Y up.
const Y_UP: Transform =
    Transform([1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]);

/// Whether the file is a ZIP.
pub fn is_zipped(format: Format, options: &Options) -> bool {
    format == Format::ZippedGltf || (format.is_model() && !options.grouping)
}

/// Whether [`file`] would make one, found out without making it.
pub fn check(state: &State, found: &Found, format: Format, options: &Options) -> Result<(), Failure> {
    if found.element.content == Content::BrokenStudio {
        return if format.is_gltf() { Ok(()) } else { Err(Failure::Faulty) };
    }
    if let Content::Drawing(of) = found.element.content
        && drawn(&found.tabs, of).is_some_and(|model| model.content == Content::BrokenStudio)
    {
        return Err(Failure::Faulty);
    }
    let scene = scene(state, found, options, Fineness::COARSE)?;
    if scene.0.is_empty() && !options.parts.is_empty() {
        return Err(Failure::NoSuchParts);
    }
    let surfaces = || scene.uses().iter().any(|used| !used.hidden && !used.part.mesh.triangles.is_empty());
    let enough = match format {
        // A glTF without parts is a valid file, and so is an empty sheet; an STL without triangles is not.
        Format::Gltf | Format::Glb | Format::ZippedGltf | Format::Pdf => true,
        Format::BinaryStl | Format::TextStl | Format::Obj => surfaces(),
        Format::Png => !scene.0.is_empty(),
    };
    if enough { Ok(()) } else { Err(Failure::Nothing) }
}

/// The file. `name` is that of the files in a ZIP, without extension.
pub fn file(
    state: &State,
    found: &Found,
    name: &str,
    format: Format,
    options: &Options,
) -> Result<File, Failure> {
    let name = archive::safe(name);
    if found.element.content == Content::BrokenStudio && format.is_gltf() {
        return finish(vec![Entry { name, extension: "gltf", bytes: BROKEN.into() }], format, options);
    }
    check(state, found, format, options)?;
    let bytes = match format {
        Format::Png => {
            let picture = state.pictures.of_element(state, found, &options.configuration, Size::LARGE);
            picture.ok_or(Failure::Nothing)?.to_vec()
        }
        Format::Pdf => {
            let scene = scene(state, found, options, Fineness::PICTURE)?;
            let size = scene.bounds().map_or([0.0; 3], |(low, high)| between(high, low));
            drawing::pdf(&found.element.name, &scene.uses(), size)
        }
        _ => return model(state, found, name, format, options),
    };
    Ok(File { bytes, media_type: format.media_type() })
}

fn model(
    state: &State,
    found: &Found,
    name: String,
    format: Format,
    options: &Options,
) -> Result<File, Failure> {
    let scene = scene(state, found, options, options.fineness())?;
    let groups = if options.grouping {
        vec![(name, scene)]
    } else {
        let names = archive::told_apart(scene.0.iter().map(|node| node.name.as_str()));
        names.into_iter().zip(scene.0).map(|(name, node)| (name, Scene(vec![node]))).collect()
    };
    let entries = groups.into_iter().flat_map(|(name, scene)| entries(found, name, &scene, format, options));
    finish(entries.collect(), format, options)
}

fn finish(mut entries: Vec<Entry>, format: Format, options: &Options) -> Result<File, Failure> {
    if is_zipped(format, options) {
        return Ok(File { bytes: archive::zip(&entries)?, media_type: ZIP });
    }
    let bytes = entries.pop().map(|entry| entry.bytes).ok_or(Failure::Nothing)?;
    Ok(File { bytes, media_type: format.media_type() })
}

/// The files of a scene: one, or two for glTF with its buffer beside it.
fn entries(found: &Found, name: String, scene: &Scene, format: Format, options: &Options) -> Vec<Entry> {
    let entry = |bytes| vec![Entry { name: name.clone(), extension: format.extension(), bytes }];
    let asset = || {
        let asset = Asset::of(scene, found.document, found.element.id, options.y_up);
        if options.export_ids { asset } else { asset.without_ids() }
    };
    let uses = || if options.y_up { y_up(scene).uses() } else { scene.uses() };
    match format {
        Format::Gltf => entry(asset().to_json().into_bytes()),
        Format::Glb => entry(asset().to_glb()),
        Format::ZippedGltf => {
            let address = format!("{}.bin", utf8_percent_encode(&name, NON_ALPHANUMERIC));
            let (text, buffer) = asset().to_files(&address);
            let buffer = buffer.map(|bytes| Entry { name: name.clone(), extension: "bin", bytes });
            entry(text.into_bytes()).into_iter().chain(buffer).collect()
        }
        Format::BinaryStl => entry(stl::binary(&uses(), options.factor())),
        Format::TextStl => entry(stl::text(&uses(), options.factor()).into_bytes()),
        Format::Obj => entry(obj::text(&uses(), options.factor()).into_bytes()),
        Format::Pdf | Format::Png => Vec::new(),
    }
}

/// What the options leave of an element.
fn scene(state: &State, found: &Found, options: &Options, fineness: Fineness) -> Result<Scene, Failure> {
    let mut scene = Resolver::new(state, fineness).scene(found, &options.configuration)?;
    keep(&mut scene.0, options);
    Ok(scene)
}

fn keep(nodes: &mut Vec<Node>, options: &Options) {
    nodes.retain_mut(|node| match &mut node.what {
        _ if node.hidden && options.without_hidden => false,
        What::Part(part) => options.wants(&part.id) && !(part.hidden && options.without_hidden),
        What::Group(nodes) => {
            keep(nodes, options);
            !nodes.is_empty() || options.parts.is_empty()
        }
    });
}

fn y_up(scene: &Scene) -> Scene {
    let what = What::Group(scene.0.clone());
    Scene(vec![Node { name: String::new(), path: Vec::new(), transform: Y_UP, hidden: false, what }])
}
