//! The sandbox's own style sheet, script and icon.

use axum::response::IntoResponse;
use http::header;

/// `GET /assets/sandbox.css`
pub async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("../../assets/sandbox.css"))
}

/// `GET /assets/host.css`
pub async fn host_style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("../../assets/host.css"))
}

/// `GET /assets/early.js`
pub async fn early_script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("../../assets/early.js"))
}

/// `GET /assets/host.js`
pub async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("../../assets/host.js"))
}

/// `GET /assets/inspector.js`
pub async fn inspector_script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("../../assets/inspector.js"))
}

/// `GET /assets/inspector.css`
pub async fn inspector_style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("../../assets/inspector.css"))
}

/// `GET /assets/icon.svg`
pub async fn icon() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "image/svg+xml")], include_str!("../../assets/icon.svg"))
}
