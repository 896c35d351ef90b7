-- Digital maturity is a state on a day: a release tells it for the last day of each month, and of the month that runs for its own.
-- Releases from before tell their own day alone, and have no month.

alter table published.maturity_values
    drop constraint maturity_values_pkey,
    -- 2024-10.
    add column month_id text,
    add column as_of_on date,
    -- The territory in which it counted on that day: a school may have been another municipality's.
    add column parent_id text,
    add constraint maturity_values_month_check check ((month_id is null) = (as_of_on is null));
create unique index maturity_values_key
    on published.maturity_values (release_id, month_id, level, territory_id, indicator) nulls not distinct;

alter table published.maturity_summaries
    drop constraint maturity_summaries_pkey,
    add column month_id text,
    add column as_of_on date,
    add constraint maturity_summaries_month_check check ((month_id is null) = (as_of_on is null));
create unique index maturity_summaries_key
    on published.maturity_summaries (release_id, month_id, level, territory_id, method) nulls not distinct;
