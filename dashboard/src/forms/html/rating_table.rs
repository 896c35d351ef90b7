//! The table of a rating: territories with a cell for each indicator, the territory above them on top, and links that sort.

use super::change::Comparison;
use super::figure::FigureCell;
use super::territory_address;
use crate::views::period::ReleasedPeriod;
use crate::views::ranking::{Order, Ranked, Ranking};
use crate::web::address::Address;
use crate::web::reader::Reader;
use crate::words::Speaker;
use warehouse::model::{Direction, Level, PublishedIndicator};

/// A rating's table.
pub(super) struct RatingTable {
    /// What the table holds and how it is ordered.
    pub(super) caption: String,
    /// The heading of the names, which sorts by name.
    pub(super) name_heading: SortHeading,
    /// The headings of the indicators.
    pub(super) headings: Vec<SortHeading>,
    /// The territory above: the region, or the municipality.
    pub(super) summaries: Vec<RatingRow>,
    /// The territories.
    pub(super) rows: Vec<RatingRow>,
    /// Whether the table has a column of places.
    pub(super) has_places: bool,
    /// With what the figures are compared.
    pub(super) comparison: String,
    /// The pages, when there is more than one.
    pub(super) pages: Vec<PageLink>,
}

/// A heading that sorts.
pub(super) struct SortHeading {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) address: Address,
    /// The value of `aria-sort`, when the table is in this order.
    pub(super) sorted: Option<&'static str>,
}

/// A line of the table.
pub(super) struct RatingRow {
    pub(super) place: Option<i32>,
    pub(super) name: String,
    pub(super) note: String,
    /// The language of name and note, where it is not the page's.
    pub(super) language: Option<&'static str>,
    pub(super) address: Option<Address>,
    pub(super) cells: Vec<FigureCell>,
}

/// A page of the table.
pub(super) struct PageLink {
    pub(super) number: i64,
    pub(super) address: Address,
    pub(super) is_current: bool,
}

impl RatingTable {
    /// Returns the table of a ranking at an address, which names neither order nor page.
    pub(super) fn new(reader: &Reader, released: &ReleasedPeriod, ranking: &Ranking, address: &Address) -> Self {
        let speaker = &reader.speaker;
        let comparison = Comparison::new(ranking.above.iter().chain(&ranking.rows).flat_map(|it| &it.figures));
        let key = if ranking.level == Level::School { "count-schools" } else { "count-municipalities" };
        let count = speaker.say_count(key, ranking.total_count);
        Self {
            caption: caption(speaker, &count, &ranking.order, &ranking.indicators, "rating-caption-by-name"),
            name_heading: name_heading(speaker.word(ranking.level), &ranking.order, address),
            headings: headings(speaker, &ranking.indicators, &ranking.order, address),
            summaries: ranking.above.iter().map(|ranked| row(reader, ranked, comparison)).collect(),
            rows: ranking.rows.iter().map(|ranked| row(reader, ranked, comparison)).collect(),
            comparison: comparison.note(speaker, released),
            has_places: ranking.order.indicator.is_some(),
            pages: page_links(ranking, address),
        }
    }
}

/// Returns an address with an order.
pub(super) fn ordered(address: &Address, order: &Order) -> Address {
    let address = address.clone().with("sort", order.indicator.as_deref().unwrap_or("name"));
    if order.is_reversed { address.with("order", "reversed") } else { address }
}

fn row(reader: &Reader, ranked: &Ranked, comparison: Comparison<'_>) -> RatingRow {
    let cell = |figure| FigureCell::compared(&reader.speaker, figure, comparison);
    RatingRow {
        place: ranked.place,
        name: ranked.territory.name.clone(),
        note: ranked.within.clone().unwrap_or_default(),
        language: Some("ru"),
        address: territory_address(reader, &ranked.territory.territory),
        cells: ranked.figures.iter().map(cell).collect(),
    }
}

/// Returns where a heading leads: to its own order, or to the reverse when the table is in its order already.
fn toggled(address: Address, is_sorted: bool, order: &Order) -> Address {
    if is_sorted && !order.is_reversed { address.with("order", "reversed") } else { address }
}

fn sorted(is_sorted: bool, is_descending: bool) -> Option<&'static str> {
    is_sorted.then_some(if is_descending { "descending" } else { "ascending" })
}

/// Returns the heading of the names.
pub(super) fn name_heading(name: String, order: &Order, address: &Address) -> SortHeading {
    let is_sorted = order.indicator.is_none();
    SortHeading {
        code: String::new(),
        name,
        address: toggled(address.clone().with("sort", "name"), is_sorted, order),
        sorted: sorted(is_sorted, order.is_reversed),
    }
}

/// Returns the headings of the indicators.
pub(super) fn headings(
    speaker: &Speaker,
    indicators: &[PublishedIndicator],
    order: &Order,
    address: &Address,
) -> Vec<SortHeading> {
    indicators.iter().map(|indicator| heading(speaker, order, indicator, address)).collect()
}

fn heading(speaker: &Speaker, order: &Order, indicator: &PublishedIndicator, address: &Address) -> SortHeading {
    let is_sorted = order.indicator.as_ref() == Some(&indicator.code);
    // The first place has the highest figure, unless less is better.
    let is_descending = (indicator.direction == Direction::Up) != order.is_reversed;
    SortHeading {
        code: indicator.code.clone(),
        name: speaker.indicator(indicator).to_owned(),
        address: toggled(address.clone().with("sort", &indicator.code), is_sorted, order),
        sorted: sorted(is_sorted, is_descending),
    }
}

fn page_links(ranking: &Ranking, address: &Address) -> Vec<PageLink> {
    if ranking.pages_count <= 1 {
        return Vec::new();
    }
    let ordered = ordered(address, &ranking.order);
    let link =
        |number| PageLink { number, address: ordered.clone().with("page", number), is_current: number == ranking.page };
    (1..=ranking.pages_count).map(link).collect()
}

/// Says how many lines there are, and how they are ordered; `by_name` is the text for the order of their names.
pub(super) fn caption(
    speaker: &Speaker,
    count: &str,
    order: &Order,
    indicators: &[PublishedIndicator],
    by_name: &str,
) -> String {
    let ordering = order.indicator.as_ref();
    match ordering.and_then(|code| indicators.iter().find(|known| known.code == *code)) {
        Some(indicator) => speaker.say_with(
            "rating-caption",
            &[("count", count), ("code", &indicator.code), ("indicator", speaker.indicator(indicator))],
        ),
        None => speaker.say_with(by_name, &[("count", count)]),
    }
}
