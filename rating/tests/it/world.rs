//! A small world: a few schools with their registers and facts, put into a real lake and rated.

use crate::rated::{Rated, read};
use rating::{Doors, MeasureSet, Methodology, Rulebook, Sources, rate};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, PgPool};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use warehouse::Warehouse;
use warehouse::intake::Batch;
use warehouse::lake::RowsBuilder;
use warehouse::model::*;
use warehouse::registers::{NewRegisterChange, RegisterChange};
use warehouse::testing::{Folder, open_and_migrate};

pub const REGION: &str = "70";

pub fn region() -> RegionCode {
    REGION.into()
}

/// A school of the world: where it is, and which journal it keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorldSchool {
    pub number: u32,
    pub system: &'static str,
    pub zone: &'static str,
    pub oktmo: &'static str,
}

impl WorldSchool {
    pub fn id(&self) -> String {
        format!("1027000861568-{:09}", 701_701_000 + self.number)
    }

    pub fn instance(&self) -> String {
        format!("{}-70", self.system)
    }

    /// The same school in another journal.
    pub fn in_system(&self, system: &'static str) -> Self {
        Self { system, ..self.clone() }
    }
}

/// Another empty database on the server of a test's own.
pub async fn another(pool: &PgPool) -> PgPool {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let name = format!("world_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(pool).await.expect("a database");
    let options = PgConnectOptions::clone(&pool.connect_options()).database(&name);
    PgPool::connect_with(options).await.expect("the database opens")
}

/// A school in Tomsk, with a journal that can prove everything.
pub fn tomsk(number: u32) -> WorldSchool {
    WorldSchool { number, system: "dnevnik", zone: "Asia/Tomsk", oktmo: "69701000" }
}

/// What is put in next, and what is there.
pub struct World {
    pub warehouse: Warehouse,
    // Goes away with the world.
    _folder: Folder,
    registers: Vec<NewRegisterChange>,
    pub(crate) facts: BTreeMap<&'static str, RowsBuilder>,
    pub(crate) facts_count: i64,
    commits_count: i64,
    /// When what is put in next was sent, where that is not when it was entered.
    pub emitted_at: Option<Instant>,
    /// When the registers that are put in next were entered, where that is not when they were sent.
    pub registers_entered_at: Option<Instant>,
    /// How exact the times of entry are of what is put in next, in seconds.
    pub precision: Option<i32>,
    /// The school year of the groups that are put in next.
    pub school_year: i32,
}

pub fn day(text: &str) -> LocalDate {
    text.parse().expect("a date")
}

pub fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

/// A lesson of the timetable that ends at 09:15.
pub fn scheduled(lesson: &str, on: &str, group: &str, subject: &str) -> LessonScheduled {
    LessonScheduled {
        lesson_id: lesson.to_owned(),
        lesson_on: day(on),
        lesson_number: 1,
        starts_minute: 510,
        ends_minute: 555,
        class_group_id: group.to_owned(),
        subject_id: subject.to_owned(),
        teacher_pid: None,
        room: None,
        building_id: None,
        lesson_kind: LessonKind::Curricular,
        lesson_form: LessonForm::Onsite,
        published_at: at("2000-01-01T00:00:00Z"),
    }
}

/// The bundled methodology, in force for all years and with no smallest denominator: the traps have few lessons.
pub fn methodology() -> Methodology {
    let bundled = Methodology::region_2024().expect("the bundled methodology is right");
    let text = bundled.text().replace("in_force_from = \"2024-09-01\"", "in_force_from = \"2000-01-01\"");
    Methodology::parse(&text.replace("minimum_denominator = 20", "minimum_denominator = 1")).expect("a methodology")
}

/// All texts of a release by some rules; every journal of the world is declared, for all days.
pub fn rulebook(methodology: Methodology) -> Rulebook {
    let declared = [("dnevnik", true, true), ("mes", true, true), ("sgo", false, true), ("elschool", true, false)];
    let sources = declared.map(|(system, entry_time, all_present_flag)| {
        format!(
            "[[sources]]\nsystem = \"{system}\"\ninstance = \"{system}-70\"\nfrom_on = \"2000-01-01\"\n\
             entry_time = {entry_time}\nall_present_flag = {all_present_flag}\nconfirms_outages = true\nregion = \"70\"\n"
        )
    });
    let sources = Sources::parse(&sources.concat()).expect("the sources are declared");
    let regions = Some(Regions::bundled().expect("the register of regions is right"));
    Rulebook { methodologies: methodology.into(), measures: measures(), sources, regions }
}

/// The measures that come with the program.
pub fn measures() -> MeasureSet {
    MeasureSet::bundled().expect("the bundled measures are right")
}

impl World {
    pub async fn new(pool: PgPool) -> Self {
        let folder = Folder::new("rating");
        Self {
            warehouse: open_and_migrate(pool, folder.path()).await,
            _folder: folder,
            registers: Vec::new(),
            facts: BTreeMap::new(),
            facts_count: 0,
            commits_count: 0,
            emitted_at: None,
            registers_entered_at: None,
            precision: Some(0),
            school_year: 2024,
        }
    }

    /// Puts a change of a register in, known since long ago.
    pub fn register(&mut self, place: &WorldSchool, key: &str, version: i64, content: RegisterContent) {
        let sent = self.emitted_at.unwrap_or(at("2000-01-01T00:00:00Z"));
        let (ogrn, kpp) = ("1027000861568", format!("{:09}", 701_701_000 + place.number));
        let change = RegisterChange {
            sequence_number: RegisterVersion(0),
            source_system: place.system.to_owned(),
            source_instance: place.instance(),
            source_school_id: place.number.to_string(),
            school_id: (place.number > 0).then(|| SchoolId::new(ogrn, &kpp).expect("numbers of a school")),
            entity_key: key.to_owned(),
            entity_version: version,
            operation: Operation::Upsert,
            entered_at: self.registers_entered_at.unwrap_or(sent),
            emitted_at: sent,
            content,
        };
        let offset = i64::try_from(self.registers.len()).expect("few changes");
        let topic_partition = TopicPartition::new("journal.registers", 0);
        self.registers.push(NewRegisterChange { change, topic_partition, offset });
    }

    /// Puts a school in, with a week of six days.
    pub fn school(&mut self, place: &WorldSchool) {
        self.school_of(place, 6);
    }

    /// Puts a school in.
    pub fn school_of(&mut self, place: &WorldSchool, week_days_count: i32) {
        let kpp = format!("{:09}", 701_701_000 + place.number);
        self.school_version(place, 1, &kpp, week_days_count);
    }

    /// Puts a version of a school in that bears a number.
    pub fn school_with_kpp(&mut self, place: &WorldSchool, version: i64, kpp: &str) {
        self.school_version(place, version, kpp, 6);
    }

    /// Puts a version of a school in.
    pub fn school_version(&mut self, place: &WorldSchool, version: i64, kpp: &str, week_days_count: i32) {
        let content = SchoolUpserted {
            ogrn: "1027000861568".to_owned(),
            inn: "7017012345".to_owned(),
            kpp: kpp.to_owned(),
            name: format!("Школа № {}", place.number),
            school_type: SchoolType::School,
            parent_source_school_id: None,
            is_branch: false,
            address_fias_id: None,
            oktmo: place.oktmo.to_owned(),
            time_zone: place.zone.to_owned(),
            settlement: SettlementType::Urban,
            shifts_count: 1,
            week_days_count,
            pupils_count: 300,
            edit_window_days: None,
            journal_form: JournalForm::Electronic,
            journal_form_from_on: day("2014-09-01"),
        };
        self.register(place, &format!("school-{}", place.number), version, RegisterContent::School(content));
    }

    /// Puts a calendar in: every day between two dates is of a type, but for the days named.
    pub fn calendar(&mut self, place: &WorldSchool, grade: i32, from: &str, to: &str, rest: &[(&str, &str, DayType)]) {
        let mut days = Vec::new();
        let mut on = day(from);
        while on <= day(to) {
            let is_sunday = (on.days() + 4).rem_euclid(7) == 0;
            let named = rest.iter().find(|(from, to, _)| day(from) <= on && on <= day(to)).map(|it| it.2);
            let day_type = named.unwrap_or(if is_sunday { DayType::Holiday } else { DayType::Instructional });
            days.push(CalendarDay { on, day_type, act: None });
            on = on.plus_days(1);
        }
        let school_year = rating::calendar::school_year(day(from));
        let content = CalendarPublished { school_year, grade, days };
        let key = format!("calendar-{}-{grade}-{school_year}", place.number);
        self.register(place, &key, 1, RegisterContent::Calendar(content));
    }

    /// Puts a class in, with a pupil who has always been there.
    pub fn class(&mut self, place: &WorldSchool, group: &str, grade: i32) {
        self.group(place, group, ClassGroupKind::Class, grade, &[]);
    }

    /// Puts a class in of whose pupils nothing is known.
    pub fn group_without_pupils(&mut self, place: &WorldSchool, group: &str, grade: i32) {
        self.relabel(place, group, group, grade);
    }

    /// Puts a group in, with a pupil who has always been there.
    pub fn group(&mut self, place: &WorldSchool, group: &str, kind: ClassGroupKind, grade: i32, parents: &[&str]) {
        let content = ClassGroupUpserted {
            class_group_id: group.to_owned(),
            group_kind: kind,
            label: group.to_owned(),
            parent_class_group_ids: parents.iter().map(|parent| (*parent).to_owned()).collect(),
            grade,
            grade_to: grade,
            school_year: self.school_year,
            is_home_based: false,
            is_adapted: false,
            shift: 1,
        };
        let version = i64::from(self.school_year);
        self.register(place, group, version, RegisterContent::ClassGroup(content));
        let enrolled = EnrollmentChanged {
            pupil_pid: format!("p-{group}"),
            class_group_id: group.to_owned(),
            from_on: day("2000-09-01"),
            to_on: None,
            reason: EnrollmentReason::Admission,
        };
        self.fact(place, &format!("p-{group}"), 1, Operation::Upsert, at("2000-09-01T00:00:00Z"), enrolled);
    }

    /// Gives a class another label than its identity.
    pub fn relabel(&mut self, place: &WorldSchool, group: &str, label: &str, grade: i32) {
        let content = ClassGroupUpserted {
            class_group_id: group.to_owned(),
            group_kind: ClassGroupKind::Class,
            label: label.to_owned(),
            parent_class_group_ids: Vec::new(),
            grade,
            grade_to: grade,
            school_year: self.school_year,
            is_home_based: false,
            is_adapted: false,
            shift: 1,
        };
        self.register(place, group, i64::from(self.school_year) + 1, RegisterContent::ClassGroup(content));
    }

    /// Puts a plan of a class in, for the school year 2024.
    pub fn plan(
        &mut self,
        place: &WorldSchool,
        class: &str,
        subject: &str,
        week_hours: i32,
        is_without_homework: bool,
    ) {
        let content = CurriculumPublished {
            class_group_id: class.to_owned(),
            subject_id: subject.to_owned(),
            subject_label: subject.to_owned(),
            school_year: self.school_year,
            week_hours,
            weeks_count: 34,
            is_without_homework,
            control_works_count: 0,
            from_on: day(&format!("{}-09-01", self.school_year)),
        };
        self.register(
            place,
            &format!("{class}|{subject}|{}", self.school_year),
            1,
            RegisterContent::Curriculum(content),
        );
    }

    /// Puts an outage of a school's feed in.
    pub fn outage(&mut self, place: &WorldSchool, from: &str, to: &str, is_confirmed: bool) {
        let content = OutageDeclared {
            from_at: at(from),
            to_at: at(to),
            scope: OutageScope::School,
            confirmed_by: is_confirmed.then(|| "regional_operator".to_owned()),
        };
        self.register(place, &format!("outage-{from}"), 1, RegisterContent::Outage(content));
    }

    /// Brings what was put in to the warehouse.
    pub async fn commit(&mut self) {
        self.commits_count += 1;
        let facts = std::mem::take(&mut self.facts).into_iter().map(|(table, builder)| (table, builder.finish()));
        let batch = Batch {
            // The files of a batch are named after its source and moves, and these have no moves.
            source: format!("test-{}", self.commits_count),
            facts: facts.collect(),
            register_changes: std::mem::take(&mut self.registers),
            ..Batch::default()
        };
        self.warehouse.intake().commit(&batch, at("2030-01-01T00:00:00Z")).await.expect("the batch is taken");
    }

    /// What a rating may touch of the world.
    pub fn doors(&self) -> Doors {
        let warehouse = &self.warehouse;
        Doors { lake: warehouse.lake(), registers: warehouse.registers(), releases: warehouse.releases() }
    }

    /// Commits and publishes a release as of a moment.
    pub async fn rate(&mut self, as_of: &str) -> Rated {
        self.rate_by(&methodology(), as_of).await
    }

    /// The same, by other rules.
    pub async fn rate_by(&mut self, methodology: &Methodology, as_of: &str) -> Rated {
        self.rate_with(&rulebook(methodology.clone()), as_of).await
    }

    /// The same, by other texts.
    pub async fn rate_with(&mut self, rulebook: &Rulebook, as_of: &str) -> Rated {
        self.rate_region(rulebook, &region(), as_of).await
    }

    /// The same, of a region.
    pub async fn rate_region(&mut self, rulebook: &Rulebook, region_code: &RegionCode, as_of: &str) -> Rated {
        self.commit().await;
        let now = at("2030-01-01T00:00:00Z");
        let doors = self.doors();
        let release = rate(&doors, rulebook, at(as_of), region_code, now, &|_| {}).await;
        let release = release.expect("it is rated");
        read(&self.warehouse, release).await
    }

    /// Puts a span of a school in a municipality in.
    pub fn member(&mut self, place: &WorldSchool, oktmo: &str, from_on: &str, to_on: Option<&str>) {
        let content = MembershipChanged {
            oktmo: oktmo.to_owned(),
            municipality_name: format!("Муниципалитет {oktmo}"),
            founder: None,
            from_on: day(from_on),
            to_on: to_on.map(day),
            act: None,
            lineage: MembershipLineage::Transferred,
        };
        self.register(place, &format!("membership-{from_on}"), 1, RegisterContent::Membership(content));
    }
}
