//! Lines over time, drawn by plotters as SVG that stands in the page itself.
//!
//! Lines differ by their strokes and not by colour alone. A period without a figure is a gap, never a zero, and the figure of
//! one that still runs is a hollow point.

use crate::failure::Failure;
use crate::web::assets;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::register_font;
use std::sync::LazyLock;

/// Wide enough for a column of a desktop's page, and not wider than a phone.
const SIZE: (u32, u32) = (360, 216);
const FONT: &str = "Svodka Sans";
const INK: RGBColor = RGBColor(0x3d, 0x4a, 0x5c);
const GRID: RGBColor = RGBColor(0xdd, 0xe3, 0xea);

/// plotters measures text by fonts that are registered, and knows none of the system's.
static FONT_IS_REGISTERED: LazyLock<bool> =
    LazyLock::new(|| register_font(FONT, FontStyle::Normal, assets::CHART_FONT).is_ok());

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroke {
    /// A solid line with points: whose page it is.
    Solid,
    /// A dashed line: its municipality.
    Dashed,
    /// A dotted line: the region.
    Dotted,
}

impl Stroke {
    /// Returns the colour, which no other line of a chart has.
    fn color(self) -> RGBColor {
        match self {
            Self::Solid => RGBColor(0x17, 0x3f, 0x6b),
            Self::Dashed => RGBColor(0xa8, 0x4b, 0x00),
            Self::Dotted => RGBColor(0x4f, 0x5b, 0x66),
        }
    }

    /// Returns the dashes as SVG has them; plotters draws solid lines only (its dashes are hundreds of small lines).
    pub(super) fn dashes(self) -> &'static str {
        match self {
            Self::Solid => "",
            Self::Dashed => "7 3",
            Self::Dotted => "2 3",
        }
    }

    /// Returns the colour as SVG has it.
    pub(super) fn color_text(self) -> String {
        let RGBColor(red, green, blue) = self.color();
        format!("#{red:02X}{green:02X}{blue:02X}")
    }
}

/// A line: a figure for each period, in hundredths of a percent, where there is one.
pub(super) struct Line {
    pub(super) stroke: Stroke,
    pub(super) points: Vec<Option<i64>>,
}

/// Draws lines over the same periods. `periods` are written under the axis, `is_running` says that the last of them is not over,
/// `alternative` is what a screen reader says.
pub(super) fn draw(
    periods: &[String],
    is_running: bool,
    lines: &[Line],
    percent_label: &dyn Fn(i64) -> String,
    alternative: &str,
) -> Result<String, Failure> {
    if !*FONT_IS_REGISTERED {
        return Err(Failure::Rendering("the font of the charts cannot be read".to_owned()));
    }
    let mut svg = String::with_capacity(8 * 1024);
    let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
    draw_on(&root, periods, is_running, lines, percent_label)
        .map_err(|error| Failure::Rendering(format!("a chart: {error}")))?;
    drop(root);
    for stroke in [Stroke::Dashed, Stroke::Dotted] {
        let solid = format!("stroke=\"{}\"", stroke.color_text());
        svg = svg.replace(&solid, &format!("{solid} stroke-dasharray=\"{}\"", stroke.dashes()));
    }
    let escaped = askama::filters::escape(alternative, askama::filters::Html)
        .map_err(|_| Failure::Rendering("a chart's text".to_owned()))?;
    Ok(svg.replacen("<svg ", &format!("<svg class=\"chart\" role=\"img\" aria-label=\"{escaped}\" "), 1))
}

