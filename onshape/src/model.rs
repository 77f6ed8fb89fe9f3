//! Shapes that several operations share.

use bytes::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{
    Error,
    lenient::{by_key, figures, items, or_nan},
    open_enum::open_enum,
};

/// Somebody or something, named.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Reference {
    /// Whose or which.
    pub id: Option<String>,
    /// As shown.
    pub name: Option<String>,
}

/// Pictures of a document or an element.
#[derive(Debug, Clone, Deserialize)]
pub struct ThumbnailInfo {
    /// Onshape's own address; it changes with the picture (its query `t`).
    pub href: Option<String>,
    /// One for each size.
    #[serde(default, deserialize_with = "items")]
    pub sizes: Vec<ThumbnailSizeInfo>,
}

/// A picture in one size.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ThumbnailSizeInfo {
    /// Such as `300x170`.
    pub size: Option<String>,
    /// Onshape's own address.
    pub href: Option<String>,
    /// Such as `image/png`.
    pub media_type: Option<String>,
}

/// An axis-aligned box, in metres. A side of which Onshape says nothing is NaN: then there is no box.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct BoundingBox {
    /// Least x.
    #[serde(deserialize_with = "or_nan")]
    pub low_x: f64,
    /// Least y.
    #[serde(deserialize_with = "or_nan")]
    pub low_y: f64,
    /// Least z.
    #[serde(deserialize_with = "or_nan")]
    pub low_z: f64,
    /// Greatest x.
    #[serde(deserialize_with = "or_nan")]
    pub high_x: f64,
    /// Greatest y.
    #[serde(deserialize_with = "or_nan")]
    pub high_y: f64,
    /// Greatest z.
    #[serde(deserialize_with = "or_nan")]
    pub high_z: f64,
}

impl Default for BoundingBox {
    fn default() -> Self {
        let [low_x, low_y, low_z, high_x, high_y, high_z] = [f64::NAN; 6];
        Self { low_x, low_y, low_z, high_x, high_y, high_z }
    }
}

/// Mass properties (`BTMassPropertiesInfo`). Kilograms and metres; each figure comes as value, least and greatest, and a
/// list ends where one of them is missing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MassProperties {
    /// Kilograms.
    #[serde(default, deserialize_with = "figures")]
    pub mass: Vec<f64>,
    /// Cubic metres.
    #[serde(default, deserialize_with = "figures")]
    pub volume: Vec<f64>,
    /// Surface, in square metres.
    #[serde(default, deserialize_with = "figures")]
    pub periphery: Vec<f64>,
    /// Centre of mass, in metres: x, y and z, then the least of each, then the greatest.
    #[serde(default, deserialize_with = "figures")]
    pub centroid: Vec<f64>,
    /// Moments of inertia, kg m²: nine by rows, then the least, then the greatest.
    #[serde(default, deserialize_with = "figures")]
    pub inertia: Vec<f64>,
    /// Principal moments of inertia, kg m².
    #[serde(default, deserialize_with = "figures")]
    pub principal_inertia: Vec<f64>,
    /// Whether anything has a mass: what has no material has none.
    pub has_mass: Option<bool>,
    /// How many parts have none.
    pub mass_missing_count: Option<i32>,
}

impl MassProperties {
    /// Kilograms, if there is a mass.
    pub fn kilograms(&self) -> Option<f64> {
        self.mass.first().copied().filter(|_| self.has_mass != Some(false))
    }
}

/// Mass properties by part, or of everything as `-all-` (`BTMassPropertiesBulkInfo`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MassPropertiesByBody {
    /// By part id.
    #[serde(default, deserialize_with = "by_key")]
    pub bodies: std::collections::BTreeMap<String, MassProperties>,
    /// Of which state.
    pub microversion_id: Option<String>,
}

