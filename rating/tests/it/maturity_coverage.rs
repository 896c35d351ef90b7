//! On which schools a value of digital maturity rests, and what becomes of it when some are missing.

use crate::maturity::{count, counts, region, tasks};
use crate::rated::Rated;
use crate::world::{REGION, World, WorldSchool, at, day, methodology, tomsk};
use rating::Methodology;
use sqlx::PgPool;
use warehouse::model::*;

const TOMSK: &str = "69701000";
const SEVERSK: &str = "69541000";

fn seversk(number: u32) -> WorldSchool {
    WorldSchool { oktmo: SEVERSK, ..tomsk(number) }
}

fn school_id(number: u32) -> SchoolId {
    tomsk(number).id().as_str().into()
}

/// Puts so many pupils in whose profiles the school keeps.
fn profiles(world: &mut World, school: &WorldSchool, pupils_count: i64) {
    for index in 0..pupils_count {
        let pid = format!("p-{}-{index}", school.number);
        let profile = ProfileState {
            pupil_pid: pid.clone(),
            is_profile_maintained: true,
            is_recommendation_offered: false,
            recommendation_offered_on: None,
        };
        world.fact(school, &pid, 1, Operation::Upsert, at("2024-09-20T00:00:00Z"), profile);
    }
}

/// Returns numerator, denominator and state.
fn of(rated: &Rated, territory: &str, indicator: &str) -> (Option<i64>, Option<i64>, ValueState) {
    let value = rated.maturity(territory, indicator);
    let (numerator, denominator) = counts(value);
    (numerator, denominator, value.state)
}

/// Two schools of which one sent a form; the region sent its own lines. The region's number is its own.
#[sqlx::test(migrations = false)]
async fn r01_the_regions_own_line_beats_the_sum(pool: PgPool) {
    let mut world = World::new(pool).await;
    world.school(&tomsk(1));
    world.school(&tomsk(2));
    count(&mut world, &tomsk(1), "OO-1", "pupils", "2024-09-20", 320);
    count(&mut world, &region(), "OO-1", "pupils", "2024-09-20", 1_000);
    count(&mut world, &tomsk(1), "report", "pupils_with_profile", "2024-11-30", 300);
    count(&mut world, &region(), "report", "pupils_with_profile", "2024-11-30", 900);
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    assert_eq!(of(&rated, REGION, "DM1"), (Some(900), Some(1_000), ValueState::Ok));
    assert_eq!(of(&rated, &tomsk(1).id(), "DM1"), (Some(300), Some(320), ValueState::Ok));
    let value = rated.maturity(REGION, "DM1");
    assert_eq!(value.basis, Some(MaturityBasis::OwnLine));
    assert_eq!((value.coverage.covered_count(), value.coverage.schools_count), (2, 2));
    // A municipality sends no lines: one of its two schools is too few.
    assert_eq!(of(&rated, TOMSK, "DM1"), (Some(300), Some(320), ValueState::LowCoverage));
    assert_eq!(rated.maturity(TOMSK, "DM1").basis, Some(MaturityBasis::Schools));
}

/// The region sent its pupils, and of one school of two nothing says how many profiles it keeps: the parts would not rest
/// on the same schools, and the sum over the one that has both is too little.
#[sqlx::test(migrations = false)]
async fn r01_an_own_line_and_a_part_of_the_schools_are_no_ratio(pool: PgPool) {
    let mut world = World::new(pool).await;
    world.school(&tomsk(1));
    world.school(&tomsk(2));
    profiles(&mut world, &tomsk(1), 30);
    count(&mut world, &region(), "OO-1", "pupils", "2024-09-20", 1_000);
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    assert_eq!(of(&rated, REGION, "DM1"), (None, None, ValueState::LowCoverage));
    let coverage = &rated.maturity(REGION, "DM1").coverage;
    assert_eq!((&coverage.without_denominator, &coverage.without_numerator), (&vec![], &vec![school_id(2)]));
    profiles(&mut world, &tomsk(2), 20);
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    assert_eq!(of(&rated, REGION, "DM1"), (Some(50), Some(1_000), ValueState::Ok));
}

