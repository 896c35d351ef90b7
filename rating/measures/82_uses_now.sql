-- Who is registered at which platform at the release's moment, and who used it in the twelve months up to its day.
--
-- Reads the facts `platform_uses`, folded as profiles are, `school_keys`, `maturity_schools` and `release_inputs`.
WITH
use_deletions AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS deleted_version
    FROM platform_uses
    WHERE operation = 'delete'
    GROUP BY source_system, source_instance, source_school_id, entity_key
),
use_versions AS (
    SELECT p.source_system, p.source_instance, p.source_school_id, p.entity_key, p.entity_version, p.platform,
           p.person_pid, p.role, p.registered_on, p.last_used_on
    FROM platform_uses AS p
    LEFT JOIN use_deletions AS d
        ON p.source_system = d.source_system AND p.source_instance = d.source_instance
        AND p.source_school_id = d.source_school_id AND p.entity_key = d.entity_key
    WHERE d.deleted_version IS NULL OR p.entity_version > d.deleted_version
),
use_highest AS (
    SELECT source_system, source_instance, source_school_id, entity_key, MAX(entity_version) AS entity_version
    FROM use_versions
    GROUP BY source_system, source_instance, source_school_id, entity_key
),
uses_now AS (
    SELECT k.school_id, v.platform, v.person_pid, v.role, v.registered_on, v.last_used_on
    FROM use_versions AS v
    INNER JOIN use_highest AS h
        ON v.source_system = h.source_system AND v.source_instance = h.source_instance
        AND v.source_school_id = h.source_school_id AND v.entity_key = h.entity_key
        AND v.entity_version = h.entity_version
    INNER JOIN school_keys AS k
        ON v.source_system = k.source_system AND v.source_instance = k.source_instance
        AND v.source_school_id = k.source_school_id
)
SELECT u.school_id, u.platform, u.person_pid, u.role,
       CASE WHEN u.registered_on <= r.as_of_on THEN 1 ELSE 0 END AS is_registered,
       CASE WHEN u.last_used_on >= r.window_from_on AND u.last_used_on <= r.as_of_on THEN 1 ELSE 0 END AS is_used
FROM uses_now AS u
INNER JOIN maturity_schools AS s ON u.school_id = s.school_id
INNER JOIN release_inputs AS r ON s.release_key = r.release_key
WHERE s.level = 'school'
