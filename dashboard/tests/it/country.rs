//! The regions side by side: sums and places by hand, who stands apart and why, addresses, the trail, and how far a scope sees.

use crate::http::Dashboard;
use crate::seed::{self, GYMNASIUM};
use crate::seed_country::{MOMENT, Shown, ok, publish, release};
use sqlx::PgPool;
use std::collections::BTreeMap;
use warehouse::access::Reach;
use warehouse::model::{PeriodKind, RegionCode, ReleaseId, ValueState};
use warehouse::testing;

const NOTHING: Shown = ok(0, 0);

/// Tomsk, Tver and Moscow. 10/11 and 30/33 are equal, and 9091/10000 prints the same and is before them. Of the third
/// indicator Tomsk saw too little, and Moscow 40 of 50.
async fn three_regions(pool: PgPool) -> Dashboard {
    let dashboard = Dashboard::empty(pool).await;
    let low = Shown { outage: 60, state: ValueState::LowCoverage, ..ok(1, 2) };
    let enough = Shown { outage: 10, ..ok(0, 40) };
    for (code, figures) in [
        ("70", [ok(10, 11), NOTHING, low, NOTHING, ok(1, 2)]),
        ("69", [ok(30, 33), NOTHING, ok(20, 20), NOTHING, ok(2, 4)]),
        ("77", [ok(9091, 10_000), NOTHING, enough, NOTHING, ok(3, 6)]),
    ] {
        publish(&dashboard.warehouse, release(code, MOMENT, figures)).await;
    }
    dashboard
}

/// Returns the lines of a file by what stands in the column of codes, with a way to ask for a column by its heading.
struct Lines {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Lines {
    async fn read(dashboard: &Dashboard, path: &str) -> Self {
        let mut rows = dashboard.csv(path).await;
        Self { headings: rows.remove(0), rows }
    }

    fn column(&self, heading: &str) -> usize {
        self.headings.iter().position(|it| it == heading).unwrap_or_else(|| panic!("no column {heading}"))
    }

    fn of(&self, code: &str, headings: &[&str]) -> Vec<String> {
        let row = self.rows.iter().find(|row| row[2] == code).expect("the region has a line");
        headings.iter().map(|heading| row[self.column(heading)].clone()).collect()
    }

    fn order(&self) -> Vec<&str> {
        self.rows.iter().map(|row| row[2].as_str()).collect()
    }

