//! Every lesson of the timetable is accounted for, whatever registers are missing, and by the registers of its own day.

use crate::world::{World, WorldSchool, scheduled, tomsk};
use sqlx::PgPool;
use warehouse::model::*;

const ON: &str = "2024-10-15";
const WEEK: &str = "2024-W42";
const AS_OF: &str = "2024-10-20T17:00:00Z";

fn year(world: &mut World, school: &WorldSchool, grade: i32) {
    world.calendar(school, grade, "2024-09-01", "2025-05-31", &[]);
}

/// Ten lessons of 5А, five of them filled, and ten of each group of which a register is missing, none of them filled. They
/// lower the coverage to 10 of 40, and no figure rises by them: 5/10 stays, and is not compared.
#[sqlx::test(migrations = false)]
async fn r03_missing_registers_lower_the_coverage(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    year(&mut world, &school, 5);
    world.class(&school, "5А", 5);
    world.class(&school, "6А", 6);
    world.group_without_pupils(&school, "5Б", 5);
    for (group, filled) in [("5А", 5), ("6А", 0), ("5Б", 0), ("5В", 0)] {
        for index in 0..10 {
            let lesson = format!("{group}-{index}");
            world.lesson(&school, &lesson, ON, group, "algebra");
            if index < filled {
                world.record(&school, &lesson, ON, "2024-10-15T08:00:00Z");
            }
        }
    }
    let rated = world.rate(AS_OF).await;
    for disposition in
        [Disposition::Counted, Disposition::UnknownGroup, Disposition::UnknownCalendar, Disposition::UnknownEnrollment]
    {
        assert_eq!(rated.dispositions(disposition), 10, "{disposition}");
    }
    for territory in [school.id().as_str(), school.oktmo, crate::world::REGION] {
        let value = rated.value(territory, PeriodKind::Week, WEEK, "I01");
        assert_eq!((value.numerator, value.denominator), (5, 10));
        assert_eq!((value.unknown_count, value.unobserved_count, value.state), (30, 30, ValueState::LowCoverage));
        assert_eq!(value.value().coverage().and_then(Coverage::ratio).map(|it| it.percent_hundredths()), Some(2500));
    }
    assert_eq!(rated.findings_of(FindingKind::UnknownGroup), [(10, "5В-0")]);
    assert_eq!(rated.findings_of(FindingKind::UnknownCalendar), [(10, "6А-0")]);
    assert_eq!(rated.findings_of(FindingKind::UnknownEnrollment), [(10, "5Б-0")]);
}

/// What is not owed for a known reason lowers no coverage.
#[sqlx::test(migrations = false)]
async fn known_reasons_lower_no_coverage(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 5, "2024-09-01", "2025-05-31", &[("2024-10-16", "2024-10-16", DayType::Holiday)]);
    world.class(&school, "5А", 5);
    world.lesson(&school, "counted", ON, "5А", "algebra");
    world.lesson(&school, "on-a-holiday", "2024-10-16", "5А", "algebra");
    world.lesson(&school, "cancelled", ON, "5А", "algebra");
    world.change(&school, "cancelled", LessonChangeKind::Cancelled, ON, None);
    let extra = LessonScheduled { lesson_kind: LessonKind::Consultation, ..scheduled("extra", ON, "5А", "algebra") };
    world.scheduled(&school, 1, "2000-01-01T00:00:00Z", extra);
    world.lesson(&school, "to-come", "2024-10-22", "5А", "algebra");
    let rated = world.rate(AS_OF).await;
    let value = rated.value(&school.id(), PeriodKind::Week, WEEK, "I01");
    assert_eq!((value.denominator, value.excused_count, value.unobserved_count), (1, 2, 0));
    let counts = [
        Disposition::Counted,
        Disposition::NonInstructional,
        Disposition::Cancelled,
        Disposition::NotCurricular,
        Disposition::NotEnded,
    ]
    .map(|disposition| rated.dispositions(disposition));
    assert_eq!(counts, [1; 5]);
}

