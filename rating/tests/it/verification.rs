//! A release outlives versions: it is verified by its own texts, an engine that cannot reproduce it says so, and whatever it
//! shows is in its digest.

use crate::world::{World, at, measures, methodology, region, rulebook, tomsk};
use rating::verify::published_lines;
use rating::{Difference, Error, MeasureSet, Rulebook, rate, verify};
use sqlx::{AssertSqlSafe, PgPool, Row as _};
use warehouse::lake::Rows;
use warehouse::model::{Duty, DutyState, Release, ReleaseText, TimetableWeek};
use warehouse::releases::kept_digests;
use warehouse::testing::overwrite_kept;

const AS_OF: &str = "2024-10-21T05:00:00Z";

/// Four lessons of a week, three of them filled, with a plan.
async fn world(pool: PgPool) -> World {
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(&school, "5А", 5);
    world.plan(&school, "5А", "algebra", 5, false);
    for index in 0..4 {
        let (lesson, on) = (format!("lesson-{index}"), format!("2024-10-{}", 15 + index));
        world.lesson(&school, &lesson, &on, "5А", "algebra");
        if index < 3 {
            world.record(&school, &lesson, &on, &format!("{on}T08:00:00Z"));
        }
    }
    world
}

async fn execute(world: &World, sql: String) -> u64 {
    let done = sqlx::query(AssertSqlSafe(sql.clone())).execute(warehouse::testing::pool(&world.warehouse)).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}")).rows_affected()
}

/// Returns the program's measures, one of them changed: nothing counts in a numerator.
fn other_measures() -> MeasureSet {
    let texts = measures().texts().into_iter().map(|text| {
        let sql = text.content.replace("a.amount * s.in_numerator", "a.amount * s.in_numerator * 0");
        ReleaseText::new(text.kind, text.name, sql)
    });
    MeasureSet::of_release(&texts.collect::<Vec<_>>()).expect("they can run")
}

/// The same inputs by other SQL are another release, which comes out again by its own texts and not by the program's.
#[sqlx::test(migrations = false)]
async fn r14_a_release_is_verified_by_its_own_texts(pool: PgPool) {
    let mut world = world(pool).await;
    let first = world.rate(AS_OF).await;
    assert_eq!(first.week(&tomsk(1).id(), "2024-W42", "I01"), (3, 4));
    let (doors, now) = (world.doors(), at("2030-01-01T00:00:00Z"));
    let other = rate(
        &doors,
        &Rulebook { measures: other_measures(), ..rulebook(methodology()) },
        at(AS_OF),
        &region(),
        now,
        &|_| {},
    )
    .await;
    let other = other.expect("it is rated");
    assert_ne!(other.release_id, first.release.release_id);
    assert_ne!(other.release_key, first.release.release_key);
    assert_ne!(other.digest, first.release.digest);

    for release in [&first.release, &other] {
        let found = verify(&doors, release.release_id).await.expect("it can be computed again");
        assert_eq!(found.differences, []);
        assert!(found.is_exact());
    }
    // What both ran is kept once.
    let texts = sqlx::query_scalar("select count(*) from published.texts");
    let texts: i64 = texts.fetch_one(warehouse::testing::pool(&world.warehouse)).await.expect("they can be counted");
    assert_eq!(usize::try_from(texts), Ok(measures().all().len() + 4));
}

/// A program that is another engine refuses, and names both versions.
#[sqlx::test(migrations = false)]
async fn r14_another_engine_says_that_it_cannot_reproduce(pool: PgPool) {
    let mut world = world(pool).await;
    let release_id = world.rate(AS_OF).await.release.release_id;
    execute(&world, "update published.releases set engine_version = 0".to_owned()).await;
    let refused = verify(&world.doors(), release_id).await.expect_err("it cannot be reproduced");
    assert!(matches!(refused, Error::OtherEngine { engine_version: 0, own: rating::ENGINE_VERSION, .. }));
    let words = format!("release {release_id} was computed by engine version 0, which this program (engine version ");
    assert!(refused.to_string().starts_with(&words), "{refused}");
}

