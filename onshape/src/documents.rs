//! Documents, and the elements in them.

use serde::{Deserialize, Deserializer, Serialize};

use crate::{AccessToken, Api, DocumentId, ElementId, Error, Wvm, WvmId};

/// Which documents to list: the values of `filter` of `GET /documents`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DocumentFilter {
    /// All that the user may open.
    #[default]
    All,
    /// Created by the user.
    Created,
    /// Shared with the user.
    Shared,
    /// Opened recently.
    Recent,
}

impl DocumentFilter {
    fn code(self) -> &'static str {
        match self {
            Self::All => "0",
            Self::Created => "1",
            Self::Shared => "2",
            Self::Recent => "5",
        }
    }
}

/// What to ask of `GET /documents`. Onshape gives 20 at the most at a time.
#[derive(Debug, Clone, Default)]
pub struct DocumentQuery {
    /// Part of the name; empty for all.
    pub text: String,
    /// Which documents.
    pub filter: DocumentFilter,
    /// How many to pass over.
    pub offset: u32,
}

/// A page of documents.
#[derive(Debug, Clone)]
pub struct DocumentPage {
    /// Up to 20, often fewer.
    pub items: Vec<Document>,
    /// The offset of the next page, where there is one: read from Onshape's `next`, which may skip more than the
    /// items that were sent.
    pub next_offset: Option<u32>,
}

/// `BTDocumentSummaryInfo`, as much of it as is used.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// The document.
    pub id: DocumentId,
    /// The name, up to 256 characters of any script.
    pub name: Option<String>,
    /// Whoever owns it.
    pub owner: Option<Owner>,
    /// When it last changed.
    #[serde(default, deserialize_with = "lenient_time")]
    pub modified_at: Option<jiff::Timestamp>,
    /// Where one lands when one opens it.
    #[serde(default, deserialize_with = "lenient")]
    pub default_workspace: Option<Workspace>,
    /// Pictures of it.
    #[serde(default, deserialize_with = "lenient")]
    pub thumbnail: Option<ThumbnailInfo>,
}

/// The owner of a document: a user or a company.
#[derive(Debug, Clone, Deserialize)]
pub struct Owner {
    /// As shown.
    pub name: Option<String>,
}

/// A workspace of a document.
#[derive(Debug, Clone, Deserialize)]
pub struct Workspace {
    /// The workspace.
    pub id: WvmId,
    /// As shown.
    pub name: Option<String>,
}

/// Pictures of a document or an element; `href` changes with the picture (its query `t`).
#[derive(Debug, Clone, Deserialize)]
pub struct ThumbnailInfo {
    /// Onshape's own address.
    pub href: Option<String>,
}

/// `BTDocumentElementInfo`, as much of it as is used.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Element {
    /// The element.
    pub id: ElementId,
    /// As on its tab.
    pub name: Option<String>,
    /// Onshape's classification, which calls a drawing `APPLICATION`.
    #[serde(rename = "elementType")]
    class: Option<String>,
    /// Such as `onshape/partstudio`, `onshape-app/drawing`, or the MIME type of a file.
    data_type: Option<String>,
    /// Changes with the element and only then: a cache key.
    pub microversion_id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    application_target: Option<ApplicationTarget>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ApplicationTarget {
    client_id: Option<String>,
}

/// What an element is, told by its type and its data type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ElementType {
    /// Parts, modelled.
    PartStudio,
    /// Instances of parts and assemblies.
    Assembly,
    /// A drawing.
    Drawing,
    /// A file that was uploaded.
    Blob,
    /// Custom features as text.
    FeatureStudio,
    /// Variables for other elements.
    VariableStudio,
    /// A tab of another application.
    Application,
    /// Anything else, by Onshape's name.
    Other(String),
}

impl Element {
    /// OAuth client id of the application whose tab this is.
    pub fn application_client_id(&self) -> Option<&str> {
        self.application_target.as_ref()?.client_id.as_deref()
    }

    /// See [`ElementType`].
    pub fn kind(&self) -> ElementType {
        let data_type = self.data_type.as_deref().unwrap_or_default();
        match (self.class.as_deref().unwrap_or_default(), data_type) {
            (_, "onshape-app/drawing") | ("DRAWING", _) => ElementType::Drawing,
            ("PARTSTUDIO", _) => ElementType::PartStudio,
            ("ASSEMBLY", _) => ElementType::Assembly,
            ("BLOB", _) => ElementType::Blob,
            ("FEATURESTUDIO", _) => ElementType::FeatureStudio,
            ("VARIABLESTUDIO", _) => ElementType::VariableStudio,
            ("APPLICATION", _) => ElementType::Application,
            ("" | "UNKNOWN", other) | (other, _) => ElementType::Other(other.to_owned()),
        }
    }
}

