//! Starting and stopping.

use crate::control::demo;
use crate::host::landing;
use crate::router;
use crate::settings::Settings;
use crate::state::Shared;
use crate::webhooks::delivery;
use axum::Router;
use axum::serve::ListenerExt;
use futures::FutureExt;
use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A running sandbox. Dropping it stops it.
#[derive(Debug)]
pub struct Sandbox {
    shared: Shared,
    stop: watch::Sender<bool>,
    servers: Vec<JoinHandle<io::Result<()>>>,
}

impl Sandbox {
    /// Binds both ports on 127.0.0.1 and answers from then on. Fails when a port is taken.
    pub async fn start(mut settings: Settings) -> io::Result<Self> {
        let base = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port)).await?;
        let export = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.export_port)).await?;
        settings.port = base.local_addr()?.port();
        settings.export_port = export.local_addr()?.port();
        // By number, not as `localhost`: beside an app at localhost this is another site, as Onshape is.
        let address = |port| format!("http://127.0.0.1:{port}");
        let (base_url, export_url) = (address(settings.port), address(settings.export_port));
        let shared = Shared::new(settings, base_url, export_url);
        let (stop, stopped) = watch::channel(false);
        let servers = vec![
            serve(base, router::base(&shared), stopped.clone()),
            serve(export, router::regional(&shared), stopped.clone()),
            tokio::spawn(delivery::run(shared.clone(), stopped).map(Ok)),
        ];
        Ok(Self { shared, stop, servers })
    }

    /// Origin of pages, OAuth and API, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    /// Origin of the regional export host.
    pub fn export_url(&self) -> &str {
        &self.shared.export_url
    }

    /// What it was started with, ports as they are: client credentials, clock, redirect URI.
    pub fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    /// What `GET /__sandbox/demo` answers: the documents that have a key.
    pub fn demo(&self) -> serde_json::Value {
        demo::documents(&self.shared)
    }

    /// The address to open first: the demo document with the app's tab.
    pub fn first_page(&self) -> String {
        let path = self.shared.world().specials().next().map(|(_, document)| landing::address(&document));
        format!("{}{}", self.base_url(), path.unwrap_or_default())
    }

    /// The state behind the handlers, for tests that steer without HTTP.
    pub fn state(&self) -> &Shared {
        &self.shared
    }

    /// Stops and waits until both ports are free; connections get two seconds to finish.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        for mut server in std::mem::take(&mut self.servers) {
            if tokio::time::timeout(Duration::from_secs(2), &mut server).await.is_err() {
                server.abort();
            }
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

fn serve(
    listener: TcpListener,
    router: Router,
    mut stopped: watch::Receiver<bool>,
) -> JoinHandle<io::Result<()>> {
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "could not set TCP_NODELAY: {error}");
        }
    });
    let until = async move {
        // An error means that the sandbox is gone: stop as well.
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    tokio::spawn(async move { axum::serve(listener, router).with_graceful_shutdown(until).await })
}
