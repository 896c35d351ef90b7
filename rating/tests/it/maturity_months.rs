//! Digital maturity by month, quarter and year: a state on the last day of each, told by one release.

use crate::maturity::{count, counts, tasks};
use crate::rated::Rated;
use crate::world::{REGION, World, WorldSchool, at, day, tomsk};
use sqlx::PgPool;
use warehouse::model::*;

const TOMSK: &str = "69701000";
const SEVERSK: &str = "69541000";
/// Noon of 15 November in Tomsk.
const MIDDLE_OF_NOVEMBER: &str = "2024-11-15T05:00:00Z";

/// Puts pupils in whose profiles the school keeps, each from a moment on.
fn profiles(world: &mut World, school: &WorldSchool, numbers: std::ops::Range<i64>, entered_at: &str) {
    for number in numbers {
        let pid = format!("p-{}-{number}", school.number);
        world.fact(school, &pid, 1, Operation::Upsert, at(entered_at), kept(&pid));
    }
}

fn kept(pid: &str) -> ProfileState {
    ProfileState {
        pupil_pid: pid.to_owned(),
        is_profile_maintained: true,
        is_recommendation_offered: false,
        recommendation_offered_on: None,
    }
}

/// Returns numerator, denominator, and the day of the region's value in a period.
fn region_in(rated: &Rated, indicator: &str, period: &str) -> (Option<i64>, Option<i64>, String) {
    of(rated, REGION, indicator, period)
}

fn of(rated: &Rated, territory: &str, indicator: &str, period: &str) -> (Option<i64>, Option<i64>, String) {
    let value = rated.maturity_in(territory, indicator, period).expect("the release tells the period");
    let (numerator, denominator) = counts(value);
    (numerator, denominator, value.month.expect("it has a month").as_of_on.to_string())
}

fn told(numerator: i64, denominator: i64, as_of_on: &str) -> (Option<i64>, Option<i64>, String) {
    (Some(numerator), Some(denominator), as_of_on.to_owned())
}

/// Returns the months that a release tells.
fn months(rated: &Rated) -> Vec<String> {
    let of_region = rated.figures.maturity_values.iter().filter(|it| it.territory.id() == REGION);
    let months = of_region.filter(|it| it.indicator == "DM1").filter_map(|it| it.month);
    let mut months: Vec<String> = months.map(|it| it.month.to_string()).collect();
    months.sort();
    months
}

/// Ten profiles in September, five more in November; the form of 2023 has 16 pupils and that of 2024 has 20.
#[sqlx::test(migrations = false)]
async fn r11_a_period_is_told_as_of_its_last_day(pool: PgPool) {
    let mut world = World::new(pool).await;
    world.school(&tomsk(1));
    count(&mut world, &tomsk(1), "OO-1", "pupils", "2023-09-20", 16);
    count(&mut world, &tomsk(1), "OO-1", "pupils", "2024-09-20", 20);
    profiles(&mut world, &tomsk(1), 0..10, "2024-09-10T03:00:00Z");
    profiles(&mut world, &tomsk(1), 10..15, "2024-11-05T03:00:00Z");
    let rated = world.rate(MIDDLE_OF_NOVEMBER).await;
    assert_eq!(region_in(&rated, "DM1", "2024-Q3"), told(10, 20, "2024-09-30"));
    assert_eq!(region_in(&rated, "DM1", "2024-10"), told(10, 20, "2024-10-31"));
    for running in ["2024-11", "2024-Q4", "2024"] {
        assert_eq!(region_in(&rated, "DM1", running), told(15, 20, "2024-11-15"));
    }
    // On the last day of August no profile was known, and on that of 2023 no release could have told one.
    let august = rated.maturity_in(REGION, "DM1", "2024-08").expect("it is told");
    assert_eq!((counts(august), august.state), ((None, None), ValueState::NoData));
    assert_eq!(rated.maturity(REGION, "DM1"), rated.maturity_in(REGION, "DM1", "2024").expect("it is told"));
    // Each part has its days.
    let value = rated.maturity_in(REGION, "DM1", "2024-Q3").expect("it is told");
    assert_eq!(value.numerator, Some(MaturityPart::new(10, day("2024-09-30"))));
    assert_eq!(value.denominator, Some(MaturityPart::new(20, day("2024-09-20"))));
    // What is found is found of the release's own day.
    assert!(rated.findings_of(FindingKind::FormWithHoles).is_empty());
}

