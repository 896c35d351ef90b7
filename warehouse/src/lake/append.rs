//! Adding rows that come from no source: what a release keeps.

use super::{Frame, catalog, table, write_file};
use crate::error::During as _;
use crate::{Error, Warehouse};

impl Warehouse {
    /// Adds rows to tables of the lake, all in one snapshot, and returns its number. `name` becomes the files' name: the
    /// same name must mean the same rows.
    pub async fn append(&self, rows: Vec<(&'static str, Frame)>, name: &str) -> Result<i64, Error> {
        let lake = self.lake_folder.clone();
        let name = format!("{name}.parquet");
        let written = tokio::task::spawn_blocking(move || {
            rows.into_iter()
                .filter(|(_, frame)| !frame.is_empty())
                .map(|(name_of_table, frame)| {
                    let table = table(name_of_table)
                        .ok_or_else(|| Error::NotPrepared(format!("the lake has no table {name_of_table}")))?;
                    write_file(&lake, table, name.clone(), frame)
                })
                .collect::<Result<Vec<_>, Error>>()
        });
        let files = written
            .await
            .map_err(|_| Error::Corrupt("writing files stopped by a defect of the program".to_owned()))??;
        let operation = "cannot add rows to the lake";
        let mut transaction = self.pool.begin().await.during(operation)?;
        let snapshot = catalog::add_files(&mut transaction, &files, "append").await?;
        transaction.commit().await.during(operation)?;
        Ok(snapshot)
    }
}
