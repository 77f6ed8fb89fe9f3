//! A real PostgreSQL for the tests of this process, in a folder of its own, gone when the process is.

use std::{
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use sqlx::Connection;

/// `postgres` refuses to run as root: then it runs as `nobody`.
const NOBODY: u32 = 65534;

/// Waits for its standard input to end, which it does with this process, however that ends.
const GUARD: &str = r#"
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c max_connections=300 >"$2/log" 2>&1 &
server=$!
read -r _
kill -INT "$server" 2>/dev/null
wait "$server"
rm -rf "$2"
"#;

static SERVER: OnceLock<PathBuf> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// The address of a new, empty database.
pub fn new_database() -> String {
    let socket = SERVER.get_or_init(start);
    let name = format!("vitrine{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed));
    create(socket, &name);
    address(socket, &name)
}

fn address(socket: &Path, name: &str) -> String {
    format!("postgres://vitrine@localhost/{name}?host={}", socket.display())
}

/// Makes a database, as soon as the server takes connections. On a thread of its own: a test's runtime may be around it.
fn create(socket: &Path, name: &str) {
    let (server, statement) = (address(socket, "postgres"), format!("CREATE DATABASE {name}"));
    let create = async move {
        let mut connection = loop {
            match sqlx::PgConnection::connect(&server).await {
                Ok(connection) => break connection,
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        };
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    };
    let patient = async { tokio::time::timeout(Duration::from_mins(1), create).await };
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let done = std::thread::spawn(move || runtime().block_on(patient)).join().unwrap();
    if done.is_err() {
        let log = std::fs::read_to_string(socket.join("log")).unwrap_or_default();
        panic!("PostgreSQL did not start: {log}");
    }
}

/// Stops the server as if the power had gone, or starts it again.
#[allow(dead_code, reason = "not every test program takes the server away")]
pub fn control(socket: &Path, arguments: &[&str]) {
    let log = socket.join("log");
    let options = format!("-k {} -c listen_addresses= -c fsync=off -c max_connections=300", socket.display());
    let mut command = tool("pg_ctl");
    command
        .arg("-D")
        .arg(socket.join("data"))
        .arg("-l")
        .arg(log)
        .args(["-o", &options, "-w"])
        .args(arguments);
    run(&mut command);
}

/// A server of its own for one test, and the address of a database in it.
#[allow(dead_code, reason = "not every test program takes the server away")]
pub fn own_server() -> (PathBuf, String) {
    let socket = start();
    create(&socket, "own");
    let address = address(&socket, "own");
    (socket, address)
}

fn start() -> PathBuf {
    let folder = tempfile::Builder::new().prefix("vitrine-pg").tempdir_in("/tmp").unwrap().keep();
    if is_root() {
        chown(&folder, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    let data = folder.join("data");
    run(tool("initdb").arg("-D").arg(&data).args([
        "-U",
        "vitrine",
        "--auth=trust",
        "--no-sync",
        "-E",
        "UTF8",
    ]));
    let mut guard = unprivileged(Command::new("sh"));
    guard.args(["-c", GUARD, "sh"]).arg(bin()).arg(&folder).stdin(Stdio::piped()).stdout(Stdio::null());
    #[expect(clippy::zombie_processes, reason = "it ends with this process, which nobody outlives to wait")]
    let mut child = guard.spawn().unwrap();
    // Never dropped: the pipe closes with this process.
    std::mem::forget(child.stdin.take());
    folder
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

fn unprivileged(mut command: Command) -> Command {
    if is_root() {
        command.uid(NOBODY).gid(NOBODY).current_dir("/tmp").env("HOME", "/tmp");
    }
    command
}

fn tool(name: &str) -> Command {
    unprivileged(Command::new(bin().join(name)))
}

/// Where the server's programs are: named by `POSTGRES_BIN`, on PATH, or where Debian puts them.
fn bin() -> &'static Path {
    static BIN: OnceLock<PathBuf> = OnceLock::new();
    BIN.get_or_init(|| {
        let named = std::env::var_os("POSTGRES_BIN").map(PathBuf::from);
        let on_path =
            std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect::<Vec<_>>();
        let mut debian: Vec<_> =
            std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().collect();
        debian.sort_by_key(std::fs::DirEntry::file_name);
        let debian = debian.into_iter().rev().map(|version| version.path().join("bin"));
        // Debian's own first: what is on PATH may be a wrapper of it.
        named
            .into_iter()
            .chain(debian)
            .chain(on_path)
            .find(|folder| folder.join("initdb").exists())
            .expect("PostgreSQL is missing: scripts/setup installs it")
    })
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