/// Where a picture is taken from, and how large it is.
#[derive(Debug, Clone)]
pub struct ShadedViewOptions {
    /// `front`, `top`, `isometric` …, or 12 numbers: three rows of rotation and translation.
    pub view_matrix: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Metres of a pixel; 0 fits everything in.
    pub pixel_size: f64,
    /// Draw edges.
    pub edges: bool,
    /// Show surfaces.
    pub include_surfaces: bool,
    /// Show wires.
    pub include_wires: bool,
}

impl Default for ShadedViewOptions {
    fn default() -> Self {
        Self {
            view_matrix: "isometric".into(),
            width: 500,
            height: 500,
            pixel_size: 0.0,
            edges: true,
            include_surfaces: true,
            include_wires: true,
        }
    }
}

/// `BTShadedViewsInfo`
#[derive(Debug, Deserialize)]
pub(crate) struct ShadedViews {
    #[serde(default, deserialize_with = "items")]
    images: Vec<String>,
}

impl ShadedViews {
    /// The first picture, a PNG.
    pub fn png(&self) -> Result<Bytes, Error> {
        use base64::{Engine, engine::general_purpose::STANDARD};
        let image = self.images.first().ok_or(Error::Unreadable("no picture"))?;
        STANDARD.decode(image).map(Bytes::from).map_err(|_| Error::Unreadable("a picture that is not base64"))
    }
}

/// How fine a model is made and which parts of it are in it.
#[derive(Debug, Clone, Default)]
pub struct GltfOptions {
    /// These parts only.
    pub parts: Vec<crate::PartId>,
    /// The greatest angle between the normals of neighbouring facets, in radians.
    pub angle_tolerance: Option<f64>,
    /// The greatest distance between a facet and the surface, in metres.
    pub chord_tolerance: Option<f64>,
    /// The greatest side of a facet, in metres.
    pub max_facet_width: Option<f64>,
    /// A node for each face, so that faces can be told apart.
    pub separate_faces: bool,
}

/// A model as Onshape exported it.
#[derive(Debug, Clone)]
pub struct Model {
    /// The file.
    pub bytes: Bytes,
}

open_enum! {
    /// What a file is, told by how it begins: Onshape's content types are vague.
    ModelFormat {
        /// glTF as JSON.
        Gltf = "gltf",
        /// glTF as one binary file.
        Glb = "glb",
        /// A ZIP archive with a model in it.
        Zip = "zip",
    }
}

impl Model {
    /// What it is.
    pub fn format(&self) -> ModelFormat {
        let text = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.bytes).trim_ascii_start();
        match text {
            [b'g', b'l', b'T', b'F', ..] => ModelFormat::Glb,
            [b'P', b'K', 3, 4, ..] => ModelFormat::Zip,
            [b'{', ..] => ModelFormat::Gltf,
            _ => ModelFormat::Other(String::new()),
        }
    }
}

open_enum! {
    /// A unit, by Onshape's name.
    Unit {
        /// 1 m
        Meter = "meter",
        /// 0.01 m
        Centimeter = "centimeter",
        /// 0.001 m
        Millimeter = "millimeter",
        /// 0.0254 m
        Inch = "inch",
        /// 0.3048 m
        Foot = "foot",
        /// 0.9144 m
        Yard = "yard",
        /// 1 rad
        Radian = "radian",
        /// π/180 rad
        Degree = "degree",
        /// 1 kg
        Kilogram = "kilogram",
        /// 0.001 kg
        Gram = "gram",
        /// 0.45359237 kg
        Pound = "pound",
        /// 0.028349523125 kg
        Ounce = "ounce",
    }
}

impl Unit {
    /// How many of the SI's units (metres, radians, kilograms) it has; nothing for units that are not known.
    pub fn si(&self) -> Option<f64> {
        Some(match self {
            Self::Meter | Self::Radian | Self::Kilogram => 1.0,
            Self::Centimeter => 0.01,
            Self::Millimeter | Self::Gram => 0.001,
            Self::Inch => 0.0254,
            Self::Foot => 0.3048,
            Self::Yard => 0.9144,
            Self::Degree => std::f64::consts::PI / 180.0,
            Self::Pound => 0.453_592_37,
            Self::Ounce => 0.028_349_523_125,
            Self::Other(_) => return None,
        })
    }
}