    /// Returns the reasons of those that stand apart, by region.
    fn apart(&self) -> BTreeMap<&str, &str> {
        let column = self.column("Stands apart because");
        let of = |row: &Vec<String>| row[column].split([':', ',']).next().map(str::len).unwrap_or_default();
        self.rows
            .iter()
            .filter(|row| !row[column].is_empty())
            .map(|row| (row[2].as_str(), &row[column][..of(row)]))
            .collect()
    }
}

#[sqlx::test(migrations = false)]
async fn regions_are_summed_and_ranked_by_exact_fractions(pool: PgPool) {
    let dashboard = three_regions(pool).await;
    let lines = Lines::read(&dashboard, "/en/rating.csv").await;
    assert_eq!(lines.order(), ["", "77", "69", "70"], "the country, then places, and equal ones by their codes");
    let figure = ["I01 numerator", "I01 denominator", "I01 %", "I01 place"];
    assert_eq!(lines.of("", &figure), ["9131", "10044", "90.91", ""]);
    assert_eq!(lines.of("77", &figure), ["9091", "10000", "90.91", "1"]);
    assert_eq!(lines.of("69", &figure), ["30", "33", "90.91", "2"]);
    assert_eq!(lines.of("70", &figure), ["10", "11", "90.91", "2"]);
    // What saw too little has no place, and is in the sum with what it did not see.
    let covered = ["I08 numerator", "I08 denominator", "I08 state", "I08 place", "I08 seen", "I08 due"];
    assert_eq!(lines.of("70", &covered), ["1", "2", "low coverage", "", "2", "62"]);
    assert_eq!(lines.of("69", &covered), ["20", "20", "measured", "1", "20", "20"]);
    assert_eq!(lines.of("77", &covered), ["0", "40", "measured", "2", "40", "50"]);
    assert_eq!(lines.of("", &covered), ["21", "62", "low coverage", "", "62", "132"], "fewer than 60 of 100 were seen");
    // Everybody is first, and nothing is no figure.
    for code in ["69", "70", "77"] {
        assert_eq!(lines.of(code, &["I12 place", "I01b %", "I01b state"]), ["1", "", "not applicable"]);
    }
    assert_eq!(lines.of("", &["I12 numerator", "I12 denominator", "I12 state"]), ["6", "12", "too few data"]);
    assert!(lines.apart().is_empty());
}

#[sqlx::test(migrations = false)]
async fn the_file_has_the_numbers_of_the_page(pool: PgPool) {
    let dashboard = three_regions(pool).await;
    let page = dashboard.page("/en/").await;
    let known: Vec<String> = dashboard.csv("/en/rating.csv").await.concat();
    let trend: Vec<String> = dashboard.csv("/en/rating.csv?table=trend").await.concat();
    let percents: Vec<&str> = page.split("class=\"percent\">").skip(1).filter_map(|it| it.split('%').next()).collect();
    assert_eq!(percents.len(), 4 * 3, "the country and three regions have three figures each");
    assert!(percents.iter().all(|percent| known.iter().any(|it| it == percent)), "{percents:?}");
    assert!(trend.iter().any(|it| it == "9131"), "a week of the country is the sum of the regions' weeks");
    for text in
        ["9131 / 10,044", "place 2 of 3", "place 1 of 2", "coverage 46.97%: 62 of 132", "Tomsk Oblast", "3 regions by"]
    {
        assert!(page.contains(text), "no «{text}»");
    }
    // Both languages have the same file but for its words, and a name is in the page's language.
    let russian = dashboard.page("/ru/").await;
    for text in
        ["Томская область", "выпуск 1, предварительный, данные на 03.11.2024 20:00 (UTC+3)", "3 региона по местам"]
    {
        assert!(russian.contains(text), "no «{text}»");
    }
    assert!(!page.contains("Томская") && !page.contains("lang=\"ru\">Томская"));
}

#[sqlx::test(migrations = false)]
async fn the_order_can_be_chosen_and_the_period_too(pool: PgPool) {
    let dashboard = three_regions(pool).await;
    for (query, order) in [
        ("", ["", "77", "69", "70"]),
        ("?order=reversed", ["", "69", "70", "77"]),
        ("?sort=name", ["", "69", "70", "77"]),
        ("?sort=name&order=reversed", ["", "77", "70", "69"]),
        ("?sort=I08", ["", "69", "77", "70"]),
        ("?sort=I08&order=reversed", ["", "77", "69", "70"]),
        ("?period_kind=month", ["", "77", "69", "70"]),
    ] {
        assert_eq!(Lines::read(&dashboard, &format!("/en/rating.csv{query}")).await.order(), order, "{query}");
    }
    let page = dashboard.page("/en/?period_kind=month&period_id=2024-09").await;
    assert!(page.contains("Rating of regions: September 2024"));
    let link = "/en/regions/70/?period_kind=month&#38;period_id=2024-09";
    assert!(page.contains(link), "a region's link keeps the period");
    for nothing in ["?sort=I99", "?period_id=2024-W99", "?order=up", "?period_kind=day"] {
        assert_eq!(dashboard.get(&format!("/en/{nothing}")).await.status, 404, "{nothing}");
        assert_eq!(dashboard.get(&format!("/en/rating.csv{nothing}")).await.status, 404, "{nothing}");
    }
}

/// Each region beside the three has a reason of its own, and changes neither sums nor places.
#[sqlx::test(migrations = false)]
async fn a_region_that_cannot_be_compared_stands_apart_and_says_why(pool: PgPool) {
    let dashboard = three_regions(pool).await;
    let figures = [ok(1, 1), NOTHING, ok(1, 1), NOTHING, ok(1, 1)];
    let of_three = Lines::read(&dashboard, "/en/rating.csv").await;
    let release_of = |code: &str, change: fn(&mut warehouse::releases::NewRelease)| {
        let mut release = release(code, MOMENT, figures);
        change(&mut release);
        release
    };
    for new in [
        release_of("01", |it| it.inputs.methodology_version = 2),
        release_of("02", |it| it.inputs.methodology_sha256 = "00".repeat(32)),
        release_of("03", |it| it.inputs.texts_sha256 = "00".repeat(32)),
        release_of("04", |it| it.inputs.engine_version = 2),
        release_of("05", |it| it.descriptions.periods.retain(|dated| dated.period.kind == PeriodKind::Week)),
        release_of("06", |it| it.inputs.as_of = seed::moment("2024-10-20T17:00:00Z")),
        release_of("00", |_| {}),
    ] {
        publish(&dashboard.warehouse, new).await;
    }
    let lines = Lines::read(&dashboard, "/en/rating.csv").await;
    let expected = [
        ("00", "the register of regions does not have it"),
        ("01", "its release is made by other rules"),
        ("02", "its release is made by other rules"),
        ("03", "its release is made by other rules"),
        ("04", "its release is made by other rules"),
        ("05", "its release does not have the period"),
        ("06", "its release is older"),
    ];
    assert_eq!(lines.apart(), BTreeMap::from(expected));
    assert_eq!(lines.rows[..4], of_three.rows[..], "sums, places and order stay");
    assert_eq!(lines.of("01", &["I01 %", "I01 place"]), ["100.00", ""], "its own figures are there, without a place");
    let page = dashboard.page("/ru/").await;
    let apart = page.split("id=\"apart\"").nth(1).expect("the section").split("</section>").next().expect("its end");
    for text in ["выпуск сделан по другим правилам", "выпуск старше", "в выпуске нет этого периода", "100,00\u{a0}%"]
    {
        assert!(apart.contains(text), "no «{text}»");
    }
    assert!(
        apart.contains("href=\"/ru/regions/01/?period_kind=term&#38;period_id=2024-quarter-1\"")
            && !apart.contains("/ru/regions/00/")
            && !apart.contains("место")
    );
}

/// While a period is not over, regions are compared that are of one day of it; a final release is one of most.
#[sqlx::test(migrations = false)]
async fn an_earlier_day_and_a_preliminary_release_stand_apart(pool: PgPool) {
    let dashboard = three_regions(pool).await;
    // It is the fourth of November in Tomsk already, and the trimester lasts until the twenty-fourth.
    let trimester = Lines::read(&dashboard, "/en/rating.csv?period_id=2024-trimester-1").await;
    assert_eq!(trimester.apart(), BTreeMap::from([("69", "its release is older"), ("77", "its release is older")]));
    let page = dashboard.page("/en/?period_id=2024-trimester-1").await;
    assert!(page.contains("The period is not over yet") && page.contains("The releases are preliminary"));
    assert!(!dashboard.page("/en/").await.contains("The period is not over yet"));
    let freeze = |code: &'static str| {
        let statement = sqlx::query("update published.releases set state = 'frozen' where region_code = $1").bind(code);
        statement.execute(testing::pool(&dashboard.warehouse))
    };
    freeze("70").await.expect("it can be frozen");
    assert!(Lines::read(&dashboard, "/en/rating.csv").await.apart().is_empty(), "most are preliminary");
    freeze("69").await.expect("it can be frozen");
    let lines = Lines::read(&dashboard, "/en/rating.csv").await;
    assert_eq!(lines.apart(), BTreeMap::from([("77", "its release is preliminary")]));
    assert_eq!(lines.of("", &["I01 numerator", "I01 denominator"]), ["40", "44"]);
    assert!(!dashboard.page("/en/").await.contains("The releases are preliminary"));
}

