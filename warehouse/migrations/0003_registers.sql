-- Registers: what is in force and since when. Changes are only added; the register's version is the number of its last
-- change, so that every earlier state can be read again.
create schema registers;

create table registers.changes (
    -- Given in the order of commits: commits take one lock, so no smaller number can appear after a larger one was read.
    sequence_number bigint generated always as identity primary key,
    kind text not null,
    source_system text not null,
    source_instance text not null,
    source_school_id text not null,
    -- Null for a change that is about the whole region.
    school_id text,
    entity_key text not null,
    entity_version bigint not null,
    operation text not null check (operation in ('upsert', 'delete', 'snapshot')),
    entered_at timestamptz not null,
    emitted_at timestamptz not null,
    content jsonb not null,
    recorded_at timestamptz not null,
    topic text not null,
    topic_partition integer not null,
    topic_offset bigint not null,
    unique (kind, source_system, source_instance, entity_key, entity_version)
);
create index changes_of_schools on registers.changes (source_system, source_instance, source_school_id, school_id)
    where kind = 'school';
create index changes_of_curricula on registers.changes (school_id) where kind = 'curriculum';
