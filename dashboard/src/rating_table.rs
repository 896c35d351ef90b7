//! The table of a rating: territories with a cell for each indicator, the territory above them on top, and links that sort.

use crate::address::{Address, encode};
use crate::csv_table::Cell;
use crate::failure::Failure;
use crate::figure::{self, FigureCell};
use crate::visit::Visit;
use std::collections::HashMap;
use warehouse::model::Level;
use warehouse::published::{Period, PublishedIndicator, PublishedValue, RatingFilter, Territory};

/// How many territories stand on a page.
pub(crate) const ROWS_PER_PAGE: i64 = 50;
/// A file holds all territories of a level; no region has as many schools.
const FILE_ROWS_MAX: i64 = 20_000;

/// What a rating's table is asked for.
#[derive(Debug, Clone)]
pub(crate) struct RatingRequest {
    /// The territories' level.
    pub(crate) level: Level,
    /// Only those of this municipality.
    pub(crate) municipality: Option<Territory>,
    /// The period.
    pub(crate) period: Period,
    /// The indicator whose places order the table; none is by name.
    pub(crate) sort: Option<String>,
    /// Whether the order is turned round.
    pub(crate) is_reversed: bool,
    /// The page, from 1.
    pub(crate) page: i64,
    /// The address of the page without order and page number.
    pub(crate) address: Address,
}

/// A rating's table.
pub(crate) struct RatingTable {
    /// The heading of the names, which sorts by name.
    pub(crate) name_heading: Heading,
    /// The headings of the indicators.
    pub(crate) headings: Vec<Heading>,
    /// The territory above: the region, or the municipality.
    pub(crate) summaries: Vec<RatingRow>,
    /// The territories.
    pub(crate) rows: Vec<RatingRow>,
    /// Whether the table has a column of places.
    pub(crate) has_places: bool,
    /// How many territories there are in all.
    pub(crate) total_count: i64,
    /// The pages, when there is more than one.
    pub(crate) pages: Vec<PageLink>,
}

/// A heading that sorts.
pub(crate) struct Heading {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) address: Address,
    /// The value of `aria-sort`, when the table is in this order.
    pub(crate) sorted: Option<&'static str>,
}

/// A line of the table.
pub(crate) struct RatingRow {
    pub(crate) place: Option<i32>,
    pub(crate) name: String,
    pub(crate) note: String,
    pub(crate) address: Option<Address>,
    pub(crate) cells: Vec<FigureCell>,
    level: Level,
    territory_id: String,
}

/// A page of the table.
pub(crate) struct PageLink {
    pub(crate) number: i64,
    pub(crate) address: Address,
    pub(crate) is_current: bool,
}

impl RatingTable {
    /// Reads a page of the table; `summaries` are the territories above, which stand on top.
    pub(crate) async fn read(
        visit: &Visit,
        indicators: &[PublishedIndicator],
        request: &RatingRequest,
        summaries: &[Territory],
    ) -> Result<Self, Failure> {
        let offset = request.page.saturating_sub(1).saturating_mul(ROWS_PER_PAGE);
        Self::read_rows(visit, indicators, request, summaries, offset, ROWS_PER_PAGE).await
    }

    /// Reads all of it, for a file.
    pub(crate) async fn read_whole(
        visit: &Visit,
        indicators: &[PublishedIndicator],
        request: &RatingRequest,
        summaries: &[Territory],
    ) -> Result<Self, Failure> {
        let table = Self::read_rows(visit, indicators, request, summaries, 0, FILE_ROWS_MAX).await?;
        if table.total_count > FILE_ROWS_MAX {
            return Err(Failure::Rendering("a file of a rating would be cut".to_owned()));
        }
        Ok(table)
    }

    async fn read_rows(
        visit: &Visit,
        indicators: &[PublishedIndicator],
        request: &RatingRequest,
        summaries: &[Territory],
        offset: i64,
        limit: i64,
    ) -> Result<Self, Failure> {
        let (warehouse, scope, release_id) = (visit.warehouse(), visit.scope(), visit.release()?.release_id);
        let filter = RatingFilter {
            level: request.level,
            parent_id: request.municipality.as_ref().map(|municipality| municipality.territory_id.clone()),
            period_kind: request.period.kind,
            period_id: request.period.period_id.clone(),
            sort: request.sort.clone(),
            is_reversed: request.is_reversed,
        };
        let found = warehouse.rating(scope, release_id, &filter, offset, limit).await?;
        if found.territories.is_empty() && offset > 0 {
            return Err(Failure::NotFound);
        }
        let municipalities: HashMap<String, String> =
            if request.level == Level::School && request.municipality.is_none() {
                let all = warehouse.territories(scope, release_id, Level::Municipality, None).await?;
                all.into_iter().map(|territory| (territory.territory_id, territory.name)).collect()
            } else {
                HashMap::new()
            };
        let mut summary_rows = Vec::new();
        for territory in summaries {
            let ids = [territory.territory_id.clone()];
            let values = warehouse
                .figures(scope, release_id, territory.level, &ids, request.period.kind, &request.period.period_id)
                .await?;
            let row = RatingRow::new(visit, indicators, territory, &values, None);
            summary_rows.push(RatingRow { address: None, ..row });
        }
        let mut by_territory: HashMap<&str, Vec<PublishedValue>> = HashMap::new();
        for value in &found.values {
            by_territory.entry(value.territory_id.as_str()).or_default().push(value.clone());
        }
        let rows = found.territories.iter().map(|territory| {
            let values = by_territory.get(territory.territory_id.as_str()).map_or(&[][..], Vec::as_slice);
            let row = RatingRow::new(visit, indicators, territory, values, request.sort.as_deref());
            let note = territory.parent_id.as_ref().and_then(|id| municipalities.get(id)).cloned().unwrap_or_default();
            RatingRow { note, ..row }
        });
        Ok(Self {
            name_heading: name_heading(visit, request),
            headings: indicators.iter().map(|indicator| heading(visit, request, indicator)).collect(),
            summaries: summary_rows,
            rows: rows.collect(),
            has_places: request.sort.is_some(),
            total_count: found.total_count,
            pages: page_links(request, found.total_count),
        })
    }

