//! glTF 2.0 as JSON: what of it a CAD model needs (specification, chapter 5).
//!
//! Texts are borrowed from the file, since a buffer may be most of it; lists are bounded while they are read, so that
//! a file cannot ask for more memory than its size warrants.

use std::{borrow::Cow, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, SeqAccess, Visitor},
};

/// No list of a model is longer. Each entry takes up to some hundred bytes.
pub(super) const LONGEST_LIST: usize = 500_000;
/// No occurrence is in more assemblies.
const DEEPEST_PATH: usize = 128;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Gltf<'a> {
    #[serde(borrow)]
    pub asset: Asset<'a>,
    #[serde(borrow, default)]
    pub extensions_required: List<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub buffers: List<Buffer<'a>>,
    #[serde(default)]
    pub buffer_views: List<BufferView>,
    #[serde(borrow, default)]
    pub accessors: List<Accessor<'a>>,
    #[serde(default)]
    pub materials: List<Material>,
    #[serde(default)]
    pub meshes: List<Mesh>,
    #[serde(borrow, default)]
    pub nodes: List<Node<'a>>,
    #[serde(default)]
    pub scenes: List<Scene>,
    pub scene: Option<usize>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Asset<'a> {
    #[serde(borrow)]
    pub version: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Buffer<'a> {
    pub byte_length: usize,
    #[serde(borrow)]
    pub uri: Option<Cow<'a, str>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BufferView {
    pub buffer: usize,
    #[serde(default)]
    pub byte_offset: usize,
    pub byte_length: usize,
    pub byte_stride: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Accessor<'a> {
    pub buffer_view: Option<usize>,
    #[serde(default)]
    pub byte_offset: usize,
    pub component_type: u32,
    #[serde(default)]
    pub normalized: bool,
    pub count: usize,
    #[serde(rename = "type", borrow)]
    pub shape: Cow<'a, str>,
    pub sparse: Option<serde::de::IgnoredAny>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Material {
    #[serde(default)]
    pub pbr_metallic_roughness: Pbr,
    #[serde(default)]
    pub double_sided: bool,
}

#[derive(Debug, Deserialize)]
#[serde(default)]
pub(super) struct Pbr {
    #[serde(rename = "baseColorFactor")]
    pub color: [f32; 4],
    #[serde(rename = "metallicFactor")]
    pub metallic: f32,
    #[serde(rename = "roughnessFactor")]
    pub roughness: f32,
}

impl Default for Pbr {
    fn default() -> Self {
        Self { color: [1.0; 4], metallic: 1.0, roughness: 1.0 }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Mesh {
    #[serde(default)]
    pub primitives: List<Primitive>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Primitive {
    pub attributes: Attributes,
    pub indices: Option<usize>,
    pub material: Option<usize>,
    #[serde(default = "triangles")]
    pub mode: u32,
}

fn triangles() -> u32 {
    4
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) struct Attributes {
    pub position: Option<usize>,
    pub normal: Option<usize>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Node<'a> {
    #[serde(borrow)]
    pub name: Option<Cow<'a, str>>,
    #[serde(default)]
    pub children: Vec<usize>,
    pub mesh: Option<usize>,
    pub matrix: Option<[f64; 16]>,
    pub translation: Option<[f64; 3]>,
    pub rotation: Option<[f64; 4]>,
    pub scale: Option<[f64; 3]>,
    #[serde(borrow, default)]
    pub extensions: NodeExtensions<'a>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct NodeExtensions<'a> {
    #[serde(rename = "PTC_onshape_metadata", borrow)]
    pub onshape: Option<OnshapeMetadata<'a>>,
}

/// What Onshape says of a node: the part's id, or the occurrence's path.
#[derive(Debug, Default, Deserialize)]
pub(super) struct OnshapeMetadata<'a> {
    #[serde(borrow, default)]
    pub id: Ids<'a>,
    #[serde(default)]
    pub hidden: bool,
}

/// The ids of a path; one alone may stand outside of a list.
#[derive(Debug, Default)]
pub(super) struct Ids<'a>(pub Vec<Cow<'a, str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Ids<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMore;
        impl<'de> Visitor<'de> for OneOrMore {
            type Value = Ids<'de>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("one id or a list of them")
            }

            fn visit_borrowed_str<E: Error>(self, id: &'de str) -> Result<Ids<'de>, E> {
                Ok(Ids(vec![Cow::Borrowed(id)]))
            }

            fn visit_str<E: Error>(self, id: &str) -> Result<Ids<'de>, E> {
                Ok(Ids(vec![Cow::Owned(id.to_owned())]))
            }

            fn visit_unit<E: Error>(self) -> Result<Ids<'de>, E> {
                Ok(Ids::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Ids<'de>, A::Error> {
                let mut ids = Vec::new();
                while let Some(id) = entries.next_element::<Text>()? {
                    if ids.len() == DEEPEST_PATH {
                        return Err(A::Error::custom(TOO_LONG));
                    }
                    ids.push(id.0);
                }
                Ok(Ids(ids))
            }
        }
        deserializer.deserialize_any(OneOrMore)
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Scene {
    #[serde(default)]
    pub nodes: List<usize>,
}

/// A text, borrowed unless something in it is escaped.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// A list of at most [`LONGEST_LIST`] entries.
#[derive(Debug)]
pub(super) struct List<T>(Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> std::ops::Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bounded<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Bounded<T> {
            type Value = List<T>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<List<T>, A::Error> {
                let mut list = Vec::new();
                while let Some(entry) = entries.next_element()? {
                    if list.len() == LONGEST_LIST {
                        return Err(A::Error::custom(TOO_LONG));
                    }
                    list.push(entry);
                }
                Ok(List(list))
            }
        }
        deserializer.deserialize_seq(Bounded(PhantomData))
    }
}

/// In the message of the error that a list over its limit is.
pub(super) const TOO_LONG: &str = "a list that is too long";
