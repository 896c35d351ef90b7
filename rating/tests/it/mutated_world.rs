//! A world on the edges of the rules: for each line of the measures that `mutations` changes, a lesson that tells.

use crate::world::{World, WorldSchool, at, day, scheduled, tomsk};
use warehouse::model::*;

pub const AS_OF: &str = "2024-11-20T08:00:00Z";
/// The last microsecond of 15 October in Tomsk, by which its records are due, and the next one.
const DUE: &str = "2024-10-15T16:59:59.999999Z";
const JUST_LATE: &str = "2024-10-15T17:00:00Z";
const ON: &str = "2024-10-15";
const MORNING: &str = "2024-10-15T03:00:00Z";

/// Fills the world.
pub fn fill(world: &mut World) {
    let school = tomsk(1);
    world.school(&school);
    let rest = [("2024-10-17", "2024-10-17", DayType::Holiday), ("2024-10-28", "2024-11-04", DayType::Vacation)];
    for grade in [1, 5] {
        world.calendar(&school, grade, "2024-09-01", "2025-05-31", &rest);
    }
    world.class(&school, "5А", 5);
    world.class(&school, "1А", 1);
    world.plan(&school, "5А", "algebra", 2, false);
    world.plan(&school, "5А", "english", 2, false);
    world.plan(&school, "5А", "sport", 2, true);
    world.plan(&school, "1А", "algebra", 2, false);
    dispositions(world, &school);
    entries(world, &school);
    precision(world, &school);
    changes(world, &school);
    homework(world, &school);
    weeks(world, &school);
    other_journals(world);
    states(world, &school);
    world.scheduled(&school, 1, JUST_LATE, scheduled("put-in-late", ON, "5А", "algebra"));
    world.record(&school, "put-in-late", ON, MORNING);
    late_registers(world);
}

/// What registers took back of a day, around its end.
fn late_registers(world: &mut World) {
    let fills =
        [crate::late_registers::fill_lessons, crate::late_registers::fill_homework, crate::late_registers::fill_hours];
    for (number, fill) in (11..).zip(fills) {
        let school = tomsk(number);
        world.school(&school);
        fill(world, &school);
    }
}