/// A group whose number is used again next year is judged by its grade of the lesson's own year: first grades have no
/// homework, and the class that is in the second grade now was in the first one then.
#[sqlx::test(migrations = false)]
async fn r08_a_lesson_is_judged_by_the_group_of_its_year(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    for (grade, from, to) in [(1, "2024-09-01", "2025-05-31"), (2, "2025-09-01", "2026-05-31")] {
        world.calendar(&school, grade, from, to, &[]);
    }
    world.class(&school, "group-1", 1);
    world.plan(&school, "group-1", "reading", 4, false);
    world.school_year = 2025;
    world.class(&school, "group-1", 2);
    world.plan(&school, "group-1", "reading", 4, false);
    world.lesson(&school, "in-the-first", ON, "group-1", "reading");
    world.lesson(&school, "in-the-second", "2025-10-15", "group-1", "reading");
    let rated = world.rate("2025-10-20T17:00:00Z").await;
    assert_eq!(rated.duty("in-the-first", "homework"), (DutyState::Excused, Some(DutyReason::GradeWithoutHomework)));
    assert_eq!(rated.duty("in-the-second", "homework"), (DutyState::Missing, None));
}

/// A move that was entered before the timetable's entry is overruled by it, and so is a cancellation.
#[sqlx::test(migrations = false)]
async fn r09_the_later_entry_wins(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    year(&mut world, &school, 5);
    world.class(&school, "5А", 5);
    for lesson in ["moved-back", "stands-again", "moved-after", "cancelled-after"] {
        world.scheduled(&school, 1, "2024-10-07T08:00:00Z", scheduled(lesson, ON, "5А", "algebra"));
    }
    let early = "2024-10-08T08:00:00Z";
    world.change_at(&school, "moved-back", LessonChangeKind::Moved, ON, Some("2024-10-17"), early);
    world.change_at(&school, "stands-again", LessonChangeKind::Cancelled, ON, None, early);
    for lesson in ["moved-back", "stands-again", "moved-after", "cancelled-after"] {
        world.scheduled(&school, 2, "2024-10-09T08:00:00Z", scheduled(lesson, "2024-10-16", "5А", "algebra"));
    }
    let late = "2024-10-10T08:00:00Z";
    world.change_at(&school, "moved-after", LessonChangeKind::Moved, "2024-10-16", Some("2024-10-17"), late);
    world.change_at(&school, "cancelled-after", LessonChangeKind::Cancelled, "2024-10-16", None, late);
    let rated = world.rate(AS_OF).await;
    let found = |lesson: &str| {
        let it = rated.lessons.iter().find(|it| it.lesson_id == lesson).expect("a lesson");
        (it.lesson_on.to_string(), it.disposition)
    };
    assert_eq!(found("moved-back"), ("2024-10-16".to_owned(), Disposition::Counted));
    assert_eq!(found("stands-again"), ("2024-10-16".to_owned(), Disposition::Counted));
    assert_eq!(found("moved-after"), ("2024-10-17".to_owned(), Disposition::Counted));
    assert_eq!(found("cancelled-after"), ("2024-10-16".to_owned(), Disposition::Cancelled));
    assert_eq!(rated.findings_of(FindingKind::OverruledChange), [(2, "moved-back")]);
}

/// Two bodies of one version: the one that was taken first stands as it is, and no column of the other is mixed in.
#[sqlx::test(migrations = false)]
async fn r09_a_fold_selects_a_row(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    year(&mut world, &school, 5);
    world.class(&school, "5А", 5);
    world.class(&school, "5Я", 5);
    let first = LessonScheduled { lesson_number: 2, ..scheduled("lesson-1", "2024-10-14", "5Я", "algebra") };
    let second = LessonScheduled { lesson_number: 7, ..scheduled("lesson-1", "2024-10-18", "5А", "physics") };
    world.scheduled(&school, 1, "2024-10-01T08:00:00Z", first);
    world.scheduled(&school, 1, "2024-10-02T08:00:00Z", second);
    let rated = world.rate(AS_OF).await;
    let lessons: Vec<_> = rated
        .lessons
        .iter()
        .map(|it| (it.lesson_on.to_string(), it.lesson_number, it.class_group_id.as_str(), it.subject_id.as_str()))
        .collect();
    assert_eq!(lessons, [("2024-10-14".to_owned(), 2, "5Я", "algebra")]);
}

