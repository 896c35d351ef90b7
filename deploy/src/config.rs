//! The configuration: one TOML file, then the environment, then flags, each stronger than the one before. A key that is
//! not known is refused with the nearest known one, wherever it comes from.

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use toml::{Table, Value};
use warehouse::model::RegionCode;

/// What begins the name of an environment variable that is a key.
const PREFIX: &str = "SVODKA_";
/// Variables of that prefix that belong to the project's scripts and tests.
const NOT_KEYS: [&str; 6] =
    ["SVODKA_CONFIG", "SVODKA_CACHE", "SVODKA_BIN", "SVODKA_REFRESH", "SVODKA_TEST_", "SVODKA_DEMO_"];

/// The whole configuration.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    pub database: Database,
    pub lake: Lake,
    pub kafka: Kafka,
    pub ingest: Ingest,
    pub rating: Rating,
    pub dashboard: Dashboard,
    pub log: Log,
}

/// PostgreSQL.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `postgres://user:password@host:port/database`.
    pub url: String,
}

/// The lake.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lake {
    /// The folder of its files.
    pub path: PathBuf,
}

/// The broker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Kafka {
    /// `host:port`, joined by commas.
    pub brokers: String,
    /// The consumer group of `ingest`.
    pub group: String,
    /// A name for this process that survives its restart; empty for none.
    pub member: String,
}

/// Ingest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ingest {
    /// A batch is committed when it has so many events,
    pub batch_events: usize,
    /// or so many bytes of messages,
    pub batch_bytes: usize,
    /// or is so old, in seconds.
    pub batch_age_seconds: u64,
}

/// Rating.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rating {
    /// The region that is rated when none is named: its code of the tax service.
    pub region_code: RegionCode,
    /// The methodology's file, or a folder with a file of each of its versions; empty for the one that comes with the program.
    pub methodology: PathBuf,
    /// The folder of the measures; empty for those that come with the program.
    pub measures: PathBuf,
    /// The file that says what each installation of a journal can prove; empty for the simulated region's.
    pub sources: PathBuf,
    /// The register of regions; empty for the one that comes with the program.
    pub regions: PathBuf,
    /// When to rate, as a cron expression with seconds, in each region's own zone.
    pub schedule: String,
}

/// The dashboard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dashboard {
    /// The address it listens at.
    pub listen: String,
    /// How far its readers see: `country`, or `region` and its code, as in `region 70`.
    pub scope: String,
}

/// The log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// Which lines to write, as tracing's filter. Example: `info,sqlx=warn`.
    pub filter: String,
}

impl Default for Database {
    fn default() -> Self {
        Self { url: "postgres://svodka@127.0.0.1:5432/svodka".to_owned() }
    }
}

impl Default for Lake {
    fn default() -> Self {
        Self { path: "lake".into() }
    }
}

impl Default for Kafka {
    fn default() -> Self {
        Self { brokers: "127.0.0.1:9092".to_owned(), group: "svodka-ingest".to_owned(), member: String::new() }
    }
}

impl Default for Ingest {
    fn default() -> Self {
        Self { batch_events: 200_000, batch_bytes: 64 << 20, batch_age_seconds: 5 }
    }
}

impl Default for Rating {
    fn default() -> Self {
        Self {
            region_code: "99".into(),
            methodology: PathBuf::new(),
            measures: PathBuf::new(),
            sources: PathBuf::new(),
            regions: PathBuf::new(),
            schedule: "0 0 5 * * *".to_owned(),
        }
    }
}

impl Default for Dashboard {
    fn default() -> Self {
        Self { listen: "127.0.0.1:8080".to_owned(), scope: "country".to_owned() }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { filter: "warn,svodka=info,ingest=info,rating=info,dashboard=info,warehouse=info".to_owned() }
    }
}

impl Config {
    /// Reads the file, the environment and the flags.
    pub fn load(file: Option<&Path>, flags: &[String]) -> anyhow::Result<Self> {
        Self::from_parts(file, std::env::vars(), flags)
    }

    fn from_parts(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
        flags: &[String],
    ) -> anyhow::Result<Self> {
        let known = Table::try_from(Self::default()).context("the default configuration")?;
        let mut merged = known.clone();
        if let Some(path) = file {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("cannot read the configuration file {}", path.display()))?;
            let table: Table = text.parse().with_context(|| format!("{} is not TOML", path.display()))?;
            merge_table(&known, &mut merged, table, &path.display().to_string())?;
        }
        for (name, value) in environment {
            if let Some(key) = environment_key(&known, &name)? {
                set(&known, &mut merged, &key, &value, &format!("the environment variable {name}"))?;
            }
        }
        for flag in flags {
            let (key, value) =
                flag.split_once('=').with_context(|| format!("--set {flag}: it must be SECTION.KEY=VALUE"))?;
            set(&known, &mut merged, key, value, "--set")?;
        }
        merged.try_into().context("the configuration")
    }

    /// Returns the configuration as TOML that may be shown: without passwords.
    pub fn redacted(&self) -> String {
        let mut shown = self.clone();
        shown.database.url = redact(&self.database.url);
        toml::to_string(&shown).unwrap_or_default()
    }
}

