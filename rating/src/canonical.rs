//! A release as lines of text, over which its digest is taken. They hold everything that is shown: what the release says of
//! itself, the texts that it ran, indicators, territories, periods, figures, and the digest of the rows that stand behind
//! them in the lake. Two releases are the same when their lines are.
//!
//! A change of these lines is a new engine version.

use crate::release::figure_lines;
use std::fmt::Display;
use warehouse::digest;
use warehouse::model::{
    DatedPeriod, DispositionCount, Finding, PublishedIndicator, PublishedMaturityIndicator, PublishedTerritory,
    ReleaseText, RunInputs,
};
use warehouse::releases::{Descriptions, Figures, KeptDigest};

/// Everything that a release shows.
#[derive(Debug, Clone, Copy)]
pub struct Contents<'a> {
    /// What it says of itself.
    pub inputs: &'a RunInputs,
    /// The texts that it ran, in their order.
    pub texts: &'a [ReleaseText],
    /// What its figures are of.
    pub descriptions: &'a Descriptions,
    /// What became of its lessons.
    pub dispositions: &'a [DispositionCount],
    /// What looks wrong in its data.
    pub findings: &'a [Finding],
    /// Its figures.
    pub figures: &'a Figures,
    /// The digests of the rows that it keeps in the lake.
    pub kept: &'a [KeptDigest],
}

/// Returns the lines, sorted.
pub fn canonical_lines(contents: Contents<'_>) -> Vec<String> {
    let Contents { inputs, texts, descriptions, dispositions, findings, figures, kept } = contents;
    let Descriptions { indicators, maturity_indicators, territories, periods } = descriptions;
    let mut lines = figure_lines(figures);
    lines.push(release(inputs));
    lines.extend((1..).zip(texts).map(|(ordinal, it)| text(ordinal, it)));
    lines.extend(indicators.iter().map(indicator));
    lines.extend(maturity_indicators.iter().map(maturity_indicator));
    lines.extend(territories.iter().map(territory));
    lines.extend(periods.iter().map(period));
    lines.extend(dispositions.iter().map(disposition));
    lines.extend(findings.iter().map(finding));
    lines.extend(kept.iter().map(|it| Line::new("kept").and(it.table).and(it.rows_count).and(&it.sha256).0));
    lines.sort_unstable();
    lines
}

/// Returns the digest of a release: SHA-256 over its lines.
pub fn digest_of(lines: &[String]) -> String {
    digest::sha256_of_lines(lines)
}

/// A line being written: words separated by `|`, in which a separator of the word's own is escaped.
struct Line(String);

impl Line {
    fn new(kind: &str) -> Self {
        Self(kind.to_owned())
    }

    fn and(mut self, word: impl Display) -> Self {
        let word = word.to_string().replace('\\', "\\\\").replace('|', "\\|").replace('\n', "\\n");
        self.0.push('|');
        self.0.push_str(&word);
        self
    }

    /// Adds a word that may be absent, which is another thing than an empty one.
    fn and_perhaps(mut self, word: Option<impl Display>) -> Self {
        match word {
            Some(word) => self.and(word),
            None => {
                self.0.push_str("|\\0");
                self
            }
        }
    }
}

/// What a reader is told of the release. Where its facts and registers lie is no content: late facts that change nothing
/// leave the digest as it is.
fn release(inputs: &RunInputs) -> String {
    Line::new("release")
        .and(&inputs.region_code)
        .and(inputs.as_of)
        .and(&inputs.methodology_code)
        .and(inputs.methodology_version)
        .and(&inputs.methodology_sha256)
        .and(inputs.engine_version)
        .0
}

fn text(ordinal: usize, text: &ReleaseText) -> String {
    // The digest stands for the content.
    let ReleaseText { kind, name, sha256, content: _ } = text;
    Line::new("text").and(kind).and(ordinal).and(name).and(sha256).0
}

fn indicator(indicator: &PublishedIndicator) -> String {
    let PublishedIndicator {
        code,
        ordinal,
        name_ru,
        name_en,
        formula_ru,
        formula_en,
        unit_ru,
        unit_en,
        direction,
        minimum_denominator,
    } = indicator;
    Line::new("indicator")
        .and(code)
        .and(ordinal)
        .and(name_ru)
        .and(name_en)
        .and(formula_ru)
        .and(formula_en)
        .and(unit_ru)
        .and(unit_en)
        .and(direction)
        .and(minimum_denominator)
        .0
}

fn maturity_indicator(indicator: &PublishedMaturityIndicator) -> String {
    let PublishedMaturityIndicator {
        code,
        ordinal,
        name_ru,
        name_en,
        target_percent,
        target_year,
        target_act_ru,
        target_act_en,
        numerator_source_ru,
        numerator_source_en,
        denominator_source_ru,
        denominator_source_en,
        note_ru,
        note_en,
    } = indicator;
    Line::new("maturity_indicator")
        .and(code)
        .and(ordinal)
        .and(name_ru)
        .and(name_en)
        .and_perhaps(target_percent.as_ref())
        .and_perhaps(target_year.as_ref())
        .and_perhaps(target_act_ru.as_ref())
        .and_perhaps(target_act_en.as_ref())
        .and(numerator_source_ru)
        .and(numerator_source_en)
        .and(denominator_source_ru)
        .and(denominator_source_en)
        .and(note_ru)
        .and(note_en)
        .0
}

fn territory(territory: &PublishedTerritory) -> String {
    let PublishedTerritory { territory, parent, name, settlement, pupils_count, source_systems } = territory;
    Line::new("territory")
        .and(territory.level())
        .and(territory.id())
        .and_perhaps(parent.as_ref().map(|parent| parent.id()))
        .and(name)
        .and_perhaps(settlement.as_ref())
        .and_perhaps(pupils_count.as_ref())
        .and(source_systems)
        .0
}

fn period(dated: &DatedPeriod) -> String {
    let DatedPeriod { period, starts_on, ends_on } = dated;
    Line::new("period").and(period.kind).and(&period.id).and(starts_on).and(ends_on).0
}

fn disposition(count: &DispositionCount) -> String {
    let DispositionCount { level, territory_id, period_kind, period_id, disposition, lessons_count } = count;
    Line::new("disposition")
        .and(level)
        .and(territory_id)
        .and(period_kind)
        .and(period_id)
        .and(disposition)
        .and(lessons_count)
        .0
}

fn finding(finding: &Finding) -> String {
    // The key is one for all rows of a release.
    let Finding { release_key: _, finding, school_id, municipality_id, week_id, findings_count, example } = finding;
    Line::new("finding")
        .and(finding)
        .and_perhaps(school_id.as_ref())
        .and_perhaps(municipality_id.as_ref())
        .and_perhaps(week_id.as_ref())
        .and(findings_count)
        .and(example)
        .0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_hold_a_separator_make_another_line() {
        let line = |one: &str, other: &str| Line::new("x").and(one).and(other).0;
        assert_ne!(line("a|b", "c"), line("a", "b|c"));
        assert_ne!(line("a\\", "|b"), line("a\\|", "b"));
        assert_ne!(Line::new("x").and_perhaps(Some("")).0, Line::new("x").and_perhaps(None::<&str>).0);
        assert_ne!(Line::new("x").and_perhaps(Some("\\0")).0, Line::new("x").and_perhaps(None::<&str>).0);
    }
}