/// The rules that most regions are rated by are compared; where as many are rated by others, those of the newest release.
#[sqlx::test(migrations = false)]
async fn the_rules_of_most_regions_are_compared(pool: PgPool) {
    let dashboard = Dashboard::empty(pool).await;
    let figures = [ok(1, 2), NOTHING, NOTHING, NOTHING, NOTHING];
    let release_of = |code: &str, as_of: &str, version| {
        let mut release = release(code, as_of, figures);
        release.inputs.methodology_version = version;
        release
    };
    publish(&dashboard.warehouse, release_of("69", MOMENT, 1)).await;
    publish(&dashboard.warehouse, release_of("70", "2024-11-04T17:00:00Z", 2)).await;
    let apart = Lines::read(&dashboard, "/en/rating.csv").await;
    assert_eq!(apart.apart(), BTreeMap::from([("69", "its release is made by other rules")]));
    publish(&dashboard.warehouse, release_of("77", MOMENT, 1)).await;
    let apart = Lines::read(&dashboard, "/en/rating.csv").await;
    assert_eq!(apart.apart(), BTreeMap::from([("70", "its release is made by other rules")]));
    // Of each region the newest release counts, though an earlier moment was rated later.
    publish(&dashboard.warehouse, release_of("70", "2024-11-02T17:00:00Z", 1)).await;
    assert_eq!(Lines::read(&dashboard, "/en/rating.csv").await.apart().len(), 1);
}

