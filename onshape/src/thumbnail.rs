//! Small pictures of documents and elements.

use bytes::Bytes;

use crate::{
    Client, DocumentAt, ElementId, Error,
    answer::NO_CONTENT,
    request::{Keep, Kind, Request},
};

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

impl Client {
    /// `GET /thumbnails/d/{did}/{w|v}/{id}[/e/{eid}]/s/{size}`. Missing pictures are [`Error::NotAccessible`];
    /// Onshape has none of microversions. It is kept as long as `version` is the same: the `t` of the picture's address,
    /// or an element's microversion.
    /// [getElementThumbnailWithSize](https://cad.onshape.com/glassworks/explorer/#/Thumbnail/getElementThumbnailWithSize),
    /// [getDocumentThumbnailWithSize](https://cad.onshape.com/glassworks/explorer/#/Thumbnail/getDocumentThumbnailWithSize)
    pub async fn thumbnail(
        &self,
        at: &DocumentAt,
        element: Option<&ElementId>,
        size: ThumbnailSize,
        version: Option<&str>,
    ) -> Result<Thumbnail, Error> {
        let request = if let Some(element) = element {
            let rest = ["e", element.as_str(), "s", size.as_str()];
            Request::of_document("getElementThumbnailWithSize", "thumbnails", at, &rest)
        } else {
            Request::of_document("getDocumentThumbnailWithSize", "thumbnails", at, &["s", size.as_str()])
        };
        let keep = version.map_or(Keep::Not, |version| Keep::Labelled(version.to_owned()));
        // Onshape's stand-in for a picture that is not made yet would be kept in its place.
        let request =
            request.query("skipDefaultImage", true).kind(Kind::Picture).accept("image/*").keep(keep);
        let answer = match self.answer(request).await {
            Err(Error::Unreadable(NO_CONTENT)) => return Err(Error::NotAccessible),
            answer => answer?,
        };
        let content_type = raster(answer.content_type.as_deref().unwrap_or_default());
        let content_type = content_type.ok_or(Error::Unreadable("not a picture"))?;
        Ok(Thumbnail { content_type, bytes: answer.bytes.clone() })
    }
}

/// The types that are safe to hand to a browser under an app's own origin.
fn raster(content_type: &str) -> Option<&'static str> {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    ["image/png", "image/jpeg", "image/gif", "image/webp"].into_iter().find(|known| *known == essence)
}
