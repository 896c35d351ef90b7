insert into intake.checkpoints (source, topic, topic_partition, first_offset, next_offset, fence, admitted_count,
                                duplicate_count, rejected_count, control_record_count, last_emitted_at, moved_at)
values ('kafka', 'journal.registers', 0, 0, 1210, 1, 1200, 8, 2, 0, '2024-11-03T16:00:00Z', '2024-11-03T16:20:00Z'),
       ('kafka', 'journal.lessons', 0, 0, 845120, 1, 845000, 100, 15, 5, '2024-11-03T16:58:00Z', '2024-11-03T16:59:00Z'),
       ('kafka', 'journal.lessons', 1, 0, 412044, 1, 412000, 40, 4, 0, '2024-11-03T16:40:00Z', '2024-11-03T16:59:30Z'),
       ('kafka', 'journal.homework', 0, 0, 90200, 1, 90200, 0, 0, 0, '2024-11-01T12:00:00Z', '2024-11-03T16:59:00Z');

insert into registers.changes (kind, source_system, source_instance, source_school_id, school_id, entity_key, entity_version,
                               operation, entered_at, emitted_at, content, recorded_at, topic, topic_partition, topic_offset)
values ('curriculum', 'dnevnik', 'dnevnik-99', '10482', '1029900000001-990100001', 'group-7b|algebra|2024-09-01', 1, 'upsert',
        '2024-09-01T00:00:00Z', '2024-09-01T00:00:00Z',
        '{"kind": "curriculum", "content": {"subject_id": "algebra", "subject_label": "Алгебра"}}',
        '2024-09-01T00:00:00Z', 'journal.registers', 0, 0);

insert into intake.rejections (source, topic, topic_partition, topic_offset, message_key, message, reason, detail,
                               source_instance, source_school_id, rejected_at, replayed_at)
values ('kafka', 'journal.lessons', 0, 1044, 'dnevnik-99|10482', '\xc301a2b3c4d5e6f708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324',
        'unknown_school', 'no register names school 999999 of dnevnik-99', 'dnevnik-99', '999999', '2024-11-02T10:00:00Z', null),
       ('kafka', 'journal.lessons', 0, 1045, 'dnevnik-99|10482', '\xc301a2b3c4d5e6f7',
        'unknown_school', 'no register names school 999999 of dnevnik-99', 'dnevnik-99', '999999', '2024-11-02T10:00:01Z', '2024-11-03T10:00:00Z'),
       ('kafka', 'journal.lessons', 1, 77, '', '\x00ff', 'unframed', 'the message begins with <script>alert(1)</script>', null, null,
        '2024-11-02T11:00:00Z', null),
       ('kafka', 'journal.registers', 0, 5, 'sgo-99|7', decode(repeat('ab', 4000), 'hex'), 'oversized',
        '10485760 bytes are more than 1048576', null, null, '2024-10-02T11:00:00Z', null);

insert into intake.school_feeds (school_id, source_system, source_instance, events_count, last_entered_at, last_emitted_at, last_ingested_at)
values ('1029900000001-990100001', 'dnevnik', 'dnevnik-99', 90000, '2024-11-03T12:00:00Z', '2024-11-03T12:05:00Z', '2024-11-03T12:06:00Z'),
       ('1029900000002-990100002', 'dnevnik', 'dnevnik-99', 80000, '2024-11-03T12:00:00Z', '2024-11-03T12:05:00Z', '2024-11-03T12:06:00Z'),
       ('1029900000003-990100003', 'dnevnik', 'dnevnik-99', 99000, '2024-11-03T12:00:00Z', '2024-11-03T12:05:00Z', '2024-11-03T12:06:00Z'),
       ('1029900000004-990100004', 'dnevnik', 'dnevnik-99', 20000, '2024-11-02T12:00:00Z', '2024-11-02T12:05:00Z', '2024-11-02T12:06:00Z'),
       ('1029900000005-990200005', 'sgo', 'sgo-99', 40000, '2024-11-03T12:00:00Z', '2024-11-03T12:05:00Z', '2024-11-03T12:06:00Z'),
       ('1029900000006-990200006', 'sgo', 'sgo-99', 30000, '2024-10-11T12:00:00Z', '2024-10-11T12:05:00Z', '2024-10-11T12:06:00Z'),
       ('1029900000007-990200007', 'elschool', 'elschool-99', 9000, '2024-11-03T12:00:00Z', '2024-11-03T12:05:00Z', '2024-11-03T12:06:00Z'),
       ('1029900000008-990200008', 'elschool', 'elschool-99', 9000, '2024-11-03T12:00:00Z', '2024-11-03T12:05:00Z', '2024-11-03T12:06:00Z'),
       ('1029900000009-990200009', 'elschool', 'elschool-99', 300, '2024-10-30T12:00:00Z', '2024-10-30T12:05:00Z', '2024-10-30T12:06:00Z'),
       ('1029900000011-990300011', 'mes', 'mes-99', 9000, '2024-11-03T12:00:00Z', '2024-11-03T12:05:00Z', '2024-11-03T12:06:00Z'),
       ('1029900000012-990300012', 'mes', 'mes-99', 9000, '2024-11-03T12:00:00Z', '2024-11-03T12:05:00Z', '2024-11-03T12:06:00Z'),
       ('1029900000013-990400013', 'mes', 'mes-99', 9000, '2024-11-03T12:00:00Z', '2024-11-03T12:05:00Z', '2024-11-03T12:06:00Z'),
       ('1029900000014-990400014', 'mes', 'mes-99', 9000, '2024-11-03T12:00:00Z', '2024-11-03T12:05:00Z', '2024-11-03T12:06:00Z');
