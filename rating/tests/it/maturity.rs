//! Digital maturity: numerators and denominators with different clocks, and the larger of two platforms.

use crate::world::{REGION, World, WorldSchool, day, tomsk};
use sqlx::PgPool;
use warehouse::model::*;
use warehouse::model::{SummaryMethod, ValueState};

/// Returns numerator and denominator.
pub fn counts(value: &MaturityValue) -> (Option<i64>, Option<i64>) {
    (value.numerator.map(|part| part.count), value.denominator.map(|part| part.count))
}

/// Figures about the whole region have no school.
pub fn region() -> WorldSchool {
    WorldSchool { number: 0, ..tomsk(0) }
}

pub fn count(world: &mut World, place: &WorldSchool, form: &str, line: &str, as_of_on: &str, value: i64) {
    let scope = if place.number == 0 { CountScope::Region } else { CountScope::School };
    let content = OfficialCount { form: form.to_owned(), line: line.to_owned(), scope, as_of_on: day(as_of_on), value };
    world.register(
        place,
        &format!("{form}|{line}|{as_of_on}|{}", place.number),
        1,
        RegisterContent::OfficialCount(content),
    );
}

pub fn tasks(world: &mut World, provider: &str, month_on: &str, all: i64, auto_checked: i64) {
    let content = TasksCounted {
        provider: provider.to_owned(),
        scope: CountScope::Region,
        month_on: day(month_on),
        tasks_count: all,
        auto_checked_count: auto_checked,
    };
    world.register(&region(), &format!("{provider}|{month_on}"), 1, RegisterContent::Tasks(content));
}

pub fn platform(
    world: &mut World,
    school: &WorldSchool,
    platform: Platform,
    role: PlatformRole,
    pid: &str,
    used: Option<&str>,
) {
    let content = PlatformUsed {
        platform,
        person_pid: pid.to_owned(),
        role,
        registered_on: day("2023-09-04"),
        last_used_on: used.map(day),
    };
    let entered_at = crate::world::at("2023-09-04T00:00:00Z");
    world.fact(school, &format!("{platform}|{}|{pid}", school.number), 1, Operation::Upsert, entered_at, content);
}

/// 128 900 profiles on 30 June against 128 145 pupils of the form of 20 September: the raw figure is over 100 %.
#[sqlx::test(migrations = false)]
async fn t12_above_a_hundred_percent(pool: PgPool) {
    let mut world = World::new(pool).await;
    world.school(&tomsk(1));
    count(&mut world, &region(), "OO-1", "pupils", "2024-09-20", 128_145);
    count(&mut world, &region(), "report", "pupils_with_profile", "2025-06-30", 128_900);
    let rated = world.rate("2025-06-30T17:00:00Z").await;
    let value = rated.maturity(REGION, "DM1");
    assert_eq!(value.numerator, Some(MaturityPart::new(128_900, day("2025-06-30"))));
    assert_eq!(value.denominator, Some(MaturityPart::new(128_145, day("2024-09-20"))));
    assert_eq!(value.ratio().map(|ratio| ratio.percent_hundredths()), Some(10_059));
    assert_eq!(value.capped_percent_hundredths(), Some(10_000));
    assert_eq!(value.excess(), Some(755));
    assert_eq!(value.state, ValueState::Ok);
    assert_eq!(rated.findings_of(FindingKind::NumeratorAboveDenominator), [(1, "DM1 +755")]);
}

/// Tomsk region, second quarter of 2023 (`seeds/003`): 100, 25, 100, 100, 100 %.
#[sqlx::test(migrations = false)]
async fn t12_tomsk_second_quarter_of_2023(pool: PgPool) {
    let mut world = World::new(pool).await;
    world.school(&tomsk(1));
    for (form, line, as_of_on, value) in [
        ("OO-1", "pupils", "2022-09-20", 128_000),
        ("OO-1", "teachers", "2022-09-20", 11_000),
        ("OO-1", "pupils_with_content_access", "2022-09-20", 128_000),
        ("report", "pupils_with_profile", "2023-06-30", 128_000),
        ("report", "pupils_with_recommendation", "2023-06-30", 32_000),
        ("report", "teachers_with_content", "2023-06-30", 11_000),
        // A figure of a later day than the release's is not known yet.
        ("report", "teachers_with_content", "2023-09-30", 1),
    ] {
        count(&mut world, &region(), form, line, as_of_on, value);
    }
    tasks(&mut world, "resh", "2023-05-01", 400, 200);
    tasks(&mut world, "resh", "2023-06-01", 480, 480);
    let rated = world.rate("2023-06-30T17:00:00Z").await;
    let percents: Vec<Option<i64>> = ["DM1", "DM2", "DM3", "DM4", "DM5"]
        .into_iter()
        .map(|code| rated.maturity(REGION, code).capped_percent_hundredths())
        .collect();
    assert_eq!(percents, [10_000, 2500, 10_000, 10_000, 10_000].map(Some));
    assert_eq!(rated.summary(SummaryMethod::MeanOfValues), 8500);
    assert_eq!(rated.summary(SummaryMethod::MeanOfCappedAttainment), 8625);
    assert_eq!(rated.summary(SummaryMethod::MeanOfAttainment), 9482);
    assert_eq!(rated.summary(SummaryMethod::TargetsReached), 400);
    // The tasks are counted for the region only.
    assert_eq!(rated.maturity(&tomsk(1).id(), "DM5").state, ValueState::NotApplicable);
}

