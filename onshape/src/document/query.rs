//! Finding documents.

use super::{Document, LISTS};
use crate::{
    Client, CompanyId, Error, Page, TeamId, UserId,
    model::List,
    request::{Keep, Request},
};

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
    /// In the trash.
    Trash,
    /// Public ones. Onshape's terms forbid to collect them.
    Public,
    /// Opened recently.
    Recent,
    /// Of the user that the query names.
    ByOwner,
    /// Of the company that the query names.
    ByCompany,
    /// Of the team that the query names.
    ByTeam,
}

impl DocumentFilter {
    fn code(self) -> u8 {
        match self {
            Self::All => 0,
            Self::Created => 1,
            Self::Shared => 2,
            Self::Trash => 3,
            Self::Public => 4,
            Self::Recent => 5,
            Self::ByOwner => 6,
            Self::ByCompany => 7,
            Self::ByTeam => 9,
        }
    }
}

/// Whose documents, for the filters that want to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentOwner {
    /// Somebody's own, for [`DocumentFilter::ByOwner`].
    User(UserId),
    /// A company's, for [`DocumentFilter::ByCompany`].
    Company(CompanyId),
    /// A team's, for [`DocumentFilter::ByTeam`].
    Team(TeamId),
}

impl DocumentOwner {
    fn id(&self) -> &str {
        match self {
            Self::User(id) => id.as_str(),
            Self::Company(id) => id.as_str(),
            Self::Team(id) => id.as_str(),
        }
    }

    /// `ownerType`; a team has none.
    fn code(&self) -> Option<u8> {
        match self {
            Self::User(_) => Some(0),
            Self::Company(_) => Some(1),
            Self::Team(_) => None,
        }
    }
}

/// What documents are ordered by: the values of `sortColumn` that a list can show. (There is none for when a document was
/// opened.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DocumentSort {
    /// When it last changed.
    #[default]
    Modified,
    /// When it was made.
    Created,
    /// Its name.
    Name,
    /// Who changed it last.
    ModifiedBy,
}

impl DocumentSort {
    fn as_str(self) -> &'static str {
        match self {
            Self::Modified => "modifiedAt",
            Self::Created => "createdAt",
            Self::Name => "name",
            Self::ModifiedBy => "modifiedBy",
        }
    }
}

/// Which end comes first: the values of `sortOrder`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SortOrder {
    /// A before Z, the oldest first.
    Ascending,
    /// Z before A, the newest first.
    #[default]
    Descending,
}

impl SortOrder {
    fn as_str(self) -> &'static str {
        match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        }
    }
}

/// What to ask of `GET /documents`; by default all, newest change first. Onshape gives 20 at the most at a time.
#[derive(Debug, Clone, Default)]
pub struct DocumentQuery {
    /// Part of the name; empty for all.
    pub text: String,
    /// Which documents.
    pub filter: DocumentFilter,
    /// Whose, for the filters that want to know.
    pub owner: Option<DocumentOwner>,
    /// What they are ordered by.
    pub sort: DocumentSort,
    /// Which end comes first.
    pub order: SortOrder,
    /// How many to pass over.
    pub offset: u32,
}

impl Client {
    /// `GET /documents`. The documents of a page count as seen by the user: what is kept of them may be shown.
    /// [getDocuments](https://cad.onshape.com/glassworks/explorer/#/Document/getDocuments)
    pub async fn documents(&self, query: &DocumentQuery) -> Result<Page<Document>, Error> {
        let request = Request::get("getDocuments", &["documents"])
            .query("filter", query.filter.code())
            .query("sortColumn", query.sort.as_str())
            .query("sortOrder", query.order.as_str())
            .query("offset", query.offset)
            .query("limit", 20)
            .maybe("owner", query.owner.as_ref().map(DocumentOwner::id).as_ref())
            .maybe("ownerType", query.owner.as_ref().and_then(DocumentOwner::code).as_ref())
            .maybe("q", Some(&query.text).filter(|text| !text.is_empty()))
            .keep(Keep::Briefly(LISTS));
        let list: List<Document> = self.json(request).await?;
        let page = list.page(query.offset);
        for document in &page.items {
            self.api.inner.cache.access.succeeded(&self.user, &document.id);
        }
        Ok(page)
    }
}
