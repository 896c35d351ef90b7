//! The measures of digital maturity, one line changed at a time, as `mutations` changes the others.

use crate::maturity::count;
use crate::mutations::{Mutation, shown, survivors};
use crate::world::{World, at, day, measures, tomsk};
use sqlx::PgPool;
use warehouse::model::*;

/// Noon of 15 November in Tomsk, where 31 October ends at 17:00Z.
pub const AS_OF: &str = "2024-11-15T05:00:00Z";
const LAST_OF_OCTOBER: &str = "2024-10-31T16:59:59.999999Z";

const MUTATIONS: [Mutation; 17] = [
    ("80_month_profiles.sql", "s.entered_at <= m.ends_at", "s.entered_at < m.ends_at"),
    ("80_month_profiles.sql", "s.ended_at > m.ends_at", "s.ended_at >= m.ends_at"),
    ("80_month_profiles.sql", "s.ended_at IS NULL OR ", ""),
    ("80_month_profiles.sql", "h.entity_version > p.entity_version", "h.entity_version >= p.entity_version"),
    ("80_month_profiles.sql", "MIN(h.entered_at)", "MAX(h.entered_at)"),
    ("80_month_profiles.sql", "    WHERE p.operation <> 'delete'\n", ""),
    ("82_month_uses.sql", "s.entered_at <= m.ends_at", "s.entered_at < m.ends_at"),
    ("82_month_uses.sql", "s.ended_at > m.ends_at", "s.ended_at >= m.ends_at"),
    ("82_month_uses.sql", "    WHERE p.operation <> 'delete'\n", ""),
    ("82_month_uses.sql", "s.registered_on <= m.as_of_on", "s.registered_on < m.as_of_on"),
    ("82_month_uses.sql", "s.last_used_on >= m.window_from_on", "s.last_used_on > m.window_from_on"),
    ("82_month_uses.sql", "s.last_used_on <= m.as_of_on", "s.last_used_on < m.as_of_on"),
    ("83_month_lines.sql", "WHERE is_profile_maintained", ""),
    ("83_month_lines.sql", "role = 'teacher' AND is_registered = 1", "is_registered = 1"),
    ("83_month_lines.sql", "role = 'teacher' AND is_used = 1", "role = 'teacher'"),
    ("85_month_counts.sql", " AND l.month_id = s.month_id", ""),
    ("86_month_form_counts.sql", " AND l.month_id = f.month_id", ""),
];

/// A school on the edges of October: what is entered, ended, registered and used at them.
fn fill(world: &mut World) {
    let school = tomsk(1);
    world.school(&school);
    // From November on it is another municipality's.
    world.member(&school, "69701000", "2011-01-01", Some("2024-10-31"));
    world.member(&school, "69541000", "2024-11-01", None);
    for (line, value) in [("pupils", 40), ("teachers", 10), ("schools", 1)] {
        count(world, &school, "OO-1", line, "2024-10-01", value);
    }
    let profile = |pid: &str, is_profile_maintained: bool| ProfileState {
        pupil_pid: pid.to_owned(),
        is_profile_maintained,
        is_recommendation_offered: false,
        recommendation_offered_on: None,
    };
    // Another one stays, so that the first municipality is told in November, too.
    let stays = tomsk(2);
    world.school(&stays);
    count(world, &stays, "OO-1", "pupils", "2024-10-01", 20);
    world.fact(&stays, "q", 1, Operation::Upsert, at("2024-09-10T03:00:00Z"), profile("q", true));
    let mut state = |pid: &str, version: i64, operation: Operation, entered_at: &str, is_kept: bool| {
        world.fact(&school, pid, version, operation, at(entered_at), profile(pid, is_kept));
    };
    state("p-edge", 1, Operation::Upsert, LAST_OF_OCTOBER, true);
    state("p-ended", 1, Operation::Upsert, "2024-09-10T03:00:00Z", true);
    state("p-ended", 2, Operation::Upsert, LAST_OF_OCTOBER, false);
    state("p-ended", 3, Operation::Upsert, "2024-11-05T03:00:00Z", false);
    state("p-gone", 1, Operation::Upsert, "2024-09-10T03:00:00Z", true);
    state("p-gone", 2, Operation::Delete, "2024-10-10T03:00:00Z", true);
    let mut account = |pid: &str, version: i64, operation, entered_at: &str, content: PlatformUsed| {
        world.fact(&school, pid, version, operation, at(entered_at), content);
    };
    let used = |pid: &str, platform, role, registered_on: &str, last_used_on: &str| PlatformUsed {
        platform,
        person_pid: pid.to_owned(),
        role,
        registered_on: day(registered_on),
        last_used_on: Some(day(last_used_on)),
    };
    let (teacher, pupil) = (PlatformRole::Teacher, PlatformRole::Pupil);
    let (library, school_of_mine) = (Platform::ContentLibrary, Platform::MySchool);
    let early = "2024-10-02T03:00:00Z";
    for (pid, platform, role, registered_on, last_used_on) in [
        // Registered on the last day; used on the first of the twelve months, on the last day, and the day after.
        ("t-registered", library, teacher, "2024-10-31", "2024-10-02"),
        ("p-registered", library, pupil, "2024-10-01", "2024-10-02"),
        ("t-first", school_of_mine, teacher, "2023-09-04", "2023-11-01"),
        ("t-last", school_of_mine, teacher, "2023-09-04", "2024-10-31"),
        ("t-before", school_of_mine, teacher, "2023-09-04", "2023-10-31"),
    ] {
        account(pid, 1, Operation::Upsert, early, used(pid, platform, role, registered_on, last_used_on));
    }
    let of_library = |pid: &str| used(pid, library, teacher, "2024-09-04", "2024-09-05");
    account("t-edge", 1, Operation::Upsert, LAST_OF_OCTOBER, of_library("t-edge"));
    account("t-gone", 1, Operation::Upsert, early, of_library("t-gone"));
    account("t-gone", 2, Operation::Delete, LAST_OF_OCTOBER, of_library("t-gone"));
}

#[sqlx::test(migrations = false)]
async fn every_rule_of_the_measures_of_maturity_tells(pool: PgPool) {
    let mut world = World::new(pool).await;
    fill(&mut world);
    world.commit().await;
    let right = shown(&world, measures(), AS_OF).await.expect("the world is rated");
    let survivors = survivors(&world, &MUTATIONS, &right, AS_OF).await;
    assert!(survivors.is_empty(), "nothing tells of {survivors:#?}");
}
