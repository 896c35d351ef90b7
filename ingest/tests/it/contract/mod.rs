//! The contract is what the code does: its files are fresh, its descriptions complete, its schemas without persons.

mod dissection;
mod layout;
mod page;
mod sample;

pub use dissection::{Part, dissect};
pub use page::{file_stem, hex_lines};
pub use sample::{from_value, sample, to_json};

use ingest::event::{EVENTS, Envelope, EventDescription, EventType};
use ingest::fingerprint::fingerprint;
use ingest::schema::event_schema;
use layout::schema_text;
use page::{file_name, render};
use sample::{describe, example_literal};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use warehouse::model::{Field, Instant, KeptIn, Kind, LocalDate, Record, RejectionReason};

/// Returns a path in the clone.
pub fn in_clone(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Checks that a folder's files with these extensions are exactly these; with `SVODKA_REFRESH=1` makes them so.
pub fn assert_fresh(folder: &Path, extensions: &[&str], expected: &BTreeMap<String, String>) {
    let refresh = std::env::var_os("SVODKA_REFRESH").is_some_and(|value| value == "1");
    let mut stale = Vec::new();
    for (name, content) in expected {
        let path = folder.join(name);
        if std::fs::read_to_string(&path).is_ok_and(|kept| kept == *content) {
            continue;
        }
        if refresh {
            std::fs::create_dir_all(folder).expect("the folder can be made");
            std::fs::write(&path, content).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        } else {
            stale.push(format!("{name} differs"));
        }
    }
    for entry in std::fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        let has_extension = path.extension().is_some_and(|it| extensions.iter().any(|known| it == *known));
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        if has_extension && !expected.contains_key(&name) {
            if refresh {
                std::fs::remove_file(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            } else {
                stale.push(format!("{name} belongs to no event"));
            }
        }
    }
    assert!(
        stale.is_empty(),
        "in {}: {}.\nThe files follow from the code: run the tests with SVODKA_REFRESH=1, then look at the difference. A \
         schema or a golden message that differs means that senders must change, too.",
        folder.display(),
        stale.join(", ")
    );
}

/// Every field of the contract with the record that has it, nested records included.
fn all_fields() -> Vec<(&'static str, &'static Field)> {
    fn gather(record: &'static str, fields: &'static [Field], out: &mut Vec<(&'static str, &'static Field)>) {
        for field in fields {
            out.push((record, field));
            if let Kind::Record { name, fields, .. } = element(field.kind) {
                gather(name, fields, out);
            }
        }
    }
    let mut out = Vec::new();
    gather(Envelope::NAME, Envelope::FIELDS, &mut out);
    for event in EVENTS {
        gather(event.record, event.fields, &mut out);
    }
    out
}

/// The kind inside an optional field or a list.
fn element(kind: Kind) -> Kind {
    match kind {
        Kind::Optional(inner) | Kind::List(inner) => element(*inner),
        other => other,
    }
}

#[test]
fn the_schema_files_are_fresh() {
    let files = EVENTS.iter().map(|event| (file_name(event), schema_text(&event_schema(event)))).collect();
    assert_fresh(&in_clone("ingest/schema"), &["avsc"], &files);
}

#[test]
fn the_contract_is_fresh() {
    let page = BTreeMap::from([("event-contract.md".to_owned(), render())]);
    assert_fresh(&in_clone("docs"), &[], &page);
}

/// The audit looks for every event where the list says that it is kept.
#[test]
fn the_audits_list_of_events_is_fresh() {
    let mut lines = Vec::new();
    for event in EVENTS {
        let where_kept = match event.kept_in {
            KeptIn::Table(table) => format!(r#"{{"table": "{table}"}}"#),
            KeptIn::Register(kind) => format!(r#"{{"register": "{kind}"}}"#),
        };
        lines.push(format!(r#"  "{}": {where_kept}"#, event.code));
    }
    let file = BTreeMap::from([("events.json".to_owned(), format!("{{\n{}\n}}\n", lines.join(",\n")))]);
    assert_fresh(&in_clone("fixtures/audit"), &[], &file);
}

#[test]
fn the_page_has_no_open_places_and_every_event() {
    let page = render();
    assert!(!page.contains("{{"), "a place of the prose was not filled");
    for event in EVENTS {
        assert!(page.contains(&format!("\n### {} {}\n", event.code, event.name)), "no chapter of {}", event.code);
        assert!(page.contains(&file_name(event)), "no schema file of {}", event.code);
    }
}

#[test]
fn the_page_lists_the_reasons_of_rejection_in_the_order_of_the_checks() {
    let page = render();
    let chapter = page.split("\n## ").find(|chapter| chapter.starts_with("4. ")).expect("chapter 4 exists");
    let listed: Vec<&str> = chapter
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains("| `"))
        .filter_map(|line| line.split('`').nth(1))
        .collect();
    let reasons: Vec<&str> = RejectionReason::ALL.iter().map(|reason| reason.as_str()).collect();
    assert_eq!(listed, reasons);
}

#[test]
fn a_schema_file_says_what_the_schema_says() {
    for event in EVENTS {
        let schema = event_schema(event);
        let read_back: Value = serde_json::from_str(&schema_text(&schema)).expect("the layout is JSON");
        assert_eq!(read_back, schema, "{}", event.code);
    }
}

#[test]
fn every_word_of_an_enum_has_a_meaning_in_the_schema() {
    for (record, field) in all_fields() {
        if let Kind::Symbol { name, symbols, docs } = element(field.kind) {
            assert_eq!(symbols.len(), docs.len());
            assert!(docs.iter().all(|doc| !doc.trim().is_empty()), "{name} of {record}.{}", field.name);
        }
    }
    let schema = event_schema(&EVENTS[0]);
    assert!(schema.to_string().contains("`upsert`: The entity has this content from now on."));
}

/// The values were computed by `fastavro.schema.fingerprint` of Python from the schema files.
#[test]
fn fingerprints_are_those_of_the_specification() {
    let hex = |bytes: [u8; 8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(hex(fingerprint(&Value::from("int"))), "8f5c393f1ad57572");
    let of = |event: EventType| hex(fingerprint(&event_schema(event.description())));
    assert_eq!(of(EventType::LessonHeld), "5431a16dc47c9e44");
    assert_eq!(of(EventType::CalendarPublished), "6464dddf47b65860");
}

#[test]
fn documentation_does_not_change_a_fingerprint() {
    fn strip(value: &mut Value) {
        if let Value::Object(parts) = value {
            parts.remove("doc");
        }
        match value {
            Value::Object(parts) => parts.values_mut().for_each(strip),
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    for event in EVENTS {
        let mut bare = event_schema(event);
        strip(&mut bare);
        assert_ne!(bare, event_schema(event));
        assert_eq!(fingerprint(&bare), fingerprint(&event_schema(event)), "{}", event.code);
    }
}

#[test]
fn every_field_is_described_with_unit_and_example() {
    for (record, field) in all_fields() {
        let (place, description) = (format!("{record}.{}", field.name), describe(field));
        assert!(!description.meaning.is_empty(), "{place} has no meaning");
        let literal = example_literal(field);
        let text = |kind: &str| literal.clone().unwrap_or_else(|| panic!("{place} ({kind}) has no example"));
        match element(field.kind) {
            Kind::Text => _ = text("text"),
            Kind::Integer | Kind::Long => _ = text("number").parse::<i64>().expect(&place),
            Kind::Date => _ = text("date").parse::<LocalDate>().expect(&place),
            Kind::Instant => {
                _ = text("instant").parse::<i64>().expect(&place);
                assert_eq!(description.unit, "microseconds since 1970-01-01T00:00:00Z", "{place}");
            }
            Kind::Flag | Kind::Symbol { .. } | Kind::Record { .. } => {}
            Kind::Optional(_) | Kind::List(_) => unreachable!("an element is neither"),
        }
        let measured = ["_minute", "_minutes", "_seconds", "_hundredths"].iter().any(|unit| field.name.ends_with(unit));
        assert!(!measured || !description.unit.is_empty(), "{place} has no unit");
    }
}

#[test]
fn the_samples_follow_the_conventions_for_entity_keys() {
    for event in EVENTS {
        let json: Value = serde_json::from_str(&to_json(&sample(event))).expect("a sample is JSON");
        let (convention, key) = (event.key_convention, event.key_example);
        let parts: Vec<String> = convention.split('|').map(|field| key_part(event, &json, field)).collect();
        assert_eq!(parts.join("|"), key, "{}", event.code);
        assert_eq!(json["envelope"]["entity_key"], key, "{}", event.code);
    }
}

fn key_part(event: &EventDescription, json: &Value, name: &str) -> String {
    let record = if json["content"].get(name).is_some() { "content" } else { "envelope" };
    let text = match &json[record][name] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let is_instant = event.fields.iter().any(|field| field.name == name && field.kind == Kind::Instant);
    if is_instant { text.parse::<Instant>().expect("RFC 3339").micros().to_string() } else { text }
}

/// Every name that a field may have. Whoever adds one has asked: can a person's name, number, address, date of birth
/// or words about a person stand in it? If it can, the field is not added.
const REVIEWED_NAMES: &str = "
    accounts_count act activity_on actor_pid actor_role address_fias_id as_of_on assigned_for_on attachments_count
    authoritative_instance authoritative_system auto_checked_count batch_id bells building_id change channel
    checksum class_group_id confirmed_by contract_version control_works_count correlation_id counts_in_average
    day_type days due_lesson_id edit_window_days emitted_at ends_minute entered_at entered_offset_minutes
    entered_precision_seconds entities_count entity_key entity_version estimated_minutes event_code event_id
    families_count form founder from_at from_on grade grade_from grade_to group_kind has_topic homework homework_id
    hour_at import_kind inn is_adapted is_alive is_all_present is_anonymised is_backfill is_branch is_digital
    is_held is_home_based is_important is_point is_profile_maintained is_recommendation_offered is_teaching
    is_without_homework journal_form journal_form_from_on kpp label lag_seconds last_used_on lesson_form lesson_id
    lesson_kind lesson_number lesson_on line lineage locked_at locked_by_pid login mark_id mark_on month_on
    moved_to_ends_minute moved_to_on moved_to_starts_minute municipality_name name ogrn oktmo on operation order_id
    parent_class_group_ids parent_source_school_id period_id person_pid plan_item_id platform point_due_on position
    provider published_at pupil_pid pupils_count reason reason_code recommendation_offered_on registered_on role
    room scale school_type school_year scope settlement shift shifts_count source_code source_instance
    source_school_id source_system staff_pid starts_minute status subject_id subject_label subject_to_id
    targeted_pupils_count
    tasks_count teacher_from_pid teacher_pid teacher_to_pid term_kind term_number time_zone to_at to_on topic_hash
    totals_on unlocked_at users_count value viewed_on week_days_count week_hours weeks_count weight_hundredths
    work_id work_on work_type
";

/// Parts of names that no field has, with the few fields of organizations that look like them.
const DENIED: &[&str] = &[
    "name",
    "fio",
    "snils",
    "passport",
    "document",
    "phone",
    "mail",
    "birth",
    "patronymic",
    "address",
    "gender",
    "sex",
    "photo",
    "policy",
    "comment",
    "text",
    "note",
    "medical",
    "diagnosis",
];
const ORGANIZATIONS: &[&str] =
    &["SchoolUpserted.name", "SchoolUpserted.address_fias_id", "MembershipChanged.municipality_name"];

#[test]
fn no_field_is_called_like_a_persons_name_or_number() {
    let reviewed: BTreeSet<&str> = REVIEWED_NAMES.split_whitespace().collect();
    let used: BTreeSet<&str> = all_fields().iter().map(|(_, field)| field.name).collect();
    let unreviewed: Vec<_> = used.difference(&reviewed).collect();
    let unused: Vec<_> = reviewed.difference(&used).collect();
    assert!(unreviewed.is_empty(), "new field names, to be reviewed for personal data: {unreviewed:?}");
    assert!(unused.is_empty(), "reviewed names that no field has any more: {unused:?}");
    for (record, field) in all_fields() {
        let place = format!("{record}.{}", field.name);
        let denied = DENIED.iter().find(|part| field.name.contains(**part));
        assert!(denied.is_none() || ORGANIZATIONS.contains(&place.as_str()), "{place} contains «{denied:?}»");
    }
}

#[test]
fn every_person_is_a_pseudonym() {
    for (record, field) in all_fields() {
        let place = format!("{record}.{}", field.name);
        let is_pseudonym = field.name.ends_with("_pid");
        let is_text = element(field.kind) == Kind::Text;
        assert!(!is_pseudonym || is_text, "{place} is no text");
        let speaks_of_one = is_text && field.doc.to_lowercase().contains("pseudonym");
        assert_eq!(is_pseudonym, speaks_of_one, "{place}: name and description differ");
        for person in ["pupil", "teacher", "staff", "person", "parent", "actor"] {
            let refers =
                field.name == person || field.name == format!("{person}_id") || field.name == format!("{person}s");
            assert!(!refers, "{place} refers to a person without a pseudonym");
        }
    }
}
