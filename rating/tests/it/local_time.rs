//! Deadlines are local, by the zone's rule of that date; homework's are the classes' own.

use crate::rated::Rated;
use crate::world::{World, WorldSchool, tomsk};
use sqlx::PgPool;
use warehouse::model::{ClassGroupKind, DayType, DutyReason, DutyState, HomeworkKind};

async fn rate_two(pool: PgPool, zone: &'static str, on: &str, entries: [&str; 2]) -> (WorldSchool, Rated) {
    let mut world = World::new(pool).await;
    world.school_year = rating::calendar::school_year(crate::world::day(on));
    let school = WorldSchool { zone, ..tomsk(1) };
    world.school(&school);
    world.calendar(&school, 5, "2020-09-01", "2021-05-31", &[]);
    world.calendar(&school, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(&school, "5А", 5);
    for (index, entered_at) in entries.into_iter().enumerate() {
        let lesson = format!("lesson-{index}");
        world.lesson(&school, &lesson, on, "5А", "algebra");
        world.record(&school, &lesson, on, entered_at);
    }
    let rated = world.rate("2025-01-01T00:00:00Z").await;
    (school, rated)
}

/// Half an hour before and after local midnight, in Tomsk (+7).
#[sqlx::test(migrations = false)]
async fn t03_time_zone_boundary_in_tomsk(pool: PgPool) {
    let entries = ["2024-10-15T16:30:00Z", "2024-10-15T17:10:00Z"];
    let (school, rated) = rate_two(pool, "Asia/Tomsk", "2024-10-15", entries).await;
    assert_eq!(rated.week(&school.id(), "2024-W42", "I01"), (1, 2));
}

/// The same in Kaliningrad (+2), where the day of UTC and that of Moscow would both be wrong.
#[sqlx::test(migrations = false)]
async fn t03_time_zone_boundary_in_kaliningrad(pool: PgPool) {
    let entries = ["2024-10-15T21:30:00Z", "2024-10-15T22:30:00Z"];
    let (school, rated) = rate_two(pool, "Europe/Kaliningrad", "2024-10-15", entries).await;
    assert_eq!(rated.week(&school.id(), "2024-W42", "I01"), (1, 2));
}

/// Volgograd goes from +4 to +3 in the night after the lesson: the deadline is 19:59:59Z, not 20:59:59Z.
#[sqlx::test(migrations = false)]
async fn t04_offset_change_inside_a_year(pool: PgPool) {
    let entries = ["2020-12-26T19:59:59Z", "2020-12-26T20:30:00Z"];
    let (school, rated) = rate_two(pool, "Europe/Volgograd", "2020-12-26", entries).await;
    assert_eq!(rated.week(&school.id(), "2020-W52", "I01"), (1, 2));
    let records: Vec<_> = rated.duties.iter().filter(|it| it.duty == "record").collect();
    assert!(records.iter().all(|it| it.due_at.to_string() == "2020-12-26T19:59:59.999999Z"));
    let late = records.iter().filter(|it| it.state == DutyState::Late).count();
    assert_eq!(late, 1);
}

/// Homework is due an hour after the last lesson of the pupils' classes: for a metagroup, of the class that stays longer.
#[sqlx::test(migrations = false)]
async fn homework_is_due_an_hour_after_the_classes_last_lesson(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 7, "2024-09-01", "2025-05-31", &[]);
    world.class(&school, "7А", 7);
    world.class(&school, "7Б", 7);
    world.group(&school, "french", ClassGroupKind::Metagroup, 7, &["7А", "7Б"]);
    for (class, subject) in [("7А", "algebra"), ("7Б", "algebra"), ("7А", "french")] {
        world.plan(&school, class, subject, 2, false);
    }
    let on = "2024-10-15";
    // 7А ends at 13:00, 7Б at 14:00 (07:00Z); homework of both is due by their own hour.
    world.lesson_at(&school, "a-last", on, "7А", "algebra", 780);
    world.lesson_at(&school, "b-last", on, "7Б", "algebra", 840);
    world.lesson_at(&school, "french-1", on, "french", "french", 600);
    world.homework(&school, "a-last", on, HomeworkKind::Real, "2024-10-15T07:00:01Z");
    world.homework(&school, "b-last", on, HomeworkKind::Real, "2024-10-15T08:00:00Z");
    world.homework(&school, "french-1", on, HomeworkKind::Real, "2024-10-15T08:00:00Z");
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    assert_eq!(rated.week(&school.id(), "2024-W42", "I09"), (2, 3));
    assert_eq!(rated.week(&school.id(), "2024-W42", "I08"), (3, 3));
    let late = rated.duties.iter().find(|it| it.state == DutyState::Late).expect("one is late");
    assert_eq!((late.lesson_id.as_str(), late.due_at.to_string().as_str()), ("a-last", "2024-10-15T07:00:00Z"));
}

/// What owes no homework: first grades, subjects without it, the last lesson of a subject before a vacation.
#[sqlx::test(migrations = false)]
async fn homework_has_its_own_excuses(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    for grade in [1, 5] {
        world.calendar(&school, grade, "2024-09-01", "2025-05-31", &[("2024-10-26", "2024-11-04", DayType::Vacation)]);
    }
    world.class(&school, "1А", 1);
    world.class(&school, "5А", 5);
    world.plan(&school, "5А", "music", 1, true);
    world.plan(&school, "5А", "algebra", 3, false);
    world.plan(&school, "5А", "history", 1, false);
    world.lesson(&school, "first-grade", "2024-10-15", "1А", "reading");
    world.lesson(&school, "music", "2024-10-15", "5А", "music");
    // The vacation begins on 26 October: the lesson of the 18th is too far before it, and not the last one either.
    world.lesson(&school, "algebra-18", "2024-10-18", "5А", "algebra");
    world.lesson(&school, "algebra-22", "2024-10-22", "5А", "algebra");
    world.lesson(&school, "algebra-25", "2024-10-25", "5А", "algebra");
    world.lesson(&school, "history-18", "2024-10-18", "5А", "history");
    world.homework(&school, "algebra-18", "2024-10-18", HomeworkKind::NoneDeclared, "2024-10-20T08:00:00Z");
    let rated = world.rate("2024-11-10T17:00:00Z").await;
    let excuse = |lesson: &str| {
        let duty = rated.duties.iter().find(|it| it.duty == "homework" && it.lesson_id == lesson);
        duty.map(|it| (it.state, it.reason))
    };
    assert_eq!(excuse("first-grade"), Some((DutyState::Excused, Some(DutyReason::GradeWithoutHomework))));
    assert_eq!(excuse("music"), Some((DutyState::Excused, Some(DutyReason::SubjectWithoutHomework))));
    assert_eq!(excuse("algebra-25"), Some((DutyState::Excused, Some(DutyReason::BeforeVacation))));
    assert_eq!(excuse("algebra-22"), Some((DutyState::Missing, None)));
    // A declaration «без задания» is homework posted, at any time before the release.
    assert_eq!(excuse("algebra-18"), Some((DutyState::OnTime, None)));
    // Eight days before the vacation is more than seven, though it is the subject's last lesson.
    assert_eq!(excuse("history-18"), Some((DutyState::Missing, None)));
}
