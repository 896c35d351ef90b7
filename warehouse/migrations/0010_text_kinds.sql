-- Of a measure a release keeps the file, and beside it the manifest that says which table its rows become.
alter table published.release_texts
    drop constraint release_texts_kind_check,
    add constraint release_texts_kind_check check (kind in ('manifest', 'measure'));
