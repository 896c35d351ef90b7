-- Lessons as they stand at the release's moment: the timetable's entries, moved and cancelled as later entries say.
--
-- Reads `timetable_entries`, `timetable_changes` and `school_keys`.
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
),
last_moves AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, MAX(entity_version) AS entity_version
    FROM timetable_changes
    WHERE change = 'moved' AND is_overruled = 0
    GROUP BY source_system, source_instance, source_school_id, lesson_id
),
chosen_moves AS (
    SELECT c.source_system, c.source_instance, c.source_school_id, c.lesson_id, c.entity_version,
           MIN(c.event_id) AS event_id
    FROM timetable_changes AS c
    INNER JOIN last_moves AS m
        ON c.source_system = m.source_system AND c.source_instance = m.source_instance
        AND c.source_school_id = m.source_school_id AND c.lesson_id = m.lesson_id
        AND c.entity_version = m.entity_version
    WHERE c.change = 'moved'
    GROUP BY c.source_system, c.source_instance, c.source_school_id, c.lesson_id, c.entity_version
),
moved AS (
    SELECT c.source_system, c.source_instance, c.source_school_id, c.lesson_id, c.moved_to_on, c.moved_to_starts_minute,
           c.moved_to_ends_minute
    FROM timetable_changes AS c
    INNER JOIN chosen_moves AS m
        ON c.source_system = m.source_system AND c.source_instance = m.source_instance
        AND c.source_school_id = m.source_school_id AND c.lesson_id = m.lesson_id
        AND c.entity_version = m.entity_version AND c.event_id = m.event_id
    WHERE c.change = 'moved'
    GROUP BY c.source_system, c.source_instance, c.source_school_id, c.lesson_id, c.moved_to_on, c.moved_to_starts_minute,
             c.moved_to_ends_minute
)
SELECT k.release_key, k.school_id, k.journal_number, k.time_zone, s.source_system, s.source_instance, s.source_school_id,
       s.lesson_id,
       COALESCE(m.moved_to_on, s.lesson_on) AS lesson_on,
       s.lesson_number,
       COALESCE(m.moved_to_starts_minute, s.starts_minute) AS starts_minute,
       COALESCE(m.moved_to_ends_minute, s.ends_minute) AS ends_minute,
       s.class_group_id, s.subject_id, s.lesson_kind,
       CASE WHEN c.lesson_id IS NULL THEN 0 ELSE 1 END AS is_cancelled,
       c.cancelled_at, c.cancelled_from_at,
       COALESCE(o.has_overruled_change, 0) AS has_overruled_change
FROM timetable_entries AS s
INNER JOIN school_keys AS k
    ON s.source_system = k.source_system AND s.source_instance = k.source_instance
    AND s.source_school_id = k.source_school_id
LEFT JOIN moved AS m
    ON s.source_system = m.source_system AND s.source_instance = m.source_instance
    AND s.source_school_id = m.source_school_id AND s.lesson_id = m.lesson_id
LEFT JOIN cancelled AS c
    ON s.source_system = c.source_system AND s.source_instance = c.source_instance
    AND s.source_school_id = c.source_school_id AND s.lesson_id = c.lesson_id
LEFT JOIN overruled AS o
    ON s.source_system = o.source_system AND s.source_instance = o.source_instance
    AND s.source_school_id = o.source_school_id AND s.lesson_id = o.lesson_id
