//! The register of regions: which there are, and which one a municipality belongs to. It is data that comes with this
//! program, `warehouse/regions.toml`, whose head names its sources and what was compared with them.

use super::{MunicipalityId, RegionCode};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The file's name, in messages and among the texts of a release.
pub const REGIONS: &str = "regions.toml";

/// The regions that come with this program.
const BUNDLED: &str = include_str!("../../regions.toml");

/// A register of regions that cannot be used. Each message names the line and the rule.
#[derive(Debug, thiserror::Error)]
pub enum RegionsError {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The text is no such register.
    #[error("{REGIONS}: {0}")]
    Text(#[from] toml::de::Error),
    /// It contradicts itself.
    #[error("{}", .0.join("; "))]
    Contradictions(Vec<String>),
}

/// A region: a subject of the Federation, or one of the simulator.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The tax service's code of the subject, two digits. Example: `70`.
    pub code: RegionCode,
    /// What the ОКТМО (ОК 033-2013) of its municipalities begin with: two digits, or three for an autonomous okrug inside an
    /// oblast. Example: `69`.
    pub oktmo: String,
    /// Its code by ISO 3166-2; none when the standard has none. Example: `RU-TOM`.
    pub iso: Option<String>,
    /// What it is called.
    pub name: RegionName,
    /// The time zone of its capital, by the names of the tz database. Example: `Asia/Tomsk`.
    pub time_zone: String,
    /// The time zones of its other parts, by the same names.
    #[serde(default)]
    pub other_time_zones: Vec<String>,
    /// Where the entry can be checked.
    pub source: String,
    /// Whether code, prefix and ISO code were compared with published lists, which the head of the file names.
    pub is_verified: bool,
    /// Whether the simulator invented it.
    #[serde(default)]
    pub is_simulated: bool,
}

/// What a region is called.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionName {
    /// In Russian, as the constitution (article 65) writes it. Example: `Томская область`.
    pub ru: String,
    /// In English. Example: `Tomsk Oblast`.
    pub en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    regions: Vec<Region>,
}

/// The regions, with the text word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regions {
    text: String,
    regions: Vec<Region>,
}