/// Replaces the password of an address by dots.
pub fn redact(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.rsplit_once('@') {
        Some((user, host)) => match user.split_once(':') {
            Some((name, _)) => format!("{scheme}://{name}:…@{host}"),
            None => url.to_owned(),
        },
        None => url.to_owned(),
    }
}

fn merge_table(known: &Table, merged: &mut Table, table: Table, origin: &str) -> anyhow::Result<()> {
    for (section, content) in table {
        let Value::Table(content) = content else { bail!("{origin}: «{section}» must be a section: [{section}]") };
        for (key, value) in content {
            let name = format!("{section}.{key}");
            if known_value(known, &name).is_none() {
                bail!("{origin}: {}", unknown(known, &name));
            }
            if let Some(Value::Table(into)) = merged.get_mut(&section) {
                into.insert(key, value);
            }
        }
    }
    Ok(())
}

fn known_value<'a>(known: &'a Table, name: &str) -> Option<&'a Value> {
    let (section, key) = name.split_once('.')?;
    known.get(section)?.as_table()?.get(key)
}

fn names(known: &Table) -> impl Iterator<Item = String> {
    known.iter().flat_map(|(section, content)| {
        content.as_table().into_iter().flat_map(move |keys| keys.keys().map(move |key| format!("{section}.{key}")))
    })
}

fn unknown(known: &Table, name: &str) -> String {
    let nearest = names(known).min_by_key(|candidate| strsim::damerau_levenshtein(candidate, name)).unwrap_or_default();
    format!("there is no key «{name}»; the nearest one is «{nearest}»")
}

fn environment_key(known: &Table, variable: &str) -> anyhow::Result<Option<String>> {
    if NOT_KEYS.iter().any(|other| variable.starts_with(other)) {
        return Ok(None);
    }
    let Some(rest) = variable.strip_prefix(PREFIX) else { return Ok(None) };
    let name = rest.to_lowercase().replacen('_', ".", 1);
    if known_value(known, &name).is_none() {
        bail!("the environment variable {variable}: {}", unknown(known, &name));
    }
    Ok(Some(name))
}

fn set(known: &Table, merged: &mut Table, name: &str, value: &str, origin: &str) -> anyhow::Result<()> {
    let Some(default) = known_value(known, name) else { bail!("{origin}: {}", unknown(known, name)) };
    let value = match default {
        Value::Integer(_) => {
            Value::Integer(value.parse().with_context(|| format!("{origin}: «{value}» is no whole number for {name}"))?)
        }
        _ => Value::String(value.to_owned()),
    };
    if let Some((section, key)) = name.split_once('.')
        && let Some(Value::Table(into)) = merged.get_mut(section)
    {
        into.insert(key.to_owned(), value);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(environment: &[(&str, &str)], flags: &[&str]) -> anyhow::Result<Config> {
        let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let flags: Vec<String> = flags.iter().map(|flag| (*flag).to_owned()).collect();
        Config::from_parts(None, environment, &flags)
    }

    #[test]
    fn the_samples_are_the_defaults_or_parse() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder).expect("the samples are there") {
            let path = entry.expect("an entry").path();
            Config::from_parts(Some(&path), std::iter::empty(), &[]).expect("the sample parses");
            seen += 1;
        }
        assert!(seen > 0);
    }

    #[test]
    fn flags_are_stronger_than_the_environment() {
        let config =
            load(&[("SVODKA_KAFKA_BROKERS", "a:1"), ("SVODKA_INGEST_BATCH_EVENTS", "7")], &["kafka.brokers=b:2"]);
        let config = config.expect("it loads");
        assert_eq!((config.kafka.brokers.as_str(), config.ingest.batch_events), ("b:2", 7));
    }

    #[test]
    fn an_unknown_key_is_refused_with_the_nearest_one() {
        let error = load(&[("SVODKA_KAFKA_BROKER", "a:1")], &[]).expect_err("refused").to_string();
        assert!(error.contains("«kafka.broker»") && error.contains("«kafka.brokers»"), "{error}");
        let error = load(&[], &["dashboard.listn=x"]).expect_err("refused").to_string();
        assert!(error.contains("«dashboard.listen»"), "{error}");
    }

    #[test]
    fn a_password_is_never_shown() {
        let config = load(&[], &["database.url=postgres://user:p@ss:word@host:5432/svodka"]).expect("it loads");
        assert!(!config.redacted().contains("ss:word"));
        assert!(config.redacted().contains("postgres://user:…@host:5432/svodka"));
    }
}
