//! A lesson is judged as it stood when its record was due: what is moved, deleted or made another lesson later hides nothing.

use crate::rated::Rated;
use crate::world::{World, WorldSchool, at, methodology, scheduled, tomsk};
use sqlx::PgPool;
use warehouse::model::*;

/// A Tuesday, whose records are due by 17:00 UTC.
const TUESDAY: &str = "2024-10-15";
const FRIDAY: &str = "2024-10-18";
const NEXT_TUESDAY: &str = "2024-10-22";
const PUBLISHED: &str = "2024-10-01T00:00:00Z";
const IN_TIME: &str = "2024-10-15T16:59:59Z";
const LATE: &str = "2024-10-15T17:00:00Z";
const AS_OF: &str = "2024-10-20T17:00:00Z";
const MISSING: (DutyState, Option<DutyReason>) = (DutyState::Missing, None);

async fn world_of(pool: PgPool, school: &WorldSchool) -> World {
    let mut world = World::new(pool).await;
    world.school(school);
    world.calendar(school, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(school, "5А", 5);
    world.class(school, "5Б", 5);
    world.group(school, "5И", ClassGroupKind::Individual, 5, &["5А"]);
    world
}

/// Puts a lesson on Tuesday.
fn lesson(world: &mut World, school: &WorldSchool, lesson: &str) {
    world.scheduled(school, 1, PUBLISHED, scheduled(lesson, TUESDAY, "5А", "algebra"));
}

/// Deletes the timetable's entry of a lesson.
fn delete(world: &mut World, school: &WorldSchool, lesson: &str, version: i64, entered_at: &str) {
    let content = scheduled(lesson, TUESDAY, "5А", "algebra");
    world.fact(school, lesson, version, Operation::Delete, at(entered_at), content);
}

fn moved(world: &mut World, school: &WorldSchool, lesson: &str, to: &str, version: i64, entered_at: &str) {
    move_by(world, school, (lesson, to), version, Operation::Upsert, entered_at);
}

fn move_by(
    world: &mut World,
    school: &WorldSchool,
    (lesson, to): (&str, &str),
    version: i64,
    operation: Operation,
    entered_at: &str,
) {
    let content = LessonChanged {
        lesson_id: lesson.to_owned(),
        change: LessonChangeKind::Moved,
        lesson_on: crate::world::day(TUESDAY),
        moved_to_on: Some(crate::world::day(to)),
        moved_to_starts_minute: Some(510),
        moved_to_ends_minute: Some(555),
        teacher_from_pid: None,
        teacher_to_pid: None,
        subject_to_id: None,
        reason: None,
    };
    world.fact(school, &format!("{lesson}|moved"), version, operation, at(entered_at), content);
}

/// Returns the day on which a lesson is judged; none when it is not.
fn judged_on(rated: &Rated, lesson: &str) -> Option<String> {
    rated.lessons.iter().find(|it| it.lesson_id == lesson).map(|it| it.lesson_on.to_string())
}

fn found(rated: &Rated) -> i64 {
    rated.findings_of(FindingKind::LateChange).iter().map(|(count, _)| count).sum()
}

/// A move, a deletion, another group, kind or subject and another identity, each once a second before the deadline and once
/// at it: the first holds, the second changes nothing and is a finding.
#[sqlx::test(migrations = false)]
async fn a_change_after_the_deadline_hides_no_lesson(pool: PgPool) {
    let school = tomsk(1);
    let mut world = world_of(pool, &school).await;
    for (when, entered_at) in [("early", IN_TIME), ("late", LATE)] {
        for what in ["moved", "entered-anew", "deleted", "group", "kind", "renamed"] {
            lesson(&mut world, &school, &format!("{what}-{when}"));
        }
        let of = |what: &str| format!("{what}-{when}");
        moved(&mut world, &school, &of("moved"), NEXT_TUESDAY, 1, entered_at);
        let anew = scheduled(&of("entered-anew"), NEXT_TUESDAY, "5А", "algebra");
        world.scheduled(&school, 2, entered_at, anew);
        delete(&mut world, &school, &of("deleted"), 2, entered_at);
        world.scheduled(&school, 2, entered_at, scheduled(&of("group"), TUESDAY, "5И", "algebra"));
        let content = scheduled(&of("kind"), TUESDAY, "5А", "algebra");
        let content = LessonScheduled { lesson_kind: LessonKind::Consultation, ..content };
        world.scheduled(&school, 2, entered_at, content);
        let content = scheduled(&of("other"), NEXT_TUESDAY, "5А", "algebra");
        world.fact(&school, &of("renamed"), 2, Operation::Upsert, at(entered_at), content);
    }
    let rated = world.rate(AS_OF).await;
    for what in ["moved", "entered-anew", "deleted", "group", "kind", "renamed"] {
        assert_eq!(rated.duty(&format!("{what}-late"), "record"), MISSING, "{what}");
        let is_owed = rated.duties.iter().any(|duty| duty.lesson_id == format!("{what}-early"));
        assert!(!is_owed, "{what} in time");
    }
    assert_eq!(judged_on(&rated, "deleted-early"), None);
    assert_eq!(judged_on(&rated, "moved-early").as_deref(), Some(NEXT_TUESDAY));
    assert_eq!(found(&rated), 6);
}

/// What was moved in time is judged by its new day, by the deadline of that day, and by what becomes of it there.
#[sqlx::test(migrations = false)]
async fn a_lesson_that_was_moved_in_time_is_judged_by_its_new_day(pool: PgPool) {
    let school = tomsk(1);
    let mut world = world_of(pool, &school).await;
    for name in ["once", "twice", "again-late", "withdrawn-late"] {
        lesson(&mut world, &school, name);
        moved(&mut world, &school, name, FRIDAY, 1, IN_TIME);
    }
    world.record(&school, "once", FRIDAY, "2024-10-18T08:00:00Z");
    // Before Friday's deadline, after Tuesday's.
    moved(&mut world, &school, "twice", NEXT_TUESDAY, 2, "2024-10-18T16:59:59Z");
    moved(&mut world, &school, "again-late", NEXT_TUESDAY, 2, "2024-10-18T17:00:00Z");
    let back = ("withdrawn-late", FRIDAY);
    move_by(&mut world, &school, back, 2, Operation::Delete, "2024-10-18T17:00:00Z");
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.duty("once", "record"), (DutyState::OnTime, None));
    assert_eq!(judged_on(&rated, "twice").as_deref(), Some(NEXT_TUESDAY));
    assert_eq!(judged_on(&rated, "again-late").as_deref(), Some(FRIDAY));
    assert_eq!(rated.duty("again-late", "record"), MISSING);
    assert_eq!(judged_on(&rated, "withdrawn-late").as_deref(), Some(FRIDAY));
    assert_eq!(found(&rated), 2);
}

