//! What a user sees of a long step: a bar on a terminal, nothing elsewhere; and lines of results on standard output.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::Write as _;
use std::time::Duration;

/// Returns a bar of known length in `unit`.
pub fn bar(length: u64, unit: &str) -> ProgressBar {
    let template = format!("  {{bar:32}} {{human_pos}}/{{human_len}} {unit}  {{per_sec:>12}}  {{elapsed}}");
    style(ProgressBar::new(length), &template)
}

/// Returns a counter of unknown end in `unit`.
pub fn counter(unit: &str) -> ProgressBar {
    let counter = style(
        ProgressBar::new_spinner(),
        &format!("  {{spinner}} {{human_pos}} {unit}  {{per_sec:>12}}  {{elapsed}}  {{msg}}"),
    );
    counter.enable_steady_tick(Duration::from_millis(200));
    counter
}

fn style(bar: ProgressBar, template: &str) -> ProgressBar {
    // A template of ours that does not parse would only lose the bar's looks.
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// Says a line of the result. Whoever has stopped listening is not told, and stops nothing.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
