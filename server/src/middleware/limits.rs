//! How often an address may begin, finish and ask about sign-ins. Wide enough for an office behind one address; a program
//! that tries handles and states, or fills the table of sign-ins, runs into them.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    time::Duration,
};

use axum::{
    Extension,
    extract::{ConnectInfo, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};

use app::texts::notices;

use crate::{routes::Notice, state::AppState};

/// Sign-ins begun, and callbacks, of one address at once; five more in a second.
const SIGN_INS: u32 = 300;
const SIGN_INS_A_SECOND: u32 = 5;
/// Questions of waiting frames, of one address at once; fifty more in a second.
const QUESTIONS: u32 = 600;
const QUESTIONS_A_SECOND: u32 = 50;
/// Server functions that a frame calls to be signed in.
const ASKING: [&str; 5] = ["mint_handle", "poll_sign_in", "redeem_sign_in", "set_probe", "judge_probe"];

/// The counts, by address.
pub(crate) struct Limits {
    starts: DefaultKeyedRateLimiter<IpAddr>,
    callbacks: DefaultKeyedRateLimiter<IpAddr>,
    questions: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    pub(crate) fn new() -> Self {
        let limiter = |burst: u32, a_second: u32| {
            let (burst, a_second) = (positive(burst), positive(a_second));
            RateLimiter::keyed(Quota::per_second(a_second).allow_burst(burst))
        };
        Self {
            starts: limiter(SIGN_INS, SIGN_INS_A_SECOND),
            callbacks: limiter(SIGN_INS, SIGN_INS_A_SECOND),
            questions: limiter(QUESTIONS, QUESTIONS_A_SECOND),
        }
    }

    /// Forgets addresses that have long been quiet.
    pub(crate) fn forget_the_quiet(&self) {
        for limiter in [&self.starts, &self.callbacks, &self.questions] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }

    fn for_path(&self, path: &str) -> Option<&DefaultKeyedRateLimiter<IpAddr>> {
        match path {
            "/oauthSignin" => Some(&self.starts),
            "/oauthRedirect" => Some(&self.callbacks),
            _ => {
                let function = path.strip_prefix("/api/")?;
                ASKING.iter().any(|name| function.starts_with(name)).then_some(&self.questions)
            }
        }
    }
}

fn positive(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

/// 429 for who asks too often.
pub(crate) async fn limits(
    State(state): State<AppState>,
    Extension(ConnectInfo(peer)): Extension<ConnectInfo<SocketAddr>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(limiter) = state.shared.limits.for_path(request.uri().path()) else {
        return next.run(request).await;
    };
    let address = network(state.shared.proxies.client(peer.ip(), request.headers()));
    let Err(until) = limiter.check_key(&address) else { return next.run(request).await };
    let wait = until.wait_time_from(governor::clock::DefaultClock::default().now());
    tracing::warn!(%address, "refused: too many sign-ins from one address");
    too_many(&state, request.uri().path(), wait)
}

fn too_many(state: &AppState, path: &str, wait: Duration) -> Response {
    let mut response = if path.starts_with("/api/") {
        StatusCode::TOO_MANY_REQUESTS.into_response()
    } else {
        Notice {
            status: StatusCode::TOO_MANY_REQUESTS,
            title: notices::too_many(),
            sentence: notices::too_many_why(),
            error: true,
            tell_opener: false,
            action: None,
        }
        .page(&state.shared)
    };
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
    response
}

/// Who has one IPv6 address has 2^64 of them.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
    }
}
