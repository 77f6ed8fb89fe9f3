//! The demo document and the awkward ones: each shows one thing that an app gets wrong.

use super::blob::Blob;
use super::derived;
use super::document::{Document, Share, Step};
use super::element::{Assembly, Content, Element};
use super::explored;
use super::id::Id;
use super::names;
use super::permission::Permission;
use super::seeded::last_touched;
use super::timeline::Workspace;
use super::user::User;
use crate::clock::later;
use crate::models::Model;
use std::sync::Arc;

/// A document that has a key by which tests find it.
#[derive(Clone, Debug)]
pub struct Special {
    /// The key in `/__sandbox/demo`.
    pub key: &'static str,
    /// What it is there for, as the landing page says it.
    pub purpose: &'static str,
    /// The document's id.
    pub document: Id,
}

/// A tab to be: name and content.
pub type Tab<'a> = (&'a str, Content);

/// The app's own tab.
pub const APP: Tab<'static> = ("Vitrine", Content::App);
const PLATE: Tab<'static> = ("Plate", Content::Studio(Model::Plate));
const BRACKET: Tab<'static> = ("Bracket", Content::Studio(Model::Bracket));

/// The demo alone.
pub fn demo() -> Vec<(Special, Document)> {
    let tabs = vec![
        APP,
        ("Housing", Content::Studio(Model::Housing)),
        ("Gear", Content::Studio(Model::Gear)),
        ("Shaft", Content::Studio(Model::Shaft)),
        ("Flange", Content::Studio(Model::Flange)),
        PLATE,
        BRACKET,
        ("Gearbox", Content::Assembly(Assembly::Gathered)),
        ("Gearbox drawing", Content::Drawing(None)),
        ("Datasheet.pdf", Content::Blob(Blob::Pdf)),
    ];
    let purpose = "The demo: six part studios, an assembly, a drawing, a PDF";
    let (special, mut document) = alice("gearbox", purpose, "Gearbox demo", tabs, 1);
    document.shares.push(Share { user: User::Bob, permission: Permission::Comment });
    document.description = Some("A single-stage gearbox with its bracket and base plate.".to_owned());
    vec![(special, document)]
}

/// What Alice may open in an account without documents.
pub fn visited() -> Vec<(Special, Document)> {
    let (special, mut document) =
        bob("gripper", "Bob's, public: Alice may open it", "Gripper concept", vec![APP, BRACKET, PLATE], 1);
    document.public = true;
    vec![(special, document)]
}

/// A document that belongs to an enterprise.
pub fn enterprise() -> (Special, Document) {
    let tabs = vec![APP, ("Gear", Content::Studio(Model::Gear)), PLATE];
    alice("enterprise", "Belongs to an enterprise", "Robot arm, axis 4", tabs, 30)
}

