//! Who the credential speaks for.

use serde::{Deserialize, Deserializer, Serialize};

use crate::{Client, Error, UserId, lenient::items, model::Reference, request::Request};

/// `BTUserOAuth2SummaryInfo`. Name and mail need the scope `OAuth2ReadPII`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionInfo {
    /// The user.
    pub id: UserId,
    /// The full name.
    pub name: Option<String>,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// The address of mail.
    pub email: Option<String>,
    /// The company for which the token was made.
    pub company: Option<Reference>,
    /// The scopes that the token has, a bit each.
    #[serde(rename = "oauth2Scopes")]
    pub oauth2_scopes: Option<i64>,
    /// Whether the account may not change anything.
    pub is_light: Option<bool>,
    /// Whether the account is a guest of its company.
    pub is_guest: Option<bool>,
}

/// `BTUserSettingsInfo`, as much of it as changes how things are shown.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserSettings {
    /// A language tag.
    pub locale: Option<String>,
    /// 0 light, 1 dark, 2 the system's, as far as is known.
    pub theme: Option<i32>,
    /// 24 hours a day instead of twice 12.
    #[serde(rename = "use24HourTime")]
    pub use_24_hour_time: Option<bool>,
    /// A comma between a number and its fraction.
    pub use_decimal_comma: Option<bool>,
    /// Whether the wheel zooms the other way.
    pub reverse_scroll_wheel_zoom_direction: Option<bool>,
    /// The units that new documents start with.
    pub default_units: Option<DefaultUnits>,
}

/// Units by quantity.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct DefaultUnits {
    /// One for each quantity.
    #[serde(default, deserialize_with = "items")]
    pub units: Vec<DefaultUnit>,
}

/// The unit of a quantity.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct DefaultUnit {
    /// Such as `length`, in capitals or not.
    pub key: Option<String>,
    /// Such as `millimeter`, in capitals or not.
    #[serde(default, deserialize_with = "unit")]
    pub value: Option<crate::Unit>,
}

/// Elements say `millimeter`, documents and users say `MILLIMETER`.
fn unit<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<crate::Unit>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.map(|text| match crate::Unit::from(text.to_ascii_lowercase()) {
        crate::Unit::Other(_) => crate::Unit::Other(text),
        known => known,
    }))
}

impl DefaultUnits {
    /// The unit of a quantity, such as `length`.
    pub fn of(&self, quantity: &str) -> Option<&crate::Unit> {
        let named =
            |unit: &&DefaultUnit| unit.key.as_deref().is_some_and(|key| key.eq_ignore_ascii_case(quantity));
        self.units.iter().find(named)?.value.as_ref()
    }
}

impl Client {
    /// `GET /users/sessioninfo`.
    /// [sessionInfo](https://cad.onshape.com/glassworks/explorer/#/User/sessionInfo)
    pub async fn session_info(&self) -> Result<SessionInfo, Error> {
        self.json(Request::get("sessionInfo", &["users", "sessioninfo"])).await
    }

    /// `GET /users/settings`.
    /// [getUserSettingsCurrentLoggedInUser](https://cad.onshape.com/glassworks/explorer/#/User/getUserSettingsCurrentLoggedInUser)
    pub async fn user_settings(&self) -> Result<UserSettings, Error> {
        let request = Request::get("getUserSettingsCurrentLoggedInUser", &["users", "settings"]);
        self.json(request.keep(crate::request::Keep::Briefly(std::time::Duration::from_mins(5)))).await
    }
}
