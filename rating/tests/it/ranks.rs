//! Places, ties, rounding.

use crate::world::{World, tomsk};
use sqlx::PgPool;
use warehouse::model::DayType;
use warehouse::model::{Direction, PeriodKind, Ratio, places};

/// A 10/11, B 30/33, C 9091/10000, D 9/10: three of them print 90,91 %, and only two are equal.
#[sqlx::test(migrations = false)]
async fn t19_ties_and_rounding(pool: PgPool) {
    let mut world = World::new(pool).await;
    for (number, due, timely) in [(1, 11, 10), (2, 33, 30), (3, 10_000, 9091), (4, 10, 9)] {
        let school = tomsk(number).in_system("elschool");
        world.school(&school);
        world.calendar(&school, 5, "2024-09-01", "2025-05-31", &[("2024-11-04", "2024-11-04", DayType::Holiday)]);
        world.class(&school, &format!("5-{number}"), 5);
        for index in 0..due {
            let lesson = format!("{number}-{index}");
            world.lesson(&school, &lesson, "2024-10-15", &format!("5-{number}"), "algebra");
            if index < timely {
                let operation = warehouse::model::Operation::Upsert;
                world.topic(&school, &lesson, 1, operation, "2024-10-15", "2024-10-15T08:00:00Z");
            }
        }
    }
    let rated = world.rate("2024-10-20T17:00:00Z").await;
    let of = |number| rated.value(&tomsk(number).id(), PeriodKind::Week, "2024-W42", "I01b");
    let percents: Vec<i64> =
        (1..=4).filter_map(|number| of(number).value().ratio()).map(|ratio| ratio.percent_hundredths()).collect();
    assert_eq!(percents, [9091, 9091, 9091, 9000]);
    let ranks: Vec<Option<i32>> = (1..=4).map(|number| of(number).place).collect();
    assert_eq!(ranks, [Some(2), Some(2), Some(1), Some(4)]);
    assert_eq!(of(1).places_count, Some(4));
    // Another variant is another indicator: these schools have no figure of I01.
    assert_eq!(rated.value(&tomsk(1).id(), PeriodKind::Week, "2024-W42", "I01").place, None);
}

/// Numbers without end, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).expect("31 bits") % limit
    }
}

/// A place is one more than the number of better ones, whatever the ratios are.
#[test]
fn a_place_is_one_more_than_the_better_ones() {
    let mut numbers = Numbers(42);
    for _ in 0..500 {
        let count = usize::try_from(numbers.below(12)).expect("a small number");
        let ratios: Vec<Ratio> = (0..count)
            .map(|_| {
                let denominator = numbers.below(9) + 1;
                Ratio::new(numbers.below(denominator + 1), denominator).expect("a ratio")
            })
            .collect();
        for (direction, sign) in [(Direction::Up, 1), (Direction::Down, -1)] {
            let expected: Vec<i32> = ratios
                .iter()
                .map(|own| {
                    // The denominators are small: in 2520ths all of them are whole.
                    let whole = |ratio: &Ratio| sign * ratio.numerator() * 2520 / ratio.denominator();
                    1 + i32::try_from(ratios.iter().filter(|other| whole(other) > whole(own)).count()).expect("few")
                })
                .collect();
            assert_eq!(places(&ratios, direction), expected, "{ratios:?}");
        }
    }
}

/// Rounding is half up, and never more than half a hundredth away.
#[test]
fn percentages_are_rounded_half_up() {
    let percent = |numerator, denominator| Ratio::new(numerator, denominator).expect("a ratio").percent_hundredths();
    assert_eq!((percent(10, 11), percent(1390, 1600), percent(1, 8), percent(1, 20_000)), (9091, 8688, 1250, 1));
    let mut numbers = Numbers(7);
    for _ in 0..2000 {
        let denominator = numbers.below(1_000_000) + 1;
        let numerator = numbers.below(denominator + 1);
        let rounded = percent(numerator, denominator);
        let doubled_error = 2 * (rounded * denominator - numerator * 10_000);
        assert!(-denominator < doubled_error && doubled_error <= denominator, "{numerator}/{denominator}: {rounded}");
    }
}
