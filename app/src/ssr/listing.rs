//! Lists of documents: what is asked of Onshape, and what is made of its answers.

use onshape::{Client, DocumentFilter, DocumentOwner, DocumentQuery, DocumentSort, Error, SortOrder};

use crate::{
    listing::{DocumentItem, Filter, OwnerItem, Page, Query, Sort},
    place::Id,
};

/// The longest text that is searched for, in characters.
const LONGEST_SEARCH: usize = 256;

/// How many public documents are shown: a look at them is no collection, which Onshape's terms forbid.
pub const MOST_PUBLIC: u32 = 100;

/// What to ask of Onshape; nothing where the list is not Onshape's, or does not say whose it is.
pub fn query(query: &Query, offset: u32) -> Option<DocumentQuery> {
    let of = query.of.as_ref().map(Id::as_str);
    let (filter, owner) = match query.filter {
        Filter::Recent => (DocumentFilter::Recent, None),
        Filter::Created => (DocumentFilter::Created, None),
        Filter::Shared => (DocumentFilter::Shared, None),
        Filter::All => (DocumentFilter::All, None),
        Filter::Public => (DocumentFilter::Public, None),
        Filter::Trash => (DocumentFilter::Trash, None),
        Filter::Company => {
            (DocumentFilter::ByCompany, Some(DocumentOwner::Company(onshape::CompanyId(of?.to_owned()))))
        }
        Filter::Team => (DocumentFilter::ByTeam, Some(DocumentOwner::Team(of?.parse().ok()?))),
        Filter::Favourites | Filter::Opened => return None,
    };
    if query.filter == Filter::Public && offset >= MOST_PUBLIC {
        return None;
    }
    let sort = match query.order.sort {
        Sort::Modified => DocumentSort::Modified,
        Sort::Name => DocumentSort::Name,
        Sort::Created => DocumentSort::Created,
    };
    let order = if query.order.descending { SortOrder::Descending } else { SortOrder::Ascending };
    let text = query.text.trim().chars().take(LONGEST_SEARCH).collect();
    Some(DocumentQuery { text, filter, owner, sort, order, offset })
}

/// A page of Onshape's.
pub fn page(filter: Filter, page: onshape::Page<onshape::Document>) -> Page {
    let may_follow = |next: &u32| filter != Filter::Public || *next < MOST_PUBLIC;
    Page {
        items: page.items.into_iter().map(item).collect(),
        next: page.next_offset.filter(may_follow),
        total: None,
    }
}

/// A document as lists show it.
pub fn item(document: onshape::Document) -> DocumentItem {
    let picture_version = document.thumbnail.as_ref().map(|info| {
        let changed = || document.modified_at.map(|at| at.as_millisecond().to_string());
        info.href.as_deref().and_then(version_of_picture).or_else(changed).unwrap_or_default()
    });
    DocumentItem {
        id: Id::from_onshape(document.id),
        name: document.name,
        owner: document.owner.and_then(|owner| owner.name),
        modified_at: document.modified_at.map(jiff::Timestamp::as_millisecond),
        created_at: document.created_at.map(jiff::Timestamp::as_millisecond),
        workspace: document.default_workspace.map(|workspace| Id::from_onshape(workspace.id)),
        picture_version,
    }
}

/// The `t` of a thumbnail's address: it changes with the picture.
fn version_of_picture(href: &str) -> Option<String> {
    let (_, query) = href.split_once('?')?;
    let version = query.split('&').find_map(|pair| pair.strip_prefix("t="))?;
    Some(version.chars().filter(char::is_ascii_alphanumeric).collect()).filter(|t: &String| !t.is_empty())
}

/// A company to choose; nothing for `cad`, which is none.
pub fn company(company: onshape::Company) -> Option<OwnerItem> {
    Some(OwnerItem { id: Id::parse(company.id.as_str()).ok()?, name: company.name })
}

/// How many pages of teams are asked for, of a hundred each.
const PAGES_OF_TEAMS: usize = 5;

/// The teams of the user.
pub async fn teams(onshape: &Client) -> Result<Vec<onshape::Team>, Error> {
    let mut teams = Vec::new();
    let mut offset = 0;
    for _ in 0..PAGES_OF_TEAMS {
        let page = onshape.teams(offset).await?;
        teams.extend(page.items);
        match page.next_offset {
            Some(next) => offset = next,
            None => break,
        }
    }
    Ok(teams)
}

/// A team to choose.
pub fn team(team: onshape::Team) -> OwnerItem {
    OwnerItem { id: Id::from_onshape(team.id), name: team.name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_public_documents_no_more_than_a_hundred_are_asked_for() {
        let public = Query { filter: Filter::Public, ..Query::default() };
        assert!(query(&public, 80).is_some());
        assert!(query(&public, 100).is_none());
        let last = onshape::Page { items: Vec::new(), next_offset: Some(100) };
        assert_eq!(page(Filter::Public, last.clone()).next, None);
        assert_eq!(page(Filter::All, last).next, Some(100));
    }

    #[test]
    fn a_companys_documents_are_asked_for_once_it_is_known_which() {
        let company = Query { filter: Filter::Company, ..Query::default() };
        assert!(query(&company, 0).is_none());
        assert!(query(&Query { of: Id::parse(&"a".repeat(24)).ok(), ..company }, 0).is_some());
    }
}
