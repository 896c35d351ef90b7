-- Since when each version stands, of entities that have several: a later version stands no earlier than one before it.
--
-- Reads `timetable_versions`.
WITH
entities AS (
    SELECT version_kind, source_system, source_instance, source_school_id, entity_key,
           MIN(entity_version) AS first_version, MAX(entity_version) AS last_version
    FROM timetable_versions
    GROUP BY version_kind, source_system, source_instance, source_school_id, entity_key
),
edited AS (
    SELECT v.version_kind, v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version,
           e.last_version, v.entered_at, v.entered_from_at
    FROM timetable_versions AS v
    INNER JOIN entities AS e
        ON v.version_kind = e.version_kind AND v.source_system = e.source_system AND v.source_instance = e.source_instance
        AND v.source_school_id = e.source_school_id AND v.entity_key = e.entity_key
    WHERE e.first_version < e.last_version
)
SELECT v.version_kind, v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version,
       v.last_version, v.entered_from_at, MAX(u.entered_at) AS from_at
FROM edited AS v
INNER JOIN edited AS u
    ON v.version_kind = u.version_kind AND v.source_system = u.source_system AND v.source_instance = u.source_instance
    AND v.source_school_id = u.source_school_id AND v.entity_key = u.entity_key
WHERE u.entity_version <= v.entity_version
GROUP BY v.version_kind, v.source_system, v.source_instance, v.source_school_id, v.entity_key, v.entity_version,
         v.last_version, v.entered_from_at
