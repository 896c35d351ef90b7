//! Which lessons are owed at all: holidays, grades, outages, journals, first entries.

use crate::rated::query;
use crate::world::{REGION, World, at, day, tomsk};
use sqlx::PgPool;
use warehouse::model::*;
use warehouse::model::{IndicatorValue, PeriodKind, ValueState};

const YEAR: (&str, &str) = ("2024-09-01", "2025-05-31");

/// 5А, week 4–9 November 2024. Monday is a holiday; the timetable's template makes lessons on it all the same.
#[sqlx::test(migrations = false)]
async fn t01_lesson_on_a_holiday(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 5, YEAR.0, YEAR.1, &[("2024-11-04", "2024-11-04", DayType::Holiday)]);
    world.class(&school, "5А", 5);
    for (index, on) in ["2024-11-04", "2024-11-05", "2024-11-06", "2024-11-07", "2024-11-08"].iter().enumerate() {
        for number in 0..6 {
            let lesson = format!("lesson-{index}-{number}");
            world.lesson(&school, &lesson, on, "5А", "algebra");
            // By mistake two of the holiday's lessons are filled in too.
            if index > 0 || number < 2 {
                world.record(&school, &lesson, on, &format!("{on}T08:00:00Z"));
            }
        }
    }
    let rated = world.rate("2024-11-09T17:00:00Z").await;
    assert_eq!(rated.week(&school.id(), "2024-W45", "I01"), (24, 24));
    let value = rated.value(&school.id(), PeriodKind::Week, "2024-W45", "I01");
    assert_eq!(value.value().ratio().map(|ratio| ratio.percent_hundredths()), Some(10_000));
    let excused = rated.duties_in("record", DutyState::Excused, Some(DutyReason::NonInstructional));
    assert_eq!(excused, 6);
    // The two records on a holiday are a finding, and no merit.
    assert_eq!(rated.findings_of(FindingKind::EntryOnFreeDay), [(2, "lesson-0-0")]);
}

/// Tomsk, 19–23 October 2020: grades 5–11 are on vacation, grades 1–4 study.
#[sqlx::test(migrations = false)]
async fn t02_calendar_differs_by_grade(pool: PgPool) {
    let mut world = World::new(pool).await;
    world.school_year = 2020;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 3, "2020-09-01", "2021-05-31", &[("2020-10-24", "2020-11-04", DayType::Vacation)]);
    world.calendar(&school, 8, "2020-09-01", "2021-05-31", &[("2020-10-19", "2020-10-31", DayType::Vacation)]);
    let days = ["2020-10-19", "2020-10-20", "2020-10-21", "2020-10-22", "2020-10-23"];
    let mut filled = 0;
    for (group, grade, lessons_a_day) in
        [("3А", 3, 4), ("3Б", 3, 4), ("3В", 3, 4), ("8А", 8, 6), ("8Б", 8, 6), ("8В", 8, 6), ("8Г", 8, 6), ("8Д", 8, 6)]
    {
        world.class(&school, group, grade);
        for on in days {
            for number in 0..lessons_a_day {
                let lesson = format!("{group}-{on}-{number}");
                world.lesson(&school, &lesson, on, group, "reading");
                if grade == 3 && filled < 54 {
                    world.record(&school, &lesson, on, &format!("{on}T08:00:00Z"));
                    filled += 1;
                }
            }
        }
    }
    let rated = world.rate("2020-10-25T17:00:00Z").await;
    assert_eq!(rated.week(&school.id(), "2020-W43", "I01"), (54, 60));
    let value = rated.value(&school.id(), PeriodKind::Week, "2020-W43", "I01").value();
    assert_eq!(value.ratio().map(|ratio| ratio.percent_hundredths()), Some(9000));
    // Nothing applies to the senior classes: all of their 150 template lessons are excused.
    let senior: Vec<&Duty> = rated.duties.iter().filter(|it| it.grade == Some(8) && it.duty == "record").collect();
    assert_eq!(senior.len(), 150);
    assert!(senior.iter().all(|it| it.reason == Some(DutyReason::NonInstructional)));
}

