//! `vitrine`: reads the settings, and serves until it is told to stop; or checks them, or changes keys.

use std::{
    future::Future,
    io::{IsTerminal, Write},
    process::ExitCode,
};

use clap::Parser;
use jiff::Timestamp;
use vault::Sources;
use vitrine_server::{
    Application, Settings, check, rekey,
    settings::{Command, CommandLine},
};

fn main() -> ExitCode {
    // Absent as often as not.
    let _ = dotenvy::dotenv();
    let CommandLine { command, settings } = CommandLine::parse();
    let settings = match Settings::try_from(settings) {
        Ok(settings) => settings,
        Err(problems) => return fail(&problems.to_string()),
    };
    let filter = tracing_subscriber::EnvFilter::try_new(&settings.log).unwrap_or_else(|_| "info".into());
    // It warns of every cookie of a session that has ended: that is a browser coming back after a while.
    let filter = match "tower_sessions_core=error".parse() {
        Ok(directive) => filter.add_directive(directive),
        Err(_) => filter,
    };
    // Colours are for people; journals and files would keep them as letters.
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr).init();
    match command.unwrap_or(Command::Serve) {
        Command::Serve => run(async {
            match Application::build(settings, Sources::system()).await {
                Ok(application) => {
                    say(&application.greeting());
                    application.run_until(stop()).await;
                    ExitCode::SUCCESS
                }
                Err(error) => fail(&error.to_string()),
            }
        }),
        Command::Check => run(async {
            match check(&settings, Timestamp::now()).await {
                Ok(report) => {
                    say(report.to_string().trim_end());
                    if report.is_fine() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
                }
                Err(error) => fail(&format!("Cannot make an HTTP client: {error}")),
            }
        }),
        Command::Rekey => run(async {
            match rekey(settings, Sources::system()).await {
                Ok(done) => {
                    say(&format!(
                        "{} stored secrets moved to the first secret of SESSION_SECRET, {} were already there. The \
                         others may be taken out now.",
                        done.moved, done.current
                    ));
                    ExitCode::SUCCESS
                }
                Err(error) => fail(&error.to_string()),
            }
        }),
    }
}

fn run(work: impl Future<Output = ExitCode>) -> ExitCode {
    match tokio::runtime::Builder::new_multi_thread().worker_threads(workers()).enable_all().build() {
        Ok(runtime) => runtime.block_on(work),
        Err(error) => fail(&format!("The runtime did not start: {error}")),
    }
}

/// Streams stall on a machine with one core and one worker.
fn workers() -> usize {
    std::thread::available_parallelism().map_or(4, usize::from).max(4)
}

fn say(message: &str) {
    let _ = writeln!(std::io::stdout(), "{message}");
}

fn fail(message: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{message}");
    ExitCode::FAILURE
}

/// Resolves with the first SIGINT or SIGTERM.
async fn stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}
