//! The documents that a user marked as favourites, and those that they opened last.
//!
//! Ids only. A name is content: Onshape gives it to whoever may see the document now, while a name that is kept would be
//! shown after access has ended, go stale when the document is renamed, and be read by whoever has a copy of the database.

use onshape::{DocumentId, UserId};
use sqlx::prelude::FromRow;

use crate::{DAY, Vault, VaultError};

/// The most favourites of a user; those marked longest ago go first.
pub const MOST_FAVOURITES: u32 = 200;

/// The most documents of a user that are remembered as opened.
pub const MOST_OPENED: u32 = 50;

/// Days for which the documents of somebody are kept who neither opens one nor is signed in.
const KEPT: i64 = 366;

/// A document of a user's, and when they marked or opened it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserDocument {
    /// The document. It may be gone, or not for this user any more.
    pub document: DocumentId,
    /// Seconds since 1970.
    pub noted_at: i64,
}

#[derive(Clone, Copy)]
enum Kind {
    Favourite,
    Opened,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Favourite => "favourite",
            Self::Opened => "opened",
        }
    }

    fn most(self) -> u32 {
        match self {
            Self::Favourite => MOST_FAVOURITES,
            Self::Opened => MOST_OPENED,
        }
    }
}

#[derive(FromRow)]
struct Row {
    document_id: String,
    noted_at: i64,
}

impl Vault {
    /// The documents that the user marked, the one marked last first.
    pub async fn favourites(&self, user: &UserId) -> Result<Vec<UserDocument>, VaultError> {
        self.user_documents(user, Kind::Favourite, MOST_FAVOURITES).await
    }

    /// Marks a document as a favourite, or takes the mark back. See [`MOST_FAVOURITES`].
    pub async fn set_favourite(
        &self,
        user: &UserId,
        document: &DocumentId,
        favourite: bool,
    ) -> Result<(), VaultError> {
        if favourite {
            return self.note(user, Kind::Favourite, document).await;
        }
        sqlx::query("DELETE FROM user_documents WHERE user_id = $1 AND kind = $2 AND document_id = $3")
            .bind(user.as_str())
            .bind(Kind::Favourite.name())
            .bind(document.as_str())
            .execute(self.db())
            .await?;
        Ok(())
    }

    /// Remembers that the user opened a document now. See [`MOST_OPENED`].
    pub async fn opened(&self, user: &UserId, document: &DocumentId) -> Result<(), VaultError> {
        self.note(user, Kind::Opened, document).await
    }

    /// The documents that the user opened, the last one first.
    pub async fn last_opened(&self, user: &UserId, limit: u32) -> Result<Vec<UserDocument>, VaultError> {
        self.user_documents(user, Kind::Opened, limit.min(MOST_OPENED)).await
    }

    /// Forgets a document that is gone: it is no favourite, and was not opened.
    pub async fn forget_document(&self, user: &UserId, document: &DocumentId) -> Result<(), VaultError> {
        sqlx::query("DELETE FROM user_documents WHERE user_id = $1 AND document_id = $2")
            .bind(user.as_str())
            .bind(document.as_str())
            .execute(self.db())
            .await?;
        Ok(())
    }

    async fn user_documents(
        &self,
        user: &UserId,
        kind: Kind,
        limit: u32,
    ) -> Result<Vec<UserDocument>, VaultError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT document_id, noted_at FROM user_documents WHERE user_id = $1 AND kind = $2 \
             ORDER BY noted_at DESC, document_id LIMIT $3",
        )
        .bind(user.as_str())
        .bind(kind.name())
        .bind(i64::from(limit))
        .fetch_all(self.db())
        .await?;
        let read =
            |row: Row| Some(UserDocument { document: row.document_id.parse().ok()?, noted_at: row.noted_at });
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn note(&self, user: &UserId, kind: Kind, document: &DocumentId) -> Result<(), VaultError> {
        sqlx::query(
            "INSERT INTO user_documents (user_id, kind, document_id, noted_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (user_id, kind, document_id) DO UPDATE SET noted_at = excluded.noted_at",
        )
        .bind(user.as_str())
        .bind(kind.name())
        .bind(document.as_str())
        .bind(self.now())
        .execute(self.db())
        .await?;
        // By itself: what is cut off between the two is made up for the next time.
        sqlx::query(
            "DELETE FROM user_documents WHERE user_id = $1 AND kind = $2 AND document_id IN ( \
             SELECT document_id FROM user_documents WHERE user_id = $1 AND kind = $2 \
             ORDER BY noted_at DESC, document_id LIMIT 1000 OFFSET $3)",
        )
        .bind(user.as_str())
        .bind(kind.name())
        .bind(i64::from(kind.most()))
        .execute(self.db())
        .await?;
        Ok(())
    }

    /// Deletes what is kept for users who were not here for a year.
    pub(crate) async fn sweep_user_documents(&self) -> Result<(), VaultError> {
        sqlx::query(
            "DELETE FROM user_documents WHERE user_id NOT IN (SELECT user_id FROM grants) AND user_id IN ( \
             SELECT user_id FROM user_documents GROUP BY user_id HAVING MAX(noted_at) < $1)",
        )
        .bind(self.now() - KEPT * DAY)
        .execute(self.db())
        .await?;
        Ok(())
    }
}