/// The months begin with that of the first line; there are 24 at most.
#[sqlx::test(migrations = false)]
async fn r11_months_begin_with_the_first_line(pool: PgPool) {
    let mut world = World::new(pool).await;
    world.school(&tomsk(1));
    let rated = world.rate(MIDDLE_OF_NOVEMBER).await;
    assert_eq!(months(&rated), ["2024-11"]);
    count(&mut world, &tomsk(1), "OO-1", "pupils", "2024-09-20", 20);
    // What is no number of pupils is no line, and one of a day that has not come is none yet.
    count(&mut world, &tomsk(1), "OO-1", "pupils", "2024-06-20", -1);
    count(&mut world, &tomsk(1), "OO-1", "pupils", "2025-09-20", 20);
    let rated = world.rate(MIDDLE_OF_NOVEMBER).await;
    assert_eq!(months(&rated), ["2024-09", "2024-10", "2024-11"]);
    count(&mut world, &tomsk(1), "OO-1", "teachers", "2019-09-20", 2);
    let rated = world.rate(MIDDLE_OF_NOVEMBER).await;
    let months = months(&rated);
    assert_eq!((months.len(), months[0].as_str()), (24, "2022-12"));
}

/// The form of 20.09.2023 is 376 days old on 30 September 2024 and 407 on 31 October.
#[sqlx::test(migrations = false)]
async fn r11_a_line_grows_too_old_between_two_months(pool: PgPool) {
    let mut world = World::new(pool).await;
    world.school(&tomsk(1));
    count(&mut world, &tomsk(1), "OO-1", "pupils", "2023-09-20", 16);
    profiles(&mut world, &tomsk(1), 0..10, "2024-09-10T03:00:00Z");
    let rated = world.rate(MIDDLE_OF_NOVEMBER).await;
    assert_eq!(region_in(&rated, "DM1", "2024-Q3"), told(10, 16, "2024-09-30"));
    let october = rated.maturity_in(REGION, "DM1", "2024-10").expect("it is told");
    assert_eq!((counts(october), october.state), ((None, None), ValueState::NoData));
}

/// A line of the report of 30 September takes the count's place up to 92 days later, 31 December.
#[sqlx::test(migrations = false)]
async fn r11_a_report_replaces_the_count_in_its_months(pool: PgPool) {
    let mut world = World::new(pool).await;
    world.school(&tomsk(1));
    count(&mut world, &tomsk(1), "OO-1", "pupils", "2024-09-20", 20);
    count(&mut world, &tomsk(1), "report", "pupils_with_profile", "2024-09-30", 18);
    profiles(&mut world, &tomsk(1), 0..10, "2024-09-10T03:00:00Z");
    let rated = world.rate("2025-02-10T05:00:00Z").await;
    let taken = |period: &str| {
        let value = rated.maturity_in(REGION, "DM1", period).expect("it is told");
        (counts(value).0, value.chosen_source.as_deref())
    };
    for by_report in ["2024-Q3", "2024-10", "2024-Q4"] {
        assert_eq!(taken(by_report), (Some(18), Some("official_line")));
    }
    assert_eq!(taken("2025-01"), (Some(10), Some("live_count")));
}

/// Of two teachers the first used «Моя школа» last on 10.11.2023, the second on 10.11.2023 and again on 08.11.2024.
#[sqlx::test(migrations = false)]
async fn r11_twelve_months_end_with_each_months_day(pool: PgPool) {
    let mut world = World::new(pool).await;
    world.school(&tomsk(1));
    count(&mut world, &tomsk(1), "OO-1", "teachers", "2024-09-20", 2);
    let used = |pid: &str, on: &str| PlatformUsed {
        platform: Platform::MySchool,
        person_pid: pid.to_owned(),
        role: PlatformRole::Teacher,
        registered_on: day("2023-09-04"),
        last_used_on: Some(day(on)),
    };
    for pid in ["t-1", "t-2"] {
        world.fact(&tomsk(1), pid, 1, Operation::Upsert, at("2023-11-10T05:00:00Z"), used(pid, "2023-11-10"));
    }
    world.fact(&tomsk(1), "t-2", 2, Operation::Upsert, at("2024-11-08T05:00:00Z"), used("t-2", "2024-11-08"));
    let rated = world.rate(MIDDLE_OF_NOVEMBER).await;
    // The twelve months of 31.10.2024 begin on 01.11.2023, those of 15.11.2024 on 16.11.2023.
    assert_eq!(region_in(&rated, "COS2_2", "2024-10"), told(2, 2, "2024-10-31"));
    assert_eq!(region_in(&rated, "COS2_2", "2024-11"), told(1, 2, "2024-11-15"));
}

/// The tasks of the last month that is told on the day.
#[sqlx::test(migrations = false)]
async fn r11_tasks_are_those_of_the_month(pool: PgPool) {
    let mut world = World::new(pool).await;
    world.school(&tomsk(1));
    tasks(&mut world, "resh", "2024-09-01", 400, 200);
    tasks(&mut world, "resh", "2024-10-01", 480, 480);
    let rated = world.rate(MIDDLE_OF_NOVEMBER).await;
    assert_eq!(months(&rated), ["2024-09", "2024-10", "2024-11"]);
    assert_eq!(region_in(&rated, "DM5", "2024-Q3"), told(200, 400, "2024-09-30"));
    assert_eq!(region_in(&rated, "DM5", "2024-10"), told(480, 480, "2024-10-31"));
    let running = rated.maturity_in(REGION, "DM5", "2024-11").expect("it is told");
    assert_eq!(running.numerator, Some(MaturityPart::new(480, day("2024-10-01"))));
}

