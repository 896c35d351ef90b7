//! A simulated region from its journals to a published rating, judged by the simulator's ledger and by DuckDB, with
//! checkers that share no code with what they check.

use crate::support::{Stage, fetch, kill, terminate};
use std::time::Duration;

/// A small region and a short time, enough for every kind of event.
const REGION: [&str; 6] = ["--schools", "6", "--from", "2024-10-07", "--to", "2024-11-10"];
/// Two dozen schools and a term: every kind of school, journal and habit.
const TERM: [&str; 6] = ["--schools", "24", "--from", "2024-09-02", "--to", "2024-10-27"];

fn simulate(stage: &Stage, region: [&str; 6], destination: &[&str], part: &[&str]) {
    let mut arguments = vec!["simulate", "--ledger"];
    let ledger = stage.path("ledger");
    arguments.push(&ledger);
    arguments.extend(region);
    arguments.extend(destination);
    arguments.extend(part);
    stage.run(&arguments);
}

fn moment(stage: &Stage, part: &str) -> String {
    let path = stage.folder.join("ledger").join(part).join("moment.txt");
    std::fs::read_to_string(path).expect("the ledger names its moment").trim().to_owned()
}

fn rate(stage: &Stage, as_of: &str) -> String {
    let printed = stage.run(&["rate", "--as-of", as_of]);
    printed.lines().last().expect("the release's number is the last line").to_owned()
}

/// Kills ingest with `kill -9` at ten moments, each time a little later in its work, and lets the eleventh finish.
fn ingest_with_kills(stage: &Stage) {
    for round in 0..10_u64 {
        let child = stage.start(&["ingest", "--until-caught-up", "--set", "ingest.batch_events=4000"]);
        // A different moment each round, the same in each run: 0.4 to 2.2 seconds.
        std::thread::sleep(Duration::from_millis(400 + (round * 7919) % 1800));
        kill(child);
    }
    stage.run(&["ingest", "--until-caught-up"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn kafka_a_region_from_its_journals_to_its_rating() {
    let stage = Stage::new("kafka").await;
    stage.run(&["migrate"]);
    stage.make_auditor().await;
    simulate(&stage, REGION, &["--to-kafka"], &[]);
    ingest_with_kills(&stage);
    stage.run(&["doctor"]);
    let ledger = stage.path("ledger");
    let reconciled = stage.check("reconcile.py", &[&ledger]);
    assert!(reconciled.contains("missing=0 duplicated=0 altered=0"), "{reconciled}");

    let first = rate(&stage, &moment(&stage, ""));
    stage.check("recount.py", &[&ledger, "--release", &first]);
    stage.check("audit.py", &["--release", &first]);
    assert_eq!(rate(&stage, &moment(&stage, "")), first, "the same four inputs are the same release");

    // Late events arrive and a second release is published: the first one still comes out bit for bit.
    simulate(&stage, REGION, &["--to-kafka"], &["--part", "late"]);
    stage.run(&["ingest", "--until-caught-up"]);
    let second = rate(&stage, &moment(&stage, "late"));
    assert_ne!(first, second);
    let verified = stage.run(&["verify", &first]);
    assert!(verified.contains("verify: OK"), "{verified}");
    stage.run(&["verify", &second]);
    stage.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_give_the_same_and_the_dashboard_shows_it() {
    let stage = Stage::new("files").await;
    stage.run(&["migrate"]);
    stage.make_auditor().await;
    let files = stage.path("files");
    simulate(&stage, TERM, &["--to-files", &files], &[]);
    // Asked to stop in the middle, ingest commits what it has and ends well; the next one goes on from there.
    let ingest = stage.start(&["ingest", "--files", &files, "--set", "ingest.batch_events=3000"]);
    std::thread::sleep(Duration::from_millis(1500));
    assert!(terminate(ingest).success());
    stage.run(&["ingest", "--until-caught-up", "--files", &files]);
    let ledger = stage.path("ledger");
    stage.check("reconcile.py", &[&ledger]);
    let release = rate(&stage, &moment(&stage, ""));
    stage.check("recount.py", &[&ledger, "--release", &release]);
    stage.check("audit.py", &["--release", &release]);

    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it has an address").to_string();
    drop(listener);
    let serving = stage.start(&["serve", "--set", &format!("dashboard.listen={address}")]);
    for path in
        ["", "maturity", "regions/99/", "regions/99/maturity", "regions/99/data", "regions/99/rating.csv?level=school"]
    {
        let path = format!("/ru/{path}");
        let answer = fetch(&address, &path);
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer:.300}");
    }
    kill(serving);
    stage.remove().await;
}