/// Five schools keep ten profiles each, four of them sent a form of 20 pupils: 40 of 80, not 50 of 80.
#[sqlx::test(migrations = false)]
async fn r01_a_school_without_the_form_counts_in_neither_part(pool: PgPool) {
    let mut world = World::new(pool).await;
    for number in 1..=5 {
        world.school(&tomsk(number));
        profiles(&mut world, &tomsk(number), 10);
        if number < 5 {
            count(&mut world, &tomsk(number), "OO-1", "pupils", "2024-09-20", 20);
        }
    }
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    for territory in [TOMSK, REGION] {
        assert_eq!(of(&rated, territory, "DM1"), (Some(40), Some(80), ValueState::Ok));
        let coverage = &rated.maturity(territory, "DM1").coverage;
        assert_eq!((coverage.covered_count(), coverage.schools_count), (4, 5));
        assert_eq!(coverage.without_denominator, [school_id(5)]);
        assert_eq!(coverage.without_numerator, []);
        // Each school has 300 pupils by the registers.
        assert_eq!(coverage.pupils, Some(PupilCoverage { covered_count: 1_200, pupils_count: 1_500 }));
    }
    assert_eq!(of(&rated, &tomsk(5).id(), "DM1"), (None, None, ValueState::NoData));
    // It is a finding, which the school's municipality sees.
    let holes: Vec<_> = rated.findings.iter().filter(|it| it.finding == FindingKind::FormWithHoles).collect();
    let places = holes.iter().map(|it| (it.school_id.clone(), it.municipality_id.clone(), it.example.as_str()));
    assert_eq!(places.collect::<Vec<_>>(), [(Some(school_id(5)), Some(TOMSK.into()), "DM1")]);
}

/// 17 of 24 schools sent the form, which is less than four in five; the other municipality has both of its schools.
#[sqlx::test(migrations = false)]
async fn r01_a_value_under_the_threshold_is_withheld(pool: PgPool) {
    let mut world = World::new(pool).await;
    for number in 1..=24 {
        world.school(&tomsk(number));
        profiles(&mut world, &tomsk(number), 2);
        if number <= 17 {
            count(&mut world, &tomsk(number), "OO-1", "pupils", "2024-09-20", 10);
        }
    }
    for number in 25..=26 {
        world.school(&seversk(number));
        profiles(&mut world, &seversk(number), 2);
        count(&mut world, &seversk(number), "OO-1", "pupils", "2024-09-20", 10);
    }
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    // The parts are kept, so that the value can be recounted; it is no value that anyone may show.
    assert_eq!(of(&rated, TOMSK, "DM1"), (Some(34), Some(170), ValueState::LowCoverage));
    assert_eq!(rated.maturity(TOMSK, "DM1").ratio(), None);
    let coverage = &rated.maturity(TOMSK, "DM1").coverage;
    assert_eq!((coverage.forms_count(), coverage.schools_count), (17, 24));
    assert_eq!(coverage.without_denominator, (18..=24).map(school_id).collect::<Vec<_>>());
    assert_eq!(of(&rated, SEVERSK, "DM1"), (Some(4), Some(20), ValueState::Ok));
    // 19 of 26.
    assert_eq!(of(&rated, REGION, "DM1"), (Some(38), Some(190), ValueState::LowCoverage));
    assert_eq!(of(&rated, &tomsk(17).id(), "DM1"), (Some(2), Some(10), ValueState::Ok));
}

/// One school's form is of 20 September 2024, another's of the year before: the sum says so. A third's is too old.
#[sqlx::test(migrations = false)]
async fn r01_a_sum_of_different_dates_says_so(pool: PgPool) {
    let mut world = World::new(pool).await;
    let forms = [("2024-09-20", 40), ("2023-09-20", 30), ("2023-08-01", 20)];
    for (number, (as_of_on, pupils)) in (1..).zip(forms) {
        world.school(&tomsk(number));
        count(&mut world, &tomsk(number), "OO-1", "pupils", as_of_on, pupils);
        count(&mut world, &tomsk(number), "OO-1", "pupils_with_content_access", as_of_on, pupils);
    }
    // The second school's newer line has nothing of the same form and day below it.
    count(&mut world, &tomsk(2), "OO-1", "pupils_with_content_access", "2024-09-20", 29);
    let rules = methodology().text().replace("coverage_minimum_percent = 80", "coverage_minimum_percent = 60");
    let rated = world.rate_by(&Methodology::parse(&rules).expect("a methodology"), "2024-09-30T16:00:00Z").await;
    let value = rated.maturity(REGION, "DM4");
    let part = MaturityPart { count: 70, earliest_on: day("2023-09-20"), latest_on: day("2024-09-20") };
    assert_eq!((value.numerator, value.denominator, value.state), (Some(part), Some(part), ValueState::Ok));
    assert!(part.is_of_different_days());
    assert_eq!(value.coverage.without_denominator, [school_id(3)]);
    // A part that is counted is as of the release's day.
    assert_eq!(rated.maturity(&tomsk(1).id(), "DM4").denominator, Some(MaturityPart::new(40, day("2024-09-20"))));
}

