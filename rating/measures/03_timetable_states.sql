-- The state of each of the timetable's entries: its highest version. Where two bodies of one version came, both are here.
--
-- Reads `timetable_versions`.
WITH
highest AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS entity_version
    FROM timetable_versions
    GROUP BY source_system, source_instance, source_school_id, entity_key
)
SELECT v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.event_id, v.ingested_at, v.entered_at,
       v.lesson_id, v.lesson_on, v.lesson_number, v.starts_minute, v.ends_minute, v.class_group_id, v.subject_id,
       v.lesson_kind
FROM timetable_versions AS v
INNER JOIN highest AS h
    ON v.source_system = h.source_system AND v.source_instance = h.source_instance
    AND v.source_school_id = h.source_school_id AND v.entity_key = h.entity_key
    AND v.entity_version = h.entity_version
