-- How many persons (or schools) each line of digital maturity counts on each month's day, in every school, municipality and
-- in the region, as schools were in them on that day.
--
-- Reads `month_lines` and `maturity_month_schools`. A person is counted once in each territory, so that a municipality's
-- number may be less than the sum over its schools.
WITH
-- Each in every territory of the school: itself, its municipality, the region.
counted_once AS (
    SELECT s.release_key, l.month_id, s.level, s.territory_id, l.line, l.counted_id
    FROM month_lines AS l
    INNER JOIN maturity_month_schools AS s ON l.school_id = s.school_id AND l.month_id = s.month_id
    GROUP BY s.release_key, l.month_id, s.level, s.territory_id, l.line, l.counted_id
)
SELECT release_key, month_id, level, territory_id, line, COUNT(*) AS value
FROM counted_once
GROUP BY release_key, month_id, level, territory_id, line
