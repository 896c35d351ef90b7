//! Forms of a view: a page for people, files for programs.
//!
//! `html` gives each view its page, with a typed context for each template. `table` describes a view's table as columns
//! and typed values, still without a language; a [`FileForm`] turns any table into bytes. So a new form of file is one
//! type here and one line in [`FILE_FORMS`], and no page knows of it.

mod csv;
pub(crate) mod file;
pub(crate) mod html;
mod plain;
pub(crate) mod table;

use file::FileForm;

/// The forms of file that addresses may ask for by their extension.
pub(crate) static FILE_FORMS: &[&dyn FileForm] = &[&csv::Csv];
