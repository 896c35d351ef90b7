//! Territories side by side: a figure for each indicator, in the order of places or names, below the territory above them.

use super::earlier::EarlierFigures;
use super::extent::Extent;
use super::figure::{Figure, grouped, row};
use super::offer::Offer;
use super::other_terms::OtherTerms;
use super::query::filled;
use super::shown::Shown;
use super::territory::Named;
use crate::failure::Failure;
use serde::Deserialize;
use std::collections::HashMap;
use warehouse::model::{Level, Period, PublishedIndicator, PublishedValue, Territory};
use warehouse::published::RatingFilter;

/// How many territories stand on a page.
const ROWS_PER_PAGE: usize = 50;
/// A file holds all territories of a level; no region has as many schools.
const FILE_ROWS_MAX: usize = 20_000;

/// How an address may order a ranking.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct OrderQuery {
    #[serde(default, deserialize_with = "filled")]
    sort: Option<Sort>,
    #[serde(default, deserialize_with = "filled")]
    order: Option<Turn>,
}

/// What orders a ranking.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
enum Sort {
    Name,
    Indicator(String),
}

/// The other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Turn {
    #[serde(rename = "reversed")]
    Reversed,
}

impl From<String> for Sort {
    fn from(word: String) -> Self {
        if word == "name" { Self::Name } else { Self::Indicator(word) }
    }
}

/// The order of a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order {
    /// The code of the indicator whose places order it; none is by name.
    pub(crate) indicator: Option<String>,
    /// Whether the order is turned round.
    pub(crate) is_reversed: bool,
}

impl Order {
    /// Returns the order that an address asks for: by the first indicator when it asks for none.
    pub(crate) fn new(indicators: &[PublishedIndicator], query: &OrderQuery) -> Result<Self, Failure> {
        let indicator = match &query.sort {
            Some(Sort::Name) => None,
            Some(Sort::Indicator(code)) if indicators.iter().any(|known| known.code == *code) => Some(code.clone()),
            Some(Sort::Indicator(_)) => return Err(Failure::NotFound),
            None => indicators.first().map(|indicator| indicator.code.clone()),
        };
        Ok(Self { indicator, is_reversed: query.order == Some(Turn::Reversed) })
    }
}

/// Which territories a ranking has, and in what order.
#[derive(Debug, Clone)]
pub(crate) struct Question<'a> {
    /// What the release offers, and the period.
    pub(crate) offer: &'a Offer,
    /// The territories' level.
    pub(crate) level: Level,
    /// Only those of this municipality.
    pub(crate) municipality: Option<&'a Named>,
    /// The municipalities, when schools of several stand together.
    pub(crate) municipalities: &'a [Named],
    /// Their order.
    pub(crate) order: &'a Order,
    /// The territories above, which stand on top.
    pub(crate) above: &'a [Named],
}

/// A ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ranking {
    /// The territories' level.
    pub(crate) level: Level,
    /// The period.
    pub(crate) period: Period,
    /// The indicators, one for each figure of a line.
    pub(crate) indicators: Vec<PublishedIndicator>,
    /// The order.
    pub(crate) order: Order,
    /// The territories above: the region, the municipality.
    pub(crate) above: Vec<Ranked>,
    /// The territories.
    pub(crate) rows: Vec<Ranked>,
    /// By a term: the schools that have terms of other kinds, and are not compared.
    pub(crate) other_terms: Vec<OtherTerms>,
    /// How many territories there are in all.
    pub(crate) total_count: i64,
    /// The page, from 1.
    pub(crate) page: i64,
    /// How many pages there are.
    pub(crate) pages_count: i64,
}

/// A territory of a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ranked {
    /// The territory.
    pub(crate) territory: Named,
    /// Its municipality's name, where schools of several stand together.
    pub(crate) within: Option<String>,
    /// Its place by the indicator that orders the ranking.
    pub(crate) place: Option<i32>,
    /// A figure for each indicator.
    pub(crate) figures: Vec<Figure>,
}

impl Ranking {
    /// Reads a ranking, or a page of it.
    pub(crate) async fn read(shown: &Shown, question: &Question<'_>, extent: Extent) -> Result<Self, Failure> {
        let period = question.offer.periods.shown.period();
        let indicators = &question.offer.indicators;
        let filter = RatingFilter {
            level: question.level,
            parent: question.municipality.map(|municipality| municipality.territory.clone()),
            period: period.clone(),
            sort: question.order.indicator.clone(),
            is_reversed: question.order.is_reversed,
        };
        let (offset, limit) = extent.bounds(ROWS_PER_PAGE, FILE_ROWS_MAX);
        let found = shown.release.rating(&filter, number(offset), number(limit)).await?;
        if found.territories.is_empty() && offset > 0 {
            return Err(Failure::NotFound);
        }
        if extent == Extent::Whole && found.total_count > number(FILE_ROWS_MAX) {
            return Err(Failure::Rendering("a file of a rating would be cut".to_owned()));
        }
        let mut above = Vec::new();
        for territory in question.above {
            let values = shown.figures_of(&territory.territory, period).await?;
            let ids = [territory.id().to_owned()];
            let earlier = question.offer.earlier.read(shown, territory.level(), &ids).await?;
            above.push(ranked(territory.clone(), None, &values, &earlier, question));
        }
        let ids: Vec<String> = found.territories.iter().map(|it| it.id().to_owned()).collect();
        let earlier = question.offer.earlier.read(shown, question.level, &ids).await?;
        let values = grouped(found.values, |value| value.territory.clone());
        let names = names(question);
        let rows = found.territories.into_iter().map(|published| {
            let within = published.parent.as_ref().and_then(|parent| names.get(parent)).map(|name| (*name).to_owned());
            let values = values.get(&published.territory).map_or(&[][..], Vec::as_slice);
            ranked(Named::from(published), within, values, &earlier, question)
        });
        let municipality = question.municipality.map(|municipality| &municipality.territory);
        let other_terms = match period.term_kind() {
            Some(kind) => OtherTerms::read(shown, kind, municipality).await?,
            None => Vec::new(),
        };
        Ok(Self {
            other_terms,
            level: question.level,
            period: period.clone(),
            indicators: indicators.clone(),
            order: question.order.clone(),
            above,
            rows: rows.collect(),
            total_count: found.total_count,
            page: match extent {
                Extent::Page(page) => number(page),
                Extent::Whole => 1,
            },
            pages_count: (found.total_count + number(ROWS_PER_PAGE) - 1) / number(ROWS_PER_PAGE),
        })
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Returns the municipalities' names, when schools of several stand together.
fn names<'a>(question: &Question<'a>) -> HashMap<&'a Territory, &'a str> {
    let all = if question.municipality.is_some() { &[] } else { question.municipalities };
    all.iter().map(|named| (&named.territory, named.name.as_str())).collect()
}

fn ranked(
    territory: Named,
    within: Option<String>,
    values: &[PublishedValue],
    earlier: &EarlierFigures,
    question: &Question<'_>,
) -> Ranked {
    let indicators = &question.offer.indicators;
    let ordering = question.order.indicator.as_ref();
    let place = ordering.and_then(|code| values.iter().find(|value| value.indicator == *code)?.place);
    let figures = earlier.beside(&territory.territory, indicators, row(values, indicators));
    Ranked { territory, within, place, figures }
}