#[sqlx::test(migrations = false)]
async fn an_address_names_the_region_and_nothing_leaves_it(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let own = dashboard.releases[1];
    let other = publish(&dashboard.warehouse, release("70", MOMENT, [NOTHING; 5])).await;
    for unknown in ["/ru/regions/00/", "/ru/regions/00/data", "/ru/regions/7/rating.csv"] {
        let answer = dashboard.get(unknown).await;
        assert!(answer.status == 404 && answer.body.contains("В реестре нет региона с таким кодом"), "{unknown}");
    }
    // A region of the register without a release says what is there and what is missing.
    let page = dashboard.page("/ru/regions/01/").await;
    for text in ["Республика Адыгея", "Выпусков ещё нет", "svodka rate --region 01", "<dd>79</dd>", "Europe/Moscow"]
    {
        assert!(page.contains(text), "no «{text}»");
    }
    dashboard.page("/en/regions/01/data").await;
    for missing in ["maturity", "rating.csv", "findings", "schools/1-2"] {
        let answer = dashboard.get(&format!("/en/regions/01/{missing}")).await;
        assert!(answer.status == 404 && answer.body.contains("Nothing is published yet"), "{missing}");
    }
    // A region's release is another's nowhere.
    assert_eq!(dashboard.get(&format!("/ru/regions/70/?release={own}")).await.status, 404);
    assert_eq!(dashboard.get(&format!("/ru/regions/99/data?release={other}")).await.status, 404);
    assert_eq!(dashboard.get(&format!("/ru/regions/70/schools/{GYMNASIUM}")).await.status, 404);
    dashboard.page(&format!("/ru/regions/70/?release={other}")).await;
    // The slash may be left out, and the old addresses name nothing.
    assert_eq!(dashboard.get("/ru/regions/99").await.headers["location"], "/ru/regions/99/");
    for old in ["data", "findings", "methodology", "outside", &format!("schools/{GYMNASIUM}")] {
        assert_eq!(dashboard.get(&format!("/ru/{old}")).await.status, 404, "{old}");
    }
}

/// Returns the steps of a page's trail: where each leads, and what it says.
fn trail(page: &str) -> Vec<(String, String)> {
    let list = page.split("<nav class=\"trail\"").nth(1).expect("a trail").split("</nav>").next().expect("its end");
    let step = |item: &str| {
        let address = item.split("href=\"").nth(1).and_then(|it| it.split('"').next()).unwrap_or_default();
        let text = item.split('<').nth(1).and_then(|it| it.split('>').nth(1)).unwrap_or_default();
        (address.replace("&#38;", "&"), text.to_owned())
    };
    list.split("<li>").skip(1).map(step).collect()
}

#[sqlx::test(migrations = false)]
async fn one_trail_leads_from_the_country_to_the_school(pool: PgPool) {
    let dashboard = Dashboard::seeded(pool).await;
    let month = "?period_kind=month&period_id=2024-09";
    let steps = |own: bool, page: &str| {
        let last = if own { String::new() } else { format!("/ru/regions/99/schools/{GYMNASIUM}{page}") };
        vec![
            (format!("/ru/{page}"), "Россия".to_owned()),
            (format!("/ru/regions/99/{page}"), "Заречная область".to_owned()),
            (format!("/ru/regions/99/municipalities/99701000{page}"), "город Заречный".to_owned()),
            (last, "МАОУ «Гимназия № 1»".to_owned()),
        ]
    };
    let school = format!("/ru/regions/99/schools/{GYMNASIUM}");
    assert_eq!(trail(&dashboard.page(&format!("{school}{month}")).await), steps(true, month));
    for page in [format!("{school}/lessons{month}&indicator=I01"), format!("{school}/outside{month}")] {
        assert_eq!(trail(&dashboard.page(&page).await), steps(false, month), "{page}");
    }
    let findings = dashboard.page(&format!("/ru/regions/99/findings?school={GYMNASIUM}")).await;
    assert_eq!(trail(&findings), steps(false, ""));
    let texts = |page: &str| trail(page).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    assert_eq!(texts(&dashboard.page("/en/regions/99/data").await), ["Russia", "Zarechnaya Oblast"]);
    assert_eq!(texts(&dashboard.page("/en/").await), ["Russia"]);
    let failure = dashboard.get("/en/regions/99/nowhere").await.body;
    assert_eq!(texts(&failure), ["Russia", "Zarechnaya Oblast"]);
    // Moscow's clocks stand beside the region's where they differ.
    let page = dashboard.page("/ru/regions/99/").await;
    assert!(page.contains("04.11.2024 00:00 (UTC+7), в Москве 03.11.2024 20:00 (UTC+3)"));
    publish(&dashboard.warehouse, release("77", MOMENT, [NOTHING; 5])).await;
    assert!(!dashboard.page("/ru/regions/77/").await.contains("в Москве"));
}

