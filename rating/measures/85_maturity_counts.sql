-- How many persons (or schools) each line of digital maturity counts, in every school, municipality and in the region.
--
-- Reads `profiles_now`, `uses_now` and `maturity_schools`. A person is counted once in each territory, so that a
-- municipality's number may be less than the sum over its schools.
WITH
-- Who is counted in which line. The lines `…_known` tell a real zero from a feed that says nothing.
lines AS (
    SELECT school_id, 'profiles_known' AS line, pupil_pid AS counted_id FROM profiles_now
    UNION ALL
    SELECT school_id, 'pupils_with_profile' AS line, pupil_pid AS counted_id
    FROM profiles_now
    WHERE is_profile_maintained
    UNION ALL
    SELECT school_id, 'pupils_with_recommendation' AS line, pupil_pid AS counted_id
    FROM profiles_now
    WHERE is_recommendation_offered
    UNION ALL
    SELECT school_id,
           CASE WHEN platform = 'sferum' THEN 'sferum_known'
                WHEN platform = 'my_school' THEN 'my_school_known' ELSE 'content_library_known' END AS line,
           person_pid AS counted_id
    FROM uses_now
    UNION ALL
    SELECT school_id, 'teachers_with_content' AS line, person_pid AS counted_id
    FROM uses_now
    WHERE platform = 'content_library' AND role = 'teacher' AND is_registered = 1
    UNION ALL
    SELECT school_id,
           CASE WHEN platform = 'sferum' THEN 'pupils_at_sferum' ELSE 'pupils_at_my_school' END AS line,
           person_pid AS counted_id
    FROM uses_now
    WHERE (platform = 'sferum' OR platform = 'my_school') AND role = 'pupil' AND is_registered = 1
    UNION ALL
    SELECT school_id,
           CASE WHEN platform = 'sferum' THEN 'teachers_using_sferum' ELSE 'teachers_using_my_school' END AS line,
           person_pid AS counted_id
    FROM uses_now
    WHERE (platform = 'sferum' OR platform = 'my_school') AND role = 'teacher' AND is_used = 1
    UNION ALL
    SELECT school_id, 'schools_using_my_school' AS line, school_id AS counted_id
    FROM uses_now
    WHERE platform = 'my_school' AND is_used = 1
),
-- Each in every territory of the school: itself, its municipality, the region.
counted_once AS (
    SELECT s.release_key, s.level, s.territory_id, l.line, l.counted_id
    FROM lines AS l
    INNER JOIN maturity_schools AS s ON l.school_id = s.school_id
    GROUP BY s.release_key, s.level, s.territory_id, l.line, l.counted_id
)
SELECT release_key, level, territory_id, line, COUNT(*) AS value
FROM counted_once
GROUP BY release_key, level, territory_id, line
