//! How figures went over the weeks: a chart for each indicator, and the same numbers as a table.

use crate::chart::{self, Line, Stroke};
use crate::csv_table::Cell;
use crate::failure::Failure;
use crate::figure::{self, FigureCell};
use crate::format;
use crate::periods;
use crate::visit::Visit;
use std::collections::HashMap;
use warehouse::model::Level;
use warehouse::published::{Period, PeriodKind, PublishedIndicator, PublishedPeriod, PublishedValue, Ratio};

/// A territory whose line is drawn.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    pub(crate) level: Level,
    pub(crate) territory_id: String,
    pub(crate) name: String,
}

/// The trend of one or more territories.
pub(crate) struct Trend {
    /// What the strokes mean; one entry per territory.
    pub(crate) legend: Vec<LegendEntry>,
    /// A chart for each indicator.
    pub(crate) charts: Vec<TrendChart>,
    /// The same, as numbers: for each week, the cells of each territory and indicator.
    pub(crate) rows: Vec<TrendRow>,
    /// The columns of the table.
    pub(crate) columns: Vec<String>,
    csv_headings: Vec<String>,
}

pub(crate) struct LegendEntry {
    pub(crate) name: String,
    pub(crate) color: String,
    pub(crate) dashes: &'static str,
}

pub(crate) struct TrendChart {
    pub(crate) code: String,
    pub(crate) name: String,
    /// The drawing, or nothing when no week has a figure.
    pub(crate) svg: Option<String>,
}

pub(crate) struct TrendRow {
    pub(crate) period: String,
    pub(crate) cells: Vec<FigureCell>,
}

const STROKES: [Stroke; 3] = [Stroke::Solid, Stroke::Dashed, Stroke::Dotted];

impl Trend {
    /// Reads the trend of up to three territories by weeks and draws it.
    pub(crate) async fn read(
        visit: &Visit,
        indicators: &[PublishedIndicator],
        periods: &[PublishedPeriod],
        subjects: &[Subject],
    ) -> Result<Self, Failure> {
        let release_id = visit.release()?.release_id;
        let mut figures = Vec::new();
        for subject in subjects {
            let points = visit
                .warehouse()
                .trend(visit.scope(), release_id, subject.level, &subject.territory_id, PeriodKind::Week)
                .await?;
            let by_key: Figures = points
                .into_iter()
                .map(|point| ((point.value.period_id.clone(), point.value.indicator.clone()), point.value))
                .collect();
            figures.push(by_key);
        }
        // Weeks before the first and after the last in which anything was due would only narrow the rest.
        let weeks: Vec<&PublishedPeriod> =
            periods.iter().filter(|known| known.period.kind == PeriodKind::Week).collect();
        let first = weeks.iter().position(|known| known.due_count > 0).unwrap_or(0);
        let last = weeks.iter().rposition(|known| known.due_count > 0).map_or(0, |index| index + 1);
        let weeks: Vec<&Period> = weeks[first.min(last)..last].iter().map(|known| &known.period).collect();
        Self::draw(visit, indicators, &weeks, subjects, &figures)
    }