impl Regions {
    /// Returns the regions that come with this program.
    ///
    /// # Errors
    /// When their text contradicts itself.
    pub fn bundled() -> Result<Self, RegionsError> {
        Self::parse(BUNDLED)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, or contradicts itself.
    pub fn load(path: &Path) -> Result<Self, RegionsError> {
        let text = std::fs::read_to_string(path);
        Self::parse(&text.map_err(|source| RegionsError::File { path: path.to_owned(), source })?)
    }

    /// Reads a text and lints it.
    ///
    /// # Errors
    /// When it is no such register, or contradicts itself.
    pub fn parse(text: &str) -> Result<Self, RegionsError> {
        let regions = toml::from_str::<File>(text)?.regions;
        let contradictions = contradictions(text, &regions);
        if contradictions.is_empty() {
            Ok(Self { text: text.to_owned(), regions })
        } else {
            Err(RegionsError::Contradictions(contradictions))
        }
    }

    /// Returns the text word for word.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns all regions, in the order of the text.
    pub fn all(&self) -> &[Region] {
        &self.regions
    }

    /// Returns the region with that code; none when there is none.
    pub fn get(&self, code: &RegionCode) -> Option<&Region> {
        self.regions.iter().find(|region| region.code == *code)
    }

    /// Returns the region that a municipality belongs to; none when no prefix fits. The longest one decides, because an
    /// autonomous okrug's lies inside that of its oblast.
    pub fn of_municipality(&self, municipality_id: &MunicipalityId) -> Option<&Region> {
        let fits = |region: &&Region| municipality_id.as_str().starts_with(&region.oktmo);
        self.regions.iter().filter(fits).max_by_key(|region| region.oktmo.len())
    }
}

/// Returns everything that the regions contradict, each with the line in which its region begins.
fn contradictions(text: &str, regions: &[Region]) -> Vec<String> {
    let lines: Vec<usize> =
        (1..).zip(text.lines()).filter(|(_, line)| line.trim() == "[[regions]]").map(|(number, _)| number).collect();
    let mut found = Vec::new();
    for (index, region) in regions.iter().enumerate() {
        let mut complain = |rule: String| {
            let line = lines.get(index).copied().unwrap_or_default();
            found.push(format!("{REGIONS}:{line}: {}: {rule}", region.code));
        };
        if !is_digits(region.code.as_str(), &[2]) {
            complain("code: must have two digits".to_owned());
        }
        if !is_digits(&region.oktmo, &[2, 3]) {
            complain(format!("oktmo: «{}» must have two or three digits", region.oktmo));
        }
        for (field, words) in [
            ("name.ru", &region.name.ru),
            ("name.en", &region.name.en),
            ("time_zone", &region.time_zone),
            ("source", &region.source),
        ] {
            if words.trim().is_empty() {
                complain(format!("{field}: must be given"));
            }
        }
        let before = &regions[..index];
        if before.iter().any(|other| other.code == region.code) {
            complain("code: another region has it as well".to_owned());
        }
        if let Some(other) = before.iter().find(|other| other.oktmo == region.oktmo) {
            complain(format!("oktmo: «{}» is the prefix of {} as well", region.oktmo, other.code));
        }
        if let Some(iso) = &region.iso
            && let Some(other) = before.iter().find(|other| other.iso.as_ref() == Some(iso))
        {
            complain(format!("iso: «{iso}» is the code of {} as well", other.code));
        }
    }
    found
}

fn is_digits(text: &str, lengths: &[usize]) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Returns an entry with that code and prefix. It takes seven lines, and an empty one.
    fn entry(code: &str, oktmo: &str) -> String {
        format!(
            "[[regions]]\ncode = \"{code}\"\noktmo = \"{oktmo}\"\nname = {{ ru = \"Область\", en = \"Oblast\" }}\n\
             time_zone = \"Europe/Moscow\"\nsource = \"a test\"\nis_verified = false\n\n"
        )
    }

    fn refusal(text: &str) -> String {
        Regions::parse(text).expect_err("the text is refused").to_string()
    }

    #[test]
    fn the_register_has_every_subject_once() {
        let regions = Regions::bundled().expect("the register is sound");
        let real: Vec<&Region> = regions.all().iter().filter(|region| !region.is_simulated).collect();
        assert_eq!(real.len(), 89);
        assert_eq!(regions.all().len(), 92);
        let count = |key: fn(&Region) -> Option<&str>| {
            let keys: Vec<&str> = regions.all().iter().filter_map(key).collect();
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
            keys.len()
        };
        assert_eq!(count(|region| Some(region.code.as_str())), 92);
        assert_eq!(count(|region| Some(&region.oktmo)), 92);
        assert_eq!(count(|region| Some(&region.name.ru)), 92);
        assert_eq!(count(|region| Some(&region.name.en)), 92);
        // Six subjects have no code of the standard, and the simulated regions have none.
        assert_eq!(count(|region| region.iso.as_deref()), 83);
        assert!(real.iter().filter_map(|region| region.iso.as_deref()).all(|iso| iso.starts_with("RU-")));
    }

    #[test]
    fn what_was_not_compared_says_so() {
        let regions = Regions::bundled().expect("the register is sound");
        let unverified: Vec<&str> =
            regions.all().iter().filter(|region| !region.is_verified).map(|region| region.code.as_str()).collect();
        assert_eq!(unverified, ["90", "93", "94", "95", "99", "98", "97"]);
    }

