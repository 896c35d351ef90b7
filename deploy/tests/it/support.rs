//! Starting the executable against a database, a lake and a broker of the test's own.

use sqlx::{Connection as _, PgConnection};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::Duration;

/// A database and a folder that go away with the test, and the environment that names them.
pub struct Stage {
    pub folder: PathBuf,
    pub database_url: String,
    server_url: String,
    database: String,
}

impl Stage {
    pub async fn new(name: &str) -> Self {
        let server_url = std::env::var("SVODKA_TEST_DATABASE_URL").expect("SVODKA_TEST_DATABASE_URL is set: make test");
        let database = format!("svodka_{name}_{}", std::process::id());
        let mut server = PgConnection::connect(&server_url).await.expect("the server answers");
        sqlx::query(sqlx::AssertSqlSafe(format!("create database {database}")))
            .execute(&mut server)
            .await
            .expect("the database can be made");
        let (base, _) = server_url.rsplit_once('/').expect("the address names a database");
        let folder = std::env::temp_dir().join(&database);
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        Self { folder, database_url: format!("{base}/{database}"), server_url: server_url.clone(), database }
    }

    /// Removes the database and the folder; not called by a test that failed, so that one can look.
    pub async fn remove(self) {
        let mut server = PgConnection::connect(&self.server_url).await.expect("the server answers");
        sqlx::query(sqlx::AssertSqlSafe(format!("drop database if exists {} with (force)", self.database)))
            .execute(&mut server)
            .await
            .expect("the database can be dropped");
        let _ = std::fs::remove_dir_all(&self.folder);
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// Returns the executable with this stage's configuration.
    pub fn svodka(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_svodka"));
        command
            .args(arguments)
            .env("SVODKA_DATABASE_URL", &self.database_url)
            .env("SVODKA_LAKE_PATH", self.folder.join("lake"))
            .env("SVODKA_KAFKA_GROUP", &self.database)
            .env("SVODKA_KAFKA_MEMBER", "ingest-1")
            .env_remove("RUST_BACKTRACE");
        if let Ok(brokers) = std::env::var("SVODKA_TEST_KAFKA") {
            command.env("SVODKA_KAFKA_BROKERS", brokers);
        }
        command
    }

    /// Runs the executable and returns what it printed; it must end well.
    pub fn run(&self, arguments: &[&str]) -> String {
        checked(&format!("svodka {}", arguments.join(" ")), self.svodka(arguments).output().expect("svodka starts"))
    }

    /// Starts the executable and leaves it running.
    pub fn start(&self, arguments: &[&str]) -> Child {
        self.svodka(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("svodka starts")
    }

    /// Makes the role under which the independent checks read.
    pub async fn make_auditor(&self) {
        let mut database = PgConnection::connect(&self.database_url).await.expect("the database answers");
        let statements = include_str!("../../sql/auditor.sql");
        // Tests run side by side and share the server's roles; a lost race has altered the same role alike.
        let _ = sqlx::raw_sql(statements).execute(&mut database).await;
    }

    /// Runs one of the independent checks, under a role that can only read.
    pub fn check(&self, script: &str, arguments: &[&str]) -> String {
        let python =
            std::env::var("SVODKA_TEST_PYTHON").expect("SVODKA_TEST_PYTHON names a Python with DuckDB: make test");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/audit").join(script);
        let output = Command::new(python)
            .arg(&script)
            .args(["--role", "svodka_auditor"])
            .args(arguments)
            .env("SVODKA_DATABASE_URL", &self.database_url)
            .output()
            .expect("Python starts");
        checked(&script.display().to_string(), output)
    }
}

/// Returns the standard output of a command that must have ended well.
pub fn checked(what: &str, output: Output) -> String {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{what} failed\n{out}\n{err}");
    out.into_owned()
}

/// Kills a process as `kill -9` does and waits for its end.
pub fn kill(mut child: Child) {
    child.kill().expect("the process can be killed");
    child.wait().expect("the process ends");
}

/// Asks a process to stop, as Ctrl-C and service managers do, and returns how it ended.
pub fn terminate(mut child: Child) -> ExitStatus {
    // The shell's own: a small system has no program of that name.
    let asked = Command::new("sh").args(["-c", "kill -TERM $0", &child.id().to_string()]).status();
    let asked = asked.expect("a shell starts");
    assert!(asked.success());
    child.wait().expect("the process ends")
}

/// Asks an address until it answers.
pub fn fetch(address: &str, path: &str) -> String {
    use std::io::{Read as _, Write as _};
    let deadline = std::time::Instant::now() + Duration::from_secs(20);
    loop {
        if let Ok(mut stream) = std::net::TcpStream::connect(address) {
            let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
            let mut answer = String::new();
            if stream.write_all(request.as_bytes()).is_ok() && stream.read_to_string(&mut answer).is_ok() {
                return answer;
            }
        }
        assert!(std::time::Instant::now() < deadline, "{address} does not answer");
        std::thread::sleep(Duration::from_millis(100));
    }
}
