-- What ingest has taken from its sources: how far it is, what it could not take, and when each school last spoke.
create schema intake;

-- The position in every partition. It moves only in the transaction that lists the files with the facts, from exactly
-- the expected offset and under the owner's fence; the check is the conservation of invariant 3.
create table intake.checkpoints (
    source text not null,
    topic text not null,
    topic_partition integer not null,
    first_offset bigint not null,
    next_offset bigint not null,
    fence bigint not null,
    admitted_count bigint not null default 0,
    duplicate_count bigint not null default 0,
    rejected_count bigint not null default 0,
    control_record_count bigint not null default 0,
    last_emitted_at timestamptz,
    moved_at timestamptz not null default now(),
    primary key (source, topic, topic_partition),
    constraint conservation check (
        next_offset - first_offset = admitted_count + duplicate_count + rejected_count + control_record_count)
);

-- Each assignment of partitions takes a new fence, so that an owner who was away cannot commit any more.
create sequence intake.fences;

-- Events that could not be taken: the bytes as they came, the reason, and what became of them later.
create table intake.rejections (
    rejection_id bigint generated always as identity primary key,
    source text not null,
    topic text not null,
    topic_partition integer not null,
    topic_offset bigint not null,
    message_key bytea not null,
    message bytea not null,
    reason text not null,
    detail text not null,
    source_instance text,
    source_school_id text,
    rejected_at timestamptz not null,
    replayed_at timestamptz,
    unique (source, topic, topic_partition, topic_offset)
);
create index rejections_waiting on intake.rejections (reason, source_instance, source_school_id) where replayed_at is null;

-- When each school last spoke, by journal.
create table intake.school_feeds (
    school_id text not null,
    source_system text not null,
    source_instance text not null,
    events_count bigint not null,
    last_entered_at timestamptz not null,
    last_emitted_at timestamptz not null,
    last_ingested_at timestamptz not null,
    primary key (school_id, source_instance)
);
