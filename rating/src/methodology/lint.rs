//! What a methodology must not contradict: a mistake in a file must not become a wrong rating.

use super::{Indicator, MaturityIndicator, MaturityNumerator, OfficialLine, Rules};
use std::collections::BTreeSet;
use warehouse::model::DutyState;

/// Lines that the measures count (`85_maturity_counts.sql`).
const LIVE_LINES: [&str; 12] = [
    "profiles_known",
    "pupils_with_profile",
    "pupils_with_recommendation",
    "content_library_known",
    "teachers_with_content",
    "sferum_known",
    "pupils_at_sferum",
    "teachers_using_sferum",
    "my_school_known",
    "pupils_at_my_school",
    "teachers_using_my_school",
    "schools_using_my_school",
];

/// Lines that the event contract allows in official forms.
const OFFICIAL_LINES: [&str; 7] = [
    "pupils",
    "teachers",
    "schools",
    "pupils_with_content_access",
    "pupils_with_profile",
    "pupils_with_recommendation",
    "teachers_with_content",
];

/// Returns everything that the rules contradict, in words.
pub(super) fn contradictions(rules: &Rules) -> Vec<String> {
    let mut found = Vec::new();
    let mut require = |holds: bool, message: String| {
        if !holds {
            found.push(message);
        }
    };
    require(!rules.code.is_empty() && rules.version >= 1, "code and version (from 1) must be given".to_owned());
    require(
        rules.in_force_to.is_none_or(|to| rules.in_force_from <= to),
        "in_force_to lies before in_force_from".to_owned(),
    );
    for (duty, deadline) in &rules.deadlines {
        let complaint = deadline.complaint();
        require(complaint.is_none(), format!("deadlines.{duty}: {}", complaint.unwrap_or_default()));
    }
    let grade = rules.homework.from_grade;
    require((1..=12).contains(&grade), format!("homework.from_grade is {grade}, not 1 to 12"));
    let days = rules.homework.before_vacation_days;
    require((0..=31).contains(&days), format!("homework.before_vacation_days is {days}, not 0 to 31"));
    let minutes = rules.exceptions.outage_minutes;
    require((1..=1440).contains(&minutes), format!("exceptions.outage_minutes is {minutes}, not 1 to 1440"));
    let minutes = rules.exceptions.presence_minutes_before_lesson;
    require(
        (0..=1440).contains(&minutes),
        format!("exceptions.presence_minutes_before_lesson is {minutes}, not 0 to 1440"),
    );
    let percent = rules.thresholds.coverage_minimum_percent;
    require((0..=100).contains(&percent), format!("coverage_minimum_percent is {percent}, not 0 to 100"));
    let percent = rules.thresholds.unknown_maximum_percent;
    require((0..=100).contains(&percent), format!("unknown_maximum_percent is {percent}, not 0 to 100"));
    require(rules.thresholds.minimum_schools >= 1, "minimum_schools must be at least 1".to_owned());
    require(!rules.indicators.is_empty(), "there are no indicators".to_owned());
    unique_codes(rules, &mut require);
    for indicator in &rules.indicators {
        lint_indicator(indicator, &mut require);
    }
    let percent = rules.maturity.coverage_minimum_percent;
    require((0..=100).contains(&percent), format!("maturity.coverage_minimum_percent is {percent}, not 0 to 100"));
    for indicator in &rules.maturity.indicators {
        lint_maturity(indicator, &mut require);
    }
    let methods: BTreeSet<&str> = rules.maturity.summaries.iter().map(|method| method.as_str()).collect();
    require(
        methods.len() == rules.maturity.summaries.len(),
        "a method of maturity.summaries is named twice".to_owned(),
    );
    found
}

fn unique_codes(rules: &Rules, require: &mut impl FnMut(bool, String)) {
    let mut codes = BTreeSet::new();
    let journals = rules.indicators.iter().map(|indicator| &indicator.code);
    for code in journals.chain(rules.maturity.indicators.iter().map(|indicator| &indicator.code)) {
        require(codes.insert(code), format!("code {code} is given twice"));
    }
}