/// A second entry of a lesson under another key, a move that was withdrawn again, and a change with an early time that comes
/// after a later one, open no way around.
#[sqlx::test(migrations = false)]
async fn no_detour_hides_a_lesson_after_the_deadline(pool: PgPool) {
    let school = tomsk(1);
    let mut world = world_of(pool, &school).await;
    for name in ["second-key", "withdrawn", "back-dated", "untimed", "deleted-and-again"] {
        lesson(&mut world, &school, name);
    }
    let elsewhere = scheduled("second-key", NEXT_TUESDAY, "5А", "algebra");
    world.fact(&school, "another-key", 1, Operation::Upsert, at(LATE), elsewhere);
    moved(&mut world, &school, "withdrawn", NEXT_TUESDAY, 1, "2024-10-14T08:00:00Z");
    let back = ("withdrawn", NEXT_TUESDAY);
    move_by(&mut world, &school, back, 2, Operation::Delete, "2024-10-14T09:00:00Z");
    delete(&mut world, &school, "withdrawn", 2, LATE);
    let same = scheduled("back-dated", TUESDAY, "5А", "algebra");
    world.scheduled(&school, 2, LATE, same);
    world.scheduled(&school, 3, IN_TIME, scheduled("back-dated", NEXT_TUESDAY, "5А", "algebra"));
    world.precision = None;
    delete(&mut world, &school, "untimed", 2, IN_TIME);
    world.precision = Some(0);
    delete(&mut world, &school, "deleted-and-again", 2, LATE);
    let again = scheduled("deleted-and-again", NEXT_TUESDAY, "5А", "algebra");
    world.scheduled(&school, 3, LATE, again);
    let rated = world.rate(AS_OF).await;
    for name in ["second-key", "withdrawn", "back-dated", "untimed", "deleted-and-again"] {
        assert_eq!(rated.duty(name, "record"), MISSING, "{name}");
        assert_eq!(judged_on(&rated, name).as_deref(), Some(TUESDAY), "{name}");
    }
    assert_eq!(found(&rated), 5);
}

