//! A methodology and measures from a folder: an indicator over duties that exist, and a duty of its own with its SQL, without
//! a line of Rust. They are rated, verified, repeated in DuckDB, compared with the ledger, and stand on the page.

use crate::support::{Stage, checked, fetch, kill};
use sqlx::{Connection as _, PgConnection};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The topic of a lesson by 13:00 of the next calendar day: what the vendors' own ratings count.
const NEXT_DAY_TOPICS: &str = "-- What is owed for a lesson's topic by an hour of the next calendar day.
--
-- Reads `due_lessons` and `lesson_entries`.
SELECT l.release_key, l.school_id, l.municipality_id, l.grade, l.class_group_id, l.class_label, l.subject_id,
       l.source_system, l.source_instance, l.lesson_id, l.lesson_on, l.lesson_number, l.week_id, l.month_id, l.term_id,
       l.is_declared, l.has_entry_time, l.time_zone, l.day_ends_at, l.is_day_over, l.last_ends_minute, l.is_unknown,
       'topic_next_day' AS duty, 1 AS has_deadline, e.topic_at AS entered_at, e.topic_from_at AS entered_from_at, l.excuse
FROM due_lessons AS l
LEFT JOIN lesson_entries AS e
    ON l.source_system = e.source_system AND l.source_instance = e.source_instance
    AND l.source_school_id = e.source_school_id AND l.lesson_id = e.lesson_id
";

const MANIFEST_ENTRY: &str = r#"[[measures]]
file = "48_owed_next_day_topics.sql"
table = "owed"
reads = ["due_lessons", "lesson_entries"]
key = ["source_system", "source_instance", "lesson_id", "duty"]
grain = "what is owed for a lesson"
unit = "duties"
assumes = ""
duties = ["topic_next_day"]

"#;

const INDICATORS: &str = r#"
[[indicators]]
code = "V01"
name = { ru = "Тема к 13:00 следующего дня", en = "Topic by 13:00 of the next day" }
formula = { ru = "V01 = V01.num / V01.den", en = "V01 = V01.num / V01.den" }
unit = { ru = "уроков", en = "lessons" }
direction = "up"
minimum_denominator = 20
duty = "topic_next_day"
numerator = ["on_time"]
denominator = ["on_time", "late", "missing"]

[[indicators]]
code = "V02"
name = { ru = "Полнота журнала", en = "Completeness of the journal" }
formula = { ru = "V02 = V02.num / V02.den", en = "V02 = V02.num / V02.den" }
unit = { ru = "уроков", en = "lessons" }
direction = "up"
minimum_denominator = 20
duty = "record"
numerator = ["on_time", "late"]
denominator = ["on_time", "late", "missing"]
"#;

/// Counts both indicators of the region in the ledger, by their definitions.
const COUNT: &str = r"
import datetime, pathlib, sys
from dispositions import WITHOUT_ENTRY_TIME, judged_lessons, local_instant
from duties import all_duties
from truth import read_truth
truth = read_truth(pathlib.Path(sys.argv[1]))
topics, due = 0, 0
for judged in judged_lessons(truth, truth.moment):
    lesson = judged.lesson
    if judged.disposition != 'counted' or lesson.source_system in WITHOUT_ENTRY_TIME:
        continue
    due_at = local_instant(lesson.lesson_on + datetime.timedelta(days=1), 13 * 60, truth.zones[lesson.school_id])
    is_in = lesson.topic_at is not None and lesson.topic_at <= due_at
    topics += is_in
    due += is_in or lesson.topic_at is not None or due_at < truth.moment
states = [duty.state for duty in all_duties(truth, truth.moment) if duty.indicator == 'I01']
done = sum(state in ('on_time', 'late') for state in states)
print(topics, due, done, done + states.count('missing'))
";

fn copy_measures(to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rating/measures");
    for entry in std::fs::read_dir(bundled).expect("the measures are there") {
        let entry = entry.expect("an entry");
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a file can be copied");
    }
}

fn change(file: &Path, of: impl FnOnce(String) -> String) {
    let text = std::fs::read_to_string(file).expect("the file is there");
    std::fs::write(file, of(text)).expect("the file can be written");
}

