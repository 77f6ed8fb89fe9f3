//! Teams of companies.

use serde::Deserialize;

use crate::{
    Client, Error, Page, Reference, TeamId,
    model::List,
    request::{Keep, Request},
};

/// Some of a company's people (`BTTeamInfo`).
#[derive(Debug, Clone, Deserialize)]
pub struct Team {
    /// The team.
    pub id: TeamId,
    /// As shown.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The company.
    pub owner: Option<Reference>,
    /// Whether the user is in it: administrators see teams that they are not in.
    pub member: Option<bool>,
    /// How many people are in it.
    pub size: Option<u32>,
}

impl Client {
    /// `GET /teams`: those of the user from the `offset`-th on, by name, a hundred at the most.
    /// [find](https://cad.onshape.com/glassworks/explorer/#/Team/find)
    pub async fn teams(&self, offset: u32) -> Result<Page<Team>, Error> {
        let request = Request::get("find", &["teams"])
            .query("sortColumn", "name")
            .query("offset", offset)
            .query("limit", 100);
        let minutes = std::time::Duration::from_mins(5);
        let list: List<Team> = self.json(request.keep(Keep::Briefly(minutes))).await?;
        Ok(list.page(offset))
    }
}
