//! The crate's two ends: the service, and one user's way to it.

use std::{path::PathBuf, sync::Arc, time::Duration};

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use url::Url;

use crate::{
    BearerHosts, Credential, DocumentAt, Error, FileStream, MicroversionId, Spent, Wvm,
    answer::{self, Answer},
    cache::{Cache, Flights, Key},
    hints::Hints,
    lenient::Items,
    request::{Keep, Kind, Request},
    transport::{Busy, Slots},
};

/// The version of the REST API that this client is written for; Onshape serves old versions for years.
pub const API_VERSION: &str = "v12";

/// What time it is.
pub type Now = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Told of each answer; see [`Spent`].
pub type OnAnswer = Arc<dyn Fn(&Spent<'_>) + Send + Sync>;

/// What the client needs to know.
#[derive(Clone)]
pub struct ApiSettings {
    /// Parent of the REST endpoints, as in `https://cad.onshape.com/api`.
    pub api_url: Url,
    /// More `host[:port]` that credentials may be sent to.
    pub extra_hosts: Vec<String>,
    /// Folder for answers that never change; nothing keeps them in memory only.
    pub cache_folder: Option<PathBuf>,
    /// The most bytes in that folder.
    pub disk_bytes: u64,
    /// The most bytes of answers in memory.
    pub memory_bytes: u64,
    /// The most calls that are under way for one user at a time.
    pub calls_at_once: usize,
    /// How long a call may take, retries included.
    pub deadline: Duration,
    /// The same of calls for which Onshape computes something: models, definitions, masses.
    pub large_deadline: Duration,
    /// Told of each answer.
    pub on_answer: Option<OnAnswer>,
    /// The time.
    pub now: Now,
}

impl ApiSettings {
    /// What fits most programs: nothing on disk, 64 MB in memory, eight calls at once.
    pub fn at(api_url: Url) -> Self {
        Self {
            api_url,
            extra_hosts: Vec::new(),
            cache_folder: None,
            disk_bytes: 1 << 30,
            memory_bytes: 64 << 20,
            calls_at_once: 8,
            deadline: Duration::from_secs(20),
            large_deadline: Duration::from_mins(2),
            on_answer: None,
            now: Arc::new(Timestamp::now),
        }
    }
}

/// Onshape: cheap to clone, one for the whole process. [`Api::client`] speaks for a user.
#[derive(Clone)]
pub struct Api {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub http: reqwest::Client,
    pub settings: ApiSettings,
    pub hosts: BearerHosts,
    pub busy: Busy,
    pub slots: Slots,
    pub cache: Cache,
    pub flights: Flights,
    pub hints: Hints,
}

impl Api {
    /// Uses `http` for all connections; it must not follow redirects by itself (see [`http_client`](Self::http_client)).
    pub fn new(http: reqwest::Client, settings: ApiSettings) -> Self {
        let hosts = BearerHosts::new(&settings.api_url, settings.extra_hosts.iter().cloned());
        let cache = Cache::new(&settings);
        let slots = Slots::new(settings.calls_at_once);
        let (busy, flights) = (Busy::new(settings.now.clone()), Flights::default());
        Self {
            inner: Arc::new(Inner {
                http,
                settings,
                hosts,
                busy,
                slots,
                cache,
                flights,
                hints: Hints::default(),
            }),
        }
    }

    /// The one HTTP client of the process: TLS by rustls, HTTP/2, gzip, connections kept; `HTTPS_PROXY` and
    /// `SSL_CERT_FILE` honoured; no redirects followed, since a redirect must not carry a credential just anywhere.
    pub fn http_client() -> Result<reqwest::Client, Error> {
        // An error only says that a provider is installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(30))
            .user_agent(concat!("Vitrine/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(Error::from)
    }

    /// Speaks for `user`, whatever names them to whoever counts calls: answers are kept for each user by themselves.
    pub fn client(&self, user: impl Into<Arc<str>>, credential: Credential) -> Client {
        let (api, user) = (self.clone(), user.into());
        Client { api, user, credential, fresh: false, background: false, as_of: None }
    }

    /// An address below the API's parent and version.
    pub(crate) fn url(&self, request: &Request) -> Result<Url, Error> {
        let mut url = self.inner.settings.api_url.clone();
        url.path_segments_mut()
            .map_err(|()| Error::Unreadable("the API's address cannot have a path"))?
            .pop_if_empty()
            .push(API_VERSION)
            .extend(&request.path);
        if !request.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&request.query);
        }
        Ok(url)
    }
}

/// One user's way to Onshape: its methods are the operations.
#[derive(Clone)]
pub struct Client {
    pub(crate) api: Api,
    pub(crate) user: Arc<str>,
    pub(crate) credential: Credential,
    fresh: bool,
    pub(crate) background: bool,
    as_of: Option<MicroversionId>,
}

impl Client {
    /// Asks Onshape again for what is kept for a short time, lists above all.
    #[must_use]
    pub fn fresh(self) -> Self {
        Self { fresh: true, ..self }
    }

    /// Lets calls go first that somebody looks at: half of the places are closed to these.
    #[must_use]
    pub fn in_background(self) -> Self {
        Self { background: true, ..self }
    }

    /// Takes a workspace to be at this microversion, as [`Client::current_microversion`] gave it a while ago, instead
    /// of asking anew where it is.
    #[must_use]
    pub fn as_of(self, microversion: MicroversionId) -> Self {
        Self { as_of: Some(microversion), ..self }
    }

    pub(crate) async fn json<T: DeserializeOwned>(&self, request: Request) -> Result<T, Error> {
        let about = (request.document.clone(), request.keep.clone());
        let answer = self.answer(request).await?;
        answer.require_json()?;
        let read = answer::read(&answer.bytes);
        // JSON of another shape may have been kept: the next one to ask shall not get it.
        if let (Err(_), (Some(document), keep)) = (&read, about)
            && keep != Keep::Not
        {
            self.api.inner.cache.refused(&self.user, &document);
        }
        read
    }

    /// A list, without those of its items that cannot be read.
    pub(crate) async fn list<T: DeserializeOwned>(&self, request: Request) -> Result<Vec<T>, Error> {
        Ok(self.json::<Items<T>>(request).await?.0)
    }

    /// A call of which only the success matters.
    pub(crate) async fn done(&self, request: Request) -> Result<(), Error> {
        match self.answer(request).await {
            Ok(_) | Err(Error::Unreadable(answer::NO_CONTENT)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// A file of any size, as it comes; not kept.
    pub(crate) async fn stream(&self, request: Request) -> Result<FileStream, Error> {
        let response = crate::transport::open(self, &request, &self.api.url(&request)?).await;
        self.noted(&request, &response);
        let response = response?;
        if response.status() == reqwest::StatusCode::NO_CONTENT {
            return Err(Error::Unreadable(answer::NO_CONTENT));
        }
        Ok(FileStream::new(response))
    }

    /// The answer: kept, of a call in flight, or of a call of its own.
    pub(crate) async fn answer(&self, request: Request) -> Result<Arc<Answer>, Error> {
        let url = self.api.url(&request)?;
        if !request.repeatable {
            return self.fetch(&request, url, None).await;
        }
        let (label, lasts) = self.lasting(&request).await?;
        let key = Key::of(
            &self.user,
            &self.credential.fingerprint(request.document.is_some()),
            &request,
            &url,
            &label,
        );
        let cache = &self.api.inner.cache;
        let read = lasts.is_some() && !(self.fresh && matches!(lasts, Some(Lasts::For(_))));
        let mut missed = read;
        if read && let Some(kept) = cache.get(&key).await {
            missed = false;
            let recent = request.document.as_ref().is_none_or(|id| cache.access.is_recent(&self.user, id));
            match &request.at {
                // A small call proves that the user may still see a large answer; small answers are their own proof.
                Some(at) if request.kind.is_large() && kept.is_ok() => {
                    if !(recent && cache.may_give(&key)) {
                        Box::pin(self.prove(at)).await?;
                    }
                    return kept;
                }
                _ if recent => return kept,
                _ => {}
            }
        }
        let (client, flown) = (self.clone(), key.clone());
        let fetch = async move {
            // It may have come while this was being made ready.
            if missed && let Some(kept) = client.api.inner.cache.get(&flown).await {
                return kept;
            }
            client.fetch(&request, url, lasts.map(|lasts| (flown, lasts))).await
        };
        self.api.inner.flights.join(key, fetch).await
    }

    /// Under which label the answer is kept, and for how long, if it is.
    async fn lasting(&self, request: &Request) -> Result<(String, Option<Lasts>), Error> {
        Ok(match (&request.keep, &request.at) {
            (Keep::Not, _) | (Keep::State, None) => (String::new(), None),
            (Keep::Briefly(time), _) => (String::new(), Some(Lasts::For(*time))),
            (Keep::Labelled(label), _) => (label.clone(), Some(Lasts::ForGood)),
            (Keep::State, Some(at)) => {
                let label = match (&at.wvm, &self.as_of) {
                    (Wvm::Version(_) | Wvm::Microversion(_), _) => String::new(),
                    (Wvm::Workspace(_), Some(microversion)) => microversion.to_string(),
                    (Wvm::Workspace(_), None) => Box::pin(self.microversion(at)).await?.to_string(),
                };
                (label, Some(Lasts::ForGood))
            }
        })
    }

    /// Makes the call, and keeps its answer.
    async fn fetch(
        &self,
        request: &Request,
        url: Url,
        keep: Option<(Key, Lasts)>,
    ) -> Result<Arc<Answer>, Error> {
        let answer = crate::transport::send(self, request, &url).await.map(Arc::new);
        self.noted(request, &answer);
        if let Some((key, lasts)) = keep {
            self.api.inner.cache.put(key, &answer, lasts, request).await;
        }
        answer
    }

    /// What an answer says about what the user may see.
    fn noted<T>(&self, request: &Request, answer: &Result<T, Error>) {
        let access = &self.api.inner.cache;
        let Some(document) = &request.document else { return };
        match answer {
            Ok(_) => access.access.succeeded(&self.user, document),
            // No picture is no refusal.
            Err(Error::NotAccessible) if request.kind == Kind::Picture => {}
            Err(Error::NotAccessible | Error::GrantEnded | Error::NotSignedIn) => {
                access.refused(&self.user, document);
            }
            Err(_) => {}
        }
    }

    /// A call of the user's own on the document, the cheapest that there is.
    /// Succeeds if the user may see the document at present. For whoever keeps something large that Onshape once gave
    /// of it, by the name of `what`: a look at the document that it was not given after proves it, or else a small call
    /// made now.
    pub async fn may_read(&self, at: &DocumentAt, what: &str) -> Result<(), Error> {
        let access = &self.api.inner.cache.access;
        if !(access.is_recent(&self.user, &at.document) && access.may_give(&self.user, &at.document, what)) {
            self.prove(at).await?;
            access.may_give(&self.user, &at.document, what);
        }
        Ok(())
    }

    async fn prove(&self, at: &DocumentAt) -> Result<(), Error> {
        let client = Self { fresh: true, ..self.clone() };
        match at.wvm {
            Wvm::Microversion(_) => client.document(&at.document).await.map(drop),
            // It is used up with what it is asked for.
            _ => client.microversion(at).await.map(drop),
        }
    }
}

/// For how long an answer is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lasts {
    For(Duration),
    ForGood,
}
