//! The lake's tables, made from the rows of `model`.

use crate::Error;
use crate::model::{FACT_TABLES, FactHeader, Field, Kind, RELEASE_TABLES, Record, data_type, scalar};
use polars::prelude::{ArrowSchema, CompatLevel, PlSmallStr, Schema, SchemaExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// A table of the lake.
#[derive(Debug)]
pub(crate) struct Table {
    /// The name, in the catalog and in SQL.
    pub name: &'static str,
    /// The columns in order; a column's id in the catalog and in the files is its index plus one.
    pub columns: Vec<Field>,
    /// Whether it holds facts, which have a moment of emission.
    pub is_fact: bool,
    /// The columns by which a release's rows are sorted; facts lie as they came.
    pub sorted_by: &'static [&'static str],
}

/// Every table of the lake.
pub(crate) static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let facts = FACT_TABLES.iter().map(|fact| Table {
        name: fact.name,
        columns: FactHeader::FIELDS.iter().chain(fact.content).copied().collect(),
        is_fact: true,
        sorted_by: &[],
    });
    let releases = RELEASE_TABLES.iter().map(|table| Table {
        name: table.name,
        columns: table.content.to_vec(),
        is_fact: false,
        sorted_by: table.sorted_by,
    });
    facts.chain(releases).collect()
});

/// Returns the table of that name.
pub(crate) fn table(name: &str) -> Result<&'static Table, Error> {
    let found = TABLES.iter().find(|table| table.name == name);
    found.ok_or_else(|| Error::NotPrepared(format!("the lake has no table {name}")))
}

impl Table {
    /// Returns the folder of the table's files.
    pub fn folder(&self, lake_folder: &Path) -> PathBuf {
        lake_folder.join("main").join(self.name)
    }

    /// Returns the columns' types as Polars has them.
    pub fn schema(&self) -> Schema {
        self.columns.iter().map(|column| (column.name.into(), data_type(column.kind))).collect()
    }

    /// Returns the schema of its files: every field carries the column's id, by which readers find it.
    pub fn arrow_schema(&self) -> ArrowSchema {
        let mut schema = self.schema().to_arrow(CompatLevel::oldest());
        for (index, field) in schema.iter_values_mut().enumerate() {
            let mut metadata = field.metadata.as_deref().cloned().unwrap_or_default();
            metadata.insert(PlSmallStr::from_static("PARQUET:field_id"), (index + 1).to_string().into());
            field.metadata = Some(Arc::new(metadata));
        }
        schema
    }

    /// Returns a column's type as the catalog has it.
    pub fn catalog_type(column: &Field) -> &'static str {
        match scalar(column.kind) {
            Kind::Integer => "int32",
            Kind::Long => "int64",
            Kind::Flag => "boolean",
            Kind::Date => "date",
            Kind::Instant => "timestamptz",
            Kind::Text | Kind::Symbol { .. } | Kind::Optional(_) | Kind::List(_) | Kind::Record { .. } => "varchar",
        }
    }
}