/// A room that is changed late is no finding. A lesson that was entered only after its deadline stands as it was entered
/// last; a journal that keeps no times of entry changes its timetable as it likes, and so does one under a methodology that
/// excuses.
#[sqlx::test(migrations = false)]
async fn what_no_deadline_judges_stands_as_it_was_left(pool: PgPool) {
    let school = tomsk(1);
    let timeless = tomsk(2).in_system("sgo");
    let mut world = world_of(pool, &school).await;
    world.school(&timeless);
    world.calendar(&timeless, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(&timeless, "5А", 5);
    lesson(&mut world, &school, "room");
    let room = LessonScheduled { room: Some("7".to_owned()), ..scheduled("room", TUESDAY, "5А", "algebra") };
    world.scheduled(&school, 2, LATE, room);
    world.scheduled(&school, 1, LATE, scheduled("afterwards", TUESDAY, "5А", "algebra"));
    world.scheduled(&school, 2, "2024-10-16T08:00:00Z", scheduled("afterwards", FRIDAY, "5А", "algebra"));
    lesson(&mut world, &timeless, "timeless");
    delete(&mut world, &timeless, "timeless", 2, LATE);
    lesson(&mut world, &school, "excused");
    delete(&mut world, &school, "excused", 2, LATE);
    let rated = world.rate(AS_OF).await;
    assert_eq!(judged_on(&rated, "room").as_deref(), Some(TUESDAY));
    assert_eq!(judged_on(&rated, "afterwards").as_deref(), Some(FRIDAY));
    assert_eq!(judged_on(&rated, "timeless"), None);
    assert_eq!(judged_on(&rated, "excused").as_deref(), Some(TUESDAY));
    assert_eq!(found(&rated), 1);
    let lenient =
        methodology().text().replace("is_late_cancellation_excused = false", "is_late_cancellation_excused = true");
    let lenient = rating::Methodology::parse(&lenient).expect("a methodology");
    let rated = world.rate_by(&lenient, AS_OF).await;
    assert_eq!(judged_on(&rated, "excused"), None);
}

/// A lesson that is moved to a day which was due already is judged there at once: it cannot be moved on, deleted or made
/// another lesson from there. A lesson that was deleted in time takes its moves along.
#[sqlx::test(migrations = false)]
async fn no_way_leads_out_of_a_day_that_is_over(pool: PgPool) {
    const MONDAY: &str = "2024-10-14";
    let school = tomsk(1);
    let mut world = world_of(pool, &school).await;
    for name in ["past-moved", "past-entry", "past-key", "past-deleted", "deleted", "back-dated-again"] {
        lesson(&mut world, &school, name);
    }
    let after = "2024-10-20T08:00:00Z";
    moved(&mut world, &school, "past-moved", MONDAY, 1, IN_TIME);
    moved(&mut world, &school, "past-moved", NEXT_TUESDAY, 2, after);
    world.scheduled(&school, 2, IN_TIME, scheduled("past-entry", MONDAY, "5А", "algebra"));
    world.scheduled(&school, 3, after, scheduled("past-entry", NEXT_TUESDAY, "5А", "algebra"));
    let elsewhere = |on| scheduled("past-key", on, "5А", "algebra");
    world.fact(&school, "another-key", 1, Operation::Upsert, at(IN_TIME), elsewhere(MONDAY));
    world.fact(&school, "another-key", 2, Operation::Upsert, at(after), elsewhere(NEXT_TUESDAY));
    moved(&mut world, &school, "past-deleted", MONDAY, 1, IN_TIME);
    delete(&mut world, &school, "past-deleted", 2, after);
    moved(&mut world, &school, "deleted", FRIDAY, 1, "2024-10-14T08:00:00Z");
    delete(&mut world, &school, "deleted", 2, IN_TIME);
    // A deletion that is undone with an earlier time: it holds from the deletion on, and is told.
    delete(&mut world, &school, "back-dated-again", 2, IN_TIME);
    world.scheduled(&school, 3, "2024-10-15T08:00:00Z", scheduled("back-dated-again", NEXT_TUESDAY, "5А", "algebra"));
    let rated = world.rate(AS_OF).await;
    for name in ["past-moved", "past-entry", "past-key", "past-deleted"] {
        assert_eq!(rated.duty(name, "record"), MISSING, "{name}");
        assert_eq!(judged_on(&rated, name).as_deref(), Some(MONDAY), "{name}");
    }
    assert_eq!(found(&rated), 4);
    assert_eq!(judged_on(&rated, "deleted"), None);
    assert_eq!(rated.findings_of(FindingKind::LateLesson), [(4, "past-deleted")]);
    assert_eq!(judged_on(&rated, "back-dated-again").as_deref(), Some(NEXT_TUESDAY));
    assert_eq!(rated.findings_of(FindingKind::BackDatedEntry), [(1, "back-dated-again")]);
}

/// A lesson of the past that the timetable gets afterwards is told, for it may fill a gap of the plan.
#[sqlx::test(migrations = false)]
async fn a_lesson_put_in_after_its_deadline_is_found(pool: PgPool) {
    let school = tomsk(1);
    let mut world = world_of(pool, &school).await;
    world.scheduled(&school, 1, IN_TIME, scheduled("in-time", TUESDAY, "5А", "algebra"));
    world.scheduled(&school, 1, LATE, scheduled("late", TUESDAY, "5А", "algebra"));
    // From a day to come into the past.
    world.scheduled(&school, 1, PUBLISHED, scheduled("brought", NEXT_TUESDAY, "5А", "algebra"));
    moved(&mut world, &school, "brought", TUESDAY, 1, LATE);
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.findings_of(FindingKind::LateLesson), [(2, "brought")]);
}