fn draw_on(
    root: &DrawingArea<SVGBackend<'_>, Shift>,
    periods: &[String],
    is_running: bool,
    lines: &[Line],
    percent_label: &dyn Fn(i64) -> String,
) -> Result<(), Box<dyn std::error::Error>> {
    let (lowest, highest) = range(lines);
    let last = i32::try_from(periods.len()).unwrap_or(i32::MAX).max(2) - 1;
    let font = || (FONT, 15).into_font().color(&INK);
    let mut chart = ChartBuilder::on(root)
        .margin_top(8)
        .margin_right(14)
        .margin_bottom(2)
        .x_label_area_size(24)
        .y_label_area_size(46)
        .build_cartesian_2d(0..last, lowest..highest)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(GRID.stroke_width(1))
        .label_style(font())
        .x_labels(5)
        .y_labels(5)
        .x_label_formatter(&|index| {
            usize::try_from(*index).ok().and_then(|index| periods.get(index)).cloned().unwrap_or_default()
        })
        .y_label_formatter(&|hundredths| percent_label(*hundredths))
        .draw()?;
    for line in lines {
        let style = line.stroke.color().stroke_width(2);
        for stretch in stretches(&line.points) {
            chart.draw_series(LineSeries::new(stretch.iter().copied(), style))?;
            // A lone point would be no line at all.
            if line.stroke == Stroke::Solid || stretch.len() == 1 {
                let dots = stretch.iter().map(|point| Circle::new(*point, 2, line.stroke.color().filled()));
                chart.draw_series(dots)?;
            }
        }
    }
    for line in lines.iter().filter(|_| is_running) {
        let Some((index, Some(hundredths))) = (0..).zip(&line.points).last() else { continue };
        for style in [WHITE.filled(), line.stroke.color().stroke_width(2)] {
            chart.draw_series(std::iter::once(Circle::new((index, *hundredths), 4, style)))?;
        }
    }
    root.present()?;
    Ok(())
}

/// Returns the range of the axis: whole tens of percent around what is drawn, and at least twenty of them.
fn range(lines: &[Line]) -> (i64, i64) {
    let points = || lines.iter().flat_map(|line| line.points.iter().flatten().copied());
    let lowest = points().min().unwrap_or(0).min(8_000) / 1_000 * 1_000;
    let highest = (points().max().unwrap_or(10_000) + 999) / 1_000 * 1_000;
    (lowest, highest.max(lowest + 2_000))
}

/// Returns the stretches of neighbouring periods that have a figure.
fn stretches(points: &[Option<i64>]) -> Vec<Vec<(i32, i64)>> {
    let mut found: Vec<Vec<(i32, i64)>> = Vec::new();
    let mut is_open = false;
    for (index, point) in (0..).zip(points) {
        match point {
            Some(hundredths) => {
                if !is_open {
                    found.push(Vec::new());
                }
                if let Some(stretch) = found.last_mut() {
                    stretch.push((index, *hundredths));
                }
                is_open = true;
            }
            None => is_open = false,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_without_a_figure_is_a_gap() {
        assert_eq!(stretches(&[Some(1), None, Some(2), Some(3)]), [vec![(0, 1)], vec![(2, 2), (3, 3)]]);
        assert!(stretches(&[None, None]).is_empty());
    }

    #[test]
    fn a_chart_is_svg_with_words_and_no_style_attributes() {
        let lines = [
            Line { stroke: Stroke::Solid, points: vec![Some(9_091), None, Some(10_000)] },
            Line { stroke: Stroke::Dashed, points: vec![Some(8_000), Some(8_100), Some(8_200)] },
        ];
        let periods = ["02.09", "09.09", "16.09"].map(str::to_owned);
        let svg =
            draw(&periods, false, &lines, &|value| format!("{} %", value / 100), "от \"90\" до <100>").expect("drawn");
        assert!(svg.contains("stroke-dasharray=\"7 3\"") && svg.contains("02.09") && svg.contains("100 %"));
        assert!(!svg.contains("style=") && !svg.contains("<100>"), "{svg}");
        // The last point of each line is hollow when its period still runs.
        let hollow = |svg: &str| svg.matches("r=\"4\"").count();
        let running = draw(&periods, true, &lines, &|value| format!("{} %", value / 100), "").expect("drawn");
        assert_eq!((hollow(&svg), hollow(&running)), (0, 4), "{running}");
    }
}
