-- What must add up, counted by two different ways: a row per equation. `rating` stops when a row's numbers differ.
--
-- Reads `scoped_lessons`, `local_instants`, `lesson_entries`, `duties`, `timetable_weeks`, `indicator_states` and
-- `school_measures`.
WITH
-- Counted before anything was joined to them: the lessons that have ended, and of these the ones with real homework.
ended AS (
    SELECT l.source_system, l.source_instance, l.lesson_id, COUNT(*) AS lessons_count
    FROM scoped_lessons AS l
    INNER JOIN local_instants AS i
        ON l.time_zone = i.time_zone AND l.lesson_on = i.lesson_on AND l.ends_minute = i.minute
    WHERE i.is_past
    GROUP BY l.source_system, l.source_instance, l.lesson_id
),
with_real_homework AS (
    SELECT e.lessons_count
    FROM ended AS e
    INNER JOIN lesson_entries AS n
        ON e.source_system = n.source_system AND e.source_instance = n.source_instance AND e.lesson_id = n.lesson_id
    WHERE n.real_homework_at IS NOT NULL
),
-- A duty in no state of the list is found nowhere.
found_duties AS (
    SELECT CASE WHEN duty = 'record_topic' THEN 'duties: record' WHEN duty = 'record' THEN 'duties: record'
                WHEN duty = 'homework' THEN 'duties: homework' ELSE 'duties: homework_time' END AS equation,
           COUNT(*) AS found
    FROM duties
    WHERE state = 'on_time' OR state = 'late' OR state = 'missing' OR state = 'excused' OR state = 'not_measurable'
        OR state = 'pending'
    GROUP BY duty
),
sides AS (
    SELECT 'duties: record' AS equation, COUNT(*) AS expected, 0 AS found FROM ended
    UNION ALL
    SELECT 'duties: homework' AS equation, COUNT(*) AS expected, 0 AS found FROM ended
    UNION ALL
    SELECT 'duties: homework_time' AS equation, COUNT(*) AS expected, 0 AS found FROM with_real_homework
    UNION ALL
    SELECT equation, 0 AS expected, found FROM found_duties
    UNION ALL
    -- Every duty and every planned hour reaches the measures of the weeks and of the months, once.
    SELECT 'weeks: denominators' AS equation, s.in_denominator AS expected, 0 AS found
    FROM duties AS d
    INNER JOIN indicator_states AS s ON d.release_key = s.release_key AND d.duty = s.duty AND d.state = s.state
    UNION ALL
    SELECT 'weeks: denominators' AS equation, t.planned_thirtieths * s.in_denominator AS expected, 0 AS found
    FROM timetable_weeks AS t
    INNER JOIN indicator_states AS s ON t.release_key = s.release_key
    WHERE s.duty = 'timetable'
    UNION ALL
    SELECT 'weeks: denominators' AS equation, 0 AS expected, denominator AS found
    FROM school_measures
    WHERE period_kind = 'week'
    UNION ALL
    SELECT 'months: denominators' AS equation, denominator AS expected, 0 AS found
    FROM school_measures
    WHERE period_kind = 'week'
    UNION ALL
    SELECT 'months: denominators' AS equation, 0 AS expected, denominator AS found
    FROM school_measures
    WHERE period_kind = 'month'
)
SELECT equation, CAST(SUM(expected) AS BIGINT) AS expected, CAST(SUM(found) AS BIGINT) AS found
FROM sides
GROUP BY equation
