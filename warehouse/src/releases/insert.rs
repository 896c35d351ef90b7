//! The rows of a release, a statement for each table.

use super::{Descriptions, Figures, NewRelease};
use crate::Error;
use crate::error::During as _;
use crate::model::{
    DatedPeriod, DispositionCount, Finding, MaturitySummary, MaturityValue, PublishedIndicator,
    PublishedMaturityIndicator, PublishedTerritory, PublishedValue, ReleaseId, ReleaseState, ReleaseText, SchoolId,
    SnapshotId,
};
use sqlx::PgConnection;

/// Returns one field of every row, as an array for `unnest`.
fn each<R, T>(rows: &[R], field: impl Fn(&R) -> T) -> Vec<T> {
    rows.iter().map(field).collect()
}

/// Adds the release itself and returns its number.
pub(super) async fn release(
    transaction: &mut PgConnection,
    release: &NewRelease,
    duties_snapshot: SnapshotId,
) -> Result<ReleaseId, Error> {
    let inputs = &release.inputs;
    sqlx::query_scalar(
        "insert into published.releases
             (state, as_of, lake_snapshot, register_version, methodology_code, methodology_version, methodology_sha256,
              methodology_text, duties_snapshot, digest, region_code, created_at, texts_sha256, engine_version,
              release_key)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         returning release_id",
    )
    .bind(ReleaseState::Preliminary)
    .bind(inputs.as_of)
    .bind(inputs.lake_snapshot)
    .bind(inputs.register_version)
    .bind(&inputs.methodology_code)
    .bind(inputs.methodology_version)
    .bind(&inputs.methodology_sha256)
    .bind(&inputs.methodology_text)
    .bind(duties_snapshot)
    .bind(&release.digest)
    .bind(&inputs.region_code)
    .bind(release.created_at)
    .bind(&inputs.texts_sha256)
    .bind(inputs.engine_version)
    .bind(inputs.release_key())
    .fetch_one(transaction)
    .await
    .during("cannot add a release")
}

/// Adds the texts that the release ran; those that an earlier release ran are kept already.
pub(super) async fn texts(
    transaction: &mut PgConnection,
    rows: &[ReleaseText],
    release_id: ReleaseId,
) -> Result<(), Error> {
    let operation = "cannot add a release's texts";
    sqlx::query(
        "insert into published.texts (sha256, content)
         select * from unnest($1::text[], $2::text[])
         on conflict do nothing",
    )
    .bind(each(rows, |row| row.sha256.clone()))
    .bind(each(rows, |row| row.content.clone()))
    .execute(&mut *transaction)
    .await
    .during(operation)?;
    sqlx::query(
        "insert into published.release_texts (release_id, kind, ordinal, name, sha256)
         select $1, kind, row_number() over (partition by kind order by place), name, sha256
           from unnest($2::text[], $3::text[], $4::text[]) with ordinality as new (kind, name, sha256, place)",
    )
    .bind(release_id)
    .bind(each(rows, |row| row.kind))
    .bind(each(rows, |row| row.name.clone()))
    .bind(each(rows, |row| row.sha256.clone()))
    .execute(transaction)
    .await
    .during(operation)?;
    Ok(())
}

/// Adds what the figures are of: indicators, territories, periods.
pub(super) async fn descriptions(
    transaction: &mut PgConnection,
    descriptions: &Descriptions,
    release_id: ReleaseId,
) -> Result<(), Error> {
    indicators(transaction, &descriptions.indicators, release_id).await?;
    maturity_indicators(transaction, &descriptions.maturity_indicators, release_id).await?;
    territories(transaction, &descriptions.territories, release_id).await?;
    periods(transaction, &descriptions.periods, release_id).await
}