    /// Returns the table for CSV: its headings and lines, the territory above first.
    pub(crate) fn csv(&self, visit: &Visit, indicators: &[PublishedIndicator]) -> (Vec<String>, Vec<Vec<Cell>>) {
        let mut headings =
            ["csv-level", "csv-territory", "csv-territory-id", "csv-within"].map(|key| visit.say(key)).to_vec();
        headings.extend(indicators.iter().flat_map(|indicator| figure::csv_headings(visit, indicator)));
        let rows = self
            .summaries
            .iter()
            .chain(&self.rows)
            .map(|row| {
                let mut cells = vec![
                    Cell::text(crate::words::level(visit, row.level)),
                    Cell::text(&row.name),
                    Cell::text(&row.territory_id),
                    Cell::text(&row.note),
                ];
                cells.extend(row.cells.iter().flat_map(FigureCell::csv_cells));
                cells
            })
            .collect();
        (headings, rows)
    }
}

impl RatingRow {
    fn new(
        visit: &Visit,
        indicators: &[PublishedIndicator],
        territory: &Territory,
        values: &[PublishedValue],
        sort: Option<&str>,
    ) -> Self {
        let find = |code: &str| figure::find(values, &territory.territory_id, code);
        Self {
            place: sort.and_then(find).and_then(|value| value.place),
            name: territory.name.clone(),
            note: String::new(),
            address: territory_address(visit, territory),
            cells: indicators
                .iter()
                .map(|indicator| FigureCell::new(visit, indicator, find(&indicator.code)))
                .collect(),
            level: territory.level,
            territory_id: territory.territory_id.clone(),
        }
    }
}

/// Returns the address of a territory's page.
pub(crate) fn territory_address(visit: &Visit, territory: &Territory) -> Option<Address> {
    let id = encode(&territory.territory_id);
    match territory.level {
        Level::School => Some(visit.to(&format!("schools/{id}"))),
        Level::Municipality => Some(visit.to(&format!("municipalities/{id}"))),
        Level::Region => None,
    }
}

fn name_heading(visit: &Visit, request: &RatingRequest) -> Heading {
    let is_sorted = request.sort.is_none();
    let address = request.address.clone().with("sort", "name");
    Heading {
        code: String::new(),
        name: crate::words::level(visit, request.level),
        address: if is_sorted && !request.is_reversed { address.with("order", "reversed") } else { address },
        sorted: is_sorted.then_some(if request.is_reversed { "descending" } else { "ascending" }),
    }
}

fn heading(visit: &Visit, request: &RatingRequest, indicator: &PublishedIndicator) -> Heading {
    let is_sorted = request.sort.as_deref() == Some(indicator.code.as_str());
    let address = request.address.clone().with("sort", &indicator.code);
    // The first place has the highest figure, unless less is better.
    let is_descending = (indicator.direction == "up") != request.is_reversed;
    Heading {
        code: indicator.code.clone(),
        name: visit.indicator_name(indicator).to_owned(),
        address: if is_sorted && !request.is_reversed { address.with("order", "reversed") } else { address },
        sorted: is_sorted.then_some(if is_descending { "descending" } else { "ascending" }),
    }
}

fn page_links(request: &RatingRequest, total_count: i64) -> Vec<PageLink> {
    let pages = (total_count + ROWS_PER_PAGE - 1) / ROWS_PER_PAGE;
    if pages <= 1 {
        return Vec::new();
    }
    let ordered = request.address.clone().with("sort", request.sort.as_deref().unwrap_or("name"));
    let ordered = if request.is_reversed { ordered.with("order", "reversed") } else { ordered };
    (1..=pages)
        .map(|number| PageLink {
            number,
            address: ordered.clone().with("page", number),
            is_current: number == request.page,
        })
        .collect()
}
