//! The page of lessons outside by school.

use super::account::{AccountSection, back_address, lessons_address};
use super::choices::{ChoiceOption, Choices, filter_options, municipality_options};
use super::opened::Pager;
use super::period::{self, PeriodControls};
use super::surroundings::{Section, Surroundings};
use crate::failure::Failure;
use crate::views::account;
use crate::views::outside_schools::{OutsideSchools, SchoolAccount};
use crate::web::address::{Address, encode};
use crate::web::cache::CachePolicy;
use crate::web::reader::Reader;
use askama::Template;
use axum::response::Response;
use warehouse::model::{Disposition, Level};

struct SchoolLine {
    name: String,
    within: Option<String>,
    /// The school's lessons of the chosen disposition.
    address: Address,
    chosen: String,
    lessons: String,
    counted: String,
    nothing_owed: String,
    unknown: String,
}

#[derive(Template)]
#[template(path = "outside_schools.html")]
struct OutsideSchoolsPage<'a> {
    around: Surroundings<'a>,
    period: String,
    periods: PeriodControls,
    form: Choices,
    municipalities: Vec<ChoiceOption>,
    reasons: Vec<ChoiceOption>,
    account: AccountSection,
    chosen: String,
    why: Option<String>,
    schools: Vec<SchoolLine>,
    moved: Option<String>,
    csv: Address,
    pager: Pager,
}

/// Shows the schools.
pub(crate) fn page(reader: &Reader, view: &OutsideSchools) -> Result<Response, Failure> {
    let speaker = &reader.speaker;
    let account = &view.account;
    let address = lessons_address(reader, account).with("disposition", view.choice.map_or("", Disposition::as_str));
    let offered = account::outside().chain([Disposition::Counted]);
    let choices = offered.map(|disposition| (disposition, speaker.word(disposition)));
    let total = speaker.say_count("count-of-schools", view.stretch.total_count);
    super::answer(
        &OutsideSchoolsPage {
            period: period::name(speaker, &view.periods.shown),
            periods: PeriodControls::new(speaker, &view.periods, &address),
            form: Choices::new(&address, &["period_id", "municipality", "disposition"]),
            municipalities: municipality_options(&view.municipalities, view.municipality.as_ref()),
            reasons: filter_options(speaker.say("outside-lessons-all"), choices, view.choice),
            account: AccountSection::new(reader, account, account_csv(reader, view)),
            chosen: view.choice.map_or_else(|| speaker.say("account-outside"), |it| speaker.word(it)),
            why: view.choice.map(|disposition| speaker.why_disposed(disposition)),
            schools: view.schools.iter().map(|school| line(reader, school, &address)).collect(),
            moved: (view.moved_count != 0).then(|| speaker.count(view.moved_count)),
            csv: Address::new(format!("{}.csv", address.path())).with_all(&address),
            pager: Pager::new(speaker, &address, view.stretch, &total),
            around: Surroundings::new(reader, Section::Rating, speaker.say("outside-schools-title"))
                .below(view.municipality.as_slice()),
        },
        CachePolicy::Published,
    )
}

/// Returns the file of the territory's own account, which its page has.
fn account_csv(reader: &Reader, view: &OutsideSchools) -> Address {
    let page = back_address(reader, &view.account);
    let path = match view.account.territory.level() {
        Level::Region => reader.to("rating.csv").path().to_owned(),
        Level::Municipality | Level::School => format!("{}.csv", page.path()),
    };
    Address::new(path).with_all(&page).with("table", "account")
}

fn line(reader: &Reader, school: &SchoolAccount, address: &Address) -> SchoolLine {
    let speaker = &reader.speaker;
    let lessons = reader.to(&format!("schools/{}/outside", encode(school.school.id())));
    SchoolLine {
        name: school.school.name.clone(),
        within: school.within.clone(),
        address: lessons.with_all(address).with("municipality", ""),
        chosen: speaker.count(school.chosen_count),
        lessons: speaker.count(school.lessons_count),
        counted: speaker.count(school.counted_count),
        nothing_owed: speaker.count(school.nothing_owed_count),
        unknown: speaker.count(school.unknown_count),
    }
}