#[sqlx::test(migrations = false)]
async fn who_may_see_one_region_sees_no_other_and_not_the_country(pool: PgPool) {
    let dashboard = Dashboard::reaching(pool, Reach::Region(RegionCode::from(seed::REGION))).await;
    let [_, own]: [ReleaseId; 2] = seed::region(&dashboard.warehouse).await;
    // While no other region has released, the intake is the region's own.
    assert!(dashboard.page("/en/regions/99/data").await.contains("Rejected events"));
    let other = publish(&dashboard.warehouse, release("70", MOMENT, [ok(1, 2); 5])).await;
    for language in ["ru", "en"] {
        let first = dashboard.get(&format!("/{language}/")).await;
        assert_eq!((first.status, &first.headers["location"]), (303, &format!("/{language}/regions/99/")));
    }
    for hidden in ["maturity", "rating.csv", "maturity.csv", "regions/70/", "regions/70/data", "regions/70/rating.csv"]
    {
        assert_eq!(dashboard.get(&format!("/ru/{hidden}")).await.status, 404, "{hidden}");
    }
    assert_eq!(dashboard.get(&format!("/ru/regions/70/?release={other}")).await.status, 404);
    assert_eq!(dashboard.get(&format!("/ru/regions/99/?release={other}")).await.status, 404);
    let page = dashboard.page(&format!("/ru/regions/99/?release={own}")).await;
    assert_eq!(trail(&page).len(), 1, "the country is no step of the trail");
    // Intake keeps no region, so that what was rejected may be another's.
    let data = dashboard.page("/ru/regions/99/data").await;
    assert!(data.contains("Приём событий не делится по регионам") && !data.contains("unknown_school"));
    for hidden in ["data.csv", "data.csv?table=rejections", "data.csv?table=examples"] {
        assert_eq!(dashboard.get(&format!("/ru/regions/99/{hidden}")).await.status, 404, "{hidden}");
    }
    assert_eq!(dashboard.csv("/ru/regions/99/data.csv?table=releases").await.len(), 3, "both of its own");
}

#[sqlx::test(migrations = false)]
async fn digital_maturity_of_all_regions_stands_side_by_side(pool: PgPool) {
    let dashboard = three_regions(pool).await;
    let page = dashboard.page("/ru/maturity").await;
    for text in
        ["Томская область", "Тверская область", "Москва", "DM2", "ЦОС 2.3", "03.11.2024 / 20.09.2024", "низкий охват"]
    {
        assert!(page.contains(text), "no «{text}»");
    }
    assert!(page.contains("href=\"/ru/regions/70/maturity\"") && page.contains("цель 80\u{a0}%"));
    let lines = dashboard.csv("/en/maturity.csv").await;
    assert_eq!(lines.len(), 4, "the headings and three regions");
    let column = |name: &str| lines[0].iter().position(|heading| heading == name).expect("a column");
    for row in &lines[1..] {
        assert_eq!(row[column("DM5 published, %")], "100.00");
        assert_eq!(row[column("DM5 numerator as of")], "3 Nov 2024");
        assert_eq!(row[column("COS2_2 state")], "low coverage");
    }
}

#[sqlx::test(migrations = false)]
async fn before_the_first_release_of_a_region_the_first_page_says_so(pool: PgPool) {
    let dashboard = Dashboard::empty(pool).await;
    let page = dashboard.page("/ru/").await;
    assert!(page.contains("Выпусков ещё нет") && page.contains("svodka rate --all-regions"));
    assert_eq!(dashboard.get("/ru/maturity").await.status, 404);
    assert_eq!(dashboard.get("/ru/rating.csv").await.status, 404);
    let mut without = release("70", MOMENT, [NOTHING; 5]);
    without.descriptions.periods.clear();
    without.figures.values.clear();
    publish(&dashboard.warehouse, without).await;
    assert!(dashboard.page("/ru/").await.contains("В выпуске ещё нет уроков"));
}
