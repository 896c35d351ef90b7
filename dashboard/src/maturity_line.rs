//! An indicator of digital maturity as a line: its value, target, and where each number comes from.

use crate::csv_table::Cell;
use crate::failure::Failure;
use crate::figure::bar;
use crate::format;
use crate::visit::Visit;
use crate::words;
use warehouse::model::LocalDate;
use warehouse::published::{MaturityCell, MaturityValue, PublishedMaturityIndicator, Ratio, Territory, ValueState};

/// An indicator of a territory, with all that must be known to read it.
pub(crate) struct MaturityLine {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) cell: ValueCell,
    /// The target in percent, as written.
    pub(crate) target: Option<String>,
    pub(crate) target_year: Option<i32>,
    pub(crate) target_act: String,
    /// The value over the target.
    pub(crate) attainment: Option<String>,
    pub(crate) is_target_reached: bool,
    pub(crate) numerator_source: String,
    pub(crate) denominator_source: String,
    pub(crate) numerator_as_of: Option<String>,
    pub(crate) denominator_as_of: Option<String>,
    pub(crate) chosen_source: Option<String>,
    pub(crate) note: String,
    columns: Vec<Cell>,
}

/// A value as a cell.
pub(crate) struct ValueCell {
    /// The published percentage, never above 100 %.
    pub(crate) percent: Option<String>,
    pub(crate) parts: Option<(String, String)>,
    pub(crate) bar: Option<String>,
    /// The percentage before it was capped, when it exceeds 100 %.
    pub(crate) raw: Option<String>,
    /// Why there is no percentage.
    pub(crate) state: Option<String>,
    pub(crate) class: &'static str,
    columns: [Cell; 5],
}

impl ValueCell {
    /// Returns the cell of a value; none is a territory of which the release says nothing.
    pub(crate) fn new(visit: &Visit, cell: Option<&MaturityCell>) -> Self {
        match cell {
            Some(MaturityCell { value: Some(value), .. }) => Self::shown(visit, value),
            Some(MaturityCell { value: None, .. }) => Self::without_number(visit.say("hidden"), "hidden"),
            None => {
                let state = ValueState::NotApplicable;
                Self::without_number(words::state(visit, state), state.as_str())
            }
        }
    }

    fn shown(visit: &Visit, value: &MaturityValue) -> Self {
        let ratio = value.ratio().filter(|_| value.state == ValueState::Ok);
        let Some(ratio) = ratio else {
            return Self::without_number(words::state(visit, value.state), value.state.as_str());
        };
        let raw = ratio.percent_hundredths();
        let is_above = ratio.numerator() > ratio.denominator();
        Self {
            percent: Some(visit.percent(raw.min(10_000))),
            parts: Some((visit.count(ratio.numerator()), visit.count(ratio.denominator()))),
            bar: Some(bar(ratio)),
            raw: is_above.then(|| visit.percent(raw)),
            state: None,
            class: "ok",
            columns: [
                Cell::Number(ratio.numerator()),
                Cell::Number(ratio.denominator()),
                Cell::Hundredths(raw.min(10_000)),
                Cell::Hundredths(raw),
                Cell::text(words::state(visit, ValueState::Ok)),
            ],
        }
    }

    /// Returns the cells of a line of CSV; [`VALUE_HEADINGS`] names them.
    pub(crate) fn csv_cells(&self) -> [Cell; 5] {
        self.columns.clone()
    }

    fn without_number(word: String, class: &'static str) -> Self {
        let columns = [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::text(&word)];
        Self { percent: None, parts: None, bar: None, raw: None, state: Some(word), class, columns }
    }
}

/// The headings of a value's cells in CSV.
pub(crate) const VALUE_HEADINGS: [&str; 5] =
    ["csv-numerator", "csv-denominator", "csv-published-percent", "csv-raw-percent", "csv-state"];

