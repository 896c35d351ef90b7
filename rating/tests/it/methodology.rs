//! The methodology is read strictly and linted.

use rating::Methodology;
use rating::methodology::MethodologyError;

fn bundled() -> String {
    Methodology::region_2024().expect("the bundled methodology is right").text().to_owned()
}

/// Returns what is wrong with the bundled text after a replacement.
fn complaint(from: &str, to: &str) -> String {
    let text = bundled();
    assert!(text.contains(from), "the text has no «{from}»");
    match Methodology::parse(&text.replacen(from, to, 1)) {
        Ok(_) => panic!("«{to}» was accepted"),
        Err(MethodologyError::Contradictions(found)) => found.join("; "),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_bundled_methodology_is_right() {
    let methodology = Methodology::region_2024().expect("the bundled methodology is right");
    let rules = methodology.rules();
    let codes: Vec<&str> = rules.indicators.iter().map(|indicator| indicator.code.as_str()).collect();
    assert_eq!(codes, ["I01", "I01b", "I08", "I09", "I12"]);
    let targets: Vec<Option<i32>> = rules
        .maturity
        .indicators
        .iter()
        .map(|indicator| indicator.target.as_ref().map(|target| target.percent))
        .collect();
    assert_eq!(targets, [Some(100), Some(80), Some(100), Some(100), Some(70), None, None, None]);
    assert_eq!(methodology.sha256().len(), 64);
}

#[test]
fn unknown_words_are_refused() {
    assert!(complaint("minimum_schools", "minimal_schools").contains("minimal_schools"));
    assert!(complaint("direction = \"up\"", "direction = \"sideways\"").contains("sideways"));
    assert!(complaint("kind = \"end_of_local_day\"", "kind = \"tomorrow\"").contains("tomorrow"));
    assert!(complaint("minutes = 60", "minutes = 6000").contains("deadlines.homework: minutes is 6000, not 0 to 1440"));
}

#[test]
fn references_must_exist() {
    assert!(complaint("numerator = [\"on_time\"]", "numerator = [\"in_time\"]").contains("in_time"));
    assert!(complaint("line = \"pupils_with_profile\"", "line = \"pupils_with_hats\"").contains("«pupils_with_hats»"));
    assert!(complaint("line = \"teachers\"", "line = \"teacher\"").contains("«teacher»"));
}

#[test]
fn codes_are_unique() {
    assert!(complaint("code = \"I09\"", "code = \"I08\"").contains("code I08 is given twice"));
}

/// The region's own slides divide «2.1» by «1.2»: a formula must name its own components.
#[test]
fn a_formula_names_its_own_components() {
    let found = complaint("\"DM2 = DM2.num / DM2.den\"", "\"DM2 = DM2.num / DM1.den\"");
    assert!(found.contains("DM2: the formula does not name DM2.den"));
    assert!(found.contains("DM2: the formula names DM1.den of another indicator"));
}

#[test]
fn figures_must_make_sense() {
    assert!(complaint("\npercent = 80", "\npercent = 180").contains("a target of 180 %"));
    assert!(complaint("coverage_minimum_percent = 60", "coverage_minimum_percent = 101").contains("not 0 to 100"));
    assert!(complaint("coverage_minimum_percent = 80", "coverage_minimum_percent = -1").contains("maturity.coverage"));
    assert!(complaint("maximum_age_days = 92", "maximum_age_days = -1").contains("maximum_age_days is -1"));
    assert!(complaint("form = \"report\"", "form = \"\"").contains("is not named"));
    assert!(
        complaint("denominator = [\"on_time\", \"late\", \"missing\"]", "denominator = [\"late\"]")
            .contains("above the line")
    );
    assert!(
        complaint("denominator = [\"on_time\", \"late\"]\n", "denominator = [\"on_time\", \"pending\"]\n")
            .contains("outside")
    );
    assert!(
        complaint("in_force_from = \"2024-09-01\"", "in_force_from = \"2024-09-01\"\nin_force_to = \"2023-09-01\"")
            .contains("in_force_to lies before in_force_from")
    );
}

/// A new indicator over existing duties is a block of text: the share of lessons filled at all, in time or late.
#[sqlx::test(migrations = false)]
async fn an_indicator_is_added_without_rust(pool: sqlx::PgPool) {
    use crate::world::{World, methodology, tomsk};
    let block = r#"
[[indicators]]
code = "I90"
name = { ru = "Полнота", en = "Completeness" }
formula = { ru = "I90.num / I90.den", en = "I90.num / I90.den" }
unit = { ru = "уроков", en = "lessons" }
direction = "up"
minimum_denominator = 1
duty = "record"
numerator = ["on_time", "late"]
denominator = ["on_time", "late", "missing"]

[[indicators]]"#;
    let text = methodology().text().replacen("[[indicators]]", block, 1);
    let extended = Methodology::parse(&text).expect("a methodology");
    let mut world = World::new(pool).await;
    let school = tomsk(1);
    world.school(&school);
    world.calendar(&school, 5, "2024-09-01", "2025-05-31", &[]);
    world.class(&school, "5А", 5);
    for (index, entered_at) in
        [Some("2024-10-15T08:00:00Z"), Some("2024-10-17T08:00:00Z"), None].into_iter().enumerate()
    {
        let lesson = format!("lesson-{index}");
        world.lesson(&school, &lesson, "2024-10-15", "5А", "algebra");
        if let Some(entered_at) = entered_at {
            world.record(&school, &lesson, "2024-10-15", entered_at);
        }
    }
    let rated = world.rate_by(&extended, "2024-10-20T17:00:00Z").await;
    assert_eq!(rated.week(&school.id(), "2024-W42", "I01"), (1, 3));
    assert_eq!(rated.week(&school.id(), "2024-W42", "I90"), (2, 3));
}

/// Every example of the officer's page names a test, and the test is there.
#[test]
fn the_examples_of_the_page_are_tests() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("../docs/methodology.md")).expect("the page can be read");
    // What small numbers hide, and what stands on one page, is the dashboard's to test.
    let tests: String = ["tests/it", "../dashboard/tests/it", "../dashboard/src/views", "../warehouse/src/model"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).expect("the folder can be read"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| std::fs::read_to_string(path).expect("a test can be read"))
        .collect();
    let names: Vec<&str> =
        page.split('`').skip(1).step_by(2).filter(|it| it.contains('_') && !it.contains(['/', '.'])).collect();
    assert!(names.len() >= 20, "{names:?}");
    for name in names {
        assert!(tests.contains(&format!("fn {name}(")), "the page names {name}, and there is no such test");
    }
}
