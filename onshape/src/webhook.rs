//! Webhooks: Onshape tells an app that something happened.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use url::Url;

use crate::{
    Client, CompanyId, DocumentId, Error, Page, TranslationId, UserId, WebhookId,
    lenient::items,
    model::{List, time},
    open_enum::open_enum,
    request::Request,
};

/// How far the time of a signed event may be from ours, in seconds.
const SKEW: i64 = 5 * 60;

open_enum! {
    /// What happened.
    EventType {
        /// A test.
        Ping = "webhook.ping",
        /// The webhook was made.
        Register = "webhook.register",
        /// The webhook was removed.
        Unregister = "webhook.unregister",
        /// A translation is done, or has failed.
        TranslationComplete = "onshape.model.translation.complete",
        /// A document's content changed.
        ModelChanged = "onshape.model.lifecycle.changed",
        /// Properties changed.
        MetadataChanged = "onshape.model.lifecycle.metadata",
        /// A version was made.
        VersionCreated = "onshape.model.lifecycle.createversion",
        /// A workspace was made.
        WorkspaceCreated = "onshape.model.lifecycle.createworkspace",
        /// An element was made.
        ElementCreated = "onshape.model.lifecycle.createelement",
        /// An element was deleted.
        ElementDeleted = "onshape.model.lifecycle.deleteelement",
        /// A document was made.
        DocumentCreated = "onshape.document.lifecycle.created",
        /// A document was shared.
        DocumentShared = "onshape.document.lifecycle.shared",
        /// A comment was written.
        CommentCreated = "onshape.comment.create",
        /// A comment was changed.
        CommentUpdated = "onshape.comment.update",
        /// A comment was deleted.
        CommentDeleted = "onshape.comment.delete",
    }
}

/// What Onshape posts. Most are not signed: they are a hint to look, and nothing more.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// What happened.
    pub event: EventType,
    /// When.
    #[serde(default, deserialize_with = "time")]
    pub timestamp: Option<Timestamp>,
    /// The webhook.
    pub webhook_id: Option<String>,
    /// The event.
    pub message_id: Option<String>,
    /// As it was registered.
    pub data: Option<String>,
    /// The document.
    pub document_id: Option<DocumentId>,
    /// The translation.
    pub translation_id: Option<TranslationId>,
    /// Who did it.
    pub user_id: Option<UserId>,
}

/// The event is not from Onshape, or is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// A signature is due and missing, wrong, or of another time.
    #[error("the event is not signed as it should be")]
    Signature,
    /// The body is no event.
    #[error("the body is no event")]
    Malformed,
}

/// The headers of a signed event.
#[derive(Debug, Clone, Copy, Default)]
pub struct EventSignature<'a> {
    /// `X-onshape-webhook-timestamp`: RFC 3339, or milliseconds since 1970.
    pub timestamp: Option<&'a str>,
    /// `X-onshape-webhook-signature-primary`
    pub primary: Option<&'a str>,
    /// `X-onshape-webhook-signature-secondary`: while keys change.
    pub secondary: Option<&'a str>,
}

impl Event {
    /// Reads an event, as it came over the wire. Where a `key` is given, it must be signed: base64 of HMAC-SHA256 over
    /// the timestamp, a full stop and the body. <https://cad.onshape.com/help/Content/Plans/webhooks.htm>
    pub fn read(
        body: &[u8],
        signature: EventSignature<'_>,
        key: Option<&SecretString>,
        now: Timestamp,
    ) -> Result<Self, EventError> {
        if let Some(key) = key
            && !signature.holds(body, key, now)
        {
            return Err(EventError::Signature);
        }
        crate::answer::read(body).map_err(|_| EventError::Malformed)
    }
}

impl EventSignature<'_> {
    fn holds(&self, body: &[u8], key: &SecretString, now: Timestamp) -> bool {
        let Some(timestamp) = self.timestamp else { return false };
        let time = crate::model::parse_time(timestamp)
            .or_else(|| Timestamp::from_millisecond(timestamp.trim().parse().ok()?).ok());
        if time.is_none_or(|time| (time.as_second() - now.as_second()).abs() > SKEW) {
            return false;
        }
        [self.primary, self.secondary].into_iter().flatten().any(|signature| {
            let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.expose_secret().as_bytes()) else {
                return false;
            };
            mac.update(timestamp.as_bytes());
            mac.update(b".");
            mac.update(body);
            STANDARD.decode(signature.trim()).is_ok_and(|signature| mac.verify_slice(&signature).is_ok())
        })
    }
}

