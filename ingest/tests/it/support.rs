//! What the tests of the pipeline share: a warehouse of their own, and events to put through it.

use ingest::BlockingIntake;
use ingest::codec::Codec;
use ingest::event::{Content, Envelope, Event, Wire};
use ingest::message_file::MessageFileWriter;
use ingest::model::*;
use ingest::run::{Ended, Limits, Progress, Run};
use ingest::source::{FileSource, Source};
use sqlx::PgPool;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use warehouse::Warehouse;
pub use warehouse::testing::Folder;
use warehouse::testing::open_and_migrate;

/// Opens a migrated warehouse over a test's database.
pub async fn warehouse(pool: &PgPool, folder: &Folder) -> Warehouse {
    open_and_migrate(pool.clone(), &folder.path().join("lake")).await
}

pub const OGRN: &str = "1027000861568";
pub const KPP: &str = "701701001";

/// Returns an event of school `school`, entered at `minute` minutes after 2024-10-15T03:00Z and sent a second later.
pub fn event(school: &str, entity_key: &str, version: i64, minute: i64, content: impl Into<Content>) -> Event {
    let entered_at = Instant::from_micros(1_728_961_200_000_000).plus_seconds(minute * 60);
    Wire {
        envelope: Envelope {
            event_id: format!("01928f6e-7c00-7000-8000-{minute:012x}"),
            source_system: "dnevnik".to_owned(),
            source_instance: "dnevnik-99".to_owned(),
            source_school_id: school.to_owned(),
            entity_key: entity_key.to_owned(),
            entity_version: version,
            operation: Operation::Upsert,
            entered_at,
            entered_offset_minutes: 420,
            entered_precision_seconds: Some(0),
            emitted_at: entered_at.plus_seconds(1),
            actor_pid: Some("t-1".to_owned()),
            actor_role: ActorRole::Teacher,
            batch_id: None,
            is_backfill: false,
            import_kind: None,
            correlation_id: None,
        },
        content: content.into(),
    }
}

pub fn school(kpp: &str) -> SchoolUpserted {
    SchoolUpserted {
        ogrn: OGRN.to_owned(),
        inn: "7017012345".to_owned(),
        kpp: kpp.to_owned(),
        name: "Школа «Тест»".to_owned(),
        school_type: SchoolType::School,
        parent_source_school_id: None,
        is_branch: false,
        address_fias_id: None,
        oktmo: "99701000".to_owned(),
        time_zone: "Asia/Tomsk".to_owned(),
        settlement: SettlementType::Urban,
        shifts_count: 1,
        week_days_count: 5,
        pupils_count: 300,
        edit_window_days: None,
        journal_form: JournalForm::Electronic,
        journal_form_from_on: "2014-09-01".parse().expect("a date"),
    }
}

pub fn membership() -> MembershipChanged {
    MembershipChanged {
        oktmo: "99701000".to_owned(),
        municipality_name: "Город".to_owned(),
        founder: None,
        from_on: "2024-09-01".parse().expect("a date"),
        to_on: None,
        act: None,
        lineage: MembershipLineage::Founded,
    }
}

pub fn topic(lesson: i64) -> LessonTopicSet {
    LessonTopicSet {
        lesson_id: format!("lesson-{lesson}"),
        lesson_on: "2024-10-15".parse().expect("a date"),
        has_topic: true,
        topic_hash: None,
        plan_item_id: None,
    }
}

/// Messages by topic, one partition each.
#[derive(Default)]
pub struct Messages(Vec<(String, Vec<u8>, Vec<u8>)>);

impl Messages {
    pub fn event(&mut self, event: &Event) {
        let topic = event.content.event_type().description().family.topic();
        self.raw(&topic, event.envelope.message_key().as_bytes(), &Codec::get().encode(event));
    }

    pub fn raw(&mut self, topic: &str, key: &[u8], payload: &[u8]) {
        self.0.push((topic.to_owned(), key.to_vec(), payload.to_vec()));
    }

    pub fn write(&self, folder: &Path) {
        let mut topics: Vec<&String> = self.0.iter().map(|(topic, ..)| topic).collect();
        topics.sort();
        topics.dedup();
        for topic in topics {
            let partition = TopicPartition::new(topic, 0);
            let mut writer = MessageFileWriter::open(folder, &partition).expect("the file opens");
            for (_, key, payload) in self.0.iter().filter(|(of, ..)| of == topic) {
                writer.append(key, payload, Instant::from_micros(0)).expect("the message is written");
            }
            writer.finish().expect("the file is closed");
        }
    }
}

/// Ingests a folder to its end in batches of `batch_events`.
pub async fn take_files(warehouse: &Warehouse, folder: &Path, batch_events: usize) -> Progress {
    let (intake, folder) = (BlockingIntake::new(warehouse.intake(), Handle::current()), folder.to_owned());
    tokio::task::spawn_blocking(move || {
        let source = Source::Files(FileSource::open(&folder, intake.clone()).expect("it opens"));
        take(intake, source, batch_events)
    })
    .await
    .expect("the run does not panic")
}

/// Ingests a folder until `stop` is raised.
pub fn take_until(stop: Arc<AtomicBool>, warehouse: &Warehouse, folder: &Path) -> JoinHandle<Progress> {
    let (intake, folder) = (BlockingIntake::new(warehouse.intake(), Handle::current()), folder.to_owned());
    tokio::task::spawn_blocking(move || {
        let source = Source::Files(FileSource::open(&folder, intake.clone()).expect("it opens"));
        let limits = Limits { batch_events: 10, batch_bytes: 16 << 20, batch_age: Duration::from_secs(5) };
        let clock = || Instant::from_micros(1_729_000_000_000_000);
        let run = Run::new(intake, limits, source, &clock, &|_| {}, &stop);
        let (ended, progress) = run.take(false).expect("the run ends well");
        assert_eq!(ended, Ended::Stopped);
        progress
    })
}

pub fn take(intake: BlockingIntake, source: Source, batch_events: usize) -> Progress {
    let limits = Limits { batch_events, batch_bytes: 16 << 20, batch_age: Duration::from_secs(5) };
    let clock = || Instant::from_micros(1_729_000_000_000_000);
    let stop = AtomicBool::new(false);
    let run = Run::new(intake, limits, source, &clock, &|_| {}, &stop);
    let (ended, progress) = run.take(true).expect("the run ends well");
    assert_eq!(ended, Ended::CaughtUp);
    progress
}
