-- How many lessons ended in each disposition, for every school, municipality and region, by period: all lessons of the
-- timetable, those that bear duties too.
--
-- Reads `dispositions`, `school_months` and `release_inputs`.
WITH
counted AS (
    SELECT d.school_id, d.municipality_id, r.region_code, d.week_id, d.month_id, d.term_id, d.disposition,
           COUNT(*) AS lessons_count
    FROM dispositions AS d
    INNER JOIN release_inputs AS r ON d.release_key = r.release_key
    GROUP BY d.school_id, d.municipality_id, r.region_code, d.week_id, d.month_id, d.term_id, d.disposition
),
by_level AS (
    SELECT 'school' AS level, school_id AS territory_id, week_id, month_id, term_id, disposition, lessons_count
    FROM counted
    UNION ALL
    SELECT 'municipality' AS level, municipality_id AS territory_id, week_id, month_id, term_id, disposition, lessons_count
    FROM counted
    UNION ALL
    SELECT 'region' AS level, region_code AS territory_id, week_id, month_id, term_id, disposition, lessons_count
    FROM counted
),
by_period AS (
    SELECT level, territory_id, 'week' AS period_kind, week_id AS period_id, disposition, lessons_count FROM by_level
    UNION ALL
    SELECT level, territory_id, 'month' AS period_kind, month_id AS period_id, disposition, lessons_count FROM by_level
    UNION ALL
    SELECT level, territory_id, 'term' AS period_kind, term_id AS period_id, disposition, lessons_count
    FROM by_level
    WHERE term_id IS NOT NULL
    UNION ALL
    SELECT l.level, l.territory_id, 'year' AS period_kind, y.year_id AS period_id, l.disposition, l.lessons_count
    FROM by_level AS l
    INNER JOIN school_months AS y ON l.month_id = y.month_id
)
SELECT level, territory_id, period_kind, period_id, disposition, CAST(SUM(lessons_count) AS BIGINT) AS lessons_count
FROM by_period
GROUP BY level, territory_id, period_kind, period_id, disposition
