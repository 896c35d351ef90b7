//! The style sheet, the fonts and the mark, all part of the program. Their names carry a hash of their content, so that
//! a browser may keep them for ever and still sees every change.

use super::cache::CachePolicy;
use crate::failure::Failure;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::sync::LazyLock;

/// The font by which plotters measures text.
pub(crate) static CHART_FONT: &[u8] = include_bytes!("../../assets/fonts/svodka-sans-regular.ttf");

struct Asset {
    name: String,
    content_type: &'static str,
    content: Cow<'static, [u8]>,
}

impl Asset {
    fn new(stem: &str, extension: &str, content_type: &'static str, content: Cow<'static, [u8]>) -> Self {
        let hash: String = Sha256::digest(&content).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        Self { name: format!("{stem}.{hash}.{extension}"), content_type, content }
    }

    fn address(&self) -> String {
        format!("/static/{}", self.name)
    }
}

struct Assets {
    style: Asset,
    mark: Asset,
    regular: Asset,
    bold: Asset,
    font_licence: Asset,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let regular: &[u8] = include_bytes!("../../assets/fonts/svodka-sans-regular.woff2");
    let bold: &[u8] = include_bytes!("../../assets/fonts/svodka-sans-bold.woff2");
    let licence: &[u8] = include_bytes!("../../assets/fonts/LICENSE.txt");
    let mark: &[u8] = include_bytes!("../../assets/mark.svg");
    let regular = Asset::new("svodka-sans-regular", "woff2", "font/woff2", regular.into());
    let bold = Asset::new("svodka-sans-bold", "woff2", "font/woff2", bold.into());
    let font_licence = Asset::new("svodka-sans-licence", "txt", "text/plain; charset=utf-8", licence.into());
    // The style sheet names the fonts, so their hashes go into its own.
    let style = include_str!("../../assets/svodka.css")
        .replace("FONT_REGULAR", &regular.address())
        .replace("FONT_BOLD", &bold.address())
        .replace("FONT_LICENCE", &font_licence.address());
    Assets {
        style: Asset::new("svodka", "css", "text/css; charset=utf-8", style.into_bytes().into()),
        mark: Asset::new("mark", "svg", "image/svg+xml", mark.into()),
        regular,
        bold,
        font_licence,
    }
});

/// Returns the address of the style sheet.
pub(crate) fn style() -> String {
    ASSETS.style.address()
}

/// Returns the address of the mark.
pub(crate) fn mark() -> String {
    ASSETS.mark.address()
}

/// Returns the addresses of the fonts, which the page asks for early so that no text jumps.
pub(crate) fn fonts() -> [String; 2] {
    [ASSETS.regular.address(), ASSETS.bold.address()]
}

/// Serves one of them.
pub(crate) async fn serve(Path(name): Path<String>) -> Result<Response, Failure> {
    let assets = &*ASSETS;
    let all = [&assets.style, &assets.mark, &assets.regular, &assets.bold, &assets.font_licence];
    let asset = all.into_iter().find(|asset| asset.name == name).ok_or(Failure::NotFound)?;
    let headers = [
        (CONTENT_TYPE, axum::http::HeaderValue::from_static(asset.content_type)),
        (CACHE_CONTROL, CachePolicy::Immutable.header()),
    ];
    Ok((headers, asset.content.to_vec()).into_response())
}
