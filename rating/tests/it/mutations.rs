//! One line of the measures at a time is changed, and each change shows in a release of one world: a rule that nothing
//! depends on would be no rule. What is listed here is what the measures decide; what only names or joins is not.

use crate::mutated_world::{AS_OF, fill};
use crate::world::{World, at, measures, methodology, region, rulebook};
use rating::verify::published_lines;
use rating::{MeasureSet, Rulebook, rate};
use sqlx::PgPool;
use warehouse::model::ReleaseText;

/// A file of the measures, what stands in it once, and what is put there.
pub type Mutation = (&'static str, &'static str, &'static str);

const PLACES: [Mutation; 18] = [
    ("03_timetable_edits.sql", "u.entity_version <= v.entity_version", "u.entity_version >= v.entity_version"),
    (
        "04_timetable_spans.sql",
        "t.last_version > v.entity_version THEN 0 ELSE 1",
        "t.last_version > v.entity_version THEN 1 ELSE 0",
    ),
    ("06_timetable_changes.sql", "c.entered_at < s.from_at", "c.entered_at <= s.from_at"),
    ("06_timetable_changes.sql", "c.entity_version > w.withdrawn_version", "c.entity_version >= w.withdrawn_version"),
    ("08_timetable_states.sql", "COALESCE(m.lesson_on, e.lesson_on)", "COALESCE(e.lesson_on, m.lesson_on)"),
    ("21_contested_states.sql", "s.until_at > s.record_due_at", "s.until_at >= s.record_due_at"),
    ("21_contested_states.sql", "NOT s.has_entry_time OR ", ""),
    ("22_standing_states.sql", "AND u.is_timed = 1 AND", "AND"),
    ("22_standing_states.sql", "(u.until_at IS NULL OR u.until_at > s.judged_at)", "(u.until_at IS NULL)"),
    ("22_standing_states.sql", "MIN(from_at) AS from_at", "MAX(from_at) AS from_at"),
    ("20_placed_states.sql", "l.lesson_kind = 'curricular' AND l.is_in_scope THEN", "l.is_in_scope THEN"),
    ("24_enrolled_days.sql", "s.from_on <= g.lesson_on", "s.from_on < g.lesson_on"),
    ("24_enrolled_days.sql", "s.to_on >= g.lesson_on", "s.to_on > g.lesson_on"),
    ("24_enrolled_days.sql", "s.to_on IS NULL OR ", ""),
    ("28_same_lessons.sql", "WHERE lessons_count = 1", "WHERE lessons_count >= 1"),
    ("28_same_lessons.sql", "journals_count > 1", "journals_count >= 1"),
    ("28_same_lessons.sql", " AND l.is_cancelled = 0", ""),
    ("28_same_lessons.sql", " AND l.authority = 'unnamed'", ""),
];

const DISPOSITIONS: [Mutation; 13] = [
    ("30_dispositions.sql", "CASE WHEN NOT l.is_ended THEN 'not_ended'\n                WHEN", "CASE WHEN"),
    ("30_dispositions.sql", "WHEN l.lesson_kind <> 'curricular' THEN 'not_curricular'", ""),
    ("30_dispositions.sql", "WHEN NOT l.is_in_scope THEN 'individual'", ""),
    ("30_dispositions.sql", " AND l.has_entry_time", ""),
    ("30_dispositions.sql", "l.record_due_at < l.cancelled_at", "l.record_due_at <= l.cancelled_at"),
    ("30_dispositions.sql", "WHEN l.is_cancelled = 1 THEN 'cancelled' END", "END"),
    ("30_dispositions.sql", "WHEN l.authority = 'other' THEN 'not_authoritative'", ""),
    ("30_dispositions.sql", "CASE WHEN l.grade IS NULL THEN 'unknown_group'\n                WHEN", "CASE WHEN"),
    ("30_dispositions.sql", "WHEN NOT l.has_calendar THEN 'unknown_calendar'", ""),
    ("30_dispositions.sql", "WHEN NOT l.is_instructional THEN 'non_instructional'", ""),
    ("30_dispositions.sql", "WHEN o.lesson_on IS NOT NULL THEN 'outage'", ""),
    ("30_dispositions.sql", "WHEN n.is_enrolled IS NULL THEN 'unknown_enrollment'", ""),
    ("30_dispositions.sql", "n.is_enrolled = 0 THEN", "n.is_enrolled = 1 THEN"),
];

const ENTRIES: [Mutation; 9] = [
    ("32_entry_versions.sql", "h.entered_at < l.presence_from_at", "h.entered_at <= l.presence_from_at"),
    ("32_entry_versions.sql", "t.entity_version > d.deleted_version", "t.entity_version >= d.deleted_version"),
    ("36_lesson_entries.sql", "has_content = 1 AND is_early = 0 THEN", "has_content = 1 THEN"),
    ("36_lesson_entries.sql", "MIN(CASE WHEN has_content = 1 AND", "MAX(CASE WHEN has_content = 1 AND"),
    ("36_lesson_entries.sql", "    WHERE e.last_version = e.highest_version\n", ""),
    ("36_lesson_entries.sql", "COALESCE(s.counted_lesson_id, e.lesson_id)", "e.lesson_id"),
    ("42_owed_records.sql", "WHEN e.presence_at > e.topic_at", "WHEN e.presence_at < e.topic_at"),
    ("42_owed_records.sql", "NOT l.has_all_present_flag THEN e.topic_at", "l.has_all_present_flag THEN e.topic_at"),
    ("44_owed_homework.sql", "COALESCE(l.excuse, l.homework_excuse,", "COALESCE(l.excuse,"),
];

const DUTIES: [Mutation; 15] = [
    ("40_due_lessons.sql", "WHERE is_scoped = 1 AND is_cancelled = 0", "WHERE is_scoped = 1"),
    ("40_due_lessons.sql", "MAX(l.ends_minute)", "MIN(l.ends_minute)"),
    ("40_due_lessons.sql", "WHEN NOT l.has_homework THEN", "WHEN l.has_homework THEN"),
    ("40_due_lessons.sql", "WHEN w.is_without_homework = 1 THEN 'subject_without_homework'", ""),
    ("40_due_lessons.sql", "COALESCE(v.last_place_in_time, 0) <= l", "COALESCE(v.last_place_in_time, 0) < l"),
    ("46_owed_homework_times.sql", "e.real_homework_at IS NOT NULL", "e.homework_at IS NOT NULL"),
    ("50_duties.sql", "WHEN entered_at <= due_at THEN 'on_time'", "WHEN entered_at < due_at THEN 'on_time'"),
    ("50_duties.sql", "entered_from_at <= due_at THEN", "entered_from_at < due_at THEN"),
    ("50_duties.sql", "WHEN entered_at > due_at AND entered_from_at <= due_at THEN 'time_too_coarse'", ""),
    ("50_duties.sql", "WHEN entered_at IS NOT NULL AND entered_from_at IS NULL THEN 'no_entry_time'", ""),
    ("50_duties.sql", "WHEN NOT has_entry_time THEN 'no_entry_time'", ""),
    ("50_duties.sql", "CASE WHEN is_unknown = 1 THEN 'unknown'\n            WHEN", "CASE WHEN"),
    ("50_duties.sql", "WHEN excuse IS NOT NULL THEN 'excused'", ""),
    ("50_duties.sql", "WHEN is_due_passed THEN 'missing'", ""),
    ("50_duties.sql", "WHEN entered_at IS NOT NULL AND has_deadline = 0 THEN 'on_time'", ""),
];

const SUMS: [Mutation; 15] = [
    (
        "58_same_plans.sql",
        "WHEN c.proof_number = s.proof_number THEN 1 ELSE 0",
        "WHEN c.proof_number = s.proof_number THEN 1 ELSE 1",
    ),
    ("60_timetable_weeks.sql", "WHERE COALESCE(s.is_counted, 1) = 1", ""),
    ("60_timetable_weeks.sql", "MAX(scheduled_count) AS scheduled_count", "MIN(scheduled_count) AS scheduled_count"),
    ("60_timetable_weeks.sql", "h.is_cancelled = 0 AND d.is_observed", "d.is_observed"),
    ("60_timetable_weeks.sql", "h.is_cancelled = 0 AND d.is_observed", "h.is_cancelled = 0"),
    (
        "60_timetable_weeks.sql",
        "MAX(CASE WHEN class_group_id = class_id THEN 0 ELSE lessons_count END) AS scheduled_count",
        "SUM(CASE WHEN class_group_id = class_id THEN 0 ELSE lessons_count END) AS scheduled_count",
    ),
    ("60_timetable_weeks.sql", "scheduled_count < planned_count THEN", "scheduled_count > planned_count THEN"),
    ("60_timetable_weeks.sql", "d.disposition <> 'counted' OR p.has_plan IS NULL", "d.disposition <> 'counted'"),
    ("60_timetable_weeks.sql", "CASE WHEN is_over THEN 0 ELSE week_hours END", "CASE WHEN is_over THEN 0 ELSE 0 END"),
    ("64_amounts.sql", "SUM(planned_count - filled_count)", "SUM(planned_count)"),
    (
        "70_school_measures.sql",
        "a.state = 'excused' AND a.reason = 'outage'",
        "a.state = 'excused' AND a.reason = 'none'",
    ),
    (
        "70_school_measures.sql",
        "a.state = 'not_measurable' OR a.state = 'unknown' THEN",
        "a.state = 'not_measurable' THEN",
    ),
    ("70_school_measures.sql", "a.state = 'not_measurable' OR a.state = 'unknown' THEN", "a.state = 'unknown' THEN"),
    ("70_school_measures.sql", "a.amount * s.in_numerator", "a.amount * s.in_denominator"),
    ("66_disposition_counts.sql", "COUNT(*) AS lessons_count", "COUNT(d.term_id) AS lessons_count"),
];

const LATE_REGISTERS: [Mutation; 15] = [
    ("50_duties.sql", "WHEN entered_at <= due_at AND is_put_in_late = 1 THEN 'late_lesson' END", "END"),
    ("23_placed_lessons.sql", "AND COALESCE(j.is_first, 1) = 1 THEN", "AND COALESCE(j.is_first, 0) = 1 THEN"),
    ("24_enrolled_days.sql", "r.replacement_emitted_at > g.day_ends_at", "r.replacement_emitted_at <= g.day_ends_at"),
    ("24_enrolled_days.sql", "r.from_on <= g.lesson_on AND (r.to_on IS NULL OR r.to_on >= g.lesson_on)", "1 = 0"),
    ("30_dispositions.sql", "WHEN NOT l.is_in_scope AND k.is_group_late = 1 THEN 'late_register'", ""),
    ("30_dispositions.sql", "WHEN l.authority = 'other' AND c.is_authority_late = 1 THEN 'late_register'", ""),
    ("30_dispositions.sql", "(c.is_calendar_late = 1 OR k.is_group_late = 1)", "k.is_group_late = 1"),
    ("30_dispositions.sql", "(c.is_calendar_late = 1 OR k.is_group_late = 1)", "c.is_calendar_late = 1"),
    ("30_dispositions.sql", "WHEN n.is_enrolled = 0 AND n.is_emptied_late = 1 THEN 'late_register'", ""),
    ("40_due_lessons.sql", " OR l.disposition = 'late_register' THEN 1", " THEN 1"),
    ("40_due_lessons.sql", "NOT l.has_homework AND g.is_late = 1 THEN", "NOT l.has_homework AND g.is_late = 2 THEN"),
    ("40_due_lessons.sql", "WHEN w.is_without_homework = 1 AND s.is_late = 1 THEN 'late_register'", ""),
    (
        "40_due_lessons.sql",
        "CASE WHEN f.is_late = 1 THEN 'late_register' ELSE 'before_vacation' END",
        "'before_vacation'",
    ),
    ("44_owed_homework.sql", "WHEN l.excuse IS NULL AND l.homework_excuse = 'late_register' THEN 1", ""),
    ("60_timetable_weeks.sql", "lost_hours AS unobserved_count", "0 AS unobserved_count"),
];

const FINDINGS: [Mutation; 4] = [
    ("68_lesson_findings.sql", "later.entered_at < earlier.entered_at", "later.entered_at > earlier.entered_at"),
    ("68_lesson_findings.sql", "WHERE is_early = 1", "WHERE is_early = 0"),
    ("68_lesson_findings.sql", "WHERE has_overruled_change = 1", "WHERE has_overruled_change = 0"),
    ("68_lesson_findings.sql", "WHERE d.disposition = 'non_instructional'", "WHERE d.disposition = 'counted'"),
];

/// Every so many of them are tried, where nobody asks for all of them (`make mutations`): each is a release.
const SAMPLED: usize = 8;

/// The measures with one mutation. What it changes stands in the file at least once; the first place is changed.
fn mutated((file, from, to): Mutation) -> MeasureSet {
    let mut is_there = false;
    let texts = measures().texts().into_iter().map(|text| {
        if text.name != file {
            return text;
        }
        is_there = text.content.contains(from);
        let sql = text.content.replacen(from, to, 1);
        ReleaseText::new(text.kind, text.name, sql)
    });
    let texts: Vec<ReleaseText> = texts.collect();
    assert!(is_there, "{file} no longer says «{from}»: the list of mutations follows the measures");
    MeasureSet::of_release(&texts).expect("a mutation leaves the measures whole")
}

/// What a release of the world shows, without the texts that it ran; why there is none, when the rating refuses it.
pub async fn shown(world: &World, measures: MeasureSet, as_of: &str) -> Result<Vec<String>, String> {
    let rules = Rulebook { measures, ..rulebook(methodology()) };
    let (doors, now) = (world.doors(), at("2030-01-01T00:00:00Z"));
    let release = rate(&doors, &rules, at(as_of), &region(), now, &|_| {}).await.map_err(|error| error.to_string())?;
    let lines = published_lines(&doors, &release).await.expect("the release can be read");
    Ok(lines.into_iter().filter(|line| !line.starts_with("text|")).collect())
}

/// Returns the mutations that a release does not show.
pub async fn survivors(world: &World, all: &[Mutation], right: &Vec<String>, as_of: &str) -> Vec<Mutation> {
    let mut survivors = Vec::new();
    let step = if std::env::var_os("MUTATIONS").is_some() { 1 } else { SAMPLED };
    for mutation in all.iter().step_by(step) {
        if shown(world, mutated(*mutation), as_of).await.as_ref() == Ok(right) {
            survivors.push(*mutation);
        }
    }
    survivors
}

#[sqlx::test(migrations = false)]
async fn every_rule_of_the_measures_tells(pool: PgPool) {
    let mut world = World::new(pool).await;
    fill(&mut world);
    world.commit().await;
    let right = shown(&world, measures(), AS_OF).await.expect("the world is rated");
    let all = [&PLACES[..], &DISPOSITIONS, &ENTRIES, &DUTIES, &SUMS, &LATE_REGISTERS, &FINDINGS].concat();
    let survivors = survivors(&world, &all, &right, AS_OF).await;
    assert!(survivors.is_empty(), "nothing tells of {survivors:#?}");
}
