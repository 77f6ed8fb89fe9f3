//! The bytes of uploaded files, each a real one of its kind.

use super::{drawing, obj, stl, texts};
use crate::models::gltf::Asset;
use crate::models::scene::{Node, Scene, What};
use crate::models::space::Transform;
use crate::models::{Fineness, Model};
use crate::picture::{self, view::View};
use crate::world::blob::Blob;
use crate::world::id::Id;
use std::io::{Cursor, Write};
use std::sync::Arc;
use zip::write::SimpleFileOptions;

/// A photograph: a file, since nothing here writes JPEG.
const JPEG: &[u8] = include_bytes!("../../assets/flange.jpg");

/// STL and OBJ have no unit; most programs write millimetres.
const MILLIMETRES: f64 = 1000.0;

/// The file's bytes; nothing for what was stored or uploaded, which has its own.
pub fn bytes(blob: &Blob) -> Option<Vec<u8>> {
    let scene = || scene(Model::Bracket);
    let asset = || Asset::of(&scene(), Id::of("blob", "glb"), Id::of("blob", "glb"), false);
    Some(match blob {
        Blob::Pdf => {
            let scene = scene();
            drawing::pdf("Data sheet", &scene.uses(), [0.046, 0.05, 0.06])
        }
        Blob::Png => picture::of_uses(&scene().uses(), &View::thumbnail(640, 480))?,
        Blob::Jpeg => JPEG.into(),
        Blob::Svg => texts::SVG.into(),
        Blob::Html => texts::HTML.into(),
        Blob::Markdown => texts::MARKDOWN.into(),
        Blob::Text | Blob::Unmeasured => texts::PLAIN.into(),
        Blob::Csv => texts::CSV.into(),
        Blob::SemicolonCsv => texts::CSV_OF_SEMICOLONS.into(),
        Blob::TabCsv => texts::CSV_OF_TABS.into(),
        Blob::Log => texts::log(),
        Blob::Nothing => Vec::new(),
        Blob::Unknown => (0..=u8::MAX).cycle().take(4_096).collect(),
        Blob::Zip => archive(&[("Read me.txt", texts::PLAIN), ("tables/Parts list.csv", texts::CSV)]).ok()?,
        Blob::Glb => asset().to_glb(),
        Blob::Gltf => asset().to_json().into_bytes(),
        Blob::Stl => stl::binary(&scene().uses(), MILLIMETRES),
        Blob::TextStl => stl::text(&scene().uses(), MILLIMETRES).into_bytes(),
        Blob::Obj => obj::text(&scene().uses(), MILLIMETRES).into_bytes(),
        Blob::Spreadsheet => spreadsheet().ok()?,
        Blob::Stored { .. } => return None,
    })
}

fn scene(model: Model) -> Scene {
    let node = |part: crate::models::part::Part| Node {
        name: part.name.to_string(),
        path: vec![part.id.to_string()],
        transform: Transform::IDENTITY,
        hidden: part.hidden,
        what: What::Part(Arc::new(part)),
    };
    Scene(model.parts(Fineness::NORMAL).into_iter().map(node).collect())
}

/// The least that a spreadsheet program opens (ECMA-376, part 2).
fn spreadsheet() -> zip::result::ZipResult<Vec<u8>> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let office = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let files = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/book.xml\" ContentType=\"{office}.sheet.main+xml\"/><Override PartName=\"/sheet.xml\" ContentType=\"{office}.worksheet+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"r1\" Type=\"{RELATIONS}/officeDocument\" Target=\"book.xml\"/></Relationships>"
            ),
        ),
        (
            "_rels/book.xml.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"r1\" Type=\"{RELATIONS}/worksheet\" Target=\"sheet.xml\"/></Relationships>"
            ),
        ),
        (
            "book.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"Costs\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "sheet.xml",
            format!(
                "<worksheet xmlns=\"{MAIN}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Gear</t></is></c><c r=\"B1\"><v>42.5</v></c></row></sheetData></worksheet>"
            ),
        ),
    ];
    let files = files.map(|(name, text)| (name, format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{text}")));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    archive(&files)
}

fn archive(files: &[(&str, &str)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, SimpleFileOptions::default())?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
