//! The names of codes whose lists are open: an installation may use a journal or a source that we have no word for, and its
//! code is shown.

use super::speaker::Speaker;

impl Speaker {
    /// Returns the names of journal systems, given as codes with commas between them.
    pub(crate) fn journals(&self, codes: &str) -> String {
        let name = |code: &str| match code {
            "dnevnik" => self.say("journal-dnevnik"),
            "elschool" => self.say("journal-elschool"),
            "mes" => self.say("journal-mes"),
            "sgo" => self.say("journal-sgo"),
            other => other.to_owned(),
        };
        codes.split(',').map(|code| name(code.trim())).collect::<Vec<_>>().join(", ")
    }

    /// Returns the name of a source of digital maturity.
    pub(crate) fn source(&self, code: &str) -> String {
        match code {
            "sferum" => self.say("source-sferum"),
            "my_school" => self.say("source-my-school"),
            other => other.to_owned(),
        }
    }
}
