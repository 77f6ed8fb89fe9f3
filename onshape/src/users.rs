//! Who the token speaks for.

use serde::Deserialize;

use crate::{AccessToken, Api, Error, UserId};

/// `BTUserOAuth2SummaryInfo`, as much of it as is used. The name needs the scope `OAuth2ReadPII`.
#[derive(Debug, Clone, Deserialize)]
pub struct SessionInfo {
    /// The user.
    pub id: UserId,
    /// The full name.
    pub name: Option<String>,
    /// The address of mail.
    pub email: Option<String>,
}

impl Api {
    /// `GET /users/sessioninfo`.
    pub async fn session_info(&self, token: &AccessToken) -> Result<SessionInfo, Error> {
        self.json(token, self.url(&["users", "sessioninfo"])?).await
    }
}
