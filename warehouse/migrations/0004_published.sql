-- What was published: releases and their figures. A release is added once and never changed.
create schema published;

create table published.releases (
    release_id bigint generated always as identity primary key,
    state text not null check (state in ('preliminary', 'frozen')),
    -- The four things of which a release is a function.
    as_of timestamptz not null,
    lake_snapshot bigint not null,
    register_version bigint not null,
    methodology_code text not null,
    methodology_version integer not null,
    methodology_sha256 text not null,
    methodology_text text not null,
    -- What came out: the snapshot of the lake that lists its duties, and SHA-256 over its figures.
    duties_snapshot bigint not null,
    digest text not null,
    region_code text not null,
    created_at timestamptz not null
);

create table published.indicators (
    release_id bigint not null references published.releases,
    code text not null,
    ordinal integer not null,
    name_ru text not null,
    name_en text not null,
    formula_ru text not null,
    formula_en text not null,
    unit_ru text not null,
    unit_en text not null,
    direction text not null check (direction in ('up', 'down')),
    minimum_denominator bigint not null,
    -- Numerators and denominators are whole numbers of 1/unit_scale of the unit.
    unit_scale bigint not null check (unit_scale > 0),
    primary key (release_id, code)
);

create table published.territories (
    release_id bigint not null references published.releases,
    level text not null check (level in ('school', 'municipality', 'region')),
    territory_id text not null,
    -- Where it belongs at the release's moment: a school's municipality, a municipality's region.
    parent_id text,
    name text not null,
    settlement text check (settlement in ('urban', 'rural')),
    pupils_count integer,
    source_systems text not null,
    primary key (release_id, level, territory_id)
);

create table published.periods (
    release_id bigint not null references published.releases,
    period_kind text not null check (period_kind in ('week', 'month', 'term')),
    -- 2024-W42, 2024-10, 2024-quarter-1.
    period_id text not null,
    starts_on date not null,
    ends_on date not null,
    primary key (release_id, period_kind, period_id)
);

create table published.values (
    release_id bigint not null references published.releases,
    level text not null,
    territory_id text not null,
    period_kind text not null,
    period_id text not null,
    indicator text not null,
    numerator bigint not null check (numerator >= 0),
    denominator bigint not null check (denominator >= numerator),
    -- Duties that are not in the denominator, so that all of them add up.
    excused_count bigint not null,
    not_measurable_count bigint not null,
    pending_count bigint not null,
    -- Not seen through no fault of the school: outages and what a journal cannot prove.
    unobserved_count bigint not null,
    state text not null check (state in ('ok', 'low_count', 'low_coverage', 'not_measurable', 'not_applicable', 'no_data')),
    -- The place among the ranked territories of the level (1-2-2-4) and how many they are; only for state ok.
    place integer,
    places_count integer,
    primary key (release_id, period_kind, period_id, indicator, level, territory_id)
);
create index values_of_territory on published.values (release_id, level, territory_id, indicator, period_kind);

create table published.maturity_indicators (
    release_id bigint not null references published.releases,
    code text not null,
    ordinal integer not null,
    name_ru text not null,
    name_en text not null,
    -- The target and its act; absent where none is set.
    target_percent integer,
    target_year integer,
    target_act_ru text,
    target_act_en text,
    numerator_source_ru text not null,
    numerator_source_en text not null,
    denominator_source_ru text not null,
    denominator_source_en text not null,
    note_ru text not null,
    note_en text not null,
    primary key (release_id, code)
);

create table published.maturity_values (
    release_id bigint not null references published.releases,
    level text not null,
    territory_id text not null,
    indicator text not null,
    -- Absent where there is nothing to count from. A numerator may exceed its denominator: they have different clocks.
    numerator bigint,
    denominator bigint,
    numerator_as_of date,
    denominator_as_of date,
    state text not null check (state in ('ok', 'no_data', 'not_applicable')),
    -- Which of several sources was taken, for the indicators that take the larger one.
    chosen_source text,
    primary key (release_id, indicator, level, territory_id)
);

-- The five indicators of maturity joined to one figure, by every method of the methodology, in hundredths of a percent.
create table published.maturity_summaries (
    release_id bigint not null references published.releases,
    level text not null,
    territory_id text not null,
    method text not null check (method in ('mean_of_values', 'mean_of_capped_attainment', 'mean_of_attainment', 'targets_reached')),
    value_hundredths bigint not null,
    primary key (release_id, method, level, territory_id)
);
