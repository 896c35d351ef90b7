-- Digital maturity rests on named schools: how many a territory has, which of them are missing and in which part, of which
-- days the parts are. A value under the methodology's threshold keeps its parts and is withheld (`low_coverage`).
alter table published.maturity_values
    -- What the denominator is: a line of the territory's own, or the sum over its schools. Absent without parts.
    add column basis text check (basis in ('own_line', 'schools')),
    -- The earliest day of each part; `…_as_of` is the latest. They differ where schools sent lines of different days.
    add column numerator_as_of_from date,
    add column denominator_as_of_from date,
    -- Releases of before kept no coverage: none of no schools.
    add column schools_count integer not null default 0 check (schools_count >= 0),
    add column schools_without_denominator text[] not null default '{}',
    add column schools_without_numerator text[] not null default '{}',
    -- Pupils as the registers say; absent where they do not say it of every school.
    add column pupils_covered_count bigint,
    add column pupils_count bigint,
    drop constraint maturity_values_state_check,
    add constraint maturity_values_state_check check (state in ('ok', 'low_coverage', 'no_data', 'not_applicable'));
