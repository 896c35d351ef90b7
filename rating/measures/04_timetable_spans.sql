-- From when until when each version of the timetable stood; deletions are none.
--
-- Reads `timetable_versions` and `timetable_edits`. `until_at` is the moment at which a later version certainly was there:
-- absent when there is none, and when none of them has a time of entry.
WITH
ends AS (
    SELECT v.version_kind, v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version,
           MIN(w.from_at) AS until_at
    FROM timetable_edits AS v
    INNER JOIN timetable_edits AS w
        ON v.version_kind = w.version_kind AND v.source_system = w.source_system AND v.source_instance = w.source_instance
        AND v.source_school_id = w.source_school_id AND v.entity_key = w.entity_key
    WHERE w.entity_version > v.entity_version AND w.entered_from_at IS NOT NULL
    GROUP BY v.version_kind, v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version
)
SELECT v.version_kind, v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version,
       v.event_id, v.lesson_id, v.lesson_on, v.starts_minute, v.ends_minute, v.lesson_number, v.class_group_id,
       v.subject_id, v.lesson_kind,
       CASE WHEN v.entered_from_at IS NULL THEN 0 ELSE 1 END AS is_timed,
       COALESCE(t.from_at, v.entered_at) AS from_at, e.until_at,
       CASE WHEN t.last_version > v.entity_version THEN 0 ELSE 1 END AS is_last
FROM timetable_versions AS v
LEFT JOIN timetable_edits AS t
    ON v.version_kind = t.version_kind AND v.source_system = t.source_system AND v.source_instance = t.source_instance
    AND v.source_school_id = t.source_school_id AND v.entity_key = t.entity_key AND v.entity_version = t.entity_version
LEFT JOIN ends AS e
    ON v.version_kind = e.version_kind AND v.source_system = e.source_system AND v.source_instance = e.source_instance
    AND v.source_school_id = e.source_school_id AND v.entity_key = e.entity_key AND v.entity_version = e.entity_version
WHERE v.is_deleted = 0
