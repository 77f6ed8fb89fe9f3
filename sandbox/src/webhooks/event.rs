//! What happens that webhooks tell of.

use super::Webhook;
use crate::world::id::Id;
use crate::world::user::User;
use jiff::Timestamp;
use serde_json::{Value, json};

/// Onshape's events; the ones that the sandbox never causes can be registered for, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A model changed.
    Changed,
    /// Properties changed.
    Metadata,
    /// A version was made.
    CreateVersion,
    /// A workspace was made.
    CreateWorkspace,
    /// A workspace was deleted.
    DeleteWorkspace,
    /// A workspace was set back.
    RestoreWorkspace,
    /// A tab was made.
    CreateElement,
    /// A tab was deleted.
    DeleteElement,
    /// A translation ended.
    TranslationComplete,
    /// A document was made.
    DocumentCreated,
    /// A document went into the trash, or out of it.
    DocumentState,
    /// A comment was made.
    CommentCreate,
    /// A comment was changed.
    CommentUpdate,
    /// A comment was deleted.
    CommentDelete,
    /// Somebody pressed the button.
    Ping,
    /// A webhook begins.
    Register,
    /// A webhook ends.
    Unregister,
}

const NAMES: [(Kind, &str); 17] = [
    (Kind::Changed, "onshape.model.lifecycle.changed"),
    (Kind::Metadata, "onshape.model.lifecycle.metadata"),
    (Kind::CreateVersion, "onshape.model.lifecycle.createversion"),
    (Kind::CreateWorkspace, "onshape.model.lifecycle.createworkspace"),
    (Kind::DeleteWorkspace, "onshape.model.lifecycle.deleteworkspace"),
    (Kind::RestoreWorkspace, "onshape.model.lifecycle.restoreworkspace"),
    (Kind::CreateElement, "onshape.model.lifecycle.createelement"),
    (Kind::DeleteElement, "onshape.model.lifecycle.deleteelement"),
    (Kind::TranslationComplete, "onshape.model.translation.complete"),
    (Kind::DocumentCreated, "onshape.document.lifecycle.created"),
    (Kind::DocumentState, "onshape.document.lifecycle.statechange"),
    (Kind::CommentCreate, "onshape.comment.create"),
    (Kind::CommentUpdate, "onshape.comment.update"),
    (Kind::CommentDelete, "onshape.comment.delete"),
    (Kind::Ping, "webhook.ping"),
    (Kind::Register, "webhook.register"),
    (Kind::Unregister, "webhook.unregister"),
];

/// Events that can be registered for and never happen here.
const NEVER: [&str; 10] = [
    "onshape.user.lifecycle.updateappsettings",
    "onshape.model.lifecycle.mergeworkspace",
    "onshape.model.lifecycle.updateworkspaceunits",
    "onshape.model.lifecycle.changed.externalreferences",
    "onshape.model.lifecycle.changed.namedviews",
    "onshape.document.lifecycle.shared",
    "onshape.revision.created",
    "onshape.workflow.transition",
    "onshape.plm.job.created",
    "onshape.plm.settings.changed",
];

impl Kind {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }
}

/// The names of all events.
pub fn names() -> Vec<&'static str> {
    NAMES.iter().map(|(_, name)| *name).chain(NEVER).collect()
}

/// Whether Onshape has an event of this name.
pub fn is_known(name: &str) -> bool {
    Kind::named(name).is_some() || NEVER.contains(&name)
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// What.
    pub kind: Kind,
    /// Who did it.
    pub user: User,
    /// When.
    pub at: Timestamp,
    /// In which document.
    pub document: Option<Id>,
    /// In which workspace.
    pub workspace: Option<Id>,
    /// In which version.
    pub version: Option<Id>,
    /// In which tab.
    pub element: Option<Id>,
    /// Which translation.
    pub translation: Option<Id>,
    /// Which comment.
    pub comment: Option<Id>,
}

impl Event {
    /// An event that says nothing of where.
    pub fn new(kind: Kind, user: User, at: Timestamp) -> Self {
        let (document, workspace, version, element) = (None, None, None, None);
        Self { kind, user, at, document, workspace, version, element, translation: None, comment: None }
    }

    /// Whether a webhook wants it: the event is on its list, the document is its, and its filter agrees.
    pub fn is_for(&self, hook: &Webhook) -> bool {
        let listed = hook.events.iter().any(|name| name == self.kind.name());
        let here = hook.document.is_none_or(|document| self.document == Some(document));
        listed && here && hook.filter.as_deref().is_none_or(|filter| self.agrees_with(filter))
    }

    fn agrees_with(&self, filter: &str) -> bool {
        let text = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
        filter.split("&&").all(|condition| {
            let Some((name, value)) = condition.split_once('=') else { return false };
            let value = value.trim().trim_matches('\'');
            match name.trim() {
                "{$UserId}" => self.user.id().to_string() == value,
                "{$DocumentId}" => text(self.document) == value,
                "{$WorkspaceId}" => text(self.workspace) == value,
                "{$ElementId}" => text(self.element) == value,
                _ => false,
            }
        })
    }

    /// What is sent.
    pub fn payload(&self, hook: &Webhook, number: u64) -> Value {
        let mut payload = json!({
            "timestamp": self.at.strftime("%Y-%m-%dT%H:%M:%S.%3f-0000").to_string(),
            "event": self.kind.name(),
            "webhookId": hook.id,
            "messageId": Id::of("message", format_args!("{}/{number}", hook.id)),
            "data": hook.data,
            "userId": self.user.id(),
        });
        let more = [
            ("documentId", self.document),
            ("workspaceId", self.workspace),
            ("versionId", self.version),
            ("elementId", self.element),
            ("translationId", self.translation),
            ("commentId", self.comment),
        ];
        if let Some(payload) = payload.as_object_mut() {
            payload.extend(more.into_iter().filter_map(|(name, id)| Some((name.to_owned(), json!(id?)))));
        }
        payload
    }
}
