//! Regions side by side in one warehouse: whose a school is, and that no region's figures depend on another's.

use crate::rated::Rated;
use crate::world::{World, WorldSchool, another, at, day, methodology, rulebook, tomsk};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use rating::verify::{published_lines, recompute};
use rating::{Error, rate, regions_with_schools, verify};
use sqlx::PgPool;
use std::time::Duration;
use warehouse::model::*;

const ON: &str = "2024-10-15";
const IN_TIME: &str = "2024-10-15T08:00:00Z";
const AS_OF: &str = "2024-10-20T20:59:59Z";
const WEEK: &str = "2024-W42";

fn code(code: &str) -> RegionCode {
    code.into()
}

/// A school of Tver: code 69 of the tax service, ОКТМО 28. (Its КПП is Tomsk's, as a branch's may be.)
fn tver(number: u32) -> WorldSchool {
    WorldSchool { zone: "Europe/Moscow", oktmo: "28701000", ..tomsk(number) }
}

fn school(world: &mut World, place: &WorldSchool, lessons: i32, timely: i32) {
    world.school(place);
    world.calendar(place, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(place, "5А", 5);
    for number in 0..lessons {
        let lesson = format!("{}-{number}", place.number);
        world.lesson_numbered(place, &lesson, ON, "5А", "algebra", number);
        if number < timely {
            world.record(place, &lesson, ON, IN_TIME);
        }
    }
}

async fn rated(world: &mut World, region: &str) -> Rated {
    world.rate_region(&rulebook(methodology()), &code(region), AS_OF).await
}

/// «69» is Tomsk in ОКТМО and Tver in the tax service's codes.
#[sqlx::test(migrations = false)]
async fn r11_a_school_is_in_the_region_of_its_municipality(pool: PgPool) {
    let mut world = World::new(pool).await;
    school(&mut world, &tomsk(1), 4, 3);
    school(&mut world, &tver(2), 5, 1);
    let of_tomsk = rated(&mut world, "70").await;
    let of_tver = rated(&mut world, "69").await;
    assert_eq!(of_tomsk.week("70", WEEK, "I01"), (3, 4));
    assert_eq!(of_tver.week("69", WEEK, "I01"), (1, 5));
    assert_eq!(of_tomsk.lessons.len() + of_tver.lessons.len(), 9);
    assert!(of_tver.findings_of(FindingKind::UnknownSchool).is_empty());
    let regions = regions_with_schools(&world.doors(), &rulebook(methodology()), at(AS_OF)).await;
    assert_eq!(regions.expect("the registers can be read"), [code("69"), code("70")]);
    for release in [of_tomsk.release, of_tver.release] {
        let verification = verify(&world.doors(), release.release_id).await.expect("it can be computed again");
        assert!(verification.is_exact(), "{:?}", verification.differences);
    }
}

/// A school that goes to another region counts in each for its own days, and everything still adds up.
#[sqlx::test(migrations = false)]
async fn a_school_that_changes_its_region_counts_in_each_for_its_days(pool: PgPool) {
    let mut world = World::new(pool).await;
    let moving = tomsk(1);
    school(&mut world, &moving, 4, 3);
    world.member(&moving, "69701000", "2011-01-01", Some("2024-10-15"));
    world.member(&moving, "28701000", "2024-10-16", None);
    world.lesson(&moving, "later", "2024-10-17", "5А", "algebra");
    let of_tomsk = rated(&mut world, "70").await;
    let of_tver = rated(&mut world, "69").await;
    assert_eq!(of_tomsk.week("70", WEEK, "I01"), (3, 4));
    assert_eq!(of_tver.week("69", WEEK, "I01"), (0, 1));
    assert_eq!(of_tomsk.week(&moving.id(), WEEK, "I01"), (3, 4));
    // Of a school that has left, digital maturity is the other region's.
    let is_counted = |rated: &Rated, region: &str| rated.maturity(region, "DM1").coverage.schools_count;
    assert_eq!((is_counted(&of_tomsk, "70"), is_counted(&of_tver, "69")), (0, 1));
}

/// A municipality that is in no region: the school is withheld, and is a finding of the region that gave its КПП.
#[sqlx::test(migrations = false)]
async fn a_school_of_no_region_is_withheld_and_found(pool: PgPool) {
    let mut world = World::new(pool).await;
    school(&mut world, &tomsk(1), 4, 3);
    school(&mut world, &tver(3), 1, 1);
    let nowhere = WorldSchool { oktmo: "00701000", ..tomsk(2) };
    school(&mut world, &nowhere, 5, 5);
    // The numbers of this one are no region's either, and its journal speaks for Tomsk.
    let unnumbered = WorldSchool { oktmo: "00701000", ..tomsk(4) };
    school(&mut world, &unnumbered, 5, 5);
    world.school_with_kpp(&unnumbered, 2, "000701004");
    let of_tomsk = rated(&mut world, "70").await;
    assert_eq!(of_tomsk.week("70", WEEK, "I01"), (3, 4));
    assert_eq!(of_tomsk.findings_of(FindingKind::UnknownRegion), [(1, "4"), (1, "2")]);
    assert!(rated(&mut world, "69").await.findings_of(FindingKind::UnknownRegion).is_empty());
}

/// A line about a whole region is the region's that is declared of its sender; undeclared, it is nobody's.
#[sqlx::test(migrations = false)]
async fn a_line_of_a_region_is_its_declared_senders(pool: PgPool) {
    let mut world = World::new(pool).await;
    school(&mut world, &tomsk(1), 1, 1);
    school(&mut world, &tver(2), 1, 1);
    let of_region = |system| WorldSchool { number: 0, ..tomsk(0).in_system(system) };
    // Of the one it is declared that it speaks for region 70, of the other nothing, and its lines are newer.
    for (system, as_of_on, share) in [("dnevnik", "2024-09-20", 1), ("undeclared", "2024-10-10", 9)] {
        for (line, value) in [("pupils", 640 * share), ("pupils_with_content_access", 320 * share)] {
            let content = OfficialCount {
                form: "OO-1".to_owned(),
                line: line.to_owned(),
                scope: CountScope::Region,
                as_of_on: day(as_of_on),
                value,
            };
            world.register(&of_region(system), line, 1, RegisterContent::OfficialCount(content));
        }
    }
    let (of_tomsk, of_tver) = (rated(&mut world, "70").await, rated(&mut world, "69").await);
    let parts = |rated: &Rated, region: &str| {
        let value = rated.maturity(region, "DM4");
        (value.numerator.map(|part| part.count), value.denominator.map(|part| part.count))
    };
    assert_eq!(parts(&of_tomsk, "70"), (Some(320), Some(640)));
    assert_eq!(parts(&of_tver, "69"), (None, None));
}

/// A school that goes to no region is withheld from then on, and found.
#[sqlx::test(migrations = false)]
async fn a_school_that_leaves_for_no_region_is_found(pool: PgPool) {
    let mut world = World::new(pool).await;
    let leaving = tomsk(1);
    school(&mut world, &leaving, 4, 3);
    world.member(&leaving, "69701000", "2011-01-01", Some("2024-10-16"));
    world.member(&leaving, "00000000", "2024-10-17", None);
    world.lesson(&leaving, "later", "2024-10-17", "5А", "algebra");
    let of_tomsk = rated(&mut world, "70").await;
    assert_eq!(of_tomsk.week("70", WEEK, "I01"), (3, 4));
    assert_eq!(of_tomsk.findings_of(FindingKind::UnknownRegion), [(1, "1")]);
}

/// In the week in which a school changes its region, each region compares its own days with the plan.
#[sqlx::test(migrations = false)]
async fn a_change_of_region_in_mid_week_halves_no_timetable(pool: PgPool) {
    let mut world = World::new(pool).await;
    let moving = tomsk(1);
    world.school_of(&moving, 5);
    world.calendar(&moving, 5, "2024-09-30", "2024-10-25", &[]);
    world.class(&moving, "5А", 5);
    world.plan(&moving, "5А", "algebra", 5, false);
    world.member(&moving, "69701000", "2011-01-01", Some("2024-10-15"));
    world.member(&moving, "28701000", "2024-10-16", None);
    for on in ["07", "08", "09", "10", "11", "14", "15", "16", "17", "18", "21", "22", "23", "24", "25"] {
        world.lesson(&moving, &format!("of-{on}"), &format!("2024-10-{on}"), "5А", "algebra");
    }
    let of = |rated: &Rated, region: &str| rated.week(region, WEEK, "I12");
    let book = rulebook(methodology());
    let late = "2024-10-27T20:59:59Z";
    assert_eq!(of(&world.rate_region(&book, &code("70"), late).await, "70"), (2, 2));
    assert_eq!(of(&world.rate_region(&book, &code("69"), late).await, "69"), (3, 3));
}

/// A file of sources that speaks for a region which is not there, and a region in no zone, are refused by their words.
#[sqlx::test(migrations = false)]
async fn files_that_contradict_the_register_are_refused(pool: PgPool) {
    let world = World::new(pool).await;
    let book = rulebook(methodology());
    let sources = book.sources.text().replace("region = \"70\"", "region = \"00\"");
    let sources = rating::Sources::parse(&sources).expect("sources");
    let text = Regions::bundled().expect("regions").text().replace("\"Asia/Tomsk\"", "\"Asia/Tomks\"");
    let regions = Some(Regions::parse(&text).expect("regions"));
    let refused = async |book: rating::Rulebook| {
        let refused = rate(&world.doors(), &book, at(AS_OF), &code("70"), at(AS_OF), &|_| {}).await;
        refused.expect_err("it is refused").to_string()
    };
    let message = refused(rating::Rulebook { sources, ..book.clone() }).await;
    assert!(message.contains("sources.toml: region: the register of regions has no «00»"), "{message}");
    let message = refused(rating::Rulebook { regions, ..book }).await;
    assert!(message.contains("regions.toml: region 70: time_zone: the IANA database has no Asia/Tomks"), "{message}");
}

#[sqlx::test(migrations = false)]
async fn an_unknown_region_is_refused_by_its_code(pool: PgPool) {
    let world = World::new(pool).await;
    let (doors, rulebook) = (world.doors(), rulebook(methodology()));
    let refused = rate(&doors, &rulebook, at(AS_OF), &code("00"), at(AS_OF), &|_| {}).await;
    let refused = refused.expect_err("no such region");
    assert!(matches!(&refused, Error::NoSuchRegion(region) if *region == code("00")), "{refused}");
}

/// Two runs of one region wait for each other, two of different regions do not.
#[sqlx::test(migrations = false)]
async fn only_runs_of_one_region_wait_for_each_other(pool: PgPool) {
    let world = World::new(pool).await;
    let releases = world.doors().releases;
    let held = releases.lock(&code("70")).await.expect("nobody holds it");
    let second = Duration::from_secs(1);
    let other = tokio::time::timeout(second, releases.lock(&code("69"))).await;
    other.expect("another region's is free").expect("it is given");
    assert!(tokio::time::timeout(second, releases.lock(&code("70"))).await.is_err(), "it is held");
    drop(held);
    let patience = Duration::from_secs(30);
    tokio::time::timeout(patience, releases.lock(&code("70"))).await.expect("it is free").expect("it is given");
}

/// What came while a run was computed is seen by the next one, though the lake's last snapshot is the run's own.
#[sqlx::test(migrations = false)]
async fn facts_that_came_during_a_run_are_seen_by_the_next(pool: PgPool) {
    let mut world = World::new(pool).await;
    school(&mut world, &tomsk(1), 4, 3);
    let earlier = rated(&mut world, "70").await.release;
    let doors = world.doors();
    let texts = doors.releases.texts(earlier.release_id).await.expect("its texts are kept");
    // A run that began before these facts are committed, and publishes after them.
    let inputs = RunInputs { as_of: at("2024-10-20T21:00:00Z"), ..earlier.inputs.clone() };
    let running = recompute(&doors, inputs, &texts, earlier.created_at, &|_| {}).await.expect("it is computed");
    world.record(&tomsk(1), "1-3", ON, IN_TIME);
    world.commit().await;
    let facts = doors.lake.latest_snapshot().await.expect("the lake answers");
    doors.releases.publish(&running).await.expect("it is published");
    assert_eq!(doors.releases.latest_facts_snapshot().await.expect("the lake answers"), facts);
    assert_eq!(rated(&mut world, "70").await.week("70", WEEK, "I01"), (4, 4));
}

/// What others may have: schools of another region and of none, with the same numbers, journals and words about regions.
#[derive(Debug, Clone, Copy)]
struct Others {
    schools: u32,
    has_same_numbers: bool,
    has_unknown_region: bool,
    has_outage: bool,
    has_lines: bool,
    is_first: bool,
}

fn others() -> impl Strategy<Value = Others> {
    (0..3_u32, any::<[bool; 5]>()).prop_map(|(schools, [numbers, region, outage, lines, first])| Others {
        schools,
        has_same_numbers: numbers,
        has_unknown_region: region,
        has_outage: outage,
        has_lines: lines,
        is_first: first,
    })
}

fn fill(world: &mut World) {
    school(world, &tomsk(1), 4, 3);
    school(world, &tomsk(2).in_system("mes"), 3, 1);
    world.plan(&tomsk(1), "5А", "algebra", 4, false);
}

fn fill_others(world: &mut World, others: Others) {
    for number in 0..others.schools {
        school(world, &tver(10 + number).in_system("elschool"), 5, 2);
    }
    if others.has_same_numbers {
        // Another region's journal numbers its school as ours does, ОГРН and КПП included.
        let same = WorldSchool { number: 1, ..tver(1).in_system("elschool") };
        school(world, &same, 6, 6);
    }
    if others.has_unknown_region {
        let place = WorldSchool { oktmo: "28000000", ..tver(20).in_system("elschool") };
        school(world, &place, 2, 2);
    }
    if others.has_outage {
        world.outage(&tver(10).in_system("elschool"), "2024-10-15T00:00:00Z", "2024-10-15T17:00:00Z", false);
        // Of a school of theirs in an installation that has schools of ours, too.
        world.school(&tver(40));
        world.outage(&tver(40), "2024-10-15T00:00:00Z", "2024-10-15T17:00:00Z", false);
    }
    if others.has_lines {
        let line = OfficialCount {
            form: "OO-1".to_owned(),
            line: "pupils".to_owned(),
            scope: CountScope::Region,
            as_of_on: day("2024-09-20"),
            value: 77,
        };
        let sender = WorldSchool { number: 0, ..tver(0).in_system("undeclared") };
        world.register(&sender, "pupils", 1, RegisterContent::OfficialCount(line));
    }
}

/// A region's digest is the same alone and among others, whatever they have and whenever it came.
#[sqlx::test(migrations = false)]
async fn a_regions_digest_does_not_depend_on_the_others(pool: PgPool) {
    let mut alone = World::new(another(&pool).await).await;
    fill(&mut alone);
    let expected = rated(&mut alone, "70").await.release;
    let expected_lines = published_lines(&alone.doors(), &expected).await.expect("it can be read");
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 1, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let mut cases: Vec<Others> = (0..2).map(|_| others().new_tree(&mut runner).expect("a case").current()).collect();
    cases.push(Others {
        schools: 2,
        has_same_numbers: true,
        has_unknown_region: true,
        has_outage: true,
        has_lines: true,
        is_first: true,
    });
    for case in cases {
        let mut among = World::new(another(&pool).await).await;
        if case.is_first {
            fill_others(&mut among, case);
            among.commit().await;
            fill(&mut among);
        } else {
            fill(&mut among);
            among.commit().await;
            fill_others(&mut among, case);
        }
        among.commit().await;
        let other = rated(&mut among, "69").await.release;
        let found = rated(&mut among, "70").await.release;
        let lines = published_lines(&among.doors(), &found).await.expect("it can be read");
        assert_eq!(lines, expected_lines, "{case:?}");
        assert_eq!(found.digest, expected.digest, "{case:?}");
        assert_ne!(other.digest, found.digest);
    }
}