/// The awkward ones.
pub fn awkward() -> Vec<(Special, Document)> {
    let gear = |name| (name, Content::Studio(Model::Gear));
    let mut all = vec![
        alice(
            "markup",
            "A name that is markup",
            "<script>alert(1)</script> & \"quotes\"",
            vec![APP, PLATE, ("<b>Bold</b> & 'bracket'", Content::Studio(Model::Bracket))],
            2,
        ),
        alice("arabic", "A right-to-left name", "علبة التروس الرئيسية", vec![APP, gear("الترس")], 3),
        alice(
            "hebrew",
            "Another right-to-left name, with Latin in it",
            "תיבת הילוכים Rev B",
            vec![APP, PLATE],
            4,
        ),
        alice(
            "cjk",
            "A name in Chinese, Japanese and Korean",
            "减速机外壳 歯車ハウジング 기어박스",
            vec![APP, ("部品", Content::Studio(Model::Housing))],
            5,
        ),
        alice("long", "A name of 240 characters", &names::of_240_characters(), vec![APP, BRACKET], 6),
        alice(
            "empty",
            "A part studio without parts, and an assembly without instances",
            "Empty studio",
            vec![
                APP,
                ("Nothing here yet", Content::EmptyStudio),
                ("Nothing put together yet", Content::Assembly(Assembly::Of(Arc::default()))),
            ],
            7,
        ),
        alice(
            "unknown",
            "An element of a type that nobody has heard of",
            "Unknown element type",
            vec![APP, ("Hologram 1", Content::Unheard), PLATE],
            8,
        ),
        alice(
            "nulls",
            "Every optional field is null",
            "Everything null",
            vec![APP, BRACKET, ("Assembly 1", Content::Assembly(Assembly::Gathered))],
            9,
        ),
        alice("bare", "No elements but the app's own tab", "Only the app's tab", vec![APP], 10),
        alice(
            "broken",
            "A part studio whose glTF is broken JSON",
            "Broken glTF",
            vec![APP, ("Broken glTF", Content::BrokenStudio), PLATE],
            11,
        ),
        bob(
            "gripper",
            "Bob's own, which Alice cannot open",
            "Gripper concept",
            vec![APP, BRACKET, PLATE],
            12,
        ),
        bob(
            "borrowed",
            "Bob's, shared with Alice without the right to export",
            "Borrowed fixture",
            vec![APP, PLATE],
            13,
        ),
        files(),
        versions(),
        explored::configurable(),
        studio("many", "A part studio of sixty parts", "Sixty pins", Model::Pins, 17),
        studio("odd", "Odd part ids and names, no material, a hidden part", "Odd parts", Model::Odd, 18),
        studio("enclosure", "A part that one can look through", "Enclosure", Model::Enclosure, 19),
        assembled("onlysurfaces", "Surfaces without a solid", "Only surfaces", Model::Surfaces, 20),
        assembled("onlywires", "Curves without a solid", "Only wires", Model::Wires, 21),
    ];
    for (special, document) in &mut all {
        match special.key {
            "borrowed" => {
                document.shares.push(Share { user: User::Alice, permission: Permission::Read });
                document.shares.push(Share { user: User::Lena, permission: Permission::Comment });
            }
            "nulls" => document.bare = true,
            _ => {}
        }
    }
    all
}

fn studio(
    key: &'static str,
    purpose: &'static str,
    name: &str,
    model: Model,
    age: i64,
) -> (Special, Document) {
    alice(key, purpose, name, vec![APP, (name, Content::Studio(model))], age)
}

/// A part studio and an assembly of it.
fn assembled(
    key: &'static str,
    purpose: &'static str,
    name: &str,
    model: Model,
    age: i64,
) -> (Special, Document) {
    let assembly = ("Assembly 1", Content::Assembly(Assembly::Gathered));
    alice(key, purpose, name, vec![APP, (name, Content::Studio(model)), assembly], age)
}

/// Every kind of tab that is not a model, in tab folders.
fn files() -> (Special, Document) {
    let blob = |name, blob| (name, Content::Blob(blob));
    let tabs = vec![
        APP,
        blob("Data sheet.pdf", Blob::Pdf),
        blob("Photo.png", Blob::Png),
        blob("Logo.svg", Blob::Svg),
        blob("Report.html", Blob::Html),
        blob("Notes.md", Blob::Markdown),
        blob("Read me.txt", Blob::Text),
        blob("Parts list.csv", Blob::Csv),
        blob("Scan.glb", Blob::Glb),
        blob("Print.stl", Blob::Stl),
        blob("Mesh.obj", Blob::Obj),
        blob("Costs.xlsx", Blob::Spreadsheet),
        ("Feature Studio 1", Content::FeatureStudio),
        ("Variables", Content::VariableStudio),
        ("Rendering", Content::OtherApp),
        PLATE,
        ("Plate drawing", Content::Drawing(None)),
        blob("Photograph.jpg", Blob::Jpeg),
        blob("Scan.gltf", Blob::Gltf),
        blob("Print as text.stl", Blob::TextStl),
        blob("Stückliste.csv", Blob::SemicolonCsv),
        blob("Parts list.tsv", Blob::TabCsv),
        blob("Everything.zip", Blob::Zip),
        blob("no extension", Blob::Unknown),
        blob("Nothing.txt", Blob::Nothing),
        blob("Machine log.txt", Blob::Log),
        blob("Unmeasured.txt", Blob::Unmeasured),
    ];
    let (special, mut document) =
        alice("files", "Uploaded files of every kind, other apps' tabs, tab folders", "Files", tabs, 14);
    let workspace = document.workspace();
    for state in &mut document.timeline_mut().microversions {
        for (number, element) in Arc::make_mut(&mut state.elements).iter_mut().enumerate() {
            element.folder = match number {
                1..=7 => vec!["Documents".to_owned()],
                8..=11 => vec!["Exchange".to_owned()],
                17..=25 => vec!["Documents".to_owned(), "More".to_owned()],
                _ => Vec::new(),
            };
        }
    }
    debug_assert_eq!(document.workspace(), workspace);
    (special, document)
}

