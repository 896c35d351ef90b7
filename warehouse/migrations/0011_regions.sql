-- A release keeps the register of regions by which it knew its schools, and the versions of the methodology by which it judged
-- the lessons of different days.

alter table published.release_texts drop constraint release_texts_kind_check;
alter table published.release_texts
    add constraint release_texts_kind_check check (kind in ('manifest', 'measure', 'methodology', 'sources', 'regions'));

-- A school year is a period, too: the one in which all schools can be compared, whatever terms they have.
alter table published.periods drop constraint periods_period_kind_check;
alter table published.periods
    add constraint periods_period_kind_check check (period_kind in ('week', 'month', 'term', 'year'));