/// Schools A (Сферум 300, Моя школа 280, pupils 320) and B (100, 200, 380): the larger is taken at each level anew.
#[sqlx::test(migrations = false)]
async fn t14_greater_of_two_platforms(pool: PgPool) {
    let mut world = World::new(pool).await;
    let (first, second) = (tomsk(1), tomsk(2));
    for (school, sferum, my_school, pupils) in [(&first, 300, 280, 320), (&second, 100, 200, 380)] {
        world.school(school);
        count(&mut world, school, "OO-1", "pupils", "2024-09-20", pupils);
        for (name, registered) in [(Platform::Sferum, sferum), (Platform::MySchool, my_school)] {
            for index in 0..registered {
                platform(&mut world, school, name, PlatformRole::Pupil, &format!("p-{}-{index}", school.number), None);
            }
        }
    }
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    let value = |territory: &str| {
        let value = rated.maturity(territory, "COS2_1");
        let (numerator, denominator) = counts(value);
        (numerator, denominator, value.chosen_source.as_deref())
    };
    assert_eq!(value(REGION), (Some(480), Some(700), Some("my_school")));
    assert_eq!(value(&first.id()), (Some(300), Some(320), Some("sferum")));
    assert_eq!(value(&second.id()), (Some(200), Some(380), Some("my_school")));
    let percent = |territory: &str| rated.maturity(territory, "COS2_1").capped_percent_hundredths();
    assert_eq!(percent(REGION), Some(6857));
    assert_eq!((percent(&first.id()), percent(&second.id())), (Some(9375), Some(5263)));
}

/// The window of 2025-06-30 is 2024-07-01 to 2025-06-30. Of 100 teachers 40 use Сферум, 55 Моя школа, 20 both.
#[sqlx::test(migrations = false)]
async fn t15_rolling_twelve_months(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    count(&mut world, &school, "OO-1", "teachers", "2024-09-20", 100);
    count(&mut world, &school, "OO-1", "schools", "2024-09-20", 1);
    let mut teacher = |index: i32, name, used| {
        platform(&mut world, &school, name, PlatformRole::Teacher, &format!("t-{index}"), Some(used));
    };
    (0..40).for_each(|index| teacher(index, Platform::Sferum, "2025-06-30"));
    (20..75).for_each(|index| teacher(index, Platform::MySchool, "2024-07-01"));
    // The day before the window.
    (75..80).for_each(|index| teacher(index, Platform::MySchool, "2024-06-30"));
    let rated = world.rate("2025-06-30T17:00:00Z").await;
    let value = rated.maturity(REGION, "COS2_2");
    assert_eq!((counts(value), value.capped_percent_hundredths()), ((Some(55), Some(100)), Some(5500)));
    assert_eq!(rated.maturity(REGION, "COS2_3").ratio().map(|ratio| ratio.numerator()), Some(1));
}

/// A pupil of two schools is one pupil of the municipality; a feed that says nothing is not a zero.
#[sqlx::test(migrations = false)]
async fn persons_are_counted_once_at_each_level(pool: PgPool) {
    let mut world = World::new(pool).await;
    let (first, second) = (tomsk(1), tomsk(2));
    for school in [&first, &second] {
        world.school(school);
        count(&mut world, school, "OO-1", "pupils", "2024-09-20", 10);
        let profile = ProfileState {
            pupil_pid: "p-of-both".to_owned(),
            is_profile_maintained: true,
            is_recommendation_offered: false,
            recommendation_offered_on: None,
        };
        let entered_at = crate::world::at("2024-09-20T00:00:00Z");
        world.fact(school, &format!("profile-{}", school.number), 1, Operation::Upsert, entered_at, profile);
    }
    let rated = world.rate("2024-11-30T17:00:00Z").await;
    let of = |territory: &str, code: &str| {
        let value = rated.maturity(territory, code);
        let (numerator, denominator) = counts(value);
        (numerator, denominator, value.state)
    };
    assert_eq!(of(&first.id(), "DM1"), (Some(1), Some(10), ValueState::Ok));
    assert_eq!(of("69701000", "DM1"), (Some(1), Some(20), ValueState::Ok));
    // Asked and answered «no» is a zero; never asked is no data.
    assert_eq!(of(REGION, "DM2"), (Some(0), Some(20), ValueState::Ok));
    assert_eq!(of(REGION, "COS2_1"), (None, None, ValueState::NoData));
}
