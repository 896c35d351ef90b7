-- How many persons (or schools) each line of digital maturity counts, in every school, municipality and in the region.
--
-- Reads `maturity_lines` and `maturity_schools`. A person is counted once in each territory, so that a municipality's
-- number may be less than the sum over its schools.
WITH
-- Each in every territory of the school: itself, its municipality, the region.
counted_once AS (
    SELECT s.release_key, s.level, s.territory_id, l.line, l.counted_id
    FROM maturity_lines AS l
    INNER JOIN maturity_schools AS s ON l.school_id = s.school_id
    GROUP BY s.release_key, s.level, s.territory_id, l.line, l.counted_id
)
SELECT release_key, level, territory_id, line, COUNT(*) AS value
FROM counted_once
GROUP BY release_key, level, territory_id, line
