//! I12: how much of the plan stands in the timetable.

use crate::world::{World, WorldSchool, day, methodology, rulebook, tomsk};
use rating::{Rulebook, Sources};
use sqlx::PgPool;
use warehouse::model::*;

/// 7Б learns English in two subgroups, three hours a week: six lesson records, three hours.
#[sqlx::test(migrations = false)]
async fn t16_subgroups(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 7, "2024-09-01", "2025-05-31", &[]);
    world.class(&school, "7Б", 7);
    world.plan(&school, "7Б", "english", 3, false);
    for (group, filled) in [("7Б-1", 3), ("7Б-2", 1)] {
        world.group(&school, group, ClassGroupKind::Subgroup, 7, &["7Б"]);
        for (index, on) in ["2024-10-14", "2024-10-16", "2024-10-18"].into_iter().enumerate() {
            let lesson = format!("{group}-{index}");
            world.lesson(&school, &lesson, on, group, "english");
            if index < filled {
                world.record(&school, &lesson, on, &format!("{on}T08:00:00Z"));
            }
        }
    }
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    // min(3, 3) of 3.
    assert_eq!(rated.week(&school.id(), "2024-W42", "I12"), (3, 3));
    assert_eq!(rated.week(&school.id(), "2024-W42", "I01"), (4, 6));
    let value = rated.value(&school.id(), PeriodKind::Week, "2024-W42", "I01").value();
    assert_eq!(value.ratio().map(|ratio| ratio.percent_hundredths()), Some(6667));
}

/// A metagroup counts once for each of its classes; what is over the plan in one subject fills no gap in another.
#[sqlx::test(migrations = false)]
async fn a_metagroup_counts_for_each_class_and_surplus_for_none(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 7, "2024-09-01", "2025-05-31", &[]);
    for class in ["7А", "7Б"] {
        world.class(&school, class, 7);
        world.plan(&school, class, "french", 2, false);
        world.plan(&school, class, "algebra", 3, false);
    }
    world.group(&school, "french", ClassGroupKind::Metagroup, 7, &["7А", "7Б"]);
    world.lesson(&school, "french-1", "2024-10-14", "french", "french");
    world.lesson(&school, "french-2", "2024-10-15", "french", "french");
    // 7А has five hours of algebra where three are planned, 7Б has one, and another one that is cancelled.
    for index in 14..19 {
        world.lesson(&school, &format!("a-{index}"), &format!("2024-10-{index}"), "7А", "algebra");
    }
    world.lesson(&school, "b-1", "2024-10-14", "7Б", "algebra");
    world.lesson(&school, "b-2", "2024-10-15", "7Б", "algebra");
    world.change(&school, "b-2", LessonChangeKind::Cancelled, "2024-10-15", None);
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    assert_eq!(rated.week(&school.id(), "2024-W42", "I12"), (2 + 3 + 2 + 1, 2 + 3 + 2 + 3));
}

/// A short week is compared with what its weekdays have in the class's own full week, and with no more than the plan.
///
/// Algebra is planned five hours a week, and 5А's full week has two of them on Monday, none on Tuesday, and one on each
/// day from Wednesday to Friday; physics is planned two hours and stands on Tuesday and Thursday. The next week has only
/// Monday and Tuesday: two hours of algebra and one of physics are owed, which a perfect timetable has. A part of the
/// plan by days, 5 × 2/6 and 2 × 2/6, would have given other numbers.
#[sqlx::test(migrations = false)]
async fn r04_a_short_week_has_the_hours_of_its_weekdays(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 5, "2024-09-01", "2025-05-31", &[("2024-10-23", "2024-10-27", DayType::Vacation)]);
    world.class(&school, "5А", 5);
    world.plan(&school, "5А", "algebra", 5, false);
    world.plan(&school, "5А", "physics", 2, false);
    let full = ["14", "14", "16", "17", "18"].map(|day| (day, "algebra"));
    for (index, (on, subject)) in full.into_iter().chain([("15", "physics"), ("17", "physics")]).enumerate() {
        world.lesson(&school, &format!("full-{index}"), &format!("2024-10-{on}"), "5А", subject);
    }
    world.lesson(&school, "short-1", "2024-10-21", "5А", "algebra");
    world.lesson(&school, "short-2", "2024-10-21", "5А", "algebra");
    world.lesson(&school, "short-3", "2024-10-30", "5А", "physics");
    world.change(&school, "short-3", LessonChangeKind::Moved, "2024-10-30", Some("2024-10-22"));
    let rated = world.rate("2024-10-27T17:00:00Z").await;
    assert_eq!(rated.week(&school.id(), "2024-W42", "I12"), (5 + 2, 5 + 2));
    assert_eq!(rated.week(&school.id(), "2024-W43", "I12"), (2 + 1, 2 + 1));
}