/// A document of Alice's, last changed this many minutes before the world was.
pub fn alice(
    key: &'static str,
    purpose: &'static str,
    name: &str,
    tabs: Vec<Tab<'_>>,
    age: i64,
) -> (Special, Document) {
    special(key, purpose, name, User::Alice, tabs, age)
}

/// The same, of Bob's.
pub fn bob(
    key: &'static str,
    purpose: &'static str,
    name: &str,
    tabs: Vec<Tab<'_>>,
    age: i64,
) -> (Special, Document) {
    special(key, purpose, name, User::Bob, tabs, age)
}

/// A document changed `age` minutes before the world was last touched; three versions with the same tabs.
fn special(
    key: &'static str,
    purpose: &'static str,
    name: &str,
    owner: User,
    tabs: Vec<Tab<'_>>,
    age: i64,
) -> (Special, Document) {
    let id = Id::of("document", key);
    let mut document = Document {
        created_at: later(last_touched(), -3600 * (20 + age)),
        ..Document::new(id, name.to_owned(), owner, later(last_touched(), -60 * age))
    };
    let tabs = tabs.into_iter().map(|(name, content)| (name.to_owned(), content)).collect();
    let elements = derived::elements(id, tabs, document.created_at);
    let timeline = derived::written(&document, &vec![elements.clone(); 3], elements);
    document.timeline = Some(Arc::new(timeline));
    (Special { key, purpose, document: id }, document)
}

/// A document that grew: each version has more tabs, a part was recoloured after the last, and a branch goes its own way.
fn versions() -> (Special, Document) {
    let tabs = vec![
        APP,
        PLATE,
        BRACKET,
        ("Gear", Content::Studio(Model::Gear)),
        ("Assembly 1", Content::Assembly(Assembly::Gathered)),
    ];
    let (special, mut document) =
        alice("versions", "Versions that differ, and a branch", "Fixture with a history", tabs, 15);
    let kept: [&[usize]; 3] = [&[0, 1], &[0, 1, 2], &[0, 1, 2, 3, 4]];
    for (state, kept) in document.timeline_mut().microversions.iter_mut().zip(kept) {
        let elements: Vec<Element> =
            kept.iter().filter_map(|number| state.elements.get(*number)).cloned().collect();
        state.elements = Arc::new(elements);
    }
    let branch = Workspace {
        id: Id::of("workspace", "versions/branch"),
        name: "Lighter plate".to_owned(),
        description: "Tries the plate without the bracket".to_owned(),
        microversion: document.microversion(),
        parent: document.versions().last().map(|version| version.id),
        creator: User::Bob,
        created_at: later(document.created_at, 3600),
    };
    let (main, branched) = (document.workspace(), branch.id);
    document.shares.push(Share { user: User::Bob, permission: Permission::Write });
    document.timeline_mut().workspaces.push(branch);
    let step = |key: &str, author, minutes: i64, description: &str| Step {
        microversion: Id::of("microversion", format_args!("versions/{key}")),
        author,
        date: later(last_touched(), -60 * minutes),
        description: description.to_owned(),
    };
    document.advance(branched, step("branch", User::Bob, 90, "Delete tab : Bracket"), |elements| {
        elements.retain(|element| element.name != "Bracket");
    });
    document.advance(main, step("rename", User::Alice, 40, "Rename tab : Gear, 20 teeth"), |elements| {
        elements.iter_mut().filter(|element| element.name == "Gear").for_each(|element| {
            "Gear, 20 teeth".clone_into(&mut element.name);
        });
    });
    (special, document)
}
