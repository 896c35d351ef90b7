-- Who is counted in which line of digital maturity, at which school, in which month. The lines `…_known` tell a real zero from
-- a feed that says nothing.
--
-- Reads `month_profiles` and `month_uses`. A person stands once in a line of a school and month.
WITH
lines AS (
    SELECT month_id, school_id, 'profiles_known' AS line, pupil_pid AS counted_id FROM month_profiles
    UNION ALL
    SELECT month_id, school_id, 'pupils_with_profile' AS line, pupil_pid AS counted_id
    FROM month_profiles
    WHERE is_profile_maintained
    UNION ALL
    SELECT month_id, school_id, 'pupils_with_recommendation' AS line, pupil_pid AS counted_id
    FROM month_profiles
    WHERE is_recommendation_offered
    UNION ALL
    SELECT month_id, school_id,
           CASE WHEN platform = 'sferum' THEN 'sferum_known'
                WHEN platform = 'my_school' THEN 'my_school_known' ELSE 'content_library_known' END AS line,
           person_pid AS counted_id
    FROM month_uses
    UNION ALL
    SELECT month_id, school_id, 'teachers_with_content' AS line, person_pid AS counted_id
    FROM month_uses
    WHERE platform = 'content_library' AND role = 'teacher' AND is_registered = 1
    UNION ALL
    SELECT month_id, school_id,
           CASE WHEN platform = 'sferum' THEN 'pupils_at_sferum' ELSE 'pupils_at_my_school' END AS line,
           person_pid AS counted_id
    FROM month_uses
    WHERE (platform = 'sferum' OR platform = 'my_school') AND role = 'pupil' AND is_registered = 1
    UNION ALL
    SELECT month_id, school_id,
           CASE WHEN platform = 'sferum' THEN 'teachers_using_sferum' ELSE 'teachers_using_my_school' END AS line,
           person_pid AS counted_id
    FROM month_uses
    WHERE (platform = 'sferum' OR platform = 'my_school') AND role = 'teacher' AND is_used = 1
    UNION ALL
    SELECT month_id, school_id, 'schools_using_my_school' AS line, school_id AS counted_id
    FROM month_uses
    WHERE platform = 'my_school' AND is_used = 1
)
SELECT month_id, school_id, line, counted_id
FROM lines
GROUP BY month_id, school_id, line, counted_id
