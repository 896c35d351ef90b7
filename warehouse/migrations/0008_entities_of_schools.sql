-- An entity's key is unique within its school: two schools of one installation may call their class groups alike.
alter table registers.changes
    drop constraint changes_kind_source_system_source_instance_entity_key_entit_key,
    add constraint changes_versions unique (kind, source_system, source_instance, source_school_id, entity_key, entity_version);
