//! Waiting for what is being made.

use app::{answer::Refusal, texts::no_model};
use axum::http::{HeaderMap, StatusCode};
use models::{Feature, ModelError, News, Quantity};
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
    fn from(why: NoModel) -> Self {
        let lasts = lasts(&why);
        let status = match why {
            NoModel::MayNotExport => StatusCode::FORBIDDEN,
            _ => StatusCode::BAD_GATEWAY,
        };
        let message: String = match why {
            NoModel::SignedOut => return Self::signed_out(),
            NoModel::Problem(problem) => return problem.into(),
            NoModel::MayNotExport => no_model::may_not_export().into(),
            NoModel::OnlyInWorkspaces => no_model::only_workspaces().into(),
            NoModel::NotInHistory => no_model::not_in_history().into(),
            NoModel::Configuration => no_model::configuration().into(),
            NoModel::NotExported(Some(reason)) => no_model::not_exported(&reason),
            NoModel::NotExported(None) => no_model::no_reason().into(),
            NoModel::TooLarge { megabytes } => no_model::megabytes(&megabytes.to_string()),
            NoModel::Unshowable(error) => unshowable(error),
        };
        Self(status, Refusal { message, problem: None, lasts })
    }
}

/// Whether asking again cannot help.
fn lasts(why: &NoModel) -> bool {
    match why {
        NoModel::MayNotExport
        | NoModel::OnlyInWorkspaces
        | NoModel::NotInHistory
        | NoModel::TooLarge { .. }
        | NoModel::Unshowable(ModelError::TooMuch { .. } | ModelError::Unsupported(_)) => true,
        NoModel::SignedOut
        | NoModel::Problem(_)
        | NoModel::Configuration
        | NoModel::NotExported(_)
        | NoModel::Unshowable(ModelError::Empty | ModelError::Broken(_)) => false,
    }
}

/// What is wrong with a model, in the language of whoever asks.
fn unshowable(error: ModelError) -> String {
    match error {
        ModelError::TooMuch { what, limit } => match what {
            Quantity::Bytes => no_model::bytes(limit),
            Quantity::UnpackedBytes => no_model::unpacked_bytes(limit),
            Quantity::Triangles => no_model::triangles(limit),
            Quantity::Nodes => no_model::nodes(limit),
            Quantity::Levels => no_model::levels(limit),
            Quantity::Entries => no_model::entries(limit),
        },
        ModelError::Unsupported(feature) => match feature {
            Feature::Draco => no_model::draco().into(),
            Feature::Meshopt => no_model::meshopt().into(),
            Feature::SparseAccessors => no_model::sparse_accessors().into(),
            Feature::Extension => no_model::extension().into(),
        },
        ModelError::Empty | ModelError::Broken(_) => no_model::damaged().into(),
    }
}

/// `Prefer: respond-async` (RFC 7240, 4.1).
pub(super) fn prefers_an_answer_at_once(headers: &HeaderMap) -> bool {
    let lists = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    lists
        .flat_map(|list| list.split(','))
        .any(|preference| preference.trim().eq_ignore_ascii_case("respond-async"))
}
