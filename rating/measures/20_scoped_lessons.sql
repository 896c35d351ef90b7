-- Lessons for which something may be owed: of the curriculum, of groups taught in the school; with their local day.
--
-- Reads `lessons`, `class_units` and `school_days`. Lessons that have not ended yet are here too, for they can be a
-- day's last lesson, or the last one before a vacation.
WITH
-- Each group once, with its own grade.
class_groups AS (
    SELECT release_key, source_system, source_instance, class_group_id, class_label, grade, has_homework, has_entry_time,
           has_all_present_flag
    FROM class_units
    WHERE ordinal = 0 AND is_in_scope
),
grouped AS (
    SELECT g.release_key, l.school_id, l.source_system, l.source_instance, l.lesson_id, l.lesson_on, l.lesson_number,
           l.ends_minute, l.class_group_id, l.subject_id, l.is_cancelled, g.class_label, g.grade, g.has_homework,
           g.has_entry_time, g.has_all_present_flag
    FROM lessons AS l
    INNER JOIN class_groups AS g
        ON l.source_system = g.source_system AND l.source_instance = g.source_instance
        AND l.class_group_id = g.class_group_id
    WHERE l.lesson_kind = 'curricular'
)
SELECT g.release_key, g.school_id, d.municipality_id, g.source_system, g.source_instance, g.lesson_id, g.lesson_on,
       g.lesson_number, g.ends_minute, g.class_group_id, g.class_label, g.grade, g.subject_id, g.is_cancelled,
       g.has_homework, g.has_entry_time, g.has_all_present_flag, d.time_zone, d.is_instructional, d.is_authoritative,
       d.is_outage, d.record_due_at, d.is_record_due_passed, d.vacation_from_on, d.week_id, d.month_id,
       d.term_id,
       -- The lesson's place in time as one number: a day has fewer than 10000 minutes.
       d.day_number * 10000 + g.ends_minute AS place_in_time
FROM grouped AS g
INNER JOIN school_days AS d
    ON g.school_id = d.school_id AND g.source_system = d.source_system AND g.source_instance = d.source_instance
    AND g.grade = d.grade AND g.lesson_on = d.lesson_on
