-- Cancellations and moves of the timetable's lessons: every version after the last withdrawal of its entity, a lesson with
-- a kind of change.
--
-- Reads the facts `lesson_changes` and `timetable_spans`. What was entered before the timetable's last entry of the lesson is
-- overruled by it; at the same moment the change holds.
WITH
withdrawals AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS withdrawn_version,
           MAX(entered_at) AS withdrawn_at
    FROM lesson_changes
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, source_school_id, entity_key
),
last_entries AS (
    SELECT source_system, source_instance, source_school_id, lesson_id, MAX(from_at) AS from_at
    FROM timetable_spans
    WHERE version_kind = 'entry'
    GROUP BY source_system, source_instance, source_school_id, lesson_id
),
-- What is entered again after it was withdrawn was not entered before.
changes AS (
    SELECT c.source_system, c.source_instance, c.source_school_id, c.entity_version, c.lesson_id, c.change,
           CASE WHEN w.withdrawn_at > c.entered_at THEN w.withdrawn_at ELSE c.entered_at END AS entered_at,
           CASE WHEN w.withdrawn_at > c.entered_from_at THEN w.withdrawn_at ELSE c.entered_from_at END AS entered_from_at,
           CASE WHEN w.withdrawn_at > c.entered_at THEN 1 ELSE 0 END AS is_back_dated
    FROM lesson_changes AS c
    LEFT JOIN withdrawals AS w
        ON c.source_system = w.source_system AND c.source_instance = w.source_instance
        AND c.source_school_id = w.source_school_id AND c.entity_key = w.entity_key
    WHERE (w.withdrawn_version IS NULL OR c.entity_version > w.withdrawn_version)
        AND (c.change = 'cancelled' OR c.change = 'moved')
)
SELECT c.source_system, c.source_instance, c.source_school_id, c.entity_version, c.lesson_id, c.change, c.entered_at,
       c.entered_from_at, c.is_back_dated, CASE WHEN c.entered_at < s.from_at THEN 1 ELSE 0 END AS is_overruled
FROM changes AS c
INNER JOIN last_entries AS s
    ON c.source_system = s.source_system AND c.source_instance = s.source_instance
    AND c.source_school_id = s.source_school_id AND c.lesson_id = s.lesson_id
