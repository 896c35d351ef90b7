-- The lake's catalog: DuckLake 1.0, as DuckDB 1.5.5's `ducklake` extension creates and reads it, in schema `lake`.
--
-- Rules for whoever changes this file:
-- * DuckDB writes with `insert into ... values (...)`, without column names: the order and the number of columns of a
--   `ducklake_*` table are part of the format. Nothing is added to these tables but keys, indexes and a collation.
-- * No foreign keys and no checks: the format does not promise an order of writes inside a transaction.
-- * A key is here only if DuckDB keeps it in all it does (inserts, merges, alterations, compaction, expiry): tried.
--
-- A row with `begin_snapshot` and `end_snapshot` lives in snapshots begin <= n < end; a null end means "still alive".

create schema lake;

-- ---------------------------------------------------------------------------------------------------------------------
-- The lake as a whole

-- Key/value settings of the lake; `scope` is null (the whole lake), 'schema' or 'table', with `scope_id` its id.
create table lake.ducklake_metadata (
    key       varchar not null,
    value     varchar not null,
    scope     varchar,
    scope_id  bigint,
    unique nulls not distinct (key, scope, scope_id)
);

-- One row per commit. The primary key makes a lost race visible: the loser gets 23505 and starts again.
-- `next_catalog_id` numbers schemas, tables, views and partitionings; `next_file_id` numbers data and delete files.
create table lake.ducklake_snapshot (
    snapshot_id      bigint primary key,
    snapshot_time    timestamptz,
    schema_version   bigint,
    next_catalog_id  bigint,
    next_file_id     bigint
);

