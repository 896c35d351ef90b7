//! A rating: of a region's municipalities or schools, or of a municipality's schools.

use super::account::Account;
use super::extent::Extent;
use super::findings::FoundKinds;
use super::offer::Offer;
use super::period::PeriodQuery;
use super::query::filled;
use super::ranking::{Order, OrderQuery, Question, Ranking};
use super::shown::Shown;
use super::territory::{Named, find};
use super::trend::Trend;
use crate::failure::Failure;
use serde::Deserialize;
use warehouse::model::{Level, MunicipalityId};

/// What an address of the region's rating may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct RegionQuery {
    #[serde(default, deserialize_with = "filled")]
    level: Option<Level>,
    #[serde(default, deserialize_with = "filled")]
    municipality: Option<MunicipalityId>,
    #[serde(flatten)]
    period: PeriodQuery,
    #[serde(flatten)]
    order: OrderQuery,
    page: Option<i64>,
}

/// What an address of a municipality's rating may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct MunicipalityQuery {
    #[serde(flatten)]
    period: PeriodQuery,
    #[serde(flatten)]
    order: OrderQuery,
    page: Option<i64>,
}

/// Which tables a rating has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RatingTable {
    /// The territories side by side.
    #[default]
    Rating,
    /// How the figures of the territories above went.
    Trend,
    /// What became of the lessons.
    Account,
}

/// A rating that an address asks for. Its two tables are read one by one, for a file holds only one of them.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// What the release offers, and the period.
    pub(crate) offer: Offer,
    /// The level of the territories.
    pub(crate) level: Level,
    /// Only those of this municipality.
    pub(crate) municipality: Option<Named>,
    /// The municipalities to choose from, when it is a region's rating of schools.
    pub(crate) municipalities: Vec<Named>,
    order: Order,
    page: usize,
    /// The territories above, the widest first.
    above: Vec<Named>,
}

/// A rating with all that a page shows of it.
pub(crate) struct Rating {
    /// What was asked for.
    pub(crate) asked: Asked,
    /// The territories side by side.
    pub(crate) ranking: Ranking,
    /// How the figures of the territories above went.
    pub(crate) trend: Trend,
    /// What became of the lessons of the territory above.
    pub(crate) account: Account,
    /// What looks wrong in its data.
    pub(crate) found: FoundKinds,
}

impl Asked {
    /// Finds what an address of the region's rating asks for.
    pub(crate) async fn of_region(shown: &Shown, query: &RegionQuery) -> Result<Self, Failure> {
        let offer = Offer::read(shown, &query.period).await?;
        let level = query.level.unwrap_or(Level::Municipality);
        let municipalities = match level {
            Level::School => shown.municipalities().await?,
            Level::Municipality => Vec::new(),
            Level::Region => return Err(Failure::NotFound),
        };
        let municipality = match &query.municipality {
            Some(id) if level == Level::School => Some(find(&municipalities, id)?),
            _ => None,
        };
        let asked = Self::new(shown, offer, level, municipality, &query.order, query.page)?;
        Ok(Self { municipalities, ..asked })
    }

    /// Finds what an address of a municipality's rating asks for.
    pub(crate) async fn of_municipality(
        shown: &Shown,
        id: &MunicipalityId,
        query: &MunicipalityQuery,
    ) -> Result<Self, Failure> {
        let municipality = shown.municipality(id).await?;
        let offer = Offer::read(shown, &query.period).await?;
        Self::new(shown, offer, Level::School, Some(municipality), &query.order, query.page)
    }

    fn new(
        shown: &Shown,
        offer: Offer,
        level: Level,
        municipality: Option<Named>,
        order: &OrderQuery,
        page: Option<i64>,
    ) -> Result<Self, Failure> {
        Ok(Self {
            order: Order::new(&offer.indicators, order)?,
            above: shown.region().cloned().map(Named::from).into_iter().chain(municipality.clone()).collect(),
            page: usize::try_from(page.unwrap_or(1).max(1)).unwrap_or(usize::MAX),
            municipalities: Vec::new(),
            offer,
            level,
            municipality,
        })
    }

    /// Reads all territories, for a file.
    pub(crate) async fn ranking(&self, shown: &Shown) -> Result<Ranking, Failure> {
        self.rank(shown, Extent::Whole).await
    }

    /// Reads how the figures of the territories above went.
    pub(crate) async fn trend(&self, shown: &Shown) -> Result<Trend, Failure> {
        // The narrower territory has the stronger line.
        Trend::read(shown, &self.offer, self.above.iter().rev().cloned().collect()).await
    }

    /// Reads what became of the lessons of the narrowest territory above.
    pub(crate) async fn account(&self, shown: &Shown) -> Result<Account, Failure> {
        Account::read(shown, self.narrowest()?, &self.offer.periods.shown).await
    }

    fn narrowest(&self) -> Result<&Named, Failure> {
        self.above.last().ok_or(Failure::NothingPublished)
    }

    /// Reads all that a page shows.
    pub(crate) async fn read(self, shown: &Shown) -> Result<Rating, Failure> {
        let ranking = self.rank(shown, Extent::Page(self.page)).await?;
        let trend = self.trend(shown).await?;
        let account = self.account(shown).await?;
        let found = FoundKinds::read(shown, self.narrowest()?).await?;
        Ok(Rating { asked: self, ranking, trend, account, found })
    }

    async fn rank(&self, shown: &Shown, extent: Extent) -> Result<Ranking, Failure> {
        let question = Question {
            offer: &self.offer,
            level: self.level,
            municipality: self.municipality.as_ref(),
            municipalities: &self.municipalities,
            order: &self.order,
            above: &self.above,
        };
        Ranking::read(shown, &question, extent).await
    }
}
