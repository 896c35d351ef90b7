-- Lessons as they stand at the release's moment: the timetable's entries, moved and cancelled as later entries say.
--
-- Reads the facts `lessons_scheduled` and `lesson_changes`. Facts are versions of entities: the highest version is the
-- state, a deletion hides the versions below it, and a version that came twice changes nothing.
WITH
-- The last deletion of each timetable entry; few are ever deleted.
deletions AS (
    SELECT source_system, source_instance, entity_key, MAX(entity_version) AS deleted_version
    FROM lessons_scheduled
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, entity_key
),
-- Versions after it. An entity without any is not valid and has no rows from here on.
versions AS (
    SELECT s.source_system, s.source_instance, s.entity_key, s.entity_version, s.school_id, s.lesson_id, s.lesson_on,
           s.lesson_number, s.ends_minute, s.class_group_id, s.subject_id, s.lesson_kind
    FROM lessons_scheduled AS s
    LEFT JOIN deletions AS d
        ON s.source_system = d.source_system AND s.source_instance = d.source_instance AND s.entity_key = d.entity_key
    WHERE d.deleted_version IS NULL OR s.entity_version > d.deleted_version
),
highest AS (
    SELECT source_system, source_instance, entity_key, MAX(entity_version) AS entity_version
    FROM versions
    GROUP BY source_system, source_instance, entity_key
),
-- The state of each entry. Grouping, rather than selecting, makes one row of a version that came twice.
scheduled AS (
    SELECT v.source_system, v.source_instance, v.lesson_id, MAX(v.school_id) AS school_id, MAX(v.lesson_on) AS lesson_on,
           MAX(v.lesson_number) AS lesson_number, MAX(v.ends_minute) AS ends_minute,
           MAX(v.class_group_id) AS class_group_id, MAX(v.subject_id) AS subject_id, MAX(v.lesson_kind) AS lesson_kind
    FROM versions AS v
    INNER JOIN highest AS h
        ON v.source_system = h.source_system AND v.source_instance = h.source_instance
        AND v.entity_key = h.entity_key AND v.entity_version = h.entity_version
    GROUP BY v.source_system, v.source_instance, v.lesson_id
),
-- The same fold for changes: an entity is a lesson with a kind of change.
withdrawals AS (
    SELECT source_system, source_instance, entity_key, MAX(entity_version) AS withdrawn_version
    FROM lesson_changes
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, entity_key
),
changes AS (
    SELECT c.source_system, c.source_instance, c.entity_version, c.lesson_id, c.change, c.moved_to_on,
           c.moved_to_ends_minute
    FROM lesson_changes AS c
    LEFT JOIN withdrawals AS w
        ON c.source_system = w.source_system AND c.source_instance = w.source_instance AND c.entity_key = w.entity_key
    WHERE w.withdrawn_version IS NULL OR c.entity_version > w.withdrawn_version
),
cancelled AS (
    SELECT source_system, source_instance, lesson_id, 1 AS is_cancelled
    FROM changes
    WHERE change = 'cancelled'
    GROUP BY source_system, source_instance, lesson_id
),
last_moves AS (
    SELECT source_system, source_instance, lesson_id, MAX(entity_version) AS entity_version
    FROM changes
    WHERE change = 'moved'
    GROUP BY source_system, source_instance, lesson_id
),
moved AS (
    SELECT c.source_system, c.source_instance, c.lesson_id, MAX(c.moved_to_on) AS moved_to_on,
           MAX(c.moved_to_ends_minute) AS moved_to_ends_minute
    FROM changes AS c
    INNER JOIN last_moves AS m
        ON c.source_system = m.source_system AND c.source_instance = m.source_instance
        AND c.lesson_id = m.lesson_id AND c.entity_version = m.entity_version
    WHERE c.change = 'moved'
    GROUP BY c.source_system, c.source_instance, c.lesson_id
)
SELECT s.school_id, s.source_system, s.source_instance, s.lesson_id,
       COALESCE(m.moved_to_on, s.lesson_on) AS lesson_on,
       s.lesson_number,
       COALESCE(m.moved_to_ends_minute, s.ends_minute) AS ends_minute,
       s.class_group_id, s.subject_id, s.lesson_kind,
       CASE WHEN c.is_cancelled = 1 THEN 1 ELSE 0 END AS is_cancelled
FROM scheduled AS s
LEFT JOIN moved AS m
    ON s.source_system = m.source_system AND s.source_instance = m.source_instance AND s.lesson_id = m.lesson_id
LEFT JOIN cancelled AS c
    ON s.source_system = c.source_system AND s.source_instance = c.source_instance AND s.lesson_id = c.lesson_id
