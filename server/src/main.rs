//! `vitrine`: reads the settings, starts, serves until it is told to stop.

use std::{io::Write, process::ExitCode};

use clap::Parser;
use vault::Sources;
use vitrine_server::{
    Application, Settings,
    settings::{Command, CommandLine},
};

fn main() -> ExitCode {
    // Absent as often as not.
    let _ = dotenvy::dotenv();
    let CommandLine { command, settings } = CommandLine::parse();
    match command.unwrap_or(Command::Serve) {
        Command::Serve => serve(settings.try_into()),
    }
}

fn serve(settings: Result<Settings, vitrine_server::settings::Problems>) -> ExitCode {
    let settings = match settings {
        Ok(settings) => settings,
        Err(problems) => return fail(&problems.to_string()),
    };
    let filter = tracing_subscriber::EnvFilter::try_new(&settings.log).unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime =
        match tokio::runtime::Builder::new_multi_thread().worker_threads(workers()).enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return fail(&format!("The runtime did not start: {error}")),
        };
    runtime.block_on(async {
        match Application::build(settings, Sources::system()).await {
            Ok(application) => {
                let _ = writeln!(std::io::stdout(), "{}", application.greeting());
                application.run_until(stop()).await;
                ExitCode::SUCCESS
            }
            Err(error) => fail(&error.to_string()),
        }
    })
}

/// Streams stall on a machine with one core and one worker.
fn workers() -> usize {
    std::thread::available_parallelism().map_or(4, usize::from).max(4)
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
