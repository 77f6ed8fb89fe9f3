//! Comments.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Client, CommentId, DocumentAt, DocumentId, ElementId, Error, Page, Reference, Wvm, WvmId,
    model::{List, time},
    request::Request,
};

/// A comment or a reply (`BTCommentInfo`).
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    /// The comment.
    pub id: CommentId,
    /// What it says: plain text, whatever it looks like.
    pub message: Option<String>,
    /// Who wrote it.
    pub user: Option<Reference>,
    /// When.
    #[serde(default, deserialize_with = "time")]
    pub created_at: Option<Timestamp>,
    /// The comment that it answers.
    pub parent_id: Option<CommentId>,
    /// Whether it answers none.
    pub top_level: Option<bool>,
    /// How many answers it has.
    pub reply_count: Option<i64>,
    /// The element that it is about.
    pub element_id: Option<ElementId>,
    /// 0 open, 1 resolved, as far as is known.
    pub state: Option<i32>,
    /// When it was resolved.
    #[serde(default, deserialize_with = "time")]
    pub resolved_at: Option<Timestamp>,
    /// Who resolved it.
    pub resolved_by: Option<Reference>,
    /// Who is to do something.
    pub assignee: Option<Reference>,
    /// Whether the user may delete it.
    pub can_delete: Option<bool>,
    /// Whether the user may resolve it.
    pub can_resolve_or_reopen: Option<bool>,
}

/// Which comments to list.
#[derive(Debug, Clone, Default)]
pub struct CommentQuery {
    /// Of this element only.
    pub element: Option<ElementId>,
    /// Answers to this comment.
    pub parent: Option<CommentId>,
    /// How many to pass over.
    pub offset: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewComment<'a> {
    message: &'a str,
    document_id: &'a DocumentId,
    /// 6 is a document.
    object_type: i32,
    object_id: &'a DocumentId,
    #[serde(skip_serializing_if = "Option::is_none")]
    workspace_id: Option<&'a WvmId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version_id: Option<&'a WvmId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    element_id: Option<&'a ElementId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<&'a CommentId>,
}

const DOCUMENT: i32 = 6;

impl Client {
    /// `GET /comments`: of a document, oldest first, resolved ones too.
    /// [getComments](https://cad.onshape.com/glassworks/explorer/#/Comment/getComments)
    pub async fn comments(
        &self,
        document: &DocumentId,
        query: &CommentQuery,
    ) -> Result<Page<Comment>, Error> {
        let request = Request::get("getComments", &["comments"])
            .about(document)
            .query("did", document)
            .query("objectType", DOCUMENT)
            .maybe("eid", query.element.as_ref())
            .maybe("pid", query.parent.as_ref())
            .query("sortColumn", "createdAt")
            .query("sortOrder", "asc")
            .query("offset", query.offset)
            .query("limit", 20);
        let list: List<Comment> = self.json(request).await?;
        Ok(list.page(query.offset))
    }

    /// `POST /comments`: on a document or an element, or in answer to another one.
    /// [createComment](https://cad.onshape.com/glassworks/explorer/#/Comment/createComment)
    pub async fn comment(
        &self,
        at: &DocumentAt,
        element: Option<&ElementId>,
        parent: Option<&CommentId>,
        message: &str,
    ) -> Result<Comment, Error> {
        let (workspace, version) = match &at.wvm {
            Wvm::Workspace(id) => (Some(id), None),
            Wvm::Version(id) => (None, Some(id)),
            Wvm::Microversion(_) => (None, None),
        };
        let body = NewComment {
            message,
            document_id: &at.document,
            object_type: DOCUMENT,
            object_id: &at.document,
            workspace_id: workspace,
            version_id: version,
            element_id: element,
            parent_id: parent,
        };
        self.json(Request::post("createComment", &["comments"], &body).about(&at.document)).await
    }

    /// `POST /comments/{cid}/resolve`.
    /// [resolve](https://cad.onshape.com/glassworks/explorer/#/Comment/resolve)
    pub async fn resolve_comment(&self, comment: &CommentId) -> Result<Comment, Error> {
        let path = ["comments", comment.as_str(), "resolve"];
        self.json(Request::post("resolve", &path, &serde_json::json!({}))).await
    }

    /// `POST /comments/{cid}/reopen`.
    /// [reopen](https://cad.onshape.com/glassworks/explorer/#/Comment/reopen)
    pub async fn reopen_comment(&self, comment: &CommentId) -> Result<Comment, Error> {
        let path = ["comments", comment.as_str(), "reopen"];
        self.json(Request::post("reopen", &path, &serde_json::json!({}))).await
    }

    /// `DELETE /comments/{cid}`.
    /// [deleteComment](https://cad.onshape.com/glassworks/explorer/#/Comment/deleteComment)
    pub async fn delete_comment(&self, comment: &CommentId) -> Result<(), Error> {
        self.done(Request::delete("deleteComment", &["comments", comment.as_str()])).await
    }
}