/// A page of a list, and where the next one is.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// Often fewer than were asked for.
    pub items: Vec<T>,
    /// Where the next page starts, if there is one: read from Onshape's `next`, which may skip more than the items that
    /// were sent.
    pub next_offset: Option<u32>,
}

/// `BTListResponse…`
#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "T: serde::de::DeserializeOwned"))]
pub(crate) struct List<T> {
    #[serde(default = "Vec::new", deserialize_with = "items")]
    items: Vec<T>,
    next: Option<String>,
}

impl<T> List<T> {
    pub fn page(self, offset: u32) -> Page<T> {
        let received = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        let next_offset = self.next.map(|next| next_offset(&next, offset, received));
        Page { items: self.items, next_offset }
    }
}

/// The offset in `next`; an address that Onshape names is never followed as such. Where it cannot be read, or does not
/// lead on, the list goes on after what was received.
fn next_offset(next: &str, offset: u32, received: u32) -> u32 {
    let named = url::Url::parse(next).ok().and_then(|url| {
        url.query_pairs().find_map(|(key, value)| (key == "offset").then(|| value.parse().ok())?)
    });
    named.filter(|named| *named > offset).unwrap_or(offset.saturating_add(received.max(1)))
}

/// Onshape writes `2025-08-22T21:20:42.217+00:00` in answers, `-0500` in webhooks, and milliseconds since 1970 here and
/// there; what is none of these counts as absent.
pub(crate) fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Form {
        Text(String),
        Milliseconds(i64),
        Other(serde::de::IgnoredAny),
    }
    Ok(match Option::<Form>::deserialize(deserializer)? {
        Some(Form::Text(text)) => parse_time(&text),
        Some(Form::Milliseconds(number)) => Timestamp::from_millisecond(number).ok(),
        Some(Form::Other(_)) | None => None,
    })
}

pub(crate) fn parse_time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let formats = ["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%dT%H:%M:%S%.f%:z"];
    let zoned = || formats.iter().find_map(|format| Timestamp::strptime(format, text).ok());
    // Without a zone it is UTC.
    let local = || text.parse::<jiff::civil::DateTime>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok();
    text.parse().ok().or_else(zoned).or_else(|| local().map(|zoned| zoned.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_starts_where_onshape_says() {
        assert_eq!(next_offset("https://cad.onshape.com/api/documents?offset=40&limit=20", 20, 17), 40);
        assert_eq!(
            next_offset("https://evil.example/api/documents?offset=40", 20, 17),
            40,
            "no host is followed"
        );
        assert_eq!(next_offset("not an address", 20, 17), 37);
        assert_eq!(next_offset("https://cad.onshape.com/api/documents?offset=20", 20, 0), 21, "it moves on");
    }

    #[test]
    fn times_are_read_in_every_form_that_was_seen() {
        let expected = "2024-05-06T04:46:29.284Z".parse().ok();
        for text in [
            "2024-05-06T04:46:29.284Z",
            "2024-05-06T04:46:29.284+00:00",
            "2024-05-05T23:46:29.284-0500",
            "2024-05-05T23:46:29.284-05:00",
            "2024-05-06T04:46:29.284",
        ] {
            assert_eq!(parse_time(text), expected, "{text}");
        }
        for text in ["", "yesterday", "2024-13-45T00:00:00Z"] {
            assert_eq!(parse_time(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_file_is_told_by_how_it_begins() {
        for (bytes, format) in [
            (&b"glTF\x02"[..], ModelFormat::Glb),
            (b"PK\x03\x04", ModelFormat::Zip),
            (b"\xef\xbb\xbf \n{", ModelFormat::Gltf),
            (b"<html>", ModelFormat::Other(String::new())),
            (b"", ModelFormat::Other(String::new())),
        ] {
            assert_eq!(Model { bytes: Bytes::from_static(bytes) }.format(), format);
        }
    }
}
