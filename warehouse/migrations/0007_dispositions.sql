-- What became of every lesson, and what looks wrong in the data.
alter table published.values
    -- Duties of which it is not known whether they are owed: a register is missing.
    add column unknown_count bigint not null default 0 check (unknown_count >= 0);
alter table published.values alter column unknown_count drop default;

-- How many lessons of a territory and a period ended in each disposition: with those that bear duties, all of them.
create table published.dispositions (
    release_id bigint not null references published.releases,
    level text not null,
    territory_id text not null,
    period_kind text not null,
    period_id text not null,
    disposition text not null,
    lessons_count bigint not null check (lessons_count > 0),
    primary key (release_id, level, territory_id, period_kind, period_id, disposition)
);

-- What looks wrong, by school and week; a finding of the region has no school, one without a day no week.
create table published.findings (
    release_id bigint not null references published.releases,
    ordinal integer not null,
    finding text not null,
    school_id text,
    municipality_id text,
    week_id text,
    findings_count bigint not null check (findings_count > 0),
    example text not null,
    primary key (release_id, ordinal)
);
create index findings_of_school on published.findings (release_id, school_id);
