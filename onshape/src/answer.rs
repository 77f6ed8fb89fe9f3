//! What Onshape sent, and how it is read.

use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt};
use reqwest::{Response, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;

use crate::{Error, Model, ModelFormat, request::Kind};

/// A 204, or nothing in a 200, where something was due.
pub(crate) const NO_CONTENT: &str = "no content";

/// How many fields of other shapes are left out of one answer, or of one item of a list, before it counts as unreadable.
const PATIENCE: usize = 64;

/// A whole answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// In lower case.
    pub content_type: Option<String>,
    pub bytes: Bytes,
}

impl Answer {
    /// Reads a whole body, at most as many bytes as this kind of answer may have.
    pub async fn read(response: Response, kind: Kind) -> Result<Self, Error> {
        if response.status() == StatusCode::NO_CONTENT {
            return Err(Error::Unreadable(NO_CONTENT));
        }
        let file = FileStream::new(response);
        Ok(Self { content_type: file.content_type.clone(), bytes: file.bytes(kind.limit()).await? })
    }

    /// Whether it looks like what was asked for, as far as can be told without reading it: what does not is not kept.
    pub fn is_whole(&self, kind: Kind) -> bool {
        match kind {
            Kind::Small | Kind::Large => self.require_json().is_ok() && is_json(&self.bytes),
            Kind::Picture => {
                self.content_type.as_deref().is_some_and(|kind| kind.starts_with("image/"))
                    && !self.bytes.is_empty()
            }
            Kind::Model => match (Model { bytes: self.bytes.clone() }).format() {
                ModelFormat::Gltf => is_json(&self.bytes),
                // Its length stands in its head.
                ModelFormat::Glb => {
                    let length = self.bytes.get(8..12).and_then(|bytes| bytes.try_into().ok());
                    length.map(u32::from_le_bytes).is_some_and(|length| length as usize == self.bytes.len())
                }
                ModelFormat::Zip | ModelFormat::Other(_) => false,
            },
        }
    }

    /// Onshape's content types carry parameters: `application/json;charset=UTF-8; qs=0.09`.
    pub fn require_json(&self) -> Result<(), Error> {
        if self.bytes.is_empty() {
            return Err(Error::Unreadable(NO_CONTENT));
        }
        let json = self.content_type.as_deref().is_some_and(|kind| kind.starts_with("application/json"));
        if json { Ok(()) } else { Err(Error::Unreadable("not JSON")) }
    }
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

fn content_type(response: &Response) -> Option<String> {
    Some(response.headers().get(header::CONTENT_TYPE)?.to_str().ok()?.to_ascii_lowercase())
}

/// Reads JSON. A field of another shape counts as absent, and an item of a list that cannot be read without it is left
/// out: an app must go on when Onshape changes something that it does not need.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    if let Ok(read) = serde_json::from_slice(bytes) {
        return Ok(read);
    }
    let value: Value =
        serde_json::from_slice(bytes).map_err(|_| Error::Unreadable("truncated, or not JSON at all"))?;
    mended(value).ok_or(Error::Unreadable("JSON of another shape"))
}

/// The same of what has been parsed: nothing, if it cannot be read even so.
pub(crate) fn mended<T: DeserializeOwned>(mut value: Value) -> Option<T> {
    for _ in 0..PATIENCE {
        let error = match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(read) => return Some(read),
            Err(error) => error,
        };
        let path: Vec<Segment> = error.path().iter().cloned().collect();
        tracing::debug!(path = %error.path(), "a field of Onshape's answer has another shape than expected");
        if !leave_out(&mut value, &path) {
            break;
        }
    }
    None
}

/// Takes out what the path leads to, or the nearest thing around it that can be taken out.
fn leave_out(value: &mut Value, path: &[Segment]) -> bool {
    let Some((last, before)) = path.split_last() else { return false };
    let parent = before.iter().try_fold(&mut *value, |value, segment| match segment {
        Segment::Map { key } => value.get_mut(key),
        Segment::Seq { index } => value.get_mut(index),
        _ => None,
    });
    let taken = match (parent, last) {
        (Some(Value::Object(fields)), Segment::Map { key }) => fields.remove(key).is_some(),
        (Some(Value::Array(items)), Segment::Seq { index }) if *index < items.len() => {
            items.remove(*index);
            true
        }
        _ => false,
    };
    taken || leave_out(value, before)
}

/// A file as it comes in.
pub struct FileStream {
    /// As Onshape says, in lower case.
    pub content_type: Option<String>,
    /// Bytes, if Onshape says how many.
    pub length: Option<u64>,
    response: Response,
}

impl FileStream {
    pub(crate) fn new(response: Response) -> Self {
        Self { content_type: content_type(&response), length: response.content_length(), response }
    }

    /// The pieces. An error, that of a connection that broke in the middle for example, is the last of them.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, Error>> + Send {
        self.response.bytes_stream().map(|piece| piece.map_err(Error::from))
    }

    /// The whole of it, if it has no more than `limit` bytes.
    pub async fn bytes(mut self, limit: u64) -> Result<Bytes, Error> {
        let fits = |length: u64| if length > limit { Err(Error::TooLarge(limit)) } else { Ok(()) };
        fits(self.length.unwrap_or(0))?;
        let first = self.response.chunk().await?.unwrap_or_default();
        fits(first.len() as u64)?;
        // Most answers are one piece: it needs no copy.
        let Some(mut piece) = self.response.chunk().await? else { return Ok(first) };
        let mut body = BytesMut::from(first);
        loop {
            fits(body.len() as u64 + piece.len() as u64)?;
            body.extend_from_slice(&piece);
            match self.response.chunk().await? {
                Some(next) => piece = next,
                None => return Ok(body.freeze()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Item {
        id: u32,
        name: Option<String>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct List {
        #[serde(default)]
        items: Vec<Item>,
    }

    #[test]
    fn a_field_of_another_shape_counts_as_absent() {
        let list: List = read(br#"{"items":[{"id":1,"name":{"text":"x"}}]}"#).unwrap();
        assert_eq!(list.items, [Item { id: 1, name: None }]);
        let list: List = read(br#"{"items":null}"#).unwrap();
        assert!(list.items.is_empty());
    }

    #[test]
    fn an_item_that_cannot_be_read_is_left_out() {
        let list: List =
            read(br#"{"items":[{"id":"one"},{"id":2,"name":"b"},null,7,{"name":"d"}]}"#).unwrap();
        assert_eq!(list.items, [Item { id: 2, name: Some("b".into()) }]);
    }

    #[test]
    fn what_is_not_json_and_what_has_no_sense_is_an_error() {
        for bad in ["", "<html>", r#"{"items":[{"id":1"#, "[]x", "7"] {
            assert!(matches!(read::<List>(bad.as_bytes()), Err(Error::Unreadable(_))), "{bad:?}");
        }
    }
}