/// A outage of Monday to Wednesday hides 60 of school B's lessons: they are no one's fault, and B is not compared.
#[sqlx::test(migrations = false)]
async fn t06_outage_is_not_unfilled(pool: PgPool) {
    let mut world = World::new(pool).await;
    let (healthy, broken) = (tomsk(1), tomsk(2));
    for school in [&healthy, &broken] {
        world.school(school);
        world.calendar(school, 5, YEAR.0, YEAR.1, &[]);
        world.class(school, &format!("5-{}", school.number), 5);
    }
    let outage = OutageDeclared {
        from_at: at("2024-10-13T17:00:00Z"),
        to_at: at("2024-10-16T16:00:00Z"),
        scope: OutageScope::School,
        confirmed_by: Some("regional_operator".to_owned()),
    };
    world.register(&broken, "outage-1", 1, RegisterContent::Outage(outage));
    let days = ["2024-10-14", "2024-10-15", "2024-10-16", "2024-10-17", "2024-10-18"];
    for (school, due, timely) in [(&healthy, 100, 95), (&broken, 100, 36)] {
        for index in 0..due {
            let (on, lesson) = (days[index / 20], format!("{}-{index}", school.number));
            world.lesson(school, &lesson, on, &format!("5-{}", school.number), "algebra");
            let is_filled = if school == &healthy { index < timely } else { index >= 60 && index - 60 < timely };
            if is_filled {
                world.record(school, &lesson, on, &format!("{on}T08:00:00Z"));
            }
        }
    }
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    assert_eq!(rated.week(&healthy.id(), "2024-W42", "I01"), (95, 100));
    let value = rated.value(&broken.id(), PeriodKind::Week, "2024-W42", "I01");
    assert_eq!((value.numerator, value.denominator, value.unobserved_count), (36, 40, 60));
    assert_eq!((value.state, value.place), (ValueState::LowCoverage, None));
    assert_eq!(rated.week(tomsk(1).oktmo, "2024-W42", "I01"), (131, 140));
    assert_eq!(rated.value(REGION, PeriodKind::Week, "2024-W42", "I01").state, ValueState::Ok);
}

/// Ten entries; the stream has a repeated creation, and entry 4's deletion (version 3) comes before its edit (version 2).
#[sqlx::test(migrations = false)]
async fn t07_duplicates_and_disorder(pool: PgPool) {
    let mut world = World::new(pool).await;
    // In a journal without a mark «all present» a topic alone is the whole record.
    let school = tomsk(1).in_system("elschool");
    world.school(&school);
    world.calendar(&school, 5, YEAR.0, YEAR.1, &[]);
    world.class(&school, "5А", 5);
    for number in 1..=10 {
        world.lesson(&school, &format!("lesson-{number}"), "2024-10-15", "5А", "algebra");
    }
    let mut stream: Vec<(i64, i64, Operation)> = (1..=10).map(|number| (number, 1, Operation::Upsert)).collect();
    stream.extend([(7, 1, Operation::Upsert), (4, 3, Operation::Delete), (4, 2, Operation::Upsert)]);
    assert_eq!(stream.len(), 13);
    send(&mut world, &stream);
    let once = world.rate("2024-10-20T17:00:00Z").await;
    assert_eq!(once.week(&school.id(), "2024-W42", "I01b"), (9, 10));
    assert_eq!(once.duties_in("record_topic", DutyState::Missing, None), 1);

    // The same stream again, backwards: the lake holds every message twice, and the figures are the same.
    stream.reverse();
    send(&mut world, &stream);
    let twice = world.rate("2024-10-20T17:00:00Z").await;
    assert_ne!(twice.release.release_id, once.release.release_id);
    assert_eq!(twice.release.digest, once.release.digest);
    assert_eq!(marks(&mut world, &stream).await, 9);
}

fn send(world: &mut World, stream: &[(i64, i64, Operation)]) {
    let school = tomsk(1).in_system("elschool");
    for (number, version, operation) in stream.iter().copied() {
        world.topic(&school, &format!("lesson-{number}"), version, operation, "2024-10-15", "2024-10-15T08:00:00Z");
    }
}

/// The same stream as marks: how many are valid, by the fold that every measure makes of facts.
async fn marks(world: &mut World, stream: &[(i64, i64, Operation)]) -> usize {
    let school = tomsk(1).in_system("elschool");
    for (number, version, operation) in stream.iter().copied() {
        let mark = MarkSet {
            mark_id: format!("mark-{number}"),
            work_id: "work-1".to_owned(),
            lesson_id: None,
            mark_on: day("2024-10-15"),
            pupil_pid: format!("p-{number}"),
            value: "5".to_owned(),
            scale: MarkScale::Five,
            is_point: false,
            point_due_on: None,
            counts_in_average: true,
        };
        world.fact(&school, &format!("mark-{number}"), version, operation, at("2024-10-15T08:00:00Z"), mark);
    }
    world.commit().await;
    let snapshot = world.warehouse.lake().latest_snapshot().await.expect("a snapshot");
    let session = world.warehouse.lake().session(snapshot, at("2024-10-20T17:00:00Z")).await.expect("a session");
    let valid =
        "WITH highest AS (SELECT entity_key, MAX(entity_version) AS entity_version FROM marks GROUP BY entity_key)
        SELECT m.entity_key FROM marks AS m
        INNER JOIN highest AS h ON m.entity_key = h.entity_key AND m.entity_version = h.entity_version
        WHERE m.operation <> 'delete' GROUP BY m.entity_key";
    query(session, valid).await.len()
}

