//! What a question to the server can bring, as values: a browser would log every 4xx as an error.

use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize};

use crate::texts::problems;

/// The answer to a question about Onshape's content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer<T> {
    /// It.
    Here(T),
    /// Nobody is signed in, or somebody else than the one who uses Onshape: ask again who.
    NotYou,
    /// There is none, and why.
    Problem(Problem),
}

/// Why there is no answer, as a person has to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// No such thing, or not for this user; Onshape does not say which.
    NotAccessible,
    /// The plan's API calls for the year are used up.
    QuotaUsedUp,
    /// Too many calls: come back after so many seconds, where it is known.
    Busy {
        /// Seconds.
        retry_after: Option<u32>,
    },
    /// Onshape took too long.
    Timeout,
    /// Onshape is down.
    Unavailable,
    /// Onshape answered something that nobody can read.
    Unreadable,
    /// Onshape's answer is larger than is taken.
    TooLarge {
        /// What is taken, in megabytes.
        megabytes: u32,
    },
    /// The address is not one of Onshape's.
    BadAddress,
    /// The address says that the app runs in a page that is not Onshape's.
    ForeignHost,
    /// Onshape does not accept this installation of the app: its operator has to see to it.
    Misconfigured,
    /// This server has a defect.
    Internal,
    /// This server could not be reached.
    Offline,
}

impl Problem {
    /// What happened, as a heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::NotAccessible => problems::not_accessible(),
            Self::QuotaUsedUp => problems::quota(),
            Self::Busy { .. } => problems::busy(),
            Self::Timeout => problems::timeout(),
            Self::Unavailable => problems::unavailable(),
            Self::Unreadable => problems::unreadable(),
            Self::TooLarge { .. } => problems::too_large(),
            Self::BadAddress => problems::bad_address(),
            Self::ForeignHost => problems::foreign_host(),
            Self::Misconfigured => problems::misconfigured(),
            Self::Internal => problems::internal(),
            Self::Offline => problems::offline(),
        }
    }

    /// What it means and what helps, in a sentence or two.
    pub fn sentence(self) -> String {
        let sentence = match self {
            Self::NotAccessible => problems::not_accessible_why(),
            Self::QuotaUsedUp => problems::quota_why(),
            Self::Busy { retry_after: Some(seconds) } if seconds > 90 => {
                return problems::busy_minutes(seconds.div_ceil(60).into());
            }
            Self::Busy { retry_after: Some(seconds) } => return problems::busy_seconds(seconds.into()),
            Self::Busy { retry_after: None } => problems::busy_why(),
            Self::Timeout => problems::timeout_why(),
            Self::Unavailable => problems::unavailable_why(),
            Self::Unreadable => problems::unreadable_why(),
            Self::TooLarge { megabytes } => return problems::too_large_why(&megabytes.to_string()),
            Self::BadAddress => problems::bad_address_why(),
            Self::ForeignHost => problems::foreign_host_why(),
            Self::Misconfigured => problems::misconfigured_why(),
            Self::Internal => problems::internal_why(),
            Self::Offline => problems::offline_why(),
        };
        sentence.to_owned()
    }

    /// Whether asking again can help.
    pub fn may_pass(self) -> bool {
        !matches!(self, Self::NotAccessible | Self::BadAddress | Self::ForeignHost | Self::TooLarge { .. })
    }
}

/// Why there is no file, as the server says it in the file's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// A sentence, in the language of whoever asked.
    pub message: String,
    /// What it is, where the rest of the app knows it as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// Whether asking again cannot help.
    #[serde(default)]
    pub lasts: bool,
}

/// A call to a server function that did not get as far as an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CallError {
    /// The request did not come from the app's own pages.
    Refused,
    /// The request's body could not be read.
    Malformed,
    /// The request did not arrive, or its answer did not.
    Lost,
    /// This server has a defect.
    Failed,
}

impl FromServerFnError for CallError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => {
                #[cfg(feature = "ssr")]
                crate::ssr::set_status(http::StatusCode::BAD_REQUEST);
                Self::Malformed
            }
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Lost,
            _ => Self::Failed,
        }
    }
}

impl std::fmt::Display for CallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Lost => Self::Offline,
            CallError::Refused | CallError::Malformed | CallError::Failed => Self::Internal,
        }
    }
}