async fn indicators(
    transaction: &mut PgConnection,
    rows: &[PublishedIndicator],
    release_id: ReleaseId,
) -> Result<(), Error> {
    sqlx::query(
        "insert into published.indicators
             (release_id, code, ordinal, name_ru, name_en, formula_ru, formula_en, unit_ru, unit_en, direction,
              minimum_denominator)
         select $1, * from unnest($2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                                  $9::text[], $10::text[], $11::bigint[])",
    )
    .bind(release_id)
    .bind(each(rows, |row| row.code.clone()))
    .bind(each(rows, |row| row.ordinal))
    .bind(each(rows, |row| row.name_ru.clone()))
    .bind(each(rows, |row| row.name_en.clone()))
    .bind(each(rows, |row| row.formula_ru.clone()))
    .bind(each(rows, |row| row.formula_en.clone()))
    .bind(each(rows, |row| row.unit_ru.clone()))
    .bind(each(rows, |row| row.unit_en.clone()))
    .bind(each(rows, |row| row.direction))
    .bind(each(rows, |row| row.minimum_denominator))
    .execute(transaction)
    .await
    .during("cannot add a release's indicators")?;
    Ok(())
}

async fn maturity_indicators(
    transaction: &mut PgConnection,
    rows: &[PublishedMaturityIndicator],
    release_id: ReleaseId,
) -> Result<(), Error> {
    sqlx::query(
        "insert into published.maturity_indicators
             (release_id, code, ordinal, name_ru, name_en, target_percent, target_year, target_act_ru, target_act_en,
              numerator_source_ru, numerator_source_en, denominator_source_ru, denominator_source_en, note_ru, note_en)
         select $1, * from unnest($2::text[], $3::integer[], $4::text[], $5::text[], $6::integer[], $7::integer[], $8::text[],
                                  $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
                                  $15::text[])",
    )
    .bind(release_id)
    .bind(each(rows, |row| row.code.clone()))
    .bind(each(rows, |row| row.ordinal))
    .bind(each(rows, |row| row.name_ru.clone()))
    .bind(each(rows, |row| row.name_en.clone()))
    .bind(each(rows, |row| row.target_percent))
    .bind(each(rows, |row| row.target_year))
    .bind(each(rows, |row| row.target_act_ru.clone()))
    .bind(each(rows, |row| row.target_act_en.clone()))
    .bind(each(rows, |row| row.numerator_source_ru.clone()))
    .bind(each(rows, |row| row.numerator_source_en.clone()))
    .bind(each(rows, |row| row.denominator_source_ru.clone()))
    .bind(each(rows, |row| row.denominator_source_en.clone()))
    .bind(each(rows, |row| row.note_ru.clone()))
    .bind(each(rows, |row| row.note_en.clone()))
    .execute(transaction)
    .await
    .during("cannot add a release's indicators of maturity")?;
    Ok(())
}

async fn territories(
    transaction: &mut PgConnection,
    rows: &[PublishedTerritory],
    release_id: ReleaseId,
) -> Result<(), Error> {
    sqlx::query(
        "insert into published.territories
             (release_id, level, territory_id, parent_id, name, settlement, pupils_count, source_systems)
         select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[], $8::text[])",
    )
    .bind(release_id)
    .bind(each(rows, |row| row.territory.level()))
    .bind(each(rows, |row| row.territory.id().to_owned()))
    .bind(each(rows, |row| row.parent.as_ref().map(|parent| parent.id().to_owned())))
    .bind(each(rows, |row| row.name.clone()))
    .bind(each(rows, |row| row.settlement))
    .bind(each(rows, |row| row.pupils_count))
    .bind(each(rows, |row| row.source_systems.clone()))
    .execute(transaction)
    .await
    .during("cannot add a release's territories")?;
    Ok(())
}

async fn periods(transaction: &mut PgConnection, rows: &[DatedPeriod], release_id: ReleaseId) -> Result<(), Error> {
    sqlx::query(
        "insert into published.periods (release_id, period_kind, period_id, starts_on, ends_on)
         select $1, * from unnest($2::text[], $3::text[], $4::date[], $5::date[])",
    )
    .bind(release_id)
    .bind(each(rows, |row| row.period.kind))
    .bind(each(rows, |row| row.period.id.clone()))
    .bind(each(rows, |row| row.starts_on))
    .bind(each(rows, |row| row.ends_on))
    .execute(transaction)
    .await
    .during("cannot add a release's periods")?;
    Ok(())
}