/// Without a full week of its own a class has nothing to compare a short week with: it is outside.
#[sqlx::test(migrations = false)]
async fn r04_a_short_week_without_a_full_one_is_outside(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 5, "2024-10-14", "2024-10-31", &[("2024-10-16", "2024-10-31", DayType::Vacation)]);
    world.class(&school, "5А", 5);
    world.plan(&school, "5А", "algebra", 5, false);
    world.lesson(&school, "algebra-1", "2024-10-14", "5А", "algebra");
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    let value = rated.value(&school.id(), PeriodKind::Week, "2024-W42", "I12");
    assert_eq!((value.denominator, value.state), (0, ValueState::NotApplicable));
}

/// A single Saturday that is worked makes no week of a five-day school longer: 11 of 12 planned hours stay 11 of 12.
#[sqlx::test(migrations = false)]
async fn r04_a_worked_saturday_shortens_no_week(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school_of(&school, 5);
    let saturdays: Vec<String> = (0..39).map(|week| day("2024-09-07").plus_days(week * 7).to_string()).collect();
    let rest: Vec<(&str, &str, DayType)> = saturdays
        .iter()
        .filter(|saturday| *saturday != "2024-11-02")
        .map(|saturday| (saturday.as_str(), saturday.as_str(), DayType::Holiday))
        .collect();
    world.calendar(&school, 5, "2024-09-02", "2025-05-31", &rest);
    world.class(&school, "5А", 5);
    world.plan(&school, "5А", "algebra", 12, false);
    for index in 0..11 {
        let (lesson, on) = (format!("algebra-{index}"), format!("2024-10-{}", 14 + index % 5));
        world.lesson(&school, &lesson, &on, "5А", "algebra");
    }
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    assert_eq!(rated.week(&school.id(), "2024-W42", "I12"), (11, 12));
}

/// A running week is pending until its last school day has ended: after one, two or three days it shows no 62 %.
#[sqlx::test(migrations = false)]
async fn r04_a_running_week_is_pending(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 5, "2024-09-02", "2025-05-31", &[]);
    world.class(&school, "5А", 5);
    world.plan(&school, "5А", "algebra", 6, false);
    for number in 14..20 {
        world.lesson(&school, &format!("algebra-{number}"), &format!("2024-10-{number}"), "5А", "algebra");
    }
    for as_of in ["2024-10-14T17:00:00Z", "2024-10-16T17:00:00Z", "2024-10-18T17:00:00Z"] {
        let rated = world.rate(as_of).await;
        let value = rated.value(&school.id(), PeriodKind::Week, "2024-W42", "I12");
        assert_eq!((value.numerator, value.denominator, value.pending_count), (0, 0, 6));
    }
    assert_eq!(world.rate("2024-10-19T17:00:00Z").await.week(&school.id(), "2024-W42", "I12"), (6, 6));
}

/// A confirmed outage that hid a whole week of the timetable lowers the coverage and is not counted as unfilled.
#[sqlx::test(migrations = false)]
async fn r04_an_outage_lowers_the_coverage_of_the_timetable(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 5, "2024-09-02", "2025-05-31", &[]);
    world.class(&school, "5А", 5);
    world.plan(&school, "5А", "algebra", 6, false);
    world.outage(&school, "2024-10-13T17:00:00Z", "2024-10-20T17:00:00Z", true);
    for number in 21..27 {
        world.lesson(&school, &format!("algebra-{number}"), &format!("2024-10-{number}"), "5А", "algebra");
    }
    let rated = world.rate("2024-10-27T17:00:00Z").await;
    let hidden = rated.value(&school.id(), PeriodKind::Week, "2024-W42", "I12");
    assert_eq!((hidden.denominator, hidden.unobserved_count, hidden.state), (0, 6, ValueState::NoData));
    assert_eq!(rated.week(&school.id(), "2024-W43", "I12"), (6, 6));
    // Six weeks from September on have no lesson in the timetable at all, and nothing hid them.
    assert_eq!(rated.week(&school.id(), "2024-W41", "I12"), (0, 6));
}