/// A corrected КПП keeps the school and its history, and the two versions may come in either order.
#[sqlx::test(migrations = false)]
async fn r16_a_corrected_number_keeps_the_school(pool: PgPool) {
    let mut digests = Vec::new();
    for order in [[1, 2], [2, 1]] {
        let mut world = World::new(crate::world::another(&pool).await).await;
        let school = tomsk(1);
        for version in order {
            let kpp = if version == 1 { "701701001" } else { "701701999" };
            world.school_with_kpp(&school, version, kpp);
        }
        year(&mut world, &school, 5);
        world.class(&school, "5А", 5);
        world.lesson(&school, "lesson-1", ON, "5А", "algebra");
        world.record(&school, "lesson-1", ON, "2024-10-15T08:00:00Z");
        let rated = world.rate(AS_OF).await;
        assert_eq!(rated.week(&school.id(), WEEK, "I01"), (1, 1));
        digests.push(rated.release.digest);
    }
    assert_eq!(digests[0], digests[1]);
}

/// Two schools of one installation give their lessons the same numbers: each has its own.
#[sqlx::test(migrations = false)]
async fn r18_two_schools_may_number_their_lessons_alike(pool: PgPool) {
    let mut world = World::new(pool).await;
    for (number, filled) in [(1, 2), (2, 1)] {
        let school = tomsk(number);
        world.school(&school);
        year(&mut world, &school, 5);
        world.class(&school, "5А", 5);
        for index in 0..2 {
            let lesson = format!("lesson-{index}");
            world.lesson(&school, &lesson, ON, "5А", "algebra");
            if index < filled {
                world.record(&school, &lesson, ON, "2024-10-15T08:00:00Z");
            }
        }
    }
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.week(&tomsk(1).id(), WEEK, "I01"), (2, 2));
    assert_eq!(rated.week(&tomsk(2).id(), WEEK, "I01"), (1, 2));
    assert_eq!(rated.week(tomsk(1).oktmo, WEEK, "I01"), (3, 4));
}

/// A class without a plan is a finding, and its lessons lower the coverage of the timetable's completeness.
#[sqlx::test(migrations = false)]
async fn r03_a_class_without_a_plan_is_unknown(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    year(&mut world, &school, 5);
    world.class(&school, "5А", 5);
    world.class(&school, "5Б", 5);
    world.plan(&school, "5А", "algebra", 2, false);
    for (index, on) in ["2024-10-14", "2024-10-16"].into_iter().enumerate() {
        for class in ["5А", "5Б"] {
            world.lesson(&school, &format!("{class}-{index}"), on, class, "algebra");
        }
    }
    let rated = world.rate(AS_OF).await;
    let value = rated.value(&school.id(), PeriodKind::Week, WEEK, "I12");
    assert_eq!((value.numerator, value.denominator, value.unobserved_count), (2, 2, 2));
    assert_eq!(value.state, ValueState::LowCoverage);
    assert_eq!(rated.findings_of(FindingKind::UnknownPlan), [(2, "5Б")]);
}

/// Twenty lessons of a week with topics and without any presence: that family of the feed is silent.
#[sqlx::test(migrations = false)]
async fn a_silent_family_is_found(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    year(&mut world, &school, 5);
    world.class(&school, "5А", 5);
    for index in 0..20 {
        let lesson = format!("lesson-{index}");
        world.lesson(&school, &lesson, ON, "5А", "algebra");
        world.topic(&school, &lesson, 1, Operation::Upsert, ON, "2024-10-15T08:00:00Z");
        world.homework(&school, &lesson, ON, HomeworkKind::Real, "2024-10-15T08:00:00Z");
    }
    let rated = world.rate(AS_OF).await;
    assert_eq!(rated.findings_of(FindingKind::SilentFamily), [(20, "presence")]);
}
