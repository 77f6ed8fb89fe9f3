//! What can be wrong with the vault itself.

/// The vault cannot do its work.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The database cannot be opened, read or written.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// Its schema cannot be brought up to date.
    #[error("the database's schema could not be brought up to date")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// It holds secrets that were encrypted with a key that `SESSION_SECRET` does not name. Nothing was changed.
    #[error(
        "{0} stored secrets were encrypted with another SESSION_SECRET. Put the secret that was used before behind the \
         new one, separated by a comma, or restore the old one; nothing was changed"
    )]
    WrongKeys(i64),
    /// There is no folder for a database that is to be forgotten.
    #[error("no temporary folder could be made")]
    Folder(#[from] std::io::Error),
    /// A session cannot be read or written.
    #[error("the sessions failed")]
    Sessions(#[from] tower_sessions_core::session::Error),
    /// A secret in it was moved, tampered with or cut off.
    #[error("a stored secret cannot be decrypted")]
    Undecipherable,
}
