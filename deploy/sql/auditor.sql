-- A role for auditors: it reads the lake's catalog, the intake, the registers and what was published, and writes nothing.
-- Made after `svodka migrate`; making it twice does nothing.
do $$ begin create role svodka_auditor login; exception when duplicate_object or unique_violation then null; end $$;
grant usage on schema lake, intake, registers, published to svodka_auditor;
grant select on all tables in schema lake, intake, registers, published to svodka_auditor;
alter role svodka_auditor set default_transaction_read_only = on;
