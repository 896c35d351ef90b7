//! A small release of every engine version, kept in `fixtures/releases/<engine version>`: its facts, its registers and its texts,
//! from which its lines must come out again for as long as this program says that it reproduces that version.
//!
//! `SVODKA_REFRESH=release` writes the folder of this program's engine version anew.

use crate::support::Stage;
use rating::engine::{ENGINE_VERSION, REPRODUCED, reproduces};
use rating::measures::MANIFEST;
use rating::rulebook::sha256_of_texts;
use rating::run::lines_of;
use rating::sources::SOURCES;
use rating::verify::{published_lines, recompute};
use rating::{Doors, Rulebook, canonical::digest_of, rate, verify};
use serde_json::Value;
use sqlx::PgPool;
use std::fs;
use std::path::{Path, PathBuf};
use warehouse::model::{Instant, REGIONS, Release, ReleaseText, RunInputs, TextKind};
use warehouse::{Settings, Warehouse, testing};

/// Two schools of two municipalities, and the week that ends their quarter: little of everything.
const REGION: [&str; 6] = ["--schools", "2", "--from", "2024-10-21", "--to", "2024-10-27"];
/// Its registers, a change on each line.
const REGISTERS: &str = "registers.parquet";

/// A release that is kept as files.
struct Kept {
    folder: PathBuf,
}

impl Kept {
    fn of(engine_version: i32) -> Self {
        let releases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/releases");
        Self { folder: releases.join(engine_version.to_string()) }
    }

    fn read(&self, name: &str) -> String {
        let path = self.folder.join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()))
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn lines(&self) -> Vec<String> {
        self.read("lines.txt").lines().map(str::to_owned).collect()
    }

    /// Returns the measures' texts: the manifest, and the files that it names.
    fn texts(&self) -> Vec<ReleaseText> {
        let folder = fs::read_dir(self.folder.join("measures")).expect("the measures are kept");
        let names = folder.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        let text = |name: String| {
            let kind = match name.as_str() {
                MANIFEST => TextKind::Manifest,
                SOURCES => TextKind::Sources,
                REGIONS => TextKind::Regions,
                _ => TextKind::Measure,
            };
            let content = self.read(&format!("measures/{name}"));
            ReleaseText::new(kind, name, content)
        };
        names.map(text).collect()
    }

    fn rulebook(&self) -> Rulebook {
        Rulebook::of_release(&self.read("methodology.toml"), &self.texts()).expect("they can run")
    }

    fn moment(&self) -> Instant {
        self.head()["as_of"].as_str().expect("a moment").parse().expect("a moment")
    }

    fn head(&self) -> Value {
        serde_json::from_str(&self.read("release.json")).expect("the release's head is JSON")
    }

    /// Brings facts and registers to a warehouse that is empty.
    async fn load(&self, warehouse: &Warehouse) {
        let facts = testing::import_facts(warehouse, &self.folder.join("lake")).await;
        facts.expect("the facts can be added");
        for line in testing::read_lines(&self.folder.join(REGISTERS)) {
            let change: Value = serde_json::from_str(&line).expect("a change is JSON");
            let names = change.as_object().expect("a change is an object").keys();
            // Only the columns that there were: later ones take what a migration gives to old rows.
            let columns = names.map(String::as_str).collect::<Vec<_>>().join(", ");
            let statement = format!(
                "insert into registers.changes ({columns}) overriding system value
                 select {columns} from jsonb_populate_record(null::registers.changes, $1)"
            );
            let added =
                sqlx::query(sqlx::AssertSqlSafe(statement)).bind(change).execute(testing::pool(warehouse)).await;
            added.expect("a change can be added");
        }
    }

    /// Returns what the release is a function of, in a warehouse that holds its facts and registers alone.
    async fn inputs(&self, doors: &Doors) -> RunInputs {
        let (head, rulebook) = (self.head(), self.rulebook());
        let methodology = rulebook.methodologies.all().last().expect("a methodology");
        RunInputs {
            region_code: head["region_code"].as_str().expect("a code").into(),
            as_of: self.moment(),
            lake_snapshot: doors.lake.latest_snapshot().await.expect("the lake has a snapshot"),
            register_version: doors.registers.version().await.expect("the registers have a version"),
            methodology_code: methodology.rules().code.clone(),
            methodology_version: methodology.rules().version,
            methodology_sha256: methodology.sha256(),
            methodology_text: methodology.text().to_owned(),
            texts_sha256: sha256_of_texts(&rulebook.texts_on(methodology.rules().in_force_from)),
            engine_version: i32::try_from(head["engine_version"].as_i64().expect("a version")).expect("a version"),
        }
    }

    /// Writes a release as files, in place of what was there.
    async fn replace_by(&self, warehouse: &Warehouse, release: &Release) {
        let _ = fs::remove_dir_all(&self.folder);
        let doors = doors(warehouse);
        let texts = doors.releases.texts(release.release_id).await.expect("its texts are kept");
        let exported = testing::export_facts(warehouse, release, &texts, &self.folder.join("lake")).await;
        exported.expect("the facts can be written");
        let registers = registers(testing::pool(warehouse)).await.into_iter();
        testing::write_lines(&self.folder.join(REGISTERS), registers.map(|change| change.to_string()));
        let RunInputs { as_of, methodology_text, region_code, engine_version, .. } = &release.inputs;
        self.write("methodology.toml", methodology_text);
        for text in texts {
            self.write(&format!("measures/{}", text.name), &text.content);
        }
        let lines = published_lines(&doors, release).await.expect("it can be read");
        self.write("lines.txt", &format!("{}\n", lines.join("\n")));
        let head = format!(
            "{{\n  \"engine_version\": {engine_version},\n  \"region_code\": \"{region_code}\",\n  \"as_of\": \"{as_of}\",\n  \
             \"digest\": \"{}\"\n}}\n",
            release.digest
        );
        self.write("release.json", &head);
    }
}

