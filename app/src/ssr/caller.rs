//! Who calls a server function.

use http::{HeaderMap, request::Parts};
use leptos::prelude::use_context;
use onshape::Client;
use vault::{EndReason, Secret, Session, SessionState, Vault, VaultError};

use super::{Backend, cookie};
use crate::{
    answer::{Answer, CallError, Problem},
    client::USER_HEADER,
    place::Id,
    spending::Spending,
    start::{Me, Who, WhyNobody},
};

/// A request's cookies, and what the server can do for it.
pub struct Caller {
    backend: Backend,
    headers: HeaderMap,
    /// As whom Onshape is open around the app.
    onshape_user: Option<Id>,
}

impl Caller {
    /// The caller of the server function that runs.
    pub(crate) fn from_request() -> Result<Self, CallError> {
        let (Some(backend), Some(parts)) = (use_context::<Backend>(), use_context::<Parts>()) else {
            tracing::error!("a server function runs without its context");
            return Err(CallError::Failed);
        };
        let user = parts.headers.get(USER_HEADER).and_then(|value| value.to_str().ok());
        let onshape_user = user.and_then(|user| Id::parse(user).ok());
        Ok(Self { backend, headers: parts.headers, onshape_user })
    }

    /// The caller of a page or a file. `onshape_user` is the `userId` of the address.
    pub fn new(backend: Backend, headers: HeaderMap, onshape_user: Option<Id>) -> Self {
        Self { backend, headers, onshape_user }
    }

    /// What the server works with.
    pub fn backend(&self) -> &Backend {
        &self.backend
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.backend.vault
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<Secret> {
        cookie::read(&self.headers, name)
    }

    /// Notes a defect down, once, and hides it from the browser.
    pub(crate) fn failed(error: VaultError) -> CallError {
        tracing::error!(error = &error as &dyn std::error::Error, "the vault failed");
        CallError::Failed
    }

    /// Who is signed in.
    pub async fn who(&self) -> Result<Who, CallError> {
        self.who_is(self.cookie(cookie::SESSION).as_ref()).await
    }

    /// Who is signed in with this session.
    pub(crate) async fn who_is(&self, session: Option<&Secret>) -> Result<Who, CallError> {
        let Some(session) = session else { return Ok(Who::Nobody(WhyNobody::NotYet)) };
        match self.vault().session(session).await.map_err(Self::failed)? {
            SessionState::Live(Session { user, .. }) => {
                let Ok(id) = Id::parse(user.id.as_str()) else { return Err(CallError::Failed) };
                match &self.onshape_user {
                    Some(other) if *other != id => Ok(Who::SomebodyElse { name: user.name }),
                    _ => Ok(Who::User(Me { id, name: user.name })),
                }
            }
            SessionState::Ended(EndReason::Refused) => Ok(Who::Nobody(WhyNobody::AccessRemoved)),
            SessionState::Ended(EndReason::SignedOut) => Ok(Who::Nobody(WhyNobody::Ended)),
            SessionState::Unknown => Ok(Who::Nobody(WhyNobody::NotYet)),
        }
    }

    /// The session, if it is live and of the user as whom Onshape is open.
    pub async fn live_session(&self) -> Result<Option<Session>, CallError> {
        let Some(session) = self.cookie(cookie::SESSION) else { return Ok(None) };
        match self.vault().session(&session).await.map_err(Self::failed)? {
            SessionState::Live(session) => {
                let matches =
                    self.onshape_user.as_ref().is_none_or(|user| user.as_str() == session.user.id.as_str());
                Ok(matches.then_some(session))
            }
            SessionState::Ended(_) | SessionState::Unknown => Ok(None),
        }
    }

    /// What the user of this session and everybody have spent.
    pub async fn spending(&self, session: &Session) -> Result<Spending, CallError> {
        let calls = self.vault().calls(&session.user.id).await.map_err(Self::failed)?;
        Ok(Spending {
            own_today: calls.own.today,
            own_this_year: calls.own.this_year,
            all_today: calls.all.today,
            all_this_year: calls.all.this_year,
            per_year: self.backend.calls_per_year,
        })
    }

    /// Asks Onshape in this user's name.
    pub(crate) async fn ask<T, F>(&self, call: impl FnOnce(Client) -> F) -> Result<Answer<T>, CallError>
    where
        F: Future<Output = Result<T, onshape::Error>>,
    {
        let Some(session) = self.live_session().await? else { return Ok(Answer::NotYou) };
        match call(self.backend.onshape(&session)).await {
            Ok(answer) => Ok(Answer::Here(answer)),
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "Onshape gave no answer: {error}");
                Ok(Problem::of(&error).map_or(Answer::NotYou, Answer::Problem))
            }
        }
    }
}

impl<T> Answer<T> {
    pub(crate) fn map<U>(self, f: impl FnOnce(T) -> U) -> Answer<U> {
        match self {
            Self::Here(answer) => Answer::Here(f(answer)),
            Self::NotYou => Answer::NotYou,
            Self::Problem(problem) => Answer::Problem(problem),
        }
    }
}

impl From<Problem> for http::StatusCode {
    /// For pages and files; server functions answer 200.
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::NotAccessible => Self::FORBIDDEN,
            Problem::QuotaUsedUp | Problem::Busy { .. } => Self::SERVICE_UNAVAILABLE,
            Problem::Timeout => Self::GATEWAY_TIMEOUT,
            Problem::Unavailable | Problem::Unreadable => Self::BAD_GATEWAY,
            Problem::BadAddress | Problem::ForeignHost => Self::BAD_REQUEST,
            Problem::Internal | Problem::Offline => Self::INTERNAL_SERVER_ERROR,
        }
    }
}
