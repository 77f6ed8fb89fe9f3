//! Documents for whoever shows what is in documents: names, drawings, properties, tab folders and pictures that try a page,
//! and bills of materials, trees and histories that try its patience.

use super::assemblies::{Builder, assembly};
use super::derived;
use super::document::{Document, Past, Picture};
use super::element::{Assembly, Content, Element};
use super::id::Id;
use super::names;
use super::rack::Rack;
use super::special::{APP, Special, Tab, alice};
use crate::models::Model;
use crate::models::space::Transform;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Racks of the catalogue, and articles in each: 20,000 in all.
const RACKS: u8 = 5;
const IN_A_RACK: u16 = 4_000;
/// Sub-assemblies in each other.
const LEVELS: usize = 40;

const PLATE: Tab<'static> = ("Plate", Content::Studio(Model::Plate));

/// Those that are quickly looked through.
pub fn light() -> Vec<(Special, Document)> {
    let mut all = vec![emoji(), drawings(), properties(), folders()];
    all.extend(pictures());
    all
}

/// Those of thousands.
pub fn heavy() -> Vec<(Special, Document)> {
    vec![bom(), deep(), many_versions()]
}

/// Names that do more than stand there.
fn emoji() -> (Special, Document) {
    let long = names::of_240_characters();
    let tabs = vec![
        APP,
        ("⚙️ Gear 🦷", Content::Studio(Model::Gear)),
        ("\u{202e}gnp.exe", Content::Studio(Model::Plate)),
        (long.as_str(), Content::Studio(Model::Bracket)),
        ("Z\u{0351}\u{036b}\u{0343}a\u{0314}l\u{0352}g\u{0308}o\u{0301}", Content::Studio(Model::Flange)),
        ("a\u{200b}b\u{00ad}c\u{feff}d", Content::FeatureStudio),
    ];
    alice(
        "emoji",
        "Names with emoji, and with letters that turn text round",
        "🔩 Bolts 👩\u{200d}🔧 & 👨\u{200d}👩\u{200d}👧\u{200d}👦 🇫🇷",
        tabs,
        41,
    )
}

/// A part studio with configuration inputs, and an assembly of it in several configurations.
pub fn configurable() -> (Special, Document) {
    let mut set = Builder::new("configurable", "Straps");
    let configurations = [
        "default",
        "List_Size=Medium;Length=0.2+meter",
        "List_Size=Large;Length=0.4+meter;Marking=B%2F2",
        "List_Size=Large;Length=0.4+meter;Marking=B%2F2",
        "Holes=false",
    ];
    for (place, configuration) in (0_u8..).zip(configurations) {
        let at = Transform::moved([0.0, 0.06 * f64::from(place), 0.0]);
        set = set
            .part("Strap", 1, "JHD", at)
            .with(|placed| configuration.clone_into(&mut placed.configuration));
    }
    let tabs =
        vec![APP, ("Configured strap", Content::Studio(Model::Configurable)), assembly("Straps", set.placed)];
    alice("configurable", "A part studio with configuration inputs", "Configured strap", tabs, 16)
}

/// Drawings that become a PDF, that become one of nothing, and that fail.
fn drawings() -> (Special, Document) {
    let tab = |number| Some(derived::element_id(Id::of("document", "drawings"), number));
    let tabs = vec![
        APP,
        ("Housing", Content::Studio(Model::Housing)),
        ("Gear", Content::Studio(Model::Gear)),
        ("Faulty", Content::BrokenStudio),
        ("Assembly 1", Content::Assembly(Assembly::Gathered)),
        ("Housing drawing", Content::Drawing(tab(1))),
        ("Assembly drawing", Content::Drawing(tab(4))),
        ("Drawing without a model", Content::Drawing(tab(99))),
        ("Drawing that fails", Content::Drawing(tab(3))),
    ];
    alice(
        "drawings",
        "Drawings of several sheets, an empty one, one that cannot be translated",
        "Drawings",
        tabs,
        42,
    )
}

/// Properties of every kind, of document, element and part.
fn properties() -> (Special, Document) {
    let tabs = vec![APP, ("Documented", Content::Studio(Model::Documented)), PLATE];
    let purpose = "Properties of every type and category, eighty of them, of the document, a tab and a part";
    let (special, mut document) = alice("properties", purpose, "Documented to the last", tabs, 43);
    change(&mut document, |number, element| {
        if number == 1 {
            element.properties = ["", "JHD"].map(|of| (of.to_owned(), said())).into();
        }
    });
    document.properties = said();
    document.description = Some("Everything that can be said has been said.".to_owned());
    (special, document)
}

