//! Who granted the app what, and the codes and tokens that came of it. A grant is one user's for one company (or for the
//! personal account).

use super::pkce;
use super::scope::Scopes;
use crate::clock::later;
use crate::randomness::Randomness;
use crate::switches::{Pkce, Switches};
use crate::world::id::Id;
use crate::world::user::User;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Seconds that an authorization code lives.
pub const CODE_SECONDS: i64 = 60;

/// What an authorization request asked for, kept with its code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// What was consented to.
    pub grant: Grant,
    /// The redirect URI, if the request named one: then the token request must repeat it.
    pub redirect_uri: Option<String>,
    /// The PKCE challenge (S256), if one was sent.
    pub challenge: Option<String>,
}

/// A user's consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Whose consent it is.
    pub user: User,
    /// The company that it is for; nothing: the personal account.
    pub company: Option<Id>,
    /// What is allowed.
    pub scopes: Scopes,
}

impl Grant {
    fn is_of(&self, user: User, company: Option<Id>) -> bool {
        self.user == user && self.company == company
    }
}

/// What a token request answers.
#[derive(Debug)]
pub struct Tokens {
    /// The bearer token.
    pub access: String,
    /// The refresh token, which may be the one that was sent; nothing where it is to be left out.
    pub refresh: Option<String>,
    /// What they allow.
    pub scopes: Scopes,
}

/// `invalid_grant`: why a code or a refresh token was refused.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Unknown, used before, or withdrawn.
    #[error("The authorization code or refresh token is unknown, used or revoked")]
    Unknown,
    /// Older than its lifetime.
    #[error("The authorization code has expired")]
    Expired,
    /// Not the redirect URI of the authorization request.
    #[error("The redirect URI is not that of the authorization request")]
    OtherRedirect,
    /// The PKCE verifier is missing or does not fit the challenge.
    #[error("The code verifier does not fit the code challenge")]
    Verifier,
}

/// What issuing depends on.
#[derive(Clone, Copy)]
pub struct Issuer<'a> {
    /// The sandbox's time.
    pub now: Timestamp,
    /// Where secrets come from.
    pub randomness: &'a Randomness,
    /// How tokens behave.
    pub switches: &'a Switches,
}

/// Everything issued and not yet dead.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Grants {
    granted: Vec<Grant>,
    codes: HashMap<String, (Asked, Timestamp)>,
    access: HashMap<String, (Grant, Timestamp)>,
    refresh: HashMap<String, Grant>,
    issued: Vec<String>,
}

impl Grants {
    /// What `user` has granted the app, each company's apart.
    pub fn of(&self, user: User) -> impl Iterator<Item = &Grant> {
        self.granted.iter().filter(move |grant| grant.user == user)
    }

    /// What `user` has granted for this company, or for the personal account.
    pub fn granted(&self, user: User, company: Option<Id>) -> Option<&Scopes> {
        self.granted.iter().find(|grant| grant.is_of(user, company)).map(|grant| &grant.scopes)
    }

    /// Records the consent and issues a code for it.
    pub fn issue_code(&mut self, asked: Asked, now: Timestamp, randomness: &Randomness) -> String {
        let code = self.keep(randomness);
        let (user, company) = (asked.grant.user, asked.grant.company);
        self.granted.retain(|grant| !grant.is_of(user, company));
        self.granted.push(asked.grant.clone());
        self.codes.insert(code.clone(), (asked, later(now, CODE_SECONDS)));
        code
    }

    /// Takes a code and issues tokens. A code is spent by the first try, right or wrong.
    pub fn exchange(
        &mut self,
        code: &str,
        redirect_uri: Option<&str>,
        verifier: Option<&str>,
        issuer: Issuer<'_>,
    ) -> Result<Tokens, Refused> {
        let (asked, expires) = self.codes.remove(code).ok_or(Refused::Unknown)?;
        if issuer.now >= expires {
            return Err(Refused::Expired);
        }
        if asked.redirect_uri.as_deref() != redirect_uri && asked.redirect_uri.is_some() {
            return Err(Refused::OtherRedirect);
        }
        match (&asked.challenge, verifier) {
            _ if issuer.switches.pkce == Pkce::Ignored => {}
            (Some(challenge), Some(verifier)) if pkce::verifies(challenge, verifier) => {}
            (None, None) => {}
            _ => return Err(Refused::Verifier),
        }
        let refresh = self.keep(issuer.randomness);
        Ok(self.issue_tokens(asked.grant, refresh, issuer))
    }

    /// Takes a refresh token and issues new tokens, a new refresh token among them if they rotate.
    pub fn refresh(&mut self, token: &str, issuer: Issuer<'_>) -> Result<Tokens, Refused> {
        let grant = self.refresh.get(token).cloned().ok_or(Refused::Unknown)?;
        let refresh = if issuer.switches.refresh_rotation {
            self.refresh.remove(token);
            self.keep(issuer.randomness)
        } else {
            token.to_owned()
        };
        let mut tokens = self.issue_tokens(grant, refresh, issuer);
        if !issuer.switches.refresh_rotation && issuer.switches.omit_refresh_token {
            tokens.refresh = None;
        }
        Ok(tokens)
    }

    /// The grant behind a bearer token, while the token lives.
    pub fn bearer(&self, token: &str, now: Timestamp) -> Option<Grant> {
        let (grant, expires) = self.access.get(token)?;
        (now < *expires).then(|| grant.clone())
    }

    /// Ends what `user` granted: codes and tokens fail from now on.
    pub fn revoke(&mut self, user: User) {
        self.end(|grant| grant.user == user);
    }

    /// Ends what `user` granted for one company, or for the personal account.
    pub fn revoke_for(&mut self, user: User, company: Option<Id>) {
        self.end(|grant| grant.is_of(user, company));
    }

    fn end(&mut self, ends: impl Fn(&Grant) -> bool) {
        self.granted.retain(|grant| !ends(grant));
        self.codes.retain(|_, (asked, _)| !ends(&asked.grant));
        self.access.retain(|_, (grant, _)| !ends(grant));
        self.refresh.retain(|_, grant| !ends(grant));
    }

    /// Ends the access tokens of `user`; the refresh tokens live on.
    pub fn expire(&mut self, user: User) {
        self.access.retain(|_, (grant, _)| grant.user != user);
    }

    /// Forgets every grant. What was issued stays listed, for tests that search for leaks.
    pub fn reset(&mut self) {
        *self = Self { issued: std::mem::take(&mut self.issued), ..Self::default() };
    }

    /// Every code and token issued so far.
    pub fn issued(&self) -> &[String] {
        &self.issued
    }

    fn issue_tokens(&mut self, grant: Grant, refresh: String, issuer: Issuer<'_>) -> Tokens {
        let access = self.keep(issuer.randomness);
        let expires = later(issuer.now, i64::from(issuer.switches.access_token_seconds));
        let scopes = grant.scopes.clone();
        self.access.insert(access.clone(), (grant.clone(), expires));
        self.refresh.insert(refresh.clone(), grant);
        Tokens { access, refresh: Some(refresh), scopes }
    }

    fn keep(&mut self, randomness: &Randomness) -> String {
        let secret = randomness.token();
        self.issued.push(secret.clone());
        secret
    }
}
