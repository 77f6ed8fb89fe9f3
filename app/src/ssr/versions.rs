//! The states of a document, from Onshape's lists of them.

use futures::future::try_join;
use onshape::{Client, DocumentAt, DocumentId, Error, HistoryEntry, Version, Workspace, Wvm};

use super::convert;
use crate::{
    place::{self, Id},
    versions::{History, StateItem},
};

/// As many changes are sent at once.
const CHANGES: usize = 500;

/// A description is shown in a line or two.
const DESCRIPTION: usize = 400;

/// The workspaces, then the versions, newest first.
pub async fn states(onshape: &Client, document: &DocumentId) -> Result<Vec<StateItem>, Error> {
    let (workspaces, mut versions) =
        try_join(onshape.workspaces(document), onshape.versions(document)).await?;
    // Onshape lists the oldest first; what has no date comes last.
    versions.reverse();
    versions.sort_by_key(|version| std::cmp::Reverse(version.created_at));
    Ok(workspaces.into_iter().map(workspace).chain(versions.into_iter().map(version)).collect())
}

/// What led to `state`. Of a version, that is asked of the microversion that it names.
pub async fn history(onshape: &Client, document: &DocumentId, state: &Wvm) -> Result<History, Error> {
    let state = match state {
        Wvm::Version(version) => {
            let named = onshape.version(document, version).await?.microversion.ok_or(Error::NotAccessible)?;
            Wvm::from_parts("m", named.as_str()).map_err(|_| Error::NotAccessible)?
        }
        state => state.clone(),
    };
    let at = DocumentAt::new(document.clone(), state);
    Ok(some_of(onshape.history(&at).await?))
}

/// The first changes, and where the others begin.
fn some_of(entries: Vec<HistoryEntry>) -> History {
    let more = entries.len() > CHANGES;
    let changes: Vec<_> = entries.into_iter().filter_map(change).take(CHANGES).collect();
    let last = changes.last().map(|change| change.state.id().clone());
    History { older: last.filter(|_| more), changes }
}

/// The name of the state that is open. It is asked for only where the document does not tell it already; that it cannot
/// be had keeps nobody from opening the document.
pub async fn name(onshape: &Client, document: &onshape::Document, state: &Wvm) -> Option<String> {
    let name = match state {
        Wvm::Workspace(id) => match document.default_workspace.as_ref().filter(|known| known.id == *id) {
            Some(known) => known.name.clone(),
            None => onshape.workspaces(&document.id).await.ok()?.into_iter().find(|one| one.id == *id)?.name,
        },
        Wvm::Version(id) => {
            let recent = document.recent_version.as_ref();
            match recent.filter(|known| known.id.as_deref() == Some(id.as_str())) {
                Some(known) if known.name.is_some() => known.name.clone(),
                _ => onshape.version(&document.id, id).await.ok()?.name,
            }
        }
        Wvm::Microversion(_) => None,
    };
    some(name)
}

fn workspace(workspace: Workspace) -> StateItem {
    StateItem {
        state: place::Wvm::Workspace(Id::from_onshape(workspace.id)),
        name: some(workspace.name),
        description: described(workspace.description),
        who: workspace.last_modifier.or(workspace.creator).and_then(|person| some(person.name)),
        at: workspace.modified_at.or(workspace.created_at).map(jiff::Timestamp::as_millisecond),
    }
}

fn version(version: Version) -> StateItem {
    StateItem {
        state: place::Wvm::Version(Id::from_onshape(version.id)),
        name: some(version.name),
        description: described(version.description),
        who: version.creator.and_then(|person| some(person.name)),
        at: version.created_at.map(jiff::Timestamp::as_millisecond),
    }
}

fn change(entry: HistoryEntry) -> Option<StateItem> {
    Some(StateItem {
        state: place::Wvm::Microversion(Id::from_onshape(entry.microversion_id?)),
        name: described(entry.description),
        description: None,
        who: some(entry.username),
        at: entry.date.map(jiff::Timestamp::as_millisecond),
    })
}

fn some(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn described(text: Option<String>) -> Option<String> {
    some(text).map(|text| convert::shortened(&text, DESCRIPTION))
}

#[cfg(test)]
mod tests {
    use leptos::serde_json::{from_value, json};

    use super::*;

    fn entries(many: usize) -> Vec<HistoryEntry> {
        let entry = |n| json!({ "microversionId": format!("{n:024x}"), "description": format!("Step {n}") });
        (0..many).map(|n| from_value(entry(n)).unwrap()).collect()
    }

    #[test]
    fn a_long_history_comes_in_pieces_that_meet() {
        let first = some_of(entries(CHANGES + 1));
        assert_eq!(first.changes.len(), CHANGES);
        assert_eq!(first.older.as_ref(), first.changes.last().map(|change| change.state.id()));
        assert_eq!(some_of(entries(CHANGES)).older, None);
    }

    #[test]
    fn what_says_nothing_has_no_name() {
        assert_eq!(some(Some("  ".into())), None);
        assert_eq!(described(Some("é".repeat(900))).unwrap().chars().count(), DESCRIPTION + 1);
    }
}
