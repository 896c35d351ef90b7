//! The ways to the targets: a chart for each indicator, and its words.

use super::chart::{self, Line, Stroke};
use super::trend::LegendEntry;
use crate::failure::Failure;
use crate::views::way::Way;
use crate::words::Speaker;

/// The ways as a page shows them.
pub(super) struct WaySection {
    /// What the strokes mean.
    pub(super) legend: Vec<LegendEntry>,
    /// A chart for each indicator.
    pub(super) charts: Vec<WayChart>,
}

pub(super) struct WayChart {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) svg: String,
    /// How far the value is, in words.
    pub(super) so_far: String,
}

impl WaySection {
    /// Draws the ways.
    pub(super) fn new(speaker: &Speaker, ways: &[Way]) -> Result<Self, Failure> {
        let entry = |name: &str, stroke: Stroke| LegendEntry {
            name: speaker.say(name),
            language: None,
            color: stroke.color_text(),
            dashes: stroke.dashes(),
        };
        Ok(Self {
            legend: vec![entry("way-value", Stroke::Solid), entry("way-line", Stroke::Dashed)],
            charts: ways
                .iter()
                .filter_map(|way| way_chart(speaker, way).transpose())
                .collect::<Result<_, Failure>>()?,
        })
    }
}

/// Returns the chart of a way; nothing of one without any value.
fn way_chart(speaker: &Speaker, way: &Way) -> Result<Option<WayChart>, Failure> {
    let Some([(first, first_value), (last, value)]) = way.ends() else { return Ok(None) };
    let name = speaker.maturity_indicator(&way.indicator).to_owned();
    let verdict = speaker.say(if value >= last.planned { "way-ahead" } else { "way-behind" });
    let (value, planned, to) = (speaker.percent(value), speaker.percent(last.planned), speaker.date(last.on));
    let sentence = speaker.say_with(
        "way-sentence",
        &[
            ("name", &name),
            ("first", &speaker.percent(first_value)),
            ("from", &speaker.date(first.on)),
            ("last", &value),
            ("to", &to),
            ("target", &speaker.whole_percent(way.target)),
            ("year", &way.year.to_string()),
            ("planned", &planned),
            ("verdict", &verdict),
        ],
    );
    let lines = [
        Line { stroke: Stroke::Dashed, points: way.points.iter().map(|point| Some(point.planned)).collect() },
        Line { stroke: Stroke::Solid, points: way.points.iter().map(|point| point.value).collect() },
    ];
    let labels: Vec<String> = way.points.iter().map(|point| speaker.month_in_numbers(point.month)).collect();
    let percent_label = |hundredths: i64| speaker.whole_percent(hundredths / 100);
    Ok(Some(WayChart {
        code: way.indicator.code.clone(),
        // The axis ends with the target: what runs is somewhere on the way.
        svg: chart::draw(&labels, false, &lines, &percent_label, &sentence)?,
        so_far: speaker
            .say_with("way-so-far", &[("to", &to), ("last", &value), ("planned", &planned), ("verdict", &verdict)]),
        name,
    }))
}
