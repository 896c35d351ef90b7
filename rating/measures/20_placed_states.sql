-- Every state of a lesson in its place: its group, its local day, the moments it begins and ends, as far as they are known.
--
-- Reads `lesson_states`, `class_units`, `school_dates`, `school_days`, `local_instants` and `day_deadlines`. No state is dropped here, and none
-- doubled: what no register knows is absent.
WITH
-- Each group of a school year once, with its own grade.
class_groups AS (
    SELECT source_system, source_instance, source_school_id, school_year, class_group_id, class_label, grade, is_in_scope
    FROM class_units
    WHERE ordinal = 0
),
record_deadlines AS (
    SELECT school_id, grade, lesson_on, due_at, is_due_passed
    FROM day_deadlines
    WHERE duty = 'record'
),
dated AS (
    SELECT l.release_key, l.school_id, l.journal_number, l.source_system, l.source_instance, l.source_school_id,
           l.lesson_id, l.state_id, l.is_timed, l.from_at, l.until_at, l.is_last, l.lesson_on, l.lesson_number,
           l.starts_minute, l.ends_minute, l.class_group_id, l.subject_id, l.lesson_kind, l.is_cancelled, l.cancelled_at, l.cancelled_from_at, l.has_overruled_change, l.time_zone,
           d.municipality_id, d.day_number, d.school_year, d.is_other_journals, d.is_declared, d.has_entry_time,
           d.has_all_present_flag, d.is_late_cancellation_excused, d.day_ends_at, d.is_day_over, d.week_id, d.month_id
    FROM lesson_states AS l
    INNER JOIN school_dates AS d
        ON l.school_id = d.school_id AND l.source_system = d.source_system AND l.source_instance = d.source_instance
        AND l.lesson_on = d.lesson_on
),
grouped AS (
    SELECT l.release_key, l.school_id, l.journal_number, l.source_system, l.source_instance, l.source_school_id,
           l.lesson_id, l.state_id, l.is_timed, l.from_at, l.until_at, l.is_last, l.lesson_on, l.lesson_number,
           l.starts_minute, l.ends_minute, l.class_group_id, l.subject_id, l.lesson_kind, l.is_cancelled, l.cancelled_at, l.cancelled_from_at, l.has_overruled_change, l.time_zone,
           l.municipality_id, l.day_number, l.is_other_journals, l.is_declared, l.has_entry_time, l.has_all_present_flag,
           l.is_late_cancellation_excused, l.day_ends_at, l.is_day_over, l.week_id, l.month_id, l.school_year,
           g.class_label, g.grade, g.is_in_scope
    FROM dated AS l
    LEFT JOIN class_groups AS g
        ON l.source_system = g.source_system AND l.source_instance = g.source_instance
        AND l.source_school_id = g.source_school_id AND l.school_year = g.school_year
        AND l.class_group_id = g.class_group_id
)
SELECT l.release_key, l.school_id, l.journal_number, l.source_system, l.source_instance, l.source_school_id, l.lesson_id,
       l.state_id, l.is_timed, l.from_at, l.until_at, l.is_last, l.lesson_on, l.lesson_number, l.class_group_id, l.subject_id, l.lesson_kind, l.is_cancelled, l.cancelled_at,
       l.cancelled_from_at, l.has_overruled_change, l.time_zone, l.municipality_id, l.school_year, l.is_other_journals,
       l.is_declared, l.has_entry_time, l.has_all_present_flag, l.is_late_cancellation_excused, l.day_ends_at,
       l.is_day_over, l.week_id, l.month_id, l.ends_minute, l.class_label, l.grade, l.is_in_scope, c.term_id, c.day_type,
       c.has_calendar, c.is_instructional, c.has_homework, c.authority, c.vacation_from_on,
       b.presence_from_at,
       -- By when its record is to be complete; of a lesson whose grade nobody knows, the end of its day.
       COALESCE(r.due_at, l.day_ends_at) AS record_due_at,
       COALESCE(r.is_due_passed, l.is_day_over) AS is_record_due,
       e.is_past AS is_ended,
       -- Whether the timetable had it only when its record was due already.
       CASE WHEN l.has_entry_time AND l.is_timed = 1 AND l.from_at > COALESCE(r.due_at, l.day_ends_at) THEN 1
            ELSE 0 END AS is_entered_late,
       -- Whether its group is taught by the curriculum of a class.
       CASE WHEN l.lesson_kind = 'curricular' AND l.is_in_scope THEN 1 ELSE 0 END AS is_scoped,
       -- The lesson's place in time as one number: a day has fewer than 10000 minutes.
       l.day_number * 10000 + l.ends_minute AS place_in_time
FROM grouped AS l
INNER JOIN local_instants AS b
    ON l.time_zone = b.time_zone AND l.lesson_on = b.lesson_on AND l.starts_minute = b.minute
INNER JOIN local_instants AS e
    ON l.time_zone = e.time_zone AND l.lesson_on = e.lesson_on AND l.ends_minute = e.minute
LEFT JOIN school_days AS c
    ON l.school_id = c.school_id AND l.source_system = c.source_system AND l.source_instance = c.source_instance
    AND l.grade = c.grade AND l.lesson_on = c.lesson_on
LEFT JOIN record_deadlines AS r
    ON l.school_id = r.school_id AND l.grade = r.grade AND l.lesson_on = r.lesson_on
