-- The timetable's entries: every version after the last deletion of its entity.
--
-- Reads the facts `lessons_scheduled`. Facts are versions of entities, and an entity belongs to a school of an
-- installation: the highest version is the state, a deletion hides the versions below it, and a version that came twice
-- changes nothing. An entity without any version left is not valid and has no rows from here on.
WITH
deletions AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS deleted_version
    FROM lessons_scheduled
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, source_school_id, entity_key
)
SELECT s.source_system, s.source_instance, s.source_school_id, s.entity_key, s.entity_version, s.event_id,
       s.ingested_at, s.entered_at, s.lesson_id, s.lesson_on, s.lesson_number, s.starts_minute, s.ends_minute,
       s.class_group_id, s.subject_id, s.lesson_kind
FROM lessons_scheduled AS s
LEFT JOIN deletions AS d
    ON s.source_system = d.source_system AND s.source_instance = d.source_instance
    AND s.source_school_id = d.source_school_id AND s.entity_key = d.entity_key
WHERE d.deleted_version IS NULL OR s.entity_version > d.deleted_version
