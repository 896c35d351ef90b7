-- Lessons that have ended, with what excuses them and with the deadline of their homework.
--
-- Reads `scoped_lessons`, `enrolled_days`, `class_units`, `local_instants` and `curricula`.
WITH
-- When the last lesson of a class ends on a day. The lessons of a class are its own and those of its sub- and metagroups.
class_days AS (
    SELECT u.source_system, u.source_instance, u.class_id, l.lesson_on, MAX(l.ends_minute) AS last_ends_minute
    FROM scoped_lessons AS l
    INNER JOIN class_units AS u
        ON l.source_system = u.source_system AND l.source_instance = u.source_instance
        AND l.class_group_id = u.class_group_id
    WHERE l.is_cancelled = 0
    GROUP BY u.source_system, u.source_instance, u.class_id, l.lesson_on
),
-- The same for a group: the latest over its classes.
group_days AS (
    SELECT u.source_system, u.source_instance, u.class_group_id, d.lesson_on, MAX(d.last_ends_minute) AS last_ends_minute
    FROM class_days AS d
    INNER JOIN class_units AS u
        ON d.source_system = u.source_system AND d.source_instance = u.source_instance AND d.class_id = u.class_id
    GROUP BY u.source_system, u.source_instance, u.class_group_id, d.lesson_on
),
-- The last lesson of a group and subject before a vacation that begins soon.
before_vacations AS (
    SELECT source_system, source_instance, class_group_id, subject_id, vacation_from_on,
           MAX(place_in_time) AS last_place_in_time
    FROM scoped_lessons
    WHERE vacation_from_on IS NOT NULL AND is_cancelled = 0
    GROUP BY source_system, source_instance, class_group_id, subject_id, vacation_from_on
),
-- Groups and subjects without homework, by the plans of the group's classes.
plans_without_homework AS (
    SELECT u.source_system, u.source_instance, u.class_group_id, c.subject_id, c.from_on, c.until_on
    FROM curricula AS c
    INNER JOIN class_units AS u
        ON c.source_system = u.source_system AND c.source_instance = u.source_instance AND c.class_group_id = u.class_id
    WHERE c.is_without_homework
),
lessons_without_homework AS (
    SELECT l.source_system, l.source_instance, l.lesson_id, 1 AS is_without_homework
    FROM scoped_lessons AS l
    INNER JOIN plans_without_homework AS p
        ON l.source_system = p.source_system AND l.source_instance = p.source_instance
        AND l.class_group_id = p.class_group_id AND l.subject_id = p.subject_id
    WHERE l.lesson_on >= p.from_on AND l.lesson_on <= p.until_on
    GROUP BY l.source_system, l.source_instance, l.lesson_id
),
-- Only what has ended by the release's moment is owed.
ended AS (
    SELECT l.release_key, l.school_id, l.municipality_id, l.source_system, l.source_instance, l.lesson_id, l.lesson_on,
           l.lesson_number, l.ends_minute, l.class_group_id, l.class_label, l.grade, l.subject_id, l.is_cancelled,
           l.has_homework, l.has_entry_time, l.has_all_present_flag, l.time_zone, l.is_instructional,
           l.is_authoritative, l.is_outage, l.record_due_at, l.is_record_due_passed, l.vacation_from_on, l.week_id,
           l.month_id, l.term_id, l.place_in_time
    FROM scoped_lessons AS l
    INNER JOIN local_instants AS i
        ON l.time_zone = i.time_zone AND l.lesson_on = i.lesson_on AND l.ends_minute = i.minute
    WHERE i.is_past
),
-- A cancelled lesson may be the only one of its day; its own end then stands for the day's.
with_last_lesson AS (
    SELECT e.release_key, e.school_id, e.municipality_id, e.source_system, e.source_instance, e.lesson_id, e.lesson_on,
           e.lesson_number, e.class_group_id, e.class_label, e.grade, e.subject_id, e.is_cancelled, e.has_homework,
           e.has_entry_time, e.has_all_present_flag, e.time_zone, e.is_instructional, e.is_authoritative, e.is_outage,
           e.record_due_at, e.is_record_due_passed, e.vacation_from_on, e.week_id, e.month_id, e.term_id,
           e.place_in_time, COALESCE(g.last_ends_minute, e.ends_minute) AS last_ends_minute
    FROM ended AS e
    LEFT JOIN group_days AS g
        ON e.source_system = g.source_system AND e.source_instance = g.source_instance
        AND e.class_group_id = g.class_group_id AND e.lesson_on = g.lesson_on
)
SELECT l.release_key, l.school_id, l.municipality_id, l.grade, l.class_group_id, l.class_label, l.subject_id,
       l.source_system, l.source_instance, l.lesson_id, l.lesson_on, l.lesson_number, l.week_id, l.month_id, l.term_id,
       l.has_entry_time, l.has_all_present_flag, l.record_due_at, l.is_record_due_passed, i.homework_due_at,
       i.is_homework_due_passed,
       -- Why nothing is owed: the first reason that applies.
       CASE WHEN l.is_cancelled = 1 THEN 'cancelled'
            WHEN NOT l.is_authoritative THEN 'not_authoritative'
            WHEN NOT l.is_instructional THEN 'non_instructional'
            WHEN l.is_outage THEN 'outage'
            WHEN n.is_enrolled IS NULL THEN 'not_enrolled' END AS excuse,
       -- Why no homework is owed, when something is.
       CASE WHEN NOT l.has_homework THEN 'grade_without_homework'
            WHEN w.is_without_homework = 1 THEN 'subject_without_homework'
            WHEN v.last_place_in_time <= l.place_in_time THEN 'before_vacation' END AS homework_excuse
FROM with_last_lesson AS l
INNER JOIN local_instants AS i
    ON l.time_zone = i.time_zone AND l.lesson_on = i.lesson_on AND l.last_ends_minute = i.minute
LEFT JOIN enrolled_days AS n
    ON l.source_system = n.source_system AND l.source_instance = n.source_instance
    AND l.class_group_id = n.class_group_id AND l.lesson_on = n.lesson_on
LEFT JOIN lessons_without_homework AS w
    ON l.source_system = w.source_system AND l.source_instance = w.source_instance AND l.lesson_id = w.lesson_id
LEFT JOIN before_vacations AS v
    ON l.source_system = v.source_system AND l.source_instance = v.source_instance
    AND l.class_group_id = v.class_group_id AND l.subject_id = v.subject_id
    AND l.vacation_from_on = v.vacation_from_on
