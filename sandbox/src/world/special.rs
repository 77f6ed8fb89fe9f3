//! The demo document and the awkward ones: each shows one thing that an app gets wrong.

use super::document::{Document, Share, Tabs};
use super::element::Content;
use super::id::Id;
use super::names;
use super::seeded::last_touched;
use super::user::User;
use crate::clock::later;
use crate::models::Model;

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

const APP: (&str, Content) = ("Vitrine", Content::App);
const PLATE: (&str, Content) = ("Plate", Content::Studio(Model::Plate));
const BRACKET: (&str, Content) = ("Bracket", Content::Studio(Model::Bracket));

fn gearbox() -> Vec<(&'static str, Content)> {
    vec![
        APP,
        ("Housing", Content::Studio(Model::Housing)),
        ("Gear", Content::Studio(Model::Gear)),
        ("Shaft", Content::Studio(Model::Shaft)),
        ("Flange", Content::Studio(Model::Flange)),
        PLATE,
        BRACKET,
        ("Gearbox", Content::Assembly),
        ("Gearbox drawing", Content::Drawing),
        ("Datasheet.pdf", Content::Pdf),
    ]
}

/// All of them, the demo first.
pub fn documents() -> Vec<(Special, Document)> {
    let alice = |key, purpose, name: &str, tabs| special(key, purpose, name, User::Alice, tabs);
    let mut all = vec![
        alice(
            "gearbox",
            "The demo: six part studios, an assembly, a drawing, a PDF",
            "Gearbox demo",
            gearbox(),
        ),
        alice(
            "markup",
            "A name that is markup",
            "<script>alert(1)</script> & \"quotes\"",
            vec![APP, PLATE, ("<b>Bold</b> & 'bracket'", Content::Studio(Model::Bracket))],
        ),
        alice(
            "arabic",
            "A right-to-left name",
            "علبة التروس الرئيسية",
            vec![APP, ("الترس", Content::Studio(Model::Gear))],
        ),
        alice(
            "hebrew",
            "Another right-to-left name, with Latin in it",
            "תיבת הילוכים Rev B",
            vec![APP, PLATE],
        ),
        alice(
            "cjk",
            "A name in Chinese, Japanese and Korean",
            "减速机外壳 歯車ハウジング 기어박스",
            vec![APP, ("部品", Content::Studio(Model::Housing))],
        ),
        alice("long", "A name of 240 characters", &names::of_240_characters(), vec![APP, BRACKET]),
        alice(
            "empty",
            "A part studio without parts",
            "Empty studio",
            vec![APP, ("Nothing here yet", Content::EmptyStudio)],
        ),
        alice(
            "unknown",
            "An element of a type that nobody has heard of",
            "Unknown element type",
            vec![APP, ("Hologram 1", Content::Unheard), PLATE],
        ),
        alice("nulls", "Every optional field is null", "Everything null", vec![APP, BRACKET]),
        alice("bare", "No elements but the app's own tab", "Only the app's tab", vec![APP]),
        alice(
            "broken",
            "A part studio whose glTF is broken JSON",
            "Broken glTF",
            vec![APP, ("Broken glTF", Content::BrokenStudio), PLATE],
        ),
        special(
            "gripper",
            "Bob's own, which Alice cannot open",
            "Gripper concept",
            User::Bob,
            vec![APP, BRACKET, PLATE],
        ),
        special(
            "borrowed",
            "Bob's, shared with Alice without the right to export",
            "Borrowed fixture",
            User::Bob,
            vec![APP, PLATE],
        ),
    ];
    for (minutes, (special, document)) in (1_i64..).zip(&mut all) {
        document.modified_at = later(last_touched(), -60 * minutes);
        document.created_at = later(last_touched(), -3600 * (20 + minutes));
        match special.key {
            "gearbox" => document.shared = Some(Share::ReadAndExport),
            "borrowed" => document.shared = Some(Share::Read),
            "nulls" => document.bare = true,
            _ => {}
        }
    }
    all
}

fn special(
    key: &'static str,
    purpose: &'static str,
    name: &str,
    owner: User,
    tabs: Vec<(&'static str, Content)>,
) -> (Special, Document) {
    let id = Id::of("document", key);
    let document = Document {
        id,
        name: name.to_owned(),
        owner,
        shared: None,
        public: false,
        trashed: false,
        created_at: last_touched(),
        modified_at: last_touched(),
        tabs: Tabs::Listed(tabs),
        bare: false,
    };
    (Special { key, purpose, document: id }, document)
}