/// A text that was changed since is named, and not run.
#[sqlx::test(migrations = false)]
async fn r14_a_changed_text_is_named(pool: PgPool) {
    let mut world = world(pool).await;
    let release_id = world.rate(AS_OF).await.release.release_id;
    for (change, name) in [
        (
            "update published.texts set content = content || ' ' where sha256 in
             (select sha256 from published.release_texts where name = '50_duties.sql')",
            "measure 50_duties.sql",
        ),
        ("update published.release_texts set name = 'other.toml' where name = 'sources.toml'", "the list of texts"),
        ("update published.releases set methodology_text = methodology_text || ' '", "the methodology"),
    ] {
        execute(&world, "create table texts_saved as table published.texts".to_owned()).await;
        assert_eq!(execute(&world, change.to_owned()).await, 1);
        let refused = verify(&world.doors(), release_id).await.expect_err("it is not what ran");
        assert!(matches!(&refused, Error::TextChanged { name: found, .. } if found == name), "{refused}");
        execute(
            &world,
            "update published.texts t set content = s.content from texts_saved s where s.sha256 = t.sha256".to_owned(),
        )
        .await;
        execute(&world, "drop table texts_saved".to_owned()).await;
    }
}

/// What is changed into what, where adding a letter or one is not possible.
const CHANGES: [(&str, &str); 16] = [
    ("disposition", "case disposition when 'counted' then 'cancelled' else 'counted' end"),
    ("finding", "case finding when 'two_journals' then 'unknown_plan' else 'two_journals' end"),
    ("numerator", "coalesce(numerator, 1) - 1"),
    ("level", "case level when 'school' then 'region' else 'school' end"),
    ("period_kind", "case period_kind when 'week' then 'month' else 'week' end"),
    ("direction", "case direction when 'up' then 'down' else 'up' end"),
    ("settlement", "case settlement when 'urban' then 'rural' else 'urban' end"),
    ("state", "case state when 'ok' then 'no_data' else 'ok' end"),
    ("method", "'targets_reached'"),
    ("basis", "'own_line'"),
    ("numerator_as_of_from", "date '2024-09-30'"),
    ("denominator_as_of_from", "date '2024-09-30'"),
    ("month_id", "'2020-02'"),
    ("schools_without_denominator", "array['a']"),
    ("schools_without_numerator", "array['a']"),
    ("denominator", "coalesce(denominator, 0) + 1"),
];

const SHOWN_TABLES: [&str; 9] = [
    "indicators",
    "maturity_indicators",
    "territories",
    "periods",
    "dispositions",
    "findings",
    "values",
    "maturity_values",
    "maturity_summaries",
];

/// Each column of each published table, changed in one row, makes another digest.
#[sqlx::test(migrations = false)]
async fn r14_whatever_is_shown_is_in_the_digest(pool: PgPool) {
    let mut world = world(pool).await;
    let release = world.rate(AS_OF).await.release;
    let doors = world.doors();
    let number = release.release_id;
    // A summary of one method only, so that its method can be changed.
    execute(&world, "delete from published.maturity_summaries".to_owned()).await;
    execute(
        &world,
        format!(
            "insert into published.maturity_summaries values
                 ({number}, 'region', '70', 'mean_of_values', 5, '2024-10', '2024-10-31')"
        ),
    )
    .await;
    execute(
        &world,
        format!("insert into published.findings values ({number}, 1000, 'two_journals', null, null, null, 1, 'x')"),
    )
    .await;
    // Parts that are there, of days.
    execute(
        &world,
        "update published.maturity_values set numerator = 3, denominator = 4, basis = 'schools', pupils_count = 4,
             pupils_covered_count = 3, numerator_as_of = '2024-10-02', numerator_as_of_from = '2024-10-01',
             denominator_as_of = '2024-10-02', denominator_as_of_from = '2024-10-01'"
            .to_owned(),
    )
    .await;
    let lines = published_lines(&doors, &release).await.expect("it can be read");
    let mut changed_count = 0;
    for table in SHOWN_TABLES {
        execute(&world, format!("create table saved as table published.{table}")).await;
        for (column, data_type) in columns(&world, table).await {
            // Only the order of the findings, which lines do not have.
            if (table, column.as_str()) == ("findings", "ordinal") {
                continue;
            }
            let change = CHANGES.iter().find(|(name, _)| *name == column).map(|(_, change)| (*change).to_owned());
            let change = change.unwrap_or_else(|| match data_type.as_str() {
                "text" => format!("coalesce({column}, '') || '~'"),
                "date" => format!("coalesce({column}, '2024-10-01') + 1"),
                _ => format!("coalesce({column}, 0) + 1"),
            });
            let one = format!("(select ctid from published.{table} order by ctid desc limit 1)");
            let sql = format!("update published.{table} set {column} = {change} where ctid = {one}");
            assert_eq!(execute(&world, sql).await, 1);
            let found = published_lines(&doors, &release).await.expect("it can be read");
            assert_ne!(found, lines, "{table}.{column} is shown and not in the digest");
            execute(&world, format!("delete from published.{table}")).await;
            execute(&world, format!("insert into published.{table} select * from saved")).await;
            changed_count += 1;
        }
        execute(&world, "drop table saved".to_owned()).await;
    }
    assert!(changed_count > 50, "{changed_count}");
    assert_eq!(published_lines(&doors, &release).await.expect("it can be read"), lines);
}