/// Returns a territory's indicators of digital maturity; `with_regional` keeps those that only the region has.
pub(crate) async fn maturity_lines(
    visit: &Visit,
    territory: &Territory,
    with_regional: bool,
) -> Result<Vec<MaturityLine>, Failure> {
    let release_id = visit.release()?.release_id;
    let indicators = visit.warehouse().maturity_indicators(visit.scope(), release_id).await?;
    let table = visit.warehouse().maturity_of(visit.scope(), release_id, territory).await?;
    let is_for_us = |cell: Option<&MaturityCell>| {
        let state = cell.and_then(|cell| cell.value.as_ref()).map(|value| value.state);
        with_regional || (cell.is_some() && state != Some(ValueState::NotApplicable))
    };
    Ok(indicators
        .iter()
        .map(|indicator| (indicator, table.cell(&territory.territory_id, &indicator.code)))
        .filter(|(_, cell)| is_for_us(*cell))
        .map(|(indicator, cell)| line(visit, indicator, cell))
        .collect())
}

fn line(visit: &Visit, indicator: &PublishedMaturityIndicator, cell: Option<&MaturityCell>) -> MaturityLine {
    let value = cell.and_then(|cell| cell.value.as_ref()).filter(|value| value.state == ValueState::Ok);
    let target = indicator.target_percent.map(i64::from).filter(|target| *target > 0);
    let attainment = value.zip(target).and_then(|(value, target)| attainment(value, target));
    let shown = ValueCell::new(visit, cell);
    let date = |date: Option<LocalDate>| date.map(|date| visit.date(date));
    let (numerator_on, denominator_on) =
        (value.and_then(|value| value.numerator_as_of), value.and_then(|value| value.denominator_as_of));
    let mut columns = vec![Cell::text(&indicator.code), Cell::text(visit.maturity_name(indicator))];
    columns.extend(shown.columns.clone());
    columns.extend([
        Cell::number(target),
        Cell::number(indicator.target_year.map(i64::from)),
        Cell::hundredths(attainment),
        Cell::text(date(numerator_on).unwrap_or_default()),
        Cell::text(date(denominator_on).unwrap_or_default()),
    ]);
    MaturityLine {
        code: indicator.code.clone(),
        name: visit.maturity_name(indicator).to_owned(),
        cell: shown,
        target: target.map(|target| format::whole_percent(visit.language, target)),
        target_year: indicator.target_year,
        target_act: visit.language.pick(&indicator.target_act_ru, &indicator.target_act_en).clone().unwrap_or_default(),
        attainment: attainment.map(|hundredths| visit.percent(hundredths)),
        is_target_reached: attainment.is_some_and(|hundredths| hundredths >= 10_000),
        numerator_source: visit
            .language
            .pick(&indicator.numerator_source_ru, &indicator.numerator_source_en)
            .to_owned(),
        denominator_source: visit
            .language
            .pick(&indicator.denominator_source_ru, &indicator.denominator_source_en)
            .to_owned(),
        numerator_as_of: date(numerator_on),
        denominator_as_of: date(denominator_on),
        chosen_source: value.and_then(|value| value.chosen_source.as_deref()).map(|code| source_name(visit, code)),
        note: visit.language.pick(&indicator.note_ru, &indicator.note_en).to_owned(),
        columns,
    }
}

/// Returns the published value over its target, in hundredths of a percent: 100 % of 70 % is 142.86 %.
fn attainment(value: &MaturityValue, target_percent: i64) -> Option<i64> {
    let ratio = value.ratio()?;
    let capped = ratio.numerator().min(ratio.denominator());
    Ratio::new(capped.checked_mul(100)?, ratio.denominator().checked_mul(target_percent)?)
        .map(Ratio::percent_hundredths)
}

/// Returns the name of a chosen source that we know, or its code.
fn source_name(visit: &Visit, code: &str) -> String {
    match code {
        "sferum" => visit.say("source-sferum"),
        "my_school" => visit.say("source-my-school"),
        other => other.to_owned(),
    }
}

/// Returns indicators as a file.
pub(crate) fn lines_csv(visit: &Visit, lines: &[MaturityLine]) -> (Vec<String>, Vec<Vec<Cell>>) {
    let mut headings = vec![visit.say("csv-code"), visit.say("csv-indicator")];
    headings.extend(VALUE_HEADINGS.map(|key| visit.say(key)));
    headings.extend(
        ["csv-target", "csv-target-year", "csv-attainment", "csv-numerator-as-of", "csv-denominator-as-of"]
            .map(|key| visit.say(key)),
    );
    (headings, lines.iter().map(|line| line.columns.clone()).collect())
}
