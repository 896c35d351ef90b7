-- The states of each lesson of a school that a register names, with what cancels the lesson.
--
-- Reads `timetable_states`, `timetable_changes` and `school_keys`.
WITH
overruled AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, 1 AS has_overruled_change
    FROM timetable_changes
    WHERE is_overruled = 1
    GROUP BY source_system, source_instance, source_school_id, lesson_id
),
-- A cancellation is as old as the lowest of its versions that holds: a later one makes it no older. A version that came
-- with two times counts by the later.
first_cancellations AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, MIN(entity_version) AS entity_version
    FROM timetable_changes
    WHERE change = 'cancelled' AND is_overruled = 0
    GROUP BY source_system, source_instance, source_school_id, lesson_id
),
cancelled AS (
    SELECT c.source_system, c.source_instance, c.source_school_id, c.lesson_id, MAX(c.entered_at) AS cancelled_at,
           MAX(c.entered_from_at) AS cancelled_from_at
    FROM timetable_changes AS c
    INNER JOIN first_cancellations AS f
        ON c.source_system = f.source_system AND c.source_instance = f.source_instance
        AND c.source_school_id = f.source_school_id AND c.lesson_id = f.lesson_id
        AND c.entity_version = f.entity_version
    WHERE c.change = 'cancelled'
    GROUP BY c.source_system, c.source_instance, c.source_school_id, c.lesson_id
)
SELECT k.release_key, k.school_id, k.journal_number, k.time_zone, s.source_system, s.source_instance, s.source_school_id,
       s.lesson_id, s.state_id, s.is_timed, s.from_at, s.until_at, s.is_last, s.lesson_on, s.lesson_number,
       s.starts_minute, s.ends_minute, s.class_group_id, s.subject_id, s.lesson_kind,
       CASE WHEN c.lesson_id IS NULL THEN 0 ELSE 1 END AS is_cancelled,
       c.cancelled_at, c.cancelled_from_at,
       COALESCE(o.has_overruled_change, 0) AS has_overruled_change
FROM timetable_states AS s
INNER JOIN school_keys AS k
    ON s.source_system = k.source_system AND s.source_instance = k.source_instance
    AND s.source_school_id = k.source_school_id
LEFT JOIN cancelled AS c
    ON s.source_system = c.source_system AND s.source_instance = c.source_instance
    AND s.source_school_id = c.source_school_id AND s.lesson_id = c.lesson_id
LEFT JOIN overruled AS o
    ON s.source_system = o.source_system AND s.source_instance = o.source_instance
    AND s.source_school_id = o.source_school_id AND s.lesson_id = o.lesson_id
