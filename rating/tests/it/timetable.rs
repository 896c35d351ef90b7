//! I12: how much of the plan stands in the timetable.

use crate::world::{World, tomsk};
use sqlx::PgPool;
use warehouse::model::PeriodKind;
use warehouse::model::{ClassGroupKind, DayType, LessonChangeKind};

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
    // Hours are counted in thirtieths: min(3, 3) of 3.
    assert_eq!(rated.week(&school.id(), "2024-W42", "I12"), (3 * 30, 3 * 30));
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
    assert_eq!(rated.week(&school.id(), "2024-W42", "I12"), ((2 + 3 + 2 + 1) * 30, (2 + 3 + 2 + 3) * 30));
}

/// A week with two school days of a six-day week has a third of the plan, and a moved lesson counts where it is held.
#[sqlx::test(migrations = false)]
async fn a_short_week_has_a_part_of_the_plan(pool: PgPool) {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 5, "2024-09-01", "2025-05-31", &[("2024-10-16", "2024-10-20", DayType::Vacation)]);
    world.class(&school, "5А", 5);
    world.plan(&school, "5А", "algebra", 5, false);
    world.lesson(&school, "algebra-1", "2024-10-14", "5А", "algebra");
    world.lesson(&school, "algebra-2", "2024-10-22", "5А", "algebra");
    world.change(&school, "algebra-2", LessonChangeKind::Moved, "2024-10-22", Some("2024-10-15"));
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    // 5 hours × 2 of 6 days = 1⅔ hours = 50/30; two lessons are more than that.
    assert_eq!(rated.week(&school.id(), "2024-W42", "I12"), (50, 50));
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
    assert_eq!(rated.week(&school.id(), "2024-W42", "I12"), ((1 + 1) * 30, (1 + 2) * 30));
    assert_eq!(rated.week(&school.id(), "2024-W42", "I01"), (0, 1));
}
