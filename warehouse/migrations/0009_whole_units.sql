-- Everything is counted in whole units now: there are no parts of one to tell.
alter table published.indicators drop column unit_scale;
