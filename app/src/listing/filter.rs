//! Which documents a list shows.

use serde::{Deserialize, Serialize};

use crate::texts::documents;

/// Which documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Filter {
    /// Opened recently in Onshape.
    Recent,
    /// Created by the user.
    Created,
    /// Shared with the user.
    Shared,
    /// All that the user may open.
    #[default]
    All,
    /// Marked by the user, here.
    Favourites,
    /// Opened here.
    Opened,
    /// A company's.
    Company,
    /// A team's.
    Team,
    /// Anybody's. Onshape's terms forbid to collect them.
    Public,
    /// In the trash.
    Trash,
}

impl Filter {
    /// Those that are always in sight.
    pub const FIRST: [Self; 4] = [Self::Recent, Self::Created, Self::Shared, Self::All];

    /// The others.
    pub const MORE: [Self; 6] =
        [Self::Favourites, Self::Opened, Self::Company, Self::Team, Self::Public, Self::Trash];

    /// As in an address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Recent => "recent",
            Self::Created => "created",
            Self::Shared => "shared",
            Self::All => "all",
            Self::Favourites => "favourites",
            Self::Opened => "opened",
            Self::Company => "company",
            Self::Team => "team",
            Self::Public => "public",
            Self::Trash => "trash",
        }
    }

    /// From an address; anything else is all.
    pub fn from_key(key: &str) -> Self {
        let mut every = Self::FIRST.into_iter().chain(Self::MORE);
        every.find(|filter| filter.key() == key).unwrap_or_default()
    }

    /// Whether it has to be said whose.
    pub fn has_owner(self) -> bool {
        matches!(self, Self::Company | Self::Team)
    }

    /// Whether the list is Vitrine's own, in an order of its own: Onshape knows neither its order nor a search in it.
    pub fn is_kept_here(self) -> bool {
        matches!(self, Self::Favourites | Self::Opened)
    }

    /// For people, in full.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Recent => documents::recent(),
            Self::Created => documents::created_by_me(),
            Self::Shared => documents::shared(),
            Self::All => documents::all(),
            Self::Favourites => documents::favourites(),
            Self::Opened => documents::opened(),
            Self::Company => documents::company(),
            Self::Team => documents::team(),
            Self::Public => documents::public(),
            Self::Trash => documents::trash(),
        }
    }

    /// For people in a narrow panel.
    pub(crate) fn short_label(self) -> &'static str {
        match self {
            Self::Recent => documents::recent_short(),
            Self::Created => documents::created_short(),
            Self::Shared => documents::shared_short(),
            other => other.label(),
        }
    }

    /// Why there may be nothing in it.
    pub(crate) fn why_nothing(self) -> &'static str {
        match self {
            Self::Recent => documents::no_recent(),
            Self::Created => documents::no_created(),
            Self::Shared => documents::no_shared(),
            Self::Favourites => documents::no_favourites(),
            Self::Opened => documents::no_opened(),
            Self::Company => documents::no_company(),
            Self::Team => documents::no_team(),
            Self::Public => documents::no_public(),
            Self::Trash => documents::no_trash(),
            Self::All => documents::no_documents_why(),
        }
    }
}
