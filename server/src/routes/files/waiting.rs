//! Waiting for what is being made.

use axum::http::{HeaderMap, StatusCode};
use models::News;
use tokio::sync::watch;

use super::NoFile;
use crate::models::{LONGEST_WAIT, NoModel};

/// The news, once there is some after `since`, or the last of them if nothing is said; or what there is when patience
/// ends.
pub(super) async fn heard(news: &mut watch::Receiver<News<NoModel>>, since: Option<u64>) -> News<NoModel> {
    let enough = |news: &News<NoModel>| news.is_last() || since.is_some_and(|since| news.number > since);
    let _ = tokio::time::timeout(LONGEST_WAIT, news.wait_for(enough)).await;
    news.borrow().clone()
}

pub(super) fn failed(failure: models::Failure<NoModel>) -> NoFile {
    let error = &failure as &dyn std::error::Error;
    match failure {
        models::Failure::Lost(_) | models::Failure::Crashed => {
            tracing::error!(error, "a model could not be made: {failure}");
        }
        models::Failure::Model(_) => tracing::warn!(error, "an export cannot be shown: {failure}"),
        models::Failure::Source(_) => {}
    }
    NoModel::from(&failure).into()
}

impl From<NoModel> for NoFile {
    fn from(no_model: NoModel) -> Self {
        match no_model {
            NoModel::SignedOut => Self::signed_out(),
            NoModel::Problem(problem) => problem.into(),
            NoModel::MayNotExport => {
                let sentence =
                    "You may look at this document, but not export from it. Its owner can allow that.";
                Self(StatusCode::FORBIDDEN, sentence.into())
            }
            NoModel::NotExported(reason) => {
                Self(StatusCode::BAD_GATEWAY, format!("Onshape could not export it. {reason}"))
            }
            NoModel::Unshowable(sentence) => Self(StatusCode::BAD_GATEWAY, sentence),
        }
    }
}

/// `Prefer: respond-async` (RFC 7240, 4.1).
pub(super) fn prefers_an_answer_at_once(headers: &HeaderMap) -> bool {
    let lists = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    lists
        .flat_map(|list| list.split(','))
        .any(|preference| preference.trim().eq_ignore_ascii_case("respond-async"))
}
