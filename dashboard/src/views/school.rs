//! A school: its figures against its municipality and region, how they went, and its digital maturity.

use super::account::Account;
use super::disclosed::Disclosed;
use super::figure::{Figure, row};
use super::findings::FoundKinds;
use super::maturity;
use super::maturity_line::MaturityLine;
use super::offer::Offer;
use super::period::PeriodQuery;
use super::shown::Shown;
use super::territory::Named;
use super::trend::Trend;
use crate::failure::Failure;
use serde::Deserialize;
use warehouse::model::{PublishedIndicator, PublishedTerritory, SchoolId, SettlementType, Territory};
use warehouse::published::{FigureParts, SMALL_VALUE};

/// What an address may ask for.
#[derive(Debug, Deserialize)]
pub(crate) struct SchoolQuery {
    #[serde(flatten)]
    period: PeriodQuery,
}

/// Which tables the page has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SchoolTable {
    /// The figures.
    #[default]
    Figures,
    /// How they went.
    Trend,
    /// What became of the lessons.
    Account,
    /// Digital maturity.
    Maturity,
}

/// A school and those it is compared with. What stands beside the figures is read apart, for a file holds only one table.
#[derive(Debug, Clone)]
pub(crate) struct School {
    school: PublishedTerritory,
    /// What the release offers, and the period.
    pub(crate) offer: Offer,
    /// The school, its municipality and the region, as far as they are known.
    pub(crate) territories: Vec<Named>,
    /// The school below its municipality, as far as that is known.
    pub(crate) trail: Vec<Named>,
}

/// A school's figures beside those of the territories above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SchoolFigures {
    /// The school, its municipality and the region, as far as they are known.
    pub(crate) territories: Vec<Named>,
    /// The indicators.
    pub(crate) indicators: Vec<PublishedIndicator>,
    /// For each territory, a figure of each indicator.
    pub(crate) figures: Vec<Vec<Figure>>,
}

/// What is known of a school besides its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SchoolFacts {
    /// Where it stands.
    pub(crate) settlement: Option<SettlementType>,
    /// How many pupils it has; the size of a tiny school is a small cell like any other.
    pub(crate) pupils: Option<Disclosed>,
    /// The codes of the journals in use, with commas between them; may be empty.
    pub(crate) source_systems: String,
}

/// A school with all that a page shows of it.
pub(crate) struct SchoolPage {
    /// The school, and those it is compared with.
    pub(crate) school: School,
    /// What is known of it.
    pub(crate) facts: SchoolFacts,
    /// The figures.
    pub(crate) figures: SchoolFigures,
    /// What the school's figure of each indicator opens to.
    pub(crate) opens_to: Vec<Option<FigureParts>>,
    /// How they went.
    pub(crate) trend: Trend,
    /// What became of the lessons.
    pub(crate) account: Account,
    /// What looks wrong in the data.
    pub(crate) found: FoundKinds,
    /// Digital maturity.
    pub(crate) maturity: Vec<MaturityLine>,
}

impl School {
    /// Finds the school of that identity.
    pub(crate) async fn find(shown: &Shown, id: &SchoolId, query: &SchoolQuery) -> Result<Self, Failure> {
        let school = shown.release.territory(&Territory::School(id.clone())).await?.ok_or(Failure::NotFound)?;
        let municipality = match &school.parent {
            Some(parent) => shown.release.territory(parent).await?.map(Named::from),
            None => None,
        };
        let offer = Offer::read(shown, &query.period).await?;
        let (own, region) = (Named::from(school.clone()), shown.region().cloned().map(Named::from));
        let trail = municipality.iter().cloned().chain([own.clone()]).collect();
        let territories = std::iter::once(own).chain(municipality).chain(region).collect();
        Ok(Self { school, offer, territories, trail })
    }

    /// Returns the school's identity.
    pub(crate) fn id(&self) -> &str {
        self.school.id()
    }

    /// Returns the school's name.
    pub(crate) fn name(&self) -> &str {
        &self.school.name
    }

    /// Reads the figures.
    pub(crate) async fn figures(&self, shown: &Shown) -> Result<SchoolFigures, Failure> {
        let (period, indicators) = (self.offer.periods.shown.period(), &self.offer.indicators);
        let mut figures = Vec::new();
        for territory in &self.territories {
            let values = shown.figures_of(&territory.territory, period).await?;
            let ids = [territory.id().to_owned()];
            let earlier = self.offer.earlier.read(shown, territory.level(), &ids).await?;
            figures.push(earlier.beside(&territory.territory, indicators, row(&values, indicators)));
        }
        Ok(SchoolFigures { territories: self.territories.clone(), indicators: indicators.clone(), figures })
    }

    /// Reads how the figures went.
    pub(crate) async fn trend(&self, shown: &Shown) -> Result<Trend, Failure> {
        Trend::read(shown, &self.offer, self.territories.clone()).await
    }

    /// Reads what became of the lessons.
    pub(crate) async fn account(&self, shown: &Shown) -> Result<Account, Failure> {
        Account::read(shown, &Named::from(self.school.clone()), &self.offer.periods.shown).await
    }

    /// Reads the school's digital maturity.
    pub(crate) async fn maturity(&self, shown: &Shown) -> Result<Vec<MaturityLine>, Failure> {
        maturity::latest_lines(shown, &self.school).await
    }

    /// Reads all that a page shows.
    pub(crate) async fn read(self, shown: &Shown) -> Result<SchoolPage, Failure> {
        let figures = self.figures(shown).await?;
        let parts = shown.release.figure_parts().await?;
        let opens_to =
            figures.own().map(|(indicator, figure)| parts.get(&indicator.code).copied().filter(|_| figure.has_parts()));
        Ok(SchoolPage {
            facts: SchoolFacts::new(&self.school),
            opens_to: opens_to.collect(),
            trend: self.trend(shown).await?,
            account: self.account(shown).await?,
            found: FoundKinds::read(shown, &Named::from(self.school.clone())).await?,
            maturity: self.maturity(shown).await?,
            figures,
            school: self,
        })
    }
}

impl SchoolFigures {
    /// Returns the school's own figures, each with its indicator.
    pub(crate) fn own(&self) -> impl Iterator<Item = (&PublishedIndicator, &Figure)> {
        self.indicators.iter().zip(self.figures.iter().take(1).flatten())
    }
}

impl SchoolFacts {
    fn new(school: &PublishedTerritory) -> Self {
        let disclosed = |count: i64| match count {
            1..SMALL_VALUE => Disclosed::Hidden,
            count => Disclosed::Shown(count),
        };
        Self {
            settlement: school.settlement,
            pupils: school.pupils_count.map(|count| disclosed(i64::from(count))),
            source_systems: school.source_systems.clone(),
        }
    }
}
