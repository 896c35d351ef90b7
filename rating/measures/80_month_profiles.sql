-- The pupils' digital profiles as they stood at the end of each month's day.
--
-- Reads the facts `profiles`, `school_keys` and `maturity_months`. A version of an entity of a school of an installation stands
-- from the moment at which it was entered to the moment at which a higher one was; a deletion is a version that says
-- nothing.
WITH
profile_ends AS (
    SELECT p.source_system, p.source_instance, p.source_school_id, p.entity_key, p.entity_version,
           MIN(h.entered_at) AS ended_at
    FROM profiles AS p
    INNER JOIN profiles AS h
        ON p.source_system = h.source_system AND p.source_instance = h.source_instance
        AND p.source_school_id = h.source_school_id AND p.entity_key = h.entity_key
    WHERE h.entity_version > p.entity_version
    GROUP BY p.source_system, p.source_instance, p.source_school_id, p.entity_key, p.entity_version
),
profile_spans AS (
    SELECT k.school_id, k.time_zone, p.pupil_pid, p.is_profile_maintained, p.is_recommendation_offered, p.entered_at,
           e.ended_at
    FROM profiles AS p
    INNER JOIN school_keys AS k
        ON p.source_system = k.source_system AND p.source_instance = k.source_instance
        AND p.source_school_id = k.source_school_id
    LEFT JOIN profile_ends AS e
        ON p.source_system = e.source_system AND p.source_instance = e.source_instance
        AND p.source_school_id = e.source_school_id AND p.entity_key = e.entity_key
        AND p.entity_version = e.entity_version
    WHERE p.operation <> 'delete'
)
SELECT m.month_id, s.school_id, s.pupil_pid, s.is_profile_maintained, s.is_recommendation_offered
FROM profile_spans AS s
INNER JOIN maturity_months AS m ON s.time_zone = m.time_zone
WHERE s.entered_at <= m.ends_at AND (s.ended_at IS NULL OR s.ended_at > m.ends_at)