/// Returns the registers' changes, in their order.
async fn registers(pool: &PgPool) -> Vec<Value> {
    sqlx::query_scalar("select to_jsonb(c) from registers.changes c order by sequence_number")
        .fetch_all(pool)
        .await
        .expect("the registers can be read")
}

fn doors(warehouse: &Warehouse) -> Doors {
    Doors { lake: warehouse.lake(), registers: warehouse.registers(), releases: warehouse.releases() }
}

async fn open(stage: &Stage) -> Warehouse {
    let settings =
        Settings { database_url: stage.database_url.clone(), lake_folder: Path::new(&stage.path("lake")).to_owned() };
    let warehouse = Warehouse::connect(&settings).await.expect("the warehouse opens");
    warehouse.migrate().await.expect("the migrations apply");
    warehouse
}

/// Simulates a tiny region, takes it and rates it with the executable, and keeps its release as files.
async fn refresh(kept: &Kept) {
    let stage = Stage::new("refresh").await;
    let warehouse = open(&stage).await;
    let (ledger, files) = (stage.path("ledger"), stage.path("files"));
    let simulate = ["simulate", "--without-faults", "--ledger", &ledger, "--to-files", &files];
    stage.run(&[&simulate[..], &REGION[..]].concat());
    stage.run(&["ingest", "--until-caught-up", "--files", &files]);
    let moment = fs::read_to_string(Path::new(&ledger).join("moment.txt")).expect("the ledger names its moment");
    stage.run(&["rate", "--as-of", moment.trim()]);
    let release = warehouse.releases().latest(&"99".into()).await.expect("it can be asked").expect("it is published");
    kept.replace_by(&warehouse, &release).await;
    drop(warehouse);
    stage.remove().await;
}

/// Every release that is kept comes out again, line by line, by its own texts.
#[tokio::test(flavor = "multi_thread")]
async fn r14_past_releases_come_out_again() {
    if std::env::var_os("SVODKA_REFRESH").is_some_and(|value| value == "release") {
        refresh(&Kept::of(ENGINE_VERSION)).await;
    }
    check_what_is_kept();
    assert!(reproduces(ENGINE_VERSION), "a program reproduces at least its own engine version");
    for version in REPRODUCED {
        let kept = Kept::of(*version);
        let stage = Stage::new(&format!("past_{version}")).await;
        let warehouse = open(&stage).await;
        kept.load(&warehouse).await;
        let doors = doors(&warehouse);
        let inputs = kept.inputs(&doors).await;
        let now = inputs.as_of;
        let again = recompute(&doors, inputs, &kept.texts(), now, &|_| {}).await.expect("it can be computed");
        let lines = lines_of(&again).await.expect("it has lines");
        let differing: Vec<&String> = lines.iter().filter(|line| !kept.lines().contains(line)).take(20).collect();
        assert!(
            lines == kept.lines(),
            "engine version {version} gives other lines than it gave: {differing:#?}\nRaise ENGINE_VERSION, see CONTRIBUTING.md"
        );
        assert_eq!(again.digest, kept.head()["digest"]);
        if *version == ENGINE_VERSION {
            publish_and_verify(&kept, &doors).await;
        }
        drop(warehouse);
        stage.remove().await;
    }
}

/// The same as a user does it: rated, published, verified.
async fn publish_and_verify(kept: &Kept, doors: &Doors) {
    let rulebook = kept.rulebook();
    let region_code = kept.inputs(doors).await.region_code;
    let moment = kept.moment();
    let release = rate(doors, &rulebook, moment, &region_code, moment, &|_| {}).await;
    let release = release.expect("it is rated");
    assert_eq!(published_lines(doors, &release).await.expect("it can be read"), kept.lines());
    assert!(verify(doors, release.release_id).await.expect("it can be computed again").is_exact());
}

/// What is kept of a version that no program reproduces any more is still what it was, and none is missing.
fn check_what_is_kept() {
    let releases = fs::read_dir(Kept::of(ENGINE_VERSION).folder.join("..")).expect("releases are kept");
    let mut versions: Vec<i32> = releases
        .map(|it| {
            it.expect("an entry").file_name().to_string_lossy().parse().expect("a folder is named after its version")
        })
        .collect();
    versions.sort_unstable();
    assert_eq!(versions, (1..=ENGINE_VERSION).collect::<Vec<_>>(), "a release of each engine version is kept");
    for version in versions {
        let kept = Kept::of(version);
        assert_eq!(digest_of(&kept.lines()), kept.head()["digest"], "engine version {version}");
        assert_eq!(kept.head()["engine_version"], version);
    }
}
