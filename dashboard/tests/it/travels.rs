//! What a reader has chosen stays chosen: the period and the release stand in every address that a page leads to.

use crate::http::Dashboard;
use crate::seed::{self, GYMNASIUM};
use crate::seed_country::{MOMENT, ok, publish, release};
use sqlx::PgPool;
use std::collections::BTreeSet;
use warehouse::access::Reach;
use warehouse::model::RegionCode;

const MONTH: &str = "period_kind=month&period_id=2024-09";

/// Returns a page without what offers another choice: the kinds of periods, and other releases.
fn without_choices(page: &str) -> String {
    let mut text = page.to_owned();
    for (begins, ends) in [
        ("<nav class=\"choices\" aria-label=\"Вид периода\"", "</nav>"),
        ("id=\"releases\"", "</section>"),
        ("<a id=\"newest\"", "</a>"),
    ] {
        if let Some((before, rest)) = text.split_once(begins) {
            text = format!("{before}{}", rest.split_once(ends).map_or("", |(_, after)| after));
        }
    }
    text
}

/// Returns the addresses that a page leads to, and those that its forms would ask for, with what they keep.
fn addresses(page: &str) -> Vec<String> {
    let page = without_choices(page);
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned);
    let forms = page.split("<form method=\"get\" action=\"").skip(1).filter_map(|rest| {
        let form = rest.split("</form>").next()?;
        let fields = form.split("<input type=\"hidden\" name=\"").skip(1).filter_map(|field| {
            let (name, rest) = field.split_once("\" value=\"")?;
            Some(format!("{name}={}", rest.split('"').next()?))
        });
        // A list of periods asks for the one that is selected.
        let selected = form.split("<select name=\"").skip(1).filter_map(|list| {
            let (name, options) = list.split_once('"')?;
            let options = options.split("</select>").next()?;
            let chosen = options.split("<option value=\"").find(|option| option.contains("\" selected>"))?;
            Some(format!("{name}={}", chosen.split('"').next()?))
        });
        Some(format!("{}?{}", form.split('"').next()?, fields.chain(selected).collect::<Vec<_>>().join("&")))
    });
    links.chain(forms).map(|address| address.replace("&#38;", "&")).collect()
}

/// Returns whether an address has a parameter of that value.
fn has(address: &str, parameter: &str) -> bool {
    let address = address.split('#').next().unwrap_or_default();
    address.split_once('?').is_some_and(|(_, query)| query.split('&').any(|part| part == parameter))
}

#[sqlx::test(migrations = false)]
async fn u02_the_chosen_period_and_release_travel_along_every_link(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let chosen = [
        String::from("period_kind=month"),
        "period_id=2024-09".to_owned(),
        format!("release={}", dashboard.releases[0]),
    ];
    let below = |address: &str| address.strip_prefix("/ru/regions/99/").map(str::to_owned);
    let mut waiting = vec![format!("/ru/regions/99/?{}", chosen.join("&"))];
    let mut seen = BTreeSet::new();
    while let Some(address) = waiting.pop() {
        let path = address.split('?').next().expect("a path").to_owned();
        if !seen.insert(path.clone()) {
            continue;
        }
        let answer = dashboard.get(&address).await;
        assert_eq!(answer.status, 200, "{address}");
        if answer.headers["content-type"] != "text/html; charset=utf-8" {
            continue;
        }
        for link in addresses(&answer.body) {
            let is_of_region = below(&link).is_some() || link.starts_with("/en/regions/99/");
            if is_of_region {
                for parameter in &chosen {
                    assert!(has(&link, parameter), "{address} leads to {link} without {parameter}");
                }
            }
            if below(&link).is_some() {
                waiting.push(link.split('#').next().unwrap_or_default().to_owned());
            }
        }
        let speaks_of_period = ["schools/", "municipalities/", "outside"];
        if below(&path).is_some_and(|page| page.is_empty() || speaks_of_period.iter().any(|it| page.starts_with(it))) {
            assert!(answer.body.contains("сентябрь 2024"), "{address} speaks of another period");
        }
    }
    for page in ["", "findings", "maturity", "data", "methodology", "outside", "municipalities/99630000", "rating.csv"]
    {
        assert!(seen.contains(&format!("/ru/regions/99/{page}")), "nothing leads to {page}");
    }
    for page in ["", ".csv", "/lessons", "/lessons.csv", "/timetable", "/timetable.csv", "/outside", "/outside.csv"] {
        assert!(seen.contains(&format!("/ru/regions/99/schools/{GYMNASIUM}{page}")), "nothing leads to {page}");
    }
}

#[sqlx::test(migrations = false)]
async fn u02_the_period_travels_between_the_country_and_its_regions(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let figures = [ok(1, 2); 5];
    publish(&dashboard.warehouse, release("70", MOMENT, figures)).await;
    let mut other_rules = release("69", MOMENT, figures);
    other_rules.inputs.methodology_version = 2;
    publish(&dashboard.warehouse, other_rules).await;
    let mut without_months = release("77", MOMENT, figures);
    without_months.descriptions.periods.retain(|dated| dated.period.id != "2024-09");
    publish(&dashboard.warehouse, without_months).await;
    let links = addresses(&dashboard.page(&format!("/ru/?{MONTH}")).await);
    for region in ["99", "70", "69"] {
        assert!(links.contains(&format!("/ru/regions/{region}/?{MONTH}")), "{region}: {links:?}");
    }
    // What is not in a region's release would be no address.
    assert!(links.contains(&"/ru/regions/77/".to_owned()), "{links:?}");
    assert!(links.contains(&format!("/ru/maturity?{MONTH}")), "{links:?}");
    let up = addresses(&dashboard.page(&format!("/ru/regions/99/schools/{GYMNASIUM}/outside?{MONTH}")).await);
    assert!(up.contains(&format!("/ru/?{MONTH}")), "{up:?}");
    // A choice is kept where the address is only completed.
    for (short, whole) in [("/ru/regions/99", "/ru/regions/99/"), ("/ru", "/ru/")] {
        assert_eq!(dashboard.get(&format!("{short}?{MONTH}")).await.headers["location"], format!("{whole}?{MONTH}"));
    }
}

#[sqlx::test(migrations = false)]
async fn u02_the_way_to_the_only_region_keeps_the_period(pool: PgPool) {
    let dashboard = Dashboard::reaching(pool, Reach::Region(RegionCode::from(seed::REGION))).await;
    let answer = dashboard.get(&format!("/ru/?{MONTH}")).await;
    assert_eq!(answer.headers["location"], format!("/ru/regions/99/?{MONTH}"));
}
