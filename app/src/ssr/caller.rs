//! Who calls a server function.

use http::{HeaderMap, request::Parts};
use leptos::prelude::use_context;
use onshape::Client;
use tower_sessions_core::Session as SessionCookie;
use vault::{
    EndReason, Preference, Secret, Session, SessionId, SessionState, Vault, VaultError, read_session,
};

use super::{Backend, cookie};
use crate::{
    answer::{Answer, CallError, Problem},
    client::{COMPANY_HEADER, USER_HEADER},
    language::Language,
    place::Id,
    spending::Spending,
    start::{Me, Who, WhyNobody},
    user_agent,
};

/// A request's cookies, and what the server can do for it.
#[derive(Clone)]
pub struct Caller {
    backend: Backend,
    headers: HeaderMap,
    /// The session, loaded once for the request.
    session: SessionCookie,
    /// Its id, as it came: one that is not live is soon forgotten there.
    session_id: Option<SessionId>,
    tab: CallersTab,
}

/// What the tab around the app says.
#[derive(Debug, Clone, Default)]
pub struct CallersTab {
    /// As whom Onshape is open around the app.
    pub user: Option<Id>,
    /// The company whose document it is: its grant is tried first, where there is one.
    pub company: Option<Id>,
}

impl Caller {
    /// The caller of the server function that runs.
    pub(crate) fn from_request() -> Result<Self, CallError> {
        let (Some(backend), Some(parts)) = (use_context::<Backend>(), use_context::<Parts>()) else {
            tracing::error!("a server function runs without its context");
            return Err(CallError::Failed);
        };
        let Some(session) = parts.extensions.get::<SessionCookie>().cloned() else {
            tracing::error!("a server function runs outside of the session layer");
            return Err(CallError::Failed);
        };
        let id = |name: &str| Id::parse(parts.headers.get(name)?.to_str().ok()?).ok();
        let tab = CallersTab { user: id(USER_HEADER), company: id(COMPANY_HEADER) };
        Ok(Self::new(backend, parts.headers, session, tab))
    }

    /// The caller of a page or a file.
    pub fn new(backend: Backend, headers: HeaderMap, session: SessionCookie, tab: CallersTab) -> Self {
        Self { backend, headers, session_id: session.id(), session, tab }
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

    /// The session that this browser has, live or not.
    pub fn session_id(&self) -> Option<&SessionId> {
        self.session_id.as_ref()
    }

    /// What this browser calls itself, in words.
    pub fn browser(&self) -> String {
        let name = self.headers.get(http::header::USER_AGENT).and_then(|value| value.to_str().ok());
        name.map(user_agent::describe).unwrap_or_default()
    }

    /// Notes a defect down, once, and hides it from the browser.
    pub(crate) fn failed(error: VaultError) -> CallError {
        tracing::error!(error = &error as &dyn std::error::Error, "the vault failed");
        CallError::Failed
    }

    /// Who is signed in.
    pub async fn who(&self) -> Result<Who, CallError> {
        let session = read_session(&self.session).await.map_err(Self::failed)?;
        match (session, &self.session_id) {
            (Some(session), _) => self.name(session),
            (None, Some(id)) => self.who_is(id).await,
            (None, None) => Ok(Who::Nobody(WhyNobody::NotYet)),
        }
    }

    /// Who is signed in with this session.
    pub(crate) async fn who_is(&self, id: &SessionId) -> Result<Who, CallError> {
        match self.vault().session(id).await.map_err(Self::failed)? {
            SessionState::Live(session) => self.name(session),
            SessionState::Ended(EndReason::Refused) => Ok(Who::Nobody(WhyNobody::AccessRemoved)),
            SessionState::Ended(EndReason::SignedOut) => Ok(Who::Nobody(WhyNobody::Ended)),
            SessionState::Unknown => Ok(Who::Nobody(WhyNobody::NotYet)),
        }
    }

    fn name(&self, session: Session) -> Result<Who, CallError> {
        let Ok(id) = Id::parse(session.user.id.as_str()) else { return Err(CallError::Failed) };
        if self.tab.user.as_ref().is_some_and(|other| *other != id) {
            return Ok(Who::SomebodyElse { name: session.user.name });
        }
        let others = session.others.iter().map(|(company, _)| company);
        let companies = std::iter::once(&session.company).chain(others);
        let companies = companies.filter_map(|company| Id::parse(company).ok()).collect();
        Ok(Who::User(Me { id, name: session.user.name, companies }))
    }

    /// The session, if it is live and of the user as whom Onshape is open.
    pub async fn live_session(&self) -> Result<Option<Session>, CallError> {
        let session = read_session(&self.session).await.map_err(Self::failed)?;
        let is_the_tabs = |session: &Session| {
            self.tab.user.as_ref().is_none_or(|user| user.as_str() == session.user.id.as_str())
        };
        Ok(session.filter(is_the_tabs))
    }

    /// Whether the session still is, after a while: who has signed out meanwhile gets no answer.
    async fn is_still_live(&self) -> Result<bool, CallError> {
        let Some(id) = &self.session_id else { return Ok(false) };
        Ok(self.vault().session(id).await.map_err(Self::failed)?.live().is_some())
    }

    /// The language that the user chose, if somebody is signed in and they did.
    pub async fn chosen_language(&self) -> Option<Language> {
        let session = self.live_session().await.ok().flatten()?;
        let chosen = self.vault().preference(&session.user.id, Preference::Language).await;
        Language::try_from(chosen.map_err(Self::failed).ok().flatten()?).ok()
    }

    /// Keeps the user's choice of a language.
    pub(crate) async fn choose_language(
        &self,
        session: &Session,
        language: Language,
    ) -> Result<(), CallError> {
        let kept = self.vault().set_preference(&session.user.id, Preference::Language, language.code()).await;
        kept.map(|_| ()).map_err(Self::failed)
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
    pub async fn ask<T, F>(&self, call: impl Fn(Client) -> F) -> Result<Answer<T>, CallError>
    where
        F: Future<Output = Result<T, onshape::Error>>,
    {
        let Some(session) = self.live_session().await? else { return Ok(Answer::NotYou) };
        let company = self.tab.company.as_ref().map(Id::as_str);
        let asked = self.backend.ask(&session, company, call).await;
        if !self.is_still_live().await? {
            return Ok(Answer::NotYou);
        }
        match asked {
            Ok(answer) => Ok(Answer::Here(answer)),
            Err(error) => {
                if !matches!(error, onshape::Error::NotAccessible) {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "Onshape gave no answer: {error}"
                    );
                }
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
            Problem::Unavailable | Problem::Unreadable | Problem::TooLarge { .. } => Self::BAD_GATEWAY,
            Problem::BadAddress | Problem::ForeignHost => Self::BAD_REQUEST,
            Problem::Internal | Problem::Misconfigured | Problem::Offline => Self::INTERNAL_SERVER_ERROR,
        }
    }
}