/// The school moves from one journal to another on Monday 13 January 2025; the old one keeps a shadow.
#[sqlx::test(migrations = false)]
async fn t09_two_journals_for_one_school(pool: PgPool) {
    let mut world = World::new(pool).await;
    let (old, new) = (tomsk(1), tomsk(1).in_system("mes"));
    for (journal, filled) in [(&old, 12), (&new, 27)] {
        world.school(journal);
        world.calendar(journal, 5, YEAR.0, YEAR.1, &[]);
        world.class(journal, "5А", 5);
        for index in 0..30 {
            let (on, lesson) = (format!("2025-01-{}", 13 + index / 5), format!("lesson-{index}"));
            world.lesson(journal, &lesson, &on, "5А", "algebra");
            if index < filled {
                world.record(journal, &lesson, &on, &format!("{on}T08:00:00Z"));
            }
        }
    }
    world.lesson(&old, "lesson-before", "2025-01-10", "5А", "algebra");
    world.record(&old, "lesson-before", "2025-01-10", "2025-01-10T08:00:00Z");
    let authority = AuthorityChanged {
        authoritative_system: "mes".to_owned(),
        authoritative_instance: new.instance(),
        grade_from: 1,
        grade_to: 11,
        from_on: day("2025-01-13"),
        to_on: None,
    };
    world.register(&new, "authority-1", 1, RegisterContent::Authority(authority));
    let rated = world.rate("2025-01-20T17:00:00Z").await;
    assert_eq!(rated.week(&new.id(), "2025-W03", "I01"), (27, 30));
    assert_eq!(rated.duties_in("record", DutyState::Excused, Some(DutyReason::NotAuthoritative)), 30);
    // Before the move the old journal was the only one, and it stays so.
    assert_eq!(rated.week(&new.id(), "2025-W02", "I01"), (1, 1));
}

/// The same two journals while no register names one: a lesson that both have is one lesson, filled if it is filled in
/// either. 12 are filled in the old one, 27 in the new one, 11 of them in both.
#[sqlx::test(migrations = false)]
async fn r07_t09_two_journals_without_an_authority(pool: PgPool) {
    let mut world = World::new(pool).await;
    let (old, new) = (tomsk(1), tomsk(1).in_system("mes"));
    for (journal, prefix, filled) in [(&old, "d", 0..12), (&new, "m", 1..28)] {
        world.school(journal);
        world.calendar(journal, 5, YEAR.0, YEAR.1, &[]);
        world.group(journal, &format!("{prefix}-5А"), ClassGroupKind::Class, 5, &[]);
        world.relabel(journal, &format!("{prefix}-5А"), "5А", 5);
        for index in 0..30 {
            let (on, lesson) = (format!("2025-01-{}", 13 + index / 5), format!("{prefix}-lesson-{index}"));
            world.lesson_numbered(journal, &lesson, &on, &format!("{prefix}-5А"), "algebra", index % 5);
            if filled.contains(&index) {
                world.record(journal, &lesson, &on, &format!("{on}T08:00:00Z"));
            }
        }
    }
    let rated = world.rate("2025-01-20T17:00:00Z").await;
    assert_eq!(rated.week(&new.id(), "2025-W03", "I01"), (28, 30));
    assert_eq!(rated.dispositions(Disposition::CountedInOther), 30);
    assert_eq!(rated.findings_of(FindingKind::TwoJournals), [(30, "d-lesson-0")]);
}