    #[test]
    fn a_region_is_found_by_its_code() {
        let regions = Regions::bundled().expect("the register is sound");
        let tomsk = regions.get(&"70".into()).expect("Томская область is registered");
        assert_eq!(tomsk.oktmo, "69");
        assert_eq!(tomsk.iso.as_deref(), Some("RU-TOM"));
        assert_eq!((tomsk.name.ru.as_str(), tomsk.name.en.as_str()), ("Томская область", "Tomsk Oblast"));
        assert_eq!(tomsk.time_zone, "Asia/Tomsk");
        assert!(tomsk.other_time_zones.is_empty() && tomsk.is_verified && !tomsk.is_simulated);
        let simulated = regions.get(&"99".into()).expect("the simulated region is registered");
        assert_eq!((simulated.name.ru.as_str(), simulated.oktmo.as_str()), ("Заречная область", "02"));
        assert_eq!(simulated.other_time_zones, ["Asia/Omsk"]);
        assert!(simulated.is_simulated);
        assert_eq!(regions.get(&"00".into()), None);
    }

    #[test]
    fn the_longest_prefix_says_a_municipality_s_region() {
        let regions = Regions::bundled().expect("the register is sound");
        let name = |oktmo: &str| {
            let region = regions.of_municipality(&oktmo.into());
            region.map(|region| (region.code.as_str(), region.name.ru.as_str()))
        };
        // A prefix looks like the code of another region.
        assert_eq!(name("69701000"), Some(("70", "Томская область")));
        assert_eq!(name("28701000"), Some(("69", "Тверская область")));
        assert_eq!(name("99701000"), Some(("79", "Еврейская автономная область")));
        // Okrugs inside oblasts.
        assert_eq!(name("11851000"), Some(("83", "Ненецкий автономный округ")));
        assert_eq!(name("11701000"), Some(("29", "Архангельская область")));
        assert_eq!(name("71876000"), Some(("86", "Ханты-Мансийский автономный округ — Югра")));
        assert_eq!(name("71956000"), Some(("89", "Ямало-Ненецкий автономный округ")));
        assert_eq!(name("71701000"), Some(("72", "Тюменская область")));
        assert_eq!(name("02701000"), Some(("99", "Заречная область")));
        assert_eq!(name("00701000"), None);
        // Байконур is no region.
        assert_eq!(name("55000000"), None);
    }

    #[test]
    fn the_text_is_kept_word_for_word() {
        let text = format!("# Two.\n{}{}", entry("01", "79"), entry("02", "80"));
        let regions = Regions::parse(&text).expect("the text is sound");
        assert_eq!(regions.text(), text);
        assert_eq!(regions.all().len(), 2);
    }

    #[test]
    fn doubles_are_refused_with_their_line() {
        // The second entry begins in line 9.
        let code = refusal(&(entry("01", "79") + &entry("01", "80")));
        assert_eq!(code, "regions.toml:9: 01: code: another region has it as well");
        let prefix = refusal(&(entry("01", "79") + &entry("02", "79")));
        assert_eq!(prefix, "regions.toml:9: 02: oktmo: «79» is the prefix of 01 as well");
        let with_iso = |text: String| text.replace("time_zone", "iso = \"RU-AD\"\ntime_zone");
        let iso = refusal(&with_iso(entry("01", "79") + &entry("02", "80")));
        assert_eq!(iso, "regions.toml:10: 02: iso: «RU-AD» is the code of 01 as well");
    }

    #[test]
    fn what_is_no_entry_is_refused() {
        assert_eq!(refusal(&entry("1", "79")), "regions.toml:1: 1: code: must have two digits");
        assert_eq!(refusal(&entry("AD", "79")), "regions.toml:1: AD: code: must have two digits");
        let prefix = |oktmo: &str| format!("regions.toml:1: 01: oktmo: «{oktmo}» must have two or three digits");
        for oktmo in ["", "7", "7970", "7O"] {
            assert_eq!(refusal(&entry("01", oktmo)), prefix(oktmo));
        }
        let empty = entry("01", "79").replace("Область", " ");
        assert_eq!(refusal(&empty), "regions.toml:1: 01: name.ru: must be given");
        let unknown = entry("01", "79").replace("source", "sources");
        assert!(refusal(&unknown).contains("unknown field `sources`"));
    }
}
