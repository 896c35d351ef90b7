//! What can go wrong in a rating.

/// A rating failed; nothing of it was published.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The warehouse did not do something.
    #[error(transparent)]
    Warehouse(#[from] warehouse::Error),
    /// The methodology cannot be used.
    #[error("the methodology cannot be used")]
    Methodology(#[from] crate::methodology::MethodologyError),
    /// A register says what cannot be.
    #[error("the registers say what cannot be: {0}")]
    Register(String),
    /// The figures do not add up: a defect of this program, or of what is kept. They are not published.
    #[error("the figures do not add up: {0}")]
    NotConserved(String),
    /// The methodology is not in force at the moment asked for.
    #[error("methodology {code} is not in force on {day}: of version {versions} see in_force_from and in_force_to")]
    NotInForce {
        /// Its code.
        code: String,
        /// Its versions.
        versions: String,
        /// The day of the release.
        day: warehouse::model::LocalDate,
    },
    /// The moment asked for has not come.
    #[error("a release cannot speak of {as_of}, which is after now ({now})")]
    InFuture {
        /// The moment asked for.
        as_of: warehouse::model::Instant,
        /// The clock.
        now: warehouse::model::Instant,
    },
    /// The measures cannot be used.
    #[error("the measures cannot be used")]
    Measures(#[from] crate::measures::MeasuresError),
    /// What the sources can prove cannot be used.
    #[error("the sources cannot be used")]
    Sources(#[from] crate::sources::SourcesError),
    /// The register of regions cannot be used.
    #[error("the register of regions cannot be used")]
    Regions(#[from] warehouse::model::RegionsError),
    /// There is no such region.
    #[error(
        "the register of regions has no region «{0}»: name one by the tax service's code of two digits, such as 70 for \
         Томская область (warehouse/regions.toml lists them)"
    )]
    NoSuchRegion(warehouse::model::RegionCode),
    /// The methodology names what no measure has.
    #[error("the methodology does not fit the measures: {}", .0.join("; "))]
    Unmeasured(Vec<String>),
    /// The release was computed by an engine version that this program cannot be.
    #[error(
        "release {release_id} was computed by engine version {engine_version}, which this program (engine version {own}) \
         cannot reproduce: verify it with a program of that version"
    )]
    OtherEngine {
        /// The release.
        release_id: warehouse::model::ReleaseId,
        /// Its engine version.
        engine_version: i32,
        /// This program's.
        own: i32,
    },
    /// A text that a release ran is not kept as it ran.
    #[error(
        "release {release_id} was computed by another text of {name} than is kept: SHA-256 {listed} is listed, {found} is \
         what the kept text has"
    )]
    TextChanged {
        /// The release.
        release_id: warehouse::model::ReleaseId,
        /// What the text is.
        name: String,
        /// The digest by which the release lists it.
        listed: String,
        /// The digest of what is kept.
        found: String,
    },
    /// There is no such release.
    #[error("there is no release {0}")]
    NoSuchRelease(warehouse::model::ReleaseId),
    /// The cron expression cannot be read.
    #[error("the schedule «{expression}» is not a cron expression (seconds minutes hours day month weekday)")]
    Schedule {
        /// The expression.
        expression: String,
        /// What the parser says.
        source: cron::error::Error,
    },
    /// A thread of the program ended by a defect.
    #[error("{0} stopped by a defect of the program")]
    Defect(&'static str),
}

impl Error {
    /// Returns whether waiting may help.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Warehouse(error) if error.is_passing())
    }
}
