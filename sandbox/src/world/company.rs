//! Companies and enterprises, and who works there.

use super::id::Id;
use super::user::User;
use serde::{Deserialize, Serialize};

/// A company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Company {
    /// Company id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it has bought.
    pub plan: Plan,
    /// The first part of an enterprise's host name.
    pub domain_prefix: Option<String>,
    /// Who administers it.
    pub admin: User,
    /// Who works there, the administrator too.
    pub members: Vec<User>,
    /// Its teams.
    pub teams: Vec<Team>,
}

/// What a company has bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Plan {
    /// Documents belong to the company, tokens of another company cannot open them, and some users are light ones.
    Enterprise,
    /// Documents belong to the company.
    Professional,
}

/// Some of a company's people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Team {
    /// Team id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Who is in it.
    pub members: Vec<User>,
}

impl Company {
    /// Whether `user` works there.
    pub fn employs(&self, user: User) -> bool {
        self.members.contains(&user)
    }

    /// Whether its documents open with tokens of this company only.
    pub fn is_enterprise(&self) -> bool {
        self.plan == Plan::Enterprise
    }
}

/// The two companies of the scenario *enterprise*.
pub fn examples() -> Vec<Company> {
    let team = |key: &str, name: &str, members: &[User]| Team {
        id: Id::of("team", key),
        name: name.to_owned(),
        members: members.to_vec(),
    };
    vec![
        Company {
            id: Id::of("company", "nordwind"),
            name: "Nordwind Robotics".to_owned(),
            plan: Plan::Enterprise,
            domain_prefix: Some("nordwind".to_owned()),
            admin: User::Alice,
            members: vec![User::Alice, User::Bob, User::Lena],
            teams: vec![
                team("design", "Design", &[User::Alice, User::Bob]),
                team("purchasing", "Purchasing", &[User::Lena]),
            ],
        },
        Company {
            id: Id::of("company", "atelier"),
            name: "Atelier Archer".to_owned(),
            plan: Plan::Professional,
            domain_prefix: None,
            admin: User::Alice,
            members: vec![User::Alice],
            teams: Vec::new(),
        },
    ]
}
