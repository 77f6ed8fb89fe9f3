//! What a question to the server can bring, as values: a browser would log every 4xx as an error.

use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize};

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
            Self::NotAccessible => "You cannot open this document",
            Self::QuotaUsedUp => "Onshape's yearly limit is used up",
            Self::Busy { .. } => "Onshape asks for a pause",
            Self::Timeout => "Onshape is slow to answer",
            Self::Unavailable => "Onshape is not answering",
            Self::Unreadable => "Onshape answered something unreadable",
            Self::BadAddress => "This link does not lead to a document",
            Self::ForeignHost => "This is not Onshape's page",
            Self::Misconfigured => "Vitrine is not set up correctly",
            Self::Internal => "Something went wrong here",
            Self::Offline => "Vitrine cannot be reached",
        }
    }

    /// What it means and what helps, in a sentence or two.
    pub fn sentence(self) -> String {
        match self {
            Self::NotAccessible => {
                "It is not shared with you, it was deleted, or your company has not allowed \
                                    Vitrine to read it. Ask its owner to share it."
                    .into()
            }
            Self::QuotaUsedUp => {
                "The API calls of this plan are spent for the year. An administrator can buy more \
                                  in Onshape."
                    .into()
            }
            Self::Busy { retry_after: Some(seconds) } if seconds > 90 => {
                format!(
                    "Too many questions in a short time. It takes them again in {} minutes.",
                    seconds.div_ceil(60)
                )
            }
            Self::Busy { retry_after: Some(seconds) } => {
                format!("Too many questions in a short time. It takes them again in {seconds} seconds.")
            }
            Self::Busy { retry_after: None } => {
                "Too many questions in a short time. It takes them again in a moment.".into()
            }
            Self::Timeout => "It did not answer in time. Nothing was lost.".into(),
            Self::Unavailable => "Vitrine is running, but Onshape did not answer. Nothing was lost.".into(),
            Self::Unreadable => "Its answer was cut off or of a kind that Vitrine does not know.".into(),
            Self::BadAddress => {
                "Part of the address is missing or was changed. Go back to where it came from and \
                                 copy it again, or look for the document by name."
                    .into()
            }
            Self::ForeignHost => {
                "The address names a server that is not Onshape. Open Vitrine from a document in \
                                  Onshape, or look for the document by name."
                    .into()
            }
            Self::Misconfigured => {
                "Onshape does not accept this installation of the app. Tell whoever runs it; you stay signed in."
                    .into()
            }
            Self::Internal => "It was noted down for whoever runs this server. Nothing was lost.".into(),
            Self::Offline => "The connection to this server is down. Nothing was lost.".into(),
        }
    }

    /// Whether asking again can help.
    pub fn may_pass(self) -> bool {
        !matches!(self, Self::NotAccessible | Self::BadAddress | Self::ForeignHost)
    }
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