/// Adds what became of the lessons, and what looks wrong.
pub(super) async fn accounts(
    transaction: &mut PgConnection,
    dispositions: &[DispositionCount],
    findings: &[Finding],
    release_id: ReleaseId,
) -> Result<(), Error> {
    sqlx::query(
        "insert into published.dispositions
             (release_id, level, territory_id, period_kind, period_id, disposition, lessons_count)
         select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])",
    )
    .bind(release_id)
    .bind(each(dispositions, |row| row.level))
    .bind(each(dispositions, |row| row.territory_id.clone()))
    .bind(each(dispositions, |row| row.period_kind))
    .bind(each(dispositions, |row| row.period_id.clone()))
    .bind(each(dispositions, |row| row.disposition))
    .bind(each(dispositions, |row| row.lessons_count))
    .execute(&mut *transaction)
    .await
    .during("cannot add what became of a release's lessons")?;
    sqlx::query(
        "insert into published.findings
             (release_id, ordinal, finding, school_id, municipality_id, week_id, findings_count, example)
         select $1, new.ordinal, new.finding, new.school_id, new.municipality_id, new.week_id, new.findings_count, new.example
           from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[])
             with ordinality as new (finding, school_id, municipality_id, week_id, findings_count, example, ordinal)",
    )
    .bind(release_id)
    .bind(each(findings, |row| row.finding))
    .bind(each(findings, |row| row.school_id.clone()))
    .bind(each(findings, |row| row.municipality_id.clone()))
    .bind(each(findings, |row| row.week_id.clone()))
    .bind(each(findings, |row| row.findings_count))
    .bind(each(findings, |row| row.example.clone()))
    .execute(transaction)
    .await
    .during("cannot add a release's findings")?;
    Ok(())
}

/// Adds the figures: those of the journals, those of digital maturity, and those joined to one.
pub(super) async fn figures(
    transaction: &mut PgConnection,
    figures: &Figures,
    release_id: ReleaseId,
) -> Result<(), Error> {
    values(transaction, &figures.values, release_id).await?;
    maturity_values(transaction, &figures.maturity_values, release_id).await?;
    maturity_summaries(transaction, &figures.maturity_summaries, release_id).await
}

async fn values(transaction: &mut PgConnection, rows: &[PublishedValue], release_id: ReleaseId) -> Result<(), Error> {
    sqlx::query(
        "insert into published.values
             (release_id, level, territory_id, period_kind, period_id, indicator, numerator, denominator, excused_count,
              not_measurable_count, pending_count, unobserved_count, state, place, places_count, unknown_count)
         select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
                                  $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[], $14::integer[],
                                  $15::integer[], $16::bigint[])",
    )
    .bind(release_id)
    .bind(each(rows, |row| row.territory.level()))
    .bind(each(rows, |row| row.territory.id().to_owned()))
    .bind(each(rows, |row| row.period.kind))
    .bind(each(rows, |row| row.period.id.clone()))
    .bind(each(rows, |row| row.indicator.clone()))
    .bind(each(rows, |row| row.numerator))
    .bind(each(rows, |row| row.denominator))
    .bind(each(rows, |row| row.excused_count))
    .bind(each(rows, |row| row.not_measurable_count))
    .bind(each(rows, |row| row.pending_count))
    .bind(each(rows, |row| row.unobserved_count))
    .bind(each(rows, |row| row.state))
    .bind(each(rows, |row| row.place))
    .bind(each(rows, |row| row.places_count))
    .bind(each(rows, |row| row.unknown_count))
    .execute(transaction)
    .await
    .during("cannot add a release's figures")?;
    Ok(())
}

