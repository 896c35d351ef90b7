-- Of a measure a release keeps the file, and beside it the manifest that says which table its rows become,
-- and the declaration of what its sources can prove.
alter table published.release_texts
    drop constraint release_texts_kind_check,
    add constraint release_texts_kind_check check (kind in ('manifest', 'measure', 'sources'));
