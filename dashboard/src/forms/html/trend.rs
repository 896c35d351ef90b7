//! A trend: a chart for each indicator, and the same numbers as a table.

use super::chart::{self, Line, Stroke};
use super::figure::FigureCell;
use super::period;
use crate::failure::Failure;
use crate::views::trend::{Trend, TrendColumn, TrendWeek, Whose};
use crate::words::Speaker;
use warehouse::model::{LocalDate, Ratio};

/// A trend as a page shows it.
pub(super) struct TrendSection {
    /// What the strokes mean; one entry per territory.
    pub(super) legend: Vec<LegendEntry>,
    /// A chart for each indicator.
    pub(super) charts: Vec<TrendChart>,
    /// The same, as numbers: for each week, the cells of each territory and indicator.
    pub(super) rows: Vec<TrendRow>,
    /// The columns of the table.
    pub(super) columns: Vec<String>,
    /// That the last week still runs, when it does.
    pub(super) running: Option<String>,
}

pub(super) struct LegendEntry {
    pub(super) name: String,
    /// The language of the name, where it is not the page's.
    pub(super) language: Option<&'static str>,
    pub(super) color: String,
    pub(super) dashes: &'static str,
}

pub(super) struct TrendChart {
    pub(super) code: String,
    pub(super) name: String,
    /// The drawing, or nothing when no week has a figure.
    pub(super) svg: Option<String>,
}

pub(super) struct TrendRow {
    pub(super) period: String,
    pub(super) cells: Vec<FigureCell>,
}

const STROKES: [Stroke; 3] = [Stroke::Solid, Stroke::Dashed, Stroke::Dotted];

impl TrendSection {
    /// Draws the trend of up to three territories.
    pub(super) fn new(speaker: &Speaker, trend: &Trend) -> Result<Self, Failure> {
        let charts = (0..trend.indicators.len()).map(|indicator| trend_chart(speaker, trend, indicator));
        let legend = trend.territories.iter().zip(STROKES).map(|(territory, stroke)| LegendEntry {
            name: name(speaker, territory),
            // The names of territories are Russian in every language.
            language: Some("ru"),
            color: stroke.color_text(),
            dashes: stroke.dashes(),
        });
        let cells =
            |week: &TrendWeek| trend.columns().map(|column| FigureCell::new(speaker, week.figure(column))).collect();
        let rows =
            trend.weeks.iter().map(|week| TrendRow { period: period::name(speaker, &week.week), cells: cells(week) });
        let title = |column: TrendColumn| {
            let code = &trend.indicators[column.indicator].code;
            trend.level_of(column).map_or(code.clone(), |level| format!("{code}: {}", speaker.word(level)))
        };
        Ok(Self {
            charts: charts.collect::<Result<Vec<_>, Failure>>()?,
            legend: legend.collect(),
            rows: rows.collect(),
            columns: trend.columns().map(title).collect(),
            running: running(speaker, trend),
        })
    }
}

fn trend_chart(speaker: &Speaker, trend: &Trend, indicator: usize) -> Result<TrendChart, Failure> {
    let points = |territory| {
        let point =
            |week: &TrendWeek| week.figure(TrendColumn { indicator, territory }).ratio().map(Ratio::percent_hundredths);
        trend.weeks.iter().map(point).collect()
    };
    let lines: Vec<Line> = (0..trend.territories.len())
        .zip(STROKES)
        .map(|(territory, stroke)| Line { stroke, points: points(territory) })
        .collect();
    let days: Vec<LocalDate> = trend.weeks.iter().map(|week| week.week.dated.starts_on).collect();
    let sentences: Vec<String> = trend
        .territories
        .iter()
        .zip(&lines)
        .map(|(it, line)| sentence(speaker, &name(speaker, it), &days, line))
        .collect();
    let described = &trend.indicators[indicator];
    let title = speaker.indicator(described).to_owned();
    let has_points = lines.iter().any(|line| line.points.iter().any(Option::is_some));
    let labels: Vec<String> = days.iter().map(|day| speaker.short_date(*day)).collect();
    let percent_label = |hundredths: i64| speaker.whole_percent(hundredths / 100);
    let svg = if has_points {
        let running = running(speaker, trend);
        let words: Vec<&str> = sentences.iter().chain(&running).map(String::as_str).collect();
        Some(chart::draw(&labels, running.is_some(), &lines, &percent_label, &format!("{title}. {}", words.join(" ")))?)
    } else {
        None
    };
    Ok(TrendChart { code: described.code.clone(), name: title, svg })
}

/// Says that the last week is not over, when it is not.
fn running(speaker: &Speaker, trend: &Trend) -> Option<String> {
    let week = &trend.weeks.last().filter(|week| !week.week.is_over)?.week;
    Some(speaker.say_with("trend-running", &[("until", &speaker.date(week.dated.ends_on))]))
}

fn name(speaker: &Speaker, whose: &Whose) -> String {
    match whose {
        Whose::Country => speaker.say("country"),
        Whose::Territory(named) => named.name.clone(),
    }
}

/// Says what a line shows: its first and last figures, the lowest and the highest.
fn sentence(speaker: &Speaker, name: &str, days: &[LocalDate], line: &Line) -> String {
    let points: Vec<(i64, LocalDate)> =
        line.points.iter().zip(days).filter_map(|(point, day)| point.map(|point| (point, *day))).collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return speaker.say_with("trend-nothing", &[("name", name)]);
    };
    let lowest = points.iter().map(|(point, _)| *point).min().unwrap_or_default();
    let highest = points.iter().map(|(point, _)| *point).max().unwrap_or_default();
    speaker.say_with(
        "trend-sentence",
        &[
            ("name", name),
            ("first", &speaker.percent(first.0)),
            ("from", &speaker.date(first.1)),
            ("last", &speaker.percent(last.0)),
            ("to", &speaker.date(last.1)),
            ("lowest", &speaker.percent(lowest)),
            ("highest", &speaker.percent(highest)),
        ],
    )
}
