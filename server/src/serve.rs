//! The accept loop: hyper-util's, for `TCP_NODELAY` (without it, answers in several pieces wait for the other side),
//! a limit on how long a head may take to arrive, and a graceful stop.

use std::{net::SocketAddr, time::Duration};

use axum::{Extension, Router, extract::ConnectInfo};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::net::TcpListener;
use tokio_io_timeout::TimeoutStream;

/// A request's head must be here by then.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// A client that reads nothing for so long is let go.
const SLOWEST_READER: Duration = Duration::from_mins(1);
/// The largest head of a request: a session has four cookies, and Onshape's parameters are short.
const LARGEST_HEAD: usize = 64 << 10;
/// What is under way when the server stops has this long.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until `stop` resolves and what was under way is answered.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT).max_buf_size(LARGEST_HEAD);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(Duration::from_secs(20));
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, most likely: others are being answered and will give some back.
                    tracing::warn!(%error, "could not accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY on this connection");
        }
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(SLOWEST_READER));
        let service =
            TowerToHyperService::new(router.clone().layer(Extension(ConnectInfo::<SocketAddr>(peer))));
        let connection = builder.serve_connection(TokioIo::new(Box::pin(stream)), service).into_owned();
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopped with requests still under way");
    }
}
