//! Companies and enterprises.

use serde::Deserialize;
use url::Url;

use crate::{
    Client, CompanyId, Error, Page,
    model::List,
    request::{Keep, Request},
};

/// A company (`BTCompanyInfo`).
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Company {
    /// The company.
    pub id: CompanyId,
    /// As shown.
    pub name: Option<String>,
    /// Of an enterprise: the first part of its host, as in `acme.onshape.com`.
    pub domain_prefix: Option<String>,
    /// Of an enterprise: where its pages and its API are.
    pub enterprise_base_url: Option<Url>,
    /// Whether the user administers it.
    pub admin: Option<bool>,
    /// 0 a company, 1 an enterprise, as far as is known.
    #[serde(rename = "type")]
    pub kind: Option<i32>,
}

impl Client {
    /// `GET /companies`: those of the user.
    /// [findCompany](https://cad.onshape.com/glassworks/explorer/#/Company/findCompany)
    pub async fn companies(&self) -> Result<Page<Company>, Error> {
        let request = Request::get("findCompany", &["companies"]).query("activeOnly", true);
        let minutes = std::time::Duration::from_mins(5);
        let list: List<Company> = self.json(request.keep(Keep::Briefly(minutes))).await?;
        Ok(list.page(0))
    }

    /// `GET /companies/{cid}`.
    /// [getCompany](https://cad.onshape.com/glassworks/explorer/#/Company/getCompany)
    pub async fn company(&self, company: &CompanyId) -> Result<Company, Error> {
        let request = Request::get("getCompany", &["companies", company.as_str()]);
        self.json(request.keep(Keep::Briefly(std::time::Duration::from_mins(5)))).await
    }
}