async fn columns(world: &World, table: &str) -> Vec<(String, String)> {
    let rows = sqlx::query(
        "select column_name::text, data_type::text from information_schema.columns
          where table_schema = 'published' and table_name = $1 and column_name <> 'release_id' order by ordinal_position",
    )
    .bind(table)
    .fetch_all(warehouse::testing::pool(&world.warehouse))
    .await
    .expect("the columns can be listed");
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

/// A school that was given another municipality after the release is named by verification.
#[sqlx::test(migrations = false)]
async fn r14_verification_names_a_changed_territory(pool: PgPool) {
    let mut world = world(pool).await;
    let release_id = world.rate(AS_OF).await.release.release_id;
    execute(&world, "update published.territories set parent_id = '69999999' where level = 'school'".to_owned()).await;
    let found = verify(&world.doors(), release_id).await.expect("it can be computed again");
    let school = tomsk(1).id();
    let line = |parent: &str| format!("territory|school|{school}|{parent}|Школа № 1|urban|300|");
    let [Difference::OnlyPublished(published), Difference::OnlyRecomputed(recomputed)] = &found.differences[..] else {
        panic!("{:?}", found.differences)
    };
    assert!(published.starts_with(&line("69999999")) && recomputed.starts_with(&line("69701000")), "{found:?}");
    assert!(!found.is_exact());
}

/// Rows that stand behind the figures count too, in whatever order they lie, and those that differ are named.
#[sqlx::test(migrations = false)]
async fn r14_verification_names_a_changed_duty_and_week(pool: PgPool) {
    let mut world = world(pool).await;
    let rated = world.rate(AS_OF).await;
    let (release, doors) = (&rated.release, world.doors());
    let kept = doors.releases.kept(release).await.expect("it can be read");
    let digests = kept_digests(kept.clone()).await.expect("rows have digests");

    // The same rows, turned round and in another file.
    let mut duties: Vec<Duty> = rows(&kept, "duties").read().expect("duties");
    duties.reverse();
    overwrite(&world, release, "duties", Rows::from_rows(&duties)).await;
    let turned = doors.releases.kept(release).await.expect("it can be read");
    assert_eq!(kept_digests(turned).await.expect("rows have digests"), digests);
    assert!(verify(&doors, release.release_id).await.expect("it can be computed again").is_exact());

    let late = duties.iter_mut().find(|duty| duty.state == DutyState::OnTime).expect("a duty in time");
    late.state = DutyState::Late;
    let lesson = late.lesson_id.clone();
    overwrite(&world, release, "duties", Rows::from_rows(&duties)).await;
    let mut weeks: Vec<TimetableWeek> = rows(&kept, "timetable_weeks").read().expect("weeks");
    weeks[0].scheduled_count += 1;
    overwrite(&world, release, "timetable_weeks", Rows::from_rows(&weeks)).await;
    let found = verify(&doors, release.release_id).await.expect("it can be computed again");
    assert!(!found.is_exact());
    let named = |table: &str, part: &str| {
        let is_named = |difference: &&Difference| match difference {
            Difference::OnlyPublished(line) | Difference::OnlyRecomputed(line) => {
                line.starts_with(&format!("{table}|")) && line.contains(part)
            }
        };
        found.differences.iter().filter(is_named).count()
    };
    assert_eq!(
        (named("duties", &lesson), named("timetable_weeks", &weeks[0].week_id)),
        (2, 2),
        "{:?}",
        found.differences
    );
    assert_eq!((named("duties", ""), named("timetable_weeks", "")), (2, 2), "{:?}", found.differences);
}

fn rows(kept: &[(&'static str, Rows)], table: &str) -> Rows {
    kept.iter().find(|(name, _)| *name == table).map(|(_, rows)| rows.clone()).expect("the table is kept")
}

async fn overwrite(world: &World, release: &Release, table: &'static str, rows: Rows) {
    overwrite_kept(&world.warehouse, release, table, rows).await.expect("the file can be written");
}
