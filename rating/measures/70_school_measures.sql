-- What duties add up to, for each school, municipality, indicator and period: whole numbers only.
--
-- Reads `amounts`, `school_months` and `indicator_states`, which says for each indicator what counts in its numerator and denominator: a
-- new indicator over these duties is a row there.
WITH
measured AS (
    SELECT a.release_key, a.school_id, a.municipality_id, a.week_id, a.month_id, a.term_id, s.indicator,
           a.amount * s.in_numerator AS numerator,
           a.amount * s.in_denominator AS denominator,
           CASE WHEN a.state = 'excused' THEN a.amount ELSE 0 END AS excused_count,
           CASE WHEN a.state = 'not_measurable' THEN a.amount ELSE 0 END AS not_measurable_count,
           CASE WHEN a.state = 'unknown' THEN a.amount ELSE 0 END AS unknown_count,
           CASE WHEN a.state = 'pending' THEN a.amount ELSE 0 END AS pending_count,
           CASE WHEN a.state = 'not_measurable' OR a.state = 'unknown' THEN a.amount
                WHEN a.state = 'excused' AND a.reason = 'outage' THEN a.amount ELSE 0 END AS unobserved_count
    FROM amounts AS a
    INNER JOIN indicator_states AS s
        ON a.release_key = s.release_key AND a.duty = s.duty AND a.state = s.state
),
-- Summed once over all that is finer than a week within a month and term; what remains is small.
summed AS (
    SELECT release_key, school_id, municipality_id, week_id, month_id, term_id, indicator,
           SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(excused_count) AS excused_count,
           SUM(not_measurable_count) AS not_measurable_count, SUM(unknown_count) AS unknown_count,
           SUM(pending_count) AS pending_count, SUM(unobserved_count) AS unobserved_count
    FROM measured
    GROUP BY release_key, school_id, municipality_id, week_id, month_id, term_id, indicator
),
-- A day outside every term counts in its week and month only.
by_period AS (
    SELECT release_key, school_id, municipality_id, 'week' AS period_kind, week_id AS period_id, indicator, numerator,
           denominator, excused_count, not_measurable_count, unknown_count, pending_count, unobserved_count
    FROM summed
    UNION ALL
    SELECT release_key, school_id, municipality_id, 'month' AS period_kind, month_id AS period_id, indicator, numerator,
           denominator, excused_count, not_measurable_count, unknown_count, pending_count, unobserved_count
    FROM summed
    UNION ALL
    SELECT release_key, school_id, municipality_id, 'term' AS period_kind, term_id AS period_id, indicator, numerator,
           denominator, excused_count, not_measurable_count, unknown_count, pending_count, unobserved_count
    FROM summed
    WHERE term_id IS NOT NULL
    UNION ALL
    SELECT s.release_key, s.school_id, s.municipality_id, 'year' AS period_kind, y.year_id AS period_id, s.indicator,
           s.numerator, s.denominator, s.excused_count, s.not_measurable_count, s.unknown_count, s.pending_count,
           s.unobserved_count
    FROM summed AS s
    INNER JOIN school_months AS y ON s.release_key = y.release_key AND s.month_id = y.month_id
)
SELECT release_key, school_id, municipality_id, period_kind, period_id, indicator,
       CAST(SUM(numerator) AS BIGINT) AS numerator,
       CAST(SUM(denominator) AS BIGINT) AS denominator,
       CAST(SUM(excused_count) AS BIGINT) AS excused_count,
       CAST(SUM(not_measurable_count) AS BIGINT) AS not_measurable_count,
       CAST(SUM(unknown_count) AS BIGINT) AS unknown_count,
       CAST(SUM(pending_count) AS BIGINT) AS pending_count,
       CAST(SUM(unobserved_count) AS BIGINT) AS unobserved_count
FROM by_period
GROUP BY release_key, school_id, municipality_id, period_kind, period_id, indicator