    fn draw(
        visit: &Visit,
        indicators: &[PublishedIndicator],
        weeks: &[&Period],
        subjects: &[Subject],
        figures: &[Figures],
    ) -> Result<Self, Failure> {
        let charts = indicators
            .iter()
            .map(|indicator| trend_chart(visit, indicator, weeks, subjects, figures))
            .collect::<Result<Vec<_>, Failure>>()?;
        let pairs: Vec<(&PublishedIndicator, usize)> =
            indicators.iter().flat_map(|indicator| (0..subjects.len()).map(move |index| (indicator, index))).collect();
        let rows = weeks
            .iter()
            .map(|week| TrendRow {
                period: periods::name(visit, week),
                cells: pairs
                    .iter()
                    .map(|(indicator, index)| {
                        let key = (week.period_id.clone(), indicator.code.clone());
                        FigureCell::new(visit, indicator, figures[*index].get(&key))
                    })
                    .collect(),
            })
            .collect();
        let title = |indicator: &PublishedIndicator, index: usize| match subjects.len() {
            1 => indicator.code.clone(),
            _ => format!("{}: {}", indicator.code, crate::words::level(visit, subjects[index].level)),
        };
        let csv_headings = pairs
            .iter()
            .flat_map(|(indicator, index)| {
                let prefix = match subjects.len() {
                    1 => String::new(),
                    _ => format!("{}: ", crate::words::level(visit, subjects[*index].level)),
                };
                figure::csv_headings(visit, indicator).map(|heading| format!("{prefix}{heading}"))
            })
            .collect();
        let legend = subjects.iter().zip(STROKES).map(|(subject, stroke)| LegendEntry {
            name: subject.name.clone(),
            color: stroke.color_text(),
            dashes: stroke.dashes(),
        });
        Ok(Self {
            legend: legend.collect(),
            charts,
            rows,
            columns: pairs.iter().map(|(indicator, index)| title(indicator, *index)).collect(),
            csv_headings,
        })
    }

    /// Returns the table for CSV: its headings and lines.
    pub(crate) fn csv(&self, visit: &Visit) -> (Vec<String>, Vec<Vec<Cell>>) {
        let mut headings = vec![visit.say("csv-period")];
        headings.extend(self.csv_headings.iter().cloned());
        let rows = self
            .rows
            .iter()
            .map(|row| {
                let mut cells = vec![Cell::text(&row.period)];
                cells.extend(row.cells.iter().flat_map(FigureCell::csv_cells));
                cells
            })
            .collect();
        (headings, rows)
    }
}

type Figures = HashMap<(String, String), PublishedValue>;

fn trend_chart(
    visit: &Visit,
    indicator: &PublishedIndicator,
    weeks: &[&Period],
    subjects: &[Subject],
    figures: &[Figures],
) -> Result<TrendChart, Failure> {
    let ratio = |figures: &Figures, week: &Period| {
        figures.get(&(week.period_id.clone(), indicator.code.clone())).and_then(|figure| figure.value().ratio())
    };
    let lines: Vec<Line> = figures
        .iter()
        .zip(STROKES)
        .map(|(figures, stroke)| Line {
            stroke,
            points: weeks.iter().map(|week| ratio(figures, week).map(Ratio::percent_hundredths)).collect(),
        })
        .collect();
    let name = visit.indicator_name(indicator).to_owned();
    let sentences: Vec<String> =
        subjects.iter().zip(&lines).map(|(subject, line)| sentence(visit, &subject.name, weeks, line)).collect();
    let summary = sentences.join(" ");
    let has_points = lines.iter().any(|line| line.points.iter().any(Option::is_some));
    let labels: Vec<String> = weeks.iter().map(|week| format::short_date(visit.language, week.starts_on)).collect();
    let percent_label = |hundredths: i64| format::whole_percent(visit.language, hundredths / 100);
    let svg = if has_points {
        Some(chart::draw(&labels, &lines, &percent_label, &format!("{name}. {summary}"))?)
    } else {
        None
    };
    Ok(TrendChart { code: indicator.code.clone(), name, svg })
}

/// Says what a line shows: its first and last figures, the lowest and the highest.
fn sentence(visit: &Visit, name: &str, weeks: &[&Period], line: &Line) -> String {
    let points: Vec<(i64, &Period)> =
        line.points.iter().zip(weeks).filter_map(|(point, week)| point.map(|point| (point, *week))).collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return visit.say_with("trend-nothing", &[("name", name)]);
    };
    let lowest = points.iter().map(|(point, _)| *point).min().unwrap_or_default();
    let highest = points.iter().map(|(point, _)| *point).max().unwrap_or_default();
    visit.say_with(
        "trend-sentence",
        &[
            ("name", name),
            ("first", &visit.percent(first.0)),
            ("from", &visit.date(first.1.starts_on)),
            ("last", &visit.percent(last.0)),
            ("to", &visit.date(last.1.starts_on)),
            ("lowest", &visit.percent(lowest)),
            ("highest", &visit.percent(highest)),
        ],
    )
}
