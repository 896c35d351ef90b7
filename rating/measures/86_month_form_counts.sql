-- The same over those schools alone that on the day had sent an indicator's denominator, for each line that the indicator
-- counts: a school that is not below the line must not be above it.
--
-- Reads `month_lines`, `maturity_month_forms` and `maturity_month_schools`. A person is counted once in each territory.
WITH
counted_once AS (
    SELECT f.release_key, l.month_id, f.indicator, s.level, s.territory_id, l.line, l.counted_id
    FROM month_lines AS l
    INNER JOIN maturity_month_forms AS f
        ON l.school_id = f.school_id AND l.line = f.line AND l.month_id = f.month_id
    INNER JOIN maturity_month_schools AS s
        ON f.school_id = s.school_id AND f.release_key = s.release_key AND f.month_id = s.month_id
    GROUP BY f.release_key, l.month_id, f.indicator, s.level, s.territory_id, l.line, l.counted_id
)
SELECT release_key, month_id, indicator, level, territory_id, line, COUNT(*) AS value
FROM counted_once
GROUP BY release_key, month_id, indicator, level, territory_id, line