#[derive(Deserialize)]
struct ListResponse {
    #[serde(default)]
    items: Vec<serde_json::Value>,
    next: Option<String>,
}

impl Api {
    /// `GET /documents`, newest change first. A document that cannot be read is left out, not the whole page.
    pub async fn documents(&self, token: &AccessToken, query: &DocumentQuery) -> Result<DocumentPage, Error> {
        let mut url = self.url(&["documents"])?;
        url.query_pairs_mut()
            .append_pair("filter", query.filter.code())
            .append_pair("sortColumn", "modifiedAt")
            .append_pair("sortOrder", "desc")
            .append_pair("offset", &query.offset.to_string())
            .append_pair("limit", "20");
        if !query.text.is_empty() {
            url.query_pairs_mut().append_pair("q", &query.text);
        }
        let list: ListResponse = self.json(token, url).await?;
        let received = u32::try_from(list.items.len()).unwrap_or(u32::MAX);
        let next_offset = list.next.map(|next| next_offset(&next, query.offset, received));
        Ok(DocumentPage { items: readable(list.items), next_offset })
    }

    /// `GET /documents/{did}`.
    pub async fn document(&self, token: &AccessToken, document: &DocumentId) -> Result<Document, Error> {
        self.json(token, self.url(&["documents", document.as_str()])?).await
    }

    /// `GET /documents/d/{did}/{w|v|m}/{id}/elements`.
    pub async fn elements(
        &self,
        token: &AccessToken,
        document: &DocumentId,
        wvm: &Wvm,
    ) -> Result<Vec<Element>, Error> {
        let letter = wvm.letter().to_string();
        let url = self.url(&["documents", "d", document.as_str(), &letter, wvm.id().as_str(), "elements"])?;
        Ok(readable(self.json::<Vec<serde_json::Value>>(token, url).await?))
    }
}

/// The offset in `next`; an address of the stack's host is never followed as such. Where it cannot be read, or does
/// not lead on, the list goes on after what was received.
fn next_offset(next: &str, offset: u32, received: u32) -> u32 {
    let named = url::Url::parse(next).ok().and_then(|url| {
        url.query_pairs().find_map(|(key, value)| (key == "offset").then(|| value.parse().ok())?)
    });
    named.filter(|named| *named > offset).unwrap_or(offset.saturating_add(received.max(1)))
}

fn readable<T: for<'de> Deserialize<'de>>(items: Vec<serde_json::Value>) -> Vec<T> {
    let total = items.len();
    let read: Vec<T> = items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect();
    if read.len() < total {
        tracing::warn!(left_out = total - read.len(), "left out {} unreadable items", total - read.len());
    }
    read
}

/// A part that has another shape than expected counts as absent.
fn lenient<'de, D: Deserializer<'de>, T: for<'a> Deserialize<'a>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).ok())
}

/// Onshape writes `+00:00` in answers and `-0500` in webhooks; both are RFC 3339 or near it.
fn lenient_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<jiff::Timestamp>, D::Error> {
    Ok(lenient::<D, String>(deserializer)?.and_then(|text| text.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_starts_where_onshape_says() {
        assert_eq!(next_offset("https://cad.onshape.com/api/documents?offset=40&limit=20", 20, 17), 40);
        assert_eq!(next_offset("not an address", 20, 17), 37);
        assert_eq!(
            next_offset("https://cad.onshape.com/api/documents?offset=20", 20, 0),
            21,
            "it always moves on"
        );
    }

    #[test]
    fn a_drawing_is_told_by_its_data_type() {
        let element = |kind: &str, data: &str| Element {
            id: "e60c4803eaf2ac8be492c18e".parse().unwrap(),
            name: None,
            class: Some(kind.into()),
            data_type: Some(data.into()),
            microversion_id: None,
            application_target: None,
        };
        assert_eq!(element("APPLICATION", "onshape-app/drawing").kind(), ElementType::Drawing);
        assert_eq!(element("APPLICATION", "x/y").kind(), ElementType::Application);
        assert_eq!(element("HOLOGRAM", "").kind(), ElementType::Other("HOLOGRAM".into()));
    }

    #[test]
    fn a_document_with_every_optional_field_null_is_a_document() {
        let json = r#"{"id":"e60c4803eaf2ac8be492c18e","name":null,"owner":null,"modifiedAt":null,
            "defaultWorkspace":null,"thumbnail":null,"unheardOf":{"a":1}}"#;
        let document: Document = serde_json::from_str(json).unwrap();
        assert!(document.name.is_none() && document.default_workspace.is_none());
    }
}
