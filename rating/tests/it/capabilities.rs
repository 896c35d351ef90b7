//! What a journal cannot prove is not measured, and not counted against anyone; what is edited stays as it was first.

use crate::world::{World, at, day, tomsk};
use sqlx::PgPool;
use warehouse::model::*;
use warehouse::model::{IndicatorValue, PeriodKind, ValueState};

fn one_class(world: &mut World, school: &crate::world::WorldSchool) {
    world.school(school);
    world.calendar(school, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(school, "5А", 5);
    world.plan(school, "5А", "algebra", 5, false);
}

/// A journal without times of entry: whether homework is there can be counted, when it was entered cannot.
#[sqlx::test(migrations = false)]
async fn a_journal_without_entry_times_is_not_measurable(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1).in_system("sgo");
    one_class(&mut world, &school);
    for (lesson, kind) in [("lesson-1", Some(HomeworkKind::Real)), ("lesson-2", None)] {
        world.lesson(&school, lesson, "2024-10-15", "5А", "algebra");
        world.record(&school, lesson, "2024-10-15", "2024-10-16T20:00:00Z");
        if let Some(kind) = kind {
            world.homework(&school, lesson, "2024-10-15", kind, "2024-10-16T20:00:00Z");
        }
    }
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    let of = |code| rated.value(&school.id(), PeriodKind::Week, "2024-W42", code);
    assert_eq!(of("I01").value(), IndicatorValue::Withheld(ValueState::NotMeasurable));
    assert_eq!((of("I01").not_measurable_count, of("I01").unobserved_count), (2, 2));
    assert_eq!(of("I09").value(), IndicatorValue::Withheld(ValueState::NotMeasurable));
    assert_eq!((of("I08").numerator, of("I08").denominator), (1, 2));
    assert!(rated.duties.iter().all(|it| it.fulfilled_at.is_none()));
}

/// A record is complete with the later of topic and presence; presence is a mark of the lesson, or anyone's absence.
#[sqlx::test(migrations = false)]
async fn a_record_needs_topic_and_presence(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    one_class(&mut world, &school);
    let on = "2024-10-15";
    for lesson in ["topic-only", "with-absence", "late-presence", "not-held"] {
        world.lesson(&school, lesson, on, "5А", "algebra");
        world.topic(&school, lesson, 1, Operation::Upsert, on, "2024-10-15T08:00:00Z");
    }
    let absence = AttendanceSet {
        lesson_id: "with-absence".to_owned(),
        lesson_on: day(on),
        pupil_pid: "p-1".to_owned(),
        status: AttendanceStatus::AbsentIll,
        reason_code: None,
        source_code: "Б".to_owned(),
    };
    world.fact(&school, "absence-1", 1, Operation::Upsert, at("2024-10-15T09:00:00Z"), absence);
    let held = |lesson: &str, is_held| LessonHeld {
        lesson_id: lesson.to_owned(),
        lesson_on: day(on),
        is_held,
        is_all_present: false,
    };
    world.fact(&school, "late-presence", 1, Operation::Upsert, at("2024-10-16T09:00:00Z"), held("late-presence", true));
    world.fact(&school, "not-held", 1, Operation::Upsert, at("2024-10-15T09:00:00Z"), held("not-held", false));
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    let state = |lesson: &str| {
        let duty = rated.duties.iter().find(|it| it.duty == "record" && it.lesson_id == lesson);
        duty.map(|it| (it.state, it.fulfilled_at.map(|moment| moment.to_string())))
    };
    assert_eq!(state("topic-only"), Some((DutyState::Missing, None)));
    assert_eq!(state("not-held"), Some((DutyState::Missing, None)));
    assert_eq!(state("with-absence"), Some((DutyState::OnTime, Some("2024-10-15T09:00:00Z".to_owned()))));
    assert_eq!(state("late-presence"), Some((DutyState::Late, Some("2024-10-16T09:00:00Z".to_owned()))));
}

/// An edit changes no time of entry; to delete and enter again does.
#[sqlx::test(migrations = false)]
async fn first_entry_counts(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1).in_system("elschool");
    one_class(&mut world, &school);
    let on = "2024-10-15";
    for lesson in ["edited", "entered-again", "deleted"] {
        world.lesson(&school, lesson, on, "5А", "algebra");
        world.topic(&school, lesson, 1, Operation::Upsert, on, "2024-10-15T08:00:00Z");
    }
    world.topic(&school, "edited", 2, Operation::Upsert, on, "2024-10-19T08:00:00Z");
    for lesson in ["entered-again", "deleted"] {
        world.topic(&school, lesson, 2, Operation::Delete, on, "2024-10-16T08:00:00Z");
    }
    world.topic(&school, "entered-again", 3, Operation::Upsert, on, "2024-10-17T08:00:00Z");
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    let state = |lesson: &str| rated.duties.iter().find(|it| it.duty == "record_topic" && it.lesson_id == lesson);
    assert_eq!(state("edited").map(|it| it.state), Some(DutyState::OnTime));
    assert_eq!(state("entered-again").map(|it| it.state), Some(DutyState::Late));
    assert_eq!(state("deleted").map(|it| it.state), Some(DutyState::Missing));
}

/// What is not of the curriculum, or taught at home, owes nothing; a group without pupils is excused; of a group that no
/// register names nobody knows.
#[sqlx::test(migrations = false)]
async fn some_lessons_owe_nothing(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    one_class(&mut world, &school);
    world.group(&school, "alone", ClassGroupKind::Individual, 5, &[]);
    world.group(&school, "left", ClassGroupKind::Subgroup, 5, &["5А"]);
    let left = EnrollmentChanged {
        pupil_pid: "p-left".to_owned(),
        class_group_id: "left".to_owned(),
        from_on: day("2024-09-01"),
        to_on: Some(day("2024-10-14")),
        reason: EnrollmentReason::Transfer,
    };
    world.fact(&school, "p-left", 2, Operation::Upsert, at("2024-10-14T00:00:00Z"), left);
    for group in ["5А", "alone", "left", "unknown"] {
        world.lesson(&school, &format!("lesson-{group}"), "2024-10-15", group, "algebra");
    }
    world.change(&school, "lesson-5А", LessonChangeKind::Cancelled, "2024-10-15", None);
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    let records: Vec<(&str, Option<DutyReason>)> =
        rated.duties.iter().filter(|it| it.duty == "record").map(|it| (it.lesson_id.as_str(), it.reason)).collect();
    assert_eq!(
        records,
        [
            ("lesson-5А", Some(DutyReason::Cancelled)),
            ("lesson-left", Some(DutyReason::NotEnrolled)),
            ("lesson-unknown", Some(DutyReason::UnknownGroup)),
        ]
    );
}
