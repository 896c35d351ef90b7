//! DuckDB as the oracle: a reader that shares no code with ours, under a role that can only read.

use sqlx::PgPool;
use std::process::Command;

const SCRIPT: &str = r#"
import duckdb, importlib.util, json, pathlib, sys
attach, queries = sys.argv[1], json.loads(sys.argv[2])
def extension(name):
    folder = importlib.util.find_spec(f"duckdb_extension_{name}").submodule_search_locations[0]
    return pathlib.Path(folder, "extensions", f"v{duckdb.__version__}", f"{name}.duckdb_extension")
connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
for name in ("postgres_scanner", "ducklake"):
    connection.execute(f"LOAD '{extension(name)}'")
connection.execute(f"ATTACH '{attach}' AS lake (READ_ONLY, METADATA_SCHEMA 'lake')")
print(json.dumps([[str(value) for value in connection.execute(query).fetchone()] for query in queries]))
"#;

/// Makes a role that can read the lake's catalog and nothing else, and asks DuckDB under it. Returns the first row of each
/// query as text.
pub async fn ask(pool: &PgPool, queries: &[&str]) -> Vec<Vec<String>> {
    for statement in [
        "do $$ begin create role svodka_reader login; exception when duplicate_object then null; end $$",
        "grant usage on schema lake to svodka_reader",
        "grant select on all tables in schema lake to svodka_reader",
        "alter role svodka_reader set default_transaction_read_only = on",
    ] {
        // Tests run side by side and share the server's roles; a lost race has made the same role.
        let _ = sqlx::query(statement).execute(pool).await;
    }
    let options = pool.connect_options();
    let attach = format!(
        "ducklake:postgres:host={} port={} user=svodka_reader dbname={}",
        options.get_host(),
        options.get_port(),
        options.get_database().expect("tests have a database")
    );
    let python = std::env::var("SVODKA_TEST_PYTHON").expect("SVODKA_TEST_PYTHON names a Python with DuckDB: make test");
    let queries = serde_json::to_string(queries).expect("text is JSON");
    let output = Command::new(python).args(["-c", SCRIPT, &attach, &queries]).output().expect("Python starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the script prints JSON")
}