/// Writes the folder and the methodology, and returns the settings that name them.
fn settings(stage: &Stage) -> [String; 2] {
    let measures = stage.folder.join("measures");
    copy_measures(&measures);
    std::fs::write(measures.join("48_owed_next_day_topics.sql"), NEXT_DAY_TOPICS).expect("the file can be written");
    let before = "[[measures]]\nfile = \"50_duties.sql\"";
    change(&measures.join("manifest.toml"), |text| text.replace(before, &format!("{MANIFEST_ENTRY}{before}")));
    let methodology: PathBuf = stage.folder.join("methodology.toml");
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rating/methodology/region-2024.toml");
    std::fs::copy(bundled, &methodology).expect("the methodology can be copied");
    change(&methodology, |text| {
        let deadline = "[deadlines]\ntopic_next_day = { kind = \"next_day_at\", hour = 13 }";
        let text = text.replacen("[deadlines]", deadline, 1).replacen("\nversion = 1\n", "\nversion = 2\n", 1);
        let (journals, maturity) = text.split_once("# --- digital maturity").expect("the file has both parts");
        format!("{journals}{INDICATORS}\n# --- digital maturity{maturity}")
    });
    [format!("rating.measures={}", measures.display()), format!("rating.methodology={}", methodology.display())]
}

#[tokio::test(flavor = "multi_thread")]
async fn r12_an_indicator_and_a_duty_are_added_from_a_folder() {
    let stage = Stage::new("folder").await;
    stage.run(&["migrate"]);
    stage.make_auditor().await;
    let (files, ledger) = (stage.path("files"), stage.path("ledger"));
    let time = ["--schools", "3", "--from", "2024-10-07", "--to", "2024-10-20"];
    stage.run(&[&["simulate", "--to-files", &files, "--ledger", &ledger][..], &time].concat());
    stage.run(&["ingest", "--until-caught-up", "--files", &files]);
    let [measures, methodology] = settings(&stage);
    let moment = std::fs::read_to_string(stage.folder.join("ledger/moment.txt")).expect("the ledger names its moment");
    let printed = stage.run(&["rate", "--as-of", moment.trim(), "--set", &measures, "--set", &methodology]);
    let release = printed.lines().last().expect("the release's number is the last line").to_owned();

    // The program that comes without the folder verifies it, and so does DuckDB: by the texts that the release keeps.
    assert!(stage.run(&["verify", &release]).contains("verify: OK"));
    assert!(stage.check("audit.py", &["--release", &release]).contains("audit: OK"));
    stage.check("recount.py", &[&ledger, "--release", &release]);

    let mut database = PgConnection::connect(&stage.database_url).await.expect("the database answers");
    let mut published = Vec::new();
    for code in ["V01", "V02"] {
        let sums: (i64, i64) = sqlx::query_as(
            "select sum(numerator)::bigint, sum(denominator)::bigint from published.values
              where level = 'region' and period_kind = 'week' and indicator = $1",
        )
        .bind(code)
        .fetch_one(&mut database)
        .await
        .expect("the indicator is published");
        published.extend([sums.0, sums.1]);
    }
    let python = std::env::var("SVODKA_TEST_PYTHON").expect("SVODKA_TEST_PYTHON names a Python with DuckDB: make test");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/audit");
    let counted = Command::new(python).args(["-c", COUNT, &ledger]).current_dir(folder).output();
    let counted = checked("the count in the ledger", counted.expect("Python starts"));
    let counted: Vec<i64> = counted.split_whitespace().map(|number| number.parse().expect("a number")).collect();
    assert_eq!(published, counted);
    assert!(published.iter().all(|number| *number > 0), "{published:?}");

    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it has an address").to_string();
    drop(listener);
    let serving = stage.start(&["serve", "--set", &format!("dashboard.listen={address}")]);
    let page = fetch(&address, "/ru/regions/99/");
    assert!(page.contains("Тема к 13:00 следующего дня") && page.contains("Полнота журнала"), "{page:.2000}");
    kill(serving);
    stage.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistake_in_the_folder_names_its_file_and_line() {
    let stage = Stage::new("mistake").await;
    stage.run(&["migrate"]);
    let [measures, methodology] = settings(&stage);
    let refuse = |from: &str, to: &str| {
        let manifest = stage.folder.join("measures/manifest.toml");
        let right = std::fs::read_to_string(&manifest).expect("the manifest is there");
        std::fs::write(&manifest, right.replace(from, to)).expect("the manifest can be written");
        let output =
            stage.svodka(&["rate", "--set", &measures, "--set", &methodology]).output().expect("svodka starts");
        std::fs::write(&manifest, right).expect("the manifest can be written");
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let missing = refuse("48_owed_next_day_topics.sql", "48_owed_next_day_topic.sql");
    assert!(missing.contains("48_owed_next_day_topics.sql: manifest.toml does not name it"), "{missing}");
    let unknown = refuse("duties = [\"topic_next_day\"]\n", "");
    assert!(unknown.contains("V01: duty: no measure says what is owed of «topic_next_day»"), "{unknown}");
    stage.remove().await;
}
