-- What must add up, counted by two different ways: a row per equation and unit. `rating` stops when a row's numbers differ.
--
-- Reads the facts `lessons_scheduled`, `school_keys`, `lesson_states`, `school_dates`, `dispositions`, `lesson_entries`, `duties`, `amounts`,
-- `indicator_states`, `school_measures` and `territory_values`.
WITH
-- Counted from the facts themselves: every lesson that the timetable ever named, and those of them that still stand,
-- which the highest version of an entry says that is no deletion.
named AS (
    SELECT source_system, source_instance, source_school_id, lesson_id
    FROM lessons_scheduled
    WHERE operation <> 'delete'
    GROUP BY source_system, source_instance, source_school_id, lesson_id
),
entities AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS highest_version,
           MAX(CASE WHEN operation = 'delete' THEN entity_version END) AS deleted_version
    FROM lessons_scheduled
    GROUP BY source_system, source_instance, source_school_id, entity_key
),
standing AS (
    SELECT s.source_system, s.source_instance, s.source_school_id, s.lesson_id, 1 AS is_standing
    FROM lessons_scheduled AS s
    INNER JOIN entities AS e
        ON s.source_system = e.source_system AND s.source_instance = e.source_instance
        AND s.source_school_id = e.source_school_id AND s.entity_key = e.entity_key
        AND s.entity_version = e.highest_version
    WHERE e.deleted_version IS NULL OR e.deleted_version < e.highest_version
    GROUP BY s.source_system, s.source_instance, s.source_school_id, s.lesson_id
),
accounted AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, 1 AS is_accounted
    FROM dispositions
    GROUP BY source_system, source_instance, source_school_id, lesson_id
),
-- Lessons of days on which the school was in another region.
near AS (
    SELECT l.source_system, l.source_instance, l.source_school_id, l.lesson_id, 1 AS is_near
    FROM lesson_states AS l
    INNER JOIN school_dates AS d
        ON l.school_id = d.school_id AND l.source_system = d.source_system AND l.source_instance = d.source_instance
        AND l.lesson_on = d.lesson_on
    GROUP BY l.source_system, l.source_instance, l.source_school_id, l.lesson_id
),
-- Nothing but a deletion takes a lesson out of the account, or another region.
deleted AS (
    SELECT n.source_system, n.source_instance, n.source_school_id, n.lesson_id
    FROM named AS n
    LEFT JOIN standing AS s
        ON n.source_system = s.source_system AND n.source_instance = s.source_instance
        AND n.source_school_id = s.source_school_id AND n.lesson_id = s.lesson_id
    LEFT JOIN accounted AS a
        ON n.source_system = a.source_system AND n.source_instance = a.source_instance
        AND n.source_school_id = a.source_school_id AND n.lesson_id = a.lesson_id
    LEFT JOIN near AS r
        ON n.source_system = r.source_system AND n.source_instance = r.source_instance
        AND n.source_school_id = r.source_school_id AND n.lesson_id = r.lesson_id
    WHERE (s.is_standing IS NULL OR r.is_near IS NULL) AND a.is_accounted IS NULL
),
-- What is owed for: ended lessons of the curriculum.
owing AS (
    SELECT school_id, source_system, source_instance, source_school_id, lesson_id
    FROM dispositions
    WHERE disposition <> 'not_ended' AND disposition <> 'not_curricular' AND disposition <> 'individual'
),
sides AS (
    -- Every lesson of the timetable has one disposition, or was deleted.
    SELECT 'lessons of the timetable' AS equation, k.school_id AS unit, 1 AS expected, 0 AS found
    FROM named AS n
    INNER JOIN school_keys AS k
        ON n.source_system = k.source_system AND n.source_instance = k.source_instance
        AND n.source_school_id = k.source_school_id
    UNION ALL
    SELECT 'lessons of the timetable' AS equation, k.school_id AS unit, 0 AS expected, 1 AS found
    FROM deleted AS d
    INNER JOIN school_keys AS k
        ON d.source_system = k.source_system AND d.source_instance = k.source_instance
        AND d.source_school_id = k.source_school_id
    UNION ALL
    SELECT 'lessons of the timetable' AS equation, school_id AS unit, 0 AS expected, 1 AS found FROM dispositions
    UNION ALL
    -- Every lesson that is owed for has one duty of each kind. A duty in no state of the list is found nowhere.
    SELECT 'duties: record' AS equation, school_id AS unit, 1 AS expected, 0 AS found FROM owing
    UNION ALL
    SELECT 'duties: record' AS equation, school_id AS unit, 0 AS expected, 1 AS found
    FROM duties
    WHERE (duty = 'record' OR duty = 'record_topic')
        AND (state = 'on_time' OR state = 'late' OR state = 'missing' OR state = 'excused' OR state = 'not_measurable'
             OR state = 'unknown' OR state = 'pending')
    UNION ALL
    SELECT 'duties: homework' AS equation, school_id AS unit, 1 AS expected, 0 AS found FROM owing
    UNION ALL
    SELECT 'duties: homework' AS equation, school_id AS unit, 0 AS expected, 1 AS found
    FROM duties
    WHERE duty = 'homework' AND (state = 'on_time' OR state = 'missing' OR state = 'excused' OR state = 'not_measurable'
                                 OR state = 'unknown' OR state = 'pending')
    UNION ALL
    SELECT 'duties: homework_time' AS equation, o.school_id AS unit, 1 AS expected, 0 AS found
    FROM owing AS o
    INNER JOIN lesson_entries AS e
        ON o.source_system = e.source_system AND o.source_instance = e.source_instance
        AND o.source_school_id = e.source_school_id AND o.lesson_id = e.lesson_id
    WHERE e.real_homework_at IS NOT NULL
    UNION ALL
    SELECT 'duties: homework_time' AS equation, school_id AS unit, 0 AS expected, 1 AS found
    FROM duties
    WHERE duty = 'homework_time' AND (state = 'on_time' OR state = 'late' OR state = 'excused'
                                      OR state = 'not_measurable' OR state = 'unknown')
    UNION ALL
    -- Everything that is owed reaches the measures of the weeks, once, in the denominator or beside it.
    SELECT 'weeks' AS equation, a.school_id AS unit, a.amount AS expected, 0 AS found
    FROM amounts AS a
    INNER JOIN indicator_states AS s ON a.release_key = s.release_key AND a.duty = s.duty AND a.state = s.state
    UNION ALL
    SELECT 'weeks' AS equation, school_id AS unit, 0 AS expected,
           denominator + excused_count + not_measurable_count + unknown_count + pending_count AS found
    FROM school_measures
    WHERE period_kind = 'week'
    UNION ALL
    -- The same, of each municipality as the days of the lessons had it.
    SELECT 'municipalities' AS equation, a.municipality_id AS unit, a.amount AS expected, 0 AS found
    FROM amounts AS a
    INNER JOIN indicator_states AS s ON a.release_key = s.release_key AND a.duty = s.duty AND a.state = s.state
    UNION ALL
    SELECT 'municipalities' AS equation, territory_id AS unit, 0 AS expected,
           denominator + excused_count + not_measurable_count + unknown_count + pending_count AS found
    FROM territory_values
    WHERE period_kind = 'week' AND level = 'municipality'
    UNION ALL
    SELECT 'months' AS equation, school_id AS unit, denominator AS expected, 0 AS found
    FROM school_measures
    WHERE period_kind = 'week'
    UNION ALL
    SELECT 'months' AS equation, school_id AS unit, 0 AS expected, denominator AS found
    FROM school_measures
    WHERE period_kind = 'month'
    UNION ALL
    SELECT 'years' AS equation, school_id AS unit, denominator AS expected, 0 AS found
    FROM school_measures
    WHERE period_kind = 'week'
    UNION ALL
    SELECT 'years' AS equation, school_id AS unit, 0 AS expected, denominator AS found
    FROM school_measures
    WHERE period_kind = 'year'
)
SELECT equation, unit, CAST(SUM(expected) AS BIGINT) AS expected, CAST(SUM(found) AS BIGINT) AS found
FROM sides
GROUP BY equation, unit