/// A класс-комплект of grades 2 and 4 has one lesson for both: it counts for each of the classes it names, by their plans.
#[sqlx::test(migrations = false)]
async fn a_combined_class_counts_for_the_classes_it_names(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    for (class, grade, week_hours) in [("2А", 2, 1), ("4А", 4, 2)] {
        world.calendar(&school, grade, "2024-09-01", "2025-05-31", &[]);
        world.class(&school, class, grade);
        world.plan(&school, class, "reading", week_hours, false);
    }
    world.group(&school, "2А+4А", ClassGroupKind::CombinedClass, 2, &["2А", "4А"]);
    world.lesson(&school, "reading-1", "2024-10-15", "2А+4А", "reading");
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    assert_eq!(rated.week(&school.id(), "2024-W42", "I12"), (1 + 1, 1 + 2));
    assert_eq!(rated.week(&school.id(), "2024-W42", "I01"), (0, 1));
}

/// The days of the full week 14–19 October 2024.
const FULL: [&str; 6] = ["2024-10-14", "2024-10-15", "2024-10-16", "2024-10-17", "2024-10-18", "2024-10-19"];

/// Puts 5А of a journal in, with a plan of algebra and a lesson of it on each of some days: its identities are its own.
fn class_of_journal(world: &mut World, journal: &WorldSchool, week_hours: i32, days: &[&str]) {
    let class = format!("{}-5А", journal.system);
    world.school(journal);
    let vacation = [("2024-10-23", "2024-10-27", DayType::Vacation)];
    world.calendar(journal, 5, "2024-09-02", "2025-05-31", &vacation);
    world.class(journal, &class, 5);
    world.relabel(journal, &class, "5А", 5);
    let content = CurriculumPublished {
        class_group_id: class.clone(),
        subject_id: format!("{}-algebra", journal.system),
        subject_label: "Алгебра".to_owned(),
        school_year: 2024,
        week_hours,
        weeks_count: 34,
        is_without_homework: false,
        control_works_count: 0,
        from_on: day("2024-09-02"),
    };
    world.register(journal, &format!("{class}|algebra"), 1, RegisterContent::Curriculum(content));
    for on in days {
        let (lesson, subject) = (format!("{}-{on}", journal.system), format!("{}-algebra", journal.system));
        world.lesson(journal, &lesson, on, &class, &subject);
    }
}

/// A school with two journals: of each, what it plans and the days on which 5А has algebra in it.
fn two_journals(world: &mut World, of: [(&str, i32, &[&str]); 2]) -> String {
    for (system, week_hours, days) in of {
        let system = SYSTEMS.into_iter().find(|it| *it == system).expect("a system of the world");
        class_of_journal(world, &tomsk(1).in_system(system), week_hours, days);
    }
    tomsk(1).id()
}

/// The last one is not declared; its name comes first.
const SYSTEMS: [&str; 4] = ["dnevnik", "mes", "sgo", "asurso"];

/// The same class in two journals is compared with its plan once, in a full week and in a short one.
#[sqlx::test(migrations = false)]
async fn two_unnamed_journals_have_one_plan(pool: PgPool) {
    let mut world = World::new(pool).await;
    let days = [&FULL[..5], &["2024-10-21"]].concat();
    let school = two_journals(&mut world, [("dnevnik", 6, &days), ("mes", 6, &days)]);
    let rated = world.rate("2024-10-27T17:00:00Z").await;
    assert_eq!(rated.week(&school, "2024-W42", "I12"), (5, 6));
    // Monday and Tuesday have two lessons in the full week, and Monday's is there.
    assert_eq!(rated.week(&school, "2024-W43", "I12"), (1, 2));
    // Weeks without any lesson are owed once, too.
    assert_eq!(rated.week(&school, "2024-W41", "I12"), (0, 6));
    let value = rated.value(&school, PeriodKind::Week, "2024-W42", "I12");
    assert_eq!(value.unobserved_count, 0);
}

/// A second journal with plans and no lessons takes nothing away, whichever name comes first.
#[sqlx::test(migrations = false)]
async fn two_unnamed_journals_have_one_plan_though_one_is_empty(pool: PgPool) {
    for (first, second) in [("dnevnik", "mes"), ("mes", "dnevnik")] {
        let mut world = World::new(crate::world::another(&pool).await).await;
        let days = [&FULL[..], &["2024-10-21"]].concat();
        let school = two_journals(&mut world, [(first, 6, &days), (second, 6, &[])]);
        let rated = world.rate("2024-10-27T17:00:00Z").await;
        assert_eq!(rated.week(&school, "2024-W42", "I12"), (6, 6));
        assert_eq!(rated.week(&school, "2024-W43", "I12"), (1, 2));
    }
}

