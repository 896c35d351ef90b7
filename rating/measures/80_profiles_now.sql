-- The pupils' digital profiles as they stand at the release's moment.
--
-- Reads the facts `profiles` and `school_keys`: the highest version of an entity of a school of an installation is the
-- state, a deletion hides the versions below it.
WITH
profile_deletions AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS deleted_version
    FROM profiles
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, source_school_id, entity_key
),
profile_versions AS (
    SELECT p.source_system, p.source_instance, p.source_school_id, p.entity_key, p.entity_version, p.pupil_pid,
           p.is_profile_maintained, p.is_recommendation_offered
    FROM profiles AS p
    LEFT JOIN profile_deletions AS d
        ON p.source_system = d.source_system AND p.source_instance = d.source_instance
        AND p.source_school_id = d.source_school_id AND p.entity_key = d.entity_key
    WHERE d.deleted_version IS NULL OR p.entity_version > d.deleted_version
),
profile_highest AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS entity_version
    FROM profile_versions
    GROUP BY source_system, source_instance, source_school_id, entity_key
)
SELECT k.school_id, v.pupil_pid, v.is_profile_maintained, v.is_recommendation_offered
FROM profile_versions AS v
INNER JOIN profile_highest AS h
    ON v.source_system = h.source_system AND v.source_instance = h.source_instance
    AND v.source_school_id = h.source_school_id AND v.entity_key = h.entity_key
    AND v.entity_version = h.entity_version
INNER JOIN school_keys AS k
    ON v.source_system = k.source_system AND v.source_instance = k.source_instance
    AND v.source_school_id = k.source_school_id