/// Of one school the report tells the profiles, of the other one the journal: what reaches further counts, and the two are
/// not mixed.
#[sqlx::test(migrations = false)]
async fn r01_a_form_and_a_count_are_not_mixed(pool: PgPool) {
    let mut world = World::new(pool).await;
    for number in 1..=2 {
        world.school(&tomsk(number));
        profiles(&mut world, &tomsk(number), 10);
        count(&mut world, &tomsk(number), "OO-1", "pupils", "2024-09-20", 20);
    }
    count(&mut world, &tomsk(1), "report", "pupils_with_profile", "2024-11-30", 18);
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    assert_eq!(of(&rated, &tomsk(1).id(), "DM1"), (Some(18), Some(20), ValueState::Ok));
    assert_eq!(of(&rated, REGION, "DM1"), (Some(20), Some(40), ValueState::Ok));
    assert_eq!(rated.maturity(REGION, "DM1").chosen_source.as_deref(), Some("live_count"));
    // When both schools have the report, it takes the count's place.
    count(&mut world, &tomsk(2), "report", "pupils_with_profile", "2024-11-15", 17);
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    let numerator = MaturityPart { count: 35, earliest_on: day("2024-11-15"), latest_on: day("2024-11-30") };
    let value = rated.maturity(REGION, "DM1");
    assert_eq!((value.numerator, value.chosen_source.as_deref()), (Some(numerator), Some("official_line")));
}

/// A line of another form, and one that is too old, replace nothing.
#[sqlx::test(migrations = false)]
async fn r01_only_a_fresh_line_of_the_named_form_replaces_the_count(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    profiles(&mut world, &school, 25);
    count(&mut world, &school, "OO-1", "pupils", "2024-09-20", 40);
    count(&mut world, &school, "OO-2", "pupils_with_profile", "2024-11-30", 39);
    count(&mut world, &school, "report", "pupils_with_profile", "2024-08-29", 38);
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    assert_eq!(of(&rated, &school.id(), "DM1"), (Some(25), Some(40), ValueState::Ok));
    count(&mut world, &school, "report", "pupils_with_profile", "2024-08-30", 37);
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    assert_eq!(of(&rated, &school.id(), "DM1"), (Some(37), Some(40), ValueState::Ok));
}

/// A number that no school has takes only its own school's value along, and never the region's run.
#[sqlx::test(migrations = false)]
async fn r17_nonsense_withholds_one_value_and_stops_nothing(pool: PgPool) {
    let mut world = World::new(pool).await;
    for number in 1..=5 {
        world.school(&tomsk(number));
        profiles(&mut world, &tomsk(number), 10);
        let pupils = [i64::MAX, 20, 20, 20, 20][number as usize - 1];
        count(&mut world, &tomsk(number), "OO-1", "pupils", "2024-09-20", pupils);
    }
    // Last year's line does not take the place of this year's nonsense.
    count(&mut world, &tomsk(1), "OO-1", "pupils", "2023-11-20", 20);
    tasks(&mut world, "resh", "2024-10-01", 40, 30);
    tasks(&mut world, "resh", "2024-11-01", 40, 30);
    tasks(&mut world, "another", "2024-11-01", i64::MAX, i64::MAX);
    tasks(&mut world, "third", "2024-11-01", i64::MAX, 1);
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    assert_eq!(of(&rated, &tomsk(1).id(), "DM1").2, ValueState::NoData);
    assert_eq!(of(&rated, REGION, "DM1"), (Some(40), Some(80), ValueState::Ok));
    assert_eq!(of(&rated, REGION, "DM5"), (None, None, ValueState::NoData));
    assert_eq!(rated.maturity(REGION, "DM1").coverage.without_denominator, [school_id(1)]);
}

/// Counts that are the largest of all are added without a panic, and a negative one is none.
#[sqlx::test(migrations = false)]
async fn r17_large_and_negative_counts_are_no_defect(pool: PgPool) {
    let mut world = World::new(pool).await;
    for (number, pupils) in (1..).zip([1_000_000_000, 1_000_000_000, -5]) {
        world.school(&tomsk(number));
        count(&mut world, &tomsk(number), "OO-1", "pupils", "2024-09-20", pupils);
        count(&mut world, &tomsk(number), "OO-1", "pupils_with_content_access", "2024-09-20", pupils);
    }
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    assert_eq!(of(&rated, REGION, "DM4"), (Some(2_000_000_000), Some(2_000_000_000), ValueState::LowCoverage));
    assert_eq!(of(&rated, &tomsk(3).id(), "DM4"), (None, None, ValueState::NoData));
}

/// Facts carry the numbers that a school bore when they came; whose they are, the journal's own number of the school says.
#[sqlx::test(migrations = false)]
async fn persons_are_found_by_the_journals_number_of_a_school(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school_with_kpp(&school, 1, "701709999");
    profiles(&mut world, &school, 10);
    count(&mut world, &school, "OO-1", "pupils", "2024-09-20", 20);
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    assert_eq!(of(&rated, "1027000861568-701709999", "DM1"), (Some(10), Some(20), ValueState::Ok));
}