fn lint_indicator(indicator: &Indicator, require: &mut impl FnMut(bool, String)) {
    let code = &indicator.code;
    for formula in [&indicator.formula.ru, &indicator.formula.en] {
        lint_formula(code, formula, require);
    }
    for words in [&indicator.name, &indicator.unit] {
        require(!words.ru.is_empty() && !words.en.is_empty(), format!("{code}: a name or unit is empty"));
    }
    require(indicator.minimum_denominator >= 0, format!("{code}: minimum_denominator is negative"));
    let denominator: BTreeSet<DutyState> = indicator.denominator.iter().copied().collect();
    require(!indicator.numerator.is_empty() && !denominator.is_empty(), format!("{code}: no states are counted"));
    for state in indicator.numerator.iter().chain(&indicator.denominator) {
        let is_outside =
            matches!(state, DutyState::Excused | DutyState::NotMeasurable | DutyState::Unknown | DutyState::Pending);
        require(!is_outside, format!("{code}: {state} duties are outside every figure"));
    }
    for state in &indicator.numerator {
        require(denominator.contains(state), format!("{code}: {state} is counted above the line and not below it"));
    }
}

fn lint_maturity(indicator: &MaturityIndicator, require: &mut impl FnMut(bool, String)) {
    let code = &indicator.code;
    lint_formula(code, &indicator.formula, require);
    if let Some(target) = &indicator.target {
        require((1..=100).contains(&target.percent), format!("{code}: a target of {} %", target.percent));
        require((2020..=2100).contains(&target.year), format!("{code}: a target of the year {}", target.year));
        require(!target.act.ru.is_empty() && !target.act.en.is_empty(), format!("{code}: a target without an act"));
    }
    require(
        !indicator.is_summarised || indicator.target.is_some(),
        format!("{code}: it is summarised and has no target to be summarised against"),
    );
    lint_number(code, &indicator.numerator, require);
    lint_number(code, &indicator.denominator, require);
    let is_of_tasks = |number: &MaturityNumerator| matches!(number, MaturityNumerator::Tasks { .. });
    let is_fixed =
        matches!(indicator.denominator, MaturityNumerator::Official(_)) || is_of_tasks(&indicator.denominator);
    require(is_fixed, format!("{code}: a denominator is official or the providers' tasks"));
    require(
        is_of_tasks(&indicator.numerator) == is_of_tasks(&indicator.denominator),
        format!("{code}: tasks are divided by tasks, and by nothing else"),
    );
}

fn lint_number(code: &str, number: &MaturityNumerator, require: &mut impl FnMut(bool, String)) {
    let mut live = |line: &String| {
        require(LIVE_LINES.contains(&line.as_str()), format!("{code}: nothing counts the line «{line}»"));
    };
    match number {
        MaturityNumerator::Live { line, known_line, official_line, .. } => {
            live(line);
            live(known_line);
            if let Some(official) = official_line {
                lint_official(code, official, require);
            }
        }
        MaturityNumerator::Official(official) => lint_official(code, official, require),
        MaturityNumerator::Tasks { .. } => {}
        MaturityNumerator::LargerOf { options, .. } => {
            for option in options {
                live(&option.line);
                live(&option.known_line);
            }
            require(options.len() >= 2, format!("{code}: the larger of fewer than two"));
        }
    }
}

fn lint_official(code: &str, official: &OfficialLine, require: &mut impl FnMut(bool, String)) {
    let (line, days) = (official.line.as_str(), official.maximum_age_days);
    require(OFFICIAL_LINES.contains(&line), format!("{code}: no official form has the line «{line}»"));
    require(!official.form.is_empty(), format!("{code}: the form of the line «{line}» is not named"));
    require((0..=1_000).contains(&days), format!("{code}: maximum_age_days is {days}, not 0 to 1000"));
}

/// A formula's components belong to its indicator: «2 = 2.1 / 1.2» of the region's own slides is how figures go wrong.
fn lint_formula(code: &str, formula: &str, require: &mut impl FnMut(bool, String)) {
    for component in ["num", "den"] {
        let name = format!("{code}.{component}");
        require(formula.contains(&name), format!("{code}: the formula does not name {name}"));
    }
    let words = formula.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_' || letter == '.'));
    for word in words {
        let owner = word.strip_suffix(".num").or_else(|| word.strip_suffix(".den"));
        require(
            owner.is_none_or(|owner| owner == code),
            format!("{code}: the formula names {word} of another indicator"),
        );
    }
}
