//! Turns `locales/` into typed message methods.

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

fn main() -> std::process::ExitCode {
    println!("cargo:rerun-if-changed=locales");
    let Ok(out) = std::env::var("OUT_DIR") else {
        eprintln!("OUT_DIR is set by cargo");
        return std::process::ExitCode::FAILURE;
    };
    build_from_locales_folder(
        BuildOptions::default()
            .with_output_file_path(&format!("{out}/l10n.rs"))
            .with_ftl_output(FtlOutputOptions::single_file(&format!("{out}/translations.ftl")))
            .with_default_language("en")
            .with_lint_level(LintLevel::Warn)
            .without_bidi_isolation()
            .without_format(),
    )
}