/// A school that goes from one municipality to another on 16 October counts in each in its months, and once in the region.
#[sqlx::test(migrations = false)]
async fn r11_a_school_counts_where_it_was(pool: PgPool) {
    let mut world = World::new(pool).await;
    for (number, pupils) in [(1, 20), (2, 30)] {
        world.school(&tomsk(number));
        count(&mut world, &tomsk(number), "OO-1", "pupils", "2024-09-20", pupils);
        profiles(&mut world, &tomsk(number), 0..10, "2024-09-10T03:00:00Z");
    }
    world.member(&tomsk(2), TOMSK, "2011-01-01", Some("2024-10-15"));
    world.member(&tomsk(2), SEVERSK, "2024-10-16", None);
    let rated = world.rate(MIDDLE_OF_NOVEMBER).await;
    assert_eq!(of(&rated, TOMSK, "DM1", "2024-09"), told(20, 50, "2024-09-30"));
    assert!(rated.maturity_in(SEVERSK, "DM1", "2024-09").is_none());
    assert_eq!(of(&rated, TOMSK, "DM1", "2024-10"), told(10, 20, "2024-10-31"));
    assert_eq!(of(&rated, SEVERSK, "DM1", "2024-10"), told(10, 30, "2024-10-31"));
    for month in ["2024-09", "2024-10"] {
        assert_eq!(region_in(&rated, "DM1", month).0, Some(20));
    }
    let parent = |month| rated.maturity_in(&tomsk(2).id(), "DM1", month).expect("it is told").parent.clone();
    assert_eq!(parent("2024-09"), Some(Territory::Municipality(TOMSK.into())));
    assert_eq!(parent("2024-10"), Some(Territory::Municipality(SEVERSK.into())));
}

/// A day ends at midnight of the school's clocks; what is deleted later stood until then.
#[sqlx::test(migrations = false)]
async fn r11_a_profile_counts_from_its_entry_to_its_end(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    count(&mut world, &school, "OO-1", "pupils", "2024-09-20", 20);
    // In Tomsk 30 September ends at 17:00Z.
    profiles(&mut world, &school, 0..1, "2024-09-30T16:59:59.999999Z");
    profiles(&mut world, &school, 1..2, "2024-09-30T17:00:00Z");
    profiles(&mut world, &school, 2..3, "2024-09-10T03:00:00Z");
    world.fact(&school, "p-1-2", 2, Operation::Delete, at("2024-10-20T03:00:00Z"), kept("p-1-2"));
    // A lower version that comes later does not stand.
    world.fact(&school, "p-1-3", 2, Operation::Delete, at("2024-09-10T03:00:00Z"), kept("p-1-3"));
    world.fact(&school, "p-1-3", 1, Operation::Upsert, at("2024-09-12T03:00:00Z"), kept("p-1-3"));
    let rated = world.rate(MIDDLE_OF_NOVEMBER).await;
    assert_eq!(region_in(&rated, "DM1", "2024-09"), told(2, 20, "2024-09-30"));
    assert_eq!(region_in(&rated, "DM1", "2024-10"), told(2, 20, "2024-10-31"));
}

/// What a release says of a month that has ended is what a release of the month's last day said, unless something came late.
#[sqlx::test(migrations = false)]
async fn r11_a_month_that_has_ended_stays(pool: PgPool) {
    let mut world = World::new(pool).await;
    for number in 1..=3 {
        world.school(&tomsk(number));
        count(&mut world, &tomsk(number), "OO-1", "pupils", "2024-09-20", 20);
        profiles(&mut world, &tomsk(number), 0..10, "2024-09-10T03:00:00Z");
        profiles(&mut world, &tomsk(number), 10..15, "2024-10-10T03:00:00Z");
    }
    world.member(&tomsk(3), TOMSK, "2011-01-01", Some("2024-10-15"));
    world.member(&tomsk(3), SEVERSK, "2024-10-16", None);
    let september = |rated: &Rated| {
        let values = rated.figures.maturity_values.iter().filter(|it| it.territory.level() != Level::School);
        let of_month = values.filter(|it| it.month.is_some_and(|known| known.month.to_string() == "2024-09"));
        of_month.cloned().collect::<Vec<_>>()
    };
    let then = september(&world.rate("2024-09-30T17:00:00Z").await);
    let now = september(&world.rate(MIDDLE_OF_NOVEMBER).await);
    assert!(!then.is_empty() && then.iter().all(|value| now.contains(value)));
    // A profile of September that the journal sends in November counts in September from then on.
    world.emitted_at = Some(at("2024-11-10T03:00:00Z"));
    profiles(&mut world, &tomsk(1), 20..21, "2024-09-12T03:00:00Z");
    assert_eq!(region_in(&world.rate("2024-09-30T17:00:00Z").await, "DM1", "2024-09").0, Some(30));
    assert_eq!(region_in(&world.rate(MIDDLE_OF_NOVEMBER).await, "DM1", "2024-09").0, Some(31));
}
