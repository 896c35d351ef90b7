//! Several regions in one warehouse, each from its own files, rated at its own moment and at a common one: none of them
//! feels the others.

use crate::support::Stage;

/// Three schools each, around an autumn vacation, the later one of region 98 among them.
const REGIONS: [&str; 8] = ["--regions", "3", "--schools", "3", "--from", "2024-10-21", "--to", "2024-11-10"];
const CODES: [&str; 3] = ["99", "98", "97"];
/// A moment of which none of the ledgers speaks.
const COMMON_MOMENT: &str = "2024-11-09T12:00:00Z";

fn moment(stage: &Stage, region: &str) -> String {
    let path = stage.folder.join("ledger").join(region).join("moment.txt");
    std::fs::read_to_string(path).expect("the ledger names its moment").trim().to_owned()
}

/// Returns the regions and digests of the releases that a rating has told of.
fn releases(printed: &str) -> Vec<(String, String)> {
    let told = printed.lines().filter_map(|line| line.strip_prefix("release "));
    let of = |line: &str| {
        let (_, after) = line.split_once(" of region ").expect("a release tells its region");
        let (region, _) = after.split_once(' ').expect("the moment follows the region");
        let (_, digest) = line.split_once("digest ").expect("a release tells its digest");
        (region.to_owned(), digest.to_owned())
    };
    told.map(of).collect()
}

/// Rates a region at its own moment, has the release checked in all ways, and returns its digest.
fn judged(stage: &Stage, region: &str) -> String {
    let printed = stage.run(&["rate", "--region", region, "--as-of", &moment(stage, region)]);
    let published = releases(&printed);
    let [(told, digest)] = published.as_slice() else { panic!("one release: {printed}") };
    assert_eq!(told, region);
    let verified = stage.run(&["verify", "--region", region]);
    assert!(verified.contains("verify: OK") && verified.contains(digest), "{verified}");
    stage.check("audit.py", &["--region", region]);
    let recounted = stage.check("recount.py", &[&stage.path(&format!("ledger/{region}"))]);
    assert!(recounted.contains(&format!("of region {region} ")), "{recounted}");
    digest.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn three_regions_in_one_warehouse_do_not_feel_each_other() {
    let stage = Stage::new("regions").await;
    stage.run(&["migrate"]);
    stage.make_auditor().await;
    let (ledger, files) = (stage.path("ledger"), stage.path("files"));
    stage.run(&[&["simulate", "--ledger", &ledger, "--to-files", &files][..], &REGIONS[..]].concat());
    let folders = CODES.map(|region| format!("{files}/{region}"));
    let [first, second, third] = folders.each_ref();
    stage.run(&["ingest", "--until-caught-up", "--files", first, "--files", second, "--files", third]);

    // Side by side: a region's rating waits for none of another region.
    let judge = |region: &str| judged(&stage, region);
    let digests = std::thread::scope(|scope| {
        let threads = CODES.map(|region| scope.spawn(move || judge(region)));
        threads.map(|thread| thread.join().expect("the region is right"))
    });
    // Files of several regions have the same positions; what is checked is one folder's.
    stage.check("reconcile.py", &[&format!("{ledger}/98"), "--files", second]);

    let together = stage.run(&["rate", "--all-regions", "--jobs", "2", "--as-of", COMMON_MOMENT]);
    let mut regions: Vec<String> = releases(&together).into_iter().map(|(region, _)| region).collect();
    regions.sort();
    assert_eq!(regions, ["97", "98", "99"], "{together}");

    let alone = Stage::new("alone").await;
    alone.run(&["migrate"]);
    alone.run(&["ingest", "--until-caught-up", "--files", first]);
    let of_alone = releases(&alone.run(&["rate", "--region", CODES[0], "--as-of", &moment(&stage, CODES[0])]));
    assert_eq!(of_alone, [(CODES[0].to_owned(), digests[0].clone())], "the other regions changed this one's figures");
    alone.remove().await;
    stage.remove().await;
}
