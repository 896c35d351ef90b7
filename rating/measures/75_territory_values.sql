-- The measures of every school, municipality and region: a parent's numbers are the sum of its children's.
--
-- Reads `school_measures` and `release_inputs`. A school that changed its municipality counts in each for its time.
WITH
by_level AS (
    SELECT 'school' AS level, school_id AS territory_id, period_kind, period_id, indicator, numerator, denominator,
           excused_count, not_measurable_count, unknown_count, pending_count, unobserved_count
    FROM school_measures
    UNION ALL
    SELECT 'municipality' AS level, municipality_id AS territory_id, period_kind, period_id, indicator, numerator,
           denominator, excused_count, not_measurable_count, unknown_count, pending_count, unobserved_count
    FROM school_measures
    UNION ALL
    SELECT 'region' AS level, r.region_code AS territory_id, m.period_kind, m.period_id, m.indicator, m.numerator,
           m.denominator, m.excused_count, m.not_measurable_count, m.unknown_count, m.pending_count, m.unobserved_count
    FROM school_measures AS m
    INNER JOIN release_inputs AS r ON m.release_key = r.release_key
)
SELECT level, territory_id, period_kind, period_id, indicator,
       CAST(SUM(numerator) AS BIGINT) AS numerator,
       CAST(SUM(denominator) AS BIGINT) AS denominator,
       CAST(SUM(excused_count) AS BIGINT) AS excused_count,
       CAST(SUM(not_measurable_count) AS BIGINT) AS not_measurable_count,
       CAST(SUM(unknown_count) AS BIGINT) AS unknown_count,
       CAST(SUM(pending_count) AS BIGINT) AS pending_count,
       CAST(SUM(unobserved_count) AS BIGINT) AS unobserved_count
FROM by_level
GROUP BY level, territory_id, period_kind, period_id, indicator
