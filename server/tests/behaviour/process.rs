//! The program itself, as an operator starts it.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
};

use crate::world::{ORIGIN, SECRET, World};

/// A running `vitrine`.
pub struct Process {
    child: Child,
    pub address: String,
    log: Arc<Mutex<String>>,
}

/// The program with the settings of `world`, not yet started.
pub fn command(world: &World, database_url: &str) -> Command {
    let base = world.sandbox.base_url();
    let mut command = Command::new(env!("CARGO_BIN_EXE_vitrine"));
    // Nothing of the machine's own settings counts.
    command.env_clear().current_dir(world.database.path()).envs([
        ("PORT", "0"),
        ("BASE_URL", ORIGIN),
        ("API_URL", &format!("{base}/api")),
        ("OAUTH_URL", base),
        ("OAUTH_CLIENT_ID", &world.sandbox.settings().client_id),
        ("OAUTH_CLIENT_SECRET", &world.sandbox.settings().client_secret),
        ("SESSION_SECRET", SECRET),
        ("DATABASE_URL", database_url),
        ("FRAME_ANCESTORS", base),
        ("ONSHAPE_HOSTS", world.sandbox.export_url().trim_start_matches("http://")),
        ("HOME", world.database.path().to_str().unwrap()),
    ]);
    command
}

impl Process {
    /// Starts it against the sandbox of `world`, and waits until it listens.
    pub fn start(world: &World, database_url: &str, log_level: &str) -> Self {
        Self::start_with(world, database_url, log_level, |_| {})
    }

    /// The same with other settings.
    pub fn start_with(
        world: &World,
        database_url: &str,
        log_level: &str,
        change: impl FnOnce(&mut Command),
    ) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = command(world, database_url);
        command.env("PORT", port.to_string()).env("RUST_LOG", log_level);
        change(&mut command);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (mut errors, collected) = (BufReader::new(child.stderr.take().unwrap()), log.clone());
        thread::spawn(move || {
            let mut line = String::new();
            while errors.read_line(&mut line).is_ok_and(|read| read > 0) {
                collected.lock().unwrap().push_str(&line);
                line.clear();
            }
        });
        let mut greeting = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut greeting).unwrap();
        assert!(greeting.contains("listens"), "{greeting}{}", log.lock().unwrap());
        Self { child, address: format!("http://127.0.0.1:{port}"), log }
    }

    /// Stops it as an operator does, and gives all that it has logged.
    pub fn stop(mut self) -> String {
        Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(self.child.wait().unwrap().success());
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
