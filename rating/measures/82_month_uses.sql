-- Who was registered at which platform on each month's day, and who had used it in the twelve months up to that day.
--
-- Reads the facts `platform_uses`, whose versions stand as those of profiles do, `school_keys` and `maturity_months`.
WITH
use_ends AS (
    SELECT p.source_system, p.source_instance, p.source_school_id, p.entity_key, p.entity_version,
           MIN(h.entered_at) AS ended_at
    FROM platform_uses AS p
    INNER JOIN platform_uses AS h
        ON p.source_system = h.source_system AND p.source_instance = h.source_instance
        AND p.source_school_id = h.source_school_id AND p.entity_key = h.entity_key
    WHERE h.entity_version > p.entity_version
    GROUP BY p.source_system, p.source_instance, p.source_school_id, p.entity_key, p.entity_version
),
use_spans AS (
    SELECT k.school_id, k.time_zone, p.platform, p.person_pid, p.role, p.registered_on, p.last_used_on, p.entered_at,
           e.ended_at
    FROM platform_uses AS p
    INNER JOIN school_keys AS k
        ON p.source_system = k.source_system AND p.source_instance = k.source_instance
        AND p.source_school_id = k.source_school_id
    LEFT JOIN use_ends AS e
        ON p.source_system = e.source_system AND p.source_instance = e.source_instance
        AND p.source_school_id = e.source_school_id AND p.entity_key = e.entity_key
        AND p.entity_version = e.entity_version
    WHERE p.operation <> 'delete'
)
SELECT m.month_id, s.school_id, s.platform, s.person_pid, s.role,
       CASE WHEN s.registered_on <= m.as_of_on THEN 1 ELSE 0 END AS is_registered,
       CASE WHEN s.last_used_on >= m.window_from_on AND s.last_used_on <= m.as_of_on THEN 1 ELSE 0 END AS is_used
FROM use_spans AS s
INNER JOIN maturity_months AS m ON s.time_zone = m.time_zone
WHERE s.entered_at <= m.ends_at AND (s.ended_at IS NULL OR s.ended_at > m.ends_at)
