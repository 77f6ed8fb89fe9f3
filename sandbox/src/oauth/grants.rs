//! Who granted the app what, and the codes and tokens that came of it.

use super::pkce;
use super::scope::Scopes;
use crate::clock::later;
use crate::randomness::Randomness;
use crate::world::user::User;
use jiff::Timestamp;
use std::collections::HashMap;

/// Seconds that an authorization code lives.
pub const CODE_SECONDS: i64 = 60;
/// Seconds that an access token lives.
pub const ACCESS_SECONDS: i64 = 3600;

/// What an authorization request asked for, kept with its code.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Whose consent it is.
    pub user: User,
    /// The scopes consented to.
    pub scopes: Scopes,
    /// The redirect URI, if the request named one: then the token request must repeat it.
    pub redirect_uri: Option<String>,
    /// The PKCE challenge (S256), if one was sent.
    pub challenge: Option<String>,
}

/// What a token request answers.
#[derive(Debug)]
pub struct Tokens {
    /// The bearer token.
    pub access: String,
    /// The next refresh token; the one before is dead.
    pub refresh: String,
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

/// Everything issued and not yet dead.
#[derive(Debug, Default)]
pub struct Grants {
    granted: HashMap<User, Scopes>,
    codes: HashMap<String, (Asked, Timestamp)>,
    access: HashMap<String, (User, Scopes, Timestamp)>,
    refresh: HashMap<String, (User, Scopes)>,
    issued: Vec<String>,
}

impl Grants {
    /// What `user` has granted the app, if anything.
    pub fn granted(&self, user: User) -> Option<&Scopes> {
        self.granted.get(&user)
    }

    /// Records the consent and issues a code for it.
    pub fn issue_code(&mut self, asked: Asked, now: Timestamp, randomness: &Randomness) -> String {
        let code = self.keep(randomness);
        self.granted.insert(asked.user, asked.scopes.clone());
        self.codes.insert(code.clone(), (asked, later(now, CODE_SECONDS)));
        code
    }

    /// Takes a code and issues tokens. A code is spent by the first try, right or wrong.
    pub fn exchange(
        &mut self,
        code: &str,
        redirect_uri: Option<&str>,
        verifier: Option<&str>,
        now: Timestamp,
        randomness: &Randomness,
    ) -> Result<Tokens, Refused> {
        let (asked, expires) = self.codes.remove(code).ok_or(Refused::Unknown)?;
        if now >= expires {
            return Err(Refused::Expired);
        }
        if asked.redirect_uri.as_deref() != redirect_uri && asked.redirect_uri.is_some() {
            return Err(Refused::OtherRedirect);
        }
        match (&asked.challenge, verifier) {
            (Some(challenge), Some(verifier)) if pkce::verifies(challenge, verifier) => {}
            (None, None) => {}
            _ => return Err(Refused::Verifier),
        }
        Ok(self.issue_tokens(asked.user, asked.scopes, now, randomness))
    }

    /// Takes a refresh token and issues new tokens in its place.
    pub fn refresh(
        &mut self,
        token: &str,
        now: Timestamp,
        randomness: &Randomness,
    ) -> Result<Tokens, Refused> {
        let (user, scopes) = self.refresh.remove(token).ok_or(Refused::Unknown)?;
        Ok(self.issue_tokens(user, scopes, now, randomness))
    }

    /// Whose bearer token this is and what it allows, while it lives.
    pub fn bearer(&self, token: &str, now: Timestamp) -> Option<(User, Scopes)> {
        let (user, scopes, expires) = self.access.get(token)?;
        (now < *expires).then(|| (*user, scopes.clone()))
    }

    /// Ends what `user` granted: codes and tokens fail from now on.
    pub fn revoke(&mut self, user: User) {
        self.granted.remove(&user);
        self.codes.retain(|_, (asked, _)| asked.user != user);
        self.access.retain(|_, (owner, ..)| *owner != user);
        self.refresh.retain(|_, (owner, _)| *owner != user);
    }

    /// Ends the access tokens of `user`; the refresh tokens live on.
    pub fn expire(&mut self, user: User) {
        self.access.retain(|_, (owner, ..)| *owner != user);
    }

    /// Forgets every grant. What was issued stays listed, for tests that search for leaks.
    pub fn reset(&mut self) {
        *self = Self { issued: std::mem::take(&mut self.issued), ..Self::default() };
    }

    /// Every code and token issued so far.
    pub fn issued(&self) -> &[String] {
        &self.issued
    }

    fn issue_tokens(
        &mut self,
        user: User,
        scopes: Scopes,
        now: Timestamp,
        randomness: &Randomness,
    ) -> Tokens {
        let (access, refresh) = (self.keep(randomness), self.keep(randomness));
        self.access.insert(access.clone(), (user, scopes.clone(), later(now, ACCESS_SECONDS)));
        self.refresh.insert(refresh.clone(), (user, scopes.clone()));
        Tokens { access, refresh, scopes }
    }

    fn keep(&mut self, randomness: &Randomness) -> String {
        let secret = randomness.token();
        self.issued.push(secret.clone());
        secret
    }
}
