//! Named worlds to begin with.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What there is at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scenario {
    /// The demo, the awkward documents, 2,100 more of Alice's and 300 of Bob's.
    #[default]
    #[serde(rename = "demo")]
    Demo,
    /// Alice owns nothing and nothing is shared with her; Bob has one public document.
    #[serde(rename = "empty")]
    Empty,
    /// Alice sees five documents, the demo among them.
    #[serde(rename = "five")]
    Five,
    /// Alice sees 2,000 documents, the demo among them.
    #[serde(rename = "2000")]
    TwoThousand,
    /// Alice sees 10,000 documents, the demo among them.
    #[serde(rename = "10000")]
    TenThousand,
    /// Two companies, one of them an enterprise, with folders, teams and a light user.
    #[serde(rename = "enterprise")]
    Enterprise,
    /// The demo and the awkward documents.
    #[serde(rename = "awkward")]
    Awkward,
    /// The demo, and what is large: assemblies that are nested, linked, or of thousands of instances, thousands of versions.
    #[serde(rename = "big-assembly")]
    BigAssembly,
}

impl Scenario {
    /// All of them, the default first.
    pub const ALL: [Self; 8] = [
        Self::Demo,
        Self::Empty,
        Self::Five,
        Self::TwoThousand,
        Self::TenThousand,
        Self::Enterprise,
        Self::Awkward,
        Self::BigAssembly,
    ];

    /// The name in settings and control requests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Empty => "empty",
            Self::Five => "five",
            Self::TwoThousand => "2000",
            Self::TenThousand => "10000",
            Self::Enterprise => "enterprise",
            Self::Awkward => "awkward",
            Self::BigAssembly => "big-assembly",
        }
    }

    /// What it is, in a sentence.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Demo => "The demo, the awkward documents, and 2,100 more",
            Self::Empty => "An account without documents",
            Self::Five => "Five documents",
            Self::TwoThousand => "2,000 documents",
            Self::TenThousand => "10,000 documents",
            Self::Enterprise => "An enterprise with folders, teams and a light user",
            Self::Awkward => "The awkward documents alone",
            Self::BigAssembly => "Nested and linked assemblies, thousands of instances, rows and versions",
        }
    }
}

impl std::str::FromStr for Scenario {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|scenario| scenario.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.map(Self::name).into_iter().collect();
            format!("no such scenario; there are {}", names.join(", "))
        })
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