/// Three lessons of Tuesday stood in time: one is filled in time, one late, one not at all. The last two get new identities on the next
/// day, with records that claim to be in time: 1/3, and nobody knows of the two. What is late or missing of such a lesson counts.
#[sqlx::test(migrations = false)]
async fn a_record_older_than_its_lesson_is_not_measurable(pool: PgPool) {
    const NEXT_DAY: &str = "2024-10-16T08:00:00Z";
    let school = tomsk(1);
    let mut world = world_of(pool, &school).await;
    for name in ["filled", "late", "missing"] {
        lesson(&mut world, &school, name);
    }
    world.record(&school, "filled", TUESDAY, IN_TIME);
    world.record(&school, "late", TUESDAY, LATE);
    for name in ["late", "missing"] {
        let renamed = format!("{name}-renamed");
        world.scheduled(&school, 1, NEXT_DAY, scheduled(&renamed, TUESDAY, "5А", "algebra"));
        world.record(&school, &renamed, TUESDAY, IN_TIME);
        delete(&mut world, &school, name, 2, NEXT_DAY);
    }
    let rated = world.rate(AS_OF).await;
    let value = rated.value(&school.id(), PeriodKind::Week, "2024-W42", "I01");
    assert_eq!((value.numerator, value.denominator, value.not_measurable_count), (1, 3, 2));
    let older = (DutyState::NotMeasurable, Some(DutyReason::LateLesson));
    assert_eq!(rated.duty("late-renamed", "record"), older);

    for (name, entered_at) in [("given-late", Some("2024-10-16T09:00:00Z")), ("not-filled", None)] {
        world.scheduled(&school, 1, NEXT_DAY, scheduled(name, TUESDAY, "5А", "algebra"));
        if let Some(entered_at) = entered_at {
            world.record(&school, name, TUESDAY, entered_at);
        }
    }
    let rated = world.rate("2024-10-21T17:00:00Z").await;
    assert_eq!(rated.duty("given-late", "record"), (DutyState::Late, None));
    assert_eq!(rated.duty("not-filled", "record"), MISSING);
}
