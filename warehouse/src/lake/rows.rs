//! Rows in memory, as columns.

use crate::Error;
use crate::model::{ColumnBuilder, Field, Row};
use polars::prelude::{Column, DataFrame, PlSmallStr, Scalar};

/// Rows in memory, as columns: what a table of the lake is given and what a query returns.
#[derive(Debug, Clone)]
pub struct Rows(pub(crate) DataFrame);

impl Rows {
    /// Returns the rows as columns.
    pub fn from_rows<R: Row>(rows: &[R]) -> Self {
        let mut builder = RowsBuilder::new(R::FIELDS);
        for row in rows {
            row.push(builder.builders());
        }
        builder.finish()
    }

    /// Reads the columns as rows; each field is found by its name.
    pub fn read<R: Row>(&self) -> Result<Vec<R>, Error> {
        let columns = R::FIELDS
            .iter()
            .map(|field| self.0.column(field.name).map(Column::rechunk))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|source| Error::Engine { operation: format!("cannot read rows of {}", R::NAME), source })?;
        (0..self.0.height())
            .map(|index| {
                R::read(&columns, index)
                    .map_err(|error| Error::Corrupt(format!("row {index} of {} cannot be read: {error}", R::NAME)))
            })
            .collect()
    }

    /// Returns these rows and then the others, which must have the same columns.
    pub fn and(self, others: Self) -> Result<Self, Error> {
        let Self(mut all) = self;
        let operation = || "cannot put rows together that have other columns".to_owned();
        all.vstack_mut(&others.0).map_err(|source| Error::Engine { operation: operation(), source })?;
        Ok(Self(all))
    }

    /// Returns the rows with one more column, which has the same text in each.
    pub fn with_text(mut self, column: &str, text: &str) -> Self {
        let texts = Column::new_scalar(column.into(), Scalar::from(PlSmallStr::from(text)), self.0.height());
        self.0.with_column(texts).expect("a column of as many rows fits");
        self
    }

    /// Returns how many rows there are.
    pub fn len(&self) -> usize {
        self.0.height()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.height() == 0
    }
}

/// Rows being gathered.
pub struct RowsBuilder {
    builders: Vec<ColumnBuilder>,
}

impl RowsBuilder {
    /// Returns no rows yet, with columns for these fields.
    pub fn new<'a>(fields: impl IntoIterator<Item = &'a Field>) -> Self {
        Self { builders: fields.into_iter().map(|field| ColumnBuilder::new(field, 0)).collect() }
    }

    /// Returns the builders, one per field.
    pub fn builders(&mut self) -> &mut [ColumnBuilder] {
        &mut self.builders
    }

    /// Returns the gathered rows.
    ///
    /// # Panics
    /// When a row gave fewer cells than there are columns; rows of [`crate::row!`] never do.
    pub fn finish(self) -> Rows {
        let columns: Vec<Column> = self.builders.into_iter().map(ColumnBuilder::finish).collect();
        let height = columns.first().map_or(0, Column::len);
        Rows(DataFrame::new(height, columns).expect("rows fill every column alike"))
    }
}
