//! What a user meets on the command line.

use std::process::Command;

fn svodka(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_svodka"))
        .args(arguments)
        .env("SVODKA_DATABASE_URL", "postgres://svodka:secret@127.0.0.1:1/svodka")
        .env("SVODKA_KAFKA_BROKERS", "127.0.0.1:1")
        .env("SVODKA_LAKE_PATH", std::env::temp_dir().join("svodka-command-line"))
        .env("RUST_BACKTRACE", "1")
        .output()
        .expect("svodka starts");
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.success(), text)
}

#[test]
fn help_teaches_the_roles_in_the_order_of_the_datas_way() {
    let (is_well, text) = svodka(&["--help"]);
    assert!(is_well);
    let roles = ["migrate", "simulate", "ingest", "rate", "verify", "serve", "doctor"];
    let places: Vec<usize> =
        roles.iter().map(|role| text.find(&format!("\n  {role} ")).expect("every role is listed")).collect();
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn a_database_that_is_away_is_one_clear_sentence() {
    let (is_well, text) = svodka(&["migrate"]);
    assert!(!is_well);
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("database.url") && !text.contains("secret"), "{text}");
}

#[test]
fn a_wrong_key_names_the_nearest_one() {
    let (is_well, text) = svodka(&["doctor", "--set", "lake.pth=x"]);
    assert!(!is_well);
    assert!(text.contains("«lake.path»"), "{text}");
}

#[test]
fn the_doctor_says_what_is_wrong_and_shows_no_password() {
    let (is_well, text) = svodka(&["doctor"]);
    assert!(!is_well);
    assert!(text.contains("WRONG   database") && text.contains("WRONG   broker"), "{text}");
    assert!(!text.contains("secret"), "{text}");
}
