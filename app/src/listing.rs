//! Lists of documents: which, in which order, and what is known of each.

mod filter;
mod order;

use serde::{Deserialize, Serialize};

pub use filter::Filter;
pub use order::{Order, Sort};

use crate::{
    documents::title,
    place::{Id, Place, Wvm},
};

/// How a list looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// A row for each document.
    #[default]
    List,
    /// A card for each, with a larger picture.
    Grid,
}

/// What a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    /// Part of the name; empty for all.
    pub text: String,
    /// Which documents.
    pub filter: Filter,
    /// Whose, for the filters that want to know.
    pub of: Option<Id>,
    /// What they are ordered by, and which end comes first.
    pub order: Order,
}

impl Query {
    /// What an address asks for, by the values of its query. What makes no sense is left out.
    pub fn of_address(value: impl Fn(&str) -> Option<String>) -> Self {
        let filter = value("filter").map_or(Filter::default(), |key| Filter::from_key(&key));
        let of = value("of").and_then(|id| Id::parse(&id).ok()).filter(|_| filter.has_owner());
        let sort = value("sort").and_then(|key| Sort::from_key(&key)).unwrap_or_default();
        let order = match value("order").as_deref() {
            Some("asc") => Order { sort, descending: false },
            Some("desc") => Order { sort, descending: true },
            _ => Order::by(sort),
        };
        Self { text: value("q").unwrap_or_default(), filter, of, order }
    }

    /// The same for an address: names and values that are not what goes without saying.
    pub fn to_address(&self) -> Vec<(&'static str, &str)> {
        let usual = Order::by(self.order.sort);
        let direction = if self.order.descending { "desc" } else { "asc" };
        let pairs = [
            ("q", Some(self.text.as_str()).filter(|text| !text.is_empty())),
            ("filter", Some(self.filter.key()).filter(|_| self.filter != Filter::default())),
            ("of", self.of.as_ref().map(Id::as_str)),
            ("sort", Some(self.order.sort.key()).filter(|_| self.order.sort != Sort::default())),
            ("order", Some(direction).filter(|_| self.order != usual)),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The same list without a search.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self { text: String::new(), ..self.clone() }
    }

    /// Whether it has to be said first whose documents are meant.
    pub fn wants_owner(&self) -> bool {
        self.filter.has_owner() && self.of.is_none()
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Up to 20.
    pub items: Vec<DocumentItem>,
    /// Where the next page starts, if there is one.
    pub next: Option<u32>,
    /// How many there are in all, where that is known: Onshape does not say.
    pub total: Option<u32>,
}

/// A company or a team, to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerItem {
    /// Which.
    pub id: Id,
    /// The name, or nothing.
    pub name: Option<String>,
}

/// A document in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentItem {
    /// The document.
    pub id: Id,
    /// The name, or nothing.
    pub name: Option<String>,
    /// Who owns it.
    pub owner: Option<String>,
    /// When it last changed, in milliseconds since 1970.
    pub modified_at: Option<i64>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: Option<i64>,
    /// Where one lands when opening it.
    pub workspace: Option<Id>,
    /// Changes with its picture; nothing where Onshape says that it has none.
    pub picture_version: Option<String>,
}

impl DocumentItem {
    /// The name to show.
    pub fn title(&self) -> String {
        title(self.name.as_deref())
    }

    /// Where it opens.
    pub fn place(&self) -> Place {
        Place::Document { document: self.id.clone(), wvm: self.workspace.clone().map(Wvm::Workspace) }
    }

    /// Address of its picture on this server, in one of Onshape's sizes, such as `70x40`.
    pub fn picture(&self, size: &str) -> Option<String> {
        let (workspace, version) = (self.workspace.as_ref()?, self.picture_version.as_ref()?);
        Some(format!("/files/thumbnails/{}/w/{workspace}/{size}?t={version}", self.id))
    }

    /// The date that the list is ordered by, in milliseconds since 1970.
    pub fn date(&self, sort: Sort) -> Option<i64> {
        if sort == Sort::Created { self.created_at } else { self.modified_at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &[(&str, &str)]) -> Query {
        Query::of_address(|name| {
            address.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn an_address_says_what_is_not_usual_and_is_read_back() {
        assert!(Query::default().to_address().is_empty());
        let query = Query {
            text: "gear & co".into(),
            filter: Filter::Team,
            of: Id::parse("e60c4803eaf2ac8be492c18e").ok(),
            order: Order { sort: Sort::Name, descending: true },
        };
        assert_eq!(read(&query.to_address()), query);
        let names = Query { order: Order::by(Sort::Name), ..Query::default() };
        assert_eq!(names.to_address(), [("sort", "name")]);
        assert_eq!(read(&names.to_address()), names);
    }

    #[test]
    fn nonsense_in_an_address_is_the_usual_list() {
        let nonsense =
            [("filter", "<b>"), ("of", "e60c4803eaf2ac8be492c18e"), ("sort", "?"), ("order", "up")];
        assert_eq!(read(&nonsense), Query::default());
        assert!(read(&[("filter", "company"), ("of", "../..")]).wants_owner());
    }
}