/// Lessons whose timetable was entered anew, around their deadline.
fn states(world: &mut World, school: &WorldSchool) {
    let on = |lesson: &str, on: &str| scheduled(lesson, on, "5А", "algebra");
    for (lesson, entered_at) in [("state-edge", DUE), ("state-late", JUST_LATE)] {
        world.scheduled(school, 1, "2024-09-01T00:00:00Z", on(lesson, ON));
        world.scheduled(school, 2, entered_at, on(lesson, "2024-10-18"));
    }
    // A deletion leaves no state that could take the place.
    world.scheduled(school, 1, "2024-09-01T00:00:00Z", on("state-deleted", ON));
    world.fact(school, "state-deleted", 2, Operation::Delete, at(DUE), on("state-deleted", ON));
    // A third version with an early time stands no earlier than the second.
    world.scheduled(school, 1, "2024-09-01T00:00:00Z", on("state-thrice", ON));
    world.scheduled(school, 2, JUST_LATE, on("state-thrice", ON));
    world.scheduled(school, 3, MORNING, on("state-thrice", "2024-10-18"));
    // By its deadline it stood elsewhere, by an entry that was moved on afterwards.
    world.scheduled(school, 1, "2024-09-01T00:00:00Z", on("state-between", ON));
    world.fact(school, "between-key", 1, Operation::Upsert, at(MORNING), on("state-between", "2024-10-16"));
    world.fact(
        school,
        "between-key",
        2,
        Operation::Upsert,
        at("2024-10-16T17:00:00Z"),
        on("state-between", "2024-10-18"),
    );
    world.precision = None;
    world.scheduled(school, 1, "2024-09-01T00:00:00Z", on("state-untimed", ON));
    world.scheduled(school, 2, MORNING, on("state-untimed", "2024-10-18"));
    world.precision = Some(0);
    world.scheduled(school, 1, "2024-09-01T00:00:00Z", on("state-then-untimed", ON));
    world.precision = None;
    world.scheduled(school, 2, MORNING, on("state-then-untimed", "2024-10-18"));
    world.precision = Some(0);
    let timeless = tomsk(7).in_system("sgo");
    world.school(&timeless);
    world.calendar(&timeless, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(&timeless, "5А", 5);
    world.scheduled(&timeless, 1, "2024-09-01T00:00:00Z", on("state-timeless", ON));
    world.scheduled(&timeless, 2, JUST_LATE, on("state-timeless", "2024-10-18"));
}

/// Lessons that stand outside, each for one reason.
fn dispositions(world: &mut World, school: &WorldSchool) {
    world.lesson(school, "ahead", "2024-11-22", "5А", "algebra");
    world.lesson(school, "pending", "2024-11-20", "5А", "algebra");
    let extra = LessonScheduled { lesson_kind: LessonKind::Consultation, ..scheduled("extra", ON, "5А", "english") };
    world.scheduled(school, 1, "2000-01-01T00:00:00Z", extra);
    world.group(school, "5И", ClassGroupKind::Individual, 5, &["5А"]);
    world.lesson(school, "at-home", ON, "5И", "algebra");
    world.lesson(school, "unknown-group", ON, "5Ж", "algebra");
    world.class(school, "6А", 6);
    world.lesson(school, "unknown-calendar", ON, "6А", "algebra");
    world.group_without_pupils(school, "5Б", 5);
    world.lesson(school, "unknown-enrollment", ON, "5Б", "algebra");
    // Who is in 5В is there from the 15th to the 16th, both included.
    world.group_without_pupils(school, "5В", 5);
    let enrolled = EnrollmentChanged {
        pupil_pid: "p-5В".to_owned(),
        class_group_id: "5В".to_owned(),
        from_on: day("2024-10-15"),
        to_on: Some(day("2024-10-16")),
        reason: EnrollmentReason::Transfer,
    };
    world.fact(school, "p-5В", 1, Operation::Upsert, at("2024-09-01T00:00:00Z"), enrolled);
    for on in ["2024-10-14", "2024-10-15", "2024-10-16", "2024-10-18"] {
        world.lesson(school, &format!("enrolled-{on}"), on, "5В", "algebra");
    }
    world.lesson(school, "holiday", "2024-10-17", "5А", "algebra");
    world.record(school, "holiday", "2024-10-17", "2024-10-17T03:00:00Z");
    world.lesson(school, "outage", "2024-10-24", "5А", "algebra");
    world.outage(school, "2024-10-24T00:00:00Z", "2024-10-24T17:00:00Z", true);
}

/// First entries and what becomes of them.
fn entries(world: &mut World, school: &WorldSchool) {
    for (lesson, entered_at) in [("edge", DUE), ("late", JUST_LATE)] {
        world.lesson(school, lesson, ON, "5А", "algebra");
        world.record(school, lesson, ON, entered_at);
    }
    world.lesson(school, "missing", ON, "5А", "algebra");
    // A lesson begins at 01:30, so from 01:15 on presence counts.
    for (lesson, held_at) in [("early", "2024-10-15T01:14:59Z"), ("early-edge", "2024-10-15T01:15:00Z")] {
        world.lesson(school, lesson, ON, "5А", "algebra");
        world.topic(school, lesson, 1, Operation::Upsert, ON, MORNING);
        world.held(school, lesson, 1, true, held_at);
    }
    // Of the two parts of a record the later one decides.
    for (lesson, topic_at, held_at) in [("topic-late", JUST_LATE, MORNING), ("held-late", MORNING, JUST_LATE)] {
        world.lesson(school, lesson, ON, "5А", "algebra");
        world.topic(school, lesson, 1, Operation::Upsert, ON, topic_at);
        world.held(school, lesson, 1, true, held_at);
    }
    for lesson in ["deleted", "redone", "back-dated"] {
        world.lesson(school, lesson, ON, "5А", "algebra");
        world.held(school, lesson, 1, true, MORNING);
    }
    world.topic(school, "deleted", 1, Operation::Upsert, ON, MORNING);
    world.topic(school, "deleted", 2, Operation::Delete, ON, DUE);
    world.topic(school, "redone", 1, Operation::Upsert, ON, MORNING);
    world.topic(school, "redone", 2, Operation::Delete, ON, DUE);
    world.topic(school, "redone", 3, Operation::Upsert, ON, JUST_LATE);
    world.topic(school, "back-dated", 1, Operation::Upsert, ON, JUST_LATE);
    world.topic(school, "back-dated", 2, Operation::Upsert, ON, MORNING);
    world.lesson(school, "not-held", ON, "5А", "algebra");
    world.topic(school, "not-held", 1, Operation::Upsert, ON, MORNING);
    world.held(school, "not-held", 1, true, MORNING);
    world.held(school, "not-held", 2, false, DUE);
    world.lesson(school, "edited-late", ON, "5А", "algebra");
    world.held(school, "edited-late", 1, true, MORNING);
    world.topic(school, "edited-late", 1, Operation::Upsert, ON, MORNING);
    world.topic(school, "edited-late", 2, Operation::Upsert, ON, JUST_LATE);
}

/// Times that are spans, and entries without one.
fn precision(world: &mut World, school: &WorldSchool) {
    let spans = [
        ("coarse", "2024-10-15T20:00:00Z", Some(21_600)),
        ("coarse-edge", "2024-10-15T17:59:59.999999Z", Some(3_600)),
        ("coarse-late", "2024-10-15T18:00:00Z", Some(3_600)),
        ("untimed", MORNING, None),
    ];
    for (lesson, entered_at, precision) in spans {
        world.precision = precision;
        world.lesson(school, lesson, ON, "5А", "algebra");
        world.record(school, lesson, ON, entered_at);
    }
    world.precision = Some(0);
}

/// Cancellations, moves, and timetables that were entered again.
fn changes(world: &mut World, school: &WorldSchool) {
    use LessonChangeKind::{Cancelled, Moved};
    for (lesson, entered_at, precision) in [
        ("cancelled", MORNING, 0),
        ("cancelled-edge", DUE, 0),
        ("cancelled-late", JUST_LATE, 0),
        ("cancelled-coarse", "2024-10-15T18:00:00Z", 7_200),
    ] {
        world.lesson(school, lesson, ON, "5А", "algebra");
        world.precision = Some(precision);
        world.change_at(school, lesson, Cancelled, ON, None, entered_at);
    }
    world.precision = Some(0);
    world.lesson(school, "moved", "2024-10-14", "5А", "algebra");
    world.change(school, "moved", Moved, "2024-10-14", Some("2024-10-18"));
    for (lesson, again_at) in [("overruled", "2024-09-02T00:00:00Z"), ("same-moment", "2024-09-01T00:00:00Z")] {
        world.lesson(school, lesson, ON, "5А", "algebra");
        world.change_at(school, lesson, Cancelled, ON, None, "2024-09-01T00:00:00Z");
        let again = LessonScheduled { lesson_number: 2, ..scheduled(lesson, ON, "5А", "algebra") };
        world.scheduled(school, 2, again_at, again);
    }
    // A cancellation that is taken back.
    world.lesson(school, "taken-back", ON, "5А", "algebra");
    world.change(school, "taken-back", Cancelled, ON, None);
    let content = LessonChanged {
        lesson_id: "taken-back".to_owned(),
        change: Cancelled,
        lesson_on: day(ON),
        moved_to_on: None,
        moved_to_starts_minute: None,
        moved_to_ends_minute: None,
        teacher_from_pid: None,
        teacher_to_pid: None,
        subject_to_id: None,
        reason: None,
    };
    world.fact(school, "taken-back|cancelled", 2, Operation::Delete, at(MORNING), content);
}

/// Homework: the last lesson ends at 11:00 in Tomsk, so that it is due by 12:00, 05:00Z.
fn homework(world: &mut World, school: &WorldSchool) {
    world.lesson_at(school, "last", ON, "5А", "english", 660);
    world.lesson_at(school, "last-cancelled", ON, "5А", "english", 900);
    world.change(school, "last-cancelled", LessonChangeKind::Cancelled, ON, None);
    for (lesson, posted_at) in [("posted-edge", "2024-10-15T05:00:00Z"), ("posted-late", "2024-10-15T05:00:00.000001Z")]
    {
        world.lesson(school, lesson, ON, "5А", "algebra");
        world.homework(school, lesson, ON, HomeworkKind::Real, posted_at);
    }
    world.lesson(school, "none", ON, "5А", "algebra");
    world.homework(school, "none", ON, HomeworkKind::NoneDeclared, MORNING);
    world.lesson(school, "sport", ON, "5А", "sport");
    world.lesson(school, "first-grade", ON, "1А", "algebra");
    // The vacation begins on the 28th: of these the last one owes no homework.
    for on in ["2024-10-22", "2024-10-25"] {
        world.lesson(school, &format!("before-{on}"), on, "5А", "algebra");
    }
    world.lesson(school, "after-vacation", "2024-11-05", "5А", "algebra");
}

/// Subgroups of a class, one of which has more lessons.
fn weeks(world: &mut World, school: &WorldSchool) {
    for (group, count) in [("5А/1", 1), ("5А/2", 2)] {
        world.group(school, group, ClassGroupKind::Subgroup, 5, &["5А"]);
        for index in 0..count {
            let (lesson, on) = (format!("{group}-{index}"), format!("2024-11-{:02}", 11 + index));
            world.lesson(school, &lesson, &on, group, "english");
        }
    }
    world.lesson(school, "in-week", "2024-11-11", "5А", "algebra");
    world.lesson(school, "in-week-cancelled", "2024-11-12", "5А", "algebra");
    world.change(school, "in-week-cancelled", LessonChangeKind::Cancelled, "2024-11-12", None);
    world.group(school, "5Г", ClassGroupKind::Class, 5, &[]);
    world.lesson(school, "without-plan", "2024-11-11", "5Г", "algebra");
}

/// A journal without times of entry, one without the flag, and two journals of one school, with E03 and without.
fn other_journals(world: &mut World) {
    for (place, system) in [(tomsk(2), "sgo"), (tomsk(3), "elschool")] {
        let place = place.in_system(system);
        simple(world, &place);
        world.lesson(&place, "recorded", ON, "5А", "algebra");
        world.topic(&place, "recorded", 1, Operation::Upsert, ON, MORNING);
        world.lesson(&place, "cancelled-late", ON, "5А", "algebra");
        world.change_at(&place, "cancelled-late", LessonChangeKind::Cancelled, ON, None, JUST_LATE);
    }
    for number in [4, 5] {
        let (old, new) = (tomsk(number), tomsk(number).in_system("mes"));
        simple(world, &old);
        simple(world, &new);
        // Identities differ between journals.
        for (place, both, cancelled) in [(&old, "both", "both-cancelled"), (&new, "mes-both", "mes-cancelled")] {
            world.lesson_numbered(place, both, ON, "5А", "algebra", 1);
            world.lesson_numbered(place, cancelled, ON, "5А", "algebra", 2);
        }
        world.change(&new, "mes-cancelled", LessonChangeKind::Cancelled, ON, None);
        // What a journal has twice is not known again.
        world.lesson_numbered(&old, "twice", ON, "5А", "algebra", 3);
        world.lesson_numbered(&new, "mes-twice", ON, "5А", "algebra", 3);
        world.lesson_numbered(&new, "mes-twice-again", ON, "5А", "algebra", 3);
        world.record(&new, "mes-both", ON, MORNING);
        if number == 5 {
            let authority = AuthorityChanged {
                authoritative_system: "mes".to_owned(),
                authoritative_instance: new.instance(),
                grade_from: 1,
                grade_to: 11,
                from_on: day("2024-09-01"),
                to_on: None,
            };
            world.register(&new, "authority", 1, RegisterContent::Authority(authority));
        }
    }
    // One plan in three journals: the first by name is not declared, and of the other ones the second has more lessons.
    for (system, count) in [("asurso", 3), ("dnevnik", 1), ("mes", 2)] {
        let place = tomsk(6).in_system(system);
        simple(world, &place);
        for number in 0..count {
            world.lesson_numbered(&place, &format!("{system}-{number}"), ON, "5А", "algebra", number);
        }
    }
}

fn simple(world: &mut World, place: &WorldSchool) {
    world.school(place);
    world.calendar(place, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(place, "5А", 5);
    world.plan(place, "5А", "algebra", 2, false);
}
