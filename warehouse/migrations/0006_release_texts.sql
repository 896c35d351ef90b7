-- Releases that outlive versions of the program: the texts that a release ran, the engine that ran them, and the key of its
-- rows in the lake.
create table published.texts (
    sha256 text primary key,
    content text not null
);

-- Which texts a release ran, besides its methodology's; the same text of many releases is kept once.
create table published.release_texts (
    release_id bigint not null references published.releases,
    kind text not null check (kind in ('measure')),
    -- The place in the order in which texts of a kind run, from 1.
    ordinal integer not null,
    -- Of a measure: the table that its rows become.
    name text not null,
    sha256 text not null references published.texts,
    primary key (release_id, kind, ordinal)
);

-- Releases from before this migration kept no measures: no digest of them, and an engine version that no program has.
alter table published.releases
    add column texts_sha256 text not null default '',
    add column engine_version integer not null default 0,
    add column release_key text;

-- The key as it was made until now.
update published.releases
   set release_key = left(encode(sha256(convert_to(concat_ws('|', region_code, (extract(epoch from as_of) * 1000000)::bigint,
                                                             lake_snapshot, register_version, methodology_sha256),
                                                   'UTF8')), 'hex'), 16);
alter table published.releases alter column release_key set not null;
