//! Whether the browser keeps our cookies, and what to do where it does not.

use leptos::{prelude::*, task::spawn_local};

use super::flow::Flow;
use crate::{
    api::{ProbeVerdict, judge_probe, set_probe},
    browser,
    components::Icon,
    start::Who,
    state::{AppState, Cookies},
    texts::cookies,
    user_agent::Browser,
};

/// Checks once after the page is hydrated, unless a session has come along: then a cookie was kept.
pub(super) fn check_cookies(state: AppState) {
    Effect::new(move |_| {
        if state.cookies.get_untracked() == Cookies::Unknown {
            spawn_local(async move {
                let found = look(state).await;
                state.cookies.try_set(found);
            });
        }
    });
}

/// Two probes in a row must be missing, each really answered by the server: anything else says nothing.
async fn look(state: AppState) -> Cookies {
    for _ in 0..2 {
        let Ok(probe) = set_probe().await else { return Cookies::Unknown };
        match judge_probe(probe).await {
            Ok(ProbeVerdict::Kept) => return Cookies::Kept,
            Ok(ProbeVerdict::Missing) => {}
            Ok(ProbeVerdict::Unclear) | Err(_) => return Cookies::Unknown,
        }
    }
    if matches!(state.who.get_untracked(), Who::Nobody(_)) { Cookies::Blocked } else { Cookies::Unknown }
}

/// The alert: what is blocked, what helps in this browser, and a way that works at once.
#[component]
pub(super) fn CookieAlert(flow: Flow) -> impl IntoView {
    let state = crate::state::app_state();
    let host = state.start.with_value(|start| start.host.clone());
    let framed = browser::is_framed();
    let again = move |_| {
        spawn_local(async move {
            let found = look(state).await;
            if found == Cookies::Kept {
                // The page's own cookie was lost as well: a fresh page gets it.
                browser::reload();
            }
            state.cookies.try_set(found);
            flow.cookies_changed();
        });
    };
    let open = move |_| {
        // Blocked popups do not apply to a click; without an opener the new tab is on its own.
        let _ = browser::window().open_with_url_and_target_and_features(&flow.here(), "_blank", "noopener");
    };
    let new_tab = framed.then(|| {
        view! {
            <button class="button primary" type="button" on:click=open>
                {cookies::new_tab()}
            </button>
        }
    });
    view! {
        <div class="alert" role="alert" data-kind="warning">
            {Icon::Alert.view()}
            <h1 class="alert-title">{cookies::blocked(&host)}</h1>
            <p>{advice(&user_agent(), framed)}</p>
            <div class="actions">
                {new_tab}
                <button class="button" type="button" on:click=again>
                    {cookies::check()}
                </button>
            </div>
        </div>
        <p class="sign-in-access">
            {Icon::Lock.view()}
            <span>{cookies::why()}</span>
        </p>
    }
}

fn user_agent() -> String {
    browser::window().navigator().user_agent().unwrap_or_default()
}

/// What helps in this browser. It is a setting, never the user's mistake, and never to be turned off for all sites.
fn advice(user_agent: &str, framed: bool) -> &'static str {
    let browser = Browser::of(user_agent);
    match (framed, browser) {
        (true, Browser::Chrome) => cookies::chrome(),
        (true, Browser::Edge) => cookies::edge(),
        (true, Browser::Firefox) => cookies::firefox(),
        (true, Browser::Safari) => cookies::safari(),
        (true, Browser::Other) => cookies::other(),
        (false, Browser::Safari) => cookies::safari_alone(),
        (false, _) => cookies::alone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_is_for_this_browser() {
        let edge = "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36 Edg/156.0";
        let safari =
            "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15";
        assert_eq!((Browser::of(edge), Browser::of(safari)), (Browser::Edge, Browser::Safari));
        assert!(advice(edge, true).contains("Edge") && advice(safari, true).contains("26.2"));
    }

    #[test]
    fn on_its_own_in_a_tab_no_other_tab_is_offered() {
        assert!(advice("Firefox/153.0", false).contains("would not help"));
    }
}
