//! The OAuth application as it is registered: identifier, secret, redirect address.

use std::collections::BTreeSet;

use onshape::oauth::{OAuthClient, TokenError};
use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{Report, causes};

const ID: &str = "OAuth client identifier";
const SECRET: &str = "OAuth client secret";
const BOTH: &str = "OAuth client identifier and secret";
const REDIRECT: &str = "Redirect URLs";

/// No grant has this refresh token: who is refused for it has proved who they are.
const NO_TOKEN: &str = "vitrine-check";

/// How the token endpoint takes a client.
enum Taken {
    Yes,
    No,
    Unavailable(String),
}

pub(super) async fn check(oauth: &OAuthClient, report: &mut Report) {
    match taken(oauth).await {
        Taken::Yes => {
            report.fine(BOTH, "Onshape accepts them");
            redirect(oauth, report).await;
        }
        Taken::Unavailable(why) => {
            report.wrong(BOTH, format!("the token endpoint did not answer as one: {why}"));
        }
        Taken::No => match mended(oauth).await {
            Some((subject, sentence)) => report.wrong(subject, sentence),
            None => which(oauth, report).await,
        },
    }
}

async fn taken(oauth: &OAuthClient) -> Taken {
    match oauth.refresh(&SecretString::from(NO_TOKEN)).await {
        Ok(_) | Err(TokenError::InvalidGrant(_)) => Taken::Yes,
        Err(TokenError::InvalidClient) => Taken::No,
        Err(error) => Taken::Unavailable(causes(&error)),
    }
}

/// What usually happens to them on the way from the form into a file. The first that Onshape accepts is it.
async fn mended(oauth: &OAuthClient) -> Option<(&'static str, &'static str)> {
    let (id, secret) = (oauth.client_id.clone(), oauth.client_secret.expose_secret().to_owned());
    let swapped = with(oauth, &secret, &id);
    if matches!(taken(&swapped).await, Taken::Yes) {
        return Some((BOTH, "they are swapped: put each in the other's place"));
    }
    let mut tried = BTreeSet::new();
    for (what, mend) in MENDS {
        let (other_id, other_secret) = (mend(&id), mend(&secret));
        for (subject, id, secret) in
            [(ID, &other_id, &secret), (SECRET, &id, &other_secret), (BOTH, &other_id, &other_secret)]
        {
            let is_new = tried.insert((id.clone(), secret.clone()));
            if is_new && matches!(taken(&with(oauth, id, secret)).await, Taken::Yes) {
                return Some((subject, what));
            }
        }
    }
    None
}

type Mend = fn(&str) -> String;

const MENDS: [(&str, Mend); 6] = [
    ("there are spaces or quotes around it that do not belong to it", |text| {
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')).to_owned()
    }),
    ("it is percent-encoded (%3D for =): enter it as Onshape shows it", |text| {
        percent_decode_str(text).decode_utf8_lossy().into_owned()
    }),
    ("the = at its end is missing", |text| format!("{text}=")),
    ("the == at its end is missing", |text| format!("{text}==")),
    ("each + in it has become a space", |text| text.replace(' ', "+")),
    ("it is in the base64 alphabet of addresses: Onshape's has + and /", |text| {
        text.replace('-', "+").replace('_', "/")
    }),
];

fn with(oauth: &OAuthClient, id: &str, secret: &str) -> OAuthClient {
    OAuthClient { client_id: id.to_owned(), client_secret: secret.to_owned().into(), ..oauth.clone() }
}

/// The authorization endpoint wants no secret: what it makes of the identifier tells which of the two is wrong.
async fn which(oauth: &OAuthClient, report: &mut Report) {
    let nobody = with(oauth, "vitrine-check-no-such-client", "");
    match (reaction(oauth, true).await, reaction(&nobody, true).await) {
        (Some(ours), Some(nobodys)) if ours != nobodys => {
            report.wrong(
                SECRET,
                "Onshape knows the identifier and refuses the secret. Make a new one in the form.",
            );
        }
        (Some(ours), Some(_)) if ours.0 >= 400 => {
            report.wrong(ID, "Onshape knows no OAuth application with this identifier");
        }
        _ => report.wrong(BOTH, "Onshape refuses one of them, and does not say which"),
    }
}

/// Whether the address that Onshape is to send browsers back to is one that is registered.
async fn redirect(oauth: &OAuthClient, report: &mut Report) {
    let uri = oauth.redirect_uri.as_str();
    let fine = |reaction: Option<(u16, String)>| reaction.is_some_and(|(status, _)| status < 400);
    if fine(reaction(oauth, true).await) {
        report.fine(REDIRECT, format!("Onshape takes {uri}, or asks for a login before it looks"));
    } else if fine(reaction(oauth, false).await) {
        report.wrong(REDIRECT, format!("{uri} is not registered. Enter it exactly so, to the last slash."));
    } else {
        report.unclear(REDIRECT, format!("Onshape did not show its consent page for {uri}"));
    }
}

/// Status and page of the authorization endpoint for a browser that nobody is signed in with.
async fn reaction(oauth: &OAuthClient, with_redirect: bool) -> Option<(u16, String)> {
    let mut address = oauth.authorize_url("vitrine-check", "vitrine-check", None);
    if !with_redirect {
        let kept: Vec<_> =
            address.query_pairs().into_owned().filter(|(name, _)| name != "redirect_uri").collect();
        address.query_pairs_mut().clear().extend_pairs(kept);
    }
    let answer = oauth.http.get(address).send().await.ok()?;
    let location = answer.headers().get("location").and_then(|value| value.to_str().ok());
    // Onshape's login page takes everything that was asked with it: only where it leads counts.
    let location =
        location.and_then(|text| oauth.oauth_url.join(text).ok()).as_ref().map(Url::path).map(str::to_owned);
    Some((answer.status().as_u16(), location.unwrap_or_default()))
}