async fn maturity_values(
    transaction: &mut PgConnection,
    rows: &[MaturityValue],
    release_id: ReleaseId,
) -> Result<(), Error> {
    // Arrays of arrays would have to be of one length.
    let joined = |ids: &[SchoolId]| ids.iter().map(SchoolId::as_str).collect::<Vec<_>>().join(",");
    sqlx::query(
        "insert into published.maturity_values
             (release_id, level, territory_id, indicator, numerator, numerator_as_of_from, numerator_as_of, denominator,
              denominator_as_of_from, denominator_as_of, basis, state, chosen_source, schools_count, pupils_covered_count,
              pupils_count, schools_without_denominator, schools_without_numerator, month_id, as_of_on, parent_id)
         select $1, level, territory_id, indicator, numerator, numerator_from, numerator_to, denominator, denominator_from,
                denominator_to, basis, state, chosen_source, schools_count, pupils_covered_count, pupils_count,
                string_to_array(without_denominator, ','), string_to_array(without_numerator, ','), month_id, as_of_on,
                parent_id
           from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::date[], $7::date[], $8::bigint[], $9::date[],
                       $10::date[], $11::text[], $12::text[], $13::text[], $14::integer[], $15::bigint[], $16::bigint[],
                       $17::text[], $18::text[], $19::text[], $20::date[], $21::text[])
                as rows (level, territory_id, indicator, numerator, numerator_from, numerator_to, denominator,
                         denominator_from, denominator_to, basis, state, chosen_source, schools_count,
                         pupils_covered_count, pupils_count, without_denominator, without_numerator, month_id, as_of_on,
                         parent_id)",
    )
    .bind(release_id)
    .bind(each(rows, |row| row.territory.level()))
    .bind(each(rows, |row| row.territory.id().to_owned()))
    .bind(each(rows, |row| row.indicator.clone()))
    .bind(each(rows, |row| row.numerator.map(|part| part.count)))
    .bind(each(rows, |row| row.numerator.map(|part| part.earliest_on)))
    .bind(each(rows, |row| row.numerator.map(|part| part.latest_on)))
    .bind(each(rows, |row| row.denominator.map(|part| part.count)))
    .bind(each(rows, |row| row.denominator.map(|part| part.earliest_on)))
    .bind(each(rows, |row| row.denominator.map(|part| part.latest_on)))
    .bind(each(rows, |row| row.basis))
    .bind(each(rows, |row| row.state))
    .bind(each(rows, |row| row.chosen_source.clone()))
    .bind(each(rows, |row| row.coverage.schools_count))
    .bind(each(rows, |row| row.coverage.pupils.map(|pupils| pupils.covered_count)))
    .bind(each(rows, |row| row.coverage.pupils.map(|pupils| pupils.pupils_count)))
    .bind(each(rows, |row| joined(&row.coverage.without_denominator)))
    .bind(each(rows, |row| joined(&row.coverage.without_numerator)))
    .bind(each(rows, |row| row.month.map(|it| it.month)))
    .bind(each(rows, |row| row.month.map(|it| it.as_of_on)))
    .bind(each(rows, |row| row.parent.as_ref().map(|parent| parent.id().to_owned())))
    .execute(transaction)
    .await
    .during("cannot add a release's figures of maturity")?;
    Ok(())
}

async fn maturity_summaries(
    transaction: &mut PgConnection,
    rows: &[MaturitySummary],
    release_id: ReleaseId,
) -> Result<(), Error> {
    sqlx::query(
        "insert into published.maturity_summaries
             (release_id, level, territory_id, method, value_hundredths, month_id, as_of_on)
         select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::date[])",
    )
    .bind(release_id)
    .bind(each(rows, |row| row.territory.level()))
    .bind(each(rows, |row| row.territory.id().to_owned()))
    .bind(each(rows, |row| row.method))
    .bind(each(rows, |row| row.value_hundredths))
    .bind(each(rows, |row| row.month.map(|it| it.month)))
    .bind(each(rows, |row| row.month.map(|it| it.as_of_on)))
    .execute(transaction)
    .await
    .during("cannot add a release's summaries of maturity")?;
    Ok(())
}
