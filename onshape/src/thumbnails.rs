//! Small pictures of documents and elements.

use bytes::Bytes;

use crate::{AccessToken, Api, DocumentId, ElementId, Error, Wvm};

/// The most bytes that a thumbnail may have.
const LIMIT: u64 = 4 << 20;

/// The sizes that Onshape makes, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ThumbnailSize {
    /// 70 by 40.
    Row,
    /// 300 by 170.
    Card,
    /// 300 by 300.
    Square,
    /// 600 by 340.
    Large,
}

impl ThumbnailSize {
    /// As in Onshape's paths.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Row => "70x40",
            Self::Card => "300x170",
            Self::Square => "300x300",
            Self::Large => "600x340",
        }
    }

    /// From a path.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Row, Self::Card, Self::Square, Self::Large].into_iter().find(|size| size.as_str() == text)
    }
}

/// A picture as Onshape sent it.
#[derive(Debug, Clone)]
pub struct Thumbnail {
    /// `image/png` or another raster type; never SVG or HTML.
    pub content_type: &'static str,
    /// The file.
    pub bytes: Bytes,
}

impl Api {
    /// `GET /thumbnails/d/{did}/{w|v}/{id}[/e/{eid}]/s/{size}`. Missing pictures are [`Error::NotAccessible`];
    /// Onshape has none of microversions.
    pub async fn thumbnail(
        &self,
        token: &AccessToken,
        document: &DocumentId,
        wvm: &Wvm,
        element: Option<&ElementId>,
        size: ThumbnailSize,
    ) -> Result<Thumbnail, Error> {
        let letter = wvm.letter().to_string();
        let mut path = vec!["thumbnails", "d", document.as_str(), &letter, wvm.id().as_str()];
        if let Some(element) = element {
            path.extend(["e", element.as_str()]);
        }
        path.extend(["s", size.as_str()]);
        let (content_type, bytes) = self.file(token, self.url(&path)?, "image/*", LIMIT).await?;
        let content_type = raster(content_type.as_deref().unwrap_or_default());
        content_type
            .map(|content_type| Thumbnail { content_type, bytes })
            .ok_or(Error::Unreadable("not a picture"))
    }
}

/// The types that are safe to hand to a browser under our own origin.
fn raster(content_type: &str) -> Option<&'static str> {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    ["image/png", "image/jpeg", "image/gif", "image/webp"].into_iter().find(|known| *known == essence)
}
