-- Who is counted in which line of digital maturity, at which school. The lines `…_known` tell a real zero from a feed that
-- says nothing.
--
-- Reads `profiles_now` and `uses_now`. A person stands once in a line of a school.
WITH
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
)
SELECT school_id, line, counted_id
FROM lines
GROUP BY school_id, line, counted_id
