//! A ranking: a line for each territory, the territories above first; by a term those last that have terms of another kind,
//! without figures.

use super::{Heading, Table, Value, figure};
use crate::forms::plain::term_words;
use crate::views::other_terms::OtherTerms;
use crate::views::ranking::{Ranked, Ranking};
use crate::views::territory::Named;

/// Returns the table.
pub(crate) fn table(name: String, ranking: &Ranking) -> Table {
    let mut headings = super::headings(["csv-level", "csv-territory", "csv-territory-id", "csv-within"]);
    let of_figures: Vec<Heading> = ranking.indicators.iter().flat_map(figure::compared_headings).collect();
    let figures_count = of_figures.len();
    headings.extend(of_figures);
    headings.push(Heading::of("csv-other-terms"));
    let compared = ranking.above.iter().chain(&ranking.rows).map(row);
    let apart = ranking.other_terms.iter().map(|it| apart(it, figures_count));
    Table { name, headings, rows: compared.chain(apart).collect() }
}

fn row(ranked: &Ranked) -> Vec<Value> {
    let mut values = named(&ranked.territory, ranked.within.as_ref());
    values.extend(ranked.figures.iter().flat_map(figure::compared_values));
    values.push(Value::Empty);
    values
}

fn apart(other: &OtherTerms, figures_count: usize) -> Vec<Value> {
    let mut values = named(&other.school, other.within.as_ref());
    values.extend(std::iter::repeat_n(Value::Empty, figures_count));
    values.push(Value::Words(term_words(other)));
    values
}

fn named(territory: &Named, within: Option<&String>) -> Vec<Value> {
    vec![
        Value::word(territory.level()),
        Value::text(&territory.name),
        Value::text(territory.id()),
        Value::of(within, Value::text),
    ]
}