/// Of each week the journal with more lessons fills the plan; lessons of two journals are not added up.
#[sqlx::test(migrations = false)]
async fn two_unnamed_journals_have_one_plan_and_the_fuller_fills_it(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = two_journals(&mut world, [("dnevnik", 6, &FULL[..2]), ("mes", 6, &FULL[2..])]);
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    assert_eq!(rated.week(&school, "2024-W42", "I12"), (4, 6));
}

/// A journal of which nothing is declared fills no other's plan, and plans nothing beside it: neither with lessons nor
/// without, and not where the declared one is empty.
#[sqlx::test(migrations = false)]
async fn two_unnamed_journals_have_one_plan_and_an_undeclared_one_has_no_say(pool: PgPool) {
    for (declared, undeclared, filled) in [(4, 6, 4), (4, 0, 4), (0, 6, 0)] {
        let mut world = World::new(crate::world::another(&pool).await).await;
        let of = [("dnevnik", 6, &FULL[..declared]), ("asurso", 8, &FULL[..undeclared])];
        let school = two_journals(&mut world, of);
        let rated = world.rate("2024-10-20T17:00:00Z").await;
        assert_eq!(rated.week(&school, "2024-W42", "I12"), (filled, 6));
    }
}

/// Where a register names a journal, its plan and its lessons are the ones that count, and nothing of the other's.
#[sqlx::test(migrations = false)]
async fn two_unnamed_journals_have_one_plan_and_a_named_one_its_own(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = two_journals(&mut world, [("dnevnik", 6, &FULL), ("mes", 5, &FULL[..3])]);
    let named = tomsk(1).in_system("mes");
    let authority = AuthorityChanged {
        authoritative_system: "mes".to_owned(),
        authoritative_instance: named.instance(),
        grade_from: 1,
        grade_to: 11,
        from_on: day("2024-09-01"),
        to_on: None,
    };
    world.register(&named, "authority-1", 1, RegisterContent::Authority(authority));
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    assert_eq!(rated.week(&school, "2024-W42", "I12"), (3, 5));
}

/// Of two plans of one subject the one counts whose journal proves more, and of equal ones the first by name.
#[sqlx::test(migrations = false)]
async fn two_unnamed_journals_have_one_plan_of_the_one_that_proves_more(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = two_journals(&mut world, [("dnevnik", 3, &FULL[..2]), ("mes", 5, &FULL[..4])]);
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    assert_eq!(rated.week(&school, "2024-W42", "I12"), (3, 3));
    // Were no time of entry kept in the first one, the second one would prove more.
    let sources = "[[sources]]\nsystem = \"dnevnik\"\ninstance = \"dnevnik-70\"\nfrom_on = \"2000-01-01\"\n\
                   entry_time = false\nall_present_flag = true\n\
                   [[sources]]\nsystem = \"mes\"\ninstance = \"mes-70\"\nfrom_on = \"2000-01-01\"\n\
                   entry_time = true\nall_present_flag = true\n";
    let sources = Sources::parse(sources).expect("the sources are declared");
    let rated = world.rate_with(&Rulebook { sources, ..rulebook(methodology()) }, "2024-10-20T17:00:00Z").await;
    assert_eq!(rated.week(&school, "2024-W42", "I12"), (4, 5));
}

/// Two classes of one label in a journal are not known again: each plan is owed.
#[sqlx::test(migrations = false)]
async fn what_a_journal_plans_twice_is_not_known_again(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = two_journals(&mut world, [("dnevnik", 6, &FULL), ("mes", 6, &[])]);
    let second = tomsk(1).in_system("mes");
    world.class(&second, "mes-other", 5);
    world.relabel(&second, "mes-other", "5А", 5);
    let content = CurriculumPublished {
        class_group_id: "mes-other".to_owned(),
        subject_id: "mes-algebra".to_owned(),
        subject_label: "Алгебра".to_owned(),
        school_year: 2024,
        week_hours: 6,
        weeks_count: 34,
        is_without_homework: false,
        control_works_count: 0,
        from_on: day("2024-09-02"),
    };
    world.register(&second, "mes-other|algebra", 1, RegisterContent::Curriculum(content));
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    assert_eq!(rated.week(&school, "2024-W42", "I12"), (6, 18));
}
