-- Cancellations and moves of the timetable's lessons: every version after the last withdrawal of its entity, a lesson with
-- a kind of change.
--
-- Reads the facts `lesson_changes` and `timetable_entries`. What was entered before the timetable's entry is overruled by
-- it; at the same moment the change holds.
WITH
withdrawals AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS withdrawn_version,
           MAX(entered_at) AS withdrawn_at
    FROM lesson_changes
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, source_school_id, entity_key
)
SELECT c.source_system, c.source_instance, c.source_school_id, c.entity_version, c.event_id, c.lesson_id, c.change,
       c.moved_to_on, c.moved_to_starts_minute, c.moved_to_ends_minute,
       -- What is entered again after it was withdrawn was not entered before.
       CASE WHEN w.withdrawn_at > c.entered_at THEN w.withdrawn_at ELSE c.entered_at END AS entered_at,
       CASE WHEN w.withdrawn_at > c.entered_from_at THEN w.withdrawn_at ELSE c.entered_from_at END AS entered_from_at,
       CASE WHEN c.entered_at < s.entered_at THEN 1 ELSE 0 END AS is_overruled
FROM lesson_changes AS c
INNER JOIN timetable_entries AS s
    ON c.source_system = s.source_system AND c.source_instance = s.source_instance
    AND c.source_school_id = s.source_school_id AND c.lesson_id = s.lesson_id
LEFT JOIN withdrawals AS w
    ON c.source_system = w.source_system AND c.source_instance = w.source_instance
    AND c.source_school_id = w.source_school_id AND c.entity_key = w.entity_key
WHERE (w.withdrawn_version IS NULL OR c.entity_version > w.withdrawn_version)
    AND (c.change = 'cancelled' OR c.change = 'moved')