/// What to be told, and where.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewWebhook {
    /// What.
    pub events: Vec<EventType>,
    /// Where: https, with a certificate that Onshape knows.
    pub url: Url,
    /// Of this document only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_id: Option<DocumentId>,
    /// Of this company only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_id: Option<CompanyId>,
    /// Such as `{$UserId} = '…' && {$DocumentId} = '…'`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Comes back with every event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// Removed by Onshape when nothing has happened for a while.
    pub is_transient: bool,
}

/// A webhook that is registered (`BTWebhookInfo`).
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    /// The webhook.
    pub id: WebhookId,
    /// What it tells.
    #[serde(default, deserialize_with = "items")]
    pub events: Vec<EventType>,
    /// Where.
    pub url: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "time")]
    pub created_at: Option<Timestamp>,
    /// How many events could not be delivered.
    pub dropped_event_count: Option<i32>,
}

impl Client {
    /// `POST /webhooks`. Onshape posts `webhook.register` to the address, perhaps before this returns.
    /// [createWebhook](https://cad.onshape.com/glassworks/explorer/#/Webhook/createWebhook)
    pub async fn create_webhook(&self, webhook: &NewWebhook) -> Result<Webhook, Error> {
        self.json(Request::post("createWebhook", &["webhooks"], webhook)).await
    }

    /// `GET /webhooks`: of the user.
    /// [getWebhooks](https://cad.onshape.com/glassworks/explorer/#/Webhook/getWebhooks)
    pub async fn webhooks(&self, offset: u32) -> Result<Page<Webhook>, Error> {
        let request = Request::get("getWebhooks", &["webhooks"]).query("offset", offset).query("limit", 20);
        let list: List<Webhook> = self.json(request).await?;
        Ok(list.page(offset))
    }

    /// `POST /webhooks/{id}/ping`: Onshape posts `webhook.ping`.
    /// [pingWebhook](https://cad.onshape.com/glassworks/explorer/#/Webhook/pingWebhook)
    pub async fn ping_webhook(&self, webhook: &WebhookId) -> Result<(), Error> {
        let path = ["webhooks", webhook.as_str(), "ping"];
        self.done(Request::post("pingWebhook", &path, &serde_json::json!({}))).await
    }

    /// `DELETE /webhooks/{id}`.
    /// [unregisterWebhook](https://cad.onshape.com/glassworks/explorer/#/Webhook/unregisterWebhook)
    pub async fn delete_webhook(&self, webhook: &WebhookId) -> Result<(), Error> {
        self.done(Request::delete("unregisterWebhook", &["webhooks", webhook.as_str()])).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] =
        br#"{"event":"onshape.model.translation.complete","translationId":"e60c4803eaf2ac8be492c18e",
        "timestamp":"2024-05-05T23:46:29.284-0500"}"#;

    fn signed(key: &str, timestamp: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
        mac.update(timestamp.as_bytes());
        mac.update(b".");
        mac.update(BODY);
        STANDARD.encode(mac.finalize().into_bytes())
    }

    #[test]
    fn a_signed_event_is_believed_with_either_signature_and_for_five_minutes() {
        let (key, timestamp) = (SecretString::from("key"), "2024-05-05T23:46:29.284-0500");
        let (right, wrong) = (signed("key", timestamp), signed("other", timestamp));
        let now: Timestamp = "2024-05-06T04:50:00Z".parse().unwrap();
        let read = |signature, now| Event::read(BODY, signature, Some(&key), now).map(|event| event.event);
        let primary = EventSignature { timestamp: Some(timestamp), primary: Some(&right), secondary: None };
        assert_eq!(read(primary, now), Ok(EventType::TranslationComplete));
        let secondary = EventSignature { primary: Some(&wrong), secondary: Some(&right), ..primary };
        assert_eq!(read(secondary, now), Ok(EventType::TranslationComplete));
        for refused in [
            EventSignature::default(),
            EventSignature { primary: Some(&wrong), ..primary },
            EventSignature { timestamp: Some("2024-05-05T23:46:30.284-0500"), ..primary },
            EventSignature { primary: Some("%%%"), ..primary },
        ] {
            assert_eq!(read(refused, now), Err(EventError::Signature));
        }
        assert_eq!(read(primary, "2024-05-06T04:52:00Z".parse().unwrap()), Err(EventError::Signature));
    }

    #[test]
    fn without_a_key_an_event_is_a_hint() {
        let read = |body| Event::read(body, EventSignature::default(), None, Timestamp::UNIX_EPOCH);
        assert!(read(BODY).unwrap().translation_id.is_some());
        let unheard_of = read(br#"{"event":"onshape.moon.phase","documentId":7}"#).unwrap();
        assert_eq!(unheard_of.event, EventType::Other("onshape.moon.phase".into()));
        assert_eq!(read(b"[]").unwrap_err(), EventError::Malformed);
    }
}