/// School S changes its municipality from A to B on 1 February 2025.
#[sqlx::test(migrations = false)]
async fn t10_school_changes_municipality(pool: PgPool) {
    let mut world = World::new(pool).await;
    let (moving, of_a) = (tomsk(1), tomsk(2));
    let of_b = crate::world::WorldSchool { oktmo: "69702000", ..tomsk(3) };
    world.member(&moving, "69701000", "2011-01-01", Some("2025-01-31"));
    world.member(&moving, "69702000", "2025-02-01", None);
    for (school, due, timely) in [(&moving, 100, [90, 90]), (&of_a, 400, [320, 320]), (&of_b, 300, [285, 285])] {
        world.school(school);
        world.calendar(school, 5, YEAR.0, YEAR.1, &[]);
        world.class(school, &format!("5-{}", school.number), 5);
        for (on, timely) in ["2025-01-15", "2025-02-19"].into_iter().zip(timely) {
            for index in 0..due {
                let lesson = format!("{}-{on}-{index}", school.number);
                world.lesson(school, &lesson, on, &format!("5-{}", school.number), "algebra");
                if index < timely {
                    world.record(school, &lesson, on, &format!("{on}T08:00:00Z"));
                }
            }
        }
    }
    let rated = world.rate("2025-03-01T17:00:00Z").await;
    let month = |territory: &str, period: &str| {
        let value = rated.value(territory, PeriodKind::Month, period, "I01");
        (value.numerator, value.denominator)
    };
    assert_eq!((month("69701000", "2025-01"), month("69702000", "2025-01")), ((410, 500), (285, 300)));
    assert_eq!((month("69701000", "2025-02"), month("69702000", "2025-02")), ((320, 400), (375, 400)));
    assert_eq!((month(REGION, "2025-01").0 + month(REGION, "2025-02").0), 1390);
}

/// A week with nothing due in one of three schools: nothing is not zero.
#[sqlx::test(migrations = false)]
async fn t11_zero_denominator(pool: PgPool) {
    let mut world = World::new(pool).await;
    for (number, due, timely) in [(1, 50, 45), (2, 0, 0), (3, 50, 30)] {
        week_of_lessons(&mut world, number, due, timely);
    }
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    let of = |number| rated.value(&tomsk(number).id(), PeriodKind::Week, "2024-W42", "I01");
    assert_eq!((of(1).numerator, of(1).denominator, of(1).place), (45, 50, Some(1)));
    assert_eq!((of(3).numerator, of(3).denominator, of(3).place), (30, 50, Some(2)));
    assert_eq!(of(2).value(), IndicatorValue::Withheld(ValueState::NotApplicable));
    assert_eq!((of(2).place, of(1).places_count), (None, Some(2)));
    let municipality = rated.value("69701000", PeriodKind::Week, "2024-W42", "I01");
    assert_eq!((municipality.numerator, municipality.denominator), (75, 100));
    assert_eq!(municipality.value().ratio().map(|ratio| ratio.percent_hundredths()), Some(7500));
    // With two compared schools the municipality is shown, and not compared.
    assert_eq!((municipality.state, municipality.place), (ValueState::LowCount, None));
}

/// Nothing done of what was due is a figure, and has a place: 0 of 20 is 0,00 %.
#[sqlx::test(migrations = false)]
async fn a_real_zero_is_a_figure(pool: PgPool) {
    let mut world = World::new(pool).await;
    for (number, timely) in [(1, 20), (2, 10), (3, 0)] {
        week_of_lessons(&mut world, number, 20, timely);
    }
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    let zero = rated.value(&tomsk(3).id(), PeriodKind::Week, "2024-W42", "I01");
    assert_eq!((zero.state, zero.place, zero.places_count), (ValueState::Ok, Some(3), Some(3)));
    assert_eq!(zero.value().ratio().map(|ratio| ratio.percent_hundredths()), Some(0));
    // With three compared schools the municipality is compared, too.
    let municipality = rated.value("69701000", PeriodKind::Week, "2024-W42", "I01");
    assert_eq!((municipality.state, municipality.place), (ValueState::Ok, Some(1)));
}

/// Puts a school in with lessons on 15 October 2024, some of them filled in time; without lessons it is on vacation.
fn week_of_lessons(world: &mut World, number: u32, due: usize, timely: usize) {
    let school = tomsk(number);
    world.school(&school);
    let vacation = [("2024-10-14", "2024-10-20", DayType::Vacation)];
    world.calendar(&school, 5, YEAR.0, YEAR.1, if due == 0 { &vacation } else { &[] });
    world.class(&school, &format!("5-{number}"), 5);
    for index in 0..due {
        let lesson = format!("{number}-{index}");
        world.lesson(&school, &lesson, "2024-10-15", &format!("5-{number}"), "algebra");
        if index < timely {
            world.record(&school, &lesson, "2024-10-15", "2024-10-15T08:00:00Z");
        }
    }
}
