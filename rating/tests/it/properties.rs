//! What holds in every world: sums over territories, indifference to the order of events, and that no figure rises because
//! a register is missing. Worlds are invented, from one seed, so that a failure comes again; `make properties` invents more.

use crate::random_world::{Case, Put, case, put};
use crate::rated::Rated;
use crate::world::{World, another};
use proptest::strategy::{Just, Strategy};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use sqlx::{AssertSqlSafe, PgPool};
use std::collections::BTreeMap;
use std::future::Future;
use warehouse::model::{Level, PublishedValue, ValueState};

const AS_OF: &str = "2024-11-20T00:00:00Z";
/// How many cases are tried, where nobody asks for more.
const CASES: u32 = 2;
/// How often a case that breaks a property is made smaller.
const SHRINKS: u32 = 12;

/// Tries a property on invented cases, until one breaks it.
async fn over<S, F>(seed: u8, strategy: S, check: impl Fn(S::Value) -> F + Send + 'static)
where
    S: Strategy + Send + 'static,
    F: Future<Output = Result<(), String>>,
{
    let cases = std::env::var("PROPERTY_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(CASES);
    let handle = tokio::runtime::Handle::current();
    let tried = tokio::task::spawn_blocking(move || {
        let config = Config { cases, failure_persistence: None, max_shrink_iters: SHRINKS, ..Config::default() };
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
        let checked = |case| handle.block_on(check(case)).map_err(TestCaseError::fail);
        TestRunner::new_with_rng(config, rng).run(&strategy, checked).map_err(|error| error.to_string())
    });
    let broken = tried.await.expect("the cases are tried").err();
    assert!(broken.is_none(), "{}", broken.unwrap_or_default());
}

/// Rates a world of its own, whose events come in batches.
async fn rated(pool: &PgPool, batches: &[Vec<Put>]) -> Rated {
    let own = another(pool).await;
    let name = own.connect_options().get_database().unwrap_or_default().to_owned();
    let mut world = World::new(own.clone()).await;
    for batch in batches {
        for it in batch {
            put(&mut world, it);
        }
        world.commit().await;
    }
    let rated = world.rate(AS_OF).await;
    drop(world);
    own.close().await;
    let dropped = sqlx::query(AssertSqlSafe(format!("drop database {name} with (force)"))).execute(pool).await;
    dropped.expect("the world's database goes");
    rated
}

/// The counts of a figure, all of which add up over territories.
fn counts(value: &PublishedValue) -> [i64; 7] {
    let it = value;
    [
        it.numerator,
        it.denominator,
        it.excused_count,
        it.not_measurable_count,
        it.unknown_count,
        it.pending_count,
        it.unobserved_count,
    ]
}

fn plus(sum: &mut [i64; 7], counts: [i64; 7]) {
    for (sum, count) in sum.iter_mut().zip(counts) {
        *sum += count;
    }
}

/// The sums of every indicator and period over all territories of a level.
fn sums(rated: &Rated, level: Level) -> BTreeMap<(String, String), [i64; 7]> {
    let mut sums = BTreeMap::new();
    for value in rated.figures.values.iter().filter(|value| value.territory.level() == level) {
        let key = (value.period.id.clone(), value.indicator.clone());
        plus(sums.entry(key).or_default(), counts(value));
    }
    sums
}

/// Schools add up to municipalities, and these to the region, in every count; and each lesson has one disposition.
#[sqlx::test(migrations = false)]
async fn sums_of_schools_are_those_of_the_region(pool: PgPool) {
    over(1, case(), move |case| {
        let pool = pool.clone();
        async move {
            let rated = rated(&pool, &[case.puts()]).await;
            let region = sums(&rated, Level::Region);
            for level in [Level::School, Level::Municipality] {
                if sums(&rated, level) != region {
                    return Err(format!("{level}: {:?}, the region: {region:?}", sums(&rated, level)));
                }
            }
            let mut lessons: BTreeMap<String, usize> = BTreeMap::new();
            for lesson in &rated.lessons {
                *lessons.entry(lesson.school_id.to_string()).or_default() += 1;
            }
            let timetable = case.lessons_of_schools();
            if lessons == timetable { Ok(()) } else { Err(format!("{lessons:?} of {timetable:?} lessons")) }
        }
    })
    .await;
}

/// A world's events in any order, in batches of any size, some of the facts twice.
fn disordered() -> impl Strategy<Value = (Case, Vec<Vec<Put>>)> {
    let shuffled = case().prop_flat_map(|case| {
        let mut puts = case.puts();
        let repeated: Vec<Put> = puts.iter().filter(|it| it.is_fact()).step_by(3).cloned().collect();
        puts.extend(repeated);
        (Just(case), Just(puts).prop_shuffle(), 1_usize..4)
    });
    shuffled.prop_map(|(case, puts, batches)| {
        let size = puts.len().div_ceil(batches).max(1);
        (case, puts.chunks(size).map(<[Put]>::to_vec).collect())
    })
}

/// Order, multiplicity and batching of the same events make no difference.
#[sqlx::test(migrations = false)]
async fn the_order_of_events_makes_no_difference(pool: PgPool) {
    over(2, disordered(), move |(case, batches)| {
        let pool = pool.clone();
        async move {
            let (first, second) = (rated(&pool, &[case.puts()]).await, rated(&pool, &batches).await);
            if first.release.digest == second.release.digest { Ok(()) } else { Err("another digest".to_owned()) }
        }
    })
    .await;
}

/// Whether a figure has risen though no less of what was due is seen.
fn has_risen(before: &PublishedValue, after: &PublishedValue) -> bool {
    let compared = [before, after].iter().all(|value| value.state == ValueState::Ok);
    let risen = after.numerator * before.denominator > before.numerator * after.denominator;
    let seen = |value: &PublishedValue| value.denominator + value.unobserved_count;
    let is_coverage_kept = after.denominator * seen(before) >= before.denominator * seen(after);
    compared && risen && is_coverage_kept
}

/// A register that is missing makes no figure better that is still compared, unless its coverage shows it.
#[sqlx::test(migrations = false)]
async fn a_missing_register_raises_no_figure(pool: PgPool) {
    let without = case().prop_flat_map(|case| {
        let registers = case.registers();
        (Just(case), 0..registers.len()).prop_map(move |(case, place)| (case, registers[place].clone()))
    });
    over(3, without, move |(case, missing)| {
        let pool = pool.clone();
        async move {
            let fewer: Vec<Put> = case.puts().into_iter().filter(|it| !it.is_of(&missing)).collect();
            let (before, after) = (rated(&pool, &[case.puts()]).await, rated(&pool, &[fewer]).await);
            for value in &after.figures.values {
                let same = |it: &&PublishedValue| {
                    (&it.territory, &it.period, &it.indicator) == (&value.territory, &value.period, &value.indicator)
                };
                let was = before.figures.values.iter().find(same);
                if was.is_some_and(|was| has_risen(was, value)) {
                    return Err(format!("without {missing:?} rises {was:?} to {value:?}"));
                }
            }
            Ok(())
        }
    })
    .await;
}
