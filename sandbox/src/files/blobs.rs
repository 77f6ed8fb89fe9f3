//! The bytes of uploaded files, each a real one of its kind.

use super::{drawing, obj, stl};
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

const MARKDOWN: &str = "# Notes\n\nThe **gearbox** runs in oil.\n\n- Change it every 2,000 hours\n- Torque: 25 Nm\n\n\
    <script>alert('notes')</script>\n\n| Part | Number |\n|---|---|\n| Gear | GB-120 |\n| Shaft | GB-130 |\n";
const TEXT: &str = "Read me first.\r\n\r\nGrüße, 你好, مرحبا.\r\n<b>This is not markup.</b>\r\n";
const CSV: &str = "Item,Part number,Name,Quantity\r\n1,GB-100,Plate,1\r\n2,GB-120,\"Gear, 20 teeth\",1\r\n\
    3,=1+1,\"A \"\"quoted\"\" name\",2\r\n";
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 40\"><script>alert('svg')</script>\
    <circle cx=\"20\" cy=\"20\" r=\"16\" fill=\"#1b5fcc\"/></svg>";
const HTML: &str = "<!doctype html><title>Report</title><h1>Report</h1><script>alert('html')</script>\
    <img src=x onerror=\"alert('onerror')\">";

/// The file's bytes; nothing for what was stored or uploaded, which has its own.
pub fn bytes(blob: &Blob) -> Option<Vec<u8>> {
    let scene = || scene(Model::Bracket);
    Some(match blob {
        Blob::Pdf => {
            let scene = scene();
            drawing::pdf("Data sheet", &scene.uses(), [0.046, 0.05, 0.06])
        }
        Blob::Png => picture::of_uses(&scene().uses(), &View::thumbnail(640, 480))?,
        Blob::Svg => SVG.into(),
        Blob::Html => HTML.into(),
        Blob::Markdown => MARKDOWN.into(),
        Blob::Text => TEXT.into(),
        Blob::Csv => CSV.into(),
        Blob::Glb => Asset::of(&scene(), Id::of("blob", "glb"), Id::of("blob", "glb"), false).to_glb(),
        Blob::Stl => stl::binary(&scene().uses(), 1.0),
        Blob::Obj => obj::text(&scene().uses(), 1.0).into_bytes(),
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
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
