-- The same over those schools alone that sent an indicator's denominator, for each line that the indicator counts: a school
-- that is not below the line must not be above it.
--
-- Reads `maturity_lines`, `maturity_forms` and `maturity_schools`. A person is counted once in each territory.
WITH
counted_once AS (
    SELECT f.release_key, f.indicator, s.level, s.territory_id, l.line, l.counted_id
    FROM maturity_lines AS l
    INNER JOIN maturity_forms AS f ON l.school_id = f.school_id AND l.line = f.line
    INNER JOIN maturity_schools AS s ON f.school_id = s.school_id AND f.release_key = s.release_key
    GROUP BY f.release_key, f.indicator, s.level, s.territory_id, l.line, l.counted_id
)
SELECT release_key, indicator, level, territory_id, line, COUNT(*) AS value
FROM counted_once
GROUP BY release_key, indicator, level, territory_id, line