-- What each commit did, in words that DuckDB parses to find conflicts: `inserted_into_table:1,inserted_into_table:2`.
create table lake.ducklake_snapshot_changes (
    snapshot_id        bigint primary key,
    changes_made       varchar,
    author             varchar,
    commit_message     varchar,
    commit_extra_info  varchar
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Schemas, tables, columns

-- Schemas of the lake (not of PostgreSQL); `path` is relative to the setting `data_path`.
create table lake.ducklake_schema (
    schema_id         bigint primary key,
    schema_uuid       uuid,
    begin_snapshot    bigint,
    end_snapshot      bigint,
    schema_name       varchar,
    path              varchar,
    path_is_relative  boolean
);

-- Versions of tables; `path` is relative to the schema's.
create table lake.ducklake_table (
    table_id          bigint,
    table_uuid        uuid,
    begin_snapshot    bigint,
    end_snapshot      bigint,
    schema_id         bigint,
    table_name        varchar,
    path              varchar,
    path_is_relative  boolean,
    primary key (table_id, begin_snapshot)
);

-- Versions of columns; `column_id` is unique in its table and is the Parquet field id.
create table lake.ducklake_column (
    column_id              bigint,
    begin_snapshot         bigint,
    end_snapshot           bigint,
    table_id               bigint,
    column_order           bigint,
    column_name            varchar,
    column_type            varchar,
    initial_default        varchar,
    default_value          varchar,
    nulls_allowed          boolean,
    parent_column          bigint,
    default_value_type     varchar,
    default_value_dialect  varchar,
    primary key (table_id, column_id, begin_snapshot)
);

-- From which snapshot on a table has which schema version: a row per table that a commit created or altered.
create table lake.ducklake_schema_versions (
    begin_snapshot  bigint,
    schema_version  bigint,
    table_id        bigint,
    primary key (table_id, schema_version)
);

-- Versions of views.
create table lake.ducklake_view (
    view_id         bigint,
    view_uuid       uuid,
    begin_snapshot  bigint,
    end_snapshot    bigint,
    schema_id       bigint,
    view_name       varchar,
    dialect         varchar,
    sql             varchar,
    column_aliases  varchar
);

-- Tags (comments) of schemas, tables and views.
create table lake.ducklake_tag (
    object_id       bigint,
    begin_snapshot  bigint,
    end_snapshot    bigint,
    key             varchar,
    value           varchar
);

-- Tags (comments) of columns.
create table lake.ducklake_column_tag (
    table_id        bigint,
    column_id       bigint,
    begin_snapshot  bigint,
    end_snapshot    bigint,
    key             varchar,
    value           varchar
);

-- Macros.
create table lake.ducklake_macro (
    schema_id       bigint,
    macro_id        bigint,
    macro_name      varchar,
    begin_snapshot  bigint,
    end_snapshot    bigint
);

-- Bodies of macros, one per overload.
create table lake.ducklake_macro_impl (
    macro_id  bigint,
    impl_id   bigint,
    dialect   varchar,
    sql       varchar,
    type      varchar
);

-- Parameters of macros.
create table lake.ducklake_macro_parameters (
    macro_id            bigint,
    impl_id             bigint,
    column_id           bigint,
    parameter_name      varchar,
    parameter_type      varchar,
    default_value       varchar,
    default_value_type  varchar
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Files

-- Parquet files with rows; `path` is relative to the table's; `footer_size` is the length of the Parquet metadata, the
-- 4 bytes before the closing `PAR1`; rows are numbered from `row_id_start` on.
create table lake.ducklake_data_file (
    data_file_id      bigint primary key,
    table_id          bigint,
    begin_snapshot    bigint,
    end_snapshot      bigint,
    file_order        bigint,
    path              varchar,
    path_is_relative  boolean,
    file_format       varchar,
    record_count      bigint,
    file_size_bytes   bigint,
    footer_size       bigint,
    row_id_start      bigint,
    partition_id      bigint,
    encryption_key    varchar,
    mapping_id        bigint,
    partial_max       bigint
);

create index ducklake_data_file_table on lake.ducklake_data_file (table_id, begin_snapshot);

-- Files that list deleted rows of a data file; ids come from the same counter as the data files'.
create table lake.ducklake_delete_file (
    delete_file_id    bigint primary key,
    table_id          bigint,
    begin_snapshot    bigint,
    end_snapshot      bigint,
    data_file_id      bigint,
    path              varchar,
    path_is_relative  boolean,
    format            varchar,
    delete_count      bigint,
    file_size_bytes   bigint,
    footer_size       bigint,
    encryption_key    varchar,
    partial_max       bigint
);

create index ducklake_delete_file_table on lake.ducklake_delete_file (table_id);

-- Files that no snapshot needs any more, waiting to be removed from the store; `path` is relative to `data_path`.
create table lake.ducklake_files_scheduled_for_deletion (
    data_file_id      bigint,
    path              varchar,
    path_is_relative  boolean,
    schedule_start    timestamptz
);

-- Tables of PostgreSQL that hold rows too few for a file. We write none: see `data_inlining_row_limit` below.
create table lake.ducklake_inlined_data_tables (
    table_id        bigint,
    table_name      varchar,
    schema_version  bigint
);

-- How to find columns in files without field ids. Our files have field ids.
create table lake.ducklake_column_mapping (
    mapping_id  bigint,
    table_id    bigint,
    type        varchar
);

-- The names of such a mapping.
create table lake.ducklake_name_mapping (
    mapping_id       bigint,
    column_id        bigint,
    source_name      varchar,
    target_field_id  bigint,
    parent_column    bigint,
    is_partition     boolean
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Statistics: values are texts, compared by their type, and texts byte by byte (hence the collation)

-- Of a table: rows ever inserted, the next row id, bytes of its files.
create table lake.ducklake_table_stats (
    table_id         bigint primary key,
    record_count     bigint,
    next_row_id      bigint,
    file_size_bytes  bigint
);

-- Of a table's column. DuckDB answers `min` and `max` from here without reading a file: exact values or none.
create table lake.ducklake_table_column_stats (
    table_id       bigint,
    column_id      bigint,
    contains_null  boolean,
    contains_nan   boolean,
    min_value      varchar collate "C",
    max_value      varchar collate "C",
    extra_stats    varchar,
    primary key (table_id, column_id)
);

-- Of a file's column: what files are skipped by. `value_count` counts values that are not null.
create table lake.ducklake_file_column_stats (
    data_file_id       bigint,
    table_id           bigint,
    column_id          bigint,
    column_size_bytes  bigint,
    value_count        bigint,
    null_count         bigint,
    min_value          varchar collate "C",
    max_value          varchar collate "C",
    contains_nan       boolean,
    extra_stats        varchar,
    primary key (data_file_id, column_id)
);

create index ducklake_file_column_stats_column on lake.ducklake_file_column_stats (table_id, column_id);

-- Of the fields shredded out of a file's `variant` columns. We have none.
create table lake.ducklake_file_variant_stats (
    data_file_id       bigint,
    table_id           bigint,
    column_id          bigint,
    variant_path       varchar,
    shredded_type      varchar,
    column_size_bytes  bigint,
    value_count        bigint,
    null_count         bigint,
    min_value          varchar collate "C",
    max_value          varchar collate "C",
    contains_nan       boolean,
    extra_stats        varchar
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Partitioning and order

-- Partitionings of tables; a table has at most one alive.
create table lake.ducklake_partition_info (
    partition_id    bigint primary key,
    table_id        bigint,
    begin_snapshot  bigint,
    end_snapshot    bigint
);

-- Columns of a partitioning, from index 0; `transform` is `identity`, `year`, `month`, `day`, `hour` or `bucket(N)`.
create table lake.ducklake_partition_column (
    partition_id         bigint,
    table_id             bigint,
    partition_key_index  bigint,
    column_id            bigint,
    transform            varchar,
    primary key (partition_id, partition_key_index)
);

-- The partition of each file of a partitioned table.
create table lake.ducklake_file_partition_value (
    data_file_id         bigint,
    table_id             bigint,
    partition_key_index  bigint,
    partition_value      varchar,
    primary key (data_file_id, partition_key_index)
);

-- Orders in which a table's files are sorted when they are written.
create table lake.ducklake_sort_info (
    sort_id         bigint,
    table_id        bigint,
    begin_snapshot  bigint,
    end_snapshot    bigint
);

-- Expressions of such an order.
create table lake.ducklake_sort_expression (
    sort_id         bigint,
    table_id        bigint,
    sort_key_index  bigint,
    expression      varchar,
    dialect         varchar,
    sort_direction  varchar,
    null_order      varchar
);

-- ---------------------------------------------------------------------------------------------------------------------
-- An empty lake. `data_path` (it ends in '/') is put in by the program at its first start: only it knows the store.
-- `ducklake_schema_versions` starts empty: it has rows of tables only, and there are none.

insert into lake.ducklake_metadata (key, value) values
    ('version', '1.0'),
    ('created_by', 'svodka'),
    ('encrypted', 'false'),
    -- without this DuckDB puts inserts of up to 10 rows into tables of PostgreSQL, which our reader does not know
    ('data_inlining_row_limit', '0');

insert into lake.ducklake_snapshot (snapshot_id, snapshot_time, schema_version, next_catalog_id, next_file_id)
    values (0, now(), 0, 1, 0);

insert into lake.ducklake_snapshot_changes (snapshot_id, changes_made) values (0, 'created_schema:"main"');

insert into lake.ducklake_schema
    (schema_id, schema_uuid, begin_snapshot, end_snapshot, schema_name, path, path_is_relative)
    values (0, gen_random_uuid(), 0, null, 'main', 'main/', true);