/// What is said in the long list, by property id.
fn said() -> BTreeMap<String, Value> {
    use crate::api::metadata::properties::custom::ALL;
    let value = |number: usize, member: &str| match member {
        "massLimit" => json!("25 kg"),
        "overallLength" => json!(0.125),
        "dataSheet" => json!("https://example.com/sheets?part=7&lang=en"),
        "link" => json!("javascript:alert('property')"),
        "remarks" => {
            json!(format!("First line.\n<img src=x onerror=alert('remarks')>\n{}", "And so on. ".repeat(400)))
        }
        "process" => json!(["MILLED", "BENT"]),
        "approvedBy" => {
            json!({ "id": Id::of("user", "Bob"), "name": "Bob Berger", "displayName": "Bob Berger" })
        }
        "approvedOn" => json!("2026-03-14T00:00:00.000+00:00"),
        "certificate" => {
            json!({ "id": Id::of("blob", "certificate"), "fileName": "Certificate 3.1.pdf", "size": 48_213 })
        }
        "pieces" => json!(1_250_000),
        "certified" => json!(true),
        "surfaceArea" => json!("0.012345 m^2"),
        "materialPrice" | "nothingSaid" => Value::Null,
        "packaging" => {
            json!({ "displayName": "Box 3 <small>", "id": "BOX-3", "layers": [1, 2, { "pieces": 40 }] })
        }
        _ if number.is_multiple_of(9) => Value::Null,
        _ => json!(format!(
            "{} {}",
            number * 7 % 400,
            ["V", "mm", "h", "°C"].get(number % 4).copied().unwrap_or_default()
        )),
    };
    ALL.iter()
        .enumerate()
        .map(|(number, property)| (property.id.to_owned(), value(number, property.member)))
        .collect()
}

/// Tab folders in tab folders, two of the same name among them.
fn folders() -> (Special, Document) {
    const PATHS: [&[&str]; 9] = [
        &[],
        &["Machine"],
        &["Machine", "Frame"],
        &["Machine", "Frame", "Welded"],
        &["Machine", "Frame", "Welded", "<b>Left</b> & right"],
        &["Machine", "Drive"],
        &["Archive", "Drive"],
        &["أرشيف"],
        &["Machine"],
    ];
    let gear = |name| (name, Content::Studio(Model::Gear));
    let tabs = vec![
        APP,
        PLATE,
        gear("In the frame"),
        gear("In what is welded"),
        gear("At the bottom"),
        gear("In the drive"),
        gear("In the old drive"),
        gear("In the archive"),
        ("Notes", Content::FeatureStudio),
    ];
    let (special, mut document) = alice("folders", "Tab folders four deep", "Folders in folders", tabs, 44);
    change(&mut document, |number, element| {
        let path = PATHS.get(number).copied().unwrap_or_default();
        element.folder = path.iter().map(|folder| (*folder).to_owned()).collect();
    });
    (special, document)
}

/// Documents whose picture is not there, not to be had, or late.
fn pictures() -> Vec<(Special, Document)> {
    let with = |key, purpose, name, picture, age| {
        let (special, document) = alice(key, purpose, name, vec![APP, PLATE], age);
        (special, Document { picture, ..document })
    };
    vec![
        with("nopicture", "No picture, and it says so", "Without a picture", Picture::None, 45),
        with("lostpicture", "Promises a picture that is not there", "Picture lost", Picture::Lost, 46),
        with("slowpicture", "Its picture takes three seconds", "Picture late", Picture::Slow, 47),
    ]
}

/// Changes the tabs in every state.
fn change(document: &mut Document, change: impl Fn(usize, &mut Element)) {
    for state in &mut document.timeline_mut().microversions {
        for (number, element) in Arc::make_mut(&mut state.elements).iter_mut().enumerate() {
            change(number, element);
        }
    }
}

/// A warehouse whose bill of materials has 20,000 rows, no two alike.
fn bom() -> (Special, Document) {
    let studio = derived::element_id(Id::of("document", "bom"), 1);
    let rack_names: Vec<String> = (1..=RACKS).map(|number| format!("Rack {number}")).collect();
    let mut tabs = vec![APP, ("Catalogue", Content::Studio(Model::Catalogue))];
    let mut whole = Builder::new("bom", "Store");
    for (number, name) in (0_u8..).zip(&rack_names) {
        let rack = Rack { studio, first: 1 + u16::from(number) * IN_A_RACK, count: IN_A_RACK };
        tabs.push((name, Content::Assembly(Assembly::Rack(rack))));
        let at = Transform::moved([0.0, 0.4 * f64::from(number), 0.0]);
        whole = whole.group(name, 2 + usize::from(number), at);
    }
    tabs.push(assembly("Store", whole.placed));
    let purpose = "A bill of materials of 20,000 rows, with values of every kind";
    alice("bom", purpose, "Store of 20,000 articles", tabs, 51)
}

/// An assembly forty levels deep: a bolt and the next level in each.
fn deep() -> (Special, Document) {
    let level_names: Vec<String> = (1..=LEVELS).map(|level| format!("Level {level}")).collect();
    let mut tabs = vec![APP, ("Bolt", Content::Studio(Model::Bolt))];
    for (number, name) in level_names.iter().enumerate() {
        let mut level = Builder::new("deep", name).part("Hexagon bolt M8x30", 1, "JHD", Transform::IDENTITY);
        if let Some(next) = level_names.get(number + 1) {
            level = level.group(next, 3 + number, Transform::moved([0.02, 0.0, 0.0]));
        }
        tabs.push(assembly(name, level.placed));
    }
    alice("deep", "An assembly tree of forty levels", "Forty levels", tabs, 52)
}

/// Thousands of versions, years of history.
fn many_versions() -> (Special, Document) {
    let purpose = "3,000 versions, 13 workspaces, a history of 2,000 entries";
    let (special, document) = alice("manyversions", purpose, "A long past", vec![APP], 53);
    // Two years; the states follow from the id.
    let created_at = crate::clock::later(document.modified_at, -2 * 365 * 24 * 60 * 60);
    (special, Document { created_at, timeline: None, past: Past::Long, ..document })
}
